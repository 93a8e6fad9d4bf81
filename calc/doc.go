// Package calc computes how long a company's money lasts and how much is missing: its
// runway, funding gap and break-even, from figures that may be ranges.
//
// A [Scenario] holds the figures. It is read from a link with [Parse], built by hand, or
// changed by an [Edit] to a [Draft]. Its methods answer it:
//
//   - [Scenario.Evaluate]: the mid, worst and best case, with a table of months
//   - [Scenario.Likelihood]: how the answers spread over the ranges
//   - [Scenario.Claims]: what an article states, compared with its figures
//   - [Scenario.Influences]: which figures matter most
//   - [Scenario.Thresholds]: the value of each figure at which the money just lasts
//   - [Scenario.Remedies]: the growth or cuts that make the company default alive
//
// The package does no I/O and holds no sentences for readers: a [Problem] has a name, and
// the words for it are up to the caller.
//
// # Conventions
//
// All amounts are in one currency. Times are in months after the start of the scenario;
// month t covers the time from t to t+1. Rates are fractions: 0.08 is 8%. Infinity is an
// answer: a runway that does not end within [Forever], 50 years, is +Inf, or [Forever] where
// cash still falls then. A value that
// does not exist is [None].
//
// # Flows
//
// A line flows at a rate per month. Let a be its monthly amount at the start, g its
// growth per month, u its units, and k the units added per month.
//
//	rate at the start of month t         a·(1+g)^t
//	with units                           (a/u)·(u + k·t)·(1+g)^t, and never below 0
//	growth G over n months               g = (1+G)^(1/n) − 1
//	flow of month t, monthly timing      the rate at its start
//	flow of month t, continuous timing   that rate times g/ln(1+g)
//
// Continuous timing lets growth go on inside the month: the rate at time x of it is the
// one at the start times (1+g)^x, and g/ln(1+g) is the integral of that. A cost can be a
// share of all revenue instead. Credits pay the first part of a cost.
//
//	gross burn   the costs of a month that are paid in cash, not from credits
//	net burn     gross burn − revenue
//	cash         flows are spread evenly over their month, or as continuous timing has
//	             them. Raises and one-off payments land at its start. Interest at a yearly
//	             rate i is (1+i)^(1/12) − 1 of a positive opening balance, and comes at
//	             the end.
//
// # A line's own time
//
//	window   a line flows from its first month to its last. Without a first month, or with
//	         one before the start, it runs already and counts from month 0.
//	rhythm   a payment covers N months and moves as the first of them starts: N times the
//	         rate of that month. In each of them a N-th of it is earned or owed.
//	delay    cash moves D months after it was earned or owed. A line that runs already moves,
//	         in its first D months, what its own path says of those before the start: growth
//	         and hires count backwards there, and never go below nothing.
//	share    of what is earned in the month
//
// A month can be a range. The mid case takes the middle one, of two the earlier; a likelihood
// takes each as likely as another. Credits are spent as cash would move. Break-even compares
// what is earned with what is owed.
//
// # Answers
//
//	runway             the first time at which cash goes below the floor
//	funding gap        the least extra opening cash with which cash stays at or above the
//	                   floor through the horizon
//	break-even         the first time at which the revenue earned covers all costs owed,
//	                   including what credits pay
//	default alive      cash never goes below the floor, and break-even is reached [1]
//	loss               the net burn of the first 12 months
//	burn multiple      loss ÷ (12·(revenue of month 12 − revenue of month 0)) [2]
//	dilution           raise ÷ (pre-money valuation + raise)
//	claim              what an article states: a value, a range or a bound. It is in line
//	                   with the figures if it holds in the mid case or lies between the
//	                   cases, else at worst or at best if it holds there, else outside.
//	mid case           each range at its midpoint. If ranges are 90% intervals, an amount
//	                   above zero is at its median, the geometric mean of its ends.
//	worst, best case   each range at the end that leaves less, or more, cash
//
// Some figures leave more cash at one time and less at another: growth and hires of a line that
// is late and runs already, the revenue of a late line where a share of it is paid sooner, months
// where the yield is negative, and all of revenue where costs that are a share of it can take all
// of it. Up to eight of these are tried at both ends in all combinations, and each result is the
// worst or the best of these cases. Of more, the combinations are tried that leave least or most
// cash in some month. What lines bring and cost adds up, so that they are found line by line: the
// worst case is still the worst of all, while the best is told as a bound.
//
// # Likelihood
//
// Ranges are independent. Values inside one are equally likely, or its ends are a 90%
// interval: lognormal for amounts above zero, normal for rates. The cases are Sobol
// points with the direction numbers of Joe and Kuo [3], so the same scenario has the same
// answer on every machine. Percentiles are at the nearest rank, because infinity cannot
// be interpolated. Where few cases lie near one of the runway's, more are drawn.
//
// # Standing
//
// Behind a figure stand a note, a source, and how far it is known, its [Standing]. A figure is
// reported unless its standing says that it was estimated, that it is derived from others, or
// that it is assumed: that nobody has reported it. No standing changes an answer; it is to be
// shown wherever the figure is.
//
// # As published
//
// A scenario knows the case as published that it comes from, [Scenario.Original]: what stands in
// its link before the divider, changes. Without one it is the preset that the link names, or all
// of the link. An [Edit] changes the scenario and leaves the original, so that a reader's figures
// can be told from those of the article. An original without figures is the blank page on which
// somebody has begun.
//
// # What happened, and what if
//
// A case can tell what happened later: remarks on months, [Mark], and balances that were seen,
// [Actual]. It can offer readers changes to try, [WhatIf]. All are [Entry] values; none changes
// an answer. An [Edit] makes the changes of a what-if, or takes them back.
//
// # Reading order
//
// A file uses those before it, with few exceptions:
//
//   - problem.go, scan.go, number.go, currency.go, period.go and month.go read numbers and
//     times, format.go, range.go and numeral.go hold and write them
//   - scenario.go holds the figures, note.go what stands behind each, entry.go what a case tells
//     and offers besides, and figure.go is the table of their kinds
//   - text.go, source.go, day.go and value.go read and write the value of a figure, query.go and
//     link.go links, which foreign.go and mend.go free of what they met on the way;
//     preset.go, step.go and edit.go build on them
//   - stream.go is one line, flows.go all lines by month, curve.go all lines inside a month of
//     continuous timing, outlook.go what is certain of later months, and projection.go the
//     company's money: together they are the model, for one case or thousands
//   - result.go answers one case, corner.go the worst and the best
//   - claim.go, influence.go, threshold.go with solve.go, and remedy.go change figures and
//     project again
//   - draw.go draws figures at random, sample.go projects thousands of cases, percentile.go
//     summarizes them, and likelihood.go is their API
//
// # A new kind of figure
//
// Say, a grant that is paid each month:
//
//   - A field of its owner in scenario.go, with its doc; its zero value means that none is
//     given.
//   - A row of the table in figure.go, in its place in a canonical link. Its owner, measure,
//     limits, step and effect give it a place in links, bounds, steps, ranges, influences,
//     thresholds and likelihoods, and a row on the page; with an effect on cash, sliders.
//   - What it does to cash: of a line in stream.go and flows.go, of the company in
//     projection.go. Interest is the figure to follow there.
//   - Its words, figure.KEY and help.KEY, in each file of site/view/words; its formula
//     above and under formula.KEY there; and its row in README's table of keys. A sentence
//     in site/view/story.go is optional.
//   - A link with a range of it in the tests' varied scenarios, and its place in the random
//     ones. Tests ask for both, and then compare samples with projections and try all
//     properties. The second opinion in testdata has to learn it by hand.
//
// # Sources
//
//   - [1] Paul Graham, Default Alive or Default Dead?, 2015,
//     https://paulgraham.com/aord.html
//   - [2] David Sacks, The Burn Multiple, 2020
//   - [3] S. Joe and F. Y. Kuo, Constructing Sobol sequences with better two-dimensional
//     projections, SIAM J. Sci. Comput. 30, 2635-2654 (2008)
package calc
