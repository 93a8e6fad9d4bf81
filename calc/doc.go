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
//   - [Scenario.Levers]: which figures an embed shows first
//   - [Scenario.Thresholds]: the value of each figure at which the money just lasts
//   - [Scenario.Remedies]: the growth or cuts that make the company default alive
//   - [Scenario.Variances]: how far balances that were seen lie from it, and [Scenario.Resume]:
//     how it goes on from one of them
//   - [Scenario.WithPlan]: the scenario with lines that a [Table] was fitted to
//
// The package does no I/O and holds no sentences for readers: a [Problem] has a name, and
// the words for it are up to the caller.
//
// # Conventions
//
// All amounts are in one currency. Times are in months after the start of the scenario;
// month t covers the time from t to t+1. Rates are fractions: 0.08 is 8%. Infinity is an
// answer: a runway that does not end within [Forever], 50 years, is +Inf, or [Forever] where
// cash still falls then. A value that does not exist is [None].
//
// The formulas, the keys of links and the format of case files stand in README.md, beside this
// file.
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
//   - claim.go, influence.go with lever.go, threshold.go with solve.go, and remedy.go change
//     figures and project again
//   - draw.go draws figures at random, sample.go projects thousands of cases, percentile.go
//     summarizes them, and likelihood.go is their API
//   - resumption.go lets a plan go on from a balance, and variance.go holds balances against it
//   - cells.go, heading.go, table.go, total.go and ledger.go read a table that was pasted, fit.go
//     fits its lines, and plan.go takes them into a scenario
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
//   - Its words, figure.KEY and help.KEY, in each file of site/view/words; its formula under
//     formula.KEY there and in README.md; and its row among the keys of README.md, which a test
//     asks for. A sentence in site/view/story.go is optional.
//   - A link with a range of it in the tests' varied scenarios, and its place in the random
//     ones. Tests ask for both, and then compare samples with projections and try all
//     properties. The second opinion in testdata has to learn it by hand.
package calc
