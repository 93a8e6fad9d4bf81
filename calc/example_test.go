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

// The founding example, with its ranges.
func ExamplePreset() {
	r := calc.Preset("openai-2024").Evaluate()
	fmt.Printf("%.2f months, %.1f at worst, %.1f at best\n", r.Mid.Runway, r.Worst.Runway, r.Best.Runway)
	fmt.Printf("missing to the horizon: %.1fB, %.1fB at worst, %.1fB at best\n", r.Mid.FundingGap/1e9, r.Worst.FundingGap/1e9, r.Best.FundingGap/1e9)
	// Output:
	// 13.33 months, 12.0 at worst, 15.0 at best
	// missing to the horizon: 4.0B, 5.0B at worst, 3.0B at best
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
