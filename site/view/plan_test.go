package view_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
)

// budget is a made-up plan as founders write them.
const budget = "In k€\tJan 2026\tFeb 2026\tMar 2026\tApr 2026\tMay 2026\tJun 2026\tTotal\n" +
	"Revenue\nSubscriptions\t10\t11\t12.1\t13.31\t14.641\t16.105\t77\nTotal revenue\t10\t11\t12.1\t13.31\t14.641\t16.105\t77\n" +
	"Costs\nTeam\t40\t40\t40\t60\t60\t60\t300\nCloud\t5\t4\t6\t5\t4.5\t6\t30.5\nLaptops\t0\t0\t12\t0\t0\t0\t12\nMargin\t10%\t10%\t10%\t10%\t10%\t10%\t\n" +
	"Bank balance\t500\t\t\t\t\t\t\n"

var (
	tag       = regexp.MustCompile(`<[^>]*>`)
	dataLink  = regexp.MustCompile(`data-link="([^"]*)"`)
	fieldMark = regexp.MustCompile(`name="table" value="([^"]*)"`)
)

func planTool(language, link, text string, choices ...calc.Pair) string {
	s, _ := calc.Parse(link)
	var chosen []string
	for _, c := range choices {
		chosen = append(chosen, c.String())
	}
	return string(view.Tool(view.LanguageOf(language), calc.Manuscript{Draft: calc.Draft{Scenario: s}}, "plan", text, strings.Join(chosen, "&")))
}

// linkIn returns the link of the button in a tool's markup, or nothing.
func linkIn(markup string) string {
	found := dataLink.FindStringSubmatch(markup)
	if found == nil {
		return ""
	}
	return strings.ReplaceAll(found[1], "&amp;", "&")
}

// choosing adds the mark of the table that a page sends with its choices.
func choosing(markup string, choices ...calc.Pair) []calc.Pair {
	return append(choices, calc.Pair{Key: "table", Value: fieldMark.FindStringSubmatch(markup)[1]})
}

func TestPlanInWords(t *testing.T) {
	markup := planTool("en", "", budget)
	text := tag.ReplaceAllString(strings.NewReplacer("<option", "\n<option", "<li>", "\n", "<td>", "\n").Replace(markup), "")
	for _, part := range []string{
		"Read as a table with its months across, from January 2026 to June 2026.",
		"thousands (it says “In k€”)",
		"€10,000 a month, growing 10% a month",
		"revenue (as read)", "under the heading “Revenue”", "called a total, and adds up other lines",
		"€40,000 a month (until March 2026); €60,000 a month (from April 2026)",
		"a month on average", "€12,000 once, in March 2026",
		"percentages, not amounts",
		"Columns left out, because they name no month: “Total”.",
		"with 90% confidence", "All ranges of the case are then taken as 90% intervals.",
	} {
		assert.Contains(t, text, part)
	}
	assert.NotContains(t, text, "{")
	assert.Equal(t, "cur=EUR&start=2026-01&cash=535k&in.Subscriptions=10k/mo&grow.Subscriptions=10%25/mo&out.Team=40k/mo&until.Team=2026-03"+
		"&out.Team,+from+April+2026=60k/mo&from.Team,+from+April+2026=2026-04&out.Cloud=4420..5740/mo&once.Laptops=-12k@2026-03&ranges=90", linkIn(markup))
	s, errors := calc.Parse(linkIn(markup))
	assert.Empty(t, errors)
	assert.Len(t, s.Lines, 4)
	assert.Contains(t, linkIn(planTool("fr", "", budget)), "out.Team,+d%C3%A8s+avril+2026=")
	assert.Contains(t, linkIn(planTool("en", "", "x\tJan 26\tFeb 26\nSolde début de mois\t5\t9\nCosts\t1\t3\n")), "cash=5&")
}

