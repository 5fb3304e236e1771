package rival

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"

	"throughline/app/qda"
)

// source is one source of a QualCoder project while it is put together.
type source struct {
	qda.Source // of a PDF, its text's selections are in of
	id         int64
	scale      *plain // nil for a source without text
	passages   passages
	turns      []turn
	avs        []avLink
	transcript int64 // id of the text that is the transcript of this recording, -1 for none
	within     bool  // it is the transcript of another
}

// turn is a coding that says who speaks.
type turn struct {
	claim
	speaker string
}

// avLink ties a passage of a transcript to a stretch of its recording.
type avLink struct {
	av int64
	at *passage
}

// documents reads the sources with their texts.
func (d *qualCoderDesk) documents(ctx context.Context) error {
	columns := []string{"id", "name", "fulltext", "mediapath", "memo", "owner", "date", "av_text_id"}
	err := d.db.each(ctx, query{table: "source", columns: columns, order: "id"}, func(r *row) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		id := r.id(0)
		s := &source{id: id, transcript: r.id(7)}
		s.GUID = d.guidOf("source", id, r.text(5), r.text(6))
		s.Name = d.named(r.name(1), "Document", id)
		s.Description = newPlain(r.text(4)).text
		s.Made = d.made(r.text(5), r.text(6))
		d.kind(s, r.text(3))
		if text := r.text(2); text != "" || s.Kind == qda.Text {
			s.scale = newPlain(text)
			s.setText()
		}
		d.attach(s, r.text(3))
		d.sources[id] = s
		d.order = append(d.order, id)
		d.step(1, "Read "+s.Name)
		return nil
	})
	for _, id := range d.order {
		s := d.sources[id]
		to := d.sources[s.transcript]
		if to == nil || to == s || to.within || s.Kind != qda.Audio && s.Kind != qda.Video || to.Kind != qda.Text {
			s.transcript = -1
			continue
		}
		to.within = true
	}
	return err
}

// kind tells what a source is by where its file lies.
func (d *qualCoderDesk) kind(s *source, media string) {
	s.Kind = qda.Text
	switch place, _, _ := strings.Cut(strings.TrimPrefix(media, "/"), "/"); {
	case strings.EqualFold(path.Ext(media), ".pdf") || media == "" && strings.EqualFold(path.Ext(s.Name), ".pdf") && d.files.holds("documents/"+s.Name):
		s.Kind = qda.PDF
	case place == "images" || strings.HasPrefix(media, "images:"):
		s.Kind = qda.Picture
	case place == "audio" || strings.HasPrefix(media, "audio:"):
		s.Kind = qda.Audio
	case place == "video" || strings.HasPrefix(media, "video:"):
		s.Kind = qda.Video
	}
}

// setText puts the text into the source, or for a PDF into the text of it.
func (s *source) setText() {
	if s.Kind == qda.Text {
		s.Text, s.Inline = s.scale.text, true
		return
	}
	s.Of = &qda.Source{GUID: guid(string(s.GUID), "text"), Name: s.Name, Kind: qda.Text, Text: s.scale.text, Inline: true, Made: s.Made}
}

// textual is the source whose selections are passages of the text.
func (s *source) textual() *qda.Source {
	if s.Of != nil {
		return s.Of
	}
	return &s.Source
}

