package redact

import "strings"

// ibans finds international bank account numbers: the letters of a country, two check digits, and as much as the country has.
func ibans(r *reading) []Entity {
	var out []Entity
	for i, t := range r.words {
		if t.End-t.Start < 4 || r.s[t.Start] >= 0x80 || !isDigit(r.s[t.Start+2]) || !isDigit(r.s[t.Start+3]) || wordBefore(r.s, t.Start) {
			continue
		}
		length := ibanLengths[strings.ToUpper(r.s[t.Start:t.Start+2])]
		if length == 0 {
			continue
		}
		end, form := grouped(r.s, t.Start, length)
		if end == 0 {
			continue
		}
		e := Entity{IBAN, t.Start, end, .75, "as long as an IBAN of its country"}
		_, named := r.near(t.Start, 5, accountWords)
		switch whole := len(form) == end-t.Start; {
		case mod97(form):
			e.Score, e.Why = .99, "an IBAN with the right check digits"
		case named == 0 || whole && i < len(r.words):
			e.Score = .92
		}
		out = append(out, e)
	}
	return out
}

var accountWords = set("iban account konto kontonummer cuenta compte conto conta rekening bank transfer")

// grouped reads n letters and digits from a byte, perhaps parted by single spaces or hyphens, and returns their end and themselves in
// capitals; 0 when another letter or digit follows or there are not so many.
func grouped(s string, at, n int) (end int, form string) {
	var b strings.Builder
	i := at
	for b.Len() < n {
		if i >= len(s) {
			return 0, ""
		}
		switch c := s[i]; {
		case isDigit(c) || c >= 'A' && c <= 'Z':
			b.WriteByte(c)
		case c >= 'a' && c <= 'z':
			b.WriteByte(c - 'a' + 'A')
		case (c == ' ' || c == '-') && isWordByte(s[i-1]):
		default:
			return 0, ""
		}
		i++
	}
	if wordAt(s, i) {
		return 0, ""
	}
	return i, b.String()
}
