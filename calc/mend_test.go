package calc_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
)

// opened is the link that opening a text in a fresh page leads to.
func opened(text string) string {
	next, _, _ := calc.ReadDraft("preset=openai-2024").Apply(calc.Edit{Act: calc.Open, Text: text}, nil)
	return next.String()
}

const twentyMonths = "cash=1.2M&start=2026-01&in.Sales=20k/mo&out.Everything=80k/mo"

// foreign are fragments in which nothing is ours.
var foreign = []string{"amp=1", "?secret=XXXXXXXXXX", "xtor=RSS-1", "utm_source=feed&utm_medium=rss", "?utm_campaign=y", "?initialWidth=700&childId=x",
	"?initialWidth=700&childId=x&parentTitle=Cash%20burn&parentUrl=https%3A%2F%2Fexample.org%2F%3Fid%3D7", "fbclid=IwAR0", "googtrans(en|de)", "section-2", "/route/7", "!page",
	"?gclid=a&_ga=1.2&_gl=b", "mc_cid=1&mc_eid=2", "ref=home", "referrer=https%3A%2F%2Fwww.google.com&amp_tf=From%20%251%24s&ampshare=https%3A%2F%2Fexample.org", ":~:text=cash", "#", "?"}

// A fragment without a key of ours leaves a page's own case as it is, and says nothing. So
// does what stands before or behind our keys.
func TestForeignFragments(t *testing.T) {
	const own = "start=2026-01&cash=1.2M&in.Sales=20k/mo&out.Everything=80k/mo"
	for _, text := range append(slices.Clone(foreign), "", "cash", "cash%20=5", "colour=red&size=9", "in=5&out=3") {
		draft := calc.ReadDraft("preset=openai-2024&cash=3B")
		next, _, problem := draft.Apply(calc.Edit{Act: calc.Open, Text: text}, nil)
		assert.Equal(t, draft, next, text)
		assert.Empty(t, problem)
		assert.Equal(t, text, calc.Mend(text), "left alone")
	}
	for _, theirs := range foreign {
		theirs = strings.TrimLeft(theirs, "?#")
		for _, text := range []string{theirs + "#" + twentyMonths, theirs + "?" + twentyMonths, "?" + theirs + "#" + twentyMonths,
			twentyMonths + "#" + theirs, twentyMonths + "?" + theirs, twentyMonths + "#?" + theirs, twentyMonths + "?" + theirs + "#" + theirs,
			twentyMonths + "%23" + theirs, twentyMonths + "%3F" + theirs, twentyMonths + ":~:text=one,two&text=three"} {
			if strings.HasPrefix(theirs, ":~:") && !strings.HasPrefix(text, twentyMonths) {
				continue // ends an address
			}
			assert.Equal(t, own, opened(text), text)
		}
	}
	for text, want := range map[string]string{
		"amp=1&cash=5&out.A=1":                                 "cash=5&out.A=1/mo",
		"cash=5&utm_source=x&out.A=1":                          "cash=5&out.A=1/mo",
		"cash=5?utm_campaign=y&out.A=1":                        "cash=5&out.A=1/mo",
		"cash=5#xtor=RSS-1&out.A=1":                            "cash=5&out.A=1/mo",
		"cash=5&out.A=1&fbclid":                                "cash=5&out.A=1/mo",
		"preset=openai-2024#cash=6B":                           "preset=openai-2024&cash=6B",
		"preset=openai-2024?cash=6B":                           "preset=openai-2024&cash=6B",
		"preset=openai-2024#?secret=XXXXXXXXXX":                "preset=openai-2024",
		"cash=5&title=What now?":                               "title=What+now%3F&cash=5",
		"cash=5&title=Track #1":                                "title=Track+%231&cash=5",
		"cash=5&title=A?b=c":                                   "title=A%3Fb%3Dc&cash=5",
		"cash=5&title=A?utm_source=c":                          "title=A&cash=5",
		"cash=5&note.cash=As said#?secret=abc":                 "cash=5&note.cash=As+said",
		"cash=5&title=%3Futm_source%3Dc":                       "title=%3Futm_source%3Dc&cash=5", // is escaped, so it is the title
		"cash=5&src.cash=https://a.b/?id=7":                    "cash=5&src.cash=https://a.b/%3Fid%3D7",
		"cash=5&src.cash=https://a.b/?v=1%26v=abc":             "cash=5&src.cash=https://a.b/%3Fv%3D1%26v%3Dabc",
		"cash=5&src.cash=https://a.b/?id=7#part":               "cash=5&src.cash=https://a.b/%3Fid%3D7%23part",
		"cash=5&src.cash=https://a.b/?id=7#xtor=RSS-1":         "cash=5&src.cash=https://a.b/%3Fid%3D7",
		"cash=5&src.cash=https://a.b/?id=7&utm_source=x":       "cash=5&src.cash=https://a.b/%3Fid%3D7",
		"cash=5&out.C%23=1":                                    "cash=5&out.C%23=1/mo",
		"cash=5&out.What now?=1":                               "cash=5&out.What+now%3F=1/mo",
		"cash=5&out.C#=1#xtor=RSS-1":                           "cash=5&out.C%23=1/mo",
		"cash=5&out.A=1&units.A=6 people?utm_source=x":         "cash=5&out.A=1/mo&units.A=6+people",
		"cash=5&colour=red":                                    "cash=5&colour=red", // may be a key of a later version
		"cash=5&colour=red?utm_source=x":                       "cash=5&colour=red",
		"utm_source=x&cash=5&utm_medium=y&colour=red&fbclid=1": "cash=5&colour=red",
	} {
		assert.Equal(t, want, opened(text), text)
	}
	draft := calc.ReadDraft("cash=5&colour=red&utm_source=x&amp=1")
	assert.Equal(t, []calc.Error{{Key: "colour", Text: "red", Problem: calc.UnknownKey, Kept: true}}, draft.Errors)
}

