package main

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"runway/calc"
	"runway/site/cases"
	"runway/site/view"
)

// A readme is one of the files that tell people what there is: its blocks of code by language, and
// the rest of it.
type readme struct {
	path   string
	blocks map[string][]string
	prose  string
}

// readReadmes reads all of them. Code that the tests below would overlook fails the test: each
// block stands between fences and names a language.
func readReadmes(t *testing.T) (root string, all []readme) {
	t.Helper()
	root, err := moduleRoot()
	require.NoError(t, err)
	fenced := regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")
	for _, path := range []string{"README.md", "calc/README.md", "site/README.md"} {
		text := contentOf(t, filepath.Join(root, path))
		r := readme{path: path, blocks: map[string][]string{}, prose: fenced.ReplaceAllString(text, "")}
		for _, block := range fenced.FindAllStringSubmatch(text, -1) {
			require.Contains(t, []string{"sh", "yaml", "properties", "text", "html", "js", "go"}, block[1], "the language of a block in %s:\n%s", path, block[2])
			r.blocks[block[1]] = append(r.blocks[block[1]], block[2])
		}
		require.NotRegexp(t, "```|(?m)^( {4}|\t)", r.prose, path)
		all = append(all, r)
	}
	return root, all
}

func contentOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(text)
}

// found returns what the group of a pattern matches in a text, each time.
func found(pattern, text string) (all []string) {
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		all = append(all, match[1])
	}
	return all
}

// codeIn returns what stands as code in prose.
func codeIn(prose string) []string { return found("`([^`\n]+)`", prose) }

// rows returns the cells of the tables whose first column has a heading.
func (r *readme) rows(heading string) (rows [][]string) {
	first := ""
	for line := range strings.Lines(r.prose) {
		cells := strings.Split(strings.Trim(line, "| \n"), " | ")
		switch {
		case line[0] != '|':
			first = ""
		case first == "":
			first = cells[0]
		case first == heading && !strings.HasPrefix(line, "|--"):
			rows = append(rows, cells)
		}
	}
	return rows
}

// commands returns all command lines, of blocks and of prose.
func (r *readme) commands() (all []string) {
	for _, line := range strings.Split(strings.Join(r.blocks["sh"], ""), "\n") {
		if command, _, _ := strings.Cut(line, " # "); command != "" {
			all = append(all, strings.TrimSpace(command))
		}
	}
	for _, code := range codeIn(r.prose) {
		if regexp.MustCompile(`^(\./build\.sh( |$)|(go \w+|npm|node|git|cd|curl) )`).MatchString(code) {
			all = append(all, code)
		}
	}
	return all
}

// proofs says of each command of the READMEs how it is known to work: by a test that runs it in a
// copy of the project, in this order; or why none does. Then what it names is looked up.
var proofs = []struct {
	command string
	by      func(t *testing.T, folder, command string)
	because string
}{
	{"./build.sh help", printing("./build.sh bench"), ""},
	{"./build.sh serve", serving("en/openai-2024.html"), ""},
	{"./build.sh serve -cases mycases", serving("Example Air, spring 2026"), ""},
	{"./build.sh build -cases mycases -address https://example.org/runway/", printing("The site is in dist"), ""},
	{"./build.sh build -address https://example.org/runway/", nil, "the one before is the same, and more"},
	{"./build.sh", nil, "it is ./build.sh build"},
	{"./build.sh serve -plain", nil, "TestPlainBuild builds so"},
	{"./build.sh test", nil, "it runs this test"},
	{"./build.sh test -run TestInline", nil, "it takes minutes"},
	{"./build.sh pictures", nil, "it takes minutes"},
	{"./build.sh bench", nil, "it takes long"},
	{"./build.sh bench HEAD~1", nil, "it takes longer"},
	{"go doc -all ./calc", printing("func Parse(query string)"), ""},
	{"go test ./calc -run '^Example' -v", printing("--- PASS: ExampleScenario_Remedies"), ""},
	{"go test ./calc", nil, "./build.sh test runs it"},
	{"go test ./site/view", nil, "./build.sh test runs it"},
	{"go test ./wasm", nil, "./build.sh test runs it"},
	{"go test ./site/slim", nil, "./build.sh test runs it"},
	{"go test ./site -run '^TestInline$'", nil, "it needs browsers"},
	{"go test ./site -run '^TestInline$/^Chromium$'", nil, "it needs a browser"},
	{"go test ./site -run Readme", nil, "it runs this test"},
	{"go test ./site/view -update", nil, "it changes what tests compare with"},
	{"npm ci", nil, "it needs a network"},
}

