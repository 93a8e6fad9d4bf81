package view

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"runway/calc"
)

// A Shelf holds the scenarios that a reader keeps in this browser.
type Shelf []Kept

// Kept is a scenario on the shelf, as a link or, from the desk, as a manuscript.
type Kept struct {
	Name, Link string
	// Compared is true for those that the page shows beside its own scenario, up to MostCompared.
	Compared bool
}

// Address returns the link of what is kept.
func (k *Kept) Address() string {
	link, _, _ := strings.Cut(k.Link, "\n")
	return link
}

// MostCompared is how many kept scenarios stand beside the page's own at once.
const MostCompared = 3

// A compared is a scenario that is shown beside the page's own.
type compared struct {
	page   // of which only the language, scenario and result are set
	name   string
	values [len(resultNames)]any // its results in the middle case
}

// beside returns a scenario with its results, to stand beside the page's own.
func (p *page) beside(name string, s *calc.Scenario, r calc.Result) *compared {
	return &compared{page{Language: p.Language, scenario: s, result: r}, name, resultsOf(&r.Mid, r.Start)}
}

// compare evaluates the scenarios that the reader compares.
func (p *page) compare() (all []*compared) {
	for _, kept := range p.shelf {
		if s, _ := calc.Parse(kept.Address()); kept.Compared && s != nil && len(all) < MostCompared {
			all = append(all, p.beside(kept.Name, s, s.Evaluate()))
		}
	}
	return all
}

// monthsTo returns the months from the page's start to another scenario's.
func (p *page) monthsTo(s *calc.Scenario) int {
	if s.Start == 0 || p.scenario.Start == 0 {
		return 0
	}
	return int(s.Start - p.scenario.Start)
}

// A neighbour is a line of cash beside the page's own: the part that falls into its months.
type neighbour struct {
	class HTML // of the line in the picture, which tells it from the others by its dashes
	name  string
	rows  []calc.Row
	first int // the month of the page in which rows start
}

// keptClasses are the classes of the lines of the scenarios compared.
var keptClasses = [MostCompared]HTML{"kept", "second", "third"}

// findNeighbours lists the lines that can stand beside the page's own: of the scenarios compared and,
// where figures were changed, of the case as published, unless they are in other money.
func (p *page) findNeighbours() {
	add := func(class HTML, name string, s *calc.Scenario, rows []calc.Row) {
		shift := p.monthsTo(s)
		rows = rows[min(max(0, -shift), len(rows)):]
		first := max(0, shift)
		rows = rows[:max(0, min(len(rows), len(p.result.Mid.Months)-first))]
		if s.Currency == p.scenario.Currency && len(rows) > 0 {
			p.neighbours = append(p.neighbours, neighbour{class, name, rows, first})
		}
	}
	for i, c := range p.compared {
		add(keptClasses[i], c.name, c.scenario, c.result.Mid.Months)
	}
	p.kept = p.neighbours
	if p.before != nil {
		add("published", p.Word("chart.published"), p.published, p.before.Mid.Months)
	}
}

// difference writes how far a compared scenario's result lies above or below the page's own, or a
// dash where that means nothing.
func (p *page) difference(c *compared, name string, value, compared any) string {
	a, isNumber := value.(float64)
	b, isComparedNumber := compared.(float64)
	if isComparedNumber && name == "break-even" {
		b += float64(p.monthsTo(c.scenario)) // counted from the same month
		compared = b
	}
	isMoney := isComparedNumber && !slices.Contains([]string{"runway", "break-even", "dilution", "burn-multiple"}, name)
	toHorizon := name == "funding-gap" || name == "lowest-cash"
	switch {
	case isMoney && c.scenario.Currency != p.scenario.Currency, toHorizon && c.scenario.Months() != p.scenario.Months():
		return "–"
	case value == compared, isNumber && isComparedNumber && math.Abs(b-a) < 1e-9*math.Abs(a): // but for rounding
		return p.Word("results.same")
	case !isNumber || !isComparedNumber || math.IsInf(a, 0) || math.IsInf(b, 0), name == "runway" && max(a, b) >= calc.Forever:
		return "–"
	}
	change := b - a
	text := ""
	switch name {
	case "runway", "break-even":
		if math.Abs(change) < 0.05 { // which reads as none
			return p.Word("results.same")
		}
		text = p.Runway(math.Abs(change))
	case "dilution":
		change = math.Round(change*1000) / 1000
		text = p.count("results.points", trim(decimals(math.Abs(change)*100, 1)))
	case "funding-gap", "gap-to-break-even":
		text = p.moneyText(math.Abs(change))
	default:
		text = p.resultText(name, math.Abs(change))
	}
	switch {
	case change > 0:
		return p.Word("number.plus") + text
	case change < 0:
		return p.Word("number.minus") + text
	}
	return text
}

