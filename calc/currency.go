package calc

import (
	"strings"
	"unicode/utf8"
)

// coded is words or signs, | between them, and the ISO 4217 codes they can stand
// for, a blank between them. Codes after a blank are as likely as each other;
// otherwise the first is what is meant where nothing else says.
type coded struct{ words, codes string }

const (
	dollars = "USD CAD AUD NZD SGD HKD TWD BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD"
	pesos   = " MXN ARS CLP COP PHP UYU DOP CUP"
)

// currencies are nouns and signs. Three letters of [currencyCodes] are read besides.
var currencies = [...]coded{
	{"us$|$us", "USD"}, {"c$|ca$|$ca|$can", "CAD"}, {"a$|au$", "AUD"}, {"nz$", "NZD"}, {"hk$", "HKD"}, {"s$|sg$", "SGD"}, {"nt$", "TWD"},
	{"r$|reais|réais|réaux", "BRL"}, {"mx$|mex$", "MXN"},
	{"$", dollars + pesos},
	{"dollar|dollars|دولار|دولارا|دولارات|دولارين", dollars},
	{"€|euro|euros|يورو", "EUR"},
	{"£|pound|pounds|livre|livres", "GBP EGP LBP SYP SDG SSP FKP GIP SHP"},
	{"جنيه|جنيها|جنيهات", " GBP EGP SDG SSP"},
	{"ليرة|ليرات|lira|liras", " TRY LBP SYP"},
	{"¥|円", "JPY CNY"}, {"yen|yens|ين", "JPY"}, {"cn¥|yuan|yuans|renminbi|rmb|元|يوان", "CNY"},
	{"₹", "INR"}, {"rs.|rs|rupee|rupees|roupie|roupies|روبية|₨", " INR PKR LKR NPR MUR SCR"},
	{"﷼|ريال|ريالا|ريالات|riyal|riyals|rial|rials", " SAR QAR OMR YER IRR"}, {"ر.س|sr", "SAR"}, {"ر.ق", "QAR"},
	{"درهم|درهما|دراهم|dirham|dirhams|dh|dhs", " AED MAD"}, {"د.إ|د.ا", "AED"}, {"د.م.|د.م", "MAD"},
	{"دينار|دينارا|دنانير|dinar|dinars", " KWD BHD JOD IQD DZD TND LYD RSD"}, {"د.ك|kd", "KWD"}, {"ج.م|e£", "EGP"},
	{"f cfa|fcfa", " XOF XAF"}, {"franc|francs|fr.|fr|فرنك|فرنكا|فرنكات", " CHF XOF XAF XPF"}, {"sfr.|sfr", "CHF"},
	{"kr.|kr|krona|kronor|krone|kroner|crown|crowns|couronne|couronnes|كرونة|كرونات", " SEK NOK DKK ISK CZK"},
	{"peso|pesos|بيزو", pesos},
	{"₺|tl", "TRY"}, {"₽|rouble|roubles|ruble|rubles|روبل", "RUB BYN"}, {"₩|won|wons", "KRW KPW"}, {"₪|shekel|shekels|شيكل", "ILS"},
	{"zł|zloty|zlotys", "PLN"}, {"kč", "CZK"}, {"ft|forint|forints", "HUF"}, {"lei|leu", " RON MDL"}, {"r|rand|rands", "ZAR"},
	{"₦|naira|nairas", "NGN"}, {"₴", "UAH"}, {"₫", "VND"}, {"฿|baht|bahts", "THB"}, {"₱", "PHP"}, {"rp", "IDR"}, {"rm|ringgit", "MYR"},
	{"₵|cedi|cedis", "GHS"}, {"₸", "KZT"}, {"₾", "GEL"}, {"₼", "AZN"}, {"֏", "AMD"}, {"؋", "AFN"}, {"৳|taka", "BDT"}, {"₮", "MNT"},
	{"₭", "LAK"}, {"₡", "CRC"}, {"₲", "PYG"}, {"៛", "KHR"}, {"birr", "ETB"}, {"shilling|shillings", " KES UGX TZS SOS"},
}

// countries are adjectives that say whose dollar, pound or dinar it is.
var countries = [...]coded{
	{"us|u.s.|usa|american|américain|américains|americain|americains|امريكي|اميركي|امريكية|اميركية|امريكيا|اميركيا", "USD"},
	{"canadian|canadien|canadiens|ca|can|كندي|كندية", "CAD"}, {"australian|australien|australiens|استرالي|استرالية", "AUD"},
	{"new zealand|néo-zélandais|نيوزيلندي", "NZD"}, {"hong kong|de hong kong|هونغ كونغ", "HKD"}, {"singapore|de singapour|سنغافوري", "SGD"},
	{"sterling|british|britannique|britanniques|استرليني|استرلينية|بريطاني", "GBP"},
	{"egyptian|égyptienne|égyptiennes|مصري|مصرية", "EGP"}, {"sudanese|soudanaises|سوداني|سودانية", "SDG"},
	{"lebanese|libanaise|libanaises|لبناني|لبنانية", "LBP"}, {"syrian|syrienne|syriennes|سوري|سورية", "SYP"}, {"turkish|turque|turques|تركي|تركية", "TRY"},
	{"saudi|saoudien|saoudiens|سعودي|سعودية", "SAR"}, {"qatari|qatarien|qatariens|قطري|قطرية", "QAR"}, {"omani|omanais|عماني|عمانية", "OMR"},
	{"yemeni|yéménites|يمني|يمنية", "YER"}, {"iranian|iraniens|ايراني", "IRR"},
	{"emirati|uae|émirien|émiriens|émirati|émiratis|اماراتي|اماراتية", "AED"}, {"moroccan|marocain|marocains|مغربي|مغربية", "MAD"},
	{"kuwaiti|koweïtien|koweïtiens|كويتي|كويتية", "KWD"}, {"bahraini|bahreïnis|بحريني|بحرينية", "BHD"}, {"jordanian|jordanien|jordaniens|اردني|اردنية", "JOD"},
	{"iraqi|irakien|irakiens|عراقي|عراقية", "IQD"}, {"algerian|algérien|algériens|جزائري|جزائرية", "DZD"},
	{"tunisian|tunisien|tunisiens|تونسي|تونسية", "TND"}, {"libyan|libyen|libyens|ليبي|ليبية", "LYD"},
	{"swiss|suisse|suisses|سويسري", "CHF"}, {"cfa", " XOF XAF"}, {"japanese|japonais|ياباني", "JPY"}, {"chinese|chinois|صيني", "CNY"},
	{"indian|indienne|indiennes|هندي|هندية", "INR"}, {"pakistani|pakistanaises|باكستاني|باكستانية", "PKR"}, {"russian|russe|russes|روسي", "RUB"},
	{"mexican|mexicain|mexicains|مكسيكي", "MXN"}, {"swedish|suédoise|suédoises|سويدية", "SEK"}, {"norwegian|norvégienne|norvégiennes|نرويجية", "NOK"},
	{"danish|danoise|danoises|دنماركية", "DKK"},
}

