package ask

import (
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/fold"
)

// Match is the question in the language of the full-text index (FTS5), "" if it asks for no word. Every word stands in quotes, so that
// none is an operator.
func (q Query) Match() string {
	if len(q.All) == 0 {
		return ""
	}
	var b strings.Builder
	for i, group := range q.All {
		if i > 0 {
			b.WriteString(" AND ")
		}
		if len(group) > 1 {
			b.WriteByte('(')
		}
		for k, item := range group {
			if k > 0 {
				b.WriteString(" OR ")
			}
			item.match(&b)
		}
		if len(group) > 1 {
			b.WriteByte(')')
		}
	}
	if len(q.Not) == 0 {
		return b.String()
	}
	not := "(" + b.String() + ") NOT ("
	b.Reset()
	b.WriteString(not)
	for i, t := range q.Not {
		if i > 0 {
			b.WriteString(" OR ")
		}
		t.match(&b)
	}
	b.WriteByte(')')
	return b.String()
}

func (i Item) match(b *strings.Builder) {
	if i.Near == nil {
		i.Term.match(b)
		return
	}
	b.WriteString("NEAR(")
	i.Term.match(b)
	b.WriteByte(' ')
	i.Near.match(b)
	b.WriteString(", " + strconv.Itoa(i.Within) + ")")
}

func (t Term) match(b *strings.Builder) {
	b.WriteByte('"')
	b.WriteString(strings.Join(t.Words, " "))
	b.WriteByte('"')
	if t.Prefix {
		b.WriteByte('*')
	}
}

// Marks finds where the terms occur in a text: byte spans of whole words, sorted, apart from each other.
func (q Query) Marks(text string) []app.Span {
	ws := fold.Words(text)
	hit := make([]bool, len(ws))
	for _, t := range q.Terms() {
		for i := 0; i+len(t.Words) <= len(ws); i++ {
			if t.at(ws[i:]) {
				for n := range t.Words {
					hit[i+n] = true
				}
			}
		}
	}
	var spans []app.Span
	for i, w := range ws {
		if hit[i] {
			spans = append(spans, w.Span)
		}
	}
	return spans
}

// at reports whether the term stands at the beginning of ws, which has enough words.
func (t Term) at(ws []fold.Word) bool {
	for i, w := range t.Words {
		if ws[i].Folded != w && !(t.Prefix && i == len(t.Words)-1 && strings.HasPrefix(ws[i].Folded, w)) {
			return false
		}
	}
	return true
}

// In reports whether a short text such as a name has what is asked, where a word may also match from its middle and near is anywhere.
func (q Query) In(text string) bool {
	folded := fold.Text(text)
	has := func(t Term) bool {
		if !strings.Contains(folded, t.Words[0]) {
			return false
		}
		return len(t.Words) == 1 || len(t.marks(text)) > 0
	}
	for _, group := range q.All {
		any := false
		for _, item := range group {
			any = any || has(item.Term) && (item.Near == nil || has(*item.Near))
		}
		if !any {
			return false
		}
	}
	for _, t := range q.Not {
		if len(t.marks(text)) > 0 {
			return false
		}
	}
	return len(q.All) > 0
}

func (t Term) marks(text string) []app.Span {
	return Query{All: [][]Item{{{Term: t}}}}.Marks(text)
}
