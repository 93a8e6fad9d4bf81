package calc_test

import (
	"fmt"

	"runway/calc"
)

// A company with 400,000 in the bank spends 80,000 a month and earns 20,000,
// growing 8% a month.
func Example() {
	s, problems := calc.Parse("start=2026-01&cash=400k&in.Sales=20k/mo&grow.Sales=8%25/mo&out.Everything=80k/mo")
	answer := s.Evaluate().Mid
	fmt.Println("problems:", len(problems))
	fmt.Printf("runway: %.2f months\n", answer.Runway)
	fmt.Println("cash-out:", s.Start.DateAfter(answer.Runway))
	fmt.Printf("funding gap: %.0f\n", answer.FundingGap)
	fmt.Println("break-even in month", answer.BreakEven)
	// Output:
	// problems: 0
	// runway: 7.40 months
	// cash-out: 2026-08-13
	// funding gap: 291075
	// break-even in month 19
}

// A case in a file, with a range.
func ExampleReadPreset() {
	p, problems := calc.ReadPreset("openai-2024", `
# What is known of OpenAI in July 2024, in dollars
start=2024-08
cash=5B
in.ChatGPT and models=3B/yr
in.Other=0.5B..1.5B/yr
name.Other@fr=Autres
out.Everything=8.5B/yr`)
	fmt.Println("problems:", len(problems))
	r := p.Scenario().Evaluate()
	fmt.Printf("%.2f months, %.1f at worst, %.1f at best\n", r.Mid.Runway, r.Worst.Runway, r.Best.Runway)
	fmt.Printf("missing to the horizon: %.1fB, %.1fB at worst, %.1fB at best\n", r.Mid.FundingGap/1e9, r.Worst.FundingGap/1e9, r.Best.FundingGap/1e9)
	fmt.Println(p.Text("name.Other", "fr"))
	// Output:
	// problems: 0
	// 13.33 months, 12.0 at worst, 15.0 at best
	// missing to the horizon: 4.0B, 5.0B at worst, 3.0B at best
	// Autres true
}

// Continuous timing lets growth go on inside the month.
func ExampleScenario_Evaluate_continuous() {
	s, _ := calc.Parse("timing=continuous&cash=400k&in.Sales=20k/mo&grow.Sales=8%25/mo&out.Everything=80k/mo")
	fmt.Printf("%.2f months\n", s.Evaluate().Mid.Runway)
	// Output: 7.57 months
}

// A scenario can be built by hand and written as a link.
func ExampleScenario_String() {
	s := calc.Scenario{
		Cash: calc.Range{Low: 3e9, High: 5e9},
		Lines: []calc.Line{{
			Name:   "Staff",
			Amount: calc.Rate{Range: calc.Exactly(1.5e9), Per: calc.Yearly},
			Units:  calc.Exactly(1500), Unit: "people",
		}},
	}
	fmt.Println(s.String())
	// Output: cash=3B..5B&out.Staff=1.5B/yr&units.Staff=1500+people
}

// What cannot be used is reported by its key; the other figures stay.
func ExampleParse_errors() {
	s, problems := calc.Parse("cash=1,5&out.Team=20k")
	fmt.Println(s)
	for _, e := range problems {
		fmt.Println(e.Key, e.Text, e.Problem)
	}
	// Output:
	// out.Team=20k/mo
	// cash 1,5 ambiguous
}

// Amounts are read as people type them, in both scripts.
func ExampleParseAmount() {
	for _, text := range []string{"3.5 to 4.5 bn", "٣٫٥ إلى ٤٫٥ مليار", "1,234,567", "1,5"} {
		if amount, problem := calc.ParseAmount(text); problem != "" {
			fmt.Println(problem)
		} else {
			fmt.Println(amount)
		}
	}
	// Output:
	// 3.5B..4.5B
	// 3.5B..4.5B
	// 1234567
	// ambiguous
}

// A month takes 3 to 5 and brings 1, so a year's loss is 24 to 48, and 12 of cash last 3
// to 6 months. A loss of 48 needs the high costs. A runway of 4 months takes 4·3 = 12 of
// cash in the mid case, 4·4 in the worst and 4·2 in the best. At least 5 months need the
// low costs.
func ExampleScenario_Claims() {
	s, _ := calc.Parse("cash=12&in.Sales=1&out.Team=3..5&claim.loss=48/yr&claim.runway=4")
	c := s.Claims(s.Evaluate())
	fmt.Println("loss:", c.Loss.Best, "to", c.Loss.Worst)
	fmt.Println("only in the worst case:", c.Loss.Verdict == calc.AtWorst, c.Loss.DependsOn)
	fmt.Println("runway:", c.Runway.Worst, "to", c.Runway.Best)
	fmt.Println("in line:", c.Runway.Verdict == calc.InLine)
	fmt.Println("cash for the stated runway:", c.RequiredCash)
	s, _ = calc.Parse("cash=12&in.Sales=1&out.Team=3..5&claim.runway=at least 5")
	c = s.Claims(s.Evaluate())
	fmt.Println(s.ClaimedRunway, "only in the best case:", c.Runway.Verdict == calc.AtBest, c.Runway.DependsOn)
	// Output:
	// loss: 24 to 48
	// only in the worst case: true [{out.Team true}]
	// runway: 3 to 6
	// in line: true
	// cash for the stated runway: [12 16 8]
	// 5.. only in the best case: true [{out.Team false}]
}

