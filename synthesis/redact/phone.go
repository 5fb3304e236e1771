package redact

import (
	"slices"
	"strings"
)

var (
	phoneWords = set("phone phones telephone tel call called calling calls mobile cell cellphone fax dial dialed dialled text texted sms whatsapp signal viber reach reached ring rang " +
		"contact hotline helpline voicemail landline answering answers ringing message telefon telefonnummer handy handynummer mobil mobilnummer rufnummer anrufen móvil movil teléfono telefono " +
		"celular llamar téléphone portable appeler cellulare chiamare telefone telemóvel ligar telefoon mobiel bellen puhelin puh")
	idWords = set("order orders ticket tickets case account passport license licence ssn security invoice booking reservation reference ref policy id insurance " +
		"member membership customer client employee staff patient nhs serial tracking shipment parcel sku isbn version build error code confirmation transaction contract card " +
		"badge visa tax vat registration bestellnummer kundennummer rechnung auftrag steuernummer pedido factura commande facture")
	afterPhone = set("office fax mobile cell home work desk")
	units      = set("km kg mb gb tb kb ms cm mm m g ml l mph kmh px dpi users people times percent pounds dollars euros eur usd gbp chf euro items rows pages steps points hours hour minutes minute mins min secs seconds days weeks months years customers employees units copies words files records miles meters metres feet votes per")
	plainWords = set("number numbers no nr num nummer número numero numéro #")
)

// extension returns the end of "x459" or "ext. 459" behind the number that ends at a byte; end itself if there is none.
func extension(s string, end int) int {
	rest := strings.ToLower(s[end:min(len(s), end+20)])
	trimmed := strings.TrimLeft(rest, " ,")
	for _, word := range []string{"extension", "ext.", "ext", "x", "durchwahl", "poste"} {
		after, ok := strings.CutPrefix(trimmed, word)
		if !ok {
			continue
		}
		after = strings.TrimLeft(after, " :")
		n := 0
		for n < len(after) && isDigit(after[n]) {
			n++
		}
		if n == 0 || n > 6 || n < len(after) && isWordByte(after[n]) || word == "x" && n < 2 {
			return end
		}
		return end + len(rest) - len(after) + n
	}
	return end
}

// phone judges a number by its sign for abroad, by words before and behind it, and by how it is grouped.
func (w window) phone(r *reading) Entity {
	n := len(w.digits)
	if n < 6 || n > 15 || strings.Count(w.digits, w.digits[:1]) == n {
		return Entity{}
	}
	e := w.entity(Phone, 0, "")
	e.Score, e.Why = w.phoneScore(r, w.run.s[e.Start:w.end])
	if e.Score > 0 {
		e.End = extension(w.run.s, w.end)
	}
	return e
}

func (w window) phoneScore(r *reading, form string) (float64, string) {
	n := len(w.digits)
	if n >= 7 && strings.IndexByte(form[:2], '+') >= 0 {
		return .95, "begins like a phone number abroad"
	}
	if w.years() || w.thousands() && w.lens[0] < 3 {
		return 0, ""
	}
	switch cue := w.cue(r); {
	case cue == cuedPhone && !(w.marks == "." && n < 8):
		return .92, "a number beside a word for calling"
	case cue == cuedID || w.start > 0 && w.run.s[w.start-1] == '#':
		return 0, ""
	case w.northAmerican():
		return .9, "grouped as a phone number"
	}
	return w.formed(r, form)
}

// formed judges a number that no word explains by its area code, then by its groups.
func (w window) formed(r *reading, form string) (float64, string) {
	n := len(w.digits)
	switch {
	case strings.HasPrefix(w.digits, "00") && n >= 10 && w.digits[2] != '0':
		return .9, "begins like a phone number abroad"
	case form[0] == '(' && strings.Contains(form, ")") && n >= 7:
		return .85, "has an area code in brackets"
	case w.digits[0] == '0' && n >= 9 && n <= 12 && !strings.Contains(w.marks, ".") && w.lens[0] > 1:
		return .85, "begins with an area code"
	case w.followedByUnit(r), w.mixed():
		return 0, ""
	}
	if score := w.grouped(); score > 0 {
		return score, "grouped as a phone number"
	}
	if len(w.lens) == 1 && n == 10 && w.digits[0] >= '2' && w.digits[3] >= '2' {
		return .5, "as long as a phone number"
	}
	return 0, ""
}

