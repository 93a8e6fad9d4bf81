package calc

import "strings"

// Addresses gain keys on their way that are nobody's figures. Those that are known are
// dropped without a word. The table joins what Neat URL and ClearURLs take out of the
// addresses of all sites (github.com/Smile4ever/Neat-URL, docs.clearurls.xyz) with what
// the hosts of frames put behind the address of a frame. A key that ends with _ stands for
// all that begin with it.
const foreignKeys = " " +
	// Campaigns: Google, Matomo and Piwik, AT Internet, Webtrekk, comScore, Adobe, HubSpot.
	"utm utm_ ga_ mtm_ matomo_ pk_ piwik_ at_ wt_ ns_ sc_ hsa_ hmb_ itm_ otm_ vn_ " +
	"xtor xtref cmpid cmp campaign_id ncid icid s_cid ref ref_ ref_src ref_url referrer tracking_source trk trkCampaign spm ocid wprov " +
	// Clicks: Google, Facebook, Microsoft, Yandex, X, TikTok, LinkedIn, Instagram, Pinterest, Snapchat.
	"gclid gclsrc dclid gbraid wbraid srsltid gs_l _ga _gl fbclid fb_ action_object_map action_ref_map action_type_map mibextid " +
	"msclkid yclid ysclid ymclid _openstat twclid __twitter_impression ttclid li_fat_id igsh igshid epik ScCid rb_clickid s_kwcid ef_id " +
	// Newsletters and feeds: Mailchimp, HubSpot, Marketo, Klaviyo, Vero, Omeda, Silverpop, Condé Nast.
	"mc_ _hsenc _hsmi __hssc __hstc __hsfp hsCtaTracking mkt_tok _ke _kx vero_ oly_ dm_i ml_subscriber ml_subscriber_hash nr_email_referer " +
	"spMailingID spUserID spJobID spReportId CNDID mbid smid smtyp sr_share Echobox guccounter guce_referrer guce_referrer_sig " +
	// Hosts of frames: AMP and its viewer, WordPress, pym.js.
	"amp amp_ ampshare aoh usqp secret initialWidth childId parentTitle parentUrl "

// isForeign reports whether a key is known to be somebody else's.
func isForeign(key string) bool {
	if key == "" || strings.IndexByte(key, ' ') >= 0 {
		return false
	}
	if strings.Contains(foreignKeys, " "+key+" ") {
		return true
	}
	start, _, ok := strings.Cut(key[1:], "_")
	return ok && strings.Contains(foreignKeys, " "+key[:1]+start+"_ ")
}

// isOurs reports whether a link has a key of ours. One that has none is somebody else's.
func isOurs(link string) bool {
	for link != "" {
		var pair string
		pair, link, _ = strings.Cut(link, "&")
		if key, _, hasValue := strings.Cut(pair, "="); hasValue && isKey(readPairKey(key)) {
			return true
		}
	}
	return false
}

// textFragment begins what a browser is to look for in a page. It ends an address.
const textFragment = ":~:text="

// dropForeign leaves out of a link what somebody has put before or behind it: sections in
// which no key of ours stands. A link without any key of ours is left alone.
func dropForeign(link string) string {
	if before, _, hasFragment := strings.Cut(link, textFragment); hasFragment {
		link = strings.TrimSuffix(before, "#")
	}
	if !strings.ContainsAny(link, "?#%") || strings.Count(link, "?")+strings.Count(link, "#") > maxPairs {
		return link
	}
	rest := link
	var kept, section []string
	hasOurs := false
	for more := true; more; {
		var pair string
		pair, rest, more = strings.Cut(rest, "&")
		for begins := true; begins; {
			var before string
			before, pair, begins = cutSection(pair)
			section = append(section, before)
			hasOurs = hasOurs || isOurs(before)
			if !begins && more {
				continue
			}
			if hasOurs {
				kept = append(kept, section...)
			}
			section, hasOurs = section[:0], false
		}
	}
	if kept == nil {
		return link
	}
	return strings.Join(kept, "&")
}

// cutSection cuts a pair of a link where another section begins: at a ? or #, which are
// escaped in the links we write. In texts and addresses written by hand they may stand for
// themselves, so there they count only before a key that is known. Where a value is no text,
// what was escaped by somebody else counts too, an & among it.
func cutSection(pair string) (before, section string, begins bool) {
	key, value, _ := strings.Cut(pair, "=")
	name := readPairKey(key)
	if i := strings.IndexAny(key, "?#"); i >= 0 && (i == 0 || !isKey(name) || isForeign(key[i+1:])) {
		return pair[:i], pair[i+1:], true
	}
	isText, isSource, isTheirs := isText(name), isAddress(name), isForeign(name)
	isUnknown := !isKey(name) && !isTheirs
	isFigure := isKey(name) && !isText && !isSource
	for i := len(pair) - len(value); i < len(pair); i++ {
		isSign := pair[i] == '?' || pair[i] == '#'
		end := i + 1
		if !isSign {
			if !isEscape(pair[i:]) || strings.IndexByte("&?#", unescape(pair[i : i+3])[0]) < 0 {
				continue
			}
			end = i + len("%26")
		}
		next, _, hasValue := strings.Cut(pair[end:min(len(pair), end+maxTyped)], "=")
		next = readPairKey(next)
		switch {
		case isFigure, isSign && isTheirs:
		case isSign && hasValue && (isForeign(next) || isUnknown && isKey(next)):
		case pair[i:end] == "%26" && hasValue && isKey(next) && !isTheirs && (!isSource || strings.Contains(next, ".")):
		default:
			continue
		}
		return pair[:i], pair[end:], true
	}
	return pair, "", false
}
