package storage_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// world plays a researcher who does anything at all. It knows what is stored by asking the store.
type world struct {
	t    *testing.T
	s    *storage.Store
	rand *rand.Rand
	f    *storagetest.Filled
	n    int
}

func (w *world) stamp() app.Stamp {
	w.n++
	return app.NewStamp("ana", noon.Add(time.Duration(w.n)*time.Second))
}

func (w *world) id(kind string) string { w.n++; return fmt.Sprintf("new-%s-%d", kind, w.n) }

func pick[T any](w *world, all []T) (one T, ok bool) {
	if len(all) == 0 {
		return one, false
	}
	return all[w.rand.IntN(len(all))], true
}

func (w *world) findings() []app.FindingRow {
	return must(w.s.Findings(ctx, app.FindingQuery{Study: w.f.Study.ID}))(w.t)
}

// step returns a random change set, empty when the choice was not possible.
func (w *world) step() *app.ChangeSet {
	cs := app.NewChangeSet("Step", "ana", noon.Add(time.Duration(w.n)*time.Second))
	steps := []func(*app.ChangeSet){w.mark, w.mark, w.tag, w.tag, w.note, w.newTag, w.rename, w.dropTag, w.place, w.place, w.insight, w.argue, w.importOne, w.revise,
		w.drop, w.speaker, w.memo, w.rewrite, w.reject}
	steps[w.rand.IntN(len(steps))](cs)
	return cs
}

func (w *world) mark(cs *app.ChangeSet) {
	iv, ok := pick(w, must(w.s.Interviews(ctx, w.f.Study.ID, app.Page{}))(w.t))
	if !ok {
		return
	}
	tr := must(w.s.Transcript(ctx, iv.ID))(w.t)
	u := tr.Turns[w.rand.IntN(len(tr.Turns))]
	end := u.Start + strings.LastIndexByte(tr.Text[u.Start:u.End], ' ')
	cs.Create(&app.Finding{ID: app.FindingID(w.id("finding")), Study: iv.Study, Interview: iv.ID, Transcript: tr.ID, Span: app.Span{Start: u.Start, End: end},
		Quote: tr.Text[u.Start:end], Stamp: w.stamp()})
}

func (w *world) tag(cs *app.ChangeSet) {
	tag, ok := pick(w, must(w.s.Tags(ctx, w.f.Study.ID))(w.t))
	if !ok {
		return
	}
	for _, r := range w.findings() {
		if w.rand.IntN(3) == 0 {
			g := r.Finding.WithTag(app.Tagging{Tag: tag.ID, Author: []string{"ana", "ben"}[w.rand.IntN(2)], Provenance: app.ByHand, Created: noon})
			if w.rand.IntN(3) == 0 {
				g = r.Finding.WithoutTag(tag.ID)
			}
			cs.Update(&r.Finding, g)
		}
	}
}

func (w *world) note(cs *app.ChangeSet) {
	if r, ok := pick(w, w.findings()); ok {
		g := r.Finding
		g.Note, g.Star, g.Stance, g.Stamp = w.id("note"), !g.Star, app.Nuances, g.Touched(w.stamp().Created)
		cs.Update(&r.Finding, &g)
	}
}

func (w *world) newTag(cs *app.ChangeSet) {
	t := &app.Tag{ID: app.TagID(w.id("tag")), Study: w.f.Study.ID, Name: w.id("name"), Status: app.TagActive, Stamp: w.stamp()}
	if up, ok := pick(w, must(w.s.Tags(ctx, ""))(w.t)); ok {
		t.Parent = up.ID
	}
	cs.Create(t)
}

func (w *world) rename(cs *app.ChangeSet) {
	if t, ok := pick(w, must(w.s.Tags(ctx, ""))(w.t)); ok {
		g := t.Tag
		g.Name = w.id("name")
		cs.Update(&t.Tag, &g)
	}
}

func (w *world) dropTag(cs *app.ChangeSet) {
	t, ok := pick(w, must(w.s.Tags(ctx, ""))(w.t))
	if !ok {
		return
	}
	for _, d := range must(w.s.Dependants(ctx, t.Ref()))(w.t) {
		switch d := d.(type) {
		case *app.Finding:
			cs.Update(d, d.WithoutTag(t.ID))
		case *app.Rejection:
			cs.Delete(d)
		case *app.Tag:
			g := *d
			if g.Parent == t.ID {
				g.Parent = t.Parent
			}
			if g.MapsTo == t.ID {
				g.MapsTo = ""
			}
			cs.Update(d, &g)
		}
	}
	cs.Delete(&t.Tag)
}

