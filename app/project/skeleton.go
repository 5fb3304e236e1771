package project

import (
	"slices"

	"throughline/app"
	"throughline/app/qda"
)

// skeleton is a project without its texts and files: what is kept of it beside the records. What is written in the project itself of notes and of regions stays: records
// keep it in another form.
func skeleton(p *qda.Project) *qda.Project {
	c := *p
	c.Lost, c.Warnings = nil, nil
	c.Sources, c.Notes = bones(p.Sources), bones(p.Notes)
	for i := range c.Notes {
		if n := &p.Notes[i]; n.Plain == nil {
			c.Notes[i].Text = n.Text
		}
	}
	c.Members = slices.DeleteFunc(slices.Clone(p.Members), isOwn)
	c.Unaltered = false
	for i := range c.Members {
		c.Members[i].Data = nil
	}
	return &c
}

// bones are sources without texts and files. Those given stay as they are.
func bones(all []qda.Source) []qda.Source {
	out := slices.Clone(all)
	for i := range out {
		bare(&out[i])
	}
	return out
}

func bare(s *qda.Source) {
	s.Text, s.Plain, s.Data = "", nil, nil
	if s.Of != nil {
		of := *s.Of
		bare(&of)
		s.Of = &of
	}
	s.Transcripts = slices.Clone(s.Transcripts)
	for i := range s.Transcripts {
		bare(&s.Transcripts[i].Source)
	}
	s.Selections = slices.Clone(s.Selections)
	for i := range s.Selections {
		if of := s.Selections[i].Of; of != nil {
			inside := *of
			bare(&inside)
			if of.Plain == nil {
				inside.Text = of.Text
			}
			s.Selections[i].Of = &inside
		}
	}
}

// pack puts the skeleton of the project and the names of its records into the origin.
func (d *draft) pack() (err error) {
	for _, ref := range d.named() {
		d.origin.Names = append(d.origin.Names, app.OldName{Kind: ref.Kind, GUID: ref.ID, ID: d.names[ref]})
	}
	d.origin.Skeleton, err = app.PackJSON(skeleton(d.p))
	return err
}

// named are the things whose record is called otherwise, in an order.
func (d *draft) named() []app.Ref {
	all := make([]app.Ref, 0, len(d.names))
	for ref := range d.names {
		all = append(all, ref)
	}
	slices.SortFunc(all, compareRefs)
	return all
}
