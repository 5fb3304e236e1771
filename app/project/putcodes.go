package project

import (
	"cmp"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/codebook"
	"throughline/app/qda"
)

// putCodes writes the codebook: codes as they came where nothing of their tag was changed.
func (e *exporter) putCodes() {
	was := e.out.Codes
	had := map[app.TagID]int{}
	for i, t := range e.was.tags {
		if _, double := had[t.ID]; !double {
			had[t.ID] = i
		}
	}
	tags := e.inOrder(had)
	there := map[app.TagID]bool{}
	for _, t := range tags {
		there[t.ID] = true
	}
	codes, at := []qda.Code{}, map[app.TagID]int{}
	var add func(under app.TagID, parent int)
	add = func(under app.TagID, parent int) {
		for i := range tags {
			t := &tags[i]
			up := t.Parent
			if !there[up] || up == t.ID {
				up = ""
			}
			if _, done := at[t.ID]; done || up != under {
				continue
			}
			at[t.ID] = len(codes)
			codes = append(codes, e.code(t, parent, had, was))
			add(t.ID, at[t.ID])
		}
	}
	add("", -1)
	kept := map[string]bool{}
	for i := range codes {
		kept[codes[i].GUID.Key()] = true
	}
	for i := range was {
		if !kept[was[i].GUID.Key()] {
			e.gone[was[i].GUID.Key()] = true
		}
	}
	e.out.Codes = codes
	for id, i := range at {
		e.guids[app.Ref{Kind: app.KindTag, ID: string(id)}] = codes[i].GUID
	}
}

// inOrder are the tags as in the file, what is new after the others; where somebody arranged them anew, as they are arranged.
func (e *exporter) inOrder(had map[app.TagID]int) []app.Tag {
	tags := slices.Clone(e.now.tags)
	slices.SortStableFunc(tags, func(a, b app.Tag) int {
		i, okA := had[a.ID]
		j, okB := had[b.ID]
		switch {
		case okA && okB:
			return i - j
		case okA:
			return -1
		case okB:
			return 1
		}
		return cmp.Compare(a.Order, b.Order)
	})
	if e.reordered(tags, had) {
		slices.SortStableFunc(tags, func(a, b app.Tag) int { return cmp.Compare(a.Order, b.Order) })
	}
	return tags
}

// reordered reports whether the tags that the file had stand in another order now.
func (e *exporter) reordered(tags []app.Tag, had map[app.TagID]int) bool {
	last := map[app.TagID]float64{}
	for i := range tags {
		t := &tags[i]
		j, ok := had[t.ID]
		if !ok {
			continue
		}
		if t.Parent != e.was.tags[j].Parent || t.Order < last[t.Parent] {
			return true
		}
		last[t.Parent] = t.Order
	}
	return false
}

// code is the code of a tag.
func (e *exporter) code(t *app.Tag, parent int, had map[app.TagID]int, was []qda.Code) qda.Code {
	c := qda.Code{GUID: e.guid(t.Ref()), Codable: true}
	old := &app.Tag{}
	fresh := true
	if i, ok := had[t.ID]; ok {
		c, old, fresh = was[i], e.was.tags[i], false
	}
	c.Parent = parent
	if fresh || t.Name != old.Name {
		c.Name = t.Name
	}
	if fresh || t.Color != old.Color {
		c.Color = app.HueCode(t.Color)
	}
	if about := codebook.Describe(t); fresh || about != codebook.Describe(old) {
		c.Description = about
	} else if e.own && !readsAs(c.Description, old) {
		c.Description = about // the file is this program's now: words that pass for a label in its descriptions are marked
	}
	e.ledger.kept("codes", 1)
	return c
}

// readsAs reports whether a description that this program wrote says what a tag says.
func readsAs(description string, t *app.Tag) bool {
	back := &app.Tag{Status: app.TagActive}
	codebook.ReadDescription(description, back, true)
	return back.Definition == t.Definition && back.Include == t.Include && back.Exclude == t.Exclude && back.Example == t.Example && back.Status == t.Status
}

// putCases writes people as cases with their values.
func (e *exporter) putCases() {
	at := map[app.ParticipantID]int{}
	for i := range e.out.Cases {
		id := e.was.people[i].ID
		if _, double := at[id]; !double {
			at[id] = i
		}
	}
	now := map[app.ParticipantID]*app.Participant{}
	for i := range e.now.people {
		now[e.now.people[i].ID] = &e.now.people[i]
	}
	cases := e.out.Cases[:0:0]
	for i := range e.out.Cases {
		c, old := e.out.Cases[i], e.was.people[i]
		p := now[old.ID]
		if p == nil {
			e.gone[c.GUID.Key()] = true
			continue
		}
		e.caseNow(&c, p, old)
		cases = append(cases, c)
		e.guids[p.Ref()] = c.GUID
	}
	for i := range e.now.people {
		p := &e.now.people[i]
		if _, there := at[p.ID]; there {
			continue
		}
		c := qda.Case{GUID: e.guid(p.Ref()), Name: e.names[p.ID]}
		if e.opt.Names {
			c.Description = p.Note
		}
		c.Values = e.values(p, &c)
		cases = append(cases, c)
		e.guids[p.Ref()] = c.GUID
	}
	e.out.Cases = cases
	for range cases {
		e.ledger.kept("cases", 1)
	}
}

// variable is the one of a name; a new one is added.
func (e *exporter) variable(name string) *qda.Variable {
	for i := range e.out.Variables {
		if strings.EqualFold(strings.TrimSpace(e.out.Variables[i].Name), strings.TrimSpace(name)) {
			return &e.out.Variables[i]
		}
	}
	e.out.Variables = append(e.out.Variables, qda.Variable{GUID: qda.GUID(strings.ToUpper(app.IDOf[string]("variable", string(e.now.study.ID), strings.ToLower(name)))), Name: name, Type: "Text"})
	return &e.out.Variables[len(e.out.Variables)-1]
}
