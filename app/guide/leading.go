package guide

import (
	"regexp"
	"strings"

	"throughline/synthesis/text"
)

// HintKind is what a hint is about.
type HintKind string

// The kinds of hints.
const (
	Leading HintKind = "leading" // the wording suggests an answer
	Loaded  HintKind = "loaded"  // the wording takes a judgement for granted
	Crowd   HintKind = "crowd"   // it tells what others said before it asks
	Double  HintKind = "double"  // two questions in one
)

// Words names the kind.
func (k HintKind) Words() string {
	switch k {
	case Loaded:
		return "Takes a judgement for granted"
	case Crowd:
		return "Tells what others said"
	case Double:
		return "Two questions in one"
	}
	return "Suggests an answer"
}

// Instead says what may be tried.
func (k HintKind) Instead() string {
	switch k {
	case Loaded:
		return "Ask for what happened, and let them judge: “How was it for you?”"
	case Crowd:
		return "Ask first, and tell what others said once they have answered."
	case Double:
		return "Ask one, wait for the answer, then ask the other."
	}
	return "Leave the answer open: “What did you make of it?”"
}

// wordingRule finds a wording: a sentence is folded to lower case with plain apostrophes before it is held against them.
type wordingRule struct {
	kind HintKind
	is   *regexp.Regexp
	why  string
}

func rule(kind HintKind, why, pattern string) wordingRule {
	return wordingRule{kind, regexp.MustCompile(pattern), why}
}

// judging are words that judge, as they come after "how".
const (
	judgingEn = `(great|good|nice|easy|simple|hard|difficult|bad|terrible|awful|annoying|frustrating|useful|helpful|confusing|painful|happy|unhappy|satisfied|excited|worried|stressful|valuable)`
	judgingDe = `(toll|gut|schön|einfach|leicht|schwer|schwierig|schlecht|schlimm|nervig|nützlich|hilfreich|verwirrend|zufrieden|froh|stressig|praktisch)`
	judgingEs = `(buen[oa]|bonit[oa]|fácil|difícil|mal[oa]|terrible|molest[oa]|frustrante|útil|confus[oa]|content[oa]|satisfech[oa]|práctic[oa])`
)

