package redact

import (
	"strings"
	"unicode/utf8"
)

// Forms of address before a name, in several languages.
var titles = set("mr mrs ms mx miss dr prof professor sir madam doctor nurse herr frau señor señora sr sra monsieur madame mme mlle m. signor signora sig dott dottor dottoressa " +
	"meneer mevrouw dhr mevr senhor senhora dona doña pan pani fru fröken rev reverend father sister captain sergeant officer")

// joiners may stand inside a name in small letters.
var joiners = set("de da do dos das van von der den di del della la le du bin ibn al el zu zur ten ter af av e y")

// Words before a name, by how much they say that one comes.
var (
	// after these single words a name comes nearly always
	namesAfter = set("named dear hi hello hey nicknamed née heiße heisse llamo appelle chiamo heet heter nazywam chiamami chiamatemi surname lastname firstname fullname hola bonjour ciao hallo olá hej")
	// after these it often comes
	oftenAfter = set("says said asks asked told tell tells met meet thanks called regards sincerely signed cheers interviewed invited hired emailed messaged texted " +
		"wife husband partner son daughter kid brother sister mother father mum mom dad friend boss manager colleague coworker teammate neighbour neighbor uncle aunt cousin nephew niece " +
		"grandma grandpa grandmother grandfather assistant ceo cto founder supervisor therapist teacher roommate flatmate fiancé fiancée girlfriend boyfriend mentor landlord " +
		"lawyer attorney accountant secretary beneficiary chef frau mann freund freundin kollege kollegin tochter sohn bruder schwester mutter vater " +
		"mari femme collègue ami amie hermano hermana amigo amiga esposo esposa jefe compañero marito moglie collega amico amica marido esposa colega")
	// the first word of two before a name
	nameWords = set("name names nombre nom nome naam namn navn imię jméno")
	isWords   = set("is 's was are es est è é är er ist jest")
	weakPairs = set("i_am i_'m it_is it_'s")
	isPairs   = map[string]bool{"this is": true, "call me": true, "calls me": true, "spoke to": true, "spoke with": true,
		"talk to": true, "talk with": true, "talked to": true, "talked with": true, "talking to": true, "talking with": true, "speaking with": true, "speaking to": true,
		"speak with": true, "speak to": true, "met with": true, "meeting with": true, "thank you": true, "signed by": true, "written by": true, "ask for": true, "asked for": true,
		"bei mir": true, "ich bin": true, "je suis": true, "yo soy": true, "soy": true, "sono": true, "ik ben": true, "eu sou": true, "aquí": true,
		"said to": true, "says to": true,
		"works with": true, "work with": true, "working with": true, "worked with": true, "married to": true, "reports to": true, "report to": true, "interview with": true,
		"jag är": true}
	callPairs = map[string]bool{"was called": true, "is called": true, "'s called": true, "call me": true, "calls me": true, "named him": true, "named her": true, "call him": true,
		"call her": true, "called him": true, "called her": true}
	callers = set("user customer client patient interviewer interviewee participant respondent agent guest host from to cc bcc attn author signed contact name owner assignee reporter")
)

// introduced says how much the words before a word tell that a name begins there: 0 nothing, .3 something, .5 nearly sure.
func (r *reading) introduced(i int) float64 {
	if i == 0 {
		return 0
	}
	before, before2 := r.norm(i-1), r.norm(i-2)
	pair := before2 + " " + before
	switch gap := strings.TrimSpace(r.gap(i)); gap {
	case ":", "?":
		return introducedBy(before, gap)
	case "":
		switch {
		case nameWords[before] && (before2 == "my" || strings.Contains(r.gap(i), "\n")):
			return .5
		case weakPairs[before2+"_"+before]:
			return .25
		case isPairs[pair], before == "by" && strings.HasSuffix(before2, "ed"):
			return .3
		}
	case ",":
	default:
		return 0
	}
	switch {
	case isWords[before] && nameWords[before2]:
		return .5
	case namesAfter[before], callPairs[pair]:
		return .45
	case oftenAfter[before], pair == "kind regards":
		return .3
	}
	return 0
}