// The commands of the READMEs work. What the last build has written is what the READMEs say, and
// their workflow publishes it.
func TestReadmeCommands(t *testing.T) {
	root, all := readReadmes(t)
	folder := copyProject(t, root)
	var commands, files, modules []string
	for _, r := range all {
		commands = append(commands, r.commands()...)
		for _, row := range r.rows("file") {
			files = append(files, codeIn(row[0])...)
		}
		files = append(files, found(`https://example\.org/runway/([^"#?]+)`, strings.Join(r.blocks["html"], ""))...)
		modules = append(modules, r.blocks["js"]...)
		if r.path == "site/README.md" {
			require.NoError(t, writeFile(filepath.Join(folder, "mycases", "example-air.txt"), []byte(strings.Join(r.blocks["properties"], ""))))
		}
	}
	for _, p := range proofs {
		t.Run(p.command, func(t *testing.T) {
			assert.Contains(t, commands, p.command, "no README has it any more")
			switch {
			case p.because != "":
				lookUp(t, root, p.command)
			case strings.HasPrefix(p.command, "go "): // which writes nothing, and has compiled the project
				p.by(t, root, p.command)
			default:
				p.by(t, folder, p.command)
			}
		})
		commands = slices.DeleteFunc(commands, func(command string) bool { return command == p.command })
	}
	assert.Empty(t, commands, "nothing proves them")

	t.Run("files", func(t *testing.T) {
		require.NotEmpty(t, files)
		for _, file := range files {
			assert.FileExists(t, filepath.Join(folder, "dist", strings.Replace(file, ".png", ".svg", 1)), "PNGs are there where Chromium is")
		}
	})
	t.Run("module", func(t *testing.T) {
		if _, err := exec.LookPath("node"); err != nil && os.Getenv("CI") != "true" {
			t.Skip(err)
		}
		require.Len(t, modules, 1)
		require.NoError(t, os.WriteFile(filepath.Join(folder, "example.mjs"), []byte(modules[0]), 0o600))
		months, err := strconv.ParseFloat(strings.TrimSpace(shell(t, folder, "node example.mjs")), 64)
		require.NoError(t, err)
		assert.Contains(t, modules[0], " // "+strconv.FormatFloat(months, 'f', 2, 64)+" months\n")
	})
	t.Run("workflow", func(t *testing.T) { publish(t, root, folder, all[2].blocks["yaml"]) })
}

// copyProject copies the project, without what builds and npm add to it, because its commands write
// into its folder.
func copyProject(t *testing.T, root string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == root {
			return err
		}
		to := folder + strings.TrimPrefix(path, root)
		switch {
		case entry.IsDir() && slices.Contains([]string{".git", "dist", "pictures", "node_modules", "mycases"}, entry.Name()):
			return fs.SkipDir
		case entry.IsDir():
			return os.Mkdir(to, 0o755)
		case !entry.Type().IsRegular():
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, content, info.Mode())
	}))
	return folder
}

// inShell prepares a command line in a folder: in a process group of its own, on a port that is
// free, and with no browser that draws pictures.
func inShell(t *testing.T, folder, command string, settings ...string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), "sh", "-ec", command)
	cmd.Dir = folder
	cmd.Env = append(append(os.Environ(), "PORT=0", "CHROMIUM=false"), settings...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Minute
	return cmd
}

