package view

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"runway/calc"
)

// storyLines is how many lines of revenue, and of costs, the story names.
const storyLines = 8

// story is the scenario as sentences whose figures can be changed where they
// stand. Each figure has its row in the form as well.
func (p *page) story() HTML {
	s := p.scenario
	var paragraphs, sentences HTML
	say := func(key string, slots ...HTML) {
		if sentences != "" {
			sentences += " "
		}
		sentences += p.prose(key, slots...)
	}
	paragraph := func() {
		paragraphs += showIf(sentences != "", "<p>"+sentences+"</p>")
		sentences = ""
	}

	key := "story.start"
	if s.Start == 0 {
		key = "story.start.undated"
	}
	say(key, "month", p.month(s.Start), "cash", p.inlineField(s.Of(calc.Cash)))
	if floor := s.Of(calc.Floor); floor.IsGiven() || p.isInHand(floor) {
		say("story.floor", "floor", p.inlineField(floor))
	}
	if interest := s.Of(calc.Interest); interest.IsGiven() || p.isInHand(interest) {
		say("story.interest", "interest", p.inlineField(interest))
	}
	paragraph()
	if list := p.inlineLines(true, "story.in.item"); list != "" {
		say("story.in", "list", "<span>"+list+"</span>")
	}
	if list := p.inlineLines(false, "story.out.item"); list != "" {
		say("story.out", "list", "<span>"+list+"</span>")
	}
	paragraph()
	for _, f := range s.PaymentsByMonth() {
		key := "story.once"
		if f.Kind == calc.Raise {
			key = "story.raise"
		}
		say(key, "month", p.month(f.Month()), "amount", p.inlineField(f), "name", bdi(p.name(f.Name)))
	}
	paragraph()
	if loss := s.Of(calc.ClaimedLoss); loss.IsGiven() {
		say("story.loss", "loss", p.inlineField(loss))
	}
	if months := s.ClaimedRunway.High; months > 0 {
		say(p.class("story.runway", trim(decimals(months, 1))), "runway", p.inlineField(s.Of(calc.ClaimedRunway)))
	}
	say(p.class("story.horizon", strconv.Itoa(s.Months())), "horizon", p.inlineField(s.Of(calc.Horizon)))
	paragraph()
	return markup(`<div class="story">{paragraphs}<div class="problems">{problems}</div></div>`,
		"paragraphs", paragraphs, "problems", p.problems)
}

// sources is the notes behind all figures, and where they are from, for a printed
// page; on a screen they stand behind their figures.
func (p *page) sources() HTML {
	var list HTML
	var addresses []string
	for _, f := range p.scenario.Figures() {
		n := p.scenario.Notes[f.Key()]
		if n.Text != "" && f.Kind != calc.Title {
			list += p.html(`<li>{figure}{list.colon} {note}</li>`, "figure", bdi(p.figureName(f)), "note", bdi(p.noteText(f.Key())))
		}
		if n.Source != "" && !slices.Contains(addresses, n.Source) {
			addresses = append(addresses, n.Source)
		}
	}
	for _, address := range addresses {
		list += p.html(`<li>{form.source}{list.colon} {address}</li>`, "address", bdi(address))
	}
	return `<div class="sources"><ul>` + list + `</ul></div>`
}

func (p *page) month(m calc.Month) HTML { return figure(p.MonthName(m)) }