// currencyCodes are the codes of ISO 4217, those that went since 2010 among them.
const currencyCodes = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BYR BZD " +
	"CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD " +
	"HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD " +
	"MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF " +
	"SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS " +
	"UAH UGX USD USN UYI UYU UYW UZS VED VEF VES VND VUV WST XAF XCD XCG XDR XOF XPF XSU XUA YER ZAR ZMK ZMW ZWG ZWL"

// noCurrency is what two currencies have in common that exclude each other.
const noCurrency = "none"

// writtenCurrency reads a currency, if one comes next: a sign, a code or a name, with
// the country it belongs to before or behind it.
func (s *scanner) writtenCurrency() bool {
	t := s.next()
	if s.ofUnits || t == "" || t[0] < 0x80 && t[0] != '$' && !isASCIILetter(t[0]) {
		return false
	}
	before := s.text
	s.words("de|of|d'")
	country := s.code(countries[:])
	codes := s.code(currencies[:])
	if codes == "" {
		codes = s.currencyCode()
	}
	if codes == "" {
		s.text = before
		return false
	}
	if country == "" {
		country = s.code(countries[:])
	}
	for _, other := range [...]string{country, s.codes} {
		if other != "" {
			codes = common(codes, other)
		}
	}
	s.codes = codes
	return true
}

// code reads one of the words of a table, with or without the Arabic article, and
// returns its codes.
func (s *scanner) code(table []coded) string {
	before := s.text
	for {
		for i := range table {
			if s.words(table[i].words) {
				return table[i].codes
			}
		}
		if len(s.text) < len(before) || !s.mark("ال") {
			s.text = before
			return ""
		}
	}
}

// currencyCode reads three letters of ISO 4217, or the scenario's own.
func (s *scanner) currencyCode() string {
	if s.currency != "" && s.word(lower(s.currency)) {
		return s.currency
	}
	t := s.next()
	code := upper(t[:min(3, len(t))])
	if code == "" {
		return ""
	}
	if next, _ := utf8.DecodeRuneInString(t[3:]); isLetter(next) {
		return ""
	}
	for i := 0; i < len(currencyCodes); i += len("AED ") {
		if currencyCodes[i:i+3] == code {
			s.text = t[3:]
			return code
		}
	}
	return ""
}

// upper is three ASCII letters as capitals, or empty for any other text.
func upper(text string) string {
	if len(text) != 3 {
		return ""
	}
	b := []byte(text)
	for i, c := range b {
		if !isASCIILetter(c) {
			return ""
		}
		b[i] = c &^ ('a' - 'A')
	}
	return string(b)
}

// common lists the codes that stand in both lists.
func common(a, b string) string {
	all := ""
	for codes := strings.TrimPrefix(a, " "); codes != ""; codes = codes[min(len("USD "), len(codes)):] {
		if code := codes[:3]; strings.Contains(b, code) {
			all += " " + code
		}
	}
	switch {
	case all == "":
		return noCurrency
	case len(all) == len(" USD") || a[0] != ' ':
		return all[1:]
	}
	return all
}

// currencyProblem reports a currency that is not the scenario's.
func (s *scanner) currencyProblem() Problem {
	switch {
	case s.codes == "" || s.currency != "" && strings.Contains(s.codes, s.currency):
		return ""
	case s.currency != "":
		return OtherCurrency
	case s.codes == noCurrency:
		return Ambiguous
	}
	return ""
}

// ParseCurrency reads a currency as its ISO 4217 code: USD, usd, $, US$, euro,
// دولار, dollars américains. What several countries call their currency, such as
// dinars or kr, is ambiguous.
func ParseCurrency(text string) (code string, problem Problem) {
	s := scan(text)
	if s.rest() == "" {
		return "", Missing
	}
	code = upper(s.rest())
	switch {
	case !s.writtenCurrency() && code != "":
		return code, "" // one that ISO 4217 does not list, as links may hold
	case s.rest() != "" || s.codes == "" || s.codes == noCurrency:
		return "", NotACurrency
	case s.codes[0] == ' ':
		return "", Ambiguous
	}
	return s.codes[:3], ""
}
