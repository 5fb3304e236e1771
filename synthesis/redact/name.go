package redact

import (
	"slices"
	"strings"

	"throughline/synthesis/text"
)

// part is a word of a run that may be a name.
type part struct {
	i       int // word
	like    float64
	initial bool
	joiner  bool
}

// people finds persons and organisations.
func people(r *reading) []Entity {
	if !r.english {
		return append(strangers(r), smallNames(r)...)
	}
	var out []Entity
	if !r.small && !r.loud {
		out = r.listed(r.runs())
	}
	return append(out, smallNames(r)...)
}

// maxRun is how many words of a run are looked at: names are shorter, and headlines longer.
const maxRun = 12

// runs returns the runs of words with capitals on one line, with what may stand between them.
func (r *reading) runs() [][]part {
	var all [][]part
	var run, joined []part
	flush := func() {
		if len(run) > 0 {
			all = append(all, run)
		}
		run, joined = nil, nil
	}
	for i, t := range r.words {
		if len(run) > 0 && (!near(r.gap(i), run[len(run)-1].initial || titles[r.norm(i-1)]) || len(run) == maxRun) {
			flush()
		}
		switch {
		case t.Kind != text.Word || t.Norm[0] == '\'' || t.Norm == "i":
			flush()
		case r.capital(i):
			run = append(append(run, joined...), r.part(i, len(run) > 0))
			joined = nil
		case len(run) > 0 && joiners[t.Norm] && len(joined) < 3:
			joined = append(joined, part{i: i, like: .5, joiner: true})
		default:
			flush()
		}
	}
	flush()
	return all
}

// part makes a part of a run of a word with a capital; inside tells that others stand before it.
func (r *reading) part(i int, inside bool) part {
	p := part{i: i, initial: r.initial(i), joiner: joiners[r.norm(i)] && inside, like: theLikeness().written(r.word(i), r.norm(i))}
	if r.shouted(i) && p.like == listedLike {
		p.like = .5
	} else if r.shouted(i) {
		p.like = min(p.like, .1)
	}
	return p
}

// listed judges runs, and then those beside a name in a list of names: "Monjeau, Graves and Reed".
func (r *reading) listed(runs [][]part) []Entity {
	judged := make([][]Entity, len(runs))
	for k, run := range runs {
		judged[k] = r.judge(run)
	}
	beside := func(k, other int) {
		a, b := min(k, other), max(k, other)
		if a < 0 || b >= len(runs) || len(judged[k]) > 0 || len(judged[other]) != 1 || judged[other][0].Kind != Person || len(runs[k]) > 2 {
			return
		}
		for _, p := range runs[k] {
			if p.like < unsure {
				return
			}
		}
		first, last := r.words[runs[k][0].i], r.words[runs[k][len(runs[k])-1].i]
		end, start := r.words[runs[a][len(runs[a])-1].i].End, r.words[runs[b][0].i].Start
		if e := judged[other][0]; e.Score >= .6 && (e.Start == start || e.End == end) && between[strings.TrimSpace(r.s[end:start])] {
			judged[k] = []Entity{{Person, first.Start, last.End, .6, "stands in a list of names"}}
		}
	}
	for k := range runs {
		beside(k, k-1)
	}
	for k := len(runs) - 1; k >= 0; k-- {
		beside(k, k+1)
	}
	return slices.Concat(judged...)
}

// between is what stands between the names of a list.
var between = map[string]bool{",": true, "and": true, "or": true, ", and": true, ", or": true, "&": true}

// shouted reports whether a word is in capitals in a text that is not: abbreviations and places mostly are.
func (r *reading) shouted(i int) bool {
	w := r.word(i)
	return len(w) > 1 && !r.loud && allUpper(w)
}

