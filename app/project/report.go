package project

import (
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

// What a report is of, see app.LossReport.
type (
	Report  = app.LossReport
	Element = app.Element
)

// elementNames are the elements in the order in which they are told.
var elementNames = []string{"users", "codes", "variables", "cases", "sources", "selections", "codings", "notes", "links", "sets", "graphs", "files"}

// ledger counts what becomes of elements.
type ledger struct {
	rows   map[string]*Element
	losses []app.Loss
	at     map[string]int // place of a loss by kind
}

func newLedger() *ledger { return &ledger{rows: map[string]*Element{}, at: map[string]int{}} }

func (l *ledger) row(name string) *Element {
	if l.rows[name] == nil {
		l.rows[name] = &Element{Name: name}
	}
	return l.rows[name]
}

// kept counts elements that came through.
func (l *ledger) kept(name string, n int) {
	r := l.row(name)
	r.Total += n
	r.Kept += n
}

// lost counts one element that came through otherwise, for a reason; why is a sentence with %s for how many.
func (l *ledger) lost(name string, d app.Degree, why string) {
	r := l.row(name)
	r.Total++
	switch d {
	case app.Aside:
		r.Aside++
	case app.Degraded:
		r.Degraded++
	default:
		r.Dropped++
	}
	l.note(name, d, why)
}

// note counts something that happened to a part of an element, which counts elsewhere.
func (l *ledger) note(name string, d app.Degree, why string) {
	key := name + "\x00" + string(d) + "\x00" + why
	i, ok := l.at[key]
	if !ok {
		i = len(l.losses)
		l.at[key] = i
		l.losses = append(l.losses, app.Loss{Kind: name, Degree: d, Text: why})
	}
	l.losses[i].Count++
}

// elements are the rows in their order, those that count nothing left out.
func (l *ledger) elements() []Element {
	var all []Element
	for _, name := range elementNames {
		if r := l.rows[name]; r != nil && r.Total > 0 {
			all = append(all, *r)
		}
	}
	return all
}

// told are the losses as sentences.
func (l *ledger) told() []app.Loss {
	all := slices.Clone(l.losses)
	for i := range all {
		noun := strings.TrimSuffix(all[i].Kind, "s")
		text := all[i].Text
		if all[i].Count == 1 {
			text = forOne.Replace(" " + text)[1:]
		}
		all[i].Text = app.Count(all[i].Count, noun) + " " + text + "."
	}
	return all
}

// forOne turns the verbs of a sentence about many into those about one.
var forOne = strings.NewReplacer(" are ", " is ", " were ", " was ", " have ", " has ", " had ", " had ", " stand ", " stands ", " their ", " its ", " come ", " comes ", " select ", " selects ")

// Elements counts what a project holds, all of it kept.
func Elements(p *qda.Project) []Element {
	t, l := p.Count(), newLedger()
	for name, n := range map[string]int{"users": t.Users, "codes": t.Codes, "variables": t.Variables, "cases": t.Cases, "sources": t.Sources, "selections": t.Selections,
		"codings": t.Codings, "notes": t.Notes, "links": t.Links, "sets": t.Sets, "graphs": t.Graphs} {
		l.kept(name, n)
	}
	return l.elements()
}
