package merge

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// fields of a record by their names in JSON.
type fields map[string]json.RawMessage

func fieldsOf(r app.Record) fields {
	out := fields{}
	if r == nil {
		return out
	}
	raw, err := json.Marshal(r)
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil {
		panic("merge: a record cannot be written: " + err.Error()) // every record of a workspace was
	}
	return out
}

// record makes a record of a kind from its fields.
func (f fields) record(k app.Kind) (app.Record, error) {
	raw, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	r, err := app.NewRecord(k)
	if err != nil {
		return nil, err
	}
	return r, json.Unmarshal(raw, r)
}

// stamped fields are joined by a rule: the earlier making, the later change.
var stamped = map[string]bool{"id": true, "author": true, "created": true, "modified": true}

// anchor are the fields of a finding that say where it stands: they hold together only as they are.
var anchor = map[string]bool{"interview": true, "transcript": true, "participant": true, "start": true, "end": true, "quote": true, "before": true,
	"after": true, "speaker": true, "at": true, "page": true}

// standing are the fields of an insight that say where it stands between draft and published.
var standing = map[string]bool{"status": true, "superseded_by": true, "published": true, "version": true}

// groupOf names what a field changes with; most change alone.
func groupOf(k app.Kind, key string) string {
	switch {
	case k == app.KindFinding && anchor[key]:
		return "quote"
	case k == app.KindInsight && standing[key]:
		return "status"
	case k == app.KindRule && key != "name":
		return "kind"
	case k == app.KindPlacement:
		return "order"
	case k == app.KindTranscript, k == app.KindSource, k == app.KindPublication, k == app.KindErasure:
		return "id" // never change
	}
	return key
}

// clash is a group of fields that both sides changed differently.
type clash struct{ group string }

// joined is what becomes of a record that both sides have.
type joined struct {
	record  app.Record // ours where nothing is taken
	taken   bool       // something of theirs came in
	clashes []clash    // in the order of groups
}

// join brings the states of one record together. base is what both had, nil where that is not known. pick says whose state of a group stands
// that both changed. The result keeps the laws of the noun: where both changes together would break them, ours stays and the clash says so.
func join(base, ours, theirs app.Record, pick func(group string) Side) joined {
	k := ours.Ref().Kind
	b, o, t := fieldsOf(base), fieldsOf(ours), fieldsOf(theirs)
	out, groups := maps.Clone(o), grouped(k, b, o, t)
	var j joined
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		keys := groups[g]
		switch {
		case same(o, t, keys), base != nil && same(b, t, keys):
		case base != nil && same(b, o, keys):
			out.take(t, keys)
			j.taken = true
		default:
			j.both(k, g, keys, out, [3]fields{b, o, t}, pick)
		}
	}
	if !j.taken && len(j.clashes) > 0 {
		j.record = ours
		return j
	}
	out.sign(o, t)
	r, err := out.record(k)
	if err != nil || r.Validate() != nil {
		return joined{record: ours, clashes: append(j.clashes, clash{"id"})}
	}
	j.record = r
	return j
}

// grouped are the fields of some states of a record, by what they change with.
func grouped(k app.Kind, states ...fields) map[string][]string {
	groups := map[string][]string{}
	for _, f := range states {
		for key := range f {
			if g := groupOf(k, key); !stamped[key] && !slices.Contains(groups[g], key) {
				groups[g] = append(groups[g], key)
			}
		}
	}
	return groups
}

// both joins a group of fields that both sides changed, or of which nobody knows who did; states are what both had, ours and theirs.
func (j *joined) both(k app.Kind, g string, keys []string, out fields, states [3]fields, pick func(string) Side) {
	b, o, t := states[0], states[1], states[2]
	united, clashes := unite(k, g, b[g], o[g], t[g], pick)
	if clashes {
		j.clashes = append(j.clashes, clash{g})
	}
	switch {
	case united != nil:
		j.taken = j.taken || !bytes.Equal(united, o[g])
		out[g] = united
	case pick(g) == Theirs:
		out.take(t, keys)
		j.taken = true
	}
}

func same(a, b fields, keys []string) bool {
	for _, k := range keys {
		if !bytes.Equal(a[k], b[k]) {
			return false
		}
	}
	return true
}

func (f fields) take(from fields, keys []string) {
	for _, k := range keys {
		if v, ok := from[k]; ok {
			f[k] = v
			continue
		}
		delete(f, k)
	}
}