var wordingRules = map[text.Language][]wordingRule{
	text.English: {
		rule(Leading, "“Don't you think” asks for a yes", `\b(don't|do not|didn't|wouldn't|isn't|aren't|won't|can't|shouldn't|couldn't) (you|they|he|she|it|that|we) (not )?(also )?(think|agree|say|find|feel|like|love|prefer|want|expect|rather|be|been|have|a|an|the|just|quite|rather|pretty)\b`),
		rule(Leading, "It asks to agree", `\b(you('d| would| must| will|'ll)? agree|would you agree|do you agree|you must (be|have|feel|think|find|like|love|hate)|i('m| am) (sure|guessing|assuming) (that )?(you|it|they)|i (assume|suppose|imagine|guess|bet) (that )?(you|it|they)|surely|obviously)\b`),
		rule(Leading, "The tag at its end asks for a yes", `,? (isn't|wasn't|aren't|weren't|don't|doesn't|didn't|won't|wouldn't|can't|couldn't|shouldn't|haven't|hasn't) (it|you|they|he|she|that|there|we)\?$|, (right|correct|no|yes|yeah)\?$`),
		rule(Leading, "It puts the answer into their mouth", `^(and |but |okay,? |ok,? |right,? )*so,? (basically |really )?(you|it|that)('re| are| were|'s| is| was| would|'d)? (just |really |basically )?(like|liked|love|loved|hate|hated|prefer|preferred|want|wanted|happy|unhappy|saying|annoyed|frustrated|pleased|disappointed|satisfied|a (good|bad|big|great)|easy|hard|better|worse|useful|too)\b.*\?$`),
		rule(Loaded, "“How much do you love” takes the love for granted", `\bhow much (do|did|would|does) (you|they|he|she) (really )?(love|like|enjoy|hate|dislike|prefer|miss|appreciate|value|trust|need)\b`),
		rule(Loaded, "It judges before they do", `\bhow (very |really |so |much )?`+judgingEn+` (is|was|are|were|do|did|does|would|has|have)\b`),
		rule(Loaded, "It judges before they do", `\b(what|which)( \w+){0,3} (do|did|would) you (love|hate|like|dislike|enjoy) (the )?most\b|\bwhat do you (love|hate) about\b|\bwhy (do|did) you (love|hate|like|dislike|enjoy|prefer)\b`),
		rule(Loaded, "It calls it a problem before they do", `\b(how|what) (bad|big|serious|severe) (is|was|are|were) (the|this|that|your) (problem|issue|pain|trouble)|\bwhat (problems|difficulties|issues|frustrations|trouble) (do|did|have|are|were)\b`),
		rule(Crowd, "It tells what others said", `\b(most|many|several|lots of|a lot of|all|other|some) (of our |of the |of my )?(people|users|customers|participants|others|teams|companies)( (i|we)('ve)? (talk|talked|spoke|speak|spoken|interviewed)( to| with)?)? (say|said|tell|told|have told|love|loved|like|liked|hate|hated|find|found|think|thought|struggled|complain|complained|prefer|mention|mentioned|have mentioned|want|agree)\b|\b(everybody|everyone|nobody) (else )?(says|said|loves|likes|hates|thinks|tells|told|finds|agrees)\b`),
	},
	text.German: {
		rule(Leading, "“Finden Sie nicht” asks for a yes", `\b(finden|meinen|denken|glauben|würden|wollen|sollten|haben|sind) (sie|du|ihr) nicht\b|\b(findest|meinst|denkst|glaubst|würdest|willst) du nicht\b|\b(stimmen|stimmst) (sie|du) (mir )?(auch )?zu\b`),
		rule(Leading, "The tag at its end asks for a yes", `,? (nicht wahr|oder nicht|gell|stimmt's|richtig|oder)\?$`),
		rule(Leading, "It takes the answer for granted", `\b(sicher|sicherlich|bestimmt|natürlich|offensichtlich) (haben|finden|sind|war|fanden|mögen|wollen)\b|\b(sie|du) (sind|bist|haben|hast|finden|fanden|mögen|magst) (doch|sicher|bestimmt|sicherlich|natürlich)\b`),
		rule(Loaded, "It takes the liking for granted", `\bwie (sehr|gern|gerne) (lieben|mögen|gefällt|nutzen|hassen|vermissen|lieb(st)?|magst|gefiel|schätzen)\b`),
		rule(Loaded, "It judges before they do", `\bwie `+judgingDe+` (ist|war|sind|waren|finden|fanden|findest|fandest)\b|\bwas (stört|nervt|gefällt|ärgert) (sie|dich|ihnen|dir) am meisten\b|\bwelche (probleme|schwierigkeiten) (haben|hatten|hattest|hast|gab|gibt)\b`),
		rule(Crowd, "It tells what others said", `\b(die meisten|viele|andere|alle|manche) (\w+ )?(sagen|sagten|finden|fanden|meinen|haben|erzählen|erzählten|lieben|hassen|mögen)\b`),
	},
	text.Spanish: {
		rule(Leading, "“No cree” asks for a yes", `\bno (cree|crees|le parece|te parece|piensa|piensas|diría|dirías|opina|opinas|está de acuerdo|estás de acuerdo)\b|\b(está|estás|estaría|estarías) de acuerdo (en|con)? ?(que)?\b`),
		rule(Leading, "The tag at its end asks for a yes", `,? ?¿?(verdad|cierto|no|o no|a que sí)\?$`),
		rule(Leading, "It takes the answer for granted", `\b(seguro|seguramente|obviamente|claramente|sin duda) (que )?(le|te|les|usted|ustedes|es|fue|era)\b`),
		rule(Loaded, "It takes the liking for granted", `\bcuánto (le|te|les) (gusta|gustó|encanta|encantó|molesta|molestó)\b|\bpor qué (le|te|les) (gusta|encanta|molesta)\b`),
		rule(Loaded, "It judges before they do", `\bqué tan `+judgingEs+` (es|fue|era|son|eran|le|te)\b|\bqué problemas (tiene|tuvo|tienes|tuviste|ha|hay|hubo)\b`),
		rule(Crowd, "It tells what others said", `\b(la mayoría|muchos|muchas|otros|otras|todos|todas|algunos) (\w+ ){0,3}(dice|dicen|dijo|dijeron|piensa|piensan|cree|creen|encuentra|encuentran|prefiere|prefieren)\b`),
	},
}

// doubles find two questions in one sentence.
var doubles = map[text.Language]*regexp.Regexp{
	text.English: regexp.MustCompile(`\b(what|how|why|when|where|who|whom|which|do|does|did|is|are|was|were|have|has|had|can|could|would|will|should)\b.{6,}(\band|\bor|;) (also |then |if so,? |if not,? )?(what|how|why|when|where|who|which|(do|does|did|is|are|was|were|have|has|can|could|would|will) (you|it|they|he|she|that|there|this|the|your|we|i|anyone|anybody|somebody|someone))\b.*\?$|\bhow \w+ and (how )?\w+ (is|was|are|were|do|did|does)\b`),
	text.German:  regexp.MustCompile(`\b(was|wie|warum|wann|wo|wer|wen|welche[rsnm]?|haben|hatten|ist|sind|war|waren|können|würden|gibt|hat)\b.{6,}\b(und|oder) (auch |dann )?(was|wie|warum|wann|wo|wer|wen|welche[rsnm]?|(haben|hatten|ist|sind|war|waren|können|würden|gibt|hat) (sie|es|er|du|das|die|der|ihr))\b.*\?$|\bwie \w+ und (wie )?\w+ (ist|war|sind|waren|finden|fanden)\b`),
	text.Spanish: regexp.MustCompile(`(qué|cómo|por qué|cuándo|dónde|quién|cuál|cuánto|es|fue|tiene|puede).{6,}[ ,](y|o) (también )?(a |de |con |en )?¿?(qué|cómo|por qué|cuándo|dónde|quién|cuál|cuánto)\b.*\?$`),
}

