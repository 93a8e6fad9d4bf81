package view

import "runway/calc"

// A Writer writes the page of a scenario part by part: the answer first, and after it the parts
// that take longer than a finger moves, or that are folded away until they are wanted. What several
// parts need is computed once.
type Writer struct {
	page  *page
	whole func() Page // writes all that is not left out
}

// NewWriter returns the writer of a scenario's page, with the errors of its link and the reader's
// shelf. The figure with the key inHand, if any, is being changed and stays where it stands, even
// at zero. The scenario is nil where the link cannot be read at all.
func NewWriter(l *Language, s *calc.Scenario, errors []calc.Error, shelf Shelf, inHand string) *Writer {
	p := newPage(l, s, errors, shelf)
	p.inHand = inHand
	return &Writer{p, p.show}
}

// New returns the whole page of a scenario, as [NewWriter] has it.
func New(l *Language, s *calc.Scenario, errors []calc.Error, shelf Shelf, inHand string) Page {
	return NewWriter(l, s, errors, shelf, inHand).Page(nil)
}

// Page writes the page without the parts that omitted reports, and is called once. What is left out
// is marked, and the picture, too, if it lacks the likelihood.
func (w *Writer) Page(omitted func(part string) bool) Page {
	w.page.omitted = omitted
	defer func() { w.page.omitted = nil }()
	return w.whole()
}

// Part writes a part as the whole page has it, or nothing if there is none of this name.
func (w *Writer) Part(name string) HTML {
	if w.page.scenario == nil {
		return ""
	}
	return w.page.write(HTML(name))
}

// contentOf returns what writes a part and, where readers open it, the key of its heading; and from
// which number on its elements have their ids, so that these do not depend on what else is written.
func (p *page) contentOf(part HTML) (firstID int, heading string, write func() HTML) {
	switch part {
	case "picture":
		return 0, "", func() HTML { return p.picture(` aria-labelledby="chart-text"`) }
	case "pointer":
		return 0, "", p.pointer
	case "likelihood":
		return 0, "", p.odds
	case "what-ifs":
		return 0, "", p.whatIfs
	case "rows":
		return 1000, "form.heading", p.rows
	case "results":
		return 0, "results.heading", p.results
	case "claims":
		return 0, "claims.heading", p.claims
	case "influences":
		return 0, "influence.heading", p.influences
	case "thresholds":
		return 0, "threshold.heading", p.thresholds
	case "remedies":
		return 2000, "remedy.heading", p.remedies
	case "months":
		return 0, "table.heading", p.table
	case "shelf":
		return 0, "keep.heading", p.keeper
	case "method":
		return 0, "method.heading", p.method
	}
	return 0, "", nil
}

// write returns a part, or its place if it is left out.
func (p *page) write(part HTML) HTML {
	firstID, heading, write := p.contentOf(part)
	if write == nil {
		return ""
	}
	var state, content HTML
	if p.omits(part) && part != "picture" {
		state = " data-stale"
	} else {
		ids := p.ids
		p.ids = firstID
		content = write()
		p.ids = ids
		state = showIf(part == "picture" && p.omits("likelihood"), " data-unfinished")
	}
	if heading == "" {
		return markup(`<div data-later="{part}"{state}>{content}</div>`, "part", part, "state", state, "content", content)
	}
	return markup(`<section class="{part}" data-later="{part}"{state}>{content}</section>`, "part", part, "state", state,
		"content", showIf(content != "", p.folded(heading, content)))
}

// omits reports whether a part is left out. Where nothing is uncertain, likelihood says nothing.
func (p *page) omits(part HTML) bool {
	return p.omitted != nil && p.omitted(string(part)) && (part != "likelihood" || p.hasRanges)
}
