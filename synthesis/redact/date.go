package redact

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	birthWords = set("born birth birthday birthdate dob geboren geb geburtstag geburtsdatum née né naissance nacido nacida nacimiento cumpleaños nato nata nascita compleanno " +
		"nascido nascida nascimento geboortedatum född födelsedatum fødselsdato syntymäaika urodzony urodzona urodzenia bday")
	eventWords = set("released release releases version updated update updates launched launch deployed published founded signed built build meeting deadline due invoice since until " +
		"effective expires expiry issued ordered paid shipped started ended")
)

const (
	months   = `(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|ene|abr|ago|dic|janv|févr|mars|avr|juin|juil|août|déc|gen|giu|lug|set|ott)\pL{0,8}`
	saidDay  = `(?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\pL{3,8}teenth|twentieth|twenty[- ]\pL{4,8}|thirtieth|thirty[- ]first)`
	saidYear = `(?:nineteen|twenty|two thousand)(?:[ -](?:\pL{3,5}ty|\pL{2,5}teen|and|hundred|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)*`
	anyDay   = `\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:\d{4}|\d{2})\b|\d{4}[./-]\d{1,2}[./-]\d{1,2}\b|` +
		`\d{1,2}(?:st|nd|rd|th|\.|er|º)?(?: of| de)? ` + months + `\.?,?(?: de| of)? ?(?:\d{4}|'?\d{2})\b|` + months + `\.? \d{1,2}(?:st|nd|rd|th)?,? (?:of )?\d{4}\b`
)

var (
	dayThere  = regexp.MustCompile(`(?i)(?:` + anyDay + `|` + saidDay + ` (?:of )?` + months + `(?:,? ` + saidYear + `)?|` + months + `\.? (?:the )?\d{1,2}(?:st|nd|rd|th)?\b|(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? ` + months + `)`)
	wholeDay  = regexp.MustCompile(`(?i)^(?:` + anyDay + `)`)
	yearThere = regexp.MustCompile(`^\W{0,3}(?:in|im|en|nel|em|year)?\W{0,3}((?:19|20)\d\d)\b`)
)

// births finds dates behind a word for birth, and full dates in words that may be such.
func births(r *reading) []Entity {
	var out []Entity
	for i, t := range r.words {
		dotted := t.Norm == "d" && r.norm(i+1) == "o" && r.norm(i+2) == "b"
		if birthWords[t.Norm] || dotted {
			if dotted {
				t = r.words[i+2]
			}
			out = append(out, born(r, i, t.End)...)
		}
		if monthNames[t.Norm] {
			out = append(out, longAgo(r, i)...)
		}
	}
	return out
}

// born finds the date that follows word i, which is one for birth and ends at a byte.
func born(r *reading, i, from int) []Entity {
	to := cutRunes(r.s, min(len(r.s), from+56))
	for j := i + 1; j < len(r.words) && r.words[j].Start < to; j++ {
		if birthWords[r.norm(j)] { // the nearest counts
			to = max(from, r.words[j].Start)
		}
	}
	window := r.s[from:to]
	if stop := strings.IndexAny(window, "?!"); stop >= 0 {
		window = window[:stop]
	}
	if m := dayThere.FindStringIndex(window); m != nil && !wordBefore(r.s, from+m[0]) && !isDigit(r.s[from+m[0]-1]) {
		return []Entity{{Birth, from + m[0], from + m[1], .93, "a date after a word for birth"}}
	}
	if m := yearThere.FindStringSubmatchIndex(window); m != nil {
		return []Entity{{Birth, from + m[2], from + m[3], .7, "a year after a word for birth"}}
	}
	return nil
}

var monthNames = set("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec " +
	"januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre " +
	"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre")

// longAgo finds a full date around the name of a month, of a year in which people who are asked today were born.
func longAgo(r *reading, i int) []Entity {
	for first := max(0, i-3); first <= i; first++ {
		from := r.words[first].Start
		m := wholeDay.FindStringIndex(r.s[from:cutRunes(r.s, min(len(r.s), from+40))])
		if m == nil || from+m[1] <= r.words[i].Start {
			continue
		}
		year := r.s[from+m[1]-4 : from+m[1]]
		if _, which := r.near(from, 6, eventWords); which < 0 && lived(year) {
			return []Entity{{Birth, from, from + m[1], .5, "a full date, perhaps of birth"}}
		}
		return nil
	}
	return nil
}

// lived reports whether somebody who is asked today may have been born in a year: 1920 to 2006.
func lived(year string) bool {
	n, err := strconv.Atoi(year)
	return err == nil && len(year) == 4 && n >= 1920 && n <= 2006
}

// date tells whether the number is a day, and gives the entity when it may be one of birth.
func (w window) date(r *reading) (Entity, bool) {
	year, ok := w.day()
	if !ok {
		return Entity{}, false
	}
	_, which := r.near(w.start, 6, birthWords, eventWords)
	switch {
	case which == 0:
		return w.entity(Birth, .93, "a date after a word for birth"), true
	case which < 0 && !clockBehind(w.run.s, w.end) && year >= 1920 && year <= 2006:
		return w.entity(Birth, .5, "a full date, perhaps of birth"), true
	}
	return Entity{}, true
}

// day reads the number as a day: 12/03/1984, 12.3.84, 1984-03-12, and returns the year as it is written.
func (w window) day() (year int, ok bool) {
	if len(w.lens) != 3 || w.marks[0] != w.marks[1] || strings.IndexByte("-./ ", w.marks[0]) < 0 {
		return 0, false
	}
	n := [3]int{}
	for i, g := range w.run.groups[w.lo:w.hi] {
		if w.lens[i] > 4 || w.lens[i] == 3 {
			return 0, false
		}
		n[i], _ = strconv.Atoi(w.run.s[g.start:g.end]) // at most four digits
	}
	if w.lens[0] == 4 {
		n[0], n[2] = n[2], n[0]
	}
	day, month, year := n[0], n[1], n[2]
	if w.lens[1] > 2 || w.lens[0] == 4 && w.lens[2] > 2 || w.marks[0] == ' ' && year < 1900 || w.lens[2] == 1 && w.lens[0] < 4 {
		return 0, false
	}
	return year, day >= 1 && month >= 1 && day <= 31 && month <= 31 && (day <= 12 || month <= 12)
}

// clockBehind reports whether a time of day follows.
func clockBehind(s string, at int) bool {
	return at+3 < len(s) && strings.IndexByte(" T", s[at]) >= 0 && isDigit(s[at+1]) && strings.IndexByte(s[at:at+4], ':') > 0
}

// cutRunes moves a byte offset back to where a sign begins.
func cutRunes(s string, at int) int {
	for at > 0 && at < len(s) && s[at]&0xc0 == 0x80 {
		at--
	}
	return at
}