func (w *world) place(cs *app.ChangeSet) {
	theme, ok := pick(w, must(w.s.Themes(ctx, w.f.Study.ID))(w.t))
	if !ok {
		cs.Create(&app.Theme{ID: app.ThemeID(w.id("theme")), Study: w.f.Study.ID, Name: "Theme", Stamp: w.stamp()})
		return
	}
	placed := map[app.FindingID]app.Placement{}
	for _, p := range must(w.s.Placements(ctx, w.f.Study.ID))(w.t) {
		placed[p.Finding] = p
	}
	for _, r := range w.findings() {
		if w.rand.IntN(4) > 0 {
			continue
		}
		if p, ok := placed[r.ID]; ok {
			cs.Delete(&p)
		}
		cs.Create(&app.Placement{Theme: theme.ID, Finding: r.ID, Order: w.rand.Float64(), Stamp: w.stamp()})
	}
}

func (w *world) insight(cs *app.ChangeSet) {
	in := &app.Insight{ID: app.InsightID(w.id("insight")), Study: w.f.Study.ID, Title: w.id("claim"), Status: app.InsightDraft, Stamp: w.stamp()}
	for _, r := range w.findings() {
		if w.rand.IntN(10) == 0 {
			in.Evidence = append(in.Evidence, app.Evidence{Finding: r.ID, Stance: app.Supports})
		}
	}
	cs.Create(in)
}

func (w *world) argue(cs *app.ChangeSet) {
	in, ok := pick(w, must(w.s.Insights(ctx, w.f.Study.ID))(w.t))
	theme, also := pick(w, must(w.s.Themes(ctx, w.f.Study.ID))(w.t))
	if ok && also {
		g := in.Insight
		g.Body, g.Evidence = w.id("body"), append(slices.Clone(g.Evidence), app.Evidence{Theme: theme.ID, Stance: app.Contradicts})
		cs.Update(&in.Insight, &g)
	}
}

// reject turns a tag down for a passage, and now and then takes that back.
func (w *world) reject(cs *app.ChangeSet) {
	iv, ok := pick(w, must(w.s.Interviews(ctx, w.f.Study.ID, app.Page{}))(w.t))
	tag, some := pick(w, must(w.s.Tags(ctx, w.f.Study.ID))(w.t))
	if !ok || !some {
		return
	}
	if old, ok := pick(w, must(w.s.Rejections(ctx, w.f.Study.ID))(w.t)); ok && w.rand.IntN(3) == 0 {
		cs.Delete(&old)
		return
	}
	cs.Create(&app.Rejection{ID: app.RejectionID(w.id("rejection")), Interview: iv.ID, Tag: tag.ID, Quote: w.id("words"), Stamp: w.stamp()})
}

// memo writes on anything and links to anything.
func (w *world) memo(cs *app.ChangeSet) {
	m := &app.Memo{ID: app.MemoID(w.id("memo")), Study: w.f.Study.ID, Kind: app.MemoKinds[w.rand.IntN(len(app.MemoKinds))], Title: w.id("title"), Stamp: w.stamp()}
	if at, ok := pick(w, must(w.s.Names(ctx, ""))(w.t)); ok {
		m.Text = "See [[" + at.Name + "]] and " + app.ExactLink(at.Ref, at.Name)
		if at.Kind != app.KindMemo && w.rand.IntN(3) > 0 {
			m.On = at.Ref
		}
	}
	if r, ok := pick(w, w.findings()); ok && w.rand.IntN(2) == 0 {
		m.On = r.Finding.Ref()
	}
	cs.Create(m)
}

func (w *world) rewrite(cs *app.ChangeSet) {
	if m, ok := pick(w, must(w.s.Memos(ctx, app.MemoQuery{}))(w.t)); ok {
		g := m.Memo
		g.Text, g.Kind = w.id("text")+" [["+w.id("name")+"]]", app.MemoDecision
		cs.Update(&m.Memo, &g)
	}
}

func (w *world) importOne(cs *app.ChangeSet) {
	w.n++
	more := storagetest.Make(storagetest.Size{Name: fmt.Sprintf("more%d", w.n), Interviews: 1, Turns: 6, Seed: uint64(w.n)})
	iv, tr := more.Interviews[0], more.Transcripts[0]
	iv.Study = w.f.Study.ID
	source := &app.Source{ID: app.SourceID(w.id("source")), Name: "x.vtt", Hash: w.id("hash"), Data: []byte(strings.Repeat(tr.Text, 3)), Stamp: w.stamp()}
	iv.Source = source.ID
	for _, r := range []app.Record{source, more.Participants[0], iv, tr} {
		cs.Create(r)
	}
}