// grouped judges a number by its groups alone.
func (w window) grouped() float64 {
	n, k := len(w.digits), len(w.lens)
	if k < 2 {
		return 0
	}
	first, last, shortest := w.marks[0], w.lens[k-1], slices.Min(w.lens)
	switch {
	case k >= 4 && n >= 8 && n <= 10 && slices.Max(w.lens[1:]) == 2 && shortest == 2: // pairs
		if first == ' ' && w.digits[0] != '0' {
			return .55
		}
		return .75
	case k == 3 && n >= 8 && n <= 11 && shortest >= 2 && first != '/':
		if w.thousands() {
			return .55
		}
		return .7
	case k == 4 && n >= 10 && n <= 12 && last >= 2 && first != '.':
		return .7
	case slices.Equal(w.lens, []int{3, 4}) && first == '-':
		return .65
	}
	return 0
}

// northAmerican reports whether the groups are those of the numbering plan of North America: 212-555-0143, (212) 555-0143, 1-212-555-0143.
func (w window) northAmerican() bool {
	lens := w.lens
	if len(lens) == 4 && lens[0] == 1 && w.digits[0] == '1' {
		lens = lens[1:]
	}
	return slices.Equal(lens, []int{3, 3, 4}) && strings.ContainsAny(w.marks, "-.)")
}

// mixed reports whether slashes stand beside other marks, as in "24/7 2024-25": no number is written so.
func (w window) mixed() bool {
	return strings.Contains(w.marks, "/") && strings.ContainsAny(w.marks, "-.") || strings.Contains(w.marks, ".") && strings.Contains(w.marks, "-")
}

// years reports whether the number is one year to another, or years in a row.
func (w window) years() bool {
	for i, g := range w.run.groups[w.lo:w.hi] {
		year := w.run.s[g.start:g.end]
		if !(len(year) == 4 && year >= "1500" && year < "2100") && !(i == 1 && len(year) == 2 && len(w.lens) == 2) {
			return false
		}
	}
	return true
}

// thousands reports whether the groups are those of one large number: 1 234 567.
func (w window) thousands() bool {
	if len(w.lens) < 2 || w.lens[0] > 3 || w.digits[0] == '0' || strings.Trim(w.marks, " ") != "" && strings.Trim(w.marks, ".") != "" {
		return false
	}
	return !slices.ContainsFunc(w.lens[1:], func(l int) bool { return l != 3 })
}

type cue uint8

const (
	cuedNot cue = iota
	cuedPhone
	cuedID
)

// cue tells by words around the number what it is.
func (w window) cue(r *reading) cue {
	i := r.at(w.end)
	if afterPhone[r.norm(i)] && i < len(r.words) && len(r.gap(i)) <= 3 && !strings.ContainsAny(r.gap(i), ".\n") {
		return cuedPhone
	}
	at, number := r.at(w.start), false
	for n := 1; n <= 7; n++ {
		j := at - n
		if j < 0 || w.start-r.words[j].End > 60 || n > 2 && strings.ContainsAny(r.gap(j+1), ".!?;") && !phoneWords[r.norm(j)] {
			break
		}
		switch norm := r.norm(j); {
		case phoneWords[norm]:
			return cuedPhone
		case idWords[norm]:
			return cuedID
		case plainWords[norm]:
			number = true
		}
	}
	if number {
		return cuedPhone
	}
	return cuedNot
}

// followedByUnit reports whether the number counts something.
func (w window) followedByUnit(r *reading) bool {
	i := r.at(w.end)
	return i < len(r.words) && r.gap(i) == " " && units[r.norm(i)]
}

// spokenDigits finds digits that are said one by one: "oh seven seven double zero nine".
func spokenDigits(r *reading) []Entity {
	var out []Entity
	for i := 0; i < len(r.words); i++ {
		n, last := r.said(i)
		if n >= 6 {
			_, which := r.near(r.words[i].Start, 7, phoneWords, idWords)
			e := Entity{Phone, r.words[i].Start, r.words[last].End, .75, "digits that are said one by one"}
			if which == 1 {
				e.Kind = ID
			}
			if n >= 7 || which >= 0 {
				out = append(out, e)
			}
		}
		i = max(i, last)
	}
	return out
}

// said counts the digits that are said from a word on, and returns the last of them.
func (r *reading) said(i int) (n, last int) {
	last = i - 1
	for j := i; j < len(r.words) && (j == i || spokenGap(r.gap(j))); j++ {
		switch word := r.norm(j); {
		case digitWords[word]:
			n, last = n+1, j
		case word == "double" || word == "triple":
		default:
			return n, last
		}
	}
	return n, last
}

func spokenGap(gap string) bool {
	return gap == " " || gap == ", " || gap == "-" || gap == " - " || gap == "\n"
}

var digitWords = set("zero oh o one two three four five six seven eight nine null eins zwei drei vier fünf sechs sieben acht neun")
