package erase

import (
	"reflect"
	"time"

	"throughline/app"
)

// refKinds are the types of ids that name a record, by kind.
var refKinds = map[reflect.Type]app.Kind{
	reflect.TypeFor[app.ParticipantID](): app.KindParticipant,
	reflect.TypeFor[app.SourceID]():      app.KindSource,
	reflect.TypeFor[app.InterviewID]():   app.KindInterview,
	reflect.TypeFor[app.TranscriptID]():  app.KindTranscript,
	reflect.TypeFor[app.FindingID]():     app.KindFinding,
}

var (
	stringType = reflect.TypeFor[string]()
	leaveAlone = map[reflect.Type]bool{reflect.TypeFor[time.Time](): true, reflect.TypeFor[app.Stamp](): true, reflect.TypeFor[[]byte](): true}
)

// rewriter changes the free words of a record and the ids of records that go, whatever the record's type: new nouns need nothing of
// their own here.
type rewriter struct {
	words func(string) string
	goes  func(app.Ref) bool
}

// record returns r with its words changed; the same pointer when nothing does.
func (w rewriter) record(r app.Record) app.Record {
	v := reflect.ValueOf(r)
	out, changed := w.value(v.Elem())
	if !changed {
		return r
	}
	p := reflect.New(v.Elem().Type())
	p.Elem().Set(out)
	return p.Interface().(app.Record)
}

// value returns v as it is to be kept, and whether that differs. v itself is never changed.
func (w rewriter) value(v reflect.Value) (reflect.Value, bool) {
	t := v.Type()
	if leaveAlone[t] {
		return v, false
	}
	if kind, ok := refKinds[t]; ok {
		if id := v.String(); id != "" && w.goes(app.Ref{Kind: kind, ID: id}) {
			return reflect.Zero(t), true
		}
		return v, false
	}
	switch v.Kind() {
	case reflect.String:
		if t != stringType {
			return v, false
		}
		now := w.words(v.String())
		return reflect.ValueOf(now), now != v.String()
	case reflect.Struct:
		return w.fields(v)
	case reflect.Slice:
		return w.items(v)
	case reflect.Map:
		return w.entries(v)
	case reflect.Pointer:
		if v.IsNil() {
			return v, false
		}
		out, changed := w.value(v.Elem())
		if !changed {
			return v, false
		}
		p := reflect.New(t.Elem())
		p.Elem().Set(out)
		return p, true
	}
	return v, false
}

func (w rewriter) fields(v reflect.Value) (reflect.Value, bool) {
	out, changed := reflect.Value{}, false
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		now, differs := w.value(v.Field(i))
		if !differs {
			continue
		}
		if !changed {
			out, changed = reflect.New(v.Type()).Elem(), true
			out.Set(v)
		}
		out.Field(i).Set(now)
	}
	if !changed {
		return v, false
	}
	return out, true
}

// items changes a list. Ids of what goes leave it, so that no list has holes.
func (w rewriter) items(v reflect.Value) (reflect.Value, bool) {
	_, ids := refKinds[v.Type().Elem()]
	var out reflect.Value
	changed := false
	for i := range v.Len() {
		now, differs := w.value(v.Index(i))
		if differs && !changed {
			changed = true
			out = reflect.MakeSlice(v.Type(), 0, v.Len())
			out = reflect.AppendSlice(out, v.Slice(0, i))
		}
		if changed && !(ids && differs) {
			out = reflect.Append(out, now)
		}
	}
	if !changed {
		return v, false
	}
	if out.Len() == 0 {
		return reflect.Zero(v.Type()), true
	}
	return out, true
}

func (w rewriter) entries(v reflect.Value) (reflect.Value, bool) {
	changed := false
	out := reflect.MakeMapWithSize(v.Type(), v.Len())
	for it := v.MapRange(); it.Next(); {
		now, differs := w.value(it.Value())
		changed = changed || differs
		out.SetMapIndex(it.Key(), now)
	}
	if !changed {
		return v, false
	}
	return out, true
}
