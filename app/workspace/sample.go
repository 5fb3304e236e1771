package workspace

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"throughline/app"
	"throughline/app/coding"
	"throughline/app/exchange"
	"throughline/app/history"
	"throughline/app/insight"
	"throughline/app/scratch"
	"throughline/app/study"
	"throughline/assets/sample"
)

// sampleStudy is study.json of the sample: what researchers made of the files beside it.
type sampleStudy struct {
	Study        app.Study         `json:"study"`
	Participants []app.Participant `json:"participants"`
	Interviews   []sampleInterview `json:"interviews"`
	Tags         []sampleTag       `json:"tags"`
	Findings     []sampleFinding   `json:"findings"`
	Themes       []sampleTheme     `json:"themes"`
	Insights     []sampleInsight   `json:"insights"`
	Memos        []sampleMemo      `json:"memos"`
	Asked        []sampleAsked     `json:"asked"`
}

type sampleInterview struct {
	File        string   `json:"file"`
	Title       string   `json:"title"`
	Participant string   `json:"participant"`
	Date        app.Date `json:"date"`
	Moderator   string   `json:"moderator_label"`
}

type sampleTag struct {
	Parent string `json:"parent"`
	app.Tag
}

type sampleFinding struct {
	Key       string `json:"key"`
	Interview string `json:"interview"` // participant code
	Quote     string `json:"quote"`
	Tags      []struct {
		Tag    string `json:"tag"`
		Author string `json:"author"`
	} `json:"tags"`
	Note      string     `json:"note"`
	Stance    app.Stance `json:"stance"`
	Sentiment int        `json:"sentiment"`
	Star      bool       `json:"star"`
}

type sampleTheme struct {
	Name     string   `json:"name"`
	Note     string   `json:"note"`
	Findings []string `json:"findings"`
}

type sampleInsight struct {
	app.Insight
	Recommendation string                 `json:"recommendation"`
	Kind           app.RecommendationKind `json:"kind"` // of the recommendation
	Score          app.Score              `json:"score"`
	Decision       app.Decision           `json:"decision"`
	Evidence       []struct {
		Finding  string       `json:"finding"`
		Stance   app.Stance   `json:"stance"`
		Strength app.Strength `json:"strength"`
		Note     string       `json:"note"`
	} `json:"evidence"`
}

// AddSample brings the sample study into the workspace: its files by the ordinary import, then its codebook, findings,
// themes, insights and memos, all in one batch that a single undo takes back. Returns the study's id, and EInvalid if the workspace
// holds the sample already. When it fails or ctx ends, nothing is left of it.
func (w *Workspace) AddSample(ctx context.Context, p app.Progress) (app.StudyID, error) {
	raw, err := sample.Files.ReadFile("study.json")
	if err != nil {
		return "", err
	}
	var sm sampleStudy
	if err := json.Unmarshal(raw, &sm); err != nil {
		return "", fmt.Errorf("read the sample study: %w", err)
	}
	log := &batch{Log: w.Log, id: app.NewID[app.ChangeSetID]()}
	b := &sampleBuilder{store: w.Store, hand: w.Hand, log: log, sample: &sm}
	if err := b.build(ctx, p); err != nil {
		return "", errors.Join(err, log.takeBack(context.WithoutCancel(ctx)))
	}
	return b.study, nil
}

// batch commits steps that are undone together.
type batch struct {
	*history.Log
	id    app.ChangeSetID
	label string // of every step from now on; "" leaves each its own
	steps int
}

// Commit stores a step as part of the batch.
func (b *batch) Commit(ctx context.Context, cs *app.ChangeSet) error {
	cs.Batch = b.id
	if b.label != "" {
		cs.Label = b.label
	}
	err := b.Log.Commit(ctx, cs)
	if err == nil {
		b.steps++
	}
	return err
}

// takeBack undoes the steps committed so far, unless others came after them.
func (b *batch) takeBack(ctx context.Context) error {
	if b.steps == 0 {
		return nil
	}
	last, err := b.Entries(ctx, app.Page{Limit: 1})
	if err != nil || len(last) == 0 || last[0].Batch != b.id {
		return err
	}
	_, err = b.Undo(ctx)
	return err
}

// sampleLabel is what undo says of the sample.
const sampleLabel = "Add the sample study's tags, themes and insights"