// embedded are words before "and how" after which it is one thing that is told, not a second question: "tell me what you did and how".
var embedded = regexp.MustCompile(`^(and |so |then |ok,? |okay,? |please )*(can you |could you |would you )?(please )?(tell|walk|take|talk|describe|show|explain)\b|^(erzählen|beschreiben|können sie (mir )?(bitte )?(erzählen|beschreiben))\b|^¿?(cuénteme|cuéntame|descríbame|podría (contarme|describir))`)

// judgeWording returns what may be wrong with a question's wording: the first rule that holds, ok false for none.
func judgeWording(sentence string, lang text.Language) (kind HintKind, why string, ok bool) {
	s := plain(sentence)
	for _, r := range wordingRules[lang] {
		if r.is.MatchString(s) {
			return r.kind, r.why, true
		}
	}
	if d := doubles[lang]; d != nil && !embedded.MatchString(s) && d.MatchString(s) {
		return Double, "It asks two things, and the answer may be to one of them", true
	}
	return "", "", false
}

// plain is a sentence in lower case, with plain apostrophes and single blanks.
func plain(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	return strings.NewReplacer("’", "'", "‘", "'").Replace(s)
}

// Asking is how a question is put.
type Asking int

// The ways to ask.
const (
	NotAsking Asking = iota
	Open             // what, how, why, tell me
	Closed           // can be answered by yes, no or a name
)

var (
	openEn   = regexp.MustCompile(`^(what|how|why|which|tell|describe|walk|take|talk|show|explain|say more|give me|help me understand|start with|(can|could|would|will) you (please )?(tell|describe|walk|take|talk|show|explain|say|give|share|help|start)|i'd (like|love) to (hear|know|understand)|i want to (hear|know|understand)|let's (talk|go)|let me ask)\b`)
	openDe   = regexp.MustCompile(`^(was|wie|warum|wieso|weshalb|welche[rsnm]?|erzählen|erzähl|beschreiben|beschreib|schildern|erklären|zeigen|nehmen sie mich|(können|könnten|würden|kannst|könntest|würdest) (sie|du) (mir |uns )?(bitte )?(erzählen|beschreiben|schildern|erklären|zeigen))\b`)
	openEs   = regexp.MustCompile(`^¿?(qué|cómo|por qué|cuál|cuáles|cuénteme|cuéntame|descríbame|describe|explíqueme|explícame|háblame|hábleme|podría (contarme|describir|explicar)|me (puede|puedes|podría) (contar|describir|explicar))`)
	lead     = regexp.MustCompile(`^((and|so|but|then|now|ok|okay|right|well|great|yes|good|thanks|thank you|fine|also|und|also|dann|gut|ja|aber|y|bueno|entonces|pues|vale)\b[,.]? ?)+`)
	counting = regexp.MustCompile(`^(how (many|much|long|often|old|far|soon)|what (time|day|date|year|month|number)|wie (viele?|lange|oft|alt|weit)|cuánt[oa]s?)\b`)
)

// askingOf tells how a sentence asks. What ends with a question mark and begins with none of the words known counts as closed.
func askingOf(sentence string) Asking {
	s := lead.ReplaceAllString(plain(sentence), "")
	asks := strings.HasSuffix(s, "?")
	switch {
	case counting.MatchString(s):
		if asks {
			return Closed
		}
		return NotAsking
	case openEn.MatchString(s), openDe.MatchString(s), openEs.MatchString(s):
		if asks || imperative.MatchString(s) {
			return Open
		}
		return NotAsking
	case asks:
		return Closed
	}
	return NotAsking
}

// imperative are the openings that ask without a question mark.
var imperative = regexp.MustCompile(`^(tell|describe|walk|take|talk|show|explain|say more|give me|help me understand|start with|could you|can you|would you|i'd|i want|erzählen|erzähl|beschreiben|beschreib|schildern|erklären|zeigen|cuénteme|cuéntame|descríbame|explíqueme|hábleme)\b`)