// shell runs a command line and returns what it prints.
func shell(t *testing.T, folder, command string, settings ...string) string {
	t.Helper()
	out, err := inShell(t, folder, command, settings...).CombinedOutput()
	require.NoError(t, err, "%s\n%s", command, out)
	return string(out)
}

// printing proves a command by what it prints.
func printing(want string) func(t *testing.T, folder, command string) {
	return func(t *testing.T, folder, command string) { assert.Contains(t, shell(t, folder, command), want) }
}

// serving proves a command by what stands on the first page that it serves, and by its end when
// Ctrl-C is pressed.
func serving(want string) func(t *testing.T, folder, command string) {
	return func(t *testing.T, folder, command string) {
		cmd := inShell(t, folder, command)
		output, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		var address []string
		for lines := bufio.NewScanner(output); address == nil && lines.Scan(); {
			address = found(`(http://\S+)`, lines.Text())
		}
		require.Len(t, address, 1)
		response, err := http.Get(address[0])
		require.NoError(t, err)
		defer response.Body.Close()
		page, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		assert.Contains(t, string(page), want)
		require.NoError(t, syscall.Kill(-cmd.Process.Pid, syscall.SIGINT))
		assert.Error(t, cmd.Wait(), "it was interrupted")
		assert.Eventually(t, func() bool {
			_, err := net.Dial("tcp", strings.Trim(address[0], "htp:/"))
			return errors.Is(err, syscall.ECONNREFUSED)
		}, time.Minute, 10*time.Millisecond)
	}
}

// lookUp finds what a command names: a command of build.sh, flags, packages, a test.
func lookUp(t *testing.T, root, command string) {
	words := strings.Fields(strings.ReplaceAll(command, "'", ""))
	tests, flags := "", flagsOfGoTest(t)
	testsIn := func(folder string) {
		files, err := filepath.Glob(filepath.Join(root, folder, "*_test.go"))
		require.NoError(t, err)
		require.NotEmpty(t, files, folder)
		for _, file := range files {
			tests += contentOf(t, file)
		}
		flags = append(flags, found(`flag\.\w+\("(\w+)"`, tests)...)
	}
	for i, word := range words[1:] {
		switch {
		case words[0] == "npm":
			assert.FileExists(t, filepath.Join(root, "site", "testdata", "npm", "package-lock.json"))
		case i == 0 && words[0] == "./build.sh":
			assert.Regexp(t, `(?m)^([a-z]+ \| )*`+word+`( \| [a-z]+)*\)$`, contentOf(t, filepath.Join(root, words[0])))
			if word == "test" {
				testsIn("site")
			} else {
				flags = flagsOfBuild(t, root)
			}
		case strings.HasPrefix(word, "./"):
			testsIn(word)
		case word[0] == '-':
			assert.Contains(t, flags, word[1:])
		case words[i] == "-run":
			name := found(`^\^?(\w+)`, word)
			require.Len(t, name, 1)
			assert.True(t, regexp.MustCompile(`func (Test\w*)?`+name[0]).MatchString(tests), word)
		}
	}
}

func flagsOfBuild(t *testing.T, root string) []string {
	return found(`flags\.\w+\((?:&\w+, )?"(\w+)"`, contentOf(t, filepath.Join(root, "site", "main.go")))
}

func flagsOfGoTest(t *testing.T) []string {
	return found(`(?m)^\t-(\w+)`, shell(t, ".", "go help testflag"))
}

