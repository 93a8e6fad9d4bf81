package view_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/view"
)

// deskOf returns the main element of the desk for a manuscript, in a language.
func deskOf(t *testing.T, language string, m calc.Manuscript) string {
	t.Helper()
	main := string(view.NewDesk(view.LanguageOf(language), m, nil, "").Main)
	assert.Empty(t, regexp.MustCompile(`>(desk|bank|form|figure|standing|help|keep|file|results?)\.[a-z.-]+<`).FindAllString(main, -1), "keys in place of their words")
	return main
}

// fieldAt returns the value in the field of a key, and whether there is one.
func fieldAt(main, key string) (value string, ok bool) {
	_, figure, ok := strings.Cut(main, `data-key="`+key+`"`)
	if !ok {
		return "", false
	}
	value = regexp.MustCompile(`(?:<input[^>]* value="([^"]*)"|<option value="(\w+)" selected>)`).FindString(figure)
	value = regexp.MustCompile(`value="([^"]*)"`).FindStringSubmatch(value)[1]
	return value, true
}

// written is a case with all that an author can write.
const written = "title=Example Air&company=Air&cur=EUR&start=2026-03&cash=40M&as.cash=assumed&note.cash=A+guess&in.Tickets=8M..10M/mo&grow.Tickets=1%25/mo&src.in.Tickets=https://example.org/t" +
	"&out.Aircraft=11M/mo&out.Catering=1M/mo&raise.Loan=5M@2026-06&claim.runway=..24&outlet=The+Daily&published=2026-03-02&article=https://example.org/a&levers=cash,in.Tickets" +
	"&mark.2026-05=A+strike&actual.2026-06=21M&if.No+catering=out.Catering%3D%26in.Tickets%3D9M/mo"

// Everything that a case holds has a field on the desk, with what stands behind it and its
// translations.
func TestDeskHasAllFields(t *testing.T) {
	m := calc.ReadManuscript(written)
	m, _, _ = m.Apply(calc.Edit{Act: calc.Set, Key: "title@fr", Text: "Air Exemple"}, nil)
	m, _, _ = m.Apply(calc.Edit{Act: calc.Set, Key: "name.Tickets@ar", Text: "تذاكر"}, nil)
	main := deskOf(t, "en", m)
	for key, want := range map[string]string{
		"title": "Example Air", "title@fr": "Air Exemple", "title@ar": "", "company": "Air", "outlet": "The Daily", "article": "https://example.org/a", "published": "2026-03-02", "by": "",
		"cash": "40M", "note.cash": "A guess", "src.cash": "", "as.cash": "assumed", "note.cash@fr": "", "src.in.Tickets": "https://example.org/t", "as.in.Tickets": "reported",
		"name.Tickets@ar": "تذاكر", "note.grow.Tickets": "", "claim.runway": "within 24", "src.claim.runway": "", "mark.2026-05": "A strike", "mark.2026-05@fr": "", "src.mark.2026-05": "",
		"actual.2026-06": "21M", "src.actual.2026-06": "", "note.if.No catering": "", "name.No catering@fr": "", "note.raise.Loan": "",
	} {
		value, ok := fieldAt(main, key)
		assert.True(t, ok, "%s has no field", key)
		assert.Equal(t, want, value, key)
	}
	for _, key := range []string{"title@en", "note.timing", "src.company", "note.cash@en", "note.in.Tickets@fr", "levers"} {
		assert.NotContains(t, main, `data-key="`+key+`"`)
	}
	assert.Contains(t, deskOf(t, "ar", m), `data-key="title@en"`)
	// A what-if says what it changes, in words, and the figures shown first are chosen by name.
	_, whatIf, _ := strings.Cut(main, `data-line="if.No catering"`)
	assert.Regexp(t, `Tickets: 9M a month.{1,3}without Catering`, regexp.MustCompile(`<[^>]*>`).ReplaceAllString(whatIf, ""))
	assert.Contains(t, main, `data-text="in.Tickets" aria-pressed="true">Cash at the start</button>`)
	assert.Contains(t, main, `data-text="cash,in.Tickets,out.Aircraft" aria-pressed="false">Aircraft</button>`)
}

// The desk says what a case still needs, and leads to each of it.
func TestDeskSaysWhatIsMissing(t *testing.T) {
	missing := func(m calc.Manuscript) string {
		_, list, _ := strings.Cut(deskOf(t, "en", m), `class="missing"`)
		list, _, _ = strings.Cut(list, `class="about`)
		list = regexp.MustCompile(`<button type="button" class="way" data-to="([^"]*)">[^<]*</button>`).ReplaceAllString(list, "[$1]")
		return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(strings.TrimPrefix(list, ">"), "")
	}
	m := calc.ReadManuscript(written)
	assert.Contains(t, missing(m), "7 figures without a source: [src.grow.Tickets][src.out.Aircraft][src.out.Catering][src.raise.Loan][src.claim.runway][src.mark.2026-05][src.actual.2026-06]Take the report")
	assert.NotContains(t, missing(m), "Still to fill in")
	assert.NotContains(t, missing(m), "note.cash", "which is explained")
	bare := calc.ReadManuscript("cash=1M&out.A=1k/mo&as.out.A=derived&actual.2026-01=5")
	assert.Contains(t, missing(bare), "Still to fill in: [title][company][cur][start][outlet][article][published]")
	assert.Contains(t, missing(bare), "1 assumed or derived figure without a note that explains it: [note.out.A]")
	assert.Contains(t, missing(bare), "1 entry that a case file cannot hold: [actual.2026-01]")
	assert.NotContains(t, missing(bare), "Take the report", "none is named")
	cited, _, _ := m.Apply(calc.Edit{Act: calc.Cite}, nil)
	assert.Contains(t, missing(cited), "Nothing is missing")
	assert.NotContains(t, deskOf(t, "en", calc.ReadManuscript("cash=0")), `class="missing"`)
}

