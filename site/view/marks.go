package view

// A Mark is a name by which scripts and style know an element, or a state of the page: an
// attribute (data-key), an id (#pointer) or a class (.figure).
type Mark struct{ Name, Meaning string }

// The tables below list every mark of the page. Nothing reads them but a test, which fails
// if a mark in Go, HTML, CSS or JavaScript is missing here. In an id, N stands for a number
// that counts elements.
//
// morph.js also tells elements of a parent apart by the first word of their class, so that
// each keeps its element while its neighbours come and go. A class may be there for that
// alone.

// PublicMarks lists the marks that scripts of others may rely on. They do not change.
var PublicMarks = []Mark{
	{"data-result", "the name of the result that a row of the table of results holds"},
	{"data-value", "the result in the middle case: a number in JavaScript's syntax, an ISO date, true, false, or empty for none"},
	{"data-worst", "the result in the worst case"},
	{"data-best", "the result in the best case"},
	{"data-p5", "the result's 5th percentile, where the figures are uncertain"},
	{"data-p50", "its median; of default-alive the share of cases without a funding gap"},
	{"data-p95", "its 95th percentile"},
	{"data-key", "the key of the figure whose fields are inside, as in a link"},
	{"data-ready", "on the root: the calculator has answered"},
	{"data-error", "on the root: why figures cannot be changed (load, start or stopped)"},

	// Password managers read these.
	{"data-1p-ignore", "keeps 1Password out of a field"},
	{"data-bwignore", "keeps Bitwarden out of a field"},
	{"data-lpignore", "keeps LastPass out of a field"},
	{"data-form-type", "keeps Dashlane out of a field"},
}