func (w *world) revise(cs *app.ChangeSet) {
	iv, ok := pick(w, must(w.s.Interviews(ctx, w.f.Study.ID, app.Page{}))(w.t))
	if !ok {
		return
	}
	tr := *must(w.s.Transcript(ctx, iv.ID))(w.t)
	tr.ID, tr.Revision = app.TranscriptID(w.id("transcript")), tr.Revision+1
	cs.Create(&tr)
	for _, f := range must(w.s.InterviewFindings(ctx, iv.ID))(w.t) {
		g := f
		if f.Quote != "" {
			g.Transcript = tr.ID
		}
		cs.Update(&f, &g)
	}
}

// drop deletes an interview, finding, theme or memo with all that hangs on it.
func (w *world) drop(cs *app.ChangeSet) {
	var ref app.Ref
	switch w.rand.IntN(7) {
	case 2:
		if m, ok := pick(w, must(w.s.Memos(ctx, app.MemoQuery{}))(w.t)); ok {
			ref = m.Memo.Ref()
		}
	case 0:
		if iv, ok := pick(w, must(w.s.Interviews(ctx, w.f.Study.ID, app.Page{}))(w.t)); ok {
			ref = iv.Ref()
		}
	case 1:
		if t, ok := pick(w, must(w.s.Themes(ctx, w.f.Study.ID))(w.t)); ok {
			ref = t.Ref()
		}
	default:
		if r, ok := pick(w, w.findings()); ok {
			ref = r.Finding.Ref()
		}
	}
	if ref.ID != "" {
		deps := must(w.s.Dependants(ctx, ref))(w.t)
		cs.DeleteAll(app.Hand{Author: "ana", Now: func() time.Time { return noon }}, deps, must(w.s.Find(ctx, ref))(w.t))
	}
}

func (w *world) speaker(cs *app.ChangeSet) {
	iv, ok := pick(w, must(w.s.Interviews(ctx, w.f.Study.ID, app.Page{}))(w.t))
	person, also := pick(w, must(w.s.Participants(ctx, ""))(w.t))
	if !ok || !also {
		return
	}
	g := iv.Interview
	g.Speakers = slices.Clone(g.Speakers)
	g.Speakers[1].Participant = person.ID
	cs.Update(&iv.Interview, &g)
	for _, f := range must(w.s.InterviewFindings(ctx, iv.ID))(w.t) {
		h := f
		h.Participant = person.ID
		cs.Update(&f, &h)
	}
}

// vocabulary tells which words the full-text indexes hold and how often.
func vocabulary(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // only read
	db.SetMaxOpenConns(1)
	var b strings.Builder
	for _, table := range []string{"turn_text", "finding_text", "insight_text", "memo_text"} {
		if _, err := db.Exec("CREATE VIRTUAL TABLE temp.v_" + table + " USING fts5vocab(main, " + table + ", row)"); err != nil {
			t.Fatal(err)
		}
		rows, err := db.Query("SELECT term, doc, cnt FROM temp.v_" + table + " ORDER BY term")
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var term string
			var docs, count int
			if err := rows.Scan(&term, &docs, &count); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, table, term, docs, count)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		_ = rows.Close()
	}
	return b.String()
}