// Each way in which programs change a link, and what it was.
var manglings = map[string]func(link string) string{
	"HTML":                   func(link string) string { return strings.ReplaceAll(link, "&", "&amp;") },
	"HTML, by its code":      func(link string) string { return strings.ReplaceAll(link, "&", "&#38;") },
	"HTML, in hex":           func(link string) string { return strings.ReplaceAll(link, "&", "&#x26;") },
	"WordPress":              func(link string) string { return strings.ReplaceAll(link, "&", "&#038;") },
	"HTML twice":             func(link string) string { return strings.ReplaceAll(link, "&", "&amp;amp;") },
	"WordPress and HTML":     func(link string) string { return strings.ReplaceAll(link, "&", "&amp;#038;") },
	"all escaped":            url.QueryEscape,
	"all escaped twice":      func(link string) string { return url.QueryEscape(url.QueryEscape(link)) },
	"all escaped, with tag":  func(link string) string { return url.QueryEscape(link) + "&utm_source=x" },
	"all escaped, with #":    func(link string) string { return url.QueryEscape(link) + "#xtor=RSS-1" },
	"& and = escaped":        func(link string) string { return strings.NewReplacer("&", "%26", "=", "%3D").Replace(link) },
	"= escaped":              func(link string) string { return strings.ReplaceAll(link, "=", "%3D") },
	"& escaped":              func(link string) string { return strings.ReplaceAll(link, "&", "%26") },
	"quoted-printable":       func(link string) string { return strings.ReplaceAll(link, "=", "=3D") },
	"quoted-printable lines": func(link string) string { return broken(strings.ReplaceAll(link, "=", "=3D"), "=\r\n") },
	"quoted-printable lines, as a browser has them": func(link string) string { return broken(strings.ReplaceAll(link, "=", "=3D"), "=") },
	"a second #":   func(link string) string { return "#" + link },
	"an escaped #": func(link string) string { return "%23" + link },
}

// broken is a text with a soft break after every 30 bytes, but not inside an escape.
func broken(text, soft string) string {
	var b strings.Builder
	for len(text) > 30 {
		n := 30
		for strings.ContainsAny(text[n-3:n], "=%") {
			n--
		}
		b.WriteString(text[:n] + soft)
		text = text[n:]
	}
	return b.String() + text
}

