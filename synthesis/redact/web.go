package redact

import (
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxLocal  = 64  // bytes before the @ (RFC 5321, 4.5.3.1.1)
	maxDomain = 255 // bytes of a host's name (4.5.3.1.2)
	maxWeb    = 2048
)

// mails finds e-mail addresses, written and as they are spoken.
func mails(r *reading) []Entity {
	var out []Entity
	s, last := r.s, 0
	for i := strings.IndexByte(s, '@'); i >= 0; {
		start, end := localStart(s, max(last, i-maxLocal), i), domainEnd(s, i+1)
		if start < i && end > i {
			out = append(out, Entity{Email, start, end, .99, "looks like an e-mail address"})
			last = end
		}
		next := strings.IndexByte(s[i+1:], '@')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return append(out, spokenMails(r)...)
}

// localStart returns where the part before the @ at byte at begins, not before from.
func localStart(s string, from, at int) int {
	start := at
	for start > from {
		c, size := utf8.DecodeLastRuneInString(s[from:start])
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !(c < utf8.RuneSelf && strings.ContainsRune("._%+-'", c)) || c == utf8.RuneError {
			break
		}
		start -= size
	}
	for start < at && strings.IndexByte(".'-", s[start]) >= 0 {
		start++
	}
	if start < at && s[at-1] == '.' {
		return at
	}
	return start
}

// domainEnd returns where the host's name that begins at a byte ends: labels parted by points, the last of letters. 0 for none.
func domainEnd(s string, at int) int {
	end, label := 0, at
	limit := min(len(s), at+maxDomain)
	letters := true
	for i := at; ; {
		c, size := rune(0), 0
		if i < limit {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		if unicode.IsLetter(c) || c == '-' || unicode.IsDigit(c) {
			letters = letters && unicode.IsLetter(c)
			i += size
			continue
		}
		if i == label || s[label] == '-' {
			break
		}
		if label > at && letters && utf8.RuneCountInString(s[label:i]) >= 2 {
			end = i
		}
		if c != '.' {
			break
		}
		i += size
		label, letters = i, true
	}
	return end
}

var (
	atWords   = set("at ät arroba arobase chiocciola")
	dotWords  = set("dot punkt punto ponto")
	joinWords = set("dot punkt punto ponto underscore unterstrich dash hyphen minus guion tiret plus")
	looking   = set("look looked looking looks shop shopped bought buy order ordered arrived work works worked sign signed visit available find found based see here there back live")
)

// spokenMails finds addresses as they are said: "john dot smith at example dot com". "[at]" and "(dot)" read alike.
func spokenMails(r *reading) []Entity {
	var out []Entity
	for i := range r.words {
		if !atWords[r.norm(i)] || i == 0 || i+3 > len(r.words) || !dotWords[r.norm(i+2)] {
			continue
		}
		end := spokenHost(r, i+1)
		if end < 0 {
			continue
		}
		start, joined := i-1, false
		for n := 0; start >= 2 && n < 6 && joinWords[r.norm(start-1)]; n++ {
			start, joined = start-2, true
		}
		if local := r.norm(start); !joined && (looking[local] || stops[local] || len(local) < 2) {
			continue
		}
		out = append(out, Entity{Email, r.words[start].Start, r.words[end].End, .85, "an e-mail address as it is spoken"})
	}
	return append(out, spokenWebs(r)...)
}

// spokenHost returns the last word of a host's name that begins with a word: "example dot co dot uk". -1 for none.
func spokenHost(r *reading, i int) int {
	end := -1
	for n := 0; n < 4 && i+2 < len(r.words) && dotWords[r.norm(i+1)]; n++ {
		i += 2
		if endings[r.norm(i)] {
			end = i
		}
	}
	return end
}

// spokenWebs finds web addresses as they are said: "example dot com".
func spokenWebs(r *reading) []Entity {
	var out []Entity
	for i := 1; i+1 < len(r.words); i++ {
		if r.norm(i) == "dot" && firmEndings[r.norm(i+1)] {
			out = append(out, Entity{URL, r.words[i-1].Start, r.words[i+1].End, .7, "a web address as it is spoken"})
		}
	}
	return out
}

// firmEndings are the ends of hosts' names that are hardly anything else.
var firmEndings = set("com org net edu gov mil eu de ch fr nl lu uk ie dk se fi cz sk hu ro bg gr hr lv lt ru ua tr cn jp kr nz ca br ar za biz")

// endings are those and others that count where nothing speaks against them.
var endings = set("com org net edu gov mil eu de ch fr nl lu uk ie dk se fi cz sk hu ro bg gr hr lv lt ru ua tr cn jp kr nz ca br ar za biz " +
	"info io ai app dev co me tv at it es pt be no is pl si ee il in au us mx cl xyz online shop cloud tech")

// webs finds web addresses: with a scheme, with www, or a host whose name ends as such names do.
func webs(r *reading) []Entity {
	var out []Entity
	for start := 0; start < len(r.s); {
		end := start
		for end < len(r.s) && r.s[end] > ' ' {
			end++
		}
		if chunk := r.s[start:end]; strings.IndexByte(chunk, '.') > 0 || strings.Contains(chunk, "://") {
			out = append(out, webIn(r.s, start, min(end, start+maxWeb))...)
		}
		for end < len(r.s) && r.s[end] <= ' ' {
			end++
		}
		start = end
	}
	return out
}

const webClosers = ".,;:!?)]}>\"'*_|"

// webIn finds at most one web address between two white spaces.
func webIn(s string, start, end int) []Entity {
	chunk := s[start:end]
	if i := strings.Index(chunk, "://"); i >= 2 {
		return withScheme(chunk, start, i)
	}
	from := strings.IndexFunc(chunk, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
	if from < 0 || strings.IndexByte(chunk, '@') >= 0 {
		return nil
	}
	if dot := strings.IndexByte(chunk[from:], '.') + from; dot > from { // "site:example.com"
		if cut := strings.LastIndexAny(chunk[from:dot], "(<[\"'=:,|>"); cut >= 0 {
			from += cut + 1
		}
	}
	host := domainEnd(chunk, from)
	if host == 0 || !utf8.ValidString(chunk[from:host]) {
		return nil
	}
	to := host
	if host < len(chunk) && strings.IndexByte("/?#", chunk[host]) >= 0 {
		to = max(host, webEnd(chunk, host))
	} else if wordAt(chunk, host) {
		return nil
	}
	if score := hostScore(strings.ToLower(chunk[from:host]), to > host, chunk[from:host]); score > 0 {
		return []Entity{{URL, start + from, start + to, score, "looks like a web address"}}
	}
	return nil
}

// withScheme finds the address whose scheme ends at a byte of a chunk, which stands at start in its text.
func withScheme(chunk string, start, colon int) []Entity {
	from := colon
	for from > 0 && chunk[from-1]|0x20 >= 'a' && chunk[from-1]|0x20 <= 'z' {
		from--
	}
	scheme, to := strings.ToLower(chunk[from:colon]), webEnd(chunk, colon+3)
	if scheme != "http" && scheme != "https" && scheme != "ftp" || to == colon+3 {
		return nil
	}
	return []Entity{{URL, start + from, start + to, .98, "looks like a web address"}}
}

// webEnd returns where an address ends that goes on from a byte of a chunk without white space.
func webEnd(chunk string, from int) int {
	to := len(chunk)
	if i := strings.IndexAny(chunk[from:], "<>\"'"); i >= 0 {
		to = from + i
	}
	for to > from {
		c, size := utf8.DecodeLastRuneInString(chunk[:to])
		if !(c < utf8.RuneSelf && strings.ContainsRune(webClosers, c)) && !(c == utf8.RuneError && size == 1) && !strings.ContainsRune("…”’»", c) {
			break
		}
		to -= size
	}
	return to
}

// programs are written like hosts and are none.
var programs = set("node.js vue.js next.js asp.net vb.net ml.net paint.net socket.io")

// hostScore says how sure it is that a name without a scheme is a host's, 0 for not.
func hostScore(name string, path bool, written string) float64 {
	labels := strings.Split(name, ".")
	ending := labels[len(labels)-1]
	switch {
	case programs[name] || strings.HasSuffix(written, ".NET") || len(labels[0]) == 1 && len(labels) == 2:
		return 0
	case labels[0] == "www" && len(labels) > 2:
		return .97
	case firmEndings[ending]:
		return .88
	case !endings[ending]:
		return 0
	case path || len(labels) > 2:
		return .85
	case written != name: // two sentences without a space between them: "It works.It is fine"
		return 0
	}
	return .7
}

var (
	softwareWords = set("version versions release released releases build builds firmware update updated updates upgrade upgraded upgrading patch rollback downgrade " +
		"driver software app plugin library package sdk api kernel bios v ver rev revision section chapter clause paragraph figure")
	addressWords = set("ip address addresses addr server servers host hosts ping pinged subnet gateway router proxy vpn dns network client login logged firewall blocked connect connected connection localhost traffic")
)

// hosts finds the numbers of computers in networks.
func hosts(r *reading) []Entity {
	var out []Entity
	s := r.s
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) || i > 0 && (isWordByte(s[i-1]) || s[i-1] == '.') {
			continue
		}
		if end := dotted(s, i); end > 0 {
			if score := ipScore(r, i, end); score > 0 {
				out = append(out, Entity{IP, i, end, score, "looks like an IP address"})
			}
			i = end
		}
	}
	for start := 0; start < len(s); start++ {
		end, colons := start, 0
		for ; end < len(s) && s[end] > ' '; end++ {
			if s[end] == ':' {
				colons++
			}
		}
		if colons >= 2 && end-start < 100 {
			out = append(out, colonHost(s, start, end)...)
		}
		start = end
	}
	return out
}

// dotted returns where four numbers below 256 parted by points end that begin at a byte, 0 for none.
func dotted(s string, i int) int {
	for n := range 4 {
		value, from := 0, i
		for i < len(s) && isDigit(s[i]) && i-from < 4 {
			value = value*10 + int(s[i]-'0')
			i++
		}
		if i == from || i-from > 3 || value > 255 || s[from] == '0' && i-from > 1 {
			return 0
		}
		if n == 3 {
			break
		}
		if i >= len(s) || s[i] != '.' {
			return 0
		}
		i++
	}
	if wordAt(s, i) || i+1 < len(s) && s[i] == '.' && isDigit(s[i+1]) {
		return 0
	}
	return i
}

// ipScore tells the numbers of computers from those of releases, which look alike.
func ipScore(r *reading, start, end int) float64 {
	i := r.at(start)
	_, which := r.near(start, 6, addressWords, softwareWords)
	small := true // no part above 31: releases seldom go higher
	for part := range strings.SplitSeq(r.s[start:end], ".") {
		small = small && (len(part) == 1 || len(part) == 2 && part <= "31")
	}
	switch form := r.s[start:end]; {
	case strings.HasPrefix(form, "127.") || strings.HasPrefix(form, "0.") || strings.HasPrefix(form, "255."): // of no one: the machine itself, all of a network
		return 0
	case which == 0:
		return .97
	case which == 1:
		return 0
	case small && i > 0 && r.capital(i-1) && r.gap(i) == " " && !r.begins(i-1): // "Chrome 10.2.1.4"
		return 0
	case small:
		return .6
	}
	return .95
}

// colonHost finds an address of the sixth version of the protocol, or of a network card, between two white spaces.
func colonHost(s string, start, end int) []Entity {
	for start < end && strings.IndexByte("([<\"'", s[start]) >= 0 {
		start++
	}
	if cut := strings.IndexAny(s[start:end], ")]>\"',;/%"); cut >= 0 {
		end = start + cut
	}
	for end > start && strings.IndexByte(".:!?", s[end-1]) >= 0 && !strings.HasSuffix(s[start:end], "::") {
		end--
	}
	form := s[start:end]
	if isMAC(form) {
		return []Entity{{ID, start, end, .9, "looks like the number of a network card"}}
	}
	addr, err := netip.ParseAddr(form)
	if err != nil || !addr.Is6() || strings.Count(form, ":") < 3 && form != "::1" || !strings.ContainsAny(form, "0123456789") {
		return nil
	}
	return []Entity{{IP, start, end, .96, "looks like an IP address"}}
}

// isMAC reports whether s is six pairs of hexadecimal digits parted by colons.
func isMAC(s string) bool {
	if len(s) != 17 {
		return false
	}
	for i := range len(s) {
		c := s[i] | 0x20
		if i%3 == 2 != (s[i] == ':') || i%3 != 2 && !isDigit(s[i]) && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