// introducedBy is introduced for a word with a colon or a question mark behind it: "Name: ", "your name? ".
func introducedBy(before, mark string) float64 {
	switch {
	case nameWords[before], namesAfter[before]:
		return .5
	case mark == "?":
		return 0
	case callers[before]:
		return .4
	case before == "by":
		return .3
	}
	return 0
}

// titled reports whether a form of address stands right before a word.
func (r *reading) titled(i int) bool {
	gap := r.gap(i)
	return i > 0 && titles[r.norm(i-1)] && (gap == " " || gap == ". " || gap == "." || gap == "\u00a0")
}

var (
	actWords = set("is was has had will says said say lived lives began went told asked asks spent shouted gave came can could would does did do works worked wants wanted thinks thought " +
		"mentioned suggested replied answered wrote writes called calls texted emailed joined left helped helps showed shows explained agreed knows knew never always also just really " +
		"didn doesn wasn isn hat ist sagt sagte meint war a dit est dijo dice es ha detto zei heeft")
	placeWords = set("in from at near into outside around across via to of")
	motions    = set("flew moved went going travel travelled traveled travelling drive drove move go goes come came back trip fly flying driving relocated sent ship shipped flight train")
)

// speaks are those of them that only people do, doings those that people do mostly.
var (
	speaks = set("says said say told asked asks thinks thought mentioned suggested replied answered wrote texted emailed explained agreed")
	doings = set("says said say told asked asks thinks thought mentioned suggested replied answered wrote texted emailed explained agreed lives lived went came began spent shouted " +
		"gave wanted wants worked joined left helped knows knew called calls")
)

// acts reports whether what follows a word shows that somebody acts, owns or speaks there.
func (r *reading) acts(i int) bool {
	gap := r.gap(i + 1)
	if strings.HasPrefix(gap, ":") {
		return strings.HasPrefix(gap, ": ") && r.begins(i)
	}
	if strings.HasPrefix(gap, "'s") || strings.HasPrefix(gap, "’s") || r.norm(i+1) == "'s" || r.norm(i+1) == "'d" || r.norm(i+1) == "'ll" {
		return true
	}
	if gap == ", " && r.begins(i) {
		return vocatives[r.norm(i+1)]
	}
	return gap == " " && actWords[r.norm(i+1)]
}

// vocatives follow the name of somebody who is spoken to: "Ana, can you see it?"
var vocatives = set("can could would please thanks thank do did have are what how you tell let")

// placed reports whether words before tell that a place comes: "in X", "moved to X".
func (r *reading) placed(i int) bool {
	before := r.norm(i - 1)
	if before == "the" {
		i, before = i-1, r.norm(i-2)
	}
	if i == 0 || strings.Trim(r.gap(i), " ") != "" || !placeWords[before] {
		return false
	}
	return before != "to" && before != "of" || motions[r.norm(i-2)] || before == "of"
}

// near reports whether what stands between two words lets a name go on.
func near(gap string, afterInitial bool) bool {
	switch gap {
	case " ", "-", "", "'", "’", "\u00a0", "\u2010", "\u2011":
		return true
	}
	return afterInitial && (gap == ". " || gap == ".")
}

// label reports whether a word begins a line that a colon turns into somebody's: "Sarah: I think so".
func (r *reading) label(first, last int) bool {
	if first > 0 && !strings.Contains(r.gap(first), "\n") && !strings.HasSuffix(strings.TrimRight(r.gap(first), " "), "]") || last-first > 2 {
		return false
	}
	gap := r.gap(last + 1)
	return last+1 < len(r.words) && (strings.HasPrefix(gap, ": ") || strings.HasPrefix(gap, ":\t") || strings.HasPrefix(gap, " (") && strings.HasSuffix(strings.TrimSpace(gap), "("))
}

// initial reports whether a word is one letter.
func (r *reading) initial(i int) bool {
	return utf8.RuneCountInString(r.word(i)) == 1
}
