package redact

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paper tells numbers of registers of persons by their form and check digits.
func (w window) paper(r *reading) Entity {
	if len(w.digits) < 9 || len(w.digits) > 15 || w.run.s[w.start] == '+' || w.run.s[w.start] == '(' {
		return Entity{}
	}
	_, cue := r.near(w.start, 7, securityWords, phoneWords)
	if score, why := w.paperScore(cue == 0, cue == 1); score > 0 {
		return w.entity(ID, score, why)
	}
	return Entity{}
}

// paperScore judges by form; secure and phone tell what words stand before.
func (w window) paperScore(secure, phone bool) (float64, string) {
	d := w.digits
	is := func(lens ...int) bool { return slices.Equal(w.lens, lens) }
	switch {
	case is(3, 2, 4) && (w.marks == "--" || secure):
		return .95, "has the form of a social security number"
	case cpf(d) && w.marks == "..-":
		return .97, "a number of a person (CPF) with right check digits"
	case secure && nhs(d):
		return .96, "a health service number with the right check digit"
	case w.marks == "-" && w.lens[1] == 4 && beginsWithDay(d):
		return .85, "begins with a birth date, as numbers of persons do"
	case phone:
		return 0, ""
	case is(4, 2, 4) && w.marks == "--":
		return .6, "grouped as the number of a paper"
	case w.checked(), nir(d):
		return .9, "a number of a person with right check digits"
	}
	return 0, ""
}

// checked reports whether the number satisfies the check of a register of 11 digits, written in one piece or in two.
func (w window) checked() bool {
	return w.marks == "" && pesel(w.digits) || (w.marks == "" || w.marks == " ") && norwegian(w.digits)
}

// beginsWithDay reports whether 10 or 12 digits begin YYMMDD, DDMMYY or YYYYMMDD.
func beginsWithDay(d string) bool {
	if len(d) == 12 {
		d = d[2:]
	}
	if len(d) != 10 {
		return false
	}
	month := d[2:4] >= "01" && d[2:4] <= "12"
	return month && (d[4:6] >= "01" && d[4:6] <= "31" || d[:2] >= "01" && d[:2] <= "31")
}

// papers finds numbers of persons that hold letters.
func papers(r *reading) []Entity {
	var out []Entity
	for i, t := range r.words {
		digits, letters := mix(r.s[t.Start:t.End])
		if digits+letters != t.End-t.Start || wordBefore(r.s, t.Start) {
			continue
		}
		if e := nino(r, i); e.Score > 0 {
			out = append(out, e)
		}
		if end := t.Start + 11; digits == 6 && letters == 0 && end <= len(r.s) && !wordAt(r.s, end) && hetu(r.s[t.Start:end]) {
			out = append(out, Entity{ID, t.Start, end, .95, "a number of a person with the right check sign"})
		}
		if digits > 0 && letters > 0 {
			if score, why := registered(strings.ToUpper(r.s[t.Start:t.End])); score > 0 {
				out = append(out, Entity{ID, t.Start, t.End, score, why})
			}
		}
	}
	return out
}

// registered judges a word of capitals and digits by the forms of registers of persons.
func registered(form string) (float64, string) {
	switch {
	case dni(form):
		return .93, "a number of a person (DNI) with the right check letter"
	case fits(form, "LLLLLLDDLDDLDDDL"):
		return .95, "has the form of an Italian tax code"
	case fits(form, "LLLLLDDDDL"):
		return .85, "has the form of an Indian tax number"
	case fits(form, "LLDDDDDDL") && strings.IndexByte("ABCD", form[8]) >= 0:
		return .9, "has the form of a British insurance number"
	}
	return 0, ""
}

// nino finds a British insurance number in groups: "QQ 12 34 56 C".
func nino(r *reading, i int) Entity {
	t := r.words[i]
	if t.End-t.Start != 2 {
		return Entity{}
	}
	end, form := grouped(r.s, t.Start, 9)
	if end != t.Start+13 || !fits(form, "LLDDDDDDL") || strings.IndexByte("ABCD", form[8]) < 0 {
		return Entity{}
	}
	return Entity{ID, t.Start, end, .93, "has the form of a British insurance number"}
}

