package exchange

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"throughline/app"
)

// desk is what one import run knows: the study, people's codes taken so far and files seen so far.
type desk struct {
	service *Service
	opt     Options
	method  string
	codes   map[string]app.ParticipantID // lower-case code -> id, grows as people are made
	next    int                          // number of the next new code
	hashes  map[string]string            // hash -> name, of this run
}

func (s *Service) newDesk(ctx context.Context, opt Options) (*desk, error) {
	d := &desk{service: s, opt: opt, method: opt.Method, codes: map[string]app.ParticipantID{}, hashes: map[string]string{}}
	if opt.Study != "" {
		rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(opt.Study)})
		if err != nil {
			return nil, err
		}
		if d.method == "" {
			d.method = rec.(*app.Study).Method
		}
	}
	people, err := s.Store.ParticipantsByCode(ctx)
	if err != nil {
		return nil, err
	}
	for code, p := range people {
		d.codes[strings.ToLower(code)] = p.ID
	}
	return d, nil
}

// duplicate tells whether the study, or an earlier file of this run, holds the same bytes.
func (d *desk) duplicate(ctx context.Context, r *readFile) (string, bool) {
	if d.opt.Again {
		return "", false
	}
	if name, ok := d.hashes[r.hash]; ok {
		return name, true
	}
	d.hashes[r.hash] = filepath.Base(r.path)
	if d.opt.Study == "" {
		return "", false
	}
	_, name, found, err := d.service.Store.SourceByHash(ctx, r.hash, d.opt.Study)
	return name, found && err == nil
}

// records makes everything one file adds, in the order it must be created, and fills the interview ids into out.
func (d *desk) records(r *readFile, out *FileResult) ([]app.Record, error) {
	hand := d.service.Hand
	src := &app.Source{ID: app.NewID[app.SourceID](), Name: filepath.Base(r.path), Format: r.bundle.Format,
		Hash: r.hash, Data: r.data, Stamp: hand.Stamp()}
	recs := []app.Record{src}
	for i := range r.bundle.Documents {
		if r.built[i].text == "" {
			continue
		}
		made, iv := d.interview(r, i)
		iv.Source = src.ID
		recs = append(recs, made...)
		out.Interviews = append(out.Interviews, iv.ID)
		if len(out.Interviews) == 1 {
			out.Title, out.Date = iv.Title, iv.Date
		}
	}
	if len(out.Interviews) == 0 {
		return nil, &app.Error{Code: app.EInvalid, Path: r.path, Message: fmt.Sprintf("%s holds no text.", filepath.Base(r.path)),
			Hint: "Was it scanned, or saved before anything was typed?"}
	}
	for _, rec := range recs {
		if err := rec.Validate(); err != nil && d.opt.Study != "" {
			return nil, err
		}
	}
	if d.opt.Study == "" { // a preview before the study is chosen
		out.Interviews = nil
	}
	return recs, nil
}

// interview makes document i of a file: new participants first, then the interview, then its transcript.
func (d *desk) interview(r *readFile, i int) ([]app.Record, *app.Interview) {
	doc, b, hand := &r.bundle.Documents[i], r.built[i], d.service.Hand
	title := doc.Title
	if t := d.opt.Titles[r.path]; t != "" {
		title = t
	}
	if title == "" {
		title = strings.TrimSuffix(filepath.Base(r.path), filepath.Ext(r.path))
	}
	iv := &app.Interview{ID: app.NewID[app.InterviewID](), Study: d.opt.Study, Title: title, Method: d.method,
		Date: doc.Date, Stamp: hand.Stamp()}
	moderator := doc.Moderator
	if m, ok := d.opt.Moderator[r.path]; ok {
		moderator = m
	}
	recs := d.speakers(iv, doc, b.turns, moderator, d.codeOf(r, doc, title))
	tr := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: iv.ID, Revision: 1, Language: doc.Language,
		Text: b.text, Turns: b.turns, Cues: b.cues, Stamp: hand.Stamp()}
	return append(recs, iv, tr), iv
}

var codePattern = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(p[-_ ]?0*[0-9]{1,5})(?:$|[^\pL\pN])`)

// codeOf finds the participant code a file speaks of: given by the person, in the document, its title or file name.
func (d *desk) codeOf(r *readFile, doc *app.Document, title string) string {
	if c := d.opt.Codes[r.path]; c != "" {
		return c
	}
	if doc.Code != "" {
		return doc.Code
	}
	for _, s := range []string{title, filepath.Base(r.path)} {
		if m := codePattern.FindStringSubmatch(s); m != nil {
			return strings.ToUpper(strings.NewReplacer("-", "", "_", "", " ", "").Replace(m[1]))
		}
	}
	return ""
}

// question is the speaker under which survey readers put the wording of a question.
const question = "Question"

// speakers fills iv.Speakers in order of appearance and returns the participants that had to be made. The first
// participant speaker gets the file's code; others match by their label when it is a code, or get the next free one.
func (d *desk) speakers(iv *app.Interview, doc *app.Document, turns []app.Turn, moderator, code string) []app.Record {
	var recs []app.Record
	seen := map[string]bool{}
	for _, t := range turns {
		if seen[t.Speaker] {
			continue
		}
		seen[t.Speaker] = true
		sp := app.Speaker{Label: t.Speaker, Name: t.Speaker, Role: app.RoleParticipant}
		if t.Speaker != "" && (strings.EqualFold(t.Speaker, moderator) || t.Speaker == question) {
			sp.Role = app.RoleModerator
			if t.Speaker != question {
				iv.Moderator = t.Speaker
			}
		} else {
			var made *app.Participant
			sp.Participant, made = d.participant(t.Speaker, code, doc)
			code = "" // one speaker is the file's participant
			if made != nil {
				recs = append(recs, made)
			}
		}
		iv.Speakers = append(iv.Speakers, sp)
	}
	return recs
}

// participant finds or makes the person behind a speaker.
func (d *desk) participant(label, code string, doc *app.Document) (app.ParticipantID, *app.Participant) {
	for _, c := range []string{code, label} {
		if id, ok := d.codes[strings.ToLower(c)]; ok && c != "" {
			return id, nil
		}
	}
	if code == "" {
		if m := codePattern.FindStringSubmatch(label); m != nil && len(m[1]) == len(label) {
			code = label
		} else {
			code = d.freeCode()
		}
	}
	p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Segment: doc.Segment, Attributes: doc.Attributes,
		Stamp: d.service.Hand.Stamp()}
	d.codes[strings.ToLower(code)] = p.ID
	return p.ID, p
}

// freeCode returns the next code P01, P02, … that nobody has.
func (d *desk) freeCode() string {
	for {
		d.next++
		code := fmt.Sprintf("P%02d", d.next)
		if _, taken := d.codes[strings.ToLower(code)]; !taken {
			return code
		}
	}
}
