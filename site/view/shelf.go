package view

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"runway/calc"
)

// Shelf is what a reader keeps beside the scenario on the page.
type Shelf []Kept

// Kept is a named scenario as a link.
type Kept struct {
	Name, Link string
	// Compared is true for the one that is shown beside the scenario.
	Compared bool
}

// ReadShelf reads a shelf from pairs of a name and a link, escaped as those of a
// link are. Before the name stands = where the link is compared, and - else.
func ReadShelf(text string) Shelf {
	var shelf Shelf
	for _, pair := range calc.ReadPairs(text) {
		shelf = append(shelf, Kept{calc.Printable(pair.Key[1:]), pair.Value, pair.Key[0] == '='})
	}
	return shelf
}

// compared is the kept scenario that is shown beside the page's.
type compared struct {
	page  // its scenario and result
	name  string
	shift int  // how many months it starts after the page's scenario
	money bool // whether its amounts are in the same currency
}

// compare is what of the shelf is shown beside the scenario, or nil.
func (p *page) compare() *compared {
	for _, kept := range p.shelf {
		s, _ := calc.Parse(kept.Link)
		if !kept.Compared || s == nil {
			continue
		}
		c := &compared{page: page{Language: p.Language, scenario: s, result: s.Evaluate()}, name: kept.Name}
		c.money = s.Currency == p.scenario.Currency
		if s.Start != 0 && p.scenario.Start != 0 {
			c.shift = int(s.Start - p.scenario.Start)
		}
		return c
	}
	return nil
}

// rows is its month table as it falls into months of the page, and the first of
// these.
func (c *compared) rows(months int) (rows []calc.Row, first int) {
	rows = c.result.Mid.Months
	if !c.money {
		return nil, 0
	}
	if c.shift < 0 {
		rows = rows[min(-c.shift, len(rows)):]
	}
	first = max(0, c.shift)
	return rows[:max(0, min(len(rows), months-first))], first
}

// difference is how far a result lies from a kept scenario's.
func (p *page) difference(name string, now, kept any) string {
	a, number := now.(float64)
	b, both := kept.(float64)
	if both && name == "break-even" {
		b += float64(p.compared.shift) // counted from the same month
		kept = b
	}
	isMoney := both && !slices.Contains([]string{"runway", "break-even", "dilution", "burn-multiple"}, name)
	toHorizon := name == "funding-gap" || name == "lowest-cash"
	switch {
	case isMoney && !p.compared.money, toHorizon && p.compared.scenario.Months() != p.scenario.Months():
		return "–"
	case now == kept:
		return p.Word("results.none")
	case !number || !both || math.IsInf(a, 0) || math.IsInf(b, 0):
		return "–"
	}
	by := a - b
	text := ""
	switch name {
	case "runway", "break-even":
		by = math.Round(by*100) / 100
		text = p.count("months", decimals(math.Abs(by), 2))
	case "dilution":
		by = math.Round(by*1000) / 1000
		text = p.Percent(math.Abs(by))
	default:
		text = p.resultText(name, math.Abs(by))
	}
	switch {
	case by > 0:
		return p.Word("number.plus") + text
	case by < 0:
		return p.Word("number.minus") + text
	}
	return text
}

// keep is the shelf: what is kept, what is compared, and links to carry away or
// bring in. The page's script keeps it and acts on the marks data-keep.
func (p *page) keep() HTML {
	act := func(kind, name, label, spoken string) HTML {
		return markup(`<button type="button" data-keep="{kind}" data-name="{name}" aria-label="{spoken}">{label}</button>`,
			"kind", text(kind), "name", text(name), "spoken", text(spoken), "label", text(label))
	}
	var list HTML
	for _, kept := range p.shelf {
		word, kind := "keep.compare", "compare"
		if kept.Compared {
			word, kind = "keep.apart", "apart"
		}
		list += markup(`<li><a href="{link}">{name}</a> {compare} {remove}</li>`,
			"link", text("#"+kept.Link), "name", bdi(kept.Name),
			"compare", act(kind, kept.Name, p.Word(word), p.Word(word)+p.Word("form.list")+" "+kept.Name),
			"remove", act("remove", kept.Name, p.Word("form.remove"), p.Fill("form.remove.line", "name", kept.Name)))
	}
	name := p.title()
	if name == "" {
		name = p.Word("keep.untitled")
	}
	for n := 2; p.shelf.has(name); n++ {
		name = strings.TrimSuffix(name, " "+p.Number(strconv.Itoa(n-1))) + " " + p.Number(strconv.Itoa(n))
	}
	return p.html(`<section class="shelf"><h2>{keep.heading}</h2><p>{keep.intro}</p>`+
		`<p class="keeper">`+
		`<label for="keep-name">{form.name}</label>`+
		`<span class="control"><input id="keep-name" type="text" dir="auto" maxlength="200" value="{name}"></span>`+
		`<button type="button" data-keep="add">{keep.add}</button>`+
		`</p>`+
		`<p class="problem unkept" role="alert">{keep.unkept}</p>`+
		`<ul{hidden}>{list}</ul>`+ // it keeps its place
		`<details>`+
		`<summary>{keep.links}</summary>`+
		`<label for="keep-links">{keep.links.label}</label>`+
		`<textarea id="keep-links" rows="4" dir="ltr" spellcheck="false"></textarea>`+
		`<button type="button" data-keep="import">{keep.import}</button>`+
		`</details>`+
		`</section>`,
		"name", text(name), "hidden", showIf(list == "", " hidden"), "list", list)
}

func (s Shelf) has(name string) bool {
	for _, kept := range s {
		if kept.Name == name {
			return true
		}
	}
	return false
}