// fits reports whether s is letters (L) and digits (D) as the form says.
func fits(s, form string) bool {
	if len(s) != len(form) {
		return false
	}
	for i := range len(form) {
		if c := s[i] | 0x20; form[i] == 'D' && !isDigit(s[i]) || form[i] == 'L' && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

// mix counts the ASCII digits and letters of s.
func mix(s string) (digits, letters int) {
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
		}
	}
	return digits, letters
}

var (
	securityWords = set("ssn social security nhs insurance sin tin tax national identity passport personnummer bsn")
	strongPapers  = set("passport ssn nhs nino bsn licence license imei vin iqama aadhaar pesel cpf dni nie curp sin tin personalausweis reisepass pasaporte passeport passaporto steuernummer " +
		"ausweisnummer sozialversicherungsnummer personnummer burgerservicenummer registration plate")
	weakPapers = set("employee staff badge personnel payroll account acct customer client member membership patient student order booking reservation reference ref case ticket invoice policy " +
		"insurance contract tax id identification identity mrn loan claim konto kundennummer kunde bestellung bestellnummer vertragsnummer mitarbeiter matricula pedido cliente " +
		"commande contrat confirmation tracking serial sort routing swift bic pin")
	paperLinks = set("number numbers no nr num id card code is was it its it's 's my the and nummer número numero numéro ist es est are would be so that's thats called reads says details")
	paperMarks = set("number numbers no nr num id nummer número numero numéro code")
)

// cued finds numbers behind a word for the paper or register they stand in: "passport number C01X00T47", "order #48213".
func cued(r *reading) []Entity {
	var out []Entity
	for i := range r.words {
		strong := strongPapers[r.norm(i)]
		if !strong && !weakPapers[r.norm(i)] {
			continue
		}
		j, marked := i+1, strings.ContainsAny(r.gap(i+1), "#:") || paperMarks[r.norm(i)]
		for n := 0; n < 5 && paperLinks[r.norm(j)] && !strings.ContainsAny(r.gap(j), ".!?\n"); n++ {
			marked = marked || paperMarks[r.norm(j)] || strings.ContainsAny(r.gap(j+1), "#:")
			j++
		}
		if j >= len(r.words) || strings.ContainsAny(r.gap(j), "!?;$€£") || len(r.gap(j)) > 6 {
			continue
		}
		end := valueEnd(r.s, r.words[j].Start)
		form := r.s[r.words[j].Start:end]
		digits, letters := mix(form)
		if enough(digits, letters, strong, marked) && !clockOrDate(form) {
			out = append(out, Entity{ID, r.words[j].Start, end, .78, "a number after “" + r.norm(i) + "”"})
		}
	}
	return out
}

// enough reports whether a value of so many digits and letters is a number of a paper.
func enough(digits, letters int, strong, marked bool) bool {
	switch {
	case digits < 3 || digits > 20 || letters > digits+4:
		return false
	case strong:
		return digits+letters >= 5
	case marked:
		return digits+letters >= 4
	}
	return digits >= 6 || letters > 0 && digits >= 4
}

// valueEnd returns the end of a number of letters and digits in groups that begins at a byte.
func valueEnd(s string, at int) int {
	i := at
	for i < len(s) && i-at < 40 {
		c, size := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		switch {
		case c < utf8.RuneSelf && (isDigit(byte(c)) || unicode.IsLetter(c)):
		case (c == '-' || c == '/' || c == '.' || c == '_') && next < utf8.RuneSelf && (isDigit(byte(next)) || unicode.IsUpper(next)):
		case c == ' ' && i > at && isDigit(s[i-1]) && next < utf8.RuneSelf && isDigit(byte(next)):
		default:
			return i
		}
		i += size
	}
	return i
}

// clockOrDate reports whether a value is a day or a year rather than a number of a paper.
func clockOrDate(form string) bool {
	if len(form) == 4 {
		return form >= "1900" && form < "2100"
	}
	run := readRun(form, 0)
	w, ok := run.window(0, len(run.groups))
	if !ok || w.end != len(form) {
		return false
	}
	_, day := w.day()
	return day
}