// keeper returns the shelf: what is kept, what is compared, and a field for links to
// copy out or paste in. The page's script stores it, and shows the one of the words below the
// name that fits.
func (p *page) keeper() HTML {
	action := func(kind, name, label, spoken string) HTML {
		return markup(`<button type="button" data-keep="{kind}" data-name="{name}" aria-label="{spoken}">{label}</button>`,
			"kind", escape(kind), "name", escape(name), "spoken", escape(spoken), "label", escape(label))
	}
	var list HTML
	for _, kept := range p.shelf {
		word, kind := "keep.compare", "compare"
		if kept.Compared {
			word, kind = "keep.apart", "apart"
		}
		list += markup(`<li><a href="{link}"{manuscript}>{name}</a> {compare} {remove}</li>`,
			"link", escape("#"+kept.Address()), "manuscript", showIf(p.behind != nil, ` data-link="`+escape(kept.Link)+`"`), "name", bdi(kept.Name),
			"compare", action(kind, kept.Name, p.Word(word), p.Word(word)+p.Word("form.list")+" "+kept.Name),
			"remove", action("remove", kept.Name, p.Word("form.remove"), p.Fill("form.remove.line", "name", kept.Name)))
	}
	name := p.title()
	if name == "" {
		name = p.Word("keep.untitled")
	}
	for n := 2; p.shelf.has(name); n++ {
		name = strings.TrimSuffix(name, " "+p.Number(strconv.Itoa(n-1))) + " " + p.Number(strconv.Itoa(n))
	}
	return p.html(`<p>{keep.intro}</p>`+
		`<p class="keeper">`+
		`<label for="keep-name">{form.name}</label>`+
		`<span class="control"><input id="keep-name" data-own type="text" dir="auto" maxlength="200" value="{name}" autocomplete="off"{typing}></span>`+
		`<button type="button" data-keep="add">{keep.add}</button>`+
		`</p>`+
		`<p class="problem unkept" role="alert">{keep.unkept}</p>`+
		`<p class="problem overfull" role="alert">{keep.full}</p>`+
		`<p class="problem most" role="alert">{keep.most}</p>`+
		`<p class="taken" role="alert">{keep.taken} <button type="button" data-keep="replace">{keep.replace}</button> <button type="button" data-keep="both">{keep.both}</button></p>`+
		`<ul{hidden}>{list}</ul>`+ // hidden rather than left out, so that the elements after it keep their place
		`<details>`+
		`<summary>{keep.links}</summary>`+
		`<label for="keep-links">{keep.links.label}</label>`+
		`<textarea id="keep-links" rows="4" dir="ltr" spellcheck="false" autocapitalize="none" autocorrect="off" data-1p-ignore data-lpignore="true" data-bwignore data-form-type="other"></textarea>`+
		`<button type="button" data-keep="import">{keep.import}</button>`+
		`</details>`,
		"name", escape(name), "typing", quietField, "hidden", showIf(list == "", " hidden"), "list", list)
}

func (s Shelf) has(name string) bool {
	for _, kept := range s {
		if kept.Name == name {
			return true
		}
	}
	return false
}
