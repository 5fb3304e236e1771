package refi

import (
	"path"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

// Mend brings a project to what the standard says, in place, and tells what was not so: texts without byte order mark, with line feeds, places
// in code points, files under their GUIDs, each GUID once, no reference to what is not there. Names and words stay.
func Mend(p *qda.Project) []app.Loss {
	m := &mender{p: p, known: map[string]bool{}, counts: map[string]int{}}
	m.texts()
	m.doubles()
	m.references()
	return m.told()
}

type mender struct {
	p      *qda.Project
	known  map[string]bool
	counts map[string]int
}

// mendings are what was mended, in the order in which it is told.
var mendings = []struct{ kind, noun, one, many string }{
	{"ways of counting", "text", "counted places in its program's own way: it counts code points now", "counted places in their program's own way: they count code points now"},
	{"byte order marks", "text", "began with a byte order mark, which is gone", "began with byte order marks, which are gone"},
	{"line ends", "text", "had line ends of two signs, which are one now", "had line ends of two signs, which are one now"},
	{"outside", "selection", "reached beyond its text and ends with it now", "reached beyond their text and end with it now"},
	{"paths", "path", "did not say that its file is inside the project", "did not say that their files are inside the project"},
	{"doubles", "GUID", "stood for several things: the later ones got new ones", "stood for several things: the later ones got new ones"},
	{"dangling", "reference", "named something that is not in the project and is gone", "named something that is not in the project and are gone"},
}

func (m *mender) told() []app.Loss {
	var all []app.Loss
	for _, k := range mendings {
		if n := m.counts[k.kind]; n > 0 {
			text := k.many
			if n == 1 {
				text = k.one
			}
			all = append(all, app.Loss{Kind: k.kind, Count: n, Text: app.Count(n, k.noun) + " " + text + "."})
		}
	}
	return all
}

func (m *mender) each(do func(s *qda.Source)) {
	for _, list := range [][]qda.Source{m.p.Sources, m.p.Notes} {
		for i := range list {
			_ = texts(&list[i], func(s *qda.Source) error { do(s); return nil }) // it never fails
		}
	}
}

func (m *mender) texts() {
	m.each(func(s *qda.Source) {
		s.Path, s.PlainPath = m.path(s.Path, s.Data), m.path(s.PlainPath, s.Plain)
		if s.Kind == qda.Text {
			m.text(s)
		}
	})
}

// path says that a file that is there is inside.
func (m *mender) path(said string, data []byte) string {
	if said == "" || data == nil || strings.HasPrefix(said, "internal://") {
		return said
	}
	m.counts["paths"]++
	return "internal://" + path.Base(strings.ReplaceAll(said, `\`, "/"))
}

// text gives a text the standard's way of counting.
func (m *mender) text(s *qda.Source) {
	raw := s.Text
	if s.Plain != nil {
		raw, _ = Decoded(s.Plain) // it was read before
	}
	m.habits(s, raw)
	was := qda.NewRuler(raw, s.Counts)
	last := s.Counts.LastIn
	s.Counts = qda.Counts{}
	if s.Plain != nil {
		s.Plain = []byte(s.Text)
	}
	ruler := qda.NewRuler(s.Text, s.Counts)
	for i := range s.Selections {
		sel := &s.Selections[i]
		if sel.Start < 0 && s.Text != "" {
			m.inside(sel, was, last)
		}
		if sel.Start >= 0 {
			sel.From, sel.To = ruler.Places(sel.Start, sel.End)
		}
	}
}

// habits counts what in a text is not as the standard says.
func (m *mender) habits(s *qda.Source, raw string) {
	c, mark := s.Counts, strings.HasPrefix(raw, "\ufeff")
	unit := c.Unit != "" && strings.ContainsFunc(s.Text, func(r rune) bool { return r > 0xFFFF })
	if unit || c.CRLF && strings.Contains(raw, "\r\n") || c.Mark && mark || c.LastIn && len(s.Selections) > 0 {
		m.counts["ways of counting"]++
	}
	if mark {
		m.counts["byte order marks"]++
	}
	if strings.Contains(raw, "\r") {
		m.counts["line ends"]++
	}
}

// inside ends a selection with its text.
func (m *mender) inside(sel *qda.Selection, was *qda.Ruler, last bool) {
	m.counts["outside"]++
	from, to := min(max(sel.From, 0), was.Len()), min(max(sel.To, 0), was.Len())
	from, to = min(from, to), max(from, to)
	if last {
		to--
	}
	if sel.Start, sel.End, _ = was.Span(from, to); sel.Start < 0 {
		sel.Start, sel.End = 0, 0
	}
}

// doubles gives things new GUIDs where one stands for several. The first keeps it, so that references lead there.
func (m *mender) doubles() {
	once := func(g *qda.GUID) {
		key := g.Key()
		for n := "2"; m.known[key]; n += "2" {
			if n == "2" {
				m.counts["doubles"]++
			}
			*g = app.IDOf[qda.GUID]("refi", "double", key, n)
			key = g.Key()
		}
		m.known[key] = true
	}
	p := m.p
	for i := range p.Users {
		once(&p.Users[i].GUID)
	}
	for i := range p.Codes {
		once(&p.Codes[i].GUID)
	}
	for i := range p.Variables {
		once(&p.Variables[i].GUID)
	}
	for i := range p.Cases {
		once(&p.Cases[i].GUID)
	}
	m.each(func(s *qda.Source) {
		once(&s.GUID)
		for i := range s.Selections {
			once(&s.Selections[i].GUID)
			for j := range s.Selections[i].Codings {
				once(&s.Selections[i].Codings[j].GUID)
			}
		}
		for i := range s.Codings {
			once(&s.Codings[i].GUID)
		}
	})
	for i := range p.Links {
		once(&p.Links[i].GUID)
	}
	for i := range p.Sets {
		once(&p.Sets[i].GUID)
	}
	for i := range p.Graphs {
		once(&p.Graphs[i].GUID)
	}
}

// references takes out those that lead nowhere. Points of recordings are told apart by themselves.
func (m *mender) references() {
	p := m.p
	keep := func(all []qda.GUID) []qda.GUID {
		out := all[:0:0]
		for _, g := range all {
			if m.known[g.Key()] {
				out = append(out, g)
			} else {
				m.counts["dangling"]++
			}
		}
		return out
	}
	codings := func(all []qda.Coding) []qda.Coding {
		out := all[:0:0]
		for _, c := range all {
			if c.NoteRefs = keep(c.NoteRefs); m.known[c.Code.Key()] {
				out = append(out, c)
			} else {
				m.counts["dangling"]++
			}
		}
		return out
	}
	values := func(all []qda.Value) []qda.Value {
		out := all[:0:0]
		for _, v := range all {
			if m.known[v.Variable.Key()] {
				out = append(out, v)
			} else {
				m.counts["dangling"]++
			}
		}
		return out
	}
	for i := range p.Codes {
		p.Codes[i].NoteRefs = keep(p.Codes[i].NoteRefs)
	}
	for i := range p.Cases {
		c := &p.Cases[i]
		c.Codes, c.Sources, c.Selections, c.Values = keep(c.Codes), keep(c.Sources), keep(c.Selections), values(c.Values)
	}
	m.each(func(s *qda.Source) {
		s.NoteRefs, s.Codings, s.Values = keep(s.NoteRefs), codings(s.Codings), values(s.Values)
		for i := range s.Selections {
			s.Selections[i].NoteRefs, s.Selections[i].Codings = keep(s.Selections[i].NoteRefs), codings(s.Selections[i].Codings)
		}
	})
	for i := range p.Sets {
		s := &p.Sets[i]
		s.Codes, s.Sources, s.Notes = keep(s.Codes), keep(s.Sources), keep(s.Notes)
	}
	p.NoteRefs = keep(p.NoteRefs)
}