// judge says what names a run of words with capitals holds.
func (r *reading) judge(run []part) []Entity {
	if e, ok := r.firm(run); ok {
		return []Entity{e}
	}
	var out []Entity
	for len(run) > 0 {
		k := slices.IndexFunc(run, func(p part) bool { return !p.joiner && (p.like > .2 || p.initial) && !titles[r.norm(p.i)] })
		if k < 0 {
			break
		}
		run = run[k:]
		end := slices.IndexFunc(run, func(p part) bool { return p.like <= .2 && !p.joiner && !p.initial || titles[r.norm(p.i)] })
		if end < 0 {
			end = len(run)
		}
		if e, ok := r.person(run[:end], k > 0 && !titles[r.norm(run[0].i-1)] && !r.begins(run[0].i-1)); ok {
			out = append(out, e)
		}
		run = run[end:]
	}
	return out
}

// person judges a run without words that name nobody. cut tells that such a word stands right before it, as in names of products.
func (r *reading) person(run []part, cut bool) (Entity, bool) {
	titled := r.titled(run[0].i)
	for len(run) > 1 && !titled && r.begins(run[0].i) && !run[0].initial && run[0].like < .5 && theLikeness().common(r.norm(run[0].i)) {
		run = run[1:] // a sentence begins with a common word
	}
	run = r.withoutPlace(run, titled)
	for len(run) > 0 && (run[len(run)-1].initial && len(run) > 2 || run[len(run)-1].joiner) {
		run = run[:len(run)-1]
	}
	for len(run) > 0 && run[0].joiner && !r.capital(run[0].i) {
		run = run[1:]
	}
	if len(run) == 0 || len(run) == 1 && run[0].initial && !titled || r.code(run[len(run)-1].i) {
		return Entity{}, false
	}
	score, why := r.weigh(run, titled)
	if score < floor || cut && score < .8 {
		return Entity{}, false
	}
	return Entity{Person, r.words[run[0].i].Start, r.words[run[len(run)-1].i].End, min(.97, score), why}, true
}

// code reports whether a word is a part of a name in a program: "Foo::bar", "Foo()".
func (r *reading) code(i int) bool {
	gap := r.gap(i + 1)
	return strings.HasPrefix(gap, "::") || strings.HasPrefix(gap, "(") || strings.HasPrefix(gap, "_") || strings.HasPrefix(gap, "/") && len(gap) == 1
}

// floor is what a name must reach to be proposed: measured on a half of a public set, see docs/QUALITY.md.
const floor = .55

// weigh says how likely a run names a person.
func (r *reading) weigh(run []part, titled bool) (float64, string) {
	full, score, best := likes(run)
	first, last := run[0].i, run[len(run)-1].i
	given := r.introduced(first)
	switch {
	case titled:
		return .95, "follows a form of address"
	case full == 0:
		return given + .3, "initials where a name is given"
	case r.label(first, last) && (best == listedLike || best >= unsure && r.labels > 1):
		return max(.8, score), "stands where the speaker is named"
	case given > 0:
		return score + given, "stands where a name is given"
	case full == 1:
		return r.weighWord(run[0].like, first, last)
	case best > .7:
		return max(score, .75), "words used as names of people are"
	case len(run) > 2 && run[1].initial && min(run[0].like, run[len(run)-1].like) >= unsure:
		return .75, "a word, an initial and a word"
	case full == 2 && r.listedBoth(first, last):
		return .6, "words listed as names"
	case r.placed(first):
		return 0, "" // in X, from X: a place
	}
	return score, "capitalised words that are no common ones"
}

// likes counts the whole words of a run, and returns their mean and highest likeness to names.
func likes(run []part) (full int, mean, best float64) {
	sum := 0.0
	for _, p := range run {
		if !p.initial && !p.joiner {
			sum, full, best = sum+p.like, full+1, max(best, p.like)
		}
	}
	return full, sum / float64(max(1, full)), best
}

// listedBoth reports whether two words inside a sentence are a listed given and family name, though they are other words too.
func (r *reading) listedBoth(first, last int) bool {
	like := theLikeness()
	return like.given[r.norm(first)] && like.family[r.norm(last)] && !r.begins(first)
}

