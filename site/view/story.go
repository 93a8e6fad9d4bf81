package view

import (
	"cmp"
	"math"
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
func (p *page) story() Node {
	s := p.scenario
	story := el("div", class("story"))
	var sentences []Node
	say := func(key string, in slots) {
		if len(sentences) > 0 {
			sentences = append(sentences, Node{Text: " "})
		}
		sentences = append(sentences, p.prose(key, in)...)
	}
	paragraph := func() {
		if len(sentences) > 0 {
			story.add(el("p", sentences))
		}
		sentences = nil
	}

	key := "story.start"
	if s.Start == 0 {
		key = "story.start.undated"
	}
	say(key, slots{"month": p.month(s.Start), "cash": p.told("cash", nil)})
	if s.Floor != (calc.Range{}) || p.inHand == "floor" {
		say("story.floor", slots{"floor": p.told("floor", nil)})
	}
	if s.Interest != (calc.Range{}) || p.inHand == "interest" {
		say("story.interest", slots{"interest": p.told("interest", inPercent)})
	}
	paragraph()
	if list := p.toldLines(true, "story.in.item", perPeriod); list != nil {
		say("story.in", slots{"list": el("span", list)})
	}
	if list := p.toldLines(false, "story.out.item", perCost); list != nil {
		say("story.out", slots{"list": el("span", list)})
	}
	paragraph()
	payments := slices.Clone(s.Payments)
	slices.SortStableFunc(payments, func(a, b calc.Payment) int { return int(a.Month - b.Month) })
	for _, payment := range payments {
		key := "story.once"
		if payment.Raise {
			key = "story.raise"
		}
		say(key, slots{"month": p.month(payment.Month), "amount": p.told(payment.Key(), nil), "name": el("bdi", p.name(payment.Name))})
	}
	paragraph()
	if s.ClaimedLoss.High > 0 {
		say("story.loss", slots{"loss": p.told("claim.loss", perPeriod)})
	}
	if months := s.ClaimedRunway.High; months > 0 {
		say(p.class("story.runway", trim(decimals(months, 1))), slots{"runway": p.told("claim.runway", nil)})
	}
	say(p.class("story.horizon", strconv.Itoa(s.Months())), slots{"horizon": p.told("horizon", nil)})
	paragraph()
	story.add(el("div", class("problems"), p.problems))
	return story
}

// sources is the notes behind all figures, and where they are from, for a printed
// page; on a screen they stand behind their figures.
func (p *page) sources() Node {
	list := el("ul")
	var from []string
	for _, pair := range p.scenario.Pairs() {
		n := p.scenario.Notes[pair.Key]
		if n.Text != "" && pair.Key != "title" {
			list.add(el("li", el("bdi", p.figureName(pair.Key)), p.Word("list.colon"), " ", el("bdi", p.noteText(pair.Key))))
		}
		if n.Source != "" && !slices.Contains(from, n.Source) {
			from = append(from, n.Source)
		}
	}
	for _, source := range from {
		list.add(el("li", p.Word("form.source"), p.Word("list.colon"), " ", el("bdi", source)))
	}
	return el("div", class("sources"), list)
}

func (p *page) month(m calc.Month) Node { return figure(p.MonthName(m)) }

// toldLines is the revenue or the cost lines as a list inside a sentence.
func (p *page) toldLines(revenue bool, key string, units []unit) []Node {
	var items []Node
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
		item := p.prose(key, slots{"amount": p.told(l.Key(), units), "name": el("bdi", p.name(l.Name))})
		if p.values["grow."+l.Name] != "" || p.inHand == "grow."+l.Name {
			item = p.prose("story.growing", slots{"item": el("span", item), "growth": p.told("grow."+l.Name, growth)})
		}
		items = append(items, el("span", item))
	}
	if more > 0 {
		items = append(items, Node{Text: p.count("story.more", strconv.Itoa(more))})
	}
	if len(items) == 0 {
		return nil
	}
	list := []Node{items[0]}
	for i, item := range items[1:] {
		joint := "story.list"
		if i == len(items)-2 {
			joint = "story.last"
		}
		list = p.prose(joint, slots{"list": el("span", list), "item": item})
	}
	return list
}

