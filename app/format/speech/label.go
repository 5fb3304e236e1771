// Package speech finds out who speaks in the lines of a transcript and when, and who moderates.
//
// Detection has two passes. The first notes what each line might be (Parse) and counts labels (Census); the second
// believes only labels that recur, or that stand in a file most of whose lines have one, and builds utterances.
package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxLabelRunes = 48
	maxLabelWords = 6
)

// never lists what stands before a colon without being a speaker, in lower case.
var never = set(`note notes nb n.b ps p.s http https ftp mailto e.g i.e example for\ example warning important tip todo to\ do
	url link links see source sources pros cons pro con summary conclusion conclusions action\ items next\ steps details overview
	date time duration location place title subject topic study project session file recording recorded length language version
	problem problems solution solutions goal goals idea ideas result results finding findings insight insights quote quotes context
	hypothesis task tasks observation observations recommendation recommendations
	attendees participants observers product region method consent agenda background introduction keywords tags re fwd cc bcc
	sent to from start end start\ time end\ time fig figure table chapter section step part at on around about before after until
	datum uhrzeit dauer ort thema titel hinweis hinweise anmerkung anmerkungen notiz notizen zusammenfassung projekt sprache fazit beispiel vorteile nachteile
	heure durée lieu sujet titre remarque remarques résumé projet langue exemple
	fecha hora lugar duración tema título nota notas resumen proyecto idioma ejemplo`)

// noises lists what stands in brackets without being a speaker.
var noises = set(`laughs laughter laughing laugh inaudible unintelligible crosstalk cross\ talk pause pauses long\ pause short\ pause silence music
	applause noise background\ noise sigh sighs cough coughs coughing overlap overlapping indistinct unclear redacted name removed edit sic
	chuckles chuckle sniffs clears\ throat door phone beep foreign end start break lacht lachen pause\ lang unverständlich rires inaudible risas x xx xxx`)

// Roles of people who ask, in lower case, without blanks around. The value is the strength: 2 says moderator, 1
// says so only beside another label.
var moderatorWords = map[string]int{
	"moderator": 2, "moderatorin": 2, "interviewer": 2, "interviewerin": 2, "interviewer/in": 2, "researcher": 2, "host": 2,
	"facilitator": 2, "ux researcher": 2, "user researcher": 2, "intervieweur": 2, "intervieweuse": 2, "modérateur": 2, "modératrice": 2,
	"entrevistador": 2, "entrevistadora": 2, "moderador": 2, "moderadora": 2, "intervistatore": 2, "moderatore": 2, "forscherin": 2, "forscher": 2,
	"модератор": 2, "интервьюер": 2, "moderatör": 2, "moderaattori": 2, "haastattelija": 2, "gespreksleider": 2, "tazatel": 2,
	"tazatelka": 2, "moderátor": 2, "moderátorka": 2, "prowadzący": 2, "prowadząca": 2, "görüşmeci": 2, "συντονιστής": 2, "συντονίστρια": 2,
	"司会": 2, "司会者": 2, "聞き手": 2, "インタビュアー": 2, "主持人": 2, "采访者": 2, "訪談者": 2, "访谈者": 2, "진행자": 2, "면접자": 2,
	"المحاور": 2, "المحاورة": 2, "محاور": 2, "محاورة": 2, "מראיין": 2, "מראיינת": 2,
	"question": 2, "frage": 2, "mod": 2, "int": 2, "i": 1, "m": 1, "q": 1, "iv": 1,
}

var otherRoles = set(`participant respondent interviewee user customer client guest speaker observer note\ taker notetaker tester p r u b a e s t tp
	teilnehmer teilnehmerin befragte befragter kunde kundin nutzer nutzerin participante répondant entrevistado entrevistada answer antwort
	unknown\ speaker unknown sprecher sprecherin expert experte expertin patient student teacher manager translator interpreter`)

// particles may stand in lower case inside a name.
var particles = set(`de da del della der di do dos du la le van von den ten ter bin ibn al el y e zu zum of the and und et`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	words = strings.ReplaceAll(words, `\ `, "\x00")
	for w := range strings.FieldsSeq(words) {
		m[strings.ReplaceAll(w, "\x00", " ")] = true
	}
	return m
}

// fold makes labels comparable: lower case, single blanks.
func fold(label string) string {
	return strings.ToLower(strings.Join(strings.Fields(label), " "))
}

// plausible reports whether s could be a label at all: short, with a letter, without the signs of a sentence.
func plausible(s string) bool {
	if s == "" || len(s) > 4*maxLabelRunes || utf8.RuneCountInString(s) > maxLabelRunes {
		return false
	}
	letters, words, depth := 0, 1, 0
	for i, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ' ' && depth == 0:
			words++
		case strings.ContainsRune(noLabel, r), r == '.' && !dotInName(s, i):
			return false
		}
		if depth < 0 {
			return false
		}
	}
	if letters == 0 || depth != 0 || words > maxLabelWords {
		return false
	}
	return strings.Count(s, ",") <= 1 && !strings.Contains(s, "//") && !isNever(fold(s)) && !onlyMarks(s)
}

// noLabel lists signs that stand in no label.
const noLabel = "?!;\"“”„«»<>|=\\*_~`{}[]\t\n:…"

// isNever looks a folded label up in never, also without a number at its end: task 3.
func isNever(f string) bool { return never[f] || never[strings.TrimRight(f, "0123456789 #.")] }

// onlyMarks reports a label that begins with something no name begins with.
func onlyMarks(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '(' && r != '@' && r != '#'
}

// dotInName reports whether the point at i may belong to a name: after an initial or title, or inside a login.
func dotInName(s string, i int) bool {
	from := strings.LastIndexAny(s[:i], " .") + 1
	if i+1 < len(s) && s[i+1] != ' ' {
		return true
	}
	return utf8.RuneCountInString(s[from:i]) <= 3
}

// nameLike reports whether every word of a label begins as names do, or the label is a known role. It says
// nothing about scripts without case beyond their being letters.
func nameLike(label string) bool {
	f := fold(label)
	if i := strings.IndexByte(f, '('); i > 0 {
		f, label = strings.TrimSpace(f[:i]), label[:strings.IndexByte(label, '(')]
	}
	if moderatorWords[f] > 0 || otherRoles[strings.TrimRight(f, "0123456789 #")] {
		return true
	}
	for i, w := range strings.Fields(label) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && (i == 0 || !particles[strings.TrimRight(w, ".")]) && !strings.ContainsAny(w, "._'’@") {
			return false
		}
	}
	return true
}

// codeLike reports labels such as P1, Speaker 2, S03: a role or initials and a number.
func codeLike(label string) bool {
	f := fold(label)
	base := strings.TrimRight(f, "0123456789 #")
	return base != f && (utf8.RuneCountInString(base) <= 3 || otherRoles[base] || moderatorWords[base] > 0)
}

// Nameable reports whether s could be a speaker's name or role.
func Nameable(s string) bool { return plausible(s) && nameLike(s) && !noises[fold(s)] }
