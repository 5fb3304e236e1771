package refi

import (
	"encoding/json"

	"throughline/app/qda"
)

// restFile holds what programs wrote that the schema refuses.
const restFile = ownFolder + "rest.json"

// restOf is what stood at one element.
type restOf struct {
	Of   string   `json:"of"`   // the kind of element
	GUID string   `json:"guid"` // of the element; "" for the project
	Rest qda.Rest `json:"rest"`
}

func jsonOf(v any) []byte {
	data, _ := json.MarshalIndent(v, "", " ") // strings alone: it never fails
	return data
}

// keep puts what the standard does not name of an element aside.
func (x *writer) keep(of string, guid qda.GUID, r qda.Rest) {
	if len(r.Attributes) == 0 && len(r.Elements) == 0 {
		return
	}
	for range max(1, len(r.Attributes)+len(r.Elements)) {
		x.mend("unknown elements")
	}
	x.rest = append(x.rest, restOf{of, string(guid), r})
}

// join puts what lies aside back to its elements.
func (z *archive) join(p *qda.Project) error {
	if z.pack == nil || !z.pack.Has(restFile) {
		return nil
	}
	data, err := z.whole(restFile)
	if err != nil {
		return err
	}
	var all []restOf
	if json.Unmarshal(data, &all) != nil {
		p.Warnings = append(p.Warnings, "What other programs had written beside the standard could not be read; it is left out.")
		return nil
	}
	at := map[[2]string]*qda.Rest{}
	for i := range all {
		at[[2]string{all[i].Of, qda.GUID(all[i].GUID).Key()}] = &all[i].Rest
	}
	eachRest(p, func(of string, guid qda.GUID, r *qda.Rest) {
		if was := at[[2]string{of, guid.Key()}]; was != nil {
			r.Attributes = append(r.Attributes, was.Attributes...)
			r.Elements = append(r.Elements, was.Elements...)
		}
	})
	return nil
}

// eachRest goes through all elements that can have more than the standard names.
func eachRest(p *qda.Project, do func(of string, guid qda.GUID, r *qda.Rest)) {
	do("project", "", &p.Rest)
	for i := range p.Users {
		do("user", p.Users[i].GUID, &p.Users[i].Rest)
	}
	for i := range p.Codes {
		do("code", p.Codes[i].GUID, &p.Codes[i].Rest)
	}
	for i := range p.Variables {
		do("variable", p.Variables[i].GUID, &p.Variables[i].Rest)
	}
	for i := range p.Cases {
		do("case", p.Cases[i].GUID, &p.Cases[i].Rest)
	}
	for i := range p.Links {
		do("link", p.Links[i].GUID, &p.Links[i].Rest)
	}
	for i := range p.Sets {
		do("set", p.Sets[i].GUID, &p.Sets[i].Rest)
	}
	for i := range p.Graphs {
		do("graph", p.Graphs[i].GUID, &p.Graphs[i].Rest)
	}
	inCodings := func(all []qda.Coding) {
		for i := range all {
			do("coding", all[i].GUID, &all[i].Rest)
		}
	}
	for _, list := range [][]qda.Source{p.Sources, p.Notes} {
		for i := range list {
			_ = texts(&list[i], func(s *qda.Source) error { // it never fails
				do("source", s.GUID, &s.Rest)
				inCodings(s.Codings)
				for i := range s.Selections {
					do("selection", s.Selections[i].GUID, &s.Selections[i].Rest)
					inCodings(s.Selections[i].Codings)
				}
				return nil
			})
		}
	}
}
