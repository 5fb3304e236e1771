package redact

import (
	"strings"

	"throughline/synthesis/text"
)

// addresses finds where people live: streets with numbers, letter boxes, what follows them (flat, postcode, town), and postcodes.
func addresses(r *reading) []Entity {
	var out []Entity
	inside := make([]bool, len(r.words))
	done := -1
	for i := 0; i < len(r.words); i++ {
		first, last, score, why := r.place(i)
		if score == 0 || first <= done {
			first, last, score, why = r.told(i)
			if score > 0 && first > done {
				out = append(out, Entity{Address, r.words[first].Start, r.words[last].End, score, why})
			}
			continue
		}
		if unitWords[r.norm(first-1)] && r.number(first) && r.joined(first) { // "Flat 2, 118 Queens Park Road"
			first--
		}
		last = r.goesOn(last)
		for last+1 < len(r.words) && strings.TrimSpace(r.gap(last+1)) == "" && !strings.Contains(r.gap(last+1), "\n") && r.unit(last+1) > 0 {
			last = r.unit(last + 1)
		}
		out = append(out, Entity{Address, r.words[first].Start, r.words[last].End, score, why})
		for j := first; j <= last; j++ {
			inside[j] = true
		}
		done = last
		i = max(i, last)
	}
	for _, code := range postcodes(r) {
		if !inside[r.at(code.Start)] { // of an address
			out = append(out, code)
		}
	}
	return out
}

// place reads the heart of an address at a word.
func (r *reading) place(i int) (first, last int, score float64, why string) {
	if first, last, score = r.street(i); score > 0 {
		return first, last, score, "looks like a street address"
	}
	if last = r.box(i); last > 0 {
		return i, last, .85, "looks like a letter box"
	}
	if last, score = r.houseAndName(i); score > 0 {
		return i, last, score, "a number, a name and a number, as in addresses"
	}
	if hardUnits[r.norm(i)] {
		if last = r.unit(i); last > 0 {
			return i, last, .75, "the number of a flat or suite"
		}
	}
	return 0, 0, 0, ""
}

var boxWords = set("box postfach postbus apartado bp casella skrytka psc cmr")

// box reads "P.O. Box 12", "Postfach 12", "PSC 3294, Box 9168", and returns the last word, 0 for none.
func (r *reading) box(i int) int {
	j := i
	switch norm := r.norm(i); {
	case norm == "p" && r.norm(i+1) == "o" && r.norm(i+2) == "box":
		j = i + 2
	case norm == "po" && r.norm(i+1) == "box":
		j = i + 1
	case norm == "unit" && r.number(i+1) && r.norm(i+2) == "box":
		j = i + 2
	case norm == "box" || !boxWords[norm] || norm == "bp" && !allUpper(r.word(i)) || norm == "psc" && !r.number(i+1):
		return 0
	}
	if !r.number(j+1) || len(r.gap(j+1)) > 2 {
		return 0
	}
	if r.norm(j+2) == "box" && r.number(j+3) {
		return j + 3
	}
	return j + 1
}

// unit reads "Apt. 805" or "flat 3b" and returns the last word, 0 for none.
func (r *reading) unit(i int) int {
	if !unitWords[r.norm(i)] || i+1 >= len(r.words) || len(strings.Trim(r.gap(i+1), " .#")) > 0 || strings.HasPrefix(r.s[r.words[i+1].End:], "%") {
		return 0
	}
	digits, letters := mix(r.word(i + 1))
	if digits+letters != len(r.word(i+1)) || digits == 0 && letters != 1 || letters > 2 || digits > 5 {
		return 0
	}
	return i + 1
}

var liveWords = map[string]bool{"live at": true, "lives at": true, "living at": true, "lived at": true, "located at": true, "resides at": true, "reside at": true, "address is": true,
	"deliver to": true, "ship to": true, "sent to": true, "send to": true, "moved to": true, "address to": true, "is at": true, "adresse ist": true, "corner of": true, "wohne in": true}

