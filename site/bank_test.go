package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// One press on the desk goes on from the last balance known, and undoing it brings the plan back.
func TestGoingOnFromTheBank(t *testing.T) {
	b := open(t)
	b.Load("en/desk.html#start=2026-01&cash=24M&in.Sales=100k&grow.Sales=10%25/mo&out.Staff=500k&actual.2026-03=20M")
	b.ready()
	const goOn = `document.querySelector('.bank [data-link]')`
	assert.Equal(t, "Continue the plan from March 2026", eval[string](b, goOn+`.textContent`))
	b.ClickOn(goOn)
	b.Until(`location.hash.includes('start=2026-03') && document.querySelector('[data-key=cash] input').value.startsWith('20M')`)
	assert.Equal(t, "121k", b.value(field("in.Sales", 0)))
	assert.False(t, eval[bool](b, goOn+` !== null`), "nothing is held against the new start yet")
	b.ClickOn(`document.querySelector('[data-go=back]')`)
	b.Until(`location.hash.includes('start=2026-01')`)
	assert.Equal(t, "100k", b.value(field("in.Sales", 0)))
	assert.Equal(t, "Continue the plan from March 2026", eval[string](b, goOn+`.textContent`))
}
