package view

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"runway/calc"
)

// storyLines is the number of revenue lines, and of cost lines, that the story names.
const storyLines = 8

// story returns the scenario as sentences whose figures can be changed where they stand.
// Each figure has a field in the form as well.
func (p *page) story() HTML {
	paragraphs := paragraph(p.startStory()) + paragraph(p.linesStory()) + paragraph(p.paymentsStory()) + paragraph(p.outlookStory())
	return markup(`<div class="story">{paragraphs}<div class="problems">{problems}</div></div>`,
		"paragraphs", paragraphs, "problems", p.problems) // the paragraphs have filled in the problems
}

// paragraph returns sentences as a paragraph, or nothing if there are none.
func paragraph(sentences []HTML) HTML {
	var content HTML
	for i, sentence := range sentences {
		content += showIf(i > 0, " ") + sentence
	}
	return showIf(content != "", "<p>"+content+"</p>")
}

// startStory returns sentences on the balance at the start and what limits or raises it.
func (p *page) startStory() []HTML {
	s := p.scenario
	key := "story.start"
	if s.Start == 0 {
		key = "story.start.undated"
	}
	start := s.FigureOf(calc.Start)
	sentences := []HTML{p.prose(key, "company", p.subject(), "month", p.monthsOf(start)+p.standing(start), "cash", p.inlineField(s.FigureOf(calc.Cash)))}
	if floor := s.FigureOf(calc.Floor); floor.IsGiven() || p.isInHand(floor) {
		sentences = append(sentences, p.prose("story.floor", "floor", p.inlineField(floor)))
	}
	if interest := s.FigureOf(calc.Interest); interest.IsGiven() || p.isInHand(interest) {
		sentences = append(sentences, p.prose("story.interest", "interest", p.inlineField(interest)))
	}
	return sentences
}

// linesStory returns a sentence on revenue and one on costs.
func (p *page) linesStory() (sentences []HTML) {
	if list := p.inlineLines(true, "story.in.item"); list != "" {
		sentences = append(sentences, p.prose("story.in", "list", "<span>"+list+"</span>"))
	}
	if list := p.inlineLines(false, "story.out.item"); list != "" {
		sentences = append(sentences, p.prose("story.out", "list", "<span>"+list+"</span>"))
	}
	return sentences
}

// paymentsStory returns a sentence on each raise and one-off payment.
func (p *page) paymentsStory() (sentences []HTML) {
	for _, f := range p.scenario.PaymentsByMonth() {
		key := "story.once"
		if f.Kind == calc.Raise {
			key = "story.raise"
		}
		sentences = append(sentences, p.prose(key, "month", p.monthsOf(f), "amount", p.inlineField(f), "name", bdi(p.name(f.Name))))
	}
	return sentences
}

// outlookStory returns sentences on what the article states and on how far the page looks.
func (p *page) outlookStory() (sentences []HTML) {
	s := p.scenario
	who := p.who()
	if loss := s.FigureOf(calc.ClaimedLoss); loss.IsGiven() {
		sentences = append(sentences, p.prose("story.loss"+boundOf(loss), "who", who, "loss", p.inlineField(loss)))
		who = p.word("claims.it")
	}
	if runway := s.FigureOf(calc.ClaimedRunway); runway.IsGiven() {
		_, months := runway.Numerals()
		key := p.class("story.runway"+boundOf(runway), trim(decimals(months.Value, 1)))
		sentences = append(sentences, p.prose(key, "who", who, "runway", p.inlineField(runway)))
	}
	key := p.class("story.horizon", strconv.Itoa(s.Months()))
	return append(sentences, p.prose(key, "horizon", p.inlineField(s.FigureOf(calc.Horizon))))
}

// sources returns the notes and sources of all figures as a list, folded away on a screen and
// open on paper.
func (p *page) sources() HTML {
	var list HTML
	var addresses []string
	for _, f := range p.scenario.Figures() {
		n := p.scenario.Notes[f.Key()]
		if f.Kind == calc.WhatIf {
			continue // its note stands at its switch
		}
		if isNoted := n.Text != "" && f.Kind != calc.Title; isNoted || n.Standing != calc.Reported {
			list += markup(`<li>{figure}{standing}{note}</li>`, "figure", bdi(p.figureName(f)), "standing", p.standing(f),
				"note", showIf(isNoted, p.word("list.colon")+" "+bdi(p.noteText(f.Key()))))
		}
		if n.Source != "" && !slices.Contains(addresses, n.Address()) {
			addresses = append(addresses, n.Address())
		}
	}
	for _, address := range addresses {
		list += p.html(`<li>{form.source}{list.colon} {address}</li>`, "address", link(address, bdi(address)))
	}
	if list == "" {
		return ""
	}
	return p.html(`<details class="sources"><summary>{story.sources}</summary><ul>{list}</ul></details>`, "list", list)
}

