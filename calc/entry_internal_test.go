package calc

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What is remembered of the what-ifs of a published case is what reading and trying them anew says,
// whichever edits are made over it and whatever else is read in between.
func TestFaultsAreRemembered(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	const whatIfs = "&if.More=raise.C%3D5M%402026-03&if.None=in.A%3D2M&if.Wrong=grow.A%3Dfast&if.Gone=out.B%3D"
	fresh := func(draft string) []Error {
		remembered.Lock()
		remembered.published = nil
		remembered.Unlock()
		return ReadDraft(draft).Errors
	}
	for _, link := range []string{"start=2026-01&cash=5M&in.A=2M&out.B=3M" + whatIfs, "start=2026-01&cash=5M&in.A=2M&out.B=3M" + whatIfs + "&changes=&cash=6M"} {
		draft, problems := ReadDraft(link), map[Problem]bool{}
		for range 200 {
			edit := []Edit{
				{Act: "set", Key: "cash", Text: fmt.Sprint(random.IntN(9), "M"), Required: true},
				{Act: "set", Key: "in.A", Text: []string{"2M", "3M", "nothing"}[random.IntN(3)]},
				{Act: "step", Key: "out.B", Steps: 1 - 2*random.IntN(2)},
				{Act: "try", Key: []string{"if.More", "if.Gone"}[random.IntN(2)]},
				{Act: "back"},
			}[random.IntN(5)]
			other := ReadDraft("start=2026-01&cash=1&in.A=3M&out.B=3M" + whatIfs + "&changes=&cash=2").Scenario
			for _, f := range other.EntriesOf(WhatIf) {
				other.Outcome(&f)
			}
			other.Outcome(nil)
			before := draft
			draft, _, _ = before.Apply(edit, nil)
			assert.Equal(t, fresh(draft.String()), ReadDraft(draft.String()).Errors, draft.String())
			again, _, _ := before.Apply(edit, nil)
			assert.Equal(t, draft.Errors, again.Errors, draft.String())
			for _, e := range draft.Errors {
				problems[e.Problem] = true
			}
			published := draft.Scenario.Original()
			_, result := draft.Scenario.Outcome(nil)
			assert.True(t, fmt.Sprint(published.Evaluate()) == fmt.Sprint(result)) // NaN is none
			for _, f := range draft.Scenario.EntriesOf(WhatIf) {
				with, _ := published.With(f)
				scenario, result := draft.Scenario.Outcome(&f)
				assert.Equal(t, with.String(), scenario.String())
				assert.True(t, fmt.Sprint(with.Evaluate()) == fmt.Sprint(result), f.Name)
			}
		}
		assert.True(t, problems[NoChange], "%v", problems)
		assert.Greater(t, len(problems), 1)
	}
}
