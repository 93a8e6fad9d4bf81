package calc

import (
	"strconv"
	"strings"
)

// Error is a value of a link that could not be used. The other figures stay as they
// are, and so does an earlier value of the same key.
type Error struct {
	// Key is the figure's key in the link, or empty if the whole link is meant.
	Key string
	// Text is the refused value.
	Text string
	// Problem says what is wrong with it.
	Problem Problem
	// Kept is true if the value stays in the scenario, without effect on the answer.
	Kept bool
}

// Error returns a short description for logs, such as cash "abc": not-a-number.
func (e Error) Error() string {
	key := e.Key
	if key == "" {
		key = "link"
	}
	if e.Text != "" {
		key += " " + strconv.Quote(e.Text)
	}
	return key + ": " + string(e.Problem)
}

// Problem is what can be wrong with a value. The empty Problem means that nothing is.
// Sentences for readers are up to the caller.
type Problem string

const (
	Missing          Problem = "missing"                  // no value where one is needed
	NotANumber       Problem = "not-a-number"             // cannot be read as a number
	Ambiguous        Problem = "ambiguous"                // can be read as two different numbers
	SeveralNumbers   Problem = "several-numbers"          // several cells of a table, each with a number
	LongScale        Problem = "long-scale"               // a French billion or trillion, a thousand times ours or more
	OtherCurrency    Problem = "other-currency"           // in another currency than the scenario
	NotALength       Problem = "not-a-length"             // cannot be read as a length of time
	TooLarge         Problem = "too-large"                // 1e18 or more
	Crossed          Problem = "crossed"                  // a range whose low end is above its high end
	Negative         Problem = "negative"                 // below zero where that is impossible
	NotPositive      Problem = "not-positive"             // zero or below where that is impossible
	WantsPercent     Problem = "wants-percent"            // a rate without its percent sign
	UnwantedPercent  Problem = "unwanted-percent"         // a percent sign behind an amount
	UnknownPeriod    Problem = "unknown-period"           // not per day, week, month, quarter, half-year or year
	OutOfBounds      Problem = "out-of-bounds"            // outside the figure's limits
	HorizonBounds    Problem = "out-of-bounds.horizon"    // not whole months from 1 to 120
	GrowthBounds     Problem = "out-of-bounds.growth"     // below −100% or above 1000% a month
	InterestBounds   Problem = "out-of-bounds.interest"   // −100% or below, or above 1000%
	ShareBounds      Problem = "out-of-bounds.share"      // above 1000% of revenue
	LikelihoodBounds Problem = "out-of-bounds.likelihood" // not from 1% to 99%
	EveryBounds      Problem = "out-of-bounds.every"      // not whole months from 1 to 60
	DelayBounds      Problem = "out-of-bounds.delay"      // not whole months from 0 to 24
	NotAMonth        Problem = "not-a-month"              // not a year and month
	NotADay          Problem = "not-a-day"                // not a year, month and day
	NotACurrency     Problem = "not-a-currency"           // not three letters of ISO 4217
	NotAChoice       Problem = "not-a-choice"             // not one of the words the key takes
	NotAStanding     Problem = "not-a-standing"           // not reported, estimated, derived or assumed
	NotALink         Problem = "not-a-link"               // not an http or https address
	CutOff           Problem = "cut-off"                  // the link ends inside a key
	TooLong          Problem = "too-long"                 // over 200 characters, or a link over 8 KB
	Unprintable      Problem = "unprintable"              // control characters or broken text
	NoName           Problem = "no-name"                  // a line or payment without a name
	NameTaken        Problem = "name-taken"               // the name of a line of the other kind
	NoSuchLine       Problem = "no-such-line"             // growth and the like of a line that is not there
	NoSuchFigure     Problem = "no-such-figure"           // a note behind a figure that is not there, or a lever
	NotALever        Problem = "not-a-lever"              // a figure that neither moves cash nor is the horizon
	NeedsUnits       Problem = "needs-units"              // hires on a line without units
	ShareHasNoUnits  Problem = "share-has-no-units"       // units on a share of revenue
	RevenueNoShare   Problem = "revenue-no-share"         // a revenue line given as a share of revenue
	RevenueNoCredit  Problem = "revenue-no-credit"        // credits on a revenue line
	NeedsStart       Problem = "needs-start"              // a dated payment or line in a scenario without a start
	BeforeStart      Problem = "before-start"             // a payment before the start
	EndsEarly        Problem = "ends-early"               // a line that ends before it starts
	TooManyLines     Problem = "too-many-lines"           // more than 40 lines, or 40 payments
	TooManyEntries   Problem = "too-many-entries"         // more than 40 marks, 120 balances or 12 what-ifs
	TooManyLevers    Problem = "too-many-levers"          // more than six
	NoChange         Problem = "no-change"                // a what-if that changes nothing
	NoValue          Problem = "no-value"                 // a key of a case file without a value
	GivenTwice       Problem = "given-twice"              // a key of a case file that stands in two lines
	UnknownKey       Problem = "unknown-key"              // a key this version does not know
	UnknownPreset    Problem = "unknown-preset"           // no preset has this name
	UnknownVersion   Problem = "unknown-version"          // written for another version: nothing is computed
)

// Typed returns the refused text without the unit and the month that were given beside
// it, and these. Texts and addresses have neither.
func (e Error) Typed() (text, unit, month string) {
	if isText(e.Key) || isAddress(e.Key) {
		return e.Text, "", ""
	}
	text, month, _ = strings.Cut(e.Text, "@")
	text, unit, _ = strings.Cut(text, "|")
	return text, unit, month
}

// IsOfName reports whether it is the name of a line or payment that was refused, and
// not its amount.
func (e Error) IsOfName() bool {
	k, _ := ReadKey(e.Key)
	return k != nil && k.IsHead() && (e.Problem == NoName || e.Problem == NameTaken || e.Problem == TooLong || e.Problem == Unprintable)
}
