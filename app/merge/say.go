package merge

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/history"
)

// say shows the value of a field in words: texts as they are, lists as their members with commas, the members of sets by what names them.
func say(raw json.RawMessage) string {
	var v any
	if len(raw) == 0 || json.Unmarshal(raw, &v) != nil {
		return ""
	}
	return shorten(sayValue(v), 600)
}

func sayValue(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case []any:
		parts := make([]string, len(v))
		for i, m := range v {
			parts[i] = sayValue(m)
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		return sayObject(v)
	}
	return fmt.Sprint(v)
}

// sayObject shows what people read in an object, without ids.
func sayObject(v map[string]any) string {
	var parts []string
	for _, k := range []string{"name", "label", "value", "title", "text", "author", "stance", "strength", "role", "status", "note", "method"} {
		if s := sayValue(v[k]); s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return app.Count(len(v), "entry")
	}
	return strings.Join(parts, " ")
}

func key(ref app.Ref, about string) string { return string(ref.Kind) + "/" + ref.ID + "/" + about }

// state is a side of a conflict, signed by the record.
func state(r app.Record, text string) State {
	s := State{Text: text}
	if by, ok := r.(interface{ Signed() app.Stamp }); ok {
		s.Author, s.At = by.Signed().Author, by.Signed().Modified
	}
	return s
}

// titleOf is what a record is called in a list.
func titleOf(r app.Record) string {
	name := app.NameOf(r)
	if p, ok := r.(*app.Placement); ok {
		name = "place of a finding in a theme " + string(p.Theme[:min(8, len(p.Theme))])
	}
	if name == "" {
		name = string(r.Ref().Kind)
	}
	return shorten(name, 80)
}

func shorten(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}

// changed says in words which fields differ.
func changed(base, now app.Record) string {
	if base == nil {
		return titleOf(now)
	}
	b, n := fieldsOf(base), fieldsOf(now)
	var said []string
	for _, k := range slices.Sorted(maps.Keys(n)) {
		if !stamped[k] && string(b[k]) != string(n[k]) && groupOf(now.Ref().Kind, k) == k {
			said = append(said, fmt.Sprintf("%s: %s", history.FieldName(now.Ref().Kind, k), say(n[k])))
		}
	}
	return strings.Join(said, "; ")
}
