package project

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/format/language"
	"throughline/app/passage"
	"throughline/app/qda"
)

// makeSource makes what a source becomes: interviews where it has text, findings of what is selected in it, files.
func (d *draft) makeSource(s *qda.Source) {
	var of []*doc
	switch s.Kind {
	case qda.Audio, qda.Video:
		for i := range s.Transcripts {
			t := &s.Transcripts[i]
			guid := s.GUID
			if i > 0 {
				guid = t.GUID
			}
			if doc := d.makeDoc(s, &t.Source, guid, t.Sync); doc != nil {
				of = append(of, doc)
			}
		}
	default:
		text := s
		if s.Kind != qda.Text {
			text = s.Of
		}
		if text != nil {
			if doc := d.makeDoc(s, text, s.GUID, nil); doc != nil {
				of = append(of, doc)
			}
		}
	}
	var first *doc
	if len(of) > 0 {
		first = of[0]
		d.ledger.kept("sources", 1)
	} else {
		d.ledger.lost("sources", app.Degraded, "have no text here: what is selected in them comes as notes")
	}
	if len(s.Values) > 0 {
		d.ledger.note("sources", app.Aside, "have values of variables, as only people do here")
	}
	d.regions(s, first)
	d.whole(s, first)
	d.keepFiles(s, first)
}

// makeDoc makes the interview of a text; nil for one without words.
func (d *draft) makeDoc(s, text *qda.Source, guid qda.GUID, sync []qda.SyncPoint) *doc {
	places := passage.Cleaning(text.Text)
	if places.New == "" {
		for i := range text.Selections {
			d.noteOf(s, &text.Selections[i], nil, "")
		}
		return nil
	}
	id := d.id(app.KindInterview, guid.Key())
	stamp := d.signed(s.Made)
	title := cmp.Or(strings.TrimSpace(s.Name), strings.TrimSpace(text.Name), strings.TrimSuffix(strings.Trim(path.Base(text.PlainPath), " ./"), path.Ext(text.PlainPath)), fmt.Sprintf("Source %d", len(d.docs)+1))
	raw := text.Plain
	if raw == nil {
		raw = []byte(text.Text)
	}
	sum := sha256.Sum256(raw)
	doc := &doc{of: s, text: text, places: places}
	doc.source = &app.Source{ID: app.SourceID(id), Name: fileName(text, title), Format: "txt", Hash: hex.EncodeToString(sum[:]), Data: raw, Stamp: stamp}
	doc.interview = &app.Interview{ID: app.InterviewID(id), Study: d.study.ID, Source: doc.source.ID, Title: title, Method: d.study.Method, Note: strings.TrimSpace(s.Description), Stamp: stamp}
	doc.transcript = &app.Transcript{ID: app.TranscriptID(id), Interview: doc.interview.ID, Revision: 1, Language: language.Guess(head(places.New)), Text: places.New, Stamp: stamp}
	d.turns(doc, sync)
	d.speakers(doc)
	d.docs = append(d.docs, doc)
	for i := range text.Selections {
		if d.passage(doc, &text.Selections[i]); !d.far.step() {
			break
		}
	}
	return doc
}

// head is as much of a text as a guess at its language needs.
func head(text string) string { return strings.ToValidUTF8(text[:min(len(text), 40_000)], "") }