// ScriptMarks lists the marks that the page's own scripts read or set.
var ScriptMarks = []Mark{
	// The page and what it loads, on the root.
	{"data-keys", "the pattern that tells figures of ours from what hosts put behind addresses"},
	{"data-language", "the language of the page's words, which translators leave alone as they do not lang"},
	{"data-query", "the link of the scenario that the page came with"},
	{"data-preset", "its preset; on a link, the preset that it leads to"},
	{"data-mark", "a hash of the main element's markup, by which morph.js knows that an answer changes nothing"},
	{"data-root", "the relative address of the site's root"},
	{"data-calculator", "the address of the calculator; absent where the page holds it"},
	{"data-words", "the address of the words of the page's language"},
	{"data-case", "the address of the case file of the page's preset"},
	{"data-qr", "the address of the script that draws QR codes"},
	{"data-dialog", "the address of the script of the dialog that writes an embed's code"},
	{"data-worker", "the address of the service worker; absent where there is none"},
	{"data-build", "the build that the page is of, which the service worker compares"},
	{"data-page", "on a list of cases: the address of a page with the calculator, for links with figures"},
	{"data-embed", "the page stands in an article"},
	{"#main", "the element that answers change"},
	{"#calculator", "the compiled calculator in a page that is a single file"},
	{"#words", "the words in such a page"},

	// States of the page, on the root.
	{".asked", "the title and sources of the link, while it waits or cannot be computed"},
	{"data-waiting", "what is shown is of another link until the calculator answers; in the QR dialog, the words while a code is drawn"},
	{"data-live", "the page's script runs"},
	{"data-busy", "an answer is being computed"},
	{"data-unanswered", "the last change has no answer: what is shown is older"},
	{"data-dragging", "a figure in the story is dragged"},
	{"data-can", "the ways of sharing that the browser has: copy, system, qr, embed"},
	{"data-done", "the way of sharing that has just worked; on a button, the words that say so"},
	{"data-unshared", "the way of sharing that the browser refused"},
	{"data-unkept", "the browser does not remember what the reader keeps"},
	{"data-parts", "the parts that an embed shows beside the answer, by the embedder's wish"},

	// Figures and lines.
	{".figure", "the fields of one figure"},
	{".inline", "of a figure inside a sentence, whose field can be dragged"},
	{"data-part", "what a field gives of its figure, text if absent: unit, month"},
	{"data-steps", "the figure can be stepped by keys"},
	{"data-required", "the figure stays when its field is emptied, which is refused"},
	{".line", "a line or payment with its figures"},
	{"data-line", "the key of the line or payment; morph.js keeps its element wherever it moves"},
	{"data-rename", "on the field of a name: the key of the line or payment that it names"},
	{"data-own", "the field is the reader's: answers leave what it holds"},
	{"data-spoken", "the part is read aloud by screen readers after a change"},

	// Buttons.
	{"data-act", "the edit that the button asks for, as in protocol.d.ts"},
	{"data-target", "the key that the edit is made to"},
	{"data-text", "the edit's text"},
	{"data-unit", "the edit's unit"},
	{"data-month", "the edit's month"},
	{".add", "adds a line or payment; focus goes there when one is removed"},
	{".this-month", "starts the scenario with the month that it is"},
	{"data-file", "downloads a file of this kind: csv, svg, png"},
	{"data-share", "shares the link in this way: copy, system, qr, embed"},
	{"data-keep", "changes the shelf: add, replace, compare, apart, remove, both, import"},
	{"data-go", "undoes the last change (back), or redoes it (forth)"},
	{"data-to", "leads to the field of the figure with this key, of which something was refused"},
	{"data-shelf", "on the root: why the shelf keeps nothing: taken, full, or empty"},
	{".story", "the scenario in sentences"},
	{".sliders", "the sliders of a figure"},
	{"data-name", "the name on the shelf that the change is of"},
	{"data-close", "closes the dialog it is in"},
	{"data-digits", "chooses digits: arab, latn"},
	{"data-theme", "chooses a theme: light, dark"},

	// What the page says.
	{"data-fault", "a notice for a fault: load, start, stopped, or full if the link would be too long"},
	{"data-follow", "a link that opens with the reader's figures"},
	{".address", "the page's address, in print"},
	{"#share-link", "the link to copy by hand, where the browser refuses to"},
	{"#keep-name", "the name to keep a scenario by"},
	{"#keep-links", "the kept scenarios as links, to copy out or paste in"},

	// The picture.
	{".picture", "the picture of cash over time"},
	{"#currencies", "the list of currencies, which the script fills"},
	{"#pointer", "the slider that points at a month"},
	{".readout", "the values of that month"},
	{".cursor", "the line at that month"},
	{".months", "the table month by month, from which the values are read"},

	// The dialogs.
	{"#embed", "the dialog that writes the code of an embed"},
	{"#embed-code", "the code"},
	{"#embed-copy", "the button that copies it"},
	{"#embed-status", "whether it was copied"},
	{"data-frame", "the attributes of the frame in the code"},
	{"data-title", "on a language: the title of a frame in it"},
	{"data-arab", "on a language: it has Arabic-Indic digits to choose"},
	{"#qr", "the dialog that shows a link as a QR code"},
	{"data-type", "on the dialog's form, the ending of the files with pictures"},
	{"data-size", "on it, the size of these pictures, as attributes"},
	{"data-picture", "on it, the words about the picture of figures that are only in a link"},
	{"data-whole", "on a language of embeds, the words of the link to the whole page"},
	{".credit", "who reported the figures and who calculated"},
	{"data-failed", "the words where no code could be drawn"},
	{"data-long", "the words where the link is too long for a code"},
}

