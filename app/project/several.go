package project

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/refi"
	"throughline/app/qda"
)

// drafted makes again what a study came in as, of what was kept of one project.
func (e *exporter) drafted(ctx context.Context, origin *app.Origin) (*draft, error) {
	p := new(qda.Project)
	if err := app.UnpackJSON(origin.Skeleton, p); err != nil {
		return nil, err
	}
	d := newDraft(p, &e.now.study, e.stamp, origin.ID)
	for _, n := range origin.Names {
		d.names[app.Ref{Kind: n.Kind, ID: n.GUID}] = n.ID
	}
	if err := e.fill(ctx, d, origin); err != nil {
		return nil, err
	}
	return d, d.make(ctx, e.progress)
}

// together is what the study came in as: the projects of all origins as one. Things that became one record here are one in the file; a GUID
// that stands for another thing already gets a new one.
func (e *exporter) together(ctx context.Context) (*draft, error) {
	first, err := e.drafted(ctx, e.now.origins[0])
	if err != nil || len(e.now.origins) == 1 {
		return first, err
	}
	j := &joiner{d: first, ledger: e.ledger, defined: map[string]bool{}}
	eachGUID(first.p, func(g qda.GUID) { j.defined[g.Key()] = true })
	for _, origin := range e.now.origins[1:] {
		d, err := e.drafted(ctx, origin)
		if err != nil {
			return nil, err
		}
		j.add(d)
		e.ledger.note("projects", app.Dropped, "came into the study after another: their own names, descriptions and dates are not written, as a file has only one of each; their codes, texts, codings and all that was kept aside are")
	}
	return first, nil
}

// alike reports whether all projects of the study came from files whose program counts places in texts the same way.
func (e *exporter) alike() bool {
	first := e.now.origins[0]
	for _, o := range e.now.origins {
		c, crlf, mark := refi.Usual(o.Program)
		c1, crlf1, mark1 := refi.Usual(first.Program)
		if o.Format != "qdpx" || c != c1 || crlf != crlf1 || mark != mark1 {
			return false
		}
	}
	return true
}

// joiner puts the drafts of projects together.
type joiner struct {
	d       *draft
	ledger  *ledger
	defined map[string]bool     // GUIDs that stand for something
	to      map[string]qda.GUID // of the draft that is added: GUIDs that change
}

// add puts another draft's project and records behind those that are there.
func (j *joiner) add(d *draft) {
	j.rename(d)
	j.d.p.Users = joined(j.d.p.Users, d.p.Users, func(u *qda.User) qda.GUID { return u.GUID })
	j.codes(d)
	j.d.p.Variables = joined(j.d.p.Variables, d.p.Variables, func(v *qda.Variable) qda.GUID { return v.GUID })
	j.cases(d)
	j.sources(d)
	p, q := j.d.p, d.p
	p.Notes, j.d.memos = append(p.Notes, q.Notes...), append(j.d.memos, d.memos...)
	p.Links, p.Sets, p.Graphs = append(p.Links, q.Links...), append(p.Sets, q.Sets...), append(p.Graphs, q.Graphs...)
	p.NoteRefs = append(p.NoteRefs, q.NoteRefs...)
	j.rest(q)
	j.members(q)
	j.known(d)
	eachGUID(p, func(g qda.GUID) { j.defined[g.Key()] = true })
}

