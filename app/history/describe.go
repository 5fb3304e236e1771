package history

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"throughline/app"
)

// Verb says what a step did to a record.
type Verb string

// The verbs.
const (
	Made    Verb = "Made"
	Changed Verb = "Changed"
	Removed Verb = "Deleted"
)

// Field is a change of one field in words.
type Field = app.FieldChange

// Detail is what a step did to one record, in words.
type Detail struct {
	Ref    app.Ref
	Title  string // what the record is called after the step, or was before it was deleted; "" for what has no name
	Verb   Verb
	Fields []Field // in the order a form shows them; a record that was made or deleted shows what was in it
}

// Names says what records are called. A record that is missing has no name any more.
type Names map[app.Ref]string

func (n Names) of(kind app.Kind, id string) string {
	if id == "" {
		return ""
	}
	if name := n[app.Ref{Kind: kind, ID: id}]; name != "" {
		return name
	}
	return "a deleted " + string(kind)
}

// Mentions returns the records whose names Describe needs for a change, each once, in order of appearance.
func Mentions(c app.Change) []app.Ref {
	var refs []app.Ref
	add := func(kind app.Kind, id string) {
		if r := (app.Ref{Kind: kind, ID: id}); id != "" && !slices.Contains(refs, r) {
			refs = append(refs, r)
		}
	}
	for _, r := range []app.Record{c.Before, c.After} {
		switch r := r.(type) {
		case *app.Finding:
			for _, t := range r.Tags {
				add(app.KindTag, string(t.Tag))
			}
			add(app.KindParticipant, string(r.Participant))
			add(app.KindInterview, string(r.Interview))
			add(app.KindStudy, string(r.Study))
		case *app.Tag:
			add(app.KindTag, string(r.Parent))
			add(app.KindTag, string(r.ReplacedBy))
			add(app.KindTag, string(r.MapsTo))
			add(app.KindStudy, string(r.Study))
		case *app.Placement:
			add(app.KindTheme, string(r.Theme))
			add(app.KindFinding, string(r.Finding))
		case *app.Insight:
			for _, e := range r.Evidence {
				ref := e.Ref()
				add(ref.Kind, ref.ID)
			}
			add(app.KindInsight, string(r.SupersededBy))
			add(app.KindStudy, string(r.Study))
		case *app.Interview:
			for _, s := range r.Speakers {
				add(app.KindParticipant, string(s.Participant))
			}
			add(app.KindSource, string(r.Source))
			add(app.KindStudy, string(r.Study))
		case *app.Transcript:
			add(app.KindInterview, string(r.Interview))
		case *app.Theme:
			add(app.KindStudy, string(r.Study))
		case *app.Memo:
			add(r.On.Kind, r.On.ID)
			add(app.KindStudy, string(r.Study))
		default:
			mentionsAside(r, add)
		}
	}
	return refs
}

// mentionsAside is Mentions for what was made of insights and for papers.
func mentionsAside(r app.Record, add func(kind app.Kind, id string)) {
	var insights []app.InsightID
	switch r := r.(type) {
	case *app.Recommendation:
		insights = r.Insights
		add(app.KindStudy, string(r.Study))
	case *app.Decision:
		insights = r.Insights
		add(app.KindStudy, string(r.Study))
	case app.Paper:
		f := r.Filed()
		add(app.KindParticipant, string(f.Participant))
		add(app.KindInterview, string(f.Interview))
		add(app.KindStudy, string(f.Study))
		if t, ok := r.(*app.Template); ok {
			insights = t.Insights
		}
	}
	for _, id := range insights {
		add(app.KindInsight, string(id))
	}
}

// Describe says what changes did to their records, one Detail a record in order of appearance. A finding that leaves one theme
// for another is one Detail.
func Describe(changes []app.Change, names Names) []Detail {
	var all []Detail
	left := map[string]int{} // placements taken away, by finding: where they stand in all
	for _, c := range changes {
		p, placed := c.After.(*app.Placement)
		if placed && c.Before == nil {
			if i, ok := left[string(p.Finding)]; ok {
				delete(left, string(p.Finding))
				all[i] = moved(all[i], p, names)
				continue
			}
		}
		if q, ok := c.Before.(*app.Placement); ok && c.After == nil {
			left[string(q.Finding)] = len(all)
		}
		all = append(all, describe(c, names))
	}
	return all
}

