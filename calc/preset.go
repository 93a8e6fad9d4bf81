package calc

import "strings"

// presets are links, a key a line. Only a literal + or &, and a % before two hex digits,
// are escaped. They stand in code because the package embed would add all of time and
// io/fs to the compiled calculator: 37 KB (brotli).
var presets = []*preset{
	{id: "openai-2024", text: `
title=OpenAI, 2024
cur=USD
start=2024-08
cash=5B
in.ChatGPT=2B/yr
in.Language models=1B/yr
in.Unattributed=0.5B..1.5B/yr
out.Inference=4B/yr
units.Inference=350k servers
out.Training=3B/yr
out.Staff=1.5B/yr
units.Staff=1500 people
valuation=80B
claim.loss=5B/yr
claim.runway=12
note.title=Raised so far: over $11 billion in seven rounds. A loss of $5 billion is about 45% of all that.
src.title=https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year
note.cash=Assumed. The article does not state the reserves; $5 billion is what twelve months at a loss of $5 billion a year imply.
note.in.ChatGPT=About $2 billion a year.
src.in.ChatGPT=https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year
note.in.Language models=Nearly $1 billion a year from access to the language models.
src.in.Language models=https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year
note.in.Unattributed=All revenue of 2024 is put at $3.5 to 4.5 billion; the two named streams make 3.0. This is the rest, which the article does not attribute.
src.in.Unattributed=https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year
note.out.Inference=About $4 billion a year to Microsoft, at heavily discounted prices of which the article gives no rate.
src.out.Inference=https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year
note.units.Inference=The equivalent of 350,000 servers with A100 chips, about 290,000 of them for ChatGPT, near full capacity.
note.out.Training=Up to $3 billion: an upper bound. With inference it makes the $7 billion a year the article expects for both.
src.out.Training=https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year
note.out.Staff=May cost $1.5 billion this year, three times the $0.5 billion first expected.
src.out.Staff=https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year
note.units.Staff=About 1,500 people.
note.valuation=About $80 billion.
src.valuation=https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year
note.claim.loss=About, and up to, $5 billion in 2024.
src.claim.loss=https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year
note.claim.runway=The reserves, nearly spent, may run out within the next twelve months.
src.claim.runway=https://www.theinformation.com/articles/why-openai-could-lose-5-billion-this-year`},
	{id: "young-company", text: `
title=A young company
cur=USD
start=2026-01
cash=450k
in.Subscriptions=20k/mo
grow.Subscriptions=4%..9%/mo
out.Team=54k/mo
units.Team=6 people
hire.Team=1/qtr
out.Cloud=9k/mo
grow.Cloud=4%/mo
credit.Cloud=100k
out.Office and tools=7k..9k/mo
out.Payment fees=3%
note.title=Illustrative: no real company. Sells subscriptions and pays its cloud from credits for the first months.
note.cash=Illustrative: what is left of a first round.
note.in.Subscriptions=Illustrative: 500 customers at $40.
note.grow.Subscriptions=Illustrative: growth is what nobody knows, so it is a range.
note.out.Team=Illustrative: six people at $9,000 a month, and one more each quarter.
note.out.Cloud=Illustrative: computing and storage, growing with use.
note.credit.Cloud=Illustrative: credits of a cloud provider's programme for start-ups.
note.out.Office and tools=Illustrative: rent, software and accounting.
note.out.Payment fees=Illustrative: a card processor's share of all revenue.`},
	{id: "after-a-raise", text: `
title=Living from a raise
cur=EUR
start=2026-01
horizon=36
cash=900k
floor=150k
interest=2%
in.Grants=25k/mo
in.First contracts=5k/mo
grow.First contracts=3%..8%/mo
out.Team=95k..110k/mo
grow.Team=3%/yr
units.Team=12 people
hire.Team=2/yr
out.Laboratory=30k/mo
grow.Laboratory=5%/yr
once.Equipment=-220k@2026-09
raise.Seed round=2.5M..3.5M@2026-05
valuation=12M
note.title=Illustrative: no real company. Research first, little revenue; it lives from a round in its fifth month.
note.cash=Illustrative: the bank balance at the start of the year.
note.floor=Illustrative: what must stay in the bank for salaries.
note.interest=Illustrative: a savings account.
note.in.Grants=Illustrative: a public research grant.
note.in.First contracts=Illustrative: pilots with two customers.
note.out.Team=Illustrative: twelve people and two more a year; salaries rise 3% a year.
note.out.Laboratory=Illustrative: rent and supplies.
note.once.Equipment=Illustrative: a machine, paid once.
note.raise.Seed round=Illustrative: promised, not yet signed, so it is a range.
note.valuation=Illustrative: before the round's money.`},
}

type preset struct {
	id   string
	text string
	s    *Scenario
}

func init() {
	for _, p := range presets {
		p.s, _ = Parse(strings.ReplaceAll(strings.TrimSpace(p.text), "\n", "&"))
		p.s.Preset = p.id
	}
}

// Presets returns the names of the presets, the founding example first.
func Presets() []string {
	ids := make([]string, len(presets))
	for i, p := range presets {
		ids[i] = p.id
	}
	return ids
}

// Preset returns a copy of the preset with a name, or nil if there is none.
func Preset(id string) *Scenario {
	for _, p := range presets {
		if p.id == id {
			return p.s.clone()
		}
	}
	return nil
}
