package redact

import (
	"strings"
	"unicode"

	"throughline/synthesis/text"
)

// Words of streets, by where they stand in the name.
var (
	// behind the name and hardly anything else: "Clarke Avenue"
	streetWords = set("street road avenue ave boulevard blvd drive lane terrace crescent parkway pkwy highway hwy court alley rd ln cres crt " +
		"utca út útja tér körút krt rkp caddesi sokak sokağı bulvarı cad sok katu gade gata gatan vägen vej vei veien allé gracht straat laan strasse straße platz")
	// behind the name, and common words too: with a number before and capitals only
	softStreets = set("st dr ct sq pl way place square circle cir row mews walk hill grove gardens park plaza loop trail close green rise vale view point quay wharf passage run " +
		"heights ridge crossing path bend cove glen station estate courts forge junction manor mission mount landing fort u n s e w")
	// before the name: "rue de la Paix"
	fronts = set("rue calle carrer avenida avda rua travessa praça estrada alameda via viale piazza piazzale corso vicolo strada ul ulica aleja aleje plac " +
		"bulevardul calea ulice náměstí chemin impasse allée boulevard bd plaza paseo camino quai ул улица проспект переулок пер вул вулиця λεωφόρος λεωφ οδός οδος str straße strasse " +
		"jalan jl jln avenue av place cours route square passage faubourg")
	// before the name, and common words too: with a number only
	softFronts = set("via avenue av place cours route square passage strada plaza str camino")
	// ends of words: "Lindenstraße"
	streetEnds = strings.Fields("strasse straße str gasse allee platz weg damm ufer chaussee straat laan plein gracht kade dijk singel steeg gatan gata vägen gränd torget " +
		"gade vej stræde vænge veien gaten vegen katu kuja polku tori tie utca braut vegur stígur ulica trg")
	unitWords = set("apt apartment suite ste flat unit appt wohnung piso apto appartement room floor bldg building lejl top lgh")
	hardUnits = set("apt apartment suite ste appt apto")
	units2    = set("nw ne sw se n s e w north south east west")
	ordinals  = set("first second third fourth fifth sixth seventh eighth ninth tenth 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th")
)

// number reports whether a word is the number of a house: 12, 12a, 12-14, 25.
func (r *reading) number(i int) bool {
	w := r.word(i)
	digits, letters := mix(w)
	return w != "" && isDigit(w[0]) && digits <= 6 && letters <= 1 && digits+letters == len(w)
}

// named reports whether a word may stand in the name of a street.
func (r *reading) named(i int) bool {
	if i < 0 || i >= len(r.words) || r.words[i].Kind == text.Symbol {
		return false
	}
	norm := r.norm(i)
	switch {
	case ordinals[norm]:
		return true
	case r.words[i].Kind == text.Number || norm == "i" || norm[0] == '\'':
		return false
	case r.small || r.loud:
		return !stops[norm]
	}
	return r.capital(i) && !stops[norm]
}

// streetEnd reports whether a word ends as names of streets do: "Lindenstraße".
func (r *reading) streetEnd(i int) bool {
	norm := r.norm(i)
	for _, end := range streetEnds {
		if len(norm) >= len(end)+3 && strings.HasSuffix(norm, end) {
			return r.capital(i) || r.small && !stops[norm] && !theLikeness().common(norm)
		}
	}
	return false
}

// street finds the name of a street with its number around the word of a street at i. The words are first to last; score is 0 for none.
func (r *reading) street(i int) (first, last int, score float64) {
	norm := r.norm(i)
	if next := r.norm(i + 1); softStreets[norm] && (streetWords[next] || softStreets[next]) && r.gap(i+1) == " " { // "Queens Park Road"
		return 0, 0, 0
	}
	switch {
	case (streetWords[norm] || softStreets[norm] && (r.capital(i) || r.small && len(norm) > 2)) && r.joined(i) && r.named(i-1):
		return r.around(i)
	case fronts[norm] && (r.capital(i) || !softFronts[norm] || r.number(i-1) && r.capital(i+1)) && i+1 < len(r.words) && len(r.gap(i+1)) <= 2:
		return r.front(i)
	case r.streetEnd(i):
		return r.behind(i, i)
	}
	return 0, 0, 0
}

// joined reports whether only a space or a hyphen stands before a word.
func (r *reading) joined(i int) bool {
	gap := r.gap(i)
	return i > 0 && (gap == " " || gap == "-" || gap == "\u00a0" || gap == ". ")
}