// publish runs the steps of the workflow around its build, which is that of a command before: first
// where nothing is published yet and then again. What an earlier build has published for embeds that
// are frozen stays.
func publish(t *testing.T, root, folder string, workflows []string) {
	if _, err := exec.LookPath("git"); err != nil && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	require.Len(t, workflows, 1)
	var steps []string
	for _, step := range found(`(?m)^      - run: ((?:\|\n(?: {10}.*\n)+)|.*)`, workflows[0]) {
		steps = append(steps, strings.NewReplacer("|\n", "", "${{ github.token }}", "TOKEN", "${{ github.repository }}", "OWNER/REPOSITORY").Replace(step))
	}
	require.Len(t, steps, 3, "what comes before, the build, and what comes after it")
	host := t.TempDir()
	step := func(command string) string {
		t.Helper()
		return shell(t, folder, command, "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_COUNT=1",
			"GIT_CONFIG_KEY_0=url."+host+".insteadOf", "GIT_CONFIG_VALUE_0=https://x-access-token:TOKEN@github.com/OWNER/REPOSITORY")
	}
	step("git init -q --bare " + host + "; git init -q; git remote add origin " + host + "; mv dist built")
	step(steps[0])
	lookUp(t, root, steps[1])
	step("cp -R built/. dist")
	step(steps[2])
	ofHost := "git --git-dir " + host
	assert.Contains(t, step(ofHost+" show gh-pages:index.html"), "Example Air, spring 2026")
	assert.Contains(t, step(ofHost+" ls-tree --name-only gh-pages"), ".nojekyll")

	step("rm -r dist; git worktree prune")
	step(steps[0])
	step(steps[2])
	assert.Equal(t, "1\n", step(ofHost+" rev-list --count gh-pages"), "nothing has changed")
	step("rm -r dist/en; touch dist/new")
	step(steps[2])
	assert.Equal(t, "2\n", step(ofHost+" rev-list --count gh-pages"))
	assert.Equal(t, step("cd built; ls -d versions/*"), step(ofHost+" ls-tree --name-only gh-pages versions/"))
}

