package view_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc"
	"runway/site/view"
)

// bank is the part of the desk that holds the plan of a link against the bank, or nothing.
func bank(language, link string) string {
	l := view.LanguageOf(language)
	text := textOf(view.NewDesk(l, calc.ReadManuscript(link), nil, ""))
	_, part, _ := strings.Cut(text, "\n"+l.Word("bank.heading")+"\n")
	part, _, _ = strings.Cut(part, "\n"+l.Word("desk.readers")+"\n")
	return strings.ReplaceAll(part, "\u00a0", " ")
}

// A balance is held against the plan in money, in runway and among all cases. By hand: 24 million
// less 500,000 a month leave 21.5 million after five months, and 43 months of runway then.
func TestBankInWords(t *testing.T) {
	const plan = "cur=EUR&start=2026-01&cash=24M&out.Staff=500k"
	for _, c := range []struct{ language, entries, want string }{
		{"en", "&actual.2026-06=21M", "At the start of June 2026, €21 million was in the bank, €500,000 less than planned: about 4 weeks less runway."},
		{"en", "&actual.2026-06=21.6M", "At the start of June 2026, €21.6 million was in the bank, as planned."},
		{"en", "&actual.2026-02=20M&actual.2026-06=23.5M&as.actual.2026-06=estimated", "€23.5 million (estimated) was in the bank, €2 million more than planned: 4 months more runway."},
		{"en", "&actual.2026-06=20M..21M", "€500,000 less than planned: about 4 weeks less runway."},
		{"en", "&actual.2026-06=21M..22M", "as planned."},
		{"en", "&actual.2026-06=21M&in.Sales=1M", "€5.5 million less than planned.\n"}, // nothing ever runs out
		{"fr", "&actual.2026-06=21M", "Début juin 2026, il y avait 21 millions d’euros en caisse, 500\u202f000 € de moins que prévu : l’entreprise tient environ 4 semaines de moins."},
		{"ar", "&actual.2026-06=21M", "في مطلع يونيو 2026 كان الرصيد 21 مليون يورو، أي أقل بـ500,000 يورو من المخطط له، فتقلّ المدة التي تكفيها السيولة نحو 4 أسابيع."},
		// Costs of 400,000 to 600,000: the middle of their sums is in the bank, then more than all.
		{"en", "&actual.2026-06=21.5M&out.Staff=400k..600k", "as planned. In 50% of cases the plan gives less.\n"},
		{"en", "&actual.2026-06=23M&out.Staff=400k..600k", "more runway. In every case the plan gives less.\n"},
		{"en", "&actual.2026-06=20M&out.Staff=400k..600k", "less runway. In no case does the plan give less.\n"},
	} {
		assert.Contains(t, bank(c.language, plan+c.entries), c.want, c.entries)
	}
	table := bank("en", plan+"&out.Staff=400k..600k&actual.2026-04=22M&actual.2026-06=21M")
	assert.Contains(t, table, "Start of | Planned | Worst to best | In the bank | Difference | Runway from then | Planned runway | Cases with less |\n"+
		"April 2026 | €22.5 million | €22.2 to €22.8 million | €22 million | −€500,000 | 44 months | 45 months | 0% |\n"+
		"June 2026 | €21.5 million | €21 to €22 million | €21 million | −€500,000 | 42 months | 43 months | 0% |\n")
	assert.Contains(t, bank("en", "start=2026-01&cash=10k&out.A=10k&actual.2026-04=15k"), "| nothing left |\n")
	for _, none := range []string{plan, "cash=24M&out.Staff=500k&actual.2026-06=21M", plan + "&actual.2025-06=21M"} {
		assert.Empty(t, bank("en", none), none)
	}
}

// The button goes on from the last balance. Beneath it stands what is left behind, and what goes on
// in another way.
func TestGoingOnInWords(t *testing.T) {
	const plan = "start=2026-01&cash=1M&horizon=12&actual.2026-02=1k&actual.2026-06=900k&mark.2026-01=Past&out.Rent=1k&until.Rent=2026-03" +
		"&in.Late=1k&from.Late=2026-05&delay.Late=2&in.Yearly=1k&every.Yearly=12&out.Team=1k..2k&grow.Team=1%25..2%25&once.Fee=-1k@2026-03..2026-12&in.Huge=1M&grow.Huge=1000%25/mo"
	text := bank("en", plan+"&in.Huge=9e17")
	for _, want := range []string{
		"(Continue the plan from June 2026)\nThe start moves to June 2026,",
		"Left out from then on: Rent; Mark in January 2026; In the bank in February 2026\n",
		"one-off payments, each at the start of its month: Late\n",
		"one payment covers several months: Yearly\n",
		"the middle case moves: Team\n",
		"only what is still possible is kept: Month (Fee)\n",
		"and stays at it: Huge",
	} {
		assert.Contains(t, text, want)
	}
	m := calc.ReadManuscript(plan)
	main := string(view.NewDesk(view.LanguageOf("en"), m, nil, "").Main)
	next, _ := m.Resume(m.Scenario.EntriesOf(calc.Actual)[1])
	assert.Contains(t, main, `data-link="`+strings.ReplaceAll(next.String(), "&", "&amp;")+`"`)

	// One that cannot go on says why; one from before the start is told where it stands.
	assert.Contains(t, bank("en", plan+"&actual.2090-01=1k"), "The plan cannot continue from January 2090. ")
	full := plan
	for n := range 40 {
		full += "&once.P" + strings.Repeat("x", n) + "=1@2026-12"
	}
	assert.Contains(t, bank("en", full), "no room for more payments: Late\n")
}