// endings are what texts leave behind a link, as it was written and as browsers hand it over.
var endings = []string{".", ",", ";", ":", "!", "?", "'", "\"", ">", ")", "]", "}", "*", "**", "_", "~~", "`", "|", ").", "\">", "*)", "\\",
	"»", "”", "’", "،", "؛", "؟", "。", "）", "］", "」", "、", "—", ")»", ".”", "!”)", " ", "\n",
	"\u200b", "\u00ad", "\ufeff", "\u200e", "\u200f", "\u2069", "\u202c", "\u00a0", "\u3000", "\u2060", ".\u200b”", "&quot;", "&quot;&gt;", "&#8221;", "&amp;", "&).", "%20", "%0A"}

// escapedByBrowsers is a text as location.hash has it.
func escapedByBrowsers(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>`", c) >= 0 {
			b.WriteString("%" + strings.ToUpper(string("0123456789abcdef"[c>>4])+string("0123456789abcdef"[c&15])))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Whatever programs do to a link, and whatever stands around it, it opens the same scenario.
func TestLinksOnTheWay(t *testing.T) {
	links := []string{twentyMonths, everything, "preset=openai-2024&title=A+%D8%A7&in.A=20k/mo&grow.A=8%25/mo&cash=3B..5B",
		"title=3D+printing&cash=5", "in.A%26B%3DC%25=1/mo&cash=1", "cash=5&src.cash=https://a.example/b_%28c%29", "preset=after-a-raise&out.Team=&cash=1M"}
	for _, link := range links {
		s, _ := calc.Parse(link)
		require.NotNil(t, s)
		want := s.String()
		for _, text := range []string{link, want} {
			for name, mangled := range manglings {
				if (name[0] == '&' || name[0] == '=') && (strings.Contains(link, "%26") || strings.Contains(link, "=3D")) {
					continue // says something else
				}
				assert.Equal(t, want, opened(mangled(text)), name)
				if !strings.HasPrefix(name, "quoted-printable lines") {
					assert.Equal(t, want, opened(mangled(mangled(text))), "%s, twice", name)
				}
			}
		}
		for _, ending := range endings {
			assert.Equal(t, want, opened(link+ending), "%q", ending)
			assert.Equal(t, want, opened(link+escapedByBrowsers(ending)), "%q escaped", ending)
			assert.Equal(t, want, opened(strings.ReplaceAll(link, "&", "&#038;")+escapedByBrowsers(ending)), "%q, mangled", ending)
			assert.Equal(t, want, opened(link+escapedByBrowsers(ending)+"?utm_source=x"), "%q before a tag", ending)
		}
		for _, theirs := range foreign {
			if theirs = strings.TrimLeft(theirs, "#?"); strings.Contains(theirs, "=") || !strings.Contains(link, "src.") { // or it is a source's own
				assert.Equal(t, want, opened(link+"#"+theirs), theirs)
			}
		}
	}
}

// What a text truly ends with stays, also as browsers hand it over.
func TestTextsEndAsTheyLike(t *testing.T) {
	for _, end := range []string{"?", "!", ".", "...", "…", "*", "_", "»", "\"", "’", "؟", ")", "]", "。", "~", ";)"} {
		for _, key := range []string{"title=", "note.cash=", "out.A=5&units.A=6 "} {
			if strings.HasPrefix(key, "out.") && strings.Contains("…_’؟", end) {
				continue // signs that are read as others beside a number
			}
			for _, text := range []string{"Now" + end, escapedByBrowsers("Now" + end), url.QueryEscape("Now" + end)} {
				s, _ := calc.Parse(calc.Mend("cash=5&" + key + text))
				found := s.Title + s.Notes["cash"].Text
				if len(s.Lines) > 0 {
					found += s.Lines[0].Unit
				}
				assert.Equal(t, "Now"+end, found, key+text)
			}
		}
	}
	s, problems := calc.Parse(calc.Mend("cash=5&title=Now%E2%81%A9"))
	assert.Equal(t, "Now", s.Title, "no title can end with this, so it was added")
	assert.Empty(t, problems)
}

// A text that was shortened with dots says so: the figure before them is a part of one.
func TestACutText(t *testing.T) {
	for link, want := range map[string]string{"cash=5&out.A=1...": "out.A", "cash=5&out.A=1…": "out.A", "cash=5&out.A=1%E2%80%A6": "out.A", "cash=5&out.A=...": "out.A",
		"cash=5&out.A...": "out.A...", "cash=5&out.A=1...”": "out.A", "cash=5&out.A=1....": "out.A", "cash=5&preset=openai-20...": "preset", "cash=5&src.cash=https://a.exam...": "src.cash",
		"cash=5&out.A=1...?utm_source=x": "out.A", "cash=5&out.A=1%E2%80%A6%29": "", "cash=5&...": "...", "cash=5&out.Tra?utm_source=x": "out.Tra"} {
		s, problems := calc.Parse(calc.Mend(link))
		require.NotNil(t, s)
		assert.InDelta(t, 5, s.Cash.Low, 0, link)
		assert.Empty(t, s.Lines, link)
		if want != "" {
			assert.Equal(t, []calc.Error{{Text: want, Problem: calc.CutOff}}, problems, link)
		}
	}
	_, problems := calc.Parse(calc.Mend("cash=5&title=And so on..."))
	assert.Empty(t, problems)
	_, problems = calc.Parse("cash=5&title=And so on…")
	assert.Empty(t, problems)
	assert.Equal(t, "claim.runway=18..", calc.Mend("claim.runway=18.."), "an open range")
	assert.Equal(t, "cash=5", calc.Mend("cash=5."))
}

// The keys of the format are those that make a link ours.
func TestKeys(t *testing.T) {
	keys := calc.Keys()
	for _, key := range keys {
		name := key
		if strings.HasSuffix(key, ".") {
			assert.False(t, calc.IsOurs(strings.TrimSuffix(key, ".")+"=5"), key)
			name += "x"
		}
		assert.True(t, calc.IsOurs(name+"=5"), key)
	}
	s, _ := calc.Parse(everything)
	for _, p := range s.Pairs() {
		start, _, _ := strings.Cut(p.Key, ".")
		assert.True(t, slices.Contains(keys, p.Key) || slices.Contains(keys, start+"."), p.Key)
	}
	compact := slices.Clone(keys)
	slices.Sort(compact)
	assert.Len(t, slices.Compact(compact), len(keys))
}

// A page without a figure has a link that opens itself, and not another page's case.
func TestAnEmptyCompanyWithUnknownKeys(t *testing.T) {
	link := calc.ReadDraft("colour=red").Link()
	assert.Equal(t, "cash=0&colour=red", link)
	assert.Equal(t, "colour=red", opened(link))
}

// A hostile text takes no longer than it is read.
func TestHostileTextsAreMended(t *testing.T) {
	for _, part := range []string{"?", "#", "a?", "title=?", "?a=b", "cash=1%26", "%26", "&amp;", "%25", "=3D", ")", "%E2%80%A6", "&;", "title=a?b", "src.a=%3F", "=", "&"} {
		text := "cash=5&" + strings.Repeat(part, 8*calc.MaxLink/len(part))
		text = text[:8*calc.MaxLink]
		mended := calc.Mend(text)
		assert.Equal(t, mended, calc.Mend(mended), part)
	}
}

// FuzzMend checks that any text is mended without a panic, once and for all, and into
// nothing much longer.
func FuzzMend(f *testing.F) {
	for _, mangled := range manglings {
		f.Add(mangled(everything))
	}
	for _, ending := range endings {
		f.Add(twentyMonths + ending)
		f.Add(twentyMonths + escapedByBrowsers(ending))
	}
	for _, theirs := range foreign {
		f.Add(theirs)
		f.Add(twentyMonths + "#" + theirs)
	}
	f.Fuzz(func(t *testing.T, text string) {
		mended := calc.Mend(text)
		require.Equal(t, mended, calc.Mend(mended))
		require.LessOrEqual(t, len(mended), len(text))
		if s, _ := calc.Parse(text); s != nil {
			require.Equal(t, s.String(), calc.Mend(s.String()), "a link of ours needs no mending")
			again, _ := calc.Parse(s.String())
			require.Equal(t, s, again)
		}
	})
}