// While a what-if is recorded the desk says what the changes do, and what can be made of them.
func TestDeskRecords(t *testing.T) {
	m := calc.ReadManuscript("cur=EUR&cash=1M&out.A=100k/mo")
	assert.Contains(t, deskOf(t, "en", m), `data-act="begin"`)
	m, _, _ = m.Apply(calc.Edit{Act: calc.Begin}, nil)
	main := deskOf(t, "en", m)
	assert.Contains(t, main, "Recording:")
	assert.NotContains(t, main, `data-act="begin"`)
	assert.NotContains(t, main, `data-act="record"`)
	m, _, _ = m.Apply(calc.Edit{Act: calc.Set, Key: "cash", Text: "2M"}, nil)
	main = deskOf(t, "en", m)
	assert.Contains(t, main, `data-act="record"`)
	assert.Contains(t, main, `data-act="settle"`)
	assert.Contains(t, main, `<bdi class="value">10 months</bdi> longer`)
	full := "cash=1M&out.A=1k/mo"
	for _, name := range strings.Split("abcdefghijkl", "") {
		full += "&if." + name + "=cash%3D5M"
	}
	m, _, _ = calc.ReadManuscript(full+"&changes=&cash=2M").Apply(calc.Edit{Act: calc.Begin}, nil)
	assert.Contains(t, deskOf(t, "en", m), "12 what-ifs at most")
	assert.NotContains(t, deskOf(t, "en", m), `data-act="record"`)
}

// What is refused of notes, sources and months stands where it was typed.
func TestDeskRefusals(t *testing.T) {
	m := calc.ReadManuscript(written)
	for _, e := range []calc.Edit{{Act: calc.Set, Key: "src.cash", Text: "nowhere"}, {Act: calc.Rename, Key: "mark.2026-05", Text: "soon"}} {
		m, _, _ = m.Apply(e, nil)
	}
	main := deskOf(t, "en", m)
	value, _ := fieldAt(main, "src.cash")
	assert.Equal(t, "nowhere", value)
	before, _, _ := strings.Cut(main, `data-key="src.cash"`)
	assert.True(t, strings.HasPrefix(before[strings.LastIndex(before, "<details"):], `<details class="behind" open>`), "it is not folded away")
	assert.Regexp(t, `data-rename="mark.2026-05" aria-describedby="\w+" value="soon" aria-invalid="true"`, main)
	assert.Contains(t, deskOf(t, "en", calc.ReadManuscript("v=7")), `class="notice"`, "a link that cannot be read at all")
}

// A case file that is opened shows what it holds, and what of it cannot be used.
func TestCaseTool(t *testing.T) {
	en := view.LanguageOf("en")
	show := func(text string) string {
		return string(view.Tool(en, calc.ReadManuscript("cash=1"), "case", text, ""))
	}
	assert.Empty(t, show("  \n"))
	assert.Contains(t, show("Dear reader"), "This is not a case file")
	text, _ := calc.ReadManuscript(written).CaseFile()
	good := show(text)
	assert.Contains(t, good, "Example Air")
	assert.NotContains(t, good, "left out")
	link := regexp.MustCompile(`data-link="([^"]*)"`).FindStringSubmatch(good)
	require.NotNil(t, link)
	again, _ := calc.ReadManuscript(strings.ReplaceAll(link[1], "&amp;", "&")).CaseFile()
	assert.Equal(t, text, again)
	faulty := show(text + "colour=red\n")
	assert.Contains(t, faulty, "left out")
	assert.NotContains(t, faulty, "<button type=\"button\" data-to=", "no field is there yet")
	assert.Empty(t, view.Tool(en, calc.ReadManuscript("cash=1"), "none", "x", ""))
}

// Words and files are there on the desk in every language, and on an empty one.
func TestDeskInEveryLanguage(t *testing.T) {
	for _, language := range []string{"en", "fr", "ar"} {
		for _, link := range []string{"cash=0", "cash=5&out.A=0", written, "preset=xai-2025"} {
			m := calc.ReadManuscript(link)
			main := deskOf(t, language, m)
			for _, file := range []string{"txt", "xlsx", "csv", "tsv"} {
				assert.Contains(t, main, `data-file="`+file+`"`)
			}
		}
		empty := view.EmptyDesk(view.LanguageOf(language))
		assert.Contains(t, string(empty.Main), empty.Title)
	}
	page := view.NewDesk(view.LanguageOf("en"), calc.ReadManuscript(written), nil, "")
	reader := view.New(view.LanguageOf("en"), calc.ReadManuscript(written).Scenario, nil, nil, "")
	assert.Equal(t, reader.Title, page.Title)
	assert.Equal(t, reader.Description, page.Description, "which the code of an embed takes")
	kept := view.Shelf{{Name: "A", Link: "cash=5&out.A=1\n\ntitle@fr=Un"}}
	assert.Contains(t, string(view.NewDesk(view.LanguageOf("en"), calc.ReadManuscript(written), kept, "").Main), "<a href=\"#cash=5&amp;out.A=1\" data-link=\"cash=5&amp;out.A=1\n\ntitle@fr=Un\">")
}
