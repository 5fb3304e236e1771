package workspace

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"throughline/app"
	"throughline/app/history"
	"throughline/app/merge"
	"throughline/app/tally"
)

// PackOrder says what part of a study a colleague is given to code.
type PackOrder struct {
	Study      app.StudyID
	Interviews []app.InterviewID // none for all of the study
	Findings   bool              // with what was found so far; else blind
	Audience   app.Audience      // who the colleague is: what people did not allow for them is covered; "" for outside
}

// WritePack makes a new workspace file with a part of a study for a colleague to code: its interviews with their latest texts, the codebook, the guide, and people by their codes alone.
// What people did not allow for the readers is covered in the texts, and an interview that may not be transcribed at all is left out. No file as it was imported comes along, no consent, contact, memo,
// theme or insight, and no history. Ids are those of this workspace, so that what the colleague finds can be merged back. Returns EInvalid where no interview is left, and the errors of making the file.
func (w *Workspace) WritePack(ctx context.Context, open Opener, o PackOrder, path string, p app.Progress) (*app.Pack, error) {
	b := &packing{door: w.Door(o.Audience), order: o, people: map[app.ParticipantID]bool{}, cs: w.Hand.Begin("Part of " + filepath.Base(w.Store.Path()))}
	head, ok, err := w.Store.LastApplied(ctx)
	if err != nil {
		return nil, err
	}
	b.pack = &app.Pack{ID: app.NewID[app.PackID](), Study: o.Study, Origin: filepath.Base(w.Store.Path()), Blind: !o.Findings, Stamp: w.Hand.Stamp()}
	if ok {
		b.pack.Head = head.ID
	}
	for _, step := range []func(context.Context, app.Progress) error{b.study, b.tags, b.talks} {
		if err := step(ctx, p); err != nil {
			return nil, err
		}
	}
	b.pack.Covered = b.door.Withheld().Passages
	b.cs.Create(b.pack)
	if err := b.pack.Validate(); err != nil {
		return nil, err
	}
	return b.pack, b.write(ctx, open, path, p)
}

// packPart is the end of the name of a pack that is being written.
const packPart = ".part"