// told is a figure that can be changed inside a sentence: its field, its unit in
// words and, where it was changed, the way back.
func (p *page) told(key string, units []unit) Node {
	value, problem := p.value(key)
	text, of := value, unit{}
	if units != nil {
		text, of = split(value, units, cmp.Or(p.values[key], p.before[key]))
	}
	amount, month, dated := strings.Cut(text, "@")
	large := false
	if problem == "" || value == p.values[key] {
		large = strings.ContainsAny(amount, "MBT")
		if amount == "" {
			amount = "0"
		}
		amount = p.inWords(amount)
	}
	input := el("input", Attr{"type", "text"}, Attr{"spellcheck", "false"}, Attr{"dir", "auto"},
		Attr{"size", strconv.Itoa(max(2, utf8.RuneCountInString(amount)))}, Attr{"aria-label", p.figureName(key)}, Attr{"value", amount})
	if problem != "" {
		id := "story-" + strconv.Itoa(len(p.problems))
		input.Attrs = append(input.Attrs, Attr{"aria-invalid", "true"}, Attr{"aria-describedby", id})
		p.problems = append(p.problems, el("p", class("problem"), Attr{"id", id}, el("bdi", p.figureName(key)), p.Word("list.colon"), " ", problem))
	}
	told := el("span", class("figure told"), Attr{"data-line", key}, Attr{"data-key", key}, Attr{"data-need", ""})
	isShare := of.text != "" && of.text[0] == '%'
	switch kind, _, _ := strings.Cut(key, "."); {
	case key == "horizon" || key == "claim.runway" || kind == "grow" || isShare:
		told.add(input)
	default:
		told.add(el("span", class("sum"), p.prose(p.moneyKey(p.scenario.Currency, large), slots{"amount": input, "currency": Node{Text: p.scenario.Currency}})))
	}
	if dated {
		told.add(el("input", Attr{"type", "hidden"}, Attr{"data-before", "@"}, Attr{"value", month}))
	}
	if units != nil {
		told.add(el("input", Attr{"type", "hidden"}, Attr{"value", of.text}))
		if !isShare {
			told.add(" ")
		} else if strings.HasPrefix(p.Word("number.percent"), "{n}\u00a0") {
			told.add("\u00a0")
		}
		told.add(p.Word(of.word))
	}
	if label := p.wayBack(key); label != "" {
		told.Attrs[0].Value += " changed"
		text, wasMonth, _ := strings.Cut(p.former(key), "@")
		if wasMonth != month {
			text += "@" + wasMonth
		}
		if text == "" {
			text = "0"
		}
		back := button("back", calc.Pair{Key: key, Value: p.before[key]}.String(), p.plain(key, text))
		back.Attrs = append(back.Attrs, Attr{"aria-label", label})
		told.add(back)
	}
	return told
}

// inWords writes the text of a link's value as prose has it: 0.5B..1.5B becomes
// 0.5 to 1.5 billion. What it writes, calc reads back to the same value.
func (l *Language) inWords(value string) string {
	low, high, isRange := strings.Cut(value, "..")
	if !isRange {
		return l.numberInWords(low)
	}
	scaled := func(number string) int { return strings.IndexByte("MBT", number[len(number)-1]) }
	switch of := scaled(high); {
	case of >= 0 && scaled(low) == of:
		return l.Fill("typed.range", "low", l.typedNumber(low[:len(low)-1]), "high", l.numberInWords(high))
	case of >= 0 && low != "0": // a low end without a word would take the high end's
		return l.typed(value)
	}
	return l.Fill("typed.range", "low", l.numberInWords(low), "high", l.numberInWords(high))
}

func (l *Language) numberInWords(number string) string {
	last := len(number) - 1
	if last < 1 {
		return l.typedNumber(number)
	}
	if i := strings.IndexByte("MBT", number[last]); i >= 0 {
		if whole, _, _ := strings.Cut(number[:last], "."); len(whole) > 3 {
			return l.typedNumber(number) // 9,630 million could be read as 9.63
		}
		return l.count("scale."+strconv.Itoa(i+2), number[:last])
	}
	if r, problem := calc.ParseAmount(number); problem == "" && math.Abs(r.Low) >= 1e3 {
		return l.Number(strconv.FormatFloat(r.Low, 'f', -1, 64))
	}
	return l.typedNumber(number)
}