// rename gives what is added the GUIDs that it has in the file.
func (j *joiner) rename(d *draft) {
	j.to = map[string]qda.GUID{}
	p, q := j.d.p, d.p
	put := func(from, to qda.GUID) {
		if from != to {
			j.to[from.Key()] = to
		}
	}
	shared := map[string]bool{}
	share := func(g qda.GUID, with map[string]qda.GUID, by string) {
		if to, ok := with[by]; ok {
			put(g, to)
			shared[g.Key()] = true
		}
	}
	users, tags, variables, people := map[string]qda.GUID{}, map[string]qda.GUID{}, map[string]qda.GUID{}, map[string]qda.GUID{}
	for i := range p.Users {
		users[p.Users[i].GUID.Key()] = p.Users[i].GUID
	}
	for i := range p.Codes {
		tags[string(j.d.tags[i].ID)] = p.Codes[i].GUID
	}
	for i := range p.Variables {
		variables[variableKey(&p.Variables[i])] = p.Variables[i].GUID
	}
	for i := range p.Cases {
		people[string(j.d.people[i].ID)] = p.Cases[i].GUID
	}
	for i := range q.Users {
		share(q.Users[i].GUID, users, q.Users[i].GUID.Key())
	}
	for i := range q.Codes {
		share(q.Codes[i].GUID, tags, string(d.tags[i].ID))
	}
	for i := range q.Variables {
		share(q.Variables[i].GUID, variables, variableKey(&q.Variables[i]))
	}
	for i := range q.Cases {
		share(q.Cases[i].GUID, people, string(d.people[i].ID))
	}
	eachGUID(q, func(g qda.GUID) {
		if key := g.Key(); j.defined[key] && !shared[key] {
			j.to[key] = derived(string(d.origin.ID), "again", key)
		}
	})
	if len(j.to) > 0 {
		renameAll(q, j.to)
	}
}

// variableKey tells variables apart: those of one name and type are one.
func variableKey(v *qda.Variable) string {
	return strings.ToLower(strings.TrimSpace(v.Name)) + "\x00" + v.Type
}

// places are where GUIDs stand in a list.
func places[T any](all []T, of func(*T) qda.GUID) map[string]int {
	at := make(map[string]int, len(all))
	for i := range all {
		key := of(&all[i]).Key()
		if _, there := at[key]; !there {
			at[key] = i
		}
	}
	return at
}

// joined adds what is not in a list yet, by its GUID.
func joined[T any](all, more []T, of func(*T) qda.GUID) []T {
	there := places(all, of)
	for i := range more {
		key := of(&more[i]).Key()
		if _, shared := there[key]; !shared {
			there[key] = len(all)
			all = append(all, more[i])
		}
	}
	return all
}

// codes adds codes below those that became the same tags.
func (j *joiner) codes(d *draft) {
	p := j.d.p
	there := places(p.Codes, func(c *qda.Code) qda.GUID { return c.GUID })
	at := make([]int, len(d.p.Codes))
	for i, c := range d.p.Codes {
		if k, shared := there[c.GUID.Key()]; shared {
			at[i] = k
			p.Codes[k].NoteRefs = union(p.Codes[k].NoteRefs, c.NoteRefs)
			if c.Description != p.Codes[k].Description && c.Description != "" || c.Color != p.Codes[k].Color && c.Color != "" {
				j.ledger.note("codes", app.Degraded, "stand in two of the study's projects and are written once, with the description and colour of the first")
			}
			continue
		}
		if c.Parent >= 0 {
			c.Parent = at[c.Parent]
		}
		at[i] = len(p.Codes)
		p.Codes, j.d.tags = append(p.Codes, c), append(j.d.tags, d.tags[i])
	}
}

// cases adds cases. Those that became the same person are one, with what the first does not say.
func (j *joiner) cases(d *draft) {
	p := j.d.p
	there := places(p.Cases, func(c *qda.Case) qda.GUID { return c.GUID })
	for i, c := range d.p.Cases {
		k, shared := there[c.GUID.Key()]
		if !shared {
			p.Cases, j.d.people = append(p.Cases, c), append(j.d.people, d.people[i])
			continue
		}
		to := &p.Cases[k]
		to.Codes, to.Sources, to.Selections = union(to.Codes, c.Codes), union(to.Sources, c.Sources), union(to.Selections, c.Selections)
		for _, v := range c.Values {
			n := slices.IndexFunc(to.Values, func(o qda.Value) bool { return o.Variable.Key() == v.Variable.Key() })
			switch {
			case n < 0:
				to.Values = append(to.Values, v)
			case to.Values[n].Text != v.Text:
				j.ledger.note("cases", app.Dropped, "have another value for a variable in the study's second project: that of the first is written")
			}
		}
	}
}

