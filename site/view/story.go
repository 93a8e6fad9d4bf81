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
	say(key, "month", p.month(s.Start), "cash", p.told("cash", nil))
	if s.Floor != (calc.Range{}) || p.inHand == "floor" {
		say("story.floor", "floor", p.told("floor", nil))
	}
	if s.Interest != (calc.Range{}) || p.inHand == "interest" {
		say("story.interest", "interest", p.told("interest", inPercent))
	}
	paragraph()
	if list := p.toldLines(true, "story.in.item", perPeriod); list != "" {
		say("story.in", "list", "<span>"+list+"</span>")
	}
	if list := p.toldLines(false, "story.out.item", perCost); list != "" {
		say("story.out", "list", "<span>"+list+"</span>")
	}
	paragraph()
	payments := slices.Clone(s.Payments)
	for i := range payments { // in the order of time; they are few
		for ; i > 0 && payments[i].Month < payments[i-1].Month; i-- {
			payments[i], payments[i-1] = payments[i-1], payments[i]
		}
	}
	for _, payment := range payments {
		key := "story.once"
		if payment.Raise {
			key = "story.raise"
		}
		say(key, "month", p.month(payment.Month), "amount", p.told(payment.Key(), nil), "name", bdi(p.name(payment.Name)))
	}
	paragraph()
	if s.ClaimedLoss.High > 0 {
		say("story.loss", "loss", p.told("claim.loss", perPeriod))
	}
	if months := s.ClaimedRunway.High; months > 0 {
		say(p.class("story.runway", trim(decimals(months, 1))), "runway", p.told("claim.runway", nil))
	}
	say(p.class("story.horizon", strconv.Itoa(s.Months())), "horizon", p.told("horizon", nil))
	paragraph()
	return markup(`<div class="story">{paragraphs}<div class="problems">{problems}</div></div>`,
		"paragraphs", paragraphs, "problems", p.problems)
}

// sources is the notes behind all figures, and where they are from, for a printed
// page; on a screen they stand behind their figures.
func (p *page) sources() HTML {
	var list HTML
	var from []string
	for _, pair := range p.pairs {
		n := p.scenario.Notes[pair.Key]
		if n.Text != "" && pair.Key != "title" {
			list += p.html(`<li>{figure}{list.colon} {note}</li>`, "figure", bdi(p.figureName(pair.Key)), "note", bdi(p.noteText(pair.Key)))
		}
		if n.Source != "" && !slices.Contains(from, n.Source) {
			from = append(from, n.Source)
		}
	}
	for _, source := range from {
		list += p.html(`<li>{form.source}{list.colon} {source}</li>`, "source", bdi(source))
	}
	return `<div class="sources"><ul>` + list + `</ul></div>`
}

func (p *page) month(m calc.Month) HTML { return figure(p.MonthName(m)) }

// toldLines is the revenue or the cost lines as a list inside a sentence.
func (p *page) toldLines(revenue bool, key string, units []unit) HTML {
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
		item := p.prose(key, "amount", p.told(l.Key(), units), "name", bdi(p.name(l.Name)))
		if p.values["grow."+l.Name] != "" || p.inHand == "grow."+l.Name {
			item = p.prose("story.growing", "item", "<span>"+item+"</span>", "growth", p.told("grow."+l.Name, growth))
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

// told is a figure that can be changed inside a sentence: its field, its unit in
// words and, where it was changed, the way back.
func (p *page) told(key string, units []unit) HTML {
	value, problem := p.value(key)
	amount, of := value, unit{}
	if units != nil {
		amount, of = split(value, units, cmp.Or(p.values[key], p.before[key]))
	}
	amount, month, dated := strings.Cut(amount, "@")
	large := false
	if problem == "" || value == p.values[key] {
		large = strings.ContainsAny(amount, "MBT")
		if amount == "" {
			amount = "0"
		}
		amount = p.inWords(amount)
	}
	name := text(p.figureName(key))
	var invalid HTML
	if problem != "" {
		id := "story-" + number(p.problemIDs)
		p.problemIDs++
		invalid = ` aria-invalid="true" aria-describedby="` + id + `"`
		p.problems += p.html(`<p class="problem" id="{id}"><bdi>{name}</bdi>{list.colon} {problem}</p>`,
			"id", id, "name", name, "problem", text(problem))
	}
	told := markup(`<input type="text" spellcheck="false" dir="auto" size="{size}" aria-label="{name}" value="{amount}"{invalid}>`,
		"size", number(max(2, utf8.RuneCountInString(amount))), "name", name, "amount", text(amount), "invalid", invalid)
	isShare := of.text != "" && of.text[0] == '%'
	if kind, _, _ := strings.Cut(key, "."); key != "horizon" && key != "claim.runway" && kind != "grow" && !isShare {
		told = `<span class="sum">` + p.prose(p.moneyKey(p.scenario.Currency, large), "amount", told, "currency", text(p.scenario.Currency)) + `</span>`
	}
	if dated {
		told += markup(`<input type="hidden" data-before="@" value="{month}">`, "month", text(month))
	}
	if units != nil {
		blank := HTML(" ")
		switch {
		case isShare && strings.HasPrefix(p.Word("number.percent"), "{n}\u00a0"):
			blank = "\u00a0"
		case isShare:
			blank = ""
		}
		told += markup(`<input type="hidden" value="{unit}">{blank}{word}`,
			"unit", text(of.text), "blank", blank, "word", p.word(of.word))
	}
	var changed HTML
	if label := p.wayBack(key); label != "" {
		changed = " changed"
		before, wasMonth, _ := strings.Cut(p.former(key), "@")
		if wasMonth != month {
			before += "@" + wasMonth
		}
		if before == "" {
			before = "0"
		}
		told += button("back", calc.Pair{Key: key, Value: p.before[key]}, p.plain(key, before), label)
	}
	return markup(`<span class="figure told{changed}" data-line="{key}" data-key="{key}" data-need>{content}</span>`,
		"changed", changed, "key", text(key), "content", told)
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
		return l.scaled(number[:last], i+2)
	}
	if r, problem := calc.ParseAmount(number); problem == "" && math.Abs(r.Low) >= 1e3 {
		return l.Number(strconv.FormatFloat(r.Low, 'f', -1, 64))
	}
	return l.typedNumber(number)
}
