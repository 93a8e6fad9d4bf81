#!/bin/sh
# Builds, serves and tests the calculator. Go is all that building needs.
#
#   ./build.sh [build]   write the site to dist/ (-to FOLDER)
#   ./build.sh serve     build it and serve it on this machine (-port N, or PORT=N)
#                        either with -cases FOLDER: your own cases (again for more folders)
#                        either with -plain: a larger calculator, for debugging
#   ./build.sh test      check the code and run all tests, in real browsers too
#   ./build.sh pictures  write screenshots of every page to pictures/ (or a folder named)
#   ./build.sh bench     measure sizes and times; fails where a size breaks its budget
#                        (beside a revision of the code, if one is named)
set -eu
cd "$(dirname "$0")"

say() { echo "$*" >&2; }

need_go() {
	want=$(sed -n 's/^go \([0-9.]*\).*/\1/p' go.mod)
	if ! command -v go >/dev/null; then
		say "Go is needed, $want or newer: https://go.dev/dl/"
		exit 1
	fi
	have=$(cd / && GOTOOLCHAIN=local go env GOVERSION | sed 's/^go//; s/[^0-9.].*//')
	if [ -z "$have" ]; then return; fi # a development version
	oldest=$(printf '%s\n%s\n' "$want" "$have" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)
	if [ "$oldest" != "$want" ]; then
		say "This Go is $have, but $want or newer is needed: https://go.dev/dl/"
		exit 1
	fi
}

# as_root runs a command as root where that is possible without asking.
as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

find_chromium() {
	for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
		if [ -n "$name" ] && command -v "$name" >/dev/null; then
			command -v "$name"
			return
		fi
	done
}

# need_browsers finds Chromium or, asked for all, Firefox and WebKit's driver too, or
# installs them and a font with Arabic by apt. WebKit needs a screen, which Xvfb
# stands for.
need_browsers() {
	missing_browsers "$1"
	if [ -n "$missing" ] && command -v apt-get >/dev/null; then
		say "Installing$missing ..."
		# shellcheck disable=SC2086 # a list of packages
		if as_root apt-get update >/dev/null && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y $missing fonts-noto-core >/dev/null; then
			missing_browsers "$1"
		fi
	fi
	if [ -n "$missing" ]; then
		say "Missing, and could not be installed:$missing (another Chromium can be named in CHROMIUM=/path)."
		if [ "${CI:-}" = true ]; then exit 1; fi
		say "The tests in these browsers are skipped."
	fi
	CHROMIUM=$(find_chromium)
	export CHROMIUM
}

# missing_browsers lists the packages of what is not there.
missing_browsers() {
	missing=
	[ -n "$(find_chromium)" ] || missing=" chromium"
	if [ "$1" = chromium ]; then return; fi
	command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing="$missing firefox-esr"
	command -v WebKitWebDriver >/dev/null || missing="$missing webkit2gtk-driver"
	command -v xvfb-run >/dev/null || missing="$missing xvfb"
}

# need_node looks for Node, which runs the tests of the compiled calculator.
need_node() {
	if command -v node >/dev/null; then return; fi
	if command -v apt-get >/dev/null; then
		say "Installing Node ..."
		if as_root apt-get update >/dev/null && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y nodejs >/dev/null; then return; fi
	fi
	say "Node is missing and could not be installed: it runs the tests of the compiled calculator."
	if [ "${CI:-}" = true ]; then exit 1; fi
	return 1
}

# need_tool installs the package of a command by apt where the command is missing: what
# tests of the published files run.
need_tool() {
	if command -v "$1" >/dev/null; then return; fi
	if command -v apt-get >/dev/null; then
		say "Installing $2 ..."
		if as_root apt-get update >/dev/null && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y "$2" >/dev/null; then return; fi
	fi
	say "$2 is missing and could not be installed: its tests are skipped."
	if [ "${CI:-}" = true ]; then exit 1; fi
}

# need_npm installs what the tests of the page take from npm: axe-core, TypeScript, the Nu
# HTML checker, and the scripts by which newsrooms size frames.
need_npm() {
	if ! command -v npm >/dev/null && command -v apt-get >/dev/null; then
		say "Installing npm ..."
		if as_root apt-get update >/dev/null && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y npm >/dev/null; then :; fi
	fi
	if command -v npm >/dev/null && (cd site/testdata/npm && npm ci --no-audit --no-fund >/dev/null); then return; fi
	say "npm is missing or could not install axe-core, TypeScript, the Nu HTML checker and newsrooms' scripts, with which the page is tested."
	if [ "${CI:-}" = true ]; then exit 1; fi
}

