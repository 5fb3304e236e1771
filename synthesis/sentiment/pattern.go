package sentiment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// pattern is a turn of phrase.
type pattern struct {
	items      []item
	start, end bool // only where a sentence begins, only where a clause ends
	rule       int  // what it belongs to
}

// item is one place of a pattern.
type item struct {
	words    map[string]bool
	prefixes []string
	suffixes []string
	number   bool
	gap      bool // up to maxGap words
	optional bool
}

const maxGap = 3

// phrasebook finds patterns in texts.
type phrasebook struct {
	by     map[string][]*pattern // by a first word
	number []*pattern            // that begin with a number
}

// add reads a pattern: words parted by spaces, as the phrase lists explain. It returns whether there is anything to find.
func (b *phrasebook) add(s string, rule int) bool {
	p := &pattern{rule: rule}
	for f := range strings.FieldsSeq(s) {
		switch f {
		case "^":
			p.start = true
		case "$":
			p.end = true
		default:
			p.items = append(p.items, parseItem(f))
		}
	}
	if len(p.items) > 0 && (p.items[0].gap || len(p.items[0].prefixes)+len(p.items[0].suffixes) > 0) {
		return false // it could begin anywhere
	}
	if len(p.items) == 0 {
		return false
	}
	b.index(p, p.items)
	return true
}

// index files a pattern under the words it may begin with.
func (b *phrasebook) index(p *pattern, items []item) {
	if b.by == nil {
		b.by = map[string][]*pattern{}
	}
	for i, it := range items {
		for w := range it.words {
			if list := b.by[w]; len(list) == 0 || list[len(list)-1] != p {
				b.by[w] = append(list, p)
			}
		}
		if it.number {
			b.number = append(b.number, p)
		}
		if !it.optional || i+1 == len(items) {
			return
		}
	}
}

func parseItem(f string) item {
	if f == "~" {
		return item{gap: true}
	}
	var it item
	if rest, ok := strings.CutSuffix(f, "?"); ok && rest != "" {
		it.optional, f = true, rest
	}
	if strings.HasPrefix(f, "(") && strings.HasSuffix(f, ")") {
		f = f[1 : len(f)-1]
	}
	it.words = map[string]bool{}
	for w := range strings.SplitSeq(f, "|") {
		switch {
		case w == "#":
			it.number = true
		case len(w) > 1 && strings.HasSuffix(w, "*"):
			it.prefixes = append(it.prefixes, w[:len(w)-1])
		case len(w) > 1 && strings.HasPrefix(w, "*"):
			it.suffixes = append(it.suffixes, w[1:])
		case w != "":
			it.words[w] = true
		}
	}
	return it
}

func (it *item) is(norm string) bool {
	if it.words[norm] || it.number && isNumber(norm) {
		return true
	}
	for _, p := range it.prefixes {
		if strings.HasPrefix(norm, p) {
			return true
		}
	}
	for _, s := range it.suffixes {
		if strings.HasSuffix(norm, s) && len(norm) > len(s)+1 {
			return true
		}
	}
	return false
}

var numberWords = map[string]bool{"two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true, "ten": true,
	"eleven": true, "twelve": true, "fifteen": true, "twenty": true, "thirty": true, "forty": true, "fifty": true, "sixty": true, "hundred": true, "couple": true, "several": true, "few": true, "dozen": true, "half": true}

func isNumber(norm string) bool {
	r, _ := utf8.DecodeRuneInString(norm)
	return unicode.IsDigit(r) || numberWords[norm]
}

// at returns the longest pattern that begins at unit i and the unit behind it; nil when there is none. Of equally long ones the
// one that better likes comes first.
func (b *phrasebook) at(units []unit, i int, better func(a, b int) bool) (best *pattern, end int) {
	try := func(list []*pattern) {
		for _, p := range list {
			if p.start && !units[i].begins {
				continue
			}
			to := match(units, i, i, p.items, p.end)
			if to > end || to == end && to > 0 && better(p.rule, best.rule) {
				best, end = p, to
			}
		}
	}
	try(b.by[units[i].norm])
	if len(b.number) > 0 && isNumber(units[i].norm) {
		try(b.number)
	}
	return best, end
}

// match returns the unit behind the items matched from i on, 0 when they do not match; from is where the pattern began. Phrases do
// not reach over a comma, and gaps not over a negation.
func match(units []unit, from, i int, items []item, atEnd bool) int {
	if len(items) == 0 {
		if atEnd && i < len(units) && !units[i].parted {
			return 0
		}
		return i
	}
	it := &items[0]
	if it.gap {
		for n := 0; n <= maxGap && i+n <= len(units); n++ {
			if n > 0 && units[i+n-1].stops() {
				break
			}
			if to := match(units, from, i+n, items[1:], atEnd); to > 0 {
				return to
			}
		}
		return 0
	}
	if i < len(units) && (i == from || !units[i].parted) && it.is(units[i].norm) {
		if to := match(units, from, i+1, items[1:], atEnd); to > 0 {
			return to
		}
	}
	if it.optional {
		return match(units, from, i, items[1:], atEnd)
	}
	return 0
}

// stops reports whether no gap goes over the unit.
func (u *unit) stops() bool { return u.parted || deniers[u.norm] }
