package refi

import (
	"encoding/json"

	"throughline/app/qda"
)

// restFile holds what programs wrote that the schema refuses.
const restFile = ownFolder + "rest.json"

// sumFile holds the SHA-256 of the project's XML as it was written, in hex: whoever changes the project leaves it as it is.
const sumFile = ownFolder + "project.sha256"

// restOf is what stood at one element.
type restOf struct {
	Of   string   `json:"of"`          // the kind of element
	GUID string   `json:"guid"`        // of the element as it is written; "" for the project
	Nth  int      `json:"n,omitempty"` // of the elements of that kind and GUID, where several share one
	Rest qda.Rest `json:"rest"`
}

// at tells an element: its kind, GUID and which it is of those that share both.
type at struct {
	of, guid string
	nth      int
}

// counted hands over the elements of a project with what tells them. guid is how a GUID is written.
func counted(p *qda.Project, guid func(qda.GUID) string, do func(at, *qda.Rest)) {
	seen := map[at]int{}
	eachRest(p, func(of string, id qda.GUID, r *qda.Rest) {
		key := at{of: of}
		if of != "project" {
			key.guid = qda.GUID(guid(id)).Key()
		}
		n := seen[key]
		seen[key]++
		key.nth = n
		do(key, r)
	})
}

func jsonOf(v any) []byte {
	data, _ := json.MarshalIndent(v, "", " ") // strings alone: it never fails
	return data
}

// keep puts what the standard does not name aside.
func (x *writer) keep() {
	counted(x.p, writtenGUID, func(a at, r *qda.Rest) {
		if len(r.Attributes) == 0 && len(r.Elements) == 0 {
			return
		}
		for range len(r.Attributes) + len(r.Elements) {
			x.mend("unknown elements")
		}
		x.rest = append(x.rest, restOf{a.of, a.guid, a.nth, *r})
	})
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
	found := map[at]*qda.Rest{}
	for i := range all {
		found[at{all[i].Of, all[i].GUID, all[i].Nth}] = &all[i].Rest
	}
	counted(p, func(g qda.GUID) string { return string(g) }, func(a at, r *qda.Rest) {
		if was := found[a]; was != nil {
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

// Unknown counts the elements and attributes of a project that the standard does not name.
func Unknown(p *qda.Project) (n int) {
	eachRest(p, func(_ string, _ qda.GUID, r *qda.Rest) { n += len(r.Attributes) + len(r.Elements) })
	return n
}
