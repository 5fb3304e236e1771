package qda

// Tally counts what a project holds.
type Tally struct {
	Users      int `json:"users"`
	Codes      int `json:"codes"`
	Variables  int `json:"variables"`
	Cases      int `json:"cases"`
	Sources    int `json:"sources"`
	Selections int `json:"selections"` // of all sources, their texts and transcripts
	Codings    int `json:"codings"`    // of selections and of whole sources
	Notes      int `json:"notes"`
	Links      int `json:"links"`
	Sets       int `json:"sets"`
	Graphs     int `json:"graphs"`
}

// Count counts what p holds.
func (p *Project) Count() Tally {
	t := Tally{
		Users: len(p.Users), Codes: len(p.Codes), Variables: len(p.Variables), Cases: len(p.Cases), Sources: len(p.Sources),
		Notes: len(p.Notes), Links: len(p.Links), Sets: len(p.Sets), Graphs: len(p.Graphs),
	}
	for i := range p.Sources {
		t.source(&p.Sources[i])
	}
	for i := range p.Notes {
		t.source(&p.Notes[i])
	}
	return t
}

// source adds the selections and codings of a source and of the texts in it.
func (t *Tally) source(s *Source) {
	t.Codings += len(s.Codings)
	t.Selections += len(s.Selections)
	for i := range s.Selections {
		t.Codings += len(s.Selections[i].Codings)
		if of := s.Selections[i].Of; of != nil {
			t.source(of)
		}
	}
	if s.Of != nil {
		t.source(s.Of)
	}
	for i := range s.Transcripts {
		t.source(&s.Transcripts[i].Source)
	}
}
