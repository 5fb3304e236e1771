package sentiment

import (
	"strings"

	"throughline/synthesis/text"
)

// reader goes through the units of a text and gathers cues.
type reader struct {
	lex   *Lexicon
	units []unit
	cues  []Cue

	sentence int     // first cue of the sentence, or behind its last "but"
	after    bool    // the sentence has a "but"
	denied   int     // units left under a negation
	denier   float64 // what the negation makes of praise
	wish     bool    // the clause wishes: praise in it is none
	weaker   bool    // the clause begins with "although" or the like
	clause   int     // first cue of the clause
}

// What shifters do. The figures follow Taboada et al. 2011, rounded: negation does not turn round in full.
const (
	denyPraise = -0.8 // "not good" is less bad than "bad"
	denyBlame  = -0.5 // "not bad" is hardly good
	denyReach  = 4    // words that a negation reaches
	denyNear   = 2    // that "less" and the like reach
	denyFar    = 8    // that it reaches over "think that …"

	wishWeight = -0.6 // what is wished for is missing

	beforeBut = 0.6
	afterBut  = 1.3
	conceded  = 0.6 // in a clause with "although"
	asked     = 0.6 // praise in a question
	loudly    = 1.3 // in capitals
)

// step reads on from unit i and returns the next to read.
func (r *reader) step(i int) int {
	u := &r.units[i]
	if u.begins {
		r.turn()
		r.sentence, r.denied, r.wish, r.weaker, r.clause = len(r.cues), 0, false, false, len(r.cues)
	} else if u.parted {
		r.denied, r.wish = 0, false
		r.endClause()
	}
	if p, end := r.lex.book.at(r.units, i, r.lex.better); p != nil && !(p.start && r.lex.rules[p.rule].wish && r.compares(end)) {
		rule := r.lex.rules[p.rule]
		r.add(i, end, rule.weight)
		if rule.wish {
			r.wish = true
		}
		r.denied -= end - i
		return end
	}
	if r.shift(u.norm, i) {
		return i + 1
	}
	if w := r.lex.signs[u.norm]; w != 0 {
		r.cues = append(r.cues, Cue{Span: u.Span, Weight: w})
	} else if w := r.lex.weight(u.norm); w != 0 && !r.boosts(i, w) {
		r.add(i, i+1, w)
	}
	r.denied--
	return i + 1
}

// compares reports whether "than" follows in the clause: "more helpful than before" is no wish.
func (r *reader) compares(i int) bool {
	for ; i < len(r.units) && !r.units[i].parted; i++ {
		if r.units[i].norm == "than" {
			return true
		}
	}
	return false
}

// shift takes a word that changes what others mean; it reports whether u is one.
func (r *reader) shift(norm string, i int) bool {
	switch norm {
	case "but", "however", "yet", "except", "unfortunately", "sadly", "nevertheless", "nonetheless":
		r.but()
		return norm != "unfortunately" && norm != "sadly"
	case "although", "though", "despite", "albeit", "notwithstanding":
		r.weaker, r.clause = true, len(r.cues)
		return true
	}
	if !deniers[norm] {
		return false
	}
	if norm == "not" && i+1 < len(r.units) && r.units[i+1].norm == "only" {
		return true // "not only good but cheap"
	}
	r.denied, r.denier = denyReach, denyPraise
	switch {
	case nearDeniers[norm]:
		r.denied = denyNear
	case i+1 < len(r.units) && opinions[r.units[i+1].norm]:
		r.denied = denyFar
	}
	return true
}

// deniers turn round what comes after them.
var deniers = set("not no never without nothing nobody none neither nor hardly barely rarely seldom scarcely " +
	"less least lack lacks lacking lacked nowhere stop stopped prevent prevents avoid avoids avoided minimal zero fewer")

// nearDeniers reach a word or two only.
var nearDeniers = set("less least hardly barely rarely seldom scarcely")

