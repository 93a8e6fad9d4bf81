package view

import (
	"cmp"
	"strconv"

	"runway/calc"
)

// day writes a day: 24 July 2024.
func (p *page) day(d calc.Day) string {
	return p.Fill("date.format", "day", p.count("date.day", strconv.Itoa(d.OfMonth)),
		"month", p.Word("month."+strconv.Itoa(d.Month.OfYear())), "year", p.digits(strconv.Itoa(d.Month.Year())))
}

// credit returns the line with which every view of a case ends: who reported its figures and
// who calculated, as far as that is given. mark writes the name of who reported them, which
// leads to an address unless that is empty.
func (p *page) credit(mark func(name, address string) HTML) HTML {
	s := p.scenario
	var source, credit HTML
	if name := cmp.Or(p.text(calc.Outlet), calc.Note{Source: s.Article}.Host()); name != "" {
		source = mark(name, s.Article)
	}
	if s.Published != (calc.Day{}) {
		source += showIf(source != "", p.word("form.list")+" ") + escape(p.day(s.Published))
	}
	if source != "" {
		credit = p.prose("credit.figures", "source", source)
	}
	if author := p.text(calc.Author); author != "" {
		credit += showIf(credit != "", " ") + p.prose("credit.calculation", "name", mark(author, ""))
	}
	return credit
}

// creditLine returns that line as the last paragraph of a page.
func (p *page) creditLine() HTML {
	credit := p.credit(func(name, address string) HTML {
		if address == "" {
			return bdi(name)
		}
		return link(address, bdi(name))
	})
	return showIf(credit != "", `<p class="credit">`+credit+`</p>`)
}

// link returns a link that leads away from the page, to where a reader's scenario says.
func link(address string, content HTML) HTML {
	return markup(`<a href="{address}" rel="noopener nofollow ugc" target="_blank">{content}</a>`, "address", escape(address), "content", content)
}