// fileName is the name of the file a text is kept under.
func fileName(text *qda.Source, title string) string {
	if p := strings.TrimPrefix(text.PlainPath, "internal://"); p != "" && !strings.Contains(p, "://") {
		return path.Base(strings.ReplaceAll(p, `\`, "/"))
	}
	return title + ".txt"
}

// turns cuts the text of a document into turns: those the file knows, or its lines with the speakers that they name.
func (d *draft) turns(doc *doc, sync []qda.SyncPoint) {
	text := doc.transcript.Text
	cues := d.cues(doc, sync)
	if len(doc.text.Turns) > 0 {
		at := 0
		for _, t := range doc.text.Turns {
			span := passage.Snap(text, doc.places.Span(app.Span{Start: t.Start, End: t.End}))
			if span.Start < at || span.Len() <= 0 {
				continue
			}
			at = span.End
			doc.transcript.Turns = append(doc.transcript.Turns, app.Turn{Span: span, Speaker: t.Speaker, From: app.NoTime, To: app.NoTime})
		}
	} else {
		doc.transcript.Turns = linesOf(text)
	}
	doc.transcript.Cues = cues
	for i := range doc.transcript.Turns {
		t := &doc.transcript.Turns[i]
		for j := range cues {
			if cues[j].Overlaps(t.Span) {
				t.From, t.To = cues[j].From, max(t.To, cues[j].To)
				break
			}
		}
	}
}

// linesOf makes a turn of each line. Where lines name their speakers, the name is no part of the turn.
func linesOf(text string) []app.Turn {
	var turns []app.Turn
	heard := labels(text)
	at := 0
	for l := range strings.Lines(text) {
		t := app.Turn{Span: app.Span{Start: at, End: at + len(strings.TrimSuffix(l, "\n"))}, From: app.NoTime, To: app.NoTime}
		at += len(l)
		if label, from := heard.of(text[t.Start:t.End]); label != "" {
			t.Speaker = label
			t.Start += from
		} else if n := len(turns); n > 0 && heard.some() && turns[n-1].Speaker != "" {
			turns[n-1].End = max(turns[n-1].End, t.End) // the turn goes on
			continue
		}
		if t.Len() > 0 {
			turns = append(turns, t)
		}
	}
	return turns
}

// cues are the stretches of a transcript between sync points.
func (d *draft) cues(doc *doc, sync []qda.SyncPoint) []app.Cue {
	type point struct {
		at int
		ms int64
	}
	raw := doc.text.Text
	if doc.text.Plain != nil {
		raw = mustText(doc.text.Plain) // places count letters, whatever they are encoded as
	}
	ruler := qda.NewRuler(raw, doc.text.Counts)
	var points []point
	for _, p := range sync {
		if p.At == nil || p.Position == nil || *p.At < 0 || *p.At > int64(1000*time.Hour/time.Millisecond) {
			continue
		}
		at, ok := ruler.Byte(*p.Position)
		if !ok {
			continue
		}
		points = append(points, point{doc.places.Span(app.Span{Start: at, End: at}).Start, *p.At})
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.ms, b.ms)) })
	var cues []app.Cue
	for i, p := range points {
		end, to := len(doc.transcript.Text), p.ms
		if i+1 < len(points) {
			end, to = points[i+1].at, max(p.ms, points[i+1].ms)
		}
		if span := passage.Snap(doc.transcript.Text, app.Span{Start: p.at, End: end}); span.Len() > 0 {
			cues = append(cues, app.Cue{Span: span, From: time.Duration(p.ms) * time.Millisecond, To: time.Duration(to) * time.Millisecond})
		}
	}
	return cues
}

// speakers says who speaks in a document: cases by the labels they are called, and the one case that a text without labels is of.
func (d *draft) speakers(doc *doc) {
	iv := doc.interview
	people := d.inCase["source "+doc.of.GUID.Key()]
	seen := map[string]bool{"": true}
	for _, t := range doc.transcript.Turns {
		if seen[t.Speaker] {
			continue
		}
		seen[t.Speaker] = true
		sp := app.Speaker{Label: t.Speaker, Name: t.Speaker, Role: app.RoleParticipant}
		if moderates(t.Speaker) {
			sp.Role = app.RoleModerator
			iv.Moderator = cmp.Or(iv.Moderator, t.Speaker)
		} else {
			sp.Participant = d.called(t.Speaker, people)
		}
		iv.Speakers = append(iv.Speakers, sp)
	}
	d.silent(iv, people, seen)
}

// called is which of some people has a code, whatever its case; "" for none.
func (d *draft) called(code string, people []app.ParticipantID) app.ParticipantID {
	for _, id := range people {
		if strings.EqualFold(d.codeOf(id), code) {
			return id
		}
	}
	return ""
}

// silent adds the people of a document whom no label names: one of them is the one speaker who is nobody yet, or all of a text without
// speakers is theirs.
func (d *draft) silent(iv *app.Interview, people []app.ParticipantID, seen map[string]bool) {
	var left []app.ParticipantID
	for _, id := range people {
		if !slices.Contains(iv.Participants(), id) && !slices.Contains(left, id) {
			left = append(left, id)
		}
	}
	if free := d.unclaimed(iv); len(left) == 1 && free >= 0 {
		iv.Speakers[free].Participant = left[0]
		return
	}
	alone := len(left) == 1 && len(iv.Speakers) == 0
	for _, id := range left {
		code := d.codeOf(id)
		label := code
		if alone {
			label = ""
		}
		if alone || !seen[label] {
			seen[label] = true
			iv.Speakers = append(iv.Speakers, app.Speaker{Label: label, Name: code, Role: app.RoleParticipant, Participant: id})
		}
	}
}

// unclaimed is the place of the one speaker of an interview who is no moderator and nobody known; -1 where there are none or several.
func (d *draft) unclaimed(iv *app.Interview) int {
	at := -1
	for i, s := range iv.Speakers {
		if s.Role == app.RoleParticipant && s.Participant == "" {
			if at >= 0 {
				return -1
			}
			at = i
		}
	}
	return at
}

func (d *draft) codeOf(id app.ParticipantID) string {
	for _, p := range d.people {
		if p.ID == id {
			return p.Code
		}
	}
	return ""
}

// keepFiles keeps the files of a source that are not its text.
func (d *draft) keepFiles(s *qda.Source, first *doc) {
	var in app.InterviewID
	if first != nil {
		in = first.interview.ID
	}
	keep := func(t *qda.Source) {
		if t.Data != nil {
			d.keepFile(t.GUID.Key(), t.Path, in, t.Data)
		}
		if t.Plain != nil && (first == nil || !d.isText(t)) {
			d.keepFile("text "+t.GUID.Key(), t.PlainPath, in, t.Plain)
		}
	}
	eachText(s, keep)
}

// isText reports whether the text of a source became an interview.
func (d *draft) isText(t *qda.Source) bool {
	return slices.ContainsFunc(d.docs, func(doc *doc) bool { return doc.text == t })
}

func (d *draft) keepFile(of, path string, in app.InterviewID, data []byte) {
	d.ledger.lost("files", app.Aside, "are kept as they are and written back")
	d.files = append(d.files, &app.OriginFile{ID: app.OriginFileID(d.id(app.KindOriginFile, "file "+of+path)), Study: d.study.ID, Interview: in, Of: of,
		Path: cmp.Or(path, of), Data: data, Stamp: d.stamp})
}

// eachText goes through a source and every text in it.
func eachText(s *qda.Source, do func(*qda.Source)) {
	do(s)
	if s.Of != nil {
		eachText(s.Of, do)
	}
	for i := range s.Transcripts {
		eachText(&s.Transcripts[i].Source, do)
	}
	for i := range s.Selections {
		if of := s.Selections[i].Of; of != nil {
			eachText(of, do)
		}
	}
}

// clock writes milliseconds of a recording.
func clock(ms int64) string { return app.Clock(time.Duration(ms) * time.Millisecond) }

// region says in words what a selection that is no passage selects.
func region(s *qda.Source, sel *qda.Selection) string {
	switch s.Kind {
	case qda.Audio, qda.Video:
		return fmt.Sprintf("%s – %s of %s", clock(sel.From), clock(sel.To), s.Name)
	case qda.PDF:
		return fmt.Sprintf("A region of page %d of %s", sel.Page, s.Name)
	case qda.Picture:
		return "A region of " + s.Name
	}
	return fmt.Sprintf("A place in %s (%d–%d)", s.Name, sel.From, sel.To)
}
