package project

import (
	"reflect"

	"throughline/app/qda"
)

// guidType is what renameIn looks for.
var guidType = reflect.TypeFor[qda.GUID]()

// renameIn gives every GUID inside a value its new one, wherever in a project it stands: none can be forgotten.
func renameIn(v reflect.Value, to map[string]qda.GUID) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			renameIn(v.Elem(), to)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			renameIn(v.Field(i), to)
		}
	case reflect.Slice:
		switch v.Type().Elem().Kind() {
		case reflect.Struct, reflect.Pointer, reflect.String:
			for i := range v.Len() {
				renameIn(v.Index(i), to)
			}
		}
	case reflect.String:
		if v.Type() != guidType {
			return
		}
		if g, ok := to[qda.GUID(v.String()).Key()]; ok {
			v.SetString(string(g))
		}
	}
}

// eachGUID hands over the GUIDs that stand for things of a project.
func eachGUID(p *qda.Project, do func(qda.GUID)) {
	for i := range p.Users {
		do(p.Users[i].GUID)
	}
	for i := range p.Codes {
		do(p.Codes[i].GUID)
	}
	for i := range p.Variables {
		do(p.Variables[i].GUID)
	}
	for i := range p.Cases {
		do(p.Cases[i].GUID)
	}
	codings := func(all []qda.Coding) {
		for i := range all {
			do(all[i].GUID)
		}
	}
	for _, list := range [][]qda.Source{p.Sources, p.Notes} {
		for i := range list {
			eachText(&list[i], func(t *qda.Source) {
				do(t.GUID)
				codings(t.Codings)
				for k := range t.Selections {
					do(t.Selections[k].GUID)
					codings(t.Selections[k].Codings)
				}
			})
			for k := range list[i].Transcripts {
				for _, s := range list[i].Transcripts[k].Sync {
					do(s.GUID)
				}
			}
		}
	}
	for i := range p.Links {
		do(p.Links[i].GUID)
	}
	for i := range p.Sets {
		do(p.Sets[i].GUID)
	}
	for i := range p.Graphs {
		do(p.Graphs[i].GUID)
	}
}

// renameAll gives things of a project new GUIDs, wherever they are named.
func renameAll(p *qda.Project, to map[string]qda.GUID) { renameIn(reflect.ValueOf(p), to) }
