package refi

import (
	"encoding/xml"
	"slices"
	"strings"

	"throughline/app/qda"
)

// sourceKind is the kind of a source by the name of its element, "" for none.
func sourceKind(element string) qda.SourceKind {
	switch element {
	case "TextSource":
		return qda.Text
	case "PDFSource":
		return qda.PDF
	case "PictureSource":
		return qda.Picture
	case "AudioSource":
		return qda.Audio
	case "VideoSource":
		return qda.Video
	}
	return ""
}

func (r *reader) anySource(e xml.StartElement) error {
	s, err := r.source(e, sourceKind(e.Name.Local))
	r.p.Sources = append(r.p.Sources, s)
	return err
}

func (r *reader) note(e xml.StartElement) error {
	s, err := r.source(e, qda.Text)
	r.p.Notes = append(r.p.Notes, s)
	return err
}

// source reads a source of any kind, a note, or the text of either.
func (r *reader) source(e xml.StartElement, kind qda.SourceKind) (qda.Source, error) {
	s := qda.Source{Kind: kind}
	s.Rest.Attributes = attributes(e, sourceAttribute(&s))
	r.guid(&s.GUID, "source")
	rest, err := r.children(func(e xml.StartElement) (bool, error) { return r.inSource(&s, e) })
	s.Rest.Elements = rest
	return s, err
}

// inSource reads an element in a source.
func (r *reader) inSource(s *qda.Source, e xml.StartElement) (known bool, err error) {
	switch name := e.Name.Local; name {
	case "Description":
		s.Description, err = r.chars()
	case "PlainTextContent":
		s.Inline = true
		s.Text, err = r.chars()
	case "PlainTextSelection", "PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection", "TranscriptSelection":
		var sel qda.Selection
		sel, err = r.selection(e)
		s.Selections = append(s.Selections, sel)
	case "Representation", "TextDescription":
		var of qda.Source
		of, err = r.source(e, qda.Text)
		s.Of = &of
	case "Transcript":
		err = r.transcript(s, e)
	case "Coding":
		err = r.coding(e, &s.Codings)
	case "NoteRef":
		err = r.target(e, &s.NoteRefs)
	case "VariableValue":
		err = r.value(&s.Values)
	default:
		return false, nil
	}
	return true, err
}

func (r *reader) transcript(to *qda.Source, e xml.StartElement) (err error) {
	t := qda.Transcript{Source: qda.Source{Kind: qda.Text}}
	t.Rest.Attributes = attributes(e, sourceAttribute(&t.Source))
	r.guid(&t.GUID, "transcript")
	t.Rest.Elements, err = r.children(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "SyncPoint" {
			return r.inSource(&t.Source, e)
		}
		var p qda.SyncPoint
		attributes(e, func(name, value string) bool {
			switch name {
			case "guid":
				p.GUID = qda.GUID(value)
			case "timeStamp":
				n := r.number(value)
				p.At = &n
			case "position":
				n := r.number(value)
				p.Position = &n
			}
			return true
		})
		r.guid(&p.GUID, "sync point")
		t.Sync = append(t.Sync, p)
		return true, r.skip()
	})
	between(&t)
	to.Transcripts = append(to.Transcripts, t)
	return err
}

// between takes the places of the selections of a transcript from the sync points they are between.
func between(t *qda.Transcript) {
	at := map[string]int64{}
	for _, p := range t.Sync {
		if p.Position != nil {
			at[p.GUID.Key()] = *p.Position
		}
	}
	for i := range t.Selections {
		s := &t.Selections[i]
		from, okFrom := at[s.FromSync.Key()]
		to, okTo := at[s.ToSync.Key()]
		if s.From, s.To = from, to; !okFrom || !okTo {
			s.From, s.To = -1, -1
		}
	}
}

// corners are the attributes of a region, in the order of Selection.Box.
var corners = []string{"firstX", "firstY", "secondX", "secondY"}

func (r *reader) selection(e xml.StartElement) (s qda.Selection, err error) {
	s.Start, s.End = -1, -1
	s.Rest.Attributes = attributes(e, func(name, value string) bool {
		switch name {
		case "guid":
			s.GUID = qda.GUID(value)
		case "name":
			s.Name = value
		case "startPosition", "begin":
			s.From = r.number(value)
		case "endPosition", "end":
			s.To = r.number(value)
		case "page":
			s.Page = r.number(value)
		case "firstX", "firstY", "secondX", "secondY":
			s.Box[slices.Index(corners, name)] = r.number(value)
		case "fromSyncPoint":
			s.FromSync = qda.GUID(value)
		case "toSyncPoint":
			s.ToSync = qda.GUID(value)
		default:
			return made(&s.Made, name, value)
		}
		return true
	})
	r.guid(&s.GUID, "selection")
	s.Rest.Elements, err = r.children(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "Description":
			s.Description, err = r.chars()
			return true, err
		case "Coding":
			return true, r.coding(e, &s.Codings)
		case "NoteRef":
			return true, r.target(e, &s.NoteRefs)
		case "Representation":
			of, err := r.source(e, qda.Text)
			s.Of = &of
			return true, err
		}
		return false, nil
	})
	return s, err
}

func (r *reader) coding(e xml.StartElement, to *[]qda.Coding) (err error) {
	var c qda.Coding
	c.Rest.Attributes = attributes(e, func(name, value string) bool {
		switch name {
		case "guid":
			c.GUID = qda.GUID(value)
		case "creatingUser":
			c.By = qda.GUID(value)
		case "creationDateTime":
			c.At = qda.When(value)
		default:
			return false
		}
		return true
	})
	r.guid(&c.GUID, "coding")
	c.Rest.Elements, err = r.children(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "CodeRef":
			var of []qda.GUID
			err := r.target(e, &of)
			if len(of) > 0 {
				c.Code = of[0]
			}
			return true, err
		case "NoteRef":
			return true, r.target(e, &c.NoteRefs)
		}
		return false, nil
	})
	*to = append(*to, c)
	return err
}

// sourceAttribute takes the attributes of a source.
func sourceAttribute(s *qda.Source) func(name, value string) bool {
	return func(name, value string) bool {
		switch name {
		case "guid":
			s.GUID = qda.GUID(value)
		case "name":
			s.Name = value
		case "path", "richTextPath":
			s.Path = value
		case "currentPath":
			s.CurrentPath = value
		case "plainTextPath":
			s.PlainPath = strings.TrimSpace(value)
		default:
			return made(&s.Made, name, value)
		}
		return true
	}
}
