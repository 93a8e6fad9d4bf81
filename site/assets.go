package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"runway/calc"
	"runway/site/cases"
	"runway/site/slim"
	"runway/site/view"
	"runway/site/view/words"
)

// writeHashed writes a file below assets/ whose name holds a hash of its content, so that
// browsers may keep it for ever. It returns the file's path below the site's folder.
func (s *site) writeHashed(name, suffix string, content []byte) (path string, err error) {
	sum := sha256.Sum256(content)
	path = "assets/" + name + "-" + hex.EncodeToString(sum[:6]) + suffix
	return path, writeFile(filepath.Join(s.folder, path), content)
}

// writeCalculators compiles the calculator, and that of the desk, in which readers have no part.
func (s *site) writeCalculators() (err error) {
	desk := make(chan error)
	go func() {
		var err error
		s.DeskCalculator, err = s.writeCalculator("desk-calculator", "desk")
		desk <- err
	}()
	s.Calculator, err = s.writeCalculator("calculator", "")
	return errors.Join(err, <-desk)
}

// writeCalculator compiles a calculator with a build tag and writes it packed, because not every
// host compresses what it sends. It returns its path.
func (s *site) writeCalculator(name, tag string) (path string, err error) {
	program, err := slim.Build(s.root, "./wasm", tag, s.parts)
	if err != nil {
		return "", err
	}
	packed, err := slim.Pack(program)
	if err != nil {
		return "", err
	}
	return s.writeHashed(name, ".bin", packed)
}

// wasmExec returns the script that runs Go's programs in a browser. It comes with the Go
// that compiles the calculator.
func wasmExec() (file string, err error) {
	root, err := goEnv("GOROOT")
	return filepath.Join(root, "lib", "wasm", "wasm_exec.js"), err
}

// bundle bundles and minifies a script or style of site/page. The constants are JavaScript
// expressions that replace names in it.
func (s *site) bundle(file string, format api.Format, constants map[string]string) ([]byte, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join(s.root, "site", "page", file)},
		Bundle:            true,
		Format:            format,
		Define:            constants,
		Target:            api.ES2022,
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		Plugins: []api.Plugin{{Name: "wasm_exec", Setup: func(b api.PluginBuild) {
			b.OnResolve(api.OnResolveOptions{Filter: `^wasm_exec\.js$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
				file, err := wasmExec()
				return api.OnResolveResult{Path: file}, err
			})
		}}, {Name: "chart.css", Setup: func(b api.PluginBuild) {
			b.OnResolve(api.OnResolveOptions{Filter: `^chart\.css$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Path: "chart.css", Namespace: "view"}, nil
			})
			b.OnLoad(api.OnLoadOptions{Filter: `.`, Namespace: "view"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
				style := view.ChartStyle
				return api.OnLoadResult{Contents: &style, Loader: api.LoaderCSS}, nil
			})
		}}},
	})
	if len(result.Errors) > 0 {
		messages := api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage})
		return nil, errors.New(strings.Join(messages, ""))
	}
	return result.OutputFiles[0].Contents, nil
}

// writeScripts writes the scripts, style and icon of pages, and host.js, which other sites
// load and whose address therefore never changes.
func (s *site) writeScripts() error {
	worker, err := s.bundle("calculator-worker.js", api.FormatIIFE, nil)
	if err != nil {
		return err
	}
	workerText, err := json.Marshal(string(worker))
	if err != nil {
		return err
	}
	constants := map[string]string{"CALCULATOR_WORKER": string(workerText), "IS_MODULE": "false", "IS_DESK": "false", "IS_EMBED": "false", "IN_ONE_FILE": "true"}
	if s.wholeScript, err = s.bundle("page.js", api.FormatESModule, constants); err != nil {
		return err
	}
	if s.Worker, err = s.writeHashed("worker", ".js", []byte(string(worker)+workerEnd)); err != nil {
		return err
	}
	constants["IN_ONE_FILE"], constants["CALCULATOR_WORKER"] = "false", strconv.Quote(path.Base(s.Worker))
	for _, asset := range []struct {
		file, name string
		path       *string
	}{{"page.js", "page", &s.Script}, {"page.css", "page", &s.Style}, {"qr-code.js", "qr-code", &s.QR}, {"page.js", "embed", &s.EmbedScript}, {"page.js", "desk", &s.Desk}, {"desk.css", "desk", &s.DeskStyle}, {"spreadsheet.js", "spreadsheet", &s.Spreadsheet}, {"files.js", "files", &s.Files}} {
		constants["IS_DESK"], constants["IS_EMBED"] = strconv.FormatBool(asset.name == "desk"), strconv.FormatBool(asset.name == "embed")
		content, err := s.bundle(asset.file, api.FormatESModule, constants)
		if err == nil {
			*asset.path, err = s.writeHashed(asset.name, filepath.Ext(asset.file), content)
		}
		if err != nil {
			return err
		}
	}
	icon, err := os.ReadFile(filepath.Join(s.root, "site", "page", "icon.svg"))
	if err == nil {
		s.Icon, err = s.writeHashed("icon", ".svg", icon)
	}
	if err != nil {
		return err
	}
	host, err := s.bundle("embed-host.js", api.FormatIIFE, map[string]string{"SANDBOX": strconv.Quote(frameSandbox)})
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(s.folder, "host.js"), host); err != nil {
		return err
	}
	return s.writeModule(string(workerText))
}