func TestUndo_OfAllStepsGivesTheSameWorkspaceAgain(t *testing.T) {
	for _, seed := range []uint64{1, 2} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := storagetest.New(t)
			w := &world{t: t, s: s, rand: rand.New(rand.NewPCG(seed, 0))}
			w.f = storagetest.Fill(t, s, storagetest.Size{Interviews: 4, Turns: 8, Findings: 4, Tags: 4, Themes: 3, Insights: 2, Seed: seed})
			hash := func() string { return must(w.s.ContentHash(ctx))(t) }
			start, startWords := hash(), vocabulary(t, s.Path())
			hashes := []string{start}
			var seqs []int64
			for len(seqs) < 200 {
				cs := w.step()
				if len(cs.Changes) == 0 {
					continue
				}
				seqs = append(seqs, apply(t, w.s, cs).Seq)
				hashes = append(hashes, hash())
			}
			if report := must(w.s.Check(ctx, nil))(t); !report.OK {
				t.Fatalf("Check() after the steps = %v", report.Problems)
			}
			endWords := vocabulary(t, s.Path())
			w.s = reopen(t, w.s)
			for i := len(seqs) - 1; i >= 0; i-- {
				if last, ok, err := w.s.LastApplied(ctx); !ok || err != nil || last.Seq != seqs[i] {
					t.Fatalf("LastApplied() = %+v, %v, %v, want step %d", last, ok, err, seqs[i])
				}
				must(w.s.Revert(ctx, seqs[i]))(t)
				if hash() != hashes[i] {
					t.Fatalf("undo of step %d gave something else", i)
				}
			}
			if got := vocabulary(t, s.Path()); got != startWords {
				t.Error("the full-text index differs after undo")
			}
			w.s = reopen(t, w.s)
			for i, seq := range seqs {
				must(w.s.Reapply(ctx, seq))(t)
				if i%20 == 19 && hash() != hashes[i+1] {
					t.Fatalf("redo of step %d gave something else", i)
				}
			}
			if hash() != hashes[len(seqs)] || vocabulary(t, s.Path()) != endWords {
				t.Error("redo of all steps gave something else")
			}
			if report := must(w.s.Check(ctx, nil))(t); !report.OK {
				t.Errorf("Check() at the end = %v", report.Problems)
			}
		})
	}
}

func TestApply_DropsWhatWasTakenBack(t *testing.T) {
	s := fresh(t)
	tag := func(id string) *app.Tag {
		return &app.Tag{ID: app.TagID(id), Name: id, Status: app.TagActive, Stamp: by}
	}
	commit(t, s, tag("a"))
	b := commit(t, s, tag("b"))
	must(s.Revert(ctx, b.Seq))(t)
	c := commit(t, s, tag("c"))
	if _, ok, err := s.NextUndone(ctx); ok || err != nil {
		t.Errorf("NextUndone() = %v, %v, want nothing", ok, err)
	}
	_, err := s.Reapply(ctx, b.Seq)
	wantCode(t, "Reapply(dropped)", err, app.EConflict)
	_, err = s.Revert(ctx, 99)
	wantCode(t, "Revert(unknown)", err, app.ENotFound)
	entries := must(s.Entries(ctx, app.Page{}))(t)
	if len(entries) != 2 || entries[0] != c || entries[0].Changes != 1 || entries[0].Author != "ana" || !entries[0].At.Equal(noon) {
		t.Errorf("Entries() = %+v", entries)
	}
	if page := must(s.Entries(ctx, app.Page{Offset: 1, Limit: 5}))(t); len(page) != 1 || page[0].Seq != 1 {
		t.Errorf("Entries(page) = %+v", page)
	}
}

func TestRevert_RefusesWhenLaterWorkStandsOnIt(t *testing.T) {
	s := fresh(t)
	first := commit(t, s, specimen()[:5]...)
	tr := specimen()[4].(*app.Transcript)
	commit(t, s, &app.Finding{ID: "f", Study: "study-1", Interview: tr.Interview, Transcript: tr.ID, Span: app.Span{Start: 0, End: 3}, Quote: "Ana", Stamp: by})
	before := must(s.ContentHash(ctx))(t)
	_, err := s.Revert(ctx, first.Seq)
	wantCode(t, "Revert()", err, app.EConflict)
	if m, _ := app.Explain(err); !strings.Contains(m, "still used") {
		t.Errorf("message = %q", m)
	}
	if must(s.ContentHash(ctx))(t) != before {
		t.Error("a refused undo changed something")
	}
}

func TestApply_KeepsQuotesTrue(t *testing.T) {
	s := fresh(t)
	commit(t, s, specimen()...)
	f := specimen()[7].(*app.Finding)
	for name, change := range map[string]func(f *app.Finding){
		"another quote":   func(f *app.Finding) { f.Quote = "I don't trusT" },
		"another place":   func(f *app.Finding) { f.Start, f.End = f.Start+1, f.End+1 },
		"beyond the text": func(f *app.Finding) { f.Start, f.End = f.Start+1000, f.End+1000 },
		"before the text": func(f *app.Finding) { f.Start, f.End = f.Start-100, f.End-100 },
	} {
		g := *f
		change(&g)
		cs := app.NewChangeSet("Try", "ana", noon)
		cs.Update(f, &g)
		_, err := s.Apply(ctx, cs)
		wantCode(t, "Apply("+name+")", err, app.EInvalid)
	}
}