type sampleBuilder struct {
	store      Store
	hand       app.Hand
	log        *batch
	sample     *sampleStudy
	study      app.StudyID
	codes      map[string]string          // the sample's code of a participant -> the one it has here
	interviews map[string]app.InterviewID // by the sample's code
	tags       map[string]app.TagID
	findings   map[string]app.FindingID
	who        map[string]*app.Participant // all people of the sample, by its codes
	ready      []app.InsightID             // to publish
}

func (b *sampleBuilder) build(ctx context.Context, p app.Progress) error {
	studies := study.Service{Store: b.store, Log: b.log, Hand: b.hand}
	st, err := studies.Create(ctx, b.sample.Study)
	if err != nil {
		return err
	}
	b.study = st.ID
	if err := b.people(ctx); err != nil {
		return err
	}
	if err := b.files(ctx, p); err != nil {
		return err
	}
	if err := b.work(ctx); err != nil {
		return err
	}
	return b.publish(ctx)
}

// publish publishes what the sample's researchers had published, as they would.
func (b *sampleBuilder) publish(ctx context.Context) error {
	b.log.label = sampleLabel // the batch is called by its last step
	insights := insight.Service{Store: b.store, Log: b.log, Hand: b.hand}
	for _, id := range b.ready {
		if _, err := insights.Publish(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// people makes the sample's participants. A code that somebody has already gets a word before it.
func (b *sampleBuilder) people(ctx context.Context) error {
	cs := b.hand.Begin("Add participants of the sample study")
	known, err := b.store.ParticipantsByCode(ctx)
	if err != nil {
		return err
	}
	b.codes = map[string]string{}
	for _, p := range b.sample.Participants {
		b.codes[p.Code] = p.Code
		if _, taken := known[p.Code]; taken {
			b.codes[p.Code] = "Sample " + p.Code
		}
		p.ID, p.Code, p.Stamp = app.NewID[app.ParticipantID](), b.codes[p.Code], b.hand.Stamp()
		cs.Create(&p)
	}
	return b.log.Commit(ctx, cs)
}

// files writes the sample's files beside each other and imports them as a researcher would.
func (b *sampleBuilder) files(ctx context.Context, p app.Progress) error {
	folder, err := scratch.New("")
	if err != nil {
		return &app.Error{Code: app.EIO, Op: "sample", Message: "The sample study could not be unpacked.", Hint: "Check that the disk has room.", Err: err}
	}
	defer func() { _ = folder.Remove() }() // the next start removes what stays
	opt := exchange.Options{Study: b.study, Method: "Interview", Titles: map[string]string{}, Moderator: map[string]string{}, Codes: map[string]string{}}
	var paths []string
	for _, iv := range b.sample.Interviews {
		data, err := sample.Files.ReadFile(iv.File)
		if err != nil {
			return err
		}
		path := filepath.Join(folder.Path, filepath.Base(iv.File))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			return err
		}
		paths = append(paths, path)
		opt.Titles[path], opt.Moderator[path], opt.Codes[path] = iv.Title, iv.Moderator, b.codes[iv.Participant]
	}
	files := exchange.Service{Store: b.store, Log: b.log, Hand: b.hand}
	res, err := files.Import(ctx, paths, opt, p)
	if err != nil {
		return err
	}
	b.interviews = map[string]app.InterviewID{}
	for i, f := range res.Files {
		if f.Status != exchange.Imported {
			return fmt.Errorf("sample file %s: %w", filepath.Base(f.Path), f.Err)
		}
		b.interviews[b.sample.Interviews[i].Participant] = f.Interviews[0]
	}
	return nil
}

// work makes the codebook, findings, themes, insights and memos in one step.
func (b *sampleBuilder) work(ctx context.Context) error {
	cs := b.hand.Begin(sampleLabel)
	for _, iv := range b.sample.Interviews {
		rec, err := b.store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(b.interviews[iv.Participant])})
		if err != nil {
			return err
		}
		old := rec.(*app.Interview)
		dated := *old
		dated.Date, dated.Status = iv.Date, "done"
		cs.Update(old, &dated)
	}
	b.codebook(cs)
	if err := b.quotes(ctx, cs); err != nil {
		return err
	}
	if err := b.conclusions(cs); err != nil {
		return err
	}
	if err := b.memos(ctx, cs); err != nil {
		return err
	}
	if err := b.asked(ctx, cs); err != nil {
		return err
	}
	if err := b.recruitment(ctx, cs); err != nil {
		return err
	}
	if err := b.operations(ctx, cs); err != nil {
		return err
	}
	if err := b.fields(ctx, cs); err != nil {
		return err
	}
	return b.log.Commit(ctx, cs)
}