func (p *page) month(m calc.Month) HTML { return figure(p.MonthName(m)) }

// monthsOf names the month of a date or a payment, or the range of months that it can be.
func (p *page) monthsOf(f calc.Figure) HTML {
	first, last := f.Months()
	if first == last {
		return p.month(first)
	}
	return p.prose("month.range", "first", p.month(first), "last", p.month(last))
}

// inlineLines returns the revenue lines, or the cost lines, as a list inside a sentence.
func (p *page) inlineLines(revenue bool, key string) HTML {
	var items []HTML
	unnamed := 0
	for i := range p.scenario.Lines {
		l := &p.scenario.Lines[i]
		switch {
		case l.Revenue != revenue:
			continue
		case len(items) == storyLines:
			unnamed++
			continue
		}
		amount, growth := p.scenario.AmountOf(l), p.scenario.LineFigureOf(calc.Growth, l)
		item := p.prose(key, "amount", p.inlineField(amount), "name", bdi(p.name(l.Name)))
		if growth.IsGiven() || p.isInHand(growth) {
			item = p.prose("story.growing", "item", "<span>"+item+"</span>", "growth", p.inlineField(growth))
		}
		if when := p.when(l); when != "" {
			item = p.prose("story.when", "item", "<span>"+item+"</span>", "when", when)
		}
		items = append(items, "<span>"+item+"</span>")
	}
	if unnamed > 0 {
		items = append(items, escape(p.count("story.more", strconv.Itoa(unnamed))))
	}
	return p.join(items, "story.list", "story.list")
}

// list joins items inside a sentence: A, B and C. It is empty for none.
func (p *page) list(items []HTML) HTML { return p.join(items, "list.item", "list.last") }

// join joins items by a word, and the last of them by another.
func (p *page) join(items []HTML, word, last string) HTML {
	if len(items) == 0 {
		return ""
	}
	list := items[0]
	for i, item := range items[1:] {
		if i == len(items)-2 {
			word = last
		}
		list = p.prose(word, "list", "<span>"+list+"</span>", "item", item)
	}
	return list
}

// hasTimes reports whether a line has times of its own.
func hasTimes(l calc.Line) bool {
	return l.From != (calc.Range{}) || l.Until != (calc.Range{}) || l.Every != (calc.Range{}) || l.Delay != (calc.Range{})
}

// when says in words what a line's own times do: from March 2025, paid yearly in advance. It is
// empty for a line without any.
func (p *page) when(l *calc.Line) HTML {
	s := p.scenario
	from, until := s.LineFigureOf(calc.From, l), s.LineFigureOf(calc.Until, l)
	every, delay := int(l.Every.Low), int(l.Delay.Low)
	var parts []HTML
	say := func(key string, values ...HTML) { parts = append(parts, p.prose(key, values...)) }
	sayLength := func(key string, months int) {
		if named := key + "." + strconv.Itoa(months); p.Has(named) {
			key = named
		}
		say(key, "months", p.months(float64(months)))
	}
	isFrom, isUntil := from.IsGiven() && s.Start != 0, until.IsGiven() && s.Start != 0
	switch {
	case isFrom && isUntil:
		say("when.both", "from", p.monthsOf(from)+p.standing(from), "until", p.monthsOf(until)+p.standing(until))
	case isFrom:
		say("when.from", "month", p.monthsOf(from)+p.standing(from))
	case isUntil:
		say("when.until", "month", p.monthsOf(until)+p.standing(until))
	}
	isArrears := every > 0 && every == delay
	if every > 0 {
		key := "when.every"
		if isArrears {
			key = "when.arrears"
		}
		sayLength(key, every)
	}
	if delay > 0 && !isArrears {
		sayLength("when.delay", delay)
	}
	return p.join(parts, "list.item", "list.item")
}