// inlineLines is the revenue or the cost lines as a list inside a sentence.
func (p *page) inlineLines(revenue bool, key string) HTML {
	var items []HTML
	more := 0
	for i := range p.scenario.Lines {
		l := &p.scenario.Lines[i]
		switch {
		case l.Revenue != revenue:
			continue
		case len(items) == storyLines:
			more++
			continue
		}
		amount, growth := p.scenario.LineFigures(l)[0], p.scenario.OfLine(calc.Growth, l)
		item := p.prose(key, "amount", p.inlineField(amount), "name", bdi(p.name(l.Name)))
		if growth.IsGiven() || p.isInHand(growth) {
			item = p.prose("story.growing", "item", "<span>"+item+"</span>", "growth", p.inlineField(growth))
		}
		items = append(items, "<span>"+item+"</span>")
	}
	if more > 0 {
		items = append(items, text(p.count("story.more", strconv.Itoa(more))))
	}
	if len(items) == 0 {
		return ""
	}
	list := items[0]
	for i, item := range items[1:] {
		joint := "story.list"
		if i == len(items)-2 {
			joint = "story.last"
		}
		list = p.prose(joint, "list", "<span>"+list+"</span>", "item", item)
	}
	return list
}

// isInHand reports whether a figure is being changed. It then stays where it stands, even
// at zero.
func (p *page) isInHand(f calc.Figure) bool { return p.inHand == f.Key() }

// inlineField is a figure that can be changed inside a sentence: its field, its unit in
// words and, where it was changed, the way back.
func (p *page) inlineField(f calc.Figure) HTML {
	e := p.entry(f)
	amount, isLargeSum := e.typed, false
	if !e.refused {
		low, high := f.Numerals()
		amount, isLargeSum = p.inWords(low, high), isLarge(low) || isLarge(high)
	}
	name := text(p.figureName(f))
	var invalid HTML
	if e.problem != "" {
		id := "story-" + number(p.problemIDs)
		p.problemIDs++
		invalid = ` aria-invalid="true" aria-describedby="` + id + `"`
		p.problems += p.html(`<p class="problem" id="{id}"><bdi>{name}</bdi>{list.colon} {problem}</p>`,
			"id", id, "name", name, "problem", text(e.problem))
	}
	field := markup(`<input type="text" spellcheck="false" dir="auto" size="{size}" aria-label="{name}" value="{amount}"{invalid}>`,
		"size", number(max(2, utf8.RuneCountInString(amount))), "name", name, "amount", text(amount), "invalid", invalid)
	if isPercent := strings.HasPrefix(e.unit.code, "%"); f.Kind.Measure != calc.Length && f.Kind != calc.Growth && !isPercent {
		field = `<span class="sum">` + p.prose(p.moneyKey(p.scenario.Currency, isLargeSum), "amount", field, "currency", text(p.scenario.Currency)) + `</span>`
	}
	if f.Kind.Owner == calc.PaymentFigure {
		field += markup(`<input type="hidden" data-part="month" value="{month}">`, "month", text(e.month))
	}
	if e.unit.word != "" {
		field += markup(`<input type="hidden" data-part="unit" value="{unit}">{blank}{word}`,
			"unit", text(e.unit.code), "blank", p.blankBefore(e.unit), "word", p.word(e.unit.word))
	}
	var changed HTML
	if way := p.wayBack(e); way != "" {
		changed = " changed"
		field += button{class: "back", act: calc.Back, target: f.Key(), label: p.formerly(f), spokenLabel: way}.render()
	}
	return markup(`<span class="figure inline{changed}" data-line="{key}" data-key="{key}" data-required data-steps>{content}</span>`,
		"changed", changed, "key", text(f.Key()), "content", field)
}

// blankBefore is what stands between a number and its unit.
func (p *page) blankBefore(u unit) HTML {
	switch {
	case u.code[0] != '%':
		return " "
	case strings.HasPrefix(p.Word("number.percent"), "{n}\u00a0"):
		return "\u00a0"
	}
	return ""
}

// formerly is the preset's value of a figure; its month only where that was changed.
func (p *page) formerly(f calc.Figure) string {
	original, ok := p.original(f)
	switch {
	case !ok || !original.IsGiven() && original.Kind.Default == 0:
		return p.typed(calc.Exactly(0).Numerals())
	case f.Month() == original.Month():
		return p.plainValue(original)
	}
	return p.plain(original)
}