// Every choice does what it says, and those made for another table nothing.
func TestPlanChoices(t *testing.T) {
	const link = "cur=EUR&start=2026-03&cash=1M&out.Rent=5k/mo"
	markup := planTool("en", link, budget)
	for _, c := range []struct{ key, value, want, unwanted string }{
		{"is.1", "cost", "out.Subscriptions=", "in.Subscriptions"},
		{"is.1", "out", "out.Team", "Subscriptions"},
		{"is.5", "revenue", "once.Laptops=12k@", "once.Laptops=-"},
		{"is.4", "once", "once.Cloud,+May+2026=-4500@2026-05", "out.Cloud"},
		{"is.7", "start", "cash=500k", "actual"},
		{"name.1", "Abos & co", "in.Abos+%26+co=10k/mo", "Subscriptions"},
		{"range", "middle", "out.Cloud=5080/mo", ".."},
		{"scale", "1", "in.Subscriptions=10/mo", "10k"},
		{"cur", "USD", "cur=USD", "in.Subscriptions=11k"},
		{"start", "2026-02", "in.Subscriptions=11k/mo", "in.Subscriptions=10k"},
		{"replace", "add", "start=2026-03&cash=1M&in.Subscriptions=12100/mo", "once.Laptops,"},
	} {
		changed := planTool("en", link, budget, choosing(markup, calc.Pair{Key: c.key, Value: c.value})...)
		assert.Contains(t, linkIn(changed), c.want, "%s=%s", c.key, c.value)
		assert.NotContains(t, linkIn(changed), c.unwanted, "%s=%s", c.key, c.value)
		assert.Equal(t, markup, planTool("en", link, budget, calc.Pair{Key: c.key, Value: c.value}), "%s of no table", c.key)
	}
	assert.NotContains(t, linkIn(markup), "out.Rent", "what is replaced goes")
}

// Bad tables get a clear word, and no button, in every language.
func TestPlanProblems(t *testing.T) {
	for text, want := range map[string]string{
		"hello":                          "This is not a table.",
		"a,b\n1,2\n":                     "No row or column of months was found.",
		strings.Repeat("2026,5\n", 6000): "This is more than 5,000 rows.",
		strings.Repeat("x", 600000):      "This is more than 512 KB.",
		"x,1,2,3\nSales,5,5,5\n":         "The table names no year. Enter its first month.",
		"x,Jan 26,Feb 26\nWidgets,5,5\n": "Nothing here is used yet.",
	} {
		markup := planTool("en", "", text)
		assert.Contains(t, markup, want)
		assert.Empty(t, linkIn(markup), want)
	}
	assert.Contains(t, planTool("en", "cur=EUR&cash=1&out.A=1", "x,Jan 26,Feb 26\nSales,$5,$5\n", choosing(planTool("en", "", "x,Jan 26,Feb 26\nSales,$5,$5\n"), calc.Pair{Key: "replace", Value: "add"})...),
		"The table is in US dollars, the figures here are in euros")
	// What is in euros stays in euros: without lines there is nothing to replace.
	dollars := "x,Jan 26,Feb 26\nSales,$5,$5\n"
	markup := planTool("en", "cur=EUR&cash=1M", dollars)
	assert.Contains(t, markup, "The table is in US dollars, the figures here are in euros, and amounts are not converted. Change the currency")
	assert.Empty(t, linkIn(markup))
	assert.Equal(t, "cur=USD&start=2026-02&cash=9&in.Sales=5/mo", linkIn(planTool("en", "cur=EUR&cash=1M&start=2026-02", dollars+"Bank balance at the end,$9,$8\n")))
	large := planTool("fr", "cur=EUR&cash=1&out.A=1", "In k€,Jan 26,Feb 26\nSales,1000000000000000,1000000000000000\n")
	assert.Contains(t, large, "un montant doit être inférieur à 10^18")
	assert.Empty(t, linkIn(large), "the case is not emptied")
	assert.Empty(t, planTool("en", "", " \n"))
	open := planTool("fr", "", "x,Jan 26,Feb 26\nWidgets,5,5\n")
	assert.Contains(t, open, "Rien ne dit si ce sont des recettes ou des coûts")
	arabic := planTool("ar", "", "بالآلاف\tيناير ٢٠٢٦\tفبراير ٢٠٢٦\tمارس ٢٠٢٦\nالمصروفات\nالرواتب\t٤٠\t٤٠\t٤٠\n")
	assert.Contains(t, tag.ReplaceAllString(arabic, ""), "بالآلاف (بحسب «بالآلاف»)")
	s, errors := calc.Parse(linkIn(arabic))
	require.Empty(t, errors)
	assert.Equal(t, calc.Exactly(40000), s.Lines[0].Amount.Range)
	numbered := "x,1,2,3\nSales,5,5,5\n"
	assert.Contains(t, linkIn(planTool("en", "", numbered, choosing(planTool("en", "", numbered), calc.Pair{Key: "first", Value: "May 2026"})...)), "start=2026-05")
}