// weighWord says how likely one word names a person; it may have initials beside it.
func (r *reading) weighWord(like float64, first, last int) (float64, string) {
	const why = "a word used as names of people are"
	acts := r.acts(last)
	switch {
	case r.placed(first) && like < .8, places2[r.norm(first-1)] && r.joined(first):
		return 0, "" // in X, from X, San X: a place
	case like > unknown && (like == listedLike || !r.begins(first) || acts):
		return like, why
	case !acts, like == unknown && !doings[r.norm(last+1)] && !strings.HasPrefix(r.gap(last+1), ","), r.begins(first) && theLikeness().common(r.norm(first)) && like != unsure:
		return 0, "" // it may be anything, a product mostly
	case like == unsure && (!r.begins(first) || speaks[r.norm(last+1)]):
		return .6, "acts as people do"
	}
	return like, why
}

// places2 begin names of places: "San Francisco".
var places2 = set("san santa st saint sankt são los las el port fort mount lake new")

// Words that make a run part of an address or the name of a place or thing.
var places = set("street st road rd avenue ave lane drive square suite apt box po psc apo dpo fpo city county river lake mount island airport station park hotel orchestra band " +
	"north south east west bridge tower building beach valley mountain museum theatre theater stadium cathedral palace castle village town district province state republic " +
	"terminal gate pub café cafe restaurant bar club league cup award prize act law theorem syndrome disease")

// withoutPlace drops what belongs to an address: all of a run with a word for a place, or with a house number beside it.
func (r *reading) withoutPlace(run []part, titled bool) []part {
	for k, p := range run {
		if !places[r.norm(p.i)] {
			continue
		}
		if k >= 2 && units1[r.norm(p.i)] && (titled || run[0].like > .7) {
			return run[:k]
		}
		return nil
	}
	if len(run) == 0 || titled || r.introduced(run[0].i) > 0 {
		return run
	}
	first, last := run[0].i, run[len(run)-1].i
	if first > 0 && r.words[first-1].Kind == text.Number && r.gap(first) == " " {
		return nil
	}
	if last+1 < len(r.words) && r.words[last+1].Kind == text.Number && (r.gap(last+1) == " " || r.gap(last+1) == ", ") && len(r.word(last+1)) < 6 {
		return nil
	}
	return run
}

// units1 begin the part of an address that may stand behind a name.
var units1 = set("suite apt box po psc unit flat")

var (
	// firmEnds end the name of an organisation.
	firmEnds = set("inc ltd llc llp corp corporation company gmbh plc ag kg oy ab aps bv nv spa srl sarl pty group bank university college school hospital clinic institute " +
		"association council ministry department agency foundation trust partners holdings technologies systems solutions services consulting labs ventures insurance logistics " +
		"pharma pharmaceuticals industries associates brothers bros sons enterprises holding academy church union")
	legalEnds  = set("inc ltd llc llp corp gmbh plc ag kg oy ab aps bv nv spa srl sarl")
	firmStarts = set("university bank ministry institute department college school hospital church")
	// employs are the words before the name of somebody's employer.
	employs = map[string]bool{"work at": true, "work for": true, "works at": true, "works for": true, "worked at": true, "worked for": true, "working at": true, "working for": true,
		"employed by": true, "employed at": true, "job at": true, "hired by": true, "interned at": true, "company called": true, "firm called": true, "startup called": true,
		"employer is": true, "company is": true, "year at": true, "manager at": true, "engineer at": true, "designer at": true, "director at": true, "lead at": true,
		"analyst at": true, "intern at": true, "consultant at": true, "developer at": true, "nurse at": true, "teacher at": true, "role at": true, "position at": true}
)

