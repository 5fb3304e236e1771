package project

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/passage"
)

// lineLabel is a line of a text that is nothing but the name of who speaks below it.
type lineLabel struct {
	app.Span // of the name, without the signs round it
	name     string
}

// Limits on what can be the name of a speaker on a line of its own.
const (
	maxLabelRunes = 40
	maxLabelWords = 4
	leastLabels   = 2 // times that a name stands so, and names that do
)

// replies are what people say on a line of its own again and again: no names.
var replies = map[string]bool{"yes": true, "no": true, "yeah": true, "yep": true, "okay": true, "ok": true, "right": true, "sure": true, "exactly": true, "mm": true, "mhm": true, "hm": true, "thanks": true, "true": true, "maybe": true, "well": true,
	"ja": true, "nein": true, "genau": true, "doch": true, "gut": true, "danke": true, "stimmt": true, "sí": true, "si": true, "bueno": true, "vale": true, "claro": true, "gracias": true, "exacto": true}

// ownLines finds the names of speakers that stand on lines of their own in a text. A name that known tells is one wherever it has a line for itself.
// Others are when the text is built of them: it begins with one, there are several, each stands so again and again, and below each
// somebody speaks.
func ownLines(text string, known func(name string) bool) []lineLabel {
	all, fits := candidates(text)
	times := map[string]int{}
	for _, l := range all {
		times[app.FoldName(l.name)]++
	}
	built := 0
	for name, n := range times { // they are counted: the order does not matter
		if n >= leastLabels && !replies[name] {
			built++
		}
	}
	fits = fits && built >= leastLabels
	return slices.DeleteFunc(all, func(l lineLabel) bool {
		return !known(l.name) && !(fits && times[app.FoldName(l.name)] >= leastLabels && mayName(l.name))
	})
}

// candidates are the lines of a text that could be names, and whether it is built of such lines: the first that is said again stands at its beginning,
// and none below another.
func candidates(text string) (all []lineLabel, built bool) {
	at, said := 0, true // something was said since the last candidate
	times := map[string]int{}
	for l := range strings.Lines(text) {
		if label, ok := labelOf(l, at); ok {
			times[app.FoldName(label.name)]++
		}
		at += len(l)
	}
	at, built = 0, true
	for l := range strings.Lines(text) {
		label, ok := labelOf(l, at)
		again := ok && times[app.FoldName(label.name)] >= leastLabels && mayName(label.name)
		switch {
		case strings.TrimSpace(l) == "":
		case again:
			built = built && said
			said = false
		case strings.TrimSpace(text[:at]) == "": // a text that is built of names begins with one
			built = false
		default:
			said = true
		}
		if ok {
			all = append(all, label)
		}
		at += len(l)
	}
	return all, built && said
}

// labelOf is the name on a line that begins at a byte of its text; ok is false for one that holds more, or none.
func labelOf(line string, at int) (l lineLabel, ok bool) {
	from := len(line) - len(strings.TrimLeft(line, " \t[(*_"))
	name := strings.TrimRight(line[from:], " \t\n:])*_")
	first, _ := utf8.DecodeRuneInString(name)
	if utf8.RuneCountInString(name) > maxLabelRunes || len(strings.Fields(name)) > maxLabelWords || !unicode.IsLetter(first) {
		return l, false
	}
	if strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" .-'’&_#", r)
	}) {
		return l, false
	}
	if last := name[strings.LastIndexByte(name, ' ')+1:]; strings.HasSuffix(last, ".") && utf8.RuneCountInString(last) > 2 { // “Anna B.” is a name, “It works.” is said
		return l, false
	}
	return lineLabel{app.Span{Start: at + from, End: at + from + len(name)}, name}, true
}

// mayName reports whether a line may name somebody nobody knows: it does not begin with a small letter and is no reply.
func mayName(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return !unicode.IsLower(first) && !replies[app.FoldName(name)]
}

// namedLines are the lines of an interview's latest text that name somebody alone; none where names may go out.
func (e *exporter) namedLines(t *talk) []lineLabel {
	if e.opt.Names || t.latest() == nil {
		return nil
	}
	if t.lines == nil {
		people, names := e.byName(), map[string]bool{}
		for _, s := range t.Speakers {
			names[app.FoldName(s.Label)], names[app.FoldName(s.Name)] = true, true
		}
		found := ownLines(t.latest().Text, func(name string) bool {
			key := app.FoldName(name)
			return len(name) > 2 && (names[key] || people[key] != "")
		})
		t.lines = slices.DeleteFunc(found, func(l lineLabel) bool { return codeForm.MatchString(l.name) || moderates(l.name) })
		t.lines = append([]lineLabel{}, t.lines...) // not nil: they were looked for
	}
	return t.lines
}

// byName are the people of the study by what they are called here.
func (e *exporter) byName() map[string]app.ParticipantID {
	if e.called == nil {
		e.called = make(map[string]app.ParticipantID, len(e.now.people))
		for i := range e.now.people {
			e.called[app.FoldName(e.now.people[i].Code)] = e.now.people[i].ID
		}
	}
	return e.called
}

// hideLines adds to the edits of an interview's text those that put codes in the place of names on lines of their own.
func (e *exporter) hideLines(t *talk, edits []passage.Edit) []passage.Edit {
	with := map[string]string{}
	for _, l := range e.namedLines(t) {
		key := app.FoldName(l.name)
		if with[key] == "" {
			with[key] = e.lineName(t, key, len(with))
		}
		if !slices.ContainsFunc(edits, func(o passage.Edit) bool { return o.Start < l.End && l.Start < o.End }) {
			edits = append(edits, passage.Edit{Span: l.Span, With: with[key]})
		}
	}
	return edits
}

// lineName is what stands in the place of a name on a line of its own, the nth of its text.
func (e *exporter) lineName(t *talk, key string, n int) string {
	if name := e.names[e.byName()[key]]; name != "" {
		return name
	}
	for _, s := range t.Speakers {
		if app.FoldName(s.Label) == key || app.FoldName(s.Name) == key {
			return e.label(t, s.Label)
		}
	}
	return fmt.Sprintf("Speaker %d", len(t.Speakers)+n+1)
}