// A bank's export becomes balances, which change no answer, and lines only where they are wanted.
func TestPlanOfALedger(t *testing.T) {
	var b strings.Builder
	b.WriteString("Date;Libellé;Montant;Solde\n")
	const rows = "01/0M/2026;Loyer;-1.000,00;%\n15/0M/2026;Client A;3.000,00;%\n28/0M/2026;Salaires;-4.000,00;%\n"
	for _, month := range []string{"1", "2", "3", "4"} {
		b.WriteString(strings.ReplaceAll(strings.ReplaceAll(rows, "0M", "0"+month), "%", "5"+month+".000,00"))
	}
	markup := planTool("fr", "cur=EUR&start=2026-01&cash=52000&out.Loyer=1k", b.String())
	text := tag.ReplaceAllString(markup, "")
	assert.Contains(t, text, "Lu comme un relevé bancaire (janvier 2026 à avril 2026)")
	link := linkIn(markup)
	assert.Contains(t, link, "actual.2026-02=51k&actual.2026-03=52k&actual.2026-04=53k")
	assert.Contains(t, link, "in.Client+A=3k/mo&out.Loyer=1k/mo")
}

// Balances of several accounts are added up in the months that all have, those of one never.
func TestPlanOfSeveralAccounts(t *testing.T) {
	const head = "x,Jan 26,Feb 26,Mar 26,Apr 26\nPayroll,5,5,5,5\n"
	plain := func(text string, choices ...calc.Pair) (link, words string) {
		markup := planTool("en", "", text, choices...)
		return linkIn(markup), tag.ReplaceAllString(markup, "")
	}
	two := head + "Opening balance A,900,850,700,650\nOpening balance B,50,,60,70\n"
	link, words := plain(two)
	assert.Equal(t, "start=2026-01&cash=950&out.Payroll=5/mo", link, "a plan's balances were not seen")
	assert.Contains(t, words, "Cash at the start becomes 950, from “Opening balance A + Opening balance B”.")
	markup := planTool("en", "", two)
	link, words = plain(two, choosing(markup, calc.Pair{Key: "is.2", Value: "start"}, calc.Pair{Key: "is.3", Value: "start"})...)
	assert.Equal(t, "start=2026-01&cash=950&out.Payroll=5/mo&actual.2026-03=760&actual.2026-04=720", link)
	assert.Contains(t, words, "Balances of 2 lines are added up, in the months that all of them have: “Opening balance A” and “Opening balance B”.")
	assert.Contains(t, words, "Lines used: 3 of 3.")

	both := head + "Opening balance,900,850,700,650\nClosing balance,850,701,650,630\n"
	link, words = plain(both)
	assert.Equal(t, "start=2026-01&cash=900&out.Payroll=5/mo", link)
	assert.Contains(t, words, "a balance of the plan, which is not taken as seen")
	markup = planTool("en", "", both)
	link, words = plain(both, choosing(markup, calc.Pair{Key: "is.2", Value: "start"}, calc.Pair{Key: "is.3", Value: "end"})...)
	assert.Equal(t, "start=2026-01&cash=900&out.Payroll=5/mo&actual.2026-02=850&actual.2026-03=700&actual.2026-04=650&actual.2026-05=630", link)
	assert.Contains(t, words, "the first is taken")
	assert.NotContains(t, words, "added up")
	assert.Contains(t, planTool("en", "out.Rent=5", both, calc.Pair{Key: "table", Value: fieldMark.FindStringSubmatch(markup)[1]}, calc.Pair{Key: "replace", Value: "add"}),
		"The case keeps its own cash at the start")
}