func union(all, more []qda.GUID) []qda.GUID {
	return joined(all, more, func(g *qda.GUID) qda.GUID { return *g })
}

// sources adds sources; documents know theirs by where it lies.
func (j *joiner) sources(d *draft) {
	p := j.d.p
	was, now := [][]qda.Source{p.Sources, d.p.Sources}, slices.Concat(p.Sources, d.p.Sources)
	moved := map[*qda.Source]*qda.Source{}
	n := 0
	for _, list := range was {
		for i := range list {
			moved[&list[i]] = &now[n]
			n++
		}
	}
	p.Sources, j.d.docs = now, append(j.d.docs, d.docs...)
	for _, doc := range j.d.docs {
		doc.of, doc.text = cmp.Or(moved[doc.of], doc.of), cmp.Or(moved[doc.text], doc.text)
	}
}

// rest keeps what the standard does not name at the project itself.
func (j *joiner) rest(q *qda.Project) {
	p := j.d.p
	p.Rest.Elements = append(p.Rest.Elements, q.Rest.Elements...)
	for _, a := range q.Rest.Attributes {
		i := slices.IndexFunc(p.Rest.Attributes, func(o qda.Attribute) bool { return o.Space == a.Space && o.Name == a.Name })
		switch {
		case i < 0:
			p.Rest.Attributes = append(p.Rest.Attributes, a)
		case p.Rest.Attributes[i].Value != a.Value:
			j.ledger.note("unknown elements", app.Dropped, "stand at both of the study's projects with another value: that of the first is written")
		}
	}
}

// members adds the files of the archive that nothing speaks of.
func (j *joiner) members(q *qda.Project) {
	p := j.d.p
	for _, m := range q.Members {
		i := slices.IndexFunc(p.Members, func(o qda.Member) bool { return strings.EqualFold(o.Path, m.Path) })
		switch {
		case i < 0:
			p.Members = append(p.Members, m)
		case !bytes.Equal(p.Members[i].Data, m.Data):
			j.ledger.note("files", app.Dropped, "have the name of another file of the study's first project, which is written")
		}
	}
}

// known takes over what the draft knows by GUID.
func (j *joiner) known(d *draft) {
	for key, name := range d.users { // here and below each is put on its own: the order does not matter
		if k := j.key(key); j.d.users[k] == "" {
			j.d.users[k] = name
		}
	}
	for key, id := range d.tagOf {
		if k := j.key(key); j.d.tagOf[k] == "" {
			j.d.tagOf[k] = id
		}
	}
	for key, f := range d.findOf {
		if k := j.key(key); j.d.findOf[k] == nil {
			j.d.findOf[k] = f
		}
	}
	for ref, id := range d.names {
		if c, v, _ := strings.Cut(ref.ID, " "); ref.Kind == kindUntaken && !j.defined[j.key(c)] { // a case that became one with another has the other's facts
			j.d.names[app.Ref{Kind: kindUntaken, ID: strings.TrimSpace(j.key(c) + " " + j.key(v))}] = id
		}
	}
	for ref, id := range d.given {
		ref.ID = j.key(ref.ID)
		if j.d.given[ref] == "" {
			j.d.given[ref] = id
		}
	}
}

// key is how a GUID is known now, also behind a word that says what of it is meant.
func (j *joiner) key(was string) string {
	word, guid := "", was
	if i := strings.LastIndexByte(was, ' '); i >= 0 {
		word, guid = was[:i+1], was[i+1:]
	}
	if g, ok := j.to[guid]; ok {
		return word + g.Key()
	}
	return was
}
