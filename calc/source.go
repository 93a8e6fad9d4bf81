package calc

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxSource is how many bytes the address of a source can have.
const maxSource = 5 * MaxText

// Host returns where the address of the source leads, with its port if it has one. A name
// that letters of several scripts, or of a script with letters like the Latin ones, could
// make look like another stands there as browsers write it, in ASCII: xn--pple-43d.com.
func (n Note) Host() string {
	_, host, port, _ := cutAddress(n.Source)
	labels := strings.Split(lower(host), ".")
	for i, label := range labels {
		if !isPlain(label) {
			labels[i] = asciiLabel(label)
		}
	}
	host = strings.Join(labels, ".")
	if port != "" {
		host += ":" + port
	}
	return host
}

// Address returns the address of the source as it is shown: with its host as Host has it, and
// without a user's name, which could pass for the host.
func (n Note) Address() string {
	scheme, _, _, path := cutAddress(n.Source)
	return scheme + "://" + n.Host() + path
}

// isPlain reports whether a label is of one script of the languages of the page: Latin with
// the accents of French, or Arabic.
func isPlain(label string) bool {
	isLatin, isArabic := true, true
	for _, r := range label {
		isShared := r == '-' || r < 0x80 && isDigit(byte(r))
		isLatin = isLatin && (isShared || r < 0x80 || r >= 0xc0 && r <= 0xff || r == 'œ')
		isArabic = isArabic && (isShared || r >= 0x620 && r <= 0x64a)
	}
	return isLatin || isArabic
}

// readSource puts an http or https address into its place, unless it is refused.
func readSource(place *string, text string) Problem {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
	case len(text) > maxSource:
		return TooLong
	case Printable(text) != text || strings.ContainsAny(text, "\"<>\\^`{|}") || strings.ContainsFunc(text, isHidden):
		return NotALink
	default:
		if scheme, host, port, _ := cutAddress(text); scheme == "" || !isHost(host) || !isPort(port) {
			return NotALink
		}
	}
	*place = text
	return ""
}

// cutAddress returns the parts of an address as they are written. It has no scheme if that is
// not http or https.
func cutAddress(address string) (scheme, host, port, path string) {
	scheme, host, _ = strings.Cut(address, "://")
	if scheme = lower(scheme); scheme != "http" && scheme != "https" {
		return "", "", "", ""
	}
	if end := strings.IndexAny(host, "/?#"); end >= 0 {
		host, path = host[:end], host[end:]
	}
	host = host[strings.LastIndexByte(host, '@')+1:]
	start := strings.IndexByte(host, ']') + 1 // behind the colons of an IPv6 address
	if colon := strings.IndexByte(host[start:], ':'); colon >= 0 {
		host, port = host[:start+colon], host[start+colon+1:]
	}
	return scheme, host, port, path
}

func isPort(port string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil && startsWithDigit(port) && n < 1<<16
}

// isHost reports whether browsers take a host: names with dots between them, or the numbers
// of an IP address.
func isHost(host string) bool {
	if inside, isBracketed := strings.CutPrefix(host, "["); isBracketed { // IPv6
		return strings.HasSuffix(inside, "]") && strings.Count(inside, ":") >= 2 && strings.Trim(inside, "0123456789abcdefABCDEF:.]") == ""
	}
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	if startsWithDigit(labels[len(labels)-1]) && strings.Trim(labels[len(labels)-1], "0123456789") == "" {
		return isIPv4(labels)
	}
	for _, label := range labels {
		if label == "" || len(asciiLabel(label)) > 63 || strings.ContainsFunc(label, func(r rune) bool { return !isOfHost(r) }) {
			return false
		}
	}
	return true
}

func isIPv4(parts []string) bool {
	for _, part := range parts {
		if _, err := strconv.ParseUint(part, 10, 8); err != nil {
			return false
		}
	}
	return len(parts) == 4
}

// isOfHost reports whether r can stand in a name of a host.
func isOfHost(r rune) bool {
	switch {
	case r < 0x80:
		return isASCIILetter(byte(r)) || isDigit(byte(r)) || r == '-' || r == '_'
	case r >= 0x2000 && r < 0x2c00, r >= 0x3000 && r <= 0x3004, r >= 0x3008 && r <= 0x3020, r >= 0xfe00 && r <= 0xffff: // punctuation, symbols and signs of other widths
		return false
	}
	return isLetter(r)
}

// The parameters of Punycode (RFC 3492, section 5).
const (
	punyBase   = 36
	punyLeast  = 1
	punyMost   = 26
	punySkew   = 38
	punyDamp   = 700
	punyBias   = 72
	punyDigits = "abcdefghijklmnopqrstuvwxyz0123456789"
)

// asciiLabel returns a label as browsers look it up: in Punycode, unless it is ASCII.
func asciiLabel(label string) string {
	signs := []rune(label)
	var puny []byte
	for _, r := range signs {
		if r < utf8.RuneSelf {
			puny = append(puny, byte(r))
		}
	}
	plain := len(puny)
	if plain == len(signs) {
		return label
	}
	if plain > 0 {
		puny = append(puny, '-')
	}
	bias, delta, least := punyBias, 0, rune(utf8.RuneSelf)
	for done := plain; done < len(signs); least++ {
		next := rune(utf8.MaxRune)
		for _, r := range signs {
			if r >= least {
				next = min(next, r)
			}
		}
		delta += int(next-least) * (done + 1)
		least = next
		for _, r := range signs {
			if r < least {
				delta++
			}
			if r == least {
				puny = appendPuny(puny, delta, bias)
				bias = adaptBias(delta, done+1, done == plain)
				delta = 0
				done++
			}
		}
		delta++
	}
	return "xn--" + string(puny)
}

// appendPuny writes a number in digits whose worth follows the bias (RFC 3492, section 3.3).
func appendPuny(puny []byte, n, bias int) []byte {
	for k := punyBase; ; k += punyBase {
		threshold := max(punyLeast, min(punyMost, k-bias))
		if n < threshold {
			return append(puny, punyDigits[n])
		}
		puny = append(puny, punyDigits[threshold+(n-threshold)%(punyBase-threshold)])
		n = (n - threshold) / (punyBase - threshold)
	}
}

// adaptBias returns the bias for the next number (RFC 3492, section 6.1).
func adaptBias(delta, signs int, isFirst bool) int {
	if isFirst {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / signs
	k := 0
	for ; delta > (punyBase-punyLeast)*punyMost/2; k += punyBase {
		delta /= punyBase - punyLeast
	}
	return k + (punyBase-punyLeast+1)*delta/(delta+punySkew)
}