// opinions carry a negation over the clause that follows: "I don't think it is a good idea".
var opinions = set("say think believe find feel consider call suppose expect know")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// boosters are words that strengthen or weaken what comes right after them.
var boosters = map[string]float64{
	"very": 1.35, "really": 1.3, "extremely": 1.5, "so": 1.25, "too": 1.25, "absolutely": 1.45, "totally": 1.4, "completely": 1.4, "utterly": 1.5, "highly": 1.35,
	"most": 1.3, "always": 1.2, "particularly": 1.25, "especially": 1.25, "truly": 1.3, "super": 1.4, "such": 1.2, "much": 1.2, "far": 1.2, "more": 1.15,
	"entirely": 1.3, "thoroughly": 1.3, "deeply": 1.35, "seriously": 1.3, "exceptionally": 1.45, "remarkably": 1.35, "insanely": 1.45, "bloody": 1.4, "damn": 1.3,
	"fucking": 1.5, "freaking": 1.4, "majorly": 1.4, "constantly": 1.25, "everything": 1.1, "definitely": 1.2, "extra": 1.2, "hugely": 1.4, "massively": 1.4, "enormously": 1.4,
	"a": 1, "bit": 0.6, "slightly": 0.55, "somewhat": 0.65, "little": 0.65, "fairly": 0.85, "quite": 0.95, "rather": 0.9, "relatively": 0.8, "mostly": 0.85, "mildly": 0.6,
	"almost": 0.7, "partly": 0.65, "sometimes": 0.75, "occasionally": 0.7, "usually": 0.9, "sorta": 0.7, "kinda": 0.7, "moderately": 0.7, "marginally": 0.5, "generally": 0.9,
	"maybe": 0.7, "perhaps": 0.7, "possibly": 0.7, "overall": 1,
}

// boosts reports whether the unit, itself a word with a weight, only strengthens the next: "terribly good".
func (r *reader) boosts(i int, w float64) bool {
	if !strings.HasSuffix(r.units[i].norm, "ly") || i+1 >= len(r.units) || r.units[i+1].parted {
		return false
	}
	next := r.lex.weight(r.units[i+1].norm)
	return next != 0
}

// add takes units from i to end as a cue of weight w, after what stands before them.
func (r *reader) add(i, end int, w float64) {
	if w == 0 {
		return
	}
	u := r.units[i]
	w *= r.boost(i)
	if u.loud {
		w *= loudly
	}
	if r.denied > 0 {
		if w > 0 {
			w *= denyPraise
		} else {
			w *= denyBlame
		}
	} else if w > 0 {
		if r.wish {
			w = 0
		} else if u.asks {
			w *= asked
		}
	}
	r.cues = append(r.cues, Cue{Span: text.Span{Start: r.spanStart(i), End: r.units[end-1].End}, Weight: w, phrase: end-i > 1})
}

// spanStart returns where the cue at unit i begins for the eye: at the negation or booster that goes with it.
func (r *reader) spanStart(i int) int {
	if r.denied > 0 {
		for j := i - 1; j >= 0 && j >= i-denyReach; j-- {
			if r.units[j+1].parted {
				break
			}
			if deniers[r.units[j].norm] {
				return r.units[j].Start
			}
		}
	}
	if i > 0 && !r.units[i].parted {
		if b, ok := boosters[r.units[i-1].norm]; ok && b != 1 {
			return r.units[i-1].Start
		}
	}
	return r.units[i].Start
}

// boost returns what the up to two words before unit i make of its weight.
func (r *reader) boost(i int) float64 {
	w := 1.0
	for j := i - 1; j >= 0 && j >= i-2 && !r.units[j+1].parted; j-- {
		norm := r.units[j].norm
		b, ok := boosters[norm]
		switch {
		case ok:
			w *= b
		case strings.HasSuffix(norm, "ly") && r.lex.weight(norm) != 0:
			w *= 1.4
		default:
			return w
		}
	}
	return w
}

// but lets what came before in the sentence count less and what comes after more.
func (r *reader) but() {
	r.endClause()
	for i := r.sentence; i < len(r.cues); i++ {
		r.cues[i].Weight *= beforeBut
	}
	r.denied, r.wish = 0, false
	r.sentence = len(r.cues)
	r.after = true
}

// endClause ends a clause that concedes something.
func (r *reader) endClause() {
	if r.weaker {
		for i := r.clause; i < len(r.cues); i++ {
			r.cues[i].Weight *= conceded
		}
	}
	r.weaker, r.clause = false, len(r.cues)
}

// turn ends a sentence.
func (r *reader) turn() {
	r.endClause()
	if r.after {
		for i := r.sentence; i < len(r.cues); i++ {
			r.cues[i].Weight *= afterBut
		}
	}
	r.after = false
}