// write makes the file, whole or not at all.
func (b *packing) write(ctx context.Context, open Opener, path string, p app.Progress) error {
	if _, err := os.Lstat(path); err == nil {
		return &app.Error{Code: app.EInvalid, Message: "The file " + filepath.Base(path) + " exists already.", Hint: "Choose another name: nothing is overwritten.", Op: "pack", Path: path}
	}
	part := path + packPart
	remove := func() {
		for _, end := range []string{"", "-wal", "-shm", "-journal", ".lock"} {
			_ = os.Remove(part + end) // most of them are not there
		}
	}
	remove() // what one left that was ended halfway
	store, err := open(ctx, part, New)
	if err != nil {
		remove()
		return err
	}
	log, err := history.Open(ctx, store)
	if err == nil {
		err = log.Commit(app.WithProgress(ctx, p), b.cs)
	}
	if err = errors.Join(err, store.Close()); err == nil {
		if log, statErr := os.Stat(part + "-wal"); statErr == nil && log.Size() > 0 { // closing says nothing of it
			err = &app.Error{Code: app.EIO, Message: "The disk did not take all of " + filepath.Base(path) + ".", Hint: "Check that it is connected and not full, and try again.", Op: "pack", Path: path}
		}
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	remove()
	return err
}

// packing gathers the records of a pack.
type packing struct {
	door   *Curtain
	order  PackOrder
	pack   *app.Pack
	cs     *app.ChangeSet
	people map[app.ParticipantID]bool
	tagged map[app.TagID]bool
}

func (b *packing) study(ctx context.Context, _ app.Progress) error {
	studies, err := b.door.Studies(ctx)
	if err != nil {
		return err
	}
	for _, s := range studies {
		if s.ID == b.order.Study {
			s.Templates = nil
			b.cs.Create(&s)
			return nil
		}
	}
	return app.NotFound("The study")
}

// tags adds the codebook: the study's tags and those of all studies, parents first.
func (b *packing) tags(ctx context.Context, _ app.Progress) error {
	all, err := b.door.AllTags(ctx)
	if err != nil {
		return err
	}
	b.tagged = map[app.TagID]bool{}
	byID := map[app.TagID]*app.Tag{}
	for i := range all {
		if t := &all[i]; t.Study == "" || t.Study == b.order.Study {
			byID[t.ID] = t
		}
	}
	var add func(id app.TagID)
	add = func(id app.TagID) {
		t := byID[id]
		if t == nil || b.tagged[id] {
			return
		}
		b.tagged[id] = true
		for _, other := range []*app.TagID{&t.Parent, &t.ReplacedBy, &t.MapsTo} {
			if *other != "" && byID[*other] == nil {
				*other = ""
			}
			add(*other)
		}
		b.cs.Create(t)
	}
	for i := range all {
		add(all[i].ID)
	}
	return nil
}

// talks adds the interviews that are wanted.
func (b *packing) talks(ctx context.Context, p app.Progress) error {
	rows, err := b.door.Interviews(ctx, b.order.Study, app.Page{})
	if err != nil {
		return err
	}
	people, err := b.door.Participants(ctx, b.order.Study)
	if err != nil {
		return err
	}
	codes := map[app.ParticipantID]app.Participant{}
	for _, one := range people {
		codes[one.ID] = app.Participant{ID: one.ID, Code: one.Code, Stamp: one.Stamp}
	}
	perms, err := b.door.Permissions(ctx)
	if err != nil {
		return err
	}
	for i := range rows {
		iv := rows[i].Interview
		p.Report(int64(i), int64(len(rows)), iv.Title)
		if len(b.order.Interviews) > 0 && !slices.Contains(b.order.Interviews, iv.ID) {
			continue
		}
		if !transcribed(perms, &iv) {
			b.pack.Without++
			continue
		}
		if err := b.talk(ctx, iv, codes); err != nil {
			return err
		}
	}
	slices.Sort(b.pack.Interviews)
	return nil
}

// transcribed reports whether everybody who speaks in an interview allowed that it is transcribed.
func transcribed(perms *app.Permissions, iv *app.Interview) bool {
	for _, s := range iv.Speakers {
		if !perms.Speaks(iv.Study, s).Permits(app.ScopeRecord) {
			return false
		}
	}
	return true
}

// talk adds an interview with its text, the people in it, and what was found unless the pack is blind.
func (b *packing) talk(ctx context.Context, iv app.Interview, codes map[app.ParticipantID]app.Participant) error {
	text, err := b.door.Transcript(ctx, iv.ID)
	if err != nil {
		return err
	}
	names := called(&iv, text, codes)
	iv.Source, iv.Note, iv.Moderator, iv.Status, iv.Title = "", "", "", "", names.title()
	for _, who := range iv.Participants() {
		if one, ok := codes[who]; ok && !b.people[who] {
			b.people[who] = true
			b.cs.Create(&one)
		}
	}
	iv.Speakers = names.speakers()
	b.cs.Create(&iv)
	b.cs.Create(names.text(text))
	b.pack.Interviews = append(b.pack.Interviews, iv.ID)
	if !b.order.Findings {
		return nil
	}
	found, err := b.door.InterviewFindings(ctx, iv.ID)
	for i := range found {
		f := &found[i]
		if f.Quote == "" || f.Transcript != text.ID || text.Text[f.Start:f.End] != f.Quote {
			continue // what may not be read, or stands in an older text
		}
		f.Note, f.Speaker = "", names.as[f.Speaker]
		f.Tags = slices.DeleteFunc(slices.Clone(f.Tags), func(t app.Tagging) bool { return !b.tagged[t.Tag] })
		if !b.people[f.Participant] {
			f.Participant = ""
		}
		b.cs.Create(f)
	}
	return err
}

// Agreed is how far somebody who coded a pack and another agree.
type Agreed struct {
	A          string  `json:"a"`
	B          string  `json:"b"`
	Interviews int     `json:"interviews"`
	Kappa      float64 `json:"kappa"`
	F1         float64 `json:"f1"`
}

// mostAgreed is with how many others coders of a pack are compared.
const mostAgreed = 4

// PackAgreement says how far those who coded a pack agree with the others who coded its interviews, those with most in common first. The pack has to be merged.
func (w *Workspace) PackAgreement(ctx context.Context, plan *merge.Plan, p app.Progress) (all []Agreed, err error) {
	if plan.Pack == nil || len(plan.Coders) == 0 {
		return nil, nil
	}
	pairs, err := w.Tally.Pairs(ctx, plan.Pack.Study)
	if err != nil {
		return nil, err
	}
	for _, pair := range pairs {
		if len(all) == mostAgreed || !slices.Contains(plan.Coders, pair.A) && !slices.Contains(plan.Coders, pair.B) {
			continue
		}
		both := slices.DeleteFunc(slices.Clone(pair.Interviews), func(id app.InterviewID) bool { return !slices.Contains(plan.Pack.Interviews, id) })
		if len(both) == 0 {
			continue
		}
		a, err := w.Tally.Agreement(ctx, tally.AgreementQuery{Study: plan.Pack.Study, A: pair.A, B: pair.B, Interviews: both, Unit: tally.Sentences, Seed: 1}, p)
		if app.CodeOf(err) == app.EInvalid {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, Agreed{a.A, a.B, len(a.Interviews), a.All.Kappa, a.All.F1})
	}
	return all, nil
}