// Flags and paths that the READMEs name are there, and links lead to a file and a heading.
func TestReadmeLinks(t *testing.T) {
	root, all := readReadmes(t)
	flags := append(flagsOfBuild(t, root), flagsOfGoTest(t)...)
	headings := map[string][]string{}
	for _, r := range all {
		for _, heading := range found(`(?m)^#+ (.*)$`, r.prose) {
			id := strings.ReplaceAll(strings.ToLower(regexp.MustCompile(`[^\pL\pN\- ]`).ReplaceAllString(heading, "")), " ", "-")
			require.NotContains(t, headings[r.path], id, r.path)
			headings[r.path] = append(headings[r.path], id)
		}
	}
	for _, r := range all {
		for _, target := range found(`\]\(([^)]*)\)`, r.prose) {
			if strings.HasPrefix(target, "https://") {
				continue
			}
			name, id, hasID := strings.Cut(target, "#")
			file := filepath.Join(filepath.Dir(r.path), name)
			if name == "" {
				file = r.path
			}
			assert.True(t, exists(filepath.Join(root, file)), "%s in %s", target, r.path)
			if hasID {
				assert.Contains(t, headings[file], id, "%s in %s", target, r.path)
			}
		}
		for _, code := range codeIn(r.prose) {
			for _, flag := range found(`^-([a-z]+)(?: [A-Z]+)?$`, code) {
				assert.Contains(t, flags, flag, r.path)
			}
		}
		for _, path := range found(`(?m)(?:^|`+"`"+`)((?:calc|site|wasm)/[\w./-]*)`, r.prose+strings.Join(r.blocks["text"], "")) {
			assert.True(t, exists(filepath.Join(root, path)), "%s in %s", path, r.path)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Scenarios that the READMEs write as links are read without a complaint. The examples of keys do
// something, and all keys have one.
func TestReadmeScenarios(t *testing.T) {
	const company = "start=2024-07&cash=5M&in.Sales=1M&out.Team=2M&units.Team=5 people"
	_, all := readReadmes(t)
	read := func(path, example string) *calc.Scenario {
		t.Helper()
		s, problems := calc.Parse(company + "&" + strings.TrimPrefix(example, "#"))
		assert.Empty(t, problems, "%s in %s", example, path)
		return s
	}
	plain := read("", "").String()
	var keys []string
	for _, r := range all {
		for _, row := range r.rows("key") {
			for _, key := range codeIn(row[0]) {
				keys = append(keys, regexp.MustCompile(`[A-Z]+$`).ReplaceAllString(key, ""))
			}
			examples := codeIn(row[2])
			require.NotEmpty(t, examples, row[0])
			for _, example := range examples {
				assert.NotEqual(t, example != "v=1", read(r.path, example).String() == plain, example) // 1 is the default
			}
		}
		examples := found(`(?m)^(#\S.*)$`, strings.Join(r.blocks["text"], ""))
		for _, code := range append(codeIn(r.prose), found(`evaluate\('(.*?)'\)`, strings.Join(r.blocks["js"], ""))...) {
			key, _, isPair := strings.Cut(strings.TrimPrefix(code, "#"), "=")
			if isPair && slices.ContainsFunc(calc.Keys(), func(k string) bool { return k == key || strings.HasSuffix(k, ".") && strings.HasPrefix(key, k) }) {
				examples = append(examples, code)
			}
		}
		for _, example := range examples {
			read(r.path, strings.Replace(example, "preset=example-air", "preset=openai-2024", 1)) // which is not there
		}
	}
	assert.ElementsMatch(t, calc.Keys(), keys)
}

// The cases that the READMEs have a newcomer write are good ones, and what is said of a slip is said.
// The examples of embeds say what follows from one, in the page's words, and no name of a result or
// header is missing.
func TestReadmeCases(t *testing.T) {
	_, all := readReadmes(t)
	brief, r := strings.Join(all[0].blocks["properties"], ""), all[2]
	_, problems := calc.ReadPreset("example-air", brief)
	assert.Empty(t, problems)
	file := strings.Join(r.blocks["properties"], "")
	p, problems := calc.ReadPreset("example-air", file)
	assert.Empty(t, problems)
	name, _ := p.Text("name.Tickets", "fr")
	assert.Equal(t, "Billets", name)

	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "example-air.txt"), []byte(strings.Replace(file, "cash=40M", "cash=lots", 1)), 0o600))
	_, err := cases.Read(folder)
	slip := found(`(?m)^mycases(/example-air.txt:.*) …$`, strings.Join(r.blocks["text"], ""))
	require.Len(t, slip, 1)
	assert.ErrorContains(t, err, folder+slip[0])

	en := view.LanguageOf("en")
	inline := view.NewInline(en, p.Scenario(), nil)
	said := []string{frame, ` title="` + en.Word("page.untitled") + `" `, ` title="` + view.New(en, p.Scenario(), nil, nil, "").Title + `">`,
		"<p>" + inline.Values["answer"] + "</p>", ">" + en.Word("page.whole") + "</a>", "*" + en.Word("embed.button") + "*",
		`<runway-input key="cash">` + inline.Inputs["cash"].Text + "</runway-input>"}
	for _, key := range []string{"runway", "cash-out"} {
		said = append(said, `<runway-value key="`+key+`">`+inline.Values[key]+"</runway-value>")
	}
	for _, result := range view.Results(calc.Result{}, nil) {
		said = append(said, "`"+result.Name+"`")
	}
	for _, header := range headers("") {
		said = append(said, "`"+header.Name)
	}
	text := strings.ReplaceAll(strings.Join(r.blocks["html"], ""), "\n  ", " ") + r.prose
	for _, part := range said {
		assert.True(t, strings.Contains(text, part), "%s says: %s", r.path, part)
	}
}

// The example of the library is one that Go runs.
func TestReadmeExample(t *testing.T) {
	root, all := readReadmes(t)
	examples := contentOf(t, filepath.Join(root, "calc", "example_test.go"))
	for _, r := range all {
		for _, block := range r.blocks["go"] {
			assert.Contains(t, examples, "\n\t"+strings.ReplaceAll(strings.TrimSpace(block), "\n", "\n\t")+"\n}\n", r.path)
		}
	}
}
