package slim

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// The runtime can trace and debug itself, and checks at the start what the linker wrote. No flag of
// the compiler leaves that out, so the calculator is compiled with edited copies of the runtime's
// files, and of one that it takes from elsewhere: see powers.go.

// neverSet matches questions for options of the environment variable GODEBUG that are off unless
// they are set, as they cannot be in a browser.
var neverSet = regexp.MustCompile(`\bdebug\.(checkfinalizers|clobberfree|efence|gccheckmark|gcpacertrace|gcshrinkstackoff|gctrace|inittrace|sbrk|scavtrace|scheddetail|schedtrace) (> \d|!= 0)`)

// cuts lists by file lines of the runtime, most of which begin a function, and what stands behind
// them instead: mostly its end.
var cuts = map[string][][2]string{
	// Nothing starts a trace of the execution.
	"traceruntime.go": {
		{"func traceEnabled() bool {", "return false"},
		{"func traceAllocFreeEnabled() bool {", "return false"},
		{"func traceShuttingDown() bool {", "return false"},
		{"func (tl traceLocker) ok() bool {", "return false"},
	},
	// Stacks have no names to print: see traces.go.
	"traceback.go": {
		{"func traceback1(pc, sp, lr uintptr, gp *g, flags unwindFlags) {", "return"},
		{"func traceback2(u *unwinder, showRuntime bool, skip, max int) (n, lastN int) {", "return"},
		{"func tracebackothers(me *g) {", "return"},
		{"func goroutineheader(gp *g) {", "return"},
		{"func tracebackHexdump(stk stack, frame *stkframe, bad uintptr) {", "return"},
		{"func printcreatedby(gp *g) {", "return"},
	},
	"hexdump.go": {{"func hexdumpWords(p, len uintptr, mark func(uintptr, hexdumpMarker)) {", "return"}},
	// A panic that nothing recovers tells less; one for a nil pointer would read names: see traces.go.
	"error.go": {
		{"func printanycustomtype(i any) {", "return"},
		{"func panicwrap() {", `panic(plainError("value method called using nil pointer"))`},
	},
	"mprof.go":   {{"func mProf_Malloc(mp *m, p unsafe.Pointer, size uintptr) {", "return"}},
	"proc.go":    {{"func schedtrace(detailed bool) {", "return"}},
	"mgcmark.go": {{"func gcDumpObject(label string, obj, off uintptr) {", "return"}},
	// A program that the linker wrote wrong would fail its tests.
	"runtime1.go": {{"func check() {", "return"}},
	"symtab.go": {
		{"func moduledataverify1(datap *moduledata) {", "return"},
		// Functions are numbered in the order of their table, so that none has to be searched for: see
		// clearSearch in traces.go.
		{"\tidx := ffb.idx + uint32(ffb.subbuckets[i])\n", "idx = pcOff - datap.ftab[0].entryoff"},
	},
	// A program in a browser has no plugins, whose types would have to be found.
	"type.go": {{"func typelinksinit() {", "return"}},
}

// smallRuntime writes the edited copies into a folder, and returns the file of the overlay that
// replaces the runtime's by them.
func smallRuntime(goRoot, folder string) (overlay string, err error) {
	files, err := filepath.Glob(filepath.Join(goRoot, "src", "runtime", "*.go"))
	if err != nil {
		return "", err
	}
	files = append(files, filepath.Join(goRoot, "src", filepath.FromSlash(powersFile)))
	copies := map[string]string{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		edited := computePowers(neverSet.ReplaceAllString(string(source), "false"))
		for _, cut := range cuts[filepath.Base(file)] {
			edited = strings.Replace(edited, cut[0], cut[0]+" if true { "+cut[1]+" };", 1)
		}
		if edited == string(source) {
			continue
		}
		copies[file] = filepath.Join(folder, filepath.Base(file))
		if err := os.WriteFile(copies[file], []byte(edited), 0o644); err != nil {
			return "", err
		}
	}
	content, err := json.Marshal(map[string]any{"Replace": copies})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(folder, "overlay.json")
	return overlay, os.WriteFile(overlay, content, 0o644)
}
