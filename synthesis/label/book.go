package label

import (
	"cmp"
	"slices"
	"strings"

	"throughline/synthesis/text"
)

// book gathers the names of a corpus.
type book struct {
	r     *reading
	found map[[maxWords]int32]int32 // names by stems, to their place among counts
	count []int32                   // times each was found as a phrase
	forms map[[maxWords]int32]int32 // times each sequence of words was found, "exports" and "export" apart
	names []name
	id    map[[maxWords]int32]int32 // kept names by stems
}

func newBook(r *reading) *book {
	return &book{r: r, found: make(map[[maxWords]int32]int32), forms: make(map[[maxWords]int32]int32)}
}

// collect notes the phrases of a passage.
func (b *book) collect(doc []int32) {
	if b.r.lang != text.English {
		b.collectPairs(doc)
		return
	}
	for lo := 0; lo < len(doc); {
		if doc[lo] < 0 || b.r.word(doc[lo]).class == text.OtherWord {
			lo++
			continue
		}
		hi := lo + 1
		for hi < len(doc) && doc[hi] >= 0 && !isParted(doc[hi]) && b.r.word(doc[hi]).class != text.OtherWord {
			hi++
		}
		b.collectRun(doc[lo:hi])
		lo = hi
	}
}

// collectRun notes, for each noun that ends a compound, the phrases that end there.
func (b *book) collectRun(run []int32) {
	for end, e := range run {
		if b.r.word(e).class != text.Noun || end+1 < len(run) && b.r.word(run[end+1]).class == text.Noun {
			continue
		}
		for start := max(0, end+1-maxWords); start <= end; start++ {
			if !isGlued(run[start]) {
				b.note(run[start : end+1])
			}
		}
	}
}

// collectPairs notes each content word, and each with the one before it. Where no spaces part words a word is a letter: two and
// three side by side are noted and none alone, which would mostly be a cut word.
func (b *book) collectPairs(doc []int32) {
	for i, e := range doc {
		if e < 0 {
			continue
		}
		letter := b.isLetter(e)
		if !letter {
			b.note(doc[i : i+1])
		}
		if i == 0 || doc[i-1] < 0 || isParted(e) || b.isLetter(doc[i-1]) != letter {
			continue
		}
		b.note(doc[i-1 : i+1])
		if letter && i > 1 && doc[i-2] >= 0 && !isParted(doc[i-1]) && b.isLetter(doc[i-2]) {
			b.note(doc[i-2 : i+1])
		}
	}
}

// isLetter reports whether an entry is a letter of a script without spaces.
func (b *book) isLetter(e int32) bool { return text.IsUnspaced(b.r.word(e).norm) }

// note counts a phrase, unless it ends in a vague word that no hyphen joins to another, or names a person.
func (b *book) note(run []int32) {
	last := run[len(run)-1]
	if b.r.word(last).isVague && !isGlued(last) || slices.ContainsFunc(run, func(e int32) bool { return b.r.word(e).isNamed }) {
		return
	}
	form, stems := [maxWords]int32{-1, -1, -1}, [maxWords]int32{-1, -1, -1}
	for i, e := range run {
		form[i], stems[i] = e>>2, b.r.word(e).stem
	}
	b.forms[form]++
	at, ok := b.found[stems]
	if !ok {
		at = int32(len(b.count))
		b.found[stems] = at
		b.count = append(b.count, 0)
	}
	b.count[at]++
}

// loneNames is up to how many passages phrases found only once are names too. In larger corpora they are most of all
// phrases and name next to nothing.
const loneNames = 2000

// keep chooses the names and their spellings.
func (b *book) keep() {
	least := int32(1)
	if b.r.docs() > loneNames {
		least = 2
	}
	best := make(map[[maxWords]int32][maxWords]int32, len(b.found))
	for form, n := range b.forms {
		stems := b.stems(form)
		if b.count[b.found[stems]] < least && stems[1] >= 0 {
			continue
		}
		old, ok := best[stems]
		if m := b.forms[old]; !ok || n > m || n == m && cmp.Compare(b.surface(form), b.surface(old)) < 0 {
			best[stems] = form
		}
	}
	b.names = make([]name, 0, len(best))
	for stems, form := range best {
		n := name{stems: stems, surface: b.surface(form)}
		for n.words < maxWords && stems[n.words] >= 0 {
			n.words++
		}
		b.names = append(b.names, n)
	}
	// Where two phrases are spelt the same, their stems are in order of the corpus.
	slices.SortFunc(b.names, func(x, y name) int {
		return cmp.Or(cmp.Compare(x.surface, y.surface), slices.Compare(x.stems[:], y.stems[:]))
	})
	b.id = make(map[[maxWords]int32]int32, len(b.names))
	for i := range b.names {
		b.id[b.names[i].stems] = int32(i)
	}
	b.forms, b.found, b.count = nil, nil, nil
}

func (b *book) stems(form [maxWords]int32) [maxWords]int32 {
	stems := [maxWords]int32{-1, -1, -1}
	for i, w := range form {
		if w >= 0 {
			stems[i] = b.r.words[w].stem
		}
	}
	return stems
}

// surface writes a phrase as people do.
func (b *book) surface(form [maxWords]int32) string {
	var s strings.Builder
	last := ""
	for _, w := range form {
		if w < 0 {
			break
		}
		now := b.r.words[w].spelt
		if last != "" && !(text.IsUnspaced(last) && text.IsUnspaced(now)) {
			s.WriteByte(' ')
		}
		s.WriteString(now)
		last = now
	}
	return s.String()
}

// find adds the names that a passage holds, each once, ascending.
func (b *book) find(dst []int32, doc []int32) []int32 {
	from := len(dst)
	for i, e := range doc {
		if e >= 0 && isGlued(e) {
			continue
		}
		key := [maxWords]int32{-1, -1, -1}
		for n := 0; n < maxWords && i+n < len(doc) && doc[i+n] >= 0 && (n == 0 || !isParted(doc[i+n])); n++ {
			key[n] = b.r.word(doc[i+n]).stem
			if id, ok := b.id[key]; ok {
				dst = append(dst, id)
			}
		}
	}
	slices.Sort(dst[from:])
	return dst[:from+len(slices.Compact(dst[from:]))]
}