// isInHand reports whether the reader is changing a figure, which then stays in the story
// even at zero.
func (p *page) isInHand(f calc.Figure) bool { return p.inHand == f.Key() }

// inlineField returns the field of a figure inside a sentence, with its unit in words and,
// where it was changed, the button that goes back. Its problem goes into p.problems, which
// stand below the sentences.
func (p *page) inlineField(f calc.Figure) HTML {
	e := p.entry(f)
	name := escape(p.figureName(f))
	attributes := ` aria-label="` + name + `"`
	if e.problem != "" {
		id := "story-" + number(p.problemIDs)
		p.problemIDs++
		p.problemKeys = append(p.problemKeys, f.Key())
		attributes += ` aria-invalid="true" aria-describedby="` + id + `"`
		p.problems += p.html(`<p class="problem" id="{id}"><bdi>{name}</bdi>{list.colon} {problem}</p>`,
			"id", id, "name", name, "problem", escape(e.problem))
	}
	changed, back := p.wayBack(f, e)
	return markup(`<span class="figure inline{changed}" data-line="{key}" data-key="{key}" data-required data-steps>{input}{standing}{back}</span>`,
		"changed", changed, "key", escape(f.Key()), "input", p.inlineInput(f, e, attributes, false), "standing", p.standing(f), "back", back)
}

// wayBack returns the class of a figure that was changed, and the button that goes back.
func (p *page) wayBack(f calc.Figure, e entry) (class, back HTML) {
	label := p.backLabel(e)
	if label == "" {
		return "", ""
	}
	return " changed", button{class: "back", act: calc.Restore, target: f.Key(), label: p.originalText(f), spokenLabel: label}.render()
}

// inlineInput returns what a figure is typed into, with its currency or its unit in words. In
// short, millions are letters.
func (p *page) inlineInput(f calc.Figure, e entry, attributes HTML, isShort bool) HTML {
	isSum := f.Kind.Measure != calc.Length && f.Kind != calc.Growth && !strings.HasPrefix(e.unit.code, "%")
	amount, isLargeSum := e.typed, false
	if !e.refused {
		low, high := f.Numerals()
		amount, isLargeSum = p.inWords(low, high), isLarge(low) || isLarge(high)
		if isShort {
			amount, isLargeSum = p.typed(low, high), false
		}
		if isSum && boundOf(f) != "" { // the currency comes behind its words: up to $5 billion
			isSum = false
			amount = p.Fill(p.moneyKey(p.scenario.Currency, isLargeSum), "amount", amount, "currency", p.scenario.Currency)
		}
		amount = p.hedged(f, amount)
	}
	field := markup(`<input type="text" spellcheck="false" dir="auto" size="{size}" value="{amount}"{attributes}{typing}>`,
		"size", number(max(2, utf8.RuneCountInString(amount))), "amount", escape(amount), "attributes", attributes, "typing", keyboard(f.Kind))
	if isSum {
		field = `<span class="sum">` + p.prose(p.moneyKey(p.scenario.Currency, isLargeSum), "amount", field, "currency", escape(p.scenario.Currency)) + `</span>`
	}
	if f.Kind.Owner == calc.PaymentFigure {
		field += markup(`<input type="hidden" data-part="month" value="{month}">`, "month", escape(e.month))
	}
	if e.unit.word != "" {
		field += markup(`<input type="hidden" data-part="unit" value="{unit}">{blank}{word}`,
			"unit", escape(e.unit.code), "blank", p.blankBefore(e.unit), "word", p.word(e.unit.word))
	}
	return field
}

// blankBefore returns the blank between a number and its unit.
func (p *page) blankBefore(u unit) HTML {
	switch {
	case u.code[0] != '%':
		return " "
	case strings.HasPrefix(p.Word("number.percent"), "{n}\u00a0"):
		return "\u00a0"
	}
	return ""
}

// originalText returns the value of a figure as published, with its month only where that was
// changed.
func (p *page) originalText(f calc.Figure) string {
	original, ok := p.original(f)
	switch {
	case !ok || !original.IsGiven() && original.Kind.Default == 0:
		return p.typed(calc.Exactly(0).Numerals())
	case f.MonthText() == original.MonthText():
		return p.amountText(original)
	}
	return p.figureText(original)
}