// attach reads the file of a source, where it is inside the project. Recordings stay where they are.
func (d *qualCoderDesk) attach(s *source, media string) {
	within := ""
	switch {
	case media == "":
		within = "documents/" + s.Name // kept there by QualCoder without saying so
		if !d.files.holds(within) {
			return
		}
	case strings.HasPrefix(media, "/"):
		within = strings.TrimPrefix(media, "/")
		if after, ok := strings.CutPrefix(within, "docs/"); ok {
			within = "documents/" + after
		}
	default:
		s.Path = "relative:///" + path.Base(strings.ReplaceAll(media, `\`, "/"))
		d.lose(lostLinked, s.Name)
		return
	}
	if s.Kind == qda.Audio || s.Kind == qda.Video {
		s.Path = "relative:///" + within
		if !d.files.holds(within) {
			d.lose(lostMedia, s.Name)
		}
		return
	}
	d.keep(s, within)
}

// keep keeps the bytes of a document: those of the kinds that the standard knows with the source, others as a file of the project.
func (d *qualCoderDesk) keep(s *source, within string) {
	end := strings.ToLower(path.Ext(within))
	if s.Kind == qda.Text && (end == ".txt" || end == ".md" || end == "") {
		return // the text itself is all there is
	}
	data := d.files.read(within)
	if data == nil {
		d.lose(lostMedia, s.Name)
		return
	}
	name := string(s.GUID) + end
	if s.Kind == qda.Text && end != ".docx" {
		d.p.Members = append(d.p.Members, qda.Member{Path: "sources/" + name, Data: data})
		return
	}
	s.Path, s.Data = "internal://"+name, data
}

// references are what reference managers say of sources, as notes on them.
func (d *qualCoderDesk) references(ctx context.Context) error {
	if !d.db.has("ris") {
		return nil
	}
	texts := map[int64]*strings.Builder{}
	err := d.db.each(ctx, query{table: "ris", columns: []string{"risid", "tag", "value"}, order: "rowid"}, func(r *row) error {
		b := texts[r.id(0)]
		if b == nil {
			b = &strings.Builder{}
			texts[r.id(0)] = b
		}
		b.WriteString(r.name(1) + "  - " + r.name(2) + "\n")
		return nil
	})
	if err != nil || len(texts) == 0 {
		return err
	}
	return d.db.each(ctx, query{table: "source", columns: []string{"id", "risid"}, order: "id"}, func(r *row) error {
		s, b := d.sources[r.id(0)], texts[r.id(1)]
		if s != nil && b != nil {
			s.NoteRefs = append(s.NoteRefs, refs(d.note(guid(string(s.GUID), "reference"), "Reference", b.String(), s.Made))...)
		}
		return nil
	})
}

// settleTexts gives the passages and turns of all texts their places.
func (d *qualCoderDesk) settleTexts(ctx context.Context) error {
	for _, id := range d.order {
		s := d.sources[id]
		if s.scale == nil {
			for _, p := range s.passages.list {
				p.selection.Start, p.selection.End = -1, -1
				p.selection.GUID = passageID(s.GUID, p.from, p.to)
				d.lose(lostPlaces, s.Name)
				s.Selections = append(s.Selections, p.selection)
			}
			continue
		}
		if err := d.settle(ctx, s.textual(), s.scale, &s.passages); err != nil {
			return err
		}
		if err := d.settleTurns(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// settleTurns makes turns of the codings that say who speaks: sorted, apart.
func (d *qualCoderDesk) settleTurns(ctx context.Context, s *source) error {
	if len(s.turns) == 0 {
		return nil
	}
	claims := make([]claim, len(s.turns))
	for i, t := range s.turns {
		claims[i] = t.claim
	}
	if _, err := place(ctx, s.scale, claims); err != nil {
		return err
	}
	for i := range s.turns {
		s.turns[i].claim = claims[i]
	}
	slices.SortStableFunc(s.turns, func(a, b turn) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	end := 0
	text := s.textual()
	for _, t := range s.turns {
		d.loseAll(lostSpeakers, 1)
		if t.start < end || t.end <= t.start {
			continue
		}
		text.Turns = append(text.Turns, qda.Turn{Start: t.start, End: t.end, Speaker: t.speaker})
		end = t.end
	}
	return nil
}

// hand puts the sources into the project, transcripts into their recordings.
func (d *qualCoderDesk) hand() {
	for _, id := range d.order {
		s := d.sources[id]
		if s.within {
			continue
		}
		if t := d.sources[s.transcript]; t != nil {
			s.Transcripts = append(s.Transcripts, qda.Transcript{Source: t.Source})
		}
		d.p.Sources = append(d.p.Sources, s.Source)
	}
}