// firm tells the name of an organisation by a word for one in it, or by what stands before.
func (r *reading) firm(run []part) (Entity, bool) {
	for len(run) > 0 && (stops[r.norm(run[0].i)] || run[0].joiner) { // The, Our
		run = run[1:]
	}
	if len(run) == 0 {
		return Entity{}, false
	}
	first, last := run[0].i, run[len(run)-1].i
	for k := len(run) - 1; k > 0; k-- {
		if firmEnds[r.norm(run[k].i)] && r.capital(run[k].i) && r.proper(run[:k]) {
			return Entity{Organisation, r.words[first].Start, r.words[run[k].i].End, .75, "holds a word for an organisation"}, true
		}
	}
	if firmStarts[r.norm(first)] && r.norm(last+1) == "of" && r.capital(last+2) && r.gap(last+2) == " " {
		return Entity{Organisation, r.words[first].Start, r.words[last+2].End, .75, "holds a word for an organisation"}, true
	}
	if !employs[r.norm(first-2)+" "+r.norm(first-1)] || r.gap(first) != " " {
		return Entity{}, false
	}
	like := theLikeness()
	for _, p := range run {
		if like.given[r.norm(p.i)] && !like.ambiguous[r.norm(p.i)] {
			return Entity{}, false
		}
	}
	return Entity{Organisation, r.words[first].Start, r.words[last].End, .7, "stands where an employer is named"}, true
}

// proper reports whether a run holds a word that is no common one and no place or product: "Web Services" is no firm's name.
func (r *reading) proper(run []part) bool {
	like := theLikeness()
	return slices.ContainsFunc(run, func(p part) bool {
		norm := r.norm(p.i)
		return like.named(norm) || like.ambiguous[norm] || !like.common(norm) && !like.others[norm] && !firmEnds[norm]
	})
}

// strangers finds names in a text that is not English: behind a form of address, where a name is given, before a colon, and listed
// given names with the word that follows.
func strangers(r *reading) []Entity {
	like := theLikeness()
	var out []Entity
	for _, run := range r.runs() {
		if e, ok := r.firm(run); ok && legalEnds[strings.ToLower(e.Of(r.s)[strings.LastIndexAny(e.Of(r.s), " -")+1:])] {
			out = append(out, e)
		}
	}
	for i := 0; i < len(r.words); i++ {
		if !r.capital(i) || r.plain(r.norm(i)) || r.shouted(i) || titles[r.norm(i)] || r.initial(i) {
			continue
		}
		score, why := r.strangerScore(i, like)
		if score == 0 {
			continue
		}
		end := r.strangerEnd(i, like)
		out = append(out, Entity{Person, r.words[i].Start, r.words[end].End, score, why})
		i = end
	}
	return out
}

// strangerScore judges one word with a capital, 0 for no name.
func (r *reading) strangerScore(i int, like *likeness) (float64, string) {
	word := fold(r.words[i])
	switch {
	case r.titled(i):
		return .93, "follows a form of address"
	case r.introduced(i) >= .3 && like.of(word) >= unsure:
		return .85, "stands where a name is given"
	case r.label(i, i) && r.labels > 1 && like.of(word) >= unknown:
		return .75, "stands where the speaker is named"
	case like.given[word] && !like.ambiguous[word] && !like.common(word):
		return .75, "listed as a given name"
	case r.initial(i+1) && r.capital(i+1) && r.capital(i+2) && r.gap(i+1) == " " && near(r.gap(i+2), true) && like.of(word) >= unknown:
		return .65, "a word, an initial and a word"
	}
	return 0, ""
}

// strangerEnd returns the last word of the name that begins with a word.
func (r *reading) strangerEnd(i int, like *likeness) int {
	end := i
	for next := end + 1; next < len(r.words) && next-i <= 4 && near(r.gap(next), r.initial(next-1)); next++ {
		capital := r.capital(next) && !stops[r.norm(next)] && (like.of(fold(r.words[next])) >= unsure || r.initial(next))
		joins := joiners[r.norm(next)]
		if !capital && !joins && !(joiners[r.norm(next-1)] && r.capital(next)) {
			break
		}
		if !joins || capital {
			end = next
		}
	}
	return end
}