// sign joins two stamps: whoever made it first made it, and it was changed when it was changed last.
func (f fields) sign(o, t fields) {
	if moment(t["created"]).Before(moment(o["created"])) {
		f["created"], f["author"] = t["created"], t["author"]
	}
	if moment(t["modified"]).After(moment(o["modified"])) {
		f["modified"] = t["modified"]
	}
}

func moment(raw json.RawMessage) (at time.Time) {
	_ = json.Unmarshal(raw, &at) // the zero time where there is none
	return at
}

// listed says which fields are sets, and what makes two of their members the same.
var listed = map[app.Kind]map[string]func(member fields) string{
	app.KindFinding:        {"tags": func(m fields) string { return string(m["tag"]) + string(m["author"]) }},
	app.KindInsight:        {"evidence": func(m fields) string { return string(m["finding"]) + "/" + string(m["theme"]) }},
	app.KindParticipant:    {"attributes": func(m fields) string { return strings.ToLower(string(m["name"])) }},
	app.KindRecommendation: {"insights": nil},
	app.KindDecision:       {"insights": nil},
}

// member is one of a set.
type member struct {
	key string
	raw json.RawMessage
}

func members(raw json.RawMessage, key func(fields) string) (all []member, by map[string]json.RawMessage) {
	var parts []json.RawMessage
	_ = json.Unmarshal(raw, &parts) // none where the field is not there
	by = map[string]json.RawMessage{}
	for _, p := range parts {
		m := member{string(p), p}
		if key != nil {
			var f fields
			_ = json.Unmarshal(p, &f) // members of these sets are objects
			m.key = key(f)
		}
		if by[m.key] == nil {
			all = append(all, m)
			by[m.key] = p
		}
	}
	return all, by
}

// unite joins two states of a set, nil for what is none: members that one side removed go unless the other changed them, those that one side
// added or changed come in, and those that both changed differently clash. The order is that of what both had; then come the new ones by what
// makes them the same, so that it does not matter whose are ours.
func unite(k app.Kind, group string, base, ours, theirs json.RawMessage, pick func(string) Side) (united json.RawMessage, clashes bool) {
	key, set := listed[k][group]
	if !set {
		return nil, true
	}
	bs, b := members(base, key)
	os, o := members(ours, key)
	ts, t := members(theirs, key)
	order := make([]member, 0, len(bs)+len(os)+len(ts))
	fresh := map[string]bool{}
	for _, m := range append(os, ts...) {
		if b[m.key] == nil && !fresh[m.key] {
			fresh[m.key] = true
			order = append(order, m)
		}
	}
	slices.SortStableFunc(order, func(a, b member) int { return cmp.Compare(a.key, b.key) })
	var all []json.RawMessage
	for _, m := range append(bs, order...) {
		was, x, y := b[m.key], o[m.key], t[m.key]
		switch {
		case bytes.Equal(x, y), bytes.Equal(was, y):
			// x: both are the same, or only ours changed it
		case bytes.Equal(was, x):
			x = y
		case k == app.KindFinding:
			x = firstTagging(x, y)
		case x == nil || y == nil: // removed on one side, changed on the other
			x = json.RawMessage(cmp.Or(string(x), string(y)))
		default:
			clashes = true
			if pick(group) == Theirs {
				x = y
			}
		}
		if x != nil {
			all = append(all, x)
		}
	}
	if k == app.KindFinding {
		slices.SortFunc(all, func(a, b json.RawMessage) int { return cmp.Compare(taggingKey(a), taggingKey(b)) })
	}
	raw, err := json.Marshal(all)
	if err != nil {
		panic("merge: a set cannot be written: " + err.Error()) // its members were read from JSON
	}
	return raw, clashes
}

// taggingKey orders taggings as a finding does: by tag, then by author.
func taggingKey(raw json.RawMessage) string {
	var t app.Tagging
	_ = json.Unmarshal(raw, &t) // as it was written
	return string(t.Tag) + "\x00" + t.Author
}

// firstTagging is the earlier of two taggings of one tag by one author; one that is gone on a side stays.
func firstTagging(a, b json.RawMessage) json.RawMessage {
	if a == nil || b == nil {
		return json.RawMessage(cmp.Or(string(a), string(b)))
	}
	var x, y app.Tagging
	_, _ = json.Unmarshal(a, &x), json.Unmarshal(b, &y) // as they were written
	if y.Created.Before(x.Created) || y.Created.Equal(x.Created) && y.Provenance < x.Provenance {
		return b
	}
	return a
}
