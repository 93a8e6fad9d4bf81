package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"runway/calc"
)

// An address that a page can have is taken; what no browser opens, or shows as something
// else, is not.
func TestAddresses(t *testing.T) {
	for _, address := range []string{"https://a.b", "HTTPS://Example.org:/?q=1#top", "http://localhost:8080/a(b)", "https://192.0.2.1/", "https://[2001:db8::1]:443/x",
		"https://xn--pple-43d.com/", "https://example.org.", "https://example.org:65535", "https://user:pass@example.org/", "https://موقع.وزارة-الاتصالات.مصر/خبر",
		"https://en.wikipedia.org/wiki/Runway_(finance)", "https://a_b.example/@name/1"} {
		s, errors := calc.Parse("cash=1&src.cash=" + calc.Pair{Value: address}.String()[1:])
		assert.Empty(t, errors, address)
		assert.Equal(t, address, s.Notes["cash"].Source)
	}
	for _, address := range []string{"https://?", "https://#a", "https:///a", "https://:80/", "https://@/", "https://a.b:99999/", "https://a.b:65536", "https://a.b:8x/", "https://a.b:-1",
		"https://a..b/", "https://./", "https://.a", "https://1.2.3/", "https://256.1.1.1", "https://1.2.3.4.5", "https://[::1", "https://[x::1]", "https://a%2eb/", "https://a.b\\c", "https://a!b",
		"ftp://a.b/", "https:/a.b", "//a.b", "a.b", "https://a\u202eb.c/", "https://a.b/\u202ec", "https://a.b/\ufffe", "https://a.b/\u200bc", "https://a.b/\u00a0c", "https://a.b/\u3164",
		"https://a。b/", "https://a.b／c", "https://ａ.b", "https://a\u00adb.c", "https://a.b/c\u0301\u0301\u0301\u0301\u0301\u0301", "data:text/html,a", "https://" + string(make([]byte, 3))} {
		_, errors := calc.Parse("cash=1&src.cash=" + calc.Pair{Value: address}.String()[1:])
		if assert.Len(t, errors, 1, address) {
			assert.Equal(t, calc.NotALink, errors[0].Problem, address)
		}
	}
}

// A host is shown as where it leads. The ASCII forms are those of Chromium's URL, the last
// ones samples of RFC 3492, section 7.1.
func TestHosts(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.theinformation.com/articles/x":                    "www.theinformation.com",
		"https://www.nytimes.com@evil.example/2024/":                   "evil.example",
		"https://www.nytimes.com:pass@word@evil.example:8443?@bbc.com": "evil.example:8443",
		"https://BBC.co.uk":                           "bbc.co.uk",
		"https://\u0430pple.com/":                     "xn--pple-43d.com", // а of Cyrillic
		"https://\u0430\u0440\u0440\u04cf\u0435.com/": "xn--80ak6aa92e.com",
		"https://gοοgle.com/":                         "xn--ggle-0nda.com", // ο of Greek
		"https://société.fr/":                         "société.fr",
		"https://موقع.مصر/":                           "موقع.مصر",
		"https://他们为什么不说中文":                           "xn--ihqwcrb4cv8a8dqg056pqjye",
		"https://почемужеонинеговорятпорусски":        "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l",
		"https://3年b組金八先生":                            "xn--3b-ww4c5e180e575a65lsy2b",
	} {
		assert.Equal(t, want, calc.Note{Source: address}.Host(), address)
	}
}