// writeModule writes runway.js, which other sites and Node import, and its types.
func (s *site) writeModule(worker string) error {
	addresses, err := json.Marshal(s.words)
	if err != nil {
		return err
	}
	script, err := s.bundle("runway.js", api.FormatESModule, map[string]string{"CALCULATOR_WORKER": worker, "IS_MODULE": "true",
		"CALCULATOR": strconv.Quote(s.Calculator), "WORDS": string(addresses)})
	if err == nil {
		err = writeFile(filepath.Join(s.folder, "runway.js"), script)
	}
	if err != nil {
		return err
	}
	var types []byte
	for _, name := range []string{"protocol.d.ts", "runway.d.ts"} {
		text, err := os.ReadFile(filepath.Join(s.root, "site", "page", name))
		if err != nil {
			return err
		}
		types = append(types, text...)
	}
	return writeFile(filepath.Join(s.folder, "runway.d.ts"), types)
}

// writeEmbedDialog writes the dialog that writes the code of embeds: its script, which names its
// markup in each language and holds its style.
func (s *site) writeEmbedDialog() error {
	dialogs := map[string]string{}
	for _, language := range words.Languages {
		page, err := s.renderEmbedDialog(language)
		if err == nil {
			dialogs[language], err = s.writeHashed("embed-dialog-"+language, ".html", page)
		}
		if err != nil {
			return err
		}
	}
	style, err := s.bundle("embed-dialog.css", api.FormatESModule, nil)
	if err != nil {
		return err
	}
	addresses, err := json.Marshal(dialogs)
	if err != nil {
		return err
	}
	styleText, err := json.Marshal(string(style))
	if err != nil {
		return err
	}
	script, err := s.bundle("embed-dialog.js", api.FormatESModule, map[string]string{"DIALOGS": string(addresses), "STYLE": string(styleText)})
	if err == nil {
		s.EmbedDialog, err = s.writeHashed("embed-dialog", ".js", script)
	}
	return err
}

// textEnd is the last line of words and cases, and workerEnd that of the worker's script, by which
// the page's script knows that they are whole.
const (
	textEnd   = "# end\n"
	workerEnd = "// end\n"
)

// writeCases writes the case files: those that pages load by names of their own build, and those
// that links name.
func (s *site) writeCases(all []cases.File) (err error) {
	for _, c := range all {
		text := []byte(strings.TrimSuffix(c.Text, "\n") + "\n" + textEnd)
		if s.cases[c.ID], err = s.writeHashed("case-"+c.ID, ".txt", text); err == nil {
			err = writeFile(filepath.Join(s.folder, casePath(c.ID)), text)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// casePath returns the path below the site's root of the case file that a link names.
func casePath(preset string) string { return "cases/" + preset + ".txt" }

// writeWords writes the words of each language, which pages hand to the calculator.
func (s *site) writeWords() (err error) {
	for _, language := range words.Languages {
		if s.words[language], err = s.writeHashed("words-"+language, ".txt", []byte(words.Text(language)+textEnd)); err == nil {
			s.deskWords[language], err = s.writeHashed("desk-words-"+language, ".txt", []byte(words.DeskText(language)+textEnd))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// writeServiceWorker writes the service worker, which keeps the pages and all they load.
// Its address never changes, because installed ones update from it.
func (s *site) writeServiceWorker() error {
	list := []string{s.Script, s.Style, s.Files, s.Worker, s.Calculator, s.Icon, "", "index.html"}
	for _, preset := range calc.Presets() {
		list = append(list, s.cases[preset], casePath(preset))
	}
	for _, language := range words.Languages {
		list = append(list, s.words[language], language+"/", indexPath(language), pagePath(language, ""))
		for _, preset := range calc.Presets() {
			list = append(list, pagePath(language, preset), filePath(language, preset, ".svg"))
		}
	}
	files, err := json.Marshal(list)
	if err != nil {
		return err
	}
	script, err := s.bundle("service-worker.js", api.FormatIIFE, map[string]string{"BUILD": strconv.Quote(s.Build), "FILES": string(files)})
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(s.folder, "worker.js"), script)
}