// The first of a plan's own balances is what it starts with, and says so: 620,000, or what the
// closing balance of 578,000 was before a month of 10,000 − 52,000.
func TestPlanStartsWithItsCash(t *testing.T) {
	for _, c := range []struct{ language, text, told string }{
		{"en", "x\tJan 2026\tFeb 2026\tMar 2026\nOpening balance\t620,000\t578,000\t536,000\nRevenue\nShop\t10,000\t10,000\t10,000\nPersonnel\nTeam\t52,000\t52,000\t52,000\nClosing balance\t578,000\t536,000\t494,000\n",
			"Cash at the start becomes 620,000, from “Opening balance”."},
		{"en", "x\tJan 2026\tFeb 2026\tMar 2026\nRevenue\nShop\t10,000\t10,000\t10,000\nPersonnel\nTeam\t52,000\t52,000\t52,000\n\nClosing balance\t578,000\t536,000\t494,000\n",
			"Cash at the start becomes 620,000, from “Closing balance”."},
		{"en", "x\tJan 2026\tFeb 2026\nShop sales\t10,000\t10,000\nPayroll\t52,000\t52,000\nOpening balance\t620,000\t\n",
			"Cash at the start becomes 620,000, from “Opening balance”."},
		{"fr", "x\tjanv. 2026\tfévr. 2026\nTrésorerie initiale\t620 000\t578 000\nRecettes\nBoutique\t10 000\t10 000\nMasse salariale\nÉquipe\t52 000\t52 000\nTrésorerie finale\t578 000\t536 000\n",
			"d’après « Trésorerie initiale »"},
		{"ar", "x\tيناير 2026\tفبراير 2026\nالرصيد الافتتاحي\t620000\t578000\nالإيرادات\nالمتجر\t10000\t10000\nالموظفون\nالفريق\t52000\t52000\nالرصيد الختامي\t578000\t536000\n",
			"من «الرصيد الافتتاحي»"},
	} {
		markup := planTool(c.language, "", c.text)
		assert.Contains(t, strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(tag.ReplaceAllString(markup, "")), c.told)
		link := linkIn(markup)
		assert.Contains(t, link, "cash=620k&in.", c.text)
		assert.Contains(t, link, "=52k/mo")
		assert.NotContains(t, link, "actual", c.text)
	}
}

func TestPlanLeavesMarksOpen(t *testing.T) {
	const text = "x\tJan 2026\tFeb 2026\nSales\t€ 470.000\t€ 470.000\n"
	markup := planTool("en", "", text)
	assert.Contains(t, markup, "They are not read until you choose the decimal mark.")
	assert.Empty(t, linkIn(markup))
	markup = planTool("en", "", text, choosing(markup, calc.Pair{Key: "decimal", Value: "comma"})...)
	assert.Equal(t, "cur=EUR&start=2026-01&in.Sales=470k/mo", linkIn(markup))
}

