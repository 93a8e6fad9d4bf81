// Package calc answers how long a company's money lasts and how much is
// missing: its runway, funding gap and break-even, from figures that may be
// ranges.
//
// A [Scenario] is read from its link form with [Parse], or built by hand, and
// answered by [Scenario.Evaluate]. Months count from the start of
// [Scenario.Start]; all amounts are in one currency. Infinity is an answer: a
// runway that does not end is +Inf. Nothing here is written for people to read;
// kinds of problems have names, and words for them live elsewhere.
package calc
