package redact

import (
	"strings"

	"throughline/synthesis/text"
)

// smallNames finds names that are written without a capital, or in a text of capitals only: where a name is given, and listed
// given names that are no other word.
func smallNames(r *reading) []Entity {
	like := theLikeness()
	var out []Entity
	for i := 0; i < len(r.words); i++ {
		t := r.words[i]
		if t.Kind != text.Word || t.Norm[0] == '\'' || r.capital(i) && !r.loud || r.initial(i) || strings.ContainsAny(t.Norm, "0123456789") {
			continue
		}
		word := fold(t)
		score, why := r.smallScore(i, word, like)
		if score == 0 {
			continue
		}
		end := i
		for end+1 < len(r.words) && end-i < 3 && r.smallGoesOn(i, end+1, like) {
			end++
		}
		for end > i && (r.initial(end) || joiners[r.norm(end)]) {
			end--
		}
		out = append(out, Entity{Person, t.Start, r.words[end].End, score, why})
		i = end
	}
	return out
}

// smallScore judges one word without a capital, 0 for no name.
func (r *reading) smallScore(i int, word string, like *likeness) (float64, string) {
	if r.plain(word) || like.others[word] && !like.given[word] {
		return 0, ""
	}
	listed, sure := like.smallAs(word)
	switch given := r.introduced(i); {
	case r.titled(i) && len(word) > 2 && (sure >= unknown || like.given[word] || like.family[word]):
		return .85, "follows a form of address"
	case given >= .45 && sure >= .5, given >= .5 && like.given[word], given >= .3 && sure >= .8:
		return .85, "stands where a name is given"
	case listed && len(word) > 2:
		return .7, "listed as a given name"
	}
	if r.small || r.loud {
		return r.smallAlone(i, word, like)
	}
	return 0, ""
}

// plain reports whether a word is a function word in the language of the text.
func (r *reading) plain(word string) bool { return stops[word] || !r.english && foreignStops[word] }

// smallAs tells whether a word without a capital is listed as a given name and nothing else, and how much it is used as names are:
// a common word that is no such name is not.
func (l *likeness) smallAs(word string) (listed bool, sure float64) {
	common := l.common(word)
	listed = l.given[word] && !l.ambiguous[word] && !common
	if rank, ok := l.words.Rank(word); ok && l.chances[rank] < .8 {
		listed = false
	}
	if common && !listed {
		return listed, 0
	}
	return listed, l.of(word)
}

// smallAlone judges one word of a text in which capitals say nothing.
func (r *reading) smallAlone(i int, word string, like *likeness) (float64, string) {
	goesOn := r.smallGoesOn(i, i+1, like)
	switch {
	case r.label(i, i) && r.labels > 1 && like.of(word) >= unsure && !like.common(word):
		return .75, "stands where the speaker is named"
	case goesOn && !r.begins(i) && like.ambiguous[word] && like.given[word] && like.of(fold(r.words[i+1])) >= .9,
		goesOn && r.begins(i) && like.family[word] && !like.ambiguous[word]:
		return .6, "words listed as names"
	}
	return 0, ""
}

// smallGoesOn reports whether the name that begins with a word goes on with another.
func (r *reading) smallGoesOn(first, i int, like *likeness) bool {
	if i >= len(r.words) || r.words[i].Kind != text.Word || !near(r.gap(i), r.initial(i-1)) || r.words[i].Norm[0] == '\'' {
		return false
	}
	word := fold(r.words[i])
	switch {
	case joiners[word], r.initial(i):
		return r.smallGoesOver(first, i, like)
	case stops[word] && !like.family[word], like.others[word]:
		return false
	case like.named(word):
		return true
	case like.ambiguous[word]:
		return like.family[word] && !actWords[word]
	}
	_, known := like.words.Rank(word)
	return !like.common(word) && like.of(word) >= .6 && (known || r.small && like.given[fold(r.words[first])])
}

// smallGoesOver reports whether a name goes on behind a joiner or an initial: "van der berg", "j silva".
func (r *reading) smallGoesOver(first, i int, like *likeness) bool {
	if i+1 >= len(r.words) || !near(r.gap(i+1), true) || r.initial(i) && !(i > first && r.small) || r.norm(i) == "i" || r.norm(i) == "a" {
		return false
	}
	word := fold(r.words[i+1])
	if joiners[r.norm(i)] && joiners[word] && i+2 < len(r.words) {
		word = fold(r.words[i+2])
	}
	return like.of(word) >= .5 && !stops[word] && !like.common(word)
}