// told reads what stands where an address is told: up to the end of the line, if it holds a number and a word with a capital.
func (r *reading) told(i int) (first, last int, score float64, why string) {
	corner := r.norm(i) == "corner" && r.norm(i+1) == "of"
	switch {
	case corner:
		first = i + 2
	case liveWords[r.norm(i-1)+" "+r.norm(i)], r.norm(i) == "address" && strings.HasPrefix(r.gap(i+1), ":"):
		first = i + 1
	default:
		return 0, 0, 0, ""
	}
	digits, capitals, small := 0, 0, 0
	last = first - 1
	for j := first; j < len(r.words) && j-first < 14 && r.tells(j, first, corner); j++ {
		switch d, _ := mix(r.word(j)); {
		case d > 0:
			digits++
		case r.capital(j):
			capitals++
		case !r.small:
			small++
		}
		last = j
	}
	if last < first || small > 4 || !corner && (digits == 0 || capitals == 0 && !r.small) {
		return 0, 0, 0, ""
	}
	return first, last, .65, "stands where an address is told"
}

// tells reports whether a word may belong to an address that is told from word first on.
func (r *reading) tells(j, first int, corner bool) bool {
	if j > first && r.breaks(j) || r.words[j].Kind == text.Symbol {
		return false
	}
	norm := r.norm(j)
	digits, _ := mix(norm)
	switch {
	case digits > 0:
		return len(norm) <= 8
	case stops[norm]:
		return joiners[norm] || corner && norm == "and"
	}
	return r.capital(j) || r.small || joiners[norm] || corner || j <= first+4
}

// breaks reports whether what stands before a word ends an address.
func (r *reading) breaks(j int) bool {
	gap := r.gap(j)
	return strings.ContainsAny(gap, "?!;:()\"") || strings.Contains(gap, "\n\n") || strings.HasPrefix(gap, ". ") && !unitWords[r.norm(j-1)] && !r.number(j)
}

// goesOn takes in what belongs to the address that ends with a word: flat, postcode, town, country, parted by commas and line ends.
func (r *reading) goesOn(last int) int {
	for n := 0; n < 6 && last+1 < len(r.words); n++ {
		gap := r.gap(last + 1)
		if len(gap) > 12 || strings.Trim(gap, " ,.\n\t>?\\") != "" || strings.Count(gap, "\n") > 2 {
			break
		}
		end := r.unit(last + 1)
		switch parted := strings.ContainsAny(gap, ",\n"); {
		case end > 0:
		case parted:
			end = max(r.townLine(last+1), r.codeAt(last+1))
		default:
			end = r.codeAt(last + 1)
		}
		if end == 0 {
			break
		}
		last = end
	}
	return last
}

// townLine reads a part of an address between commas or line ends: words with capitals and numbers only. 0 if there is another word.
func (r *reading) townLine(i int) int {
	j := i
	for ; j < len(r.words) && j-i < 6; j++ {
		if gap := r.gap(j); j > i && strings.ContainsAny(gap, ",\n;:.!?") && !strings.HasPrefix(gap, ". ") {
			break
		}
		if !r.ofTown(j) {
			return 0
		}
	}
	person := theLikeness().named(r.norm(i)) && !r.small && strings.Contains(r.gap(i), ", ") && !r.lineEnd(i+1)
	if j == i || j-i >= 6 || r.small && j-i > 3 || !r.lineEnd(j) || person {
		return 0
	}
	return j - 1
}

// contacts are words that begin the next part of a card of contact.
var contacts = set("e email mail website web phone tel fax mobile office desk cell home i")

// ofTown reports whether a word may stand in the line of an address that names the town.
func (r *reading) ofTown(j int) bool {
	norm, word := r.norm(j), r.word(j)
	if digits, _ := mix(word); digits > 0 {
		return len(norm) <= 6
	}
	switch {
	case norm == "nan", states[norm] && allUpper(word): // "nan" is what spreadsheets write for nothing
		return true
	case r.words[j].Kind != text.Word || contacts[norm] || nameWords[norm]:
		return false
	case stops[norm]:
		return joiners[norm]
	}
	return r.capital(j) || joiners[norm] || r.small
}

// lineEnd reports whether a word begins behind the end of a line, a comma or a sentence, or the text ends before it.
func (r *reading) lineEnd(i int) bool {
	return i >= len(r.words) || strings.ContainsAny(r.gap(i), ",\n.;!?)")
}

// codeAt reads a postcode, with a town behind it or before it, right behind an address.
func (r *reading) codeAt(i int) int {
	if end, _ := r.postcode(i, true); end > 0 && (r.lineEnd(end+1) || r.capital(end+1) || r.gap(end+1) == "") {
		return end
	}
	if r.capital(i) && r.words[i].Kind == text.Word && theLikeness().of(r.norm(i)) < .9 {
		if end, _ := r.postcode(i+1, true); end > 0 && r.gap(i+1) == " " {
			return end
		}
	}
	return 0
}