func TestPlanLeavesPartsOut(t *testing.T) {
	markup := planTool("en", "", "x\tJan 2026\tFeb 2026\nCosts\nOffice\t30\t30\nof which rent\t20\t20\n")
	assert.Contains(t, tag.ReplaceAllString(markup, ""), "part of “Office”")
	assert.Equal(t, "start=2026-01&out.Office=30/mo", linkIn(markup))
}

// What a balance follows from is judged with the sides as they are chosen: here Vans are costs.
func TestPlanBalancesFollowChoices(t *testing.T) {
	const text = "x\tJan 2026\tFeb 2026\tMar 2026\nVans\t52\t52\t52\nBank balance at the end\t578\t526\t474\n"
	markup := planTool("en", "", text)
	assert.Contains(t, markup, "is not taken as seen")
	assert.Empty(t, linkIn(markup))
	seen := planTool("en", "", text, choosing(markup, calc.Pair{Key: "is.1", Value: "revenue"}, calc.Pair{Key: "is.2", Value: "end"})...)
	assert.Equal(t, "start=2026-01&in.Vans=52/mo&actual.2026-02=578&actual.2026-03=526&actual.2026-04=474", linkIn(seen), "as chosen, since it differs")
	mended := planTool("en", "", text, choosing(markup, calc.Pair{Key: "is.1", Value: "cost"}, calc.Pair{Key: "is.2", Value: "end"})...)
	assert.Equal(t, "start=2026-01&cash=630&out.Vans=52/mo", linkIn(mended))
	assert.Contains(t, mended, "Balances that follow from the lines are not taken as seen.")
}

// What a plan takes with it is told.
func TestPlanTellsWhatGoes(t *testing.T) {
	const link = "start=2026-01&out.Rent=1..2&if.Dearer=grow.Rent%3D1%2525&if.Fair=once.Fair%3D5@2026-05"
	const table = "x,Jan 26,Feb 26,Mar 26\nCosts\nCloud,5,4,7\n"
	markup := planTool("en", link, table)
	assert.Contains(t, tag.ReplaceAllString(markup, ""), "What-ifs that go, with the lines they change: “Dearer”.")
	assert.Contains(t, markup, "are then taken as")
	markup = planTool("en", link, table, choosing(markup, calc.Pair{Key: "replace", Value: "add"})...)
	assert.NotContains(t, markup, "What-ifs that go")
	assert.Contains(t, markup, "The case has ranges of its own")
	assert.NotContains(t, linkIn(markup), "ranges=90")
}

// FuzzPlan pastes anything. What is offered is a link without a fault.
func FuzzPlan(f *testing.F) {
	for _, text := range []string{budget, "a;b\n1.2.2026;5\n2.2.2026;-5\n3.2.2026;1,5\n", "\tQ1 2026\tQ2\tQ3\nSales\t1e17\t-3\t(5)\n", "x|1|2|3\nTotal|1|2|3\n\"a\nb\"|1|2|3", "Sales\tJan\tFeb\n\t1\t2"} {
		f.Add(text, "replace=add&is.1=once&is.2=start&range=middle")
	}
	f.Fuzz(func(t *testing.T, text, choices string) {
		markup := planTool("en", "cur=EUR&start=2026-02&cash=1&in.Sales=5", text)
		if found := fieldMark.FindStringSubmatch(markup); found != nil {
			s, _ := calc.Parse("cur=EUR&cash=1")
			markup += string(view.Tool(view.LanguageOf("fr"), calc.Manuscript{Draft: calc.Draft{Scenario: s}}, "plan", text, "table="+found[1]+"&"+choices))
		}
		for _, bad := range []string{"NaN", "Inf", "{"} {
			if !strings.Contains(text+choices, bad) {
				require.NotContains(t, markup, bad)
			}
		}
		for _, link := range dataLink.FindAllStringSubmatch(markup, -1) {
			s, errors := calc.Parse(strings.ReplaceAll(link[1], "&amp;", "&"))
			require.NotNil(t, s)
			require.Empty(t, errors, text)
		}
	})
}
