package exchange

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
)

// desk is what one import run knows: the study, people's codes taken so far and files seen so far.
type desk struct {
	service *Service
	opt     Options
	method  string
	codes   codebook                               // grows as people are made
	people  map[app.ParticipantID]*app.Participant // as they are with what this run made of them
	next    int                                    // number of the last free code given
	hashes  map[string]string                      // hash -> name, of this run
	tags    *tagger                                // once a file with tags was met

	facts     []learned // of the file at hand
	otherwise []string  // what it says differently of people who are here
}

func (s *Service) newDesk(ctx context.Context, opt Options) (*desk, error) {
	d := &desk{service: s, opt: opt, method: opt.Method, codes: newCodebook(), people: map[app.ParticipantID]*app.Participant{}, hashes: map[string]string{}}
	if opt.Study != "" {
		rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(opt.Study)})
		if err != nil {
			return nil, err
		}
		d.method = cmp.Or(d.method, rec.(*app.Study).Method)
	}
	people, err := d.meet(ctx)
	for _, code := range slices.Sorted(maps.Keys(people)) {
		d.codes.add(code, people[code].ID)
	}
	return d, err
}

// meet learns who is here, as they are now.
func (d *desk) meet(ctx context.Context) (map[string]app.Participant, error) {
	people, err := d.service.Store.ParticipantsByCode(ctx)
	for _, p := range people { // each is put on its own: the order does not matter
		d.people[p.ID] = &p
	}
	return people, err
}

// duplicate tells, as an EConflict error, that the study or an earlier file of this run holds the same bytes; nil if none does.
func (d *desk) duplicate(ctx context.Context, r *readFile) (dup *app.Error, err error) {
	if d.opt.Again {
		return nil, nil
	}
	message := ""
	if name, ok := d.hashes[r.hash]; ok {
		message = fmt.Sprintf("%s is the same file as %s.", baseName(r.path), name)
	} else if d.opt.Study != "" {
		_, name, found, err := d.service.Store.SourceByHash(ctx, r.hash, d.opt.Study)
		if err != nil {
			return nil, err
		}
		if found {
			message = fmt.Sprintf("The study already holds this file as %s.", name)
		}
	}
	if message == "" {
		return nil, nil
	}
	return &app.Error{Code: app.EConflict, Path: r.path, Message: message, Hint: "It was left out."}, nil
}

// records makes everything one file adds, in the order it must be created, with what it says of people who are here, and fills what it is into
// out. Returns EInvalid for a file without text.
func (d *desk) records(r *readFile, out *FileResult) ([]app.Record, []learned, error) {
	d.facts, d.otherwise = nil, nil
	recs, err := d.recordsOf(r, out)
	if err != nil {
		d.unlearn(d.facts)
		return nil, nil, err
	}
	out.Lost = append(slices.Clone(r.bundle.Lost), d.untold()...)
	return recs, d.facts, nil
}

func (d *desk) recordsOf(r *readFile, out *FileResult) ([]app.Record, error) {
	src := &app.Source{ID: app.NewID[app.SourceID](), Name: baseName(r.path), Format: r.bundle.Format, Hash: r.hash, Data: r.data,
		Stamp: d.service.Hand.Stamp()}
	recs := []app.Record{src}
	out.Interviews, out.Findings, out.Tags = nil, 0, 0
	left := 0
	for i := range r.bundle.Documents {
		if r.built[i].text == "" {
			continue
		}
		if d.without(r, i) {
			left++
			continue
		}
		iv, made := d.interview(r, i)
		iv.Source = src.ID
		recs = append(recs, made...)
		recs = append(recs, d.marks(iv, made[len(made)-1].(*app.Transcript), &r.bundle.Documents[i], &r.built[i], out)...)
		out.Interviews = append(out.Interviews, iv.ID)
		if len(out.Interviews) == 1 {
			out.Title, out.Moderator, out.Code = iv.Title, iv.Moderator, d.codeOf(r, i)
		}
	}
	if len(r.tied) > 0 {
		if len(out.Interviews) == 0 {
			recs = nil // the file is of no interview
		}
		recs = append(recs, d.tiedRecords(r, out)...)
	} else if len(out.Interviews) == 0 && left > 0 {
		return nil, nil // all respondents are here
	}
	if len(out.Interviews) == 0 && len(r.tied) == 0 {
		return nil, &app.Error{Code: app.EInvalid, Path: r.path, Message: fmt.Sprintf("%s holds no text.", src.Name),
			Hint: "Was it scanned, or saved before anything was typed?"}
	}
	for _, rec := range recs {
		if err := rec.Validate(); err != nil && d.opt.Study != "" { // a preview may come before the study is chosen
			d.forget([]waiting{{records: recs}})
			return nil, err
		}
	}
	return recs, nil
}

// forget makes the people and files of records that were not stored free again.
func (d *desk) forget(files []waiting) {
	for _, f := range slices.Backward(files) {
		d.unlearn(f.facts)
		for _, r := range f.records {
			switch r := r.(type) {
			case *app.Participant:
				d.codes.remove(r.Code, r.ID)
				delete(d.people, r.ID)
			case *app.Tag:
				d.tags.remove(r)
			}
		}
		delete(d.hashes, f.file.hash)
	}
	d.next = 0
}

// interview makes document i of a file: the interview, and all records in order: new participants, the interview, its
// transcript.
func (d *desk) interview(r *readFile, i int) (*app.Interview, []app.Record) {
	doc, b, hand := &r.bundle.Documents[i], r.built[i], d.service.Hand
	iv := &app.Interview{ID: app.NewID[app.InterviewID](), Study: d.opt.Study, Title: d.title(r, doc), Method: d.method,
		Date: doc.Date, Stamp: hand.Stamp()}
	moderator := doc.Moderator
	if m, ok := d.opt.Moderator[r.path]; ok {
		moderator = m
	}
	recs := d.speakers(iv, doc, b.turns, moderator, d.codeOf(r, i))
	tr := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: iv.ID, Revision: 1, Language: doc.Language,
		Text: b.text, Turns: b.turns, Cues: b.cues, Pages: b.pages(doc), Stamp: hand.Stamp()}
	return iv, append(recs, iv, tr)
}

// title is the one given by the person for a file of one interview, or the document's, or the file's name.
func (d *desk) title(r *readFile, doc *app.Document) string {
	name, given := baseName(r.path), ""
	if r.single() {
		given = strings.TrimSpace(d.opt.Titles[r.path])
	}
	return cmp.Or(given, strings.TrimSpace(doc.Title), strings.TrimSuffix(name, filepath.Ext(name)), name)
}