// StyleMarks lists the marks that only style reads, and the ids that tie labels and messages
// to fields.
var StyleMarks = []Mark{
	// The head and foot of the page.
	{".brand", "the calculator's name"},
	{".choice", "buttons of which one holds"},
	{".notice", "what the reader has to know before the answer"},
	{".waiting", "of a notice: while what is shown is of another link"},
	{".unseen", "for screen readers only"},
	{".case", "a case in the list of cases"},

	// The answer.
	{"data-neutral", "the page holds no company: it is for links with figures of their own"},
	{".headline", "the answer, which stays in sight"},
	{".lead", "the answer in a sentence; in a file, its line"},
	{".assumed", "which figures of it nobody has reported"},
	{".delta", "what the reader's changes do together"},
	{".steps", "the ways back and forth over them"},
	{".in-hand", "of what was refused: it stands at the field in use, and here for print alone"},
	{".taken", "the question whether to replace what is kept under the name"},
	{".overfull", "the word that the shelf has no room"},
	{".columns", "answer and figures, side by side where there is room"},
	{".answer", "what is said of the answer, with the picture"},
	{".value", "a figure in a sentence or table"},
	{".long", "of a value that may break over lines"},
	{".none", "of a delta: nothing is changed"},
	{".likely", "the answer by likelihood; in the picture, the span of nine cases in ten"},
	{".context", "the note behind the scenario"},

	// The figures.
	{".figures", "the form"},
	{".intro", "what the form is for"},
	{".sum", "an amount with its currency"},
	{".standing", "that a figure is assumed, say"},
	{".problems", "what is wrong with figures of the story"},
	{".sources", "all notes and sources, in print"},
	{".fields", "figures in columns"},
	{".control", "a field with its unit, in a frame"},
	{".month", "of the field of a payment's month"},
	{".unit", "the only unit that a figure has"},
	{".name", "the name of a line or payment"},
	{".changed", "of a figure that differs from its preset"},
	{".when", "a line's own times, folded away"},
	{".spread", "makes a range of a value, or a value of a range"},
	{".problem", "what is wrong with a figure"},
	{".help", "what a figure or result means"},
	{".note", "the note and source behind a figure"},
	{".back", "goes back to the preset's figure, or to all of them"},
	{".remove", "removes a line or payment"},
	{".adders", "the buttons that add a line or payment"},
	{"#fN", "a field, for its label"},
	{"#fNp", "the problem that describes it"},
	{"#fNh", "the help that describes it"},
	{"#fNn", "the note that describes it"},
	{"#story-N", "the problem that describes a field of the story"},

	// The picture, on the page and in a file.
	{".chart", "the picture with its legend, description and buttons"},
	{".legend", "the names of the lines and spans"},
	{".pointer", "the slider that points at a month, with what it reads out"},
	{".grid", "a line across at a round amount"},
	{".zero", "the line across at nothing"},
	{".axis", "an amount or month beside its line"},
	{".tick", "a mark at a named month"},
	{".fan", "the span from the worst to the best case"},
	{".median", "the median of all cases"},
	{".kept", "the scenario that is compared"},
	{".cash", "the middle case"},
	{".floor", "the minimum cash"},
	{".raise", "the line at the month of a raise"},
	{".raise-label", "its word"},
	{".even", "the dot at break-even"},
	{".even-label", "its word"},
	{".out", "the dot where the money runs out"},
	{".out-label", "its word"},
	{"#chart-text", "the description of the picture"},
	{"#chart-title", "the title of the picture in a file"},
	{".paper", "the ground of a file"},
	{".title", "the title in a file"},
	{".key", "the legend in a file, each sample by the class of its line or span"},
	{".key-cash", "the sample of .cash"},
	{".key-median", "that of .median"},
	{".key-likely", "that of .likely"},
	{".key-fan", "that of .fan"},
	{".key-kept", "that of .kept"},
	{".key-floor", "that of .floor"},
	{".small", "the source and the link in a file"},

	// What else there is.
	{".files", "buttons that download or share"},
	{".share", "of those that share"},
	{".refused", "the link to copy by hand"},
	{".results", "the table of results"},
	{".scroll", "scrolls a wide table"},
	{".shelf", "what the reader keeps"},
	{".keeper", "the field and button to keep a scenario"},
	{".unkept", "of the problem that the browser does not remember it"},
	{".claims", "the article's statements, checked"},
	{".influences", "what matters most"},
	{".bar", "how far a figure moves a result"},
	{".thresholds", "the value of each figure with which the money just lasts"},
	{".remedies", "what it would take"},
	{".method", "how the answer is computed"},

	// The dialogs.
	{".parts", "the parts that an embed can show"},
	{".check", "a label around its checkbox"},
	{"#embed-heading", "the name of the embed dialog"},
	{"#embed-language", "the field of an embed's language, for its label, as those below"},
	{"#embed-theme", "its theme"},
	{"#embed-digits", "its digits"},
	{"#embed-accent", "its accent colour"},
	{"#embed-kind", "what the code holds"},
	{"#embed-version", "its version"},
	{"#embed-height", "its height"},
	{"#qr-heading", "the name of the QR dialog"},
}