// Each month takes 1, so the runway in months is the cash: any value from 0 to 10. In half
// of all cases it reaches the horizon. Nine cases in ten have 1 or more, and lack 4 or less.
func ExampleScenario_Likelihood() {
	s, _ := calc.Parse("cash=0..10&out.Team=1&horizon=5")
	l := s.Likelihood()
	fmt.Printf("runway: P5 %.1f, P50 %.1f, P95 %.1f\n", l.Runway.P5, l.Runway.P50, l.Runway.P95)
	fmt.Printf("without a gap: %.0f%%\n", 100*l.NoGap)
	fmt.Printf("to last with %.0f%%, raise %.1f\n", 100*l.Confidence, l.RequiredRaise)
	// Output:
	// runway: P5 0.5, P50 5.0, P95 9.5
	// without a gap: 50%
	// to last with 90%, raise 4.0
}

// A year takes 12·(3 − 1) = 24 and there are 12. It takes 12 of cash more, 1 a month more
// of sales, or 1 less for the team.
func ExampleScenario_Thresholds() {
	s, _ := calc.Parse("cash=12&in.Sales=1&out.Team=3&horizon=12")
	for _, t := range s.Thresholds() {
		fmt.Printf("%s: %.2f, at least: %t, now %.2f\n", t.Key, t.Value, t.AtLeast, t.Current)
	}
	// Output:
	// cash: 24.00, at least: true, now 12.00
	// in.Sales: 2.00, at least: true, now 1.00
	// out.Team: 2.00, at least: false, now 3.00
}

// In the mid case a year takes 12·(5 − 2) = 36, of which 24 are missing. The team's range
// moves that by 12 either way. Sales and cash have no ranges: a tenth of sales is 2.4 a
// year, and a tenth of the cash is 1.2.
func ExampleScenario_Influences() {
	s, _ := calc.Parse("cash=12&in.Sales=2&out.Team=4..6&horizon=12")
	for _, in := range s.Influences() {
		fmt.Printf("%s from %.1f to %.1f: gap %.1f to %.1f, ±10%%: %t\n",
			in.Key, in.Range.Low, in.Range.High, in.FundingGap[0], in.FundingGap[1], in.Assumed)
	}
	// Output:
	// out.Team from 4.0 to 6.0: gap 12.0 to 36.0, ±10%: false
	// in.Sales from 1.8 to 2.2: gap 26.4 to 21.6, ±10%: true
	// cash from 10.8 to 13.2: gap 25.2 to 22.8, ±10%: true
}

// Month 0 takes the last of the cash, so sales must double by month 1. Without growth
// costs of 2 have to fall to the revenue of 1, by half; the team's 1.5 to 0.5, by two
// thirds. The office's 0.5 is not enough.
func ExampleScenario_Remedies() {
	s, _ := calc.Parse("cash=1&in.Sales=1&out.Team=1.5&out.Office=0.5")
	r := s.Remedies()
	fmt.Println("default alive:", r.Alive)
	fmt.Printf("growth: %.1f%% a month\n", 100*r.Growth)
	fmt.Printf("all costs: -%.1f%%\n", 100*r.CutAll)
	for _, c := range r.Cuts {
		fmt.Printf("%s: -%.1f%%\n", c.Key, 100*c.Share)
	}
	// Output:
	// default alive: false
	// growth: 100.0% a month
	// all costs: -50.0%
	// out.Team: -66.7%
}

// The text of an error is for logs.
func ExampleError() {
	_, problems := calc.Parse("cash=abc")
	fmt.Println(problems[0])
	// Output: cash "abc": not-a-number
}

// A table becomes lines and payments.
func ExampleReadTable() {
	words := calc.Recognisers{Revenue: "revenue|sales", Cost: "costs|expenses", Total: "total", Thousands: "in k"}
	table := calc.ReadTable("In k,Jan 2026,Feb 2026,Mar 2026\nSales,10,11,12.1\nCosts\nTeam,40,40,40\n", words, '.', "EUR", calc.TableChoices{})
	var plan calc.Plan
	plan.Start = table.Periods[0]
	for i := range table.Series {
		s := &table.Series[i]
		fit := table.Fit(s)
		lines, _, _ := fit.Lines(plan.Start, s.Role == calc.IsRevenue, true)
		for _, l := range lines {
			l.Name = s.Name
			plan.Lines = append(plan.Lines, l)
		}
	}
	s, _ := calc.Parse("cash=400k")
	link, _, _ := s.WithPlan(plan)
	fmt.Println(link)
	// Output:
	// cash=400k&changes=&start=2026-01&in.Sales=10k/mo&grow.Sales=10%25/mo&out.Team=40k/mo
}