// moved joins the end of one placement and the beginning of another.
func moved(from Detail, to *app.Placement, names Names) Detail {
	old := strings.TrimPrefix(from.Fields[0].Text, "− ")
	from.Verb, from.Ref = Changed, to.Ref()
	from.Fields = []Field{{Name: "Theme", Text: arrow(old, names.of(app.KindTheme, string(to.Theme)))}}
	return from
}

func describe(c app.Change, names Names) Detail {
	d := Detail{Ref: c.Ref(), Verb: Changed}
	before, after := c.Before, c.After
	switch {
	case before == nil:
		d.Verb, before = Made, blank(after)
	case after == nil:
		d.Verb, after = Removed, blank(before)
	}
	last := c.After
	if last == nil {
		last = c.Before
	}
	d.Title = app.NameOf(last)
	switch r := last.(type) {
	case *app.Placement:
		d.Title = names.of(app.KindFinding, string(r.Finding))
		d.Fields = placed(c, names)
		return d
	case *app.Transcript:
		d.Title = names[app.Ref{Kind: app.KindInterview, ID: string(r.Interview)}]
	}
	d.Fields = compare(d.Verb, before, after, names)
	return d
}

// blank is an empty record of the kind of r.
func blank(r app.Record) app.Record {
	b, err := app.NewRecord(r.Ref().Kind)
	if err != nil {
		return r // of a kind nobody knows: nothing to compare
	}
	return b
}

func placed(c app.Change, names Names) []Field {
	before, _ := c.Before.(*app.Placement)
	after, _ := c.After.(*app.Placement)
	switch {
	case before == nil:
		return []Field{{Name: "Theme", Text: "+ " + names.of(app.KindTheme, string(after.Theme))}}
	case after == nil:
		return []Field{{Name: "Theme", Text: "− " + names.of(app.KindTheme, string(before.Theme))}}
	}
	return []Field{{Name: "Place", Text: "moved within " + names.of(app.KindTheme, string(after.Theme))}}
}

// value is a field of a record as JSON.
type value = json.RawMessage

// compare lists what differs, known fields in the order of their table, then fields the table does not know, by name.
func compare(verb Verb, before, after app.Record, names Names) []Field {
	a, b := values(before), values(after)
	kind := after.Ref().Kind
	x := &pair{verb: verb, before: before, after: after, names: names}
	var out []Field
	known := map[string]bool{}
	for _, f := range fieldsOf[kind] {
		known[f.key] = true
		if f.say == nil || bytes.Equal(a[f.key], b[f.key]) || f.whole && verb != Changed {
			continue
		}
		if text := f.say(x, a[f.key], b[f.key]); text != "" {
			out = append(out, Field{Name: f.name, Text: text})
		}
	}
	keys := slices.Collect(maps.Keys(a))
	for k := range b {
		if _, both := a[k]; !both {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		if !known[k] && !everywhere[k] && !bytes.Equal(a[k], b[k]) {
			if text := sayAny(x, a[k], b[k]); text != "" {
				out = append(out, Field{Name: spaced(k), Text: text})
			}
		}
	}
	return out
}

// everywhere are fields that say nothing to a reader: identity, and the stamp that the step itself shows.
var everywhere = map[string]bool{"id": true, "author": true, "created": true, "modified": true}

func values(r app.Record) map[string]value {
	out := map[string]value{}
	raw, err := json.Marshal(r)
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil {
		return map[string]value{} // a record that cannot be written has nothing to show
	}
	return out
}

// spaced makes a name of a JSON key: "replaced_by" is "Replaced by".
func spaced(key string) string {
	key = strings.ReplaceAll(key, "_", " ")
	return strings.ToUpper(key[:1]) + key[1:]
}
