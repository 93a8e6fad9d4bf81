package view_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"runway/calc"
	"runway/site/view/words"
)

// A blemish is what no page may read like, in some languages or in all.
type blemish struct {
	what, languages string
	pattern         *regexp.Regexp
}

// blemishes are what native editors found on whole pages.
var blemishes = []blemish{
	{"a slot that nothing fills", "", regexp.MustCompile(`\{[a-z]|\}|NaN|\bInf(inity)?( |$)|<nil>|undefined`)},
	{"two blanks", "", regexp.MustCompile(`[^\]>)|\s] {2,}[^\s|]`)},
	{"a blank before a comma or a full stop", "", regexp.MustCompile(`[\pL\d] [.,،](\s|$)`)},
	{"nothing, counted", "", regexp.MustCompile(`(^|[^\d.,])[0٠] (months?|mois|شهر|شهرًا|أشهر|weeks?|semaines?)( |[.,;،؛]|$)`)},
	{"a month twice in a range", "", regexp.MustCompile(`\d (months|mois) (to|à) [\d.,]+ (months|mois)`)},
	{"a scale twice in a range", "", regexp.MustCompile(`[^m] [^ ]*\d (million to [^ ]*\d million|billion to [^ ]*\d billion)|\d (millions (à|et) [\d,]+ millions|milliards (à|et) [\d,]+ milliards)`)},
	{"a sign behind its currency", "", regexp.MustCompile(`[$€£][−-]\d`)},
	{"a sentence that starts small", "en fr", regexp.MustCompile(`[.!?] [a-zà-ÿ]+ [a-zà-ÿ]`)},
	{"a line that starts small", "en fr", regexp.MustCompile(`^[a-zà-ÿ]+,? [a-zà-ÿ]+.*[.?]$`)},
	{"a month's number without its preposition", "fr", regexp.MustCompile(`(en|dès|de|jusqu’en|avant|depuis) mois[ \x{a0}]\d`)},
	{"one of many", "en", regexp.MustCompile(`(^|[^\d.,])1 (months|weeks|years|people|changes)`)},
	{"many of one", "en", regexp.MustCompile(`([2-9]|\d\d|\d\.\d) (month|week|year)( |[.,;]|$)`)},
	{"an article of another number", "en", regexp.MustCompile(`\b[Aa] ([aei]|o[^n])|\b[Aa]n [bcdfgjklmnpqrstvwxyz]`)},
	{"many of one", "fr", regexp.MustCompile(`(^|[^\d,])([2-9]|\d\d)(,\d+)? (million|milliard)( |[.,;]|$)`)},
	{"one of many", "fr", regexp.MustCompile(`(^|[^\d,])[01](,\d+)? (millions|milliards)`)},
	{"no elision", "fr", regexp.MustCompile(`(^| )([Dd]e|[Qq]ue|[Ll]e|[Jj]e|[Nn]e) [aeiouyéèêàâîôû]`)},
	{"a mark of punctuation without its blank", "fr", regexp.MustCompile(`[\pL\d][;?!](\s|$)|[^\x{202f}\x{a0} ][;?!](\s|$)|\pL [;:?!](\s|$)`)},
	{"a straight apostrophe", "en fr", regexp.MustCompile(`\pL'\pL`)},
	{"the accusative behind a preposition", "ar", regexp.MustCompile(`(^| )(بعد|على مدى|خلال|قبل|من|إلى|في) شهرًا واحدًا|(^| )[بل]شهرًا`)},
	{"a singular behind three to ten", "ar", regexp.MustCompile(`(^|[^\d.,])([3-9]|10) (شهر|شهرًا|مليار|مليون|ألف|أسبوع|موظف|موظفًا)( |[.،؛]|$)`)},
	{"a plural behind eleven or more", "ar", regexp.MustCompile(`(^|[^\d.,])([1-9]?1[1-9]|[2-9]\d) (أشهر|مليارات|ملايين|آلاف|أسابيع)( |[.،؛]|$)`)},
	{"a word stretched", "ar", regexp.MustCompile(`\p{Arabic}ـ\p{Arabic}`)},
	{"Latin punctuation", "ar", regexp.MustCompile(`\p{Arabic}[,;?](\s|$)`)},
}

// readable are links that bring all sentences and numbers of each plural class.
func readable() []string {
	var links []string
	for _, id := range calc.Presets() {
		links = append(links, "preset="+id, "preset="+id+"&changes=&cash=4M..6M", "preset="+id+"&changes=&cash=9.5B&horizon=12", "preset="+id+"&changes=&horizon=1&start=")
	}
	for _, n := range []string{"0", "0.02", "0.5", "1", "1.5", "2", "3", "10", "11", "12.5", "99", "100", "101", "103", "111"} {
		for _, start := range []string{"", "start=2026-01&"} {
			links = append(links, start+"cur=USD&cash="+n+"B&out.Staff=1B/mo&horizon=3",
				start+"cur=EUR&company=Example&cash="+n+"M.."+n+"1M&out.Staff=1M..1.1M/mo&in.Sales=20k/mo&grow.Sales=2%25..4%25/mo&claim.runway=.."+strings.TrimPrefix(n, "0.0")+"&claim.loss=10M/yr")
		}
	}
	return append(links, "cash=1M&out.Staff=100k/mo&hire.Staff=1/mo&units.Staff=3 people&in.Sales=10k/mo&from.Sales=2026-03&every.Sales=12&delay.Sales=2&start=2026-01&cur=SAR",
		"cash=10&floor=5&out.A=1", "cash=1M&in.Sales=10k..30k/mo&out.Staff=20k/mo", "cash=0..10&floor=6&out.A=1", "cash=0..1M&out.Staff=20k/mo", "cash=0&out.Staff=1M/mo&cur=EGP&start=2026-02",
		"start=2026-01&cur=USD&cash=5M&floor=1M&out.All=400k/mo&raise.Round=2M..3M@2026-05&once.Fine=-700k@2026-06&once.Grant=200k@2026-07&valuation=20M&interest=3%25")
}

// Whole pages read well: the same blemishes are looked for on pages of all cases, in each
// language, whatever their numbers.
func TestPagesReadWell(t *testing.T) {
	for _, language := range words.Languages {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			found := map[string]int{}
			for _, link := range readable() {
				for _, line := range strings.Split(show(language, link), "\n") {
					line = strings.NewReplacer("]  ", "] ", "] ", "]").Replace(line)
					if strings.Contains(line, "://") {
						continue
					}
					for _, b := range blemishes {
						if b.languages != "" && !strings.Contains(b.languages, language) || !b.pattern.MatchString(line) {
							continue
						}
						if found[b.what]++; found[b.what] <= 3 {
							t.Errorf("%s (%q) in %s: %s", b.what, b.pattern.FindString(line), link, line)
						}
					}
				}
			}
			for what, n := range found {
				t.Log(fmt.Sprint(n), what)
			}
		})
	}
}
