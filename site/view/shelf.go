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

// Kept is a scenario on the shelf, as a link.
type Kept struct {
	Name, Link string
	// Compared is true for the one that the page shows beside its own scenario.
	Compared bool
}

// A compared is the kept scenario that is shown beside the page's own.
type compared struct {
	page         // of which only the language, scenario and result are set
	name         string
	shift        int  // the months from the page's start to its own
	sameCurrency bool // without it, amounts cannot be compared
}

// compare evaluates the scenario that the reader compares, if any.
func (p *page) compare() *compared {
	for _, kept := range p.shelf {
		s, _ := calc.Parse(kept.Link)
		if !kept.Compared || s == nil {
			continue
		}
		c := &compared{page: page{Language: p.Language, scenario: s, result: s.Evaluate()}, name: kept.Name}
		c.sameCurrency = s.Currency == p.scenario.Currency
		if s.Start != 0 && p.scenario.Start != 0 {
			c.shift = int(s.Start - p.scenario.Start)
		}
		return c
	}
	return nil
}

// rows returns the months that fall into the page's first months, and the month of the
// page in which they start.
func (c *compared) rows(months int) (rows []calc.Row, first int) {
	if !c.sameCurrency {
		return nil, 0
	}
	return within(c.result.Mid.Months, c.shift, months)
}

// within returns those of some rows, shifted by months, that fall into the first months, and the
// month in which they start.
func within(rows []calc.Row, shift, months int) (shown []calc.Row, first int) {
	if shift < 0 {
		rows = rows[min(-shift, len(rows)):]
	}
	first = max(0, shift)
	return rows[:max(0, min(len(rows), months-first))], first
}

// publishedRows returns the months of the case as published likewise, or none where nothing was
// changed, or its currency.
func (p *page) publishedRows() (rows []calc.Row, first int) {
	if p.before == nil || p.published.Currency != p.scenario.Currency {
		return nil, 0
	}
	shift := 0
	if p.published.Start != 0 && p.scenario.Start != 0 {
		shift = int(p.published.Start - p.scenario.Start)
	}
	return within(p.before.Mid.Months, shift, len(p.result.Mid.Months))
}

// comparedRows returns the months of the compared scenario as rows does, or none if nothing
// is compared.
func (p *page) comparedRows() (rows []calc.Row, first int) {
	if p.compared == nil {
		return nil, 0
	}
	return p.compared.rows(len(p.result.Mid.Months))
}

// difference writes how far a result lies above or below the compared scenario's, or a
// dash where that means nothing.
func (p *page) difference(name string, value, compared any) string {
	a, isNumber := value.(float64)
	b, isComparedNumber := compared.(float64)
	if isComparedNumber && name == "break-even" {
		b += float64(p.compared.shift) // counted from the same month
		compared = b
	}
	isMoney := isComparedNumber && !slices.Contains([]string{"runway", "break-even", "dilution", "burn-multiple"}, name)
	toHorizon := name == "funding-gap" || name == "lowest-cash"
	switch {
	case isMoney && !p.compared.sameCurrency, toHorizon && p.compared.scenario.Months() != p.scenario.Months():
		return "–"
	case value == compared:
		return p.Word("results.same")
	case !isNumber || !isComparedNumber || math.IsInf(a, 0) || math.IsInf(b, 0), name == "runway" && max(a, b) >= calc.Forever:
		return "–"
	}
	change := a - b
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

// shelfSection returns the shelf: what is kept, what is compared, and a field for links to
// copy out or paste in. The page's script stores it, and shows the one of the words below the
// name that fits.
func (p *page) shelfSection() HTML {
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
		list += markup(`<li><a href="{link}">{name}</a> {compare} {remove}</li>`,
			"link", escape("#"+kept.Link), "name", bdi(kept.Name),
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
	return p.section("shelf", "keep.heading", p.html(`<p>{keep.intro}</p>`+
		`<p class="keeper">`+
		`<label for="keep-name">{form.name}</label>`+
		`<span class="control"><input id="keep-name" data-own type="text" dir="auto" maxlength="200" value="{name}" autocomplete="off"{typing}></span>`+
		`<button type="button" data-keep="add">{keep.add}</button>`+
		`</p>`+
		`<p class="problem unkept" role="alert">{keep.unkept}</p>`+
		`<p class="problem overfull" role="alert">{keep.full}</p>`+
		`<p class="taken" role="alert">{keep.taken} <button type="button" data-keep="replace">{keep.replace}</button> <button type="button" data-keep="both">{keep.both}</button></p>`+
		`<ul{hidden}>{list}</ul>`+ // hidden rather than left out, so that the elements after it keep their place
		`<details>`+
		`<summary>{keep.links}</summary>`+
		`<label for="keep-links">{keep.links.label}</label>`+
		`<textarea id="keep-links" rows="4" dir="ltr" spellcheck="false" autocapitalize="none" autocorrect="off" data-1p-ignore data-lpignore="true" data-bwignore data-form-type="other"></textarea>`+
		`<button type="button" data-keep="import">{keep.import}</button>`+
		`</details>`,
		"name", escape(name), "typing", quietField, "hidden", showIf(list == "", " hidden"), "list", list))
}

func (s Shelf) has(name string) bool {
	for _, kept := range s {
		if kept.Name == name {
			return true
		}
	}
	return false
}