// around reads "24 Clarke Avenue", "Clarke Avenue 24" and "Clarke Avenue" around the word of a street.
func (r *reading) around(i int) (first, last int, score float64) {
	hard, written := streetWords[r.norm(i)], r.capital(i) && !r.small && !r.loud
	first, last = r.streetName(i, hard), i
	if units2[r.norm(i+1)] && r.gap(i+1) == " " && allUpper(r.word(i+1)) {
		last = i + 1
	}
	like := theLikeness()
	switch {
	case r.numbersBefore(first) < first:
		if !units[r.norm(first)] && (hard || written || r.small && !like.common(r.norm(i-1))) {
			return r.numbersBefore(first), last, .88
		}
	case hard && r.number(i+1) && strings.Trim(r.gap(i+1), " .") == "" && r.capital(i-1) && !units[r.norm(i+2)]:
		return first, i + 1, .85
	case hard && written && !like.others[r.norm(i-1)]:
		return first, last, .58
	}
	return 0, 0, 0
}

// streetName returns the first word of the name that ends with the word of a street.
func (r *reading) streetName(i int, hard bool) int {
	first := i - 1
	for first > 0 && i-first < 4 && r.joined(first) && r.named(first-1) && !(r.small && theLikeness().common(r.norm(first-1))) {
		first--
	}
	if (r.small || r.loud) && hard && r.numbersBefore(first) == first { // without a number, only the word before
		return i - 1
	}
	return first
}

// front reads "rue de la Paix 12" and "12, rue de la Paix", which begin with the word of a street.
func (r *reading) front(i int) (first, last int, score float64) {
	soft := softFronts[r.norm(i)]
	last = r.frontEnd(i)
	first = r.numbersBefore(i)
	before := first < i
	behind := !before && last+1 < len(r.words) && r.number(last+1) && len(r.word(last+1)) < 5 && strings.Trim(r.gap(last+1), " ,.nº°") == ""
	if last == i && (soft || !behind) {
		return 0, 0, 0
	}
	if behind {
		last++
	}
	switch next := r.norm(i + 1); {
	case before || behind:
		return first, last, .88
	case !soft && r.capital(i) && (r.capital(i+1) || joiners[next] || stopsOfStreets[next]):
		return first, last, .55
	}
	return 0, 0, 0
}

// frontEnd returns the last word of the name that begins with the word of a street.
func (r *reading) frontEnd(i int) int {
	last := i
	for next := i + 1; next < len(r.words) && next-i <= 6 && len(r.gap(next)) <= 2 && !strings.ContainsAny(r.gap(next), ",\n;"); next++ {
		joins := joiners[r.norm(next)] || stopsOfStreets[r.norm(next)]
		if r.words[next].Kind == text.Number || !r.named(next) && !joins {
			break
		}
		if !joins || r.capital(next) {
			last = next
		}
	}
	return last
}

var stopsOfStreets = set("de la le les du des d' l' della delle dei del da do dos das el los las of the à aux san santa saint sainte")

// behind reads the number behind the name of a street that ends at word last: "Lindenstraße 12 b". Names of several words reach back.
func (r *reading) behind(first, last int) (int, int, float64) {
	for first > 0 && last-first < 3 && (r.gap(first) == "-" || r.gap(first) == " " && r.capital(first-1) && !r.begins(first-1) && r.named(first-1)) {
		first--
	}
	next := last + 1
	if !r.number(next) || strings.Trim(r.gap(next), " .") != "" || strings.Contains(r.gap(next), "\n") {
		return 0, 0, 0
	}
	first, last = r.numbersBefore(first), next
	if w := r.word(next + 1); len(w) == 1 && unicode.IsLower(rune(w[0])) && r.gap(next+1) == " " && w != "a" && w != "i" {
		last++
	}
	return first, last, .85
}

// numbersBefore returns the first of the numbers that stand right before a word, the word itself if there is none.
func (r *reading) numbersBefore(i int) int {
	for n := 0; n < 2 && i > 0 && r.number(i-1) && (r.joined(i) || r.gap(i) == ", "); n++ {
		i--
	}
	return i
}

// houseAndName reads a number, words with capitals and a number: "31401 Słowicza 10", where a line or a comma ends it.
func (r *reading) houseAndName(i int) (last int, score float64) {
	if !r.number(i) || r.small || i > 0 && (r.words[i-1].Kind == text.Number && r.gap(i) != "\n" || strings.HasSuffix(r.gap(i), ".")) {
		return 0, 0
	}
	j := i + 1
	for j < len(r.words) && j-i <= 4 && (r.gap(j) == " " || r.gap(j) == ". " || r.gap(j) == "-") && (r.named(j) || joiners[r.norm(j)]) {
		j++
	}
	if j == i+1 || !r.number(j) || r.gap(j) != " " || monthNames[r.norm(i+1)] || units[r.norm(i+1)] {
		return 0, 0
	}
	if rest := strings.TrimLeft(r.gap(j+1), " "); rest == "" && !unitWords[r.norm(j+1)] && !streetWords[r.norm(j+1)] && !softStreets[r.norm(j+1)] && j+1 < len(r.words) {
		return 0, 0
	}
	return j, .7
}