# lint checks the format of all Go code, and runs go vet and staticcheck over the packages
# for this machine and over those for the browser. Go fetches staticcheck. Its version stands
# here because a tool in go.mod would add six modules there and raise versions of others.
lint() {
	staticcheck=honnef.co/go/tools/cmd/staticcheck@v0.8.2
	for_browser='./calc ./site/view/... ./wasm/... ./site/testdata/empty ./site/testdata/kernel'
	unformatted=$("$(go env GOROOT)/bin/gofmt" -l .)
	if [ -n "$unformatted" ]; then
		say "These files are not as gofmt writes them:" $unformatted
		exit 1
	fi
	go vet ./...
	go run $staticcheck ./...
	# shellcheck disable=SC2086 # a list of packages
	GOOS=js GOARCH=wasm go vet -tags desk $for_browser # which the readers' program is a part of
	# shellcheck disable=SC2086
	go run -exec 'env GOOS=js GOARCH=wasm' $staticcheck -tags desk $for_browser
}

# on_wasm runs go test on the compiled packages, under Node.
on_wasm() {
	GOOS=js GOARCH=wasm go test -short -exec="$(go env GOROOT)/lib/wasm/go_js_wasm_exec" "$@" ./calc ./site/view ./wasm
}

# in_browsers runs go test on some packages. Tests of pages share the machine with three browsers
# and whatever else it does; where a few fail, they are run again by themselves, and have to pass.
in_browsers() {
	packages=$1
	shift
	said=$(mktemp)
	# shellcheck disable=SC2086 # a list of packages
	{ go test -timeout=75m "$@" $packages 2>&1 || echo "# failed"; } | tee "$said"
	failed=$(sed -n 's/^--- FAIL: \([A-Za-z0-9_]*\).*/\1/p' "$said" | sort -u)
	ended=$(grep -c -e '^# failed$' "$said" || true)
	broken=$(grep -c -e '^panic:' -e 'build failed' "$said" || true)
	rm -f "$said"
	if [ "$ended" = 0 ]; then return; fi
	if [ "$broken" != 0 ] || [ -z "$failed" ] || [ "$(echo "$failed" | wc -l)" -gt 5 ]; then exit 1; fi
	say "Again, by themselves:" $failed
	# shellcheck disable=SC2086
	go test -timeout=30m "$@" -run "^($(echo "$failed" | paste -s -d '|' -))\$" $packages
}

# enough prints what part of each package's statements a coverage profile holds, and
# fails below 95%.
enough() {
	awk 'NR > 1 { of = $1; sub("/[^/]*$", "", of); package[$1] = of; size[$1] = $2; if ($3 > 0) met[$1] = 1 }
		END {
			for (block in size) { all[package[block]] += size[block]; if (block in met) covered[package[block]] += size[block] }
			for (of in all) { part = 100 * covered[of] / all[of]; printf "%s: tests reach %.1f%% of the statements\n", of, part; low = low || part < 95 }
			exit low
		}' "$1"
}

need_go
command=${1:-build}
[ $# = 0 ] || shift
case $command in
build | serve)
	folder=$(mktemp -d)
	trap 'rm -rf "$folder"' EXIT
	go build -o "$folder/site" ./site
	"$folder/site" "$command" "$@" &
	site=$!
	trap 'kill "$site"' INT TERM HUP
	wait "$site"
	;;
test)
	need_browsers all
	need_npm
	need_tool java default-jre-headless
	need_tool rsvg-convert librsvg2-bin
	need_tool soffice libreoffice-calc-nogui
	lint
	profile=$(mktemp)
	trap 'rm -f "$profile"' EXIT
	go test -timeout=30m -coverpkg=./calc,./site/view -coverprofile="$profile" "$@" ./calc ./site/view
	case "$*" in *-run*) ;; *) enough "$profile" ;; esac
	go test -timeout=30m "$@" ./site/slim # compiles for minutes, so not beside the browsers
	in_browsers "$(go list ./... | grep -v -e /calc$ -e /view$ -e /slim$)" "$@"
	if need_node; then on_wasm "$@"; else say "They are skipped."; fi
	;;
pictures)
	need_browsers chromium
	mkdir -p "${1:-pictures}"
	go test -count=1 -timeout=30m -run='^TestPictures$' ./site -pictures "$(cd "${1:-pictures}" && pwd)"
	;;
bench)
	need_browsers chromium
	earlier=
	if [ $# != 0 ]; then
		folder=$(mktemp -d)
		trap 'git worktree remove --force "$folder/code"; rm -rf "$folder"' EXIT
		git worktree add --detach "$folder/code" "$1" >/dev/null
		(cd "$folder/code" && go run ./site build -to "$folder/site")
		earlier=$folder/site
	fi
	echo "== Native"
	go test -short -run='^$' -bench=. -skip=Growth -benchmem -benchtime=0.2s -count=7 ./calc
	echo "== Compiled, under Node"
	if need_node; then on_wasm -run='^$' -bench=. -skip=Growth -benchtime=0.2s -count=7; fi
	echo "== All that follows from an input as work grows, compiled, under Node"
	if need_node; then on_wasm -run='^$' -bench=Growth -benchtime=1x; fi
	echo "== Sizes and times beside their budgets, and the start under throttles, in Chromium"
	go test -count=1 -timeout=60m -v -run='^TestBudgets$' ./site -measure ${earlier:+"-earlier=$earlier"}
	;;
help | -h | --help)
	sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
	;;
*)
	say "Unknown command $command: it is build, serve, test, pictures or bench."
	exit 2
	;;
esac