func (b *sampleBuilder) codebook(cs *app.ChangeSet) {
	b.tags = map[string]app.TagID{}
	for range 2 { // parents first
		for _, st := range b.sample.Tags {
			parent, known := b.tags[st.Parent]
			if _, made := b.tags[st.Name]; made || st.Parent != "" && !known {
				continue
			}
			t := st.Tag
			t.ID, t.Study, t.Parent, t.Status, t.Stamp = app.NewID[app.TagID](), b.study, parent, app.TagActive, b.hand.Stamp()
			b.tags[t.Name] = t.ID
			cs.Create(&t)
		}
	}
}

func (b *sampleBuilder) quotes(ctx context.Context, cs *app.ChangeSet) error {
	b.findings = map[string]app.FindingID{}
	interviews := map[string]*app.Interview{}
	texts := map[string]*app.Transcript{}
	for code, id := range b.interviews {
		rec, err := b.store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
		if err != nil {
			return err
		}
		interviews[code] = rec.(*app.Interview)
		if texts[code], err = b.store.Transcript(ctx, id); err != nil {
			return err
		}
	}
	for _, sf := range b.sample.Findings {
		tr := texts[sf.Interview]
		if tr == nil {
			return fmt.Errorf("sample finding %s: no interview %s", sf.Key, sf.Interview)
		}
		at := strings.Index(tr.Text, sf.Quote)
		if at < 0 {
			return fmt.Errorf("sample finding %s: the quote does not occur in %s", sf.Key, sf.Interview)
		}
		f, err := coding.Anchor(interviews[sf.Interview], tr, app.Span{Start: at, End: at + len(sf.Quote)})
		if err != nil {
			return fmt.Errorf("sample finding %s: %w", sf.Key, err)
		}
		f.Note, f.Stance, f.Sentiment, f.Star, f.Stamp = sf.Note, sf.Stance, sf.Sentiment, sf.Star, b.hand.Stamp()
		for i, t := range sf.Tags {
			id, ok := b.tags[t.Tag]
			if !ok {
				return fmt.Errorf("sample finding %s: no tag %s", sf.Key, t.Tag)
			}
			if i == 0 {
				f.Author = t.Author
			}
			f = f.WithTag(app.Tagging{Tag: id, Author: t.Author, Provenance: app.ByHand, Created: f.Created})
		}
		b.findings[sf.Key] = f.ID
		cs.Create(f)
	}
	return nil
}

func (b *sampleBuilder) conclusions(cs *app.ChangeSet) error {
	for i, st := range b.sample.Themes {
		t := &app.Theme{ID: app.NewID[app.ThemeID](), Study: b.study, Name: st.Name, Note: st.Note, Color: i, Order: float64(i + 1), Stamp: b.hand.Stamp()}
		cs.Create(t)
		for n, key := range st.Findings {
			id, ok := b.findings[key]
			if !ok {
				return fmt.Errorf("sample theme %s: no finding %s", st.Name, key)
			}
			cs.Create(&app.Placement{Theme: t.ID, Finding: id, Order: float64(n + 1), Stamp: b.hand.Stamp()})
		}
	}
	for i, si := range b.sample.Insights {
		in := si.Insight
		in.ID, in.Study, in.Order, in.Stamp = app.NewID[app.InsightID](), b.study, float64(i+1), b.hand.Stamp()
		for _, e := range si.Evidence {
			id, ok := b.findings[e.Finding]
			if !ok {
				return fmt.Errorf("sample insight %q: no finding %s", in.Title, e.Finding)
			}
			in.Evidence = append(in.Evidence, app.Evidence{Finding: id, Stance: e.Stance, Strength: e.Strength, Note: e.Note})
		}
		if in.Status == app.InsightPublished { // by publish, once all is there
			in.Status = app.InsightInReview
			b.ready = append(b.ready, in.ID)
		}
		cs.Create(&in)
		if d := si.Decision; d.Text != "" {
			d.ID, d.Study, d.Insights, d.Stamp = app.NewID[app.DecisionID](), b.study, []app.InsightID{in.ID}, b.hand.Stamp()
			cs.Create(&d)
		}
		if si.Recommendation != "" {
			cs.Create(&app.Recommendation{ID: app.NewID[app.RecommendationID](), Study: b.study, Text: si.Recommendation, Kind: cmp.Or(si.Kind, app.ToDo), Owner: in.Owner,
				Status: app.Proposed, Score: si.Score, Insights: []app.InsightID{in.ID}, Order: float64(i + 1), Stamp: b.hand.Stamp()})
		}
	}
	return nil
}