var (
	codeWords = set("zip zipcode postcode postcodes postal plz postleitzahl eircode pincode postnummer postnr codigo código postale cep irányítószám")
	states    = set("al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr " +
		"aa ae ap nsw vic qld tas act nt")
)

// postcodes finds codes of post by their form or by a word for one.
func postcodes(r *reading) []Entity {
	var out []Entity
	for i, t := range r.words {
		if end, score := r.postcode(i, false); score > 0 {
			out = append(out, Entity{Address, t.Start, r.words[end].End, score, "looks like a postcode"})
		}
		if codeWords[t.Norm] || t.Norm == "cp" && allUpper(r.word(i)) || t.Norm == "code" && r.norm(i-1) == "pin" {
			out = append(out, r.codeAfter(i)...)
		}
	}
	return out
}

// codeAfter finds the code behind a word for one: "my zip code is 35350".
func (r *reading) codeAfter(i int) []Entity {
	for j := i + 1; j < len(r.words) && j-i <= 4; j++ {
		digits, letters := mix(r.word(j))
		if strings.ContainsAny(r.gap(j), ".!?") {
			return nil
		}
		if digits == 0 || digits+letters != len(r.word(j)) || len(r.word(j)) > 10 {
			continue
		}
		end := j
		if d, l := mix(r.word(j + 1)); j+1 < len(r.words) && len(r.gap(j+1)) == 1 && strings.Contains(" -", r.gap(j+1)) && d+l == len(r.word(j+1)) && (d > 0 && len(r.word(j+1)) <= 4 || l == 2 && allUpper(r.word(j+1))) {
			end = j + 1
		}
		if d, _ := mix(r.s[r.words[j].Start:r.words[end].End]); d < 2 {
			return nil
		}
		return []Entity{{Address, r.words[j].Start, r.words[end].End, .9, "a number after a word for a postcode"}}
	}
	return nil
}

// postcode reads a code of post at a word and returns its last word. Beside an address some digits are enough.
func (r *reading) postcode(i int, beside bool) (end int, score float64) {
	w, next := r.word(i), r.word(i+1)
	digits, letters := mix(w)
	if digits == 0 && !(len(w) == 2 && states[r.norm(i)]) || digits+letters != len(w) || len(w) > 7 {
		return 0, 0
	}
	if i+1 < len(r.words) && r.gap(i+1) == " " {
		if end, score = r.codeInTwo(i, w, next); score > 0 {
			return end, score
		}
	}
	switch {
	case len(w) >= 5 && allUpper(w) && british(w[:len(w)-3], w[len(w)-3:]):
		return i, .7
	case !beside || letters > 0 || digits < 3 || digits > 6:
		return 0, 0
	case r.gap(i+1) == " " && len(next) == 2 && fits(next, "LL") && allUpper(next):
		return i + 1, .8
	}
	return i, .8
}

// codeInTwo reads a code of post in two words, a space between them, or five digits and a town that is known.
func (r *reading) codeInTwo(i int, w, next string) (end int, score float64) {
	upper := r.small || r.loud || allUpper(w) && allUpper(next)
	switch {
	case upper && (british(strings.ToUpper(w), strings.ToUpper(next)) || fits(strings.ToUpper(w), "LDL") && fits(strings.ToUpper(next), "DLD")):
		return i + 1, .88
	case states[r.norm(i)] && allUpper(w) && fits(next, "DDDDD"):
		if r.gap(i+2) == "-" && fits(r.word(i+2), "DDDD") {
			return i + 2, .88
		}
		return i + 1, .85
	case fits(w, "DDDDD") && r.capital(i+1) && !r.small && theLikeness().others[r.norm(i+1)] && !units[r.norm(i+1)] && len(next) > 3:
		return i + 1, .6
	}
	return 0, 0
}

// british reports whether two parts are a postcode of the United Kingdom: SW1A 1AA.
func british(out, in string) bool {
	if len(in) != 3 || !fits(in, "DLL") || len(out) < 2 || len(out) > 4 {
		return false
	}
	for _, form := range []string{"LD", "LDD", "LLD", "LLDD", "LDL", "LLDL"} {
		if len(out) == len(form) && fits(out, form) {
			return true
		}
	}
	return false
}
