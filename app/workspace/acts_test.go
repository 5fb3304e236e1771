package workspace_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding"
	"throughline/app/exchange"
	"throughline/app/format"
	"throughline/app/guide"
	"throughline/app/passage"
	"throughline/app/revise"
	"throughline/app/tally"
	"throughline/app/workspace"
	"throughline/storage/storagetest"
)

// researcher does anything the program can do, and knows what is stored by asking.
type researcher struct {
	t     *testing.T
	w     *workspace.Workspace
	glass *storagetest.Glass
	dir   string // for files to import
	path  string
	rand  *rand.Rand
	study app.StudyID
	now   time.Time
	n     int
}

func (r *researcher) ctx() context.Context { return r.t.Context() }

func (r *researcher) word(kind string) string { r.n++; return fmt.Sprintf("%s %d", kind, r.n) }

func (r *researcher) coin() bool { return r.rand.IntN(2) == 0 }

// get ends the test when the workspace cannot be read.
func get[T any](v T, err error) func(r *researcher) T {
	return func(r *researcher) T {
		r.t.Helper()
		if err != nil {
			r.t.Fatal(err)
		}
		return v
	}
}

// some chooses up to n of all.
func some[T any](r *researcher, all []T, n int) (out []T) {
	for _, i := range r.rand.Perm(len(all))[:min(len(all), 1+r.rand.IntN(n))] {
		out = append(out, all[i])
	}
	return out
}

// nothing says that an act has nothing to be done to.
var nothing = app.NotFound("Anything")

func (r *researcher) interview() (*app.Interview, *app.Transcript) {
	rows := get(r.w.Store.Interviews(r.ctx(), r.study, app.Page{}))(r)
	if len(rows) == 0 {
		return nil, nil
	}
	iv := rows[r.rand.IntN(len(rows))].Interview
	return &iv, get(r.w.Store.Transcript(r.ctx(), iv.ID))(r)
}

// passage chooses some words of a text.
func (r *researcher) passage(tr *app.Transcript) app.Span {
	u := tr.Turns[r.rand.IntN(len(tr.Turns))]
	words := strings.Fields(tr.Text[u.Start:u.End])
	if len(words) < 2 {
		return u.Span
	}
	first := r.rand.IntN(len(words) - 1)
	start := u.Start + strings.Index(tr.Text[u.Start:u.End], words[first])
	end := start + len(words[first])
	for _, w := range words[first+1 : first+1+r.rand.IntN(len(words)-first-1)] {
		if at := strings.Index(tr.Text[end:u.End], w); at >= 0 {
			end += at + len(w)
		}
	}
	return app.Span{Start: start, End: end}
}

func (r *researcher) findings(n int) (ids []app.FindingID, rows []app.FindingRow) {
	rows = some(r, get(r.w.Store.Findings(r.ctx(), app.FindingQuery{Study: r.study}))(r), n)
	for _, f := range rows {
		ids = append(ids, f.ID)
	}
	return ids, rows
}

func (r *researcher) tags(n int) (ids []app.TagID) {
	for _, t := range some(r, get(r.w.Store.Tags(r.ctx(), r.study))(r), n) {
		ids = append(ids, t.ID)
	}
	return ids
}

func (r *researcher) themes(n int) (ids []app.ThemeID) {
	for _, t := range some(r, get(r.w.Store.Themes(r.ctx(), r.study))(r), n) {
		ids = append(ids, t.ID)
	}
	return ids
}

func (r *researcher) insight() *app.Insight {
	rows := get(r.w.Store.Insights(r.ctx(), r.study))(r)
	if len(rows) == 0 {
		return nil
	}
	return &rows[r.rand.IntN(len(rows))].Insight
}

// question chooses a question of the study's guide.
func (r *researcher) question() (string, bool) {
	for _, st := range get(r.w.Store.Studies(r.ctx()))(r) {
		if st.ID == r.study && len(st.Guide) > 0 {
			return st.Guide[r.rand.IntN(len(st.Guide))], true
		}
	}
	return "", false
}

func (r *researcher) file(name, text string) string {
	path := filepath.Join(r.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
	return path
}

// talk is an interview nobody gave.
func (r *researcher) talk(turns int) string {
	more := storagetest.Make(storagetest.Size{Interviews: 1, Turns: turns, Words: 12, Seed: r.rand.Uint64()})
	var b strings.Builder
	for _, u := range more.Transcripts[0].Turns {
		fmt.Fprintf(&b, "%s: %s\n", u.Speaker, more.Transcripts[0].Text[u.Start:u.End])
	}
	return b.String()
}

// act is one thing a researcher can do. It returns an expected error when there is nothing to do it to.
type act struct {
	name string
	do   func(r *researcher) error
}

// onFindings, onTags and onThemes are acts on what is there.
func onFindings(n int, do func(r *researcher, ids []app.FindingID) error) func(*researcher) error {
	return func(r *researcher) error {
		ids, _ := r.findings(n)
		if len(ids) == 0 {
			return nothing
		}
		return do(r, ids)
	}
}

func onTags(n int, do func(r *researcher, ids []app.TagID) error) func(*researcher) error {
	return func(r *researcher) error {
		ids := r.tags(n)
		if len(ids) == 0 {
			return nothing
		}
		return do(r, ids)
	}
}

func onThemes(n int, do func(r *researcher, ids []app.ThemeID) error) func(*researcher) error {
	return func(r *researcher) error {
		ids := r.themes(n)
		if len(ids) == 0 {
			return nothing
		}
		return do(r, ids)
	}
}

func onInterview(do func(r *researcher, iv *app.Interview, tr *app.Transcript) error) func(*researcher) error {
	return func(r *researcher) error {
		iv, tr := r.interview()
		if iv == nil {
			return nothing
		}
		return do(r, iv, tr)
	}
}

func onInsight(do func(r *researcher, in *app.Insight) error) func(*researcher) error {
	return func(r *researcher) error {
		in := r.insight()
		if in == nil {
			return nothing
		}
		return do(r, in)
	}
}

// acts are the use cases that write. A new one gets a line here.
var acts = []act{
	{"mark a passage", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		_, err := r.w.Coding.Mark(r.ctx(), iv.ID, r.passage(tr), r.tags(2))
		return err
	})},
	{"accept a suggestion", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		_, err := r.w.Coding.MarkAs(r.ctx(), tr, r.passage(tr), r.tags(1), app.BySuggestion)
		return err
	})},
	{"reject a suggestion", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		tags := r.tags(1)
		if len(tags) == 0 {
			return nothing
		}
		return r.w.Analysis.Reject(r.ctx(), tr, r.passage(tr), tags[0])
	})},
	{"tag by rule", onTags(1, func(r *researcher, ids []app.TagID) error {
		spec := app.RuleSpec{Kind: app.RuleWords, Texts: []string{[]string{"trust", "team", "price", "really"}[r.rand.IntN(4)]}, Scope: app.ScopeSentence, Study: r.study, Tags: ids}
		found, err := r.w.Rules.Find(r.ctx(), spec, nil)
		if err != nil {
			return err
		}
		_, err = r.w.Rules.Apply(r.ctx(), spec, found.Hits[:min(8, len(found.Hits))], nil)
		return err
	})},
	{"accept suggestions", onTags(1, func(r *researcher, ids []app.TagID) error {
		found, err := r.w.Rules.Find(r.ctx(), app.RuleSpec{Kind: app.RuleWords, Texts: []string{"team"}, Scope: app.ScopeSentence, Study: r.study, Tags: ids}, nil)
		if err != nil {
			return err
		}
		_, err = r.w.Rules.Accept(r.ctx(), ids[0], found.Hits[:min(5, len(found.Hits))], nil)
		return err
	})},
	{"edit a guide", func(r *researcher) error {
		for _, st := range get(r.w.Store.Studies(r.ctx()))(r) {
			if st.ID != r.study {
				continue
			}
			lines := []guide.Line{{Text: r.word("question") + "?"}}
			for i, q := range st.Guide {
				if i < 6 || r.coin() {
					text := q
					if r.rand.IntN(4) == 0 {
						text = r.word("question") + "?"
					}
					lines = append(lines, guide.Line{Text: text, Was: q})
				}
			}
			return r.w.Guide.Save(r.ctx(), st, lines)
		}
		return nothing
	}},
	{"link a question", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		q, ok := r.question()
		if !ok {
			return nothing
		}
		if r.rand.IntN(4) == 0 {
			return r.w.Guide.Skip(r.ctx(), iv.ID, q, r.coin())
		}
		return r.w.Guide.Link(r.ctx(), tr, r.rand.IntN(len(tr.Text)), q)
	})},
	{"take links to questions back", func(r *researcher) error {
		links := some(r, get(r.w.Guide.Links(r.ctx(), r.study, ""))(r), 3)
		if len(links) == 0 {
			return nothing
		}
		return r.w.Guide.Unlink(r.ctx(), links[0].ID)
	}},
	{"say what a question is about", onTags(2, func(r *researcher, ids []app.TagID) error {
		q, ok := r.question()
		if !ok {
			return nothing
		}
		if r.coin() {
			return r.w.Guide.TieTheme(r.ctx(), r.study, "", ids[0], []string{q})
		}
		return r.w.Guide.Tie(r.ctx(), r.study, q, ids, nil)
	})},
	{"save a rule", func(r *researcher) error {
		_, err := r.w.Rules.Save(r.ctx(), r.word("rule"), app.RuleSpec{Kind: app.RuleWords, Texts: []string{r.word("word")}, Scope: app.ScopeTurn, Study: r.study})
		return err
	}},
	{"save a view", func(r *researcher) error {
		study := r.study
		if r.rand.IntN(4) == 0 {
			study = ""
		}
		_, err := r.w.Views.Save(r.ctx(), app.View{Study: study, Place: app.ViewFindings, Name: r.word("view"), Spec: app.ViewSpec(app.FindingView{Find: app.FindingQuery{Text: r.word("word")}})})
		return err
	}},
	{"change a view", func(r *researcher) error {
		rows := some(r, get(r.w.Store.Views(r.ctx(), app.ViewFindings, r.study))(r), 2)
		if len(rows) == 0 {
			return nothing
		}
		switch r.rand.IntN(4) {
		case 0:
			return r.w.Views.Delete(r.ctx(), rows[0].ID)
		case 1:
			return r.w.Views.Rename(r.ctx(), rows[0].ID, r.word("view"))
		case 2:
			return r.w.Views.Pin(r.ctx(), rows[0].ID, r.coin())
		}
		return r.w.Views.Move(r.ctx(), rows[0].ID, rows[len(rows)-1].ID, r.coin())
	}},
	{"code beside somebody", func(r *researcher) error {
		rows := get(r.w.Store.Interviews(r.ctx(), r.study, app.Page{}))(r)
		if len(rows) == 0 {
			return nothing
		}
		c := *r.w.Coding
		c.Hand.Author = "Ben"
		id := some(r, rows, 1)[0].ID
		tr := get(r.w.Store.Transcript(r.ctx(), id))(r)
		at := r.rand.IntN(max(1, len(tr.Text)))
		span := passage.Snap(tr.Text, app.Span{Start: at, End: min(len(tr.Text), at+40)})
		tags := r.tags(2)
		if span.Len() <= 0 || len(tags) == 0 {
			return nothing
		}
		_, err := c.Mark(r.ctx(), id, span, tags)
		return err
	}},
	{"settle what two coders differ about", func(r *researcher) error {
		pairs := get(r.w.Tally.Pairs(r.ctx(), r.study))(r)
		if len(pairs) == 0 {
			return nothing
		}
		q := tally.AgreementQuery{Study: r.study, A: pairs[0].A, B: pairs[0].B}
		c := get(r.w.Tally.Contrast(r.ctx(), q))(r)
		if len(c.Places) == 0 {
			return nothing
		}
		d := some(r, c.Places, 1)[0]
		verdicts := []tally.Verdict{tally.TakeA, tally.TakeB, tally.TakeBoth, tally.TakeNeither, tally.TakeSpan}
		return r.w.Tally.Settle(r.ctx(), q, d, tally.Settlement{Verdict: verdicts[r.rand.IntN(5)], Span: d.Span})
	}},
	{"tag", onFindings(6, func(r *researcher, ids []app.FindingID) error {
		tags := r.tags(1)
		if len(tags) == 0 {
			return nothing
		}
		return r.w.Coding.Tag(r.ctx(), ids, tags[0])
	})},
	{"untag", onFindings(9, func(r *researcher, ids []app.FindingID) error {
		tags := r.tags(1)
		if len(tags) == 0 {
			return nothing
		}
		if r.coin() {
			return r.w.Coding.Withdraw(r.ctx(), ids, tags[0])
		}
		return r.w.Coding.Untag(r.ctx(), ids, tags[0])
	})},
	{"note", onFindings(1, func(r *researcher, ids []app.FindingID) error {
		return r.w.Coding.Note(r.ctx(), ids[0], r.word("note"))
	})},
	{"star", onFindings(3, func(r *researcher, ids []app.FindingID) error { return r.w.Coding.Star(r.ctx(), ids, r.coin()) })},
	{"stance", onFindings(3, func(r *researcher, ids []app.FindingID) error {
		return r.w.Coding.SetStance(r.ctx(), ids, []app.Stance{"", app.Supports, app.Contradicts, app.Nuances}[r.rand.IntN(4)])
	})},
	{"sentiment", onFindings(3, func(r *researcher, ids []app.FindingID) error {
		return r.w.Coding.SetSentiment(r.ctx(), ids, r.rand.IntN(5)-2)
	})},
	{"severity", onFindings(3, func(r *researcher, ids []app.FindingID) error {
		return r.w.Coding.SetSeverity(r.ctx(), ids, r.rand.IntN(5))
	})},
	{"resize", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		all := get(r.w.Store.InterviewFindings(r.ctx(), iv.ID))(r)
		if len(all) == 0 {
			return nothing
		}
		return r.w.Coding.Resize(r.ctx(), all[r.rand.IntN(len(all))].ID, tr, r.passage(tr))
	})},
	{"merge findings", onFindings(3, func(r *researcher, ids []app.FindingID) error {
		return r.w.Coding.MergeFindings(r.ctx(), ids[0], ids[1:])
	})},
	{"delete findings", onFindings(2, func(r *researcher, ids []app.FindingID) error { return r.w.Coding.Delete(r.ctx(), ids) })},
	{"make a tag", func(r *researcher) error {
		study, parent := r.study, app.TagID("")
		if r.rand.IntN(4) == 0 {
			study = ""
		} else if up := r.tags(1); len(up) > 0 && r.coin() {
			parent = up[0]
		}
		_, err := r.w.Coding.CreateTag(r.ctx(), study, r.word("tag"), parent)
		return err
	}},
	{"edit a tag", onTags(1, func(r *researcher, ids []app.TagID) error {
		return r.w.Coding.EditTag(r.ctx(), ids[0], func(t *app.Tag) { t.Name, t.Definition, t.Example = r.word("tag"), r.word("definition"), "" })
	})},
	{"move tags", onTags(3, func(r *researcher, ids []app.TagID) error {
		to := coding.Place{After: r.coin()}
		if up := r.tags(1); r.coin() {
			to.Parent = up[0]
		} else {
			to.Beside = up[0]
		}
		return r.w.Coding.MoveTags(r.ctx(), ids, to)
	})},
	{"pin a tag", onTags(1, func(r *researcher, ids []app.TagID) error { return r.w.Coding.PinTag(r.ctx(), ids[0], r.rand.IntN(10)) })},
	{"colour tags", onTags(3, func(r *researcher, ids []app.TagID) error { return r.w.Coding.ColorTags(r.ctx(), ids, r.rand.IntN(12)) })},
	{"retire tags", onTags(2, func(r *researcher, ids []app.TagID) error {
		status := []app.TagStatus{app.TagActive, app.TagProposed, app.TagDeprecated}[r.rand.IntN(3)]
		how := coding.Retire{Move: r.coin()}
		if r.coin() {
			how.ReplacedBy = r.tags(1)[0]
		}
		return r.w.Coding.SetStatus(r.ctx(), ids, status, how)
	})},
	{"merge tags", onTags(3, func(r *researcher, ids []app.TagID) error { return r.w.Coding.MergeTags(r.ctx(), ids[0], ids[1:]) })},
	{"split a tag", onTags(1, func(r *researcher, ids []app.TagID) error {
		rows := get(r.w.Store.Findings(r.ctx(), app.FindingQuery{Study: r.study, Tags: ids}))(r)
		how := coding.Split{Parts: []coding.Part{{Name: r.word("part")}, {Name: r.word("part")}}, Beneath: r.coin(), Delete: r.coin()}
		for _, f := range rows {
			i := r.rand.IntN(2)
			how.Parts[i].Findings = append(how.Parts[i].Findings, f.ID)
		}
		return r.w.Coding.SplitTag(r.ctx(), ids[0], how)
	})},
	{"move findings from tag to tag", onTags(2, func(r *researcher, ids []app.TagID) error {
		rows := get(r.w.Store.Findings(r.ctx(), app.FindingQuery{Study: r.study, Tags: ids[:1]}))(r)
		if len(rows) == 0 {
			return nothing
		}
		return r.w.Coding.MoveFindings(r.ctx(), []app.FindingID{rows[0].ID}, ids[0], ids[len(ids)-1])
	})},
	{"map tags", onTags(2, func(r *researcher, ids []app.TagID) error {
		if r.coin() {
			return r.w.Coding.PromoteTags(r.ctx(), ids)
		}
		return r.w.Coding.MapTags(r.ctx(), ids, r.tags(1)[0])
	})},
	{"delete tags", onTags(2, func(r *researcher, ids []app.TagID) error { return r.w.Coding.DeleteTags(r.ctx(), ids) })},
	{"make a theme", func(r *researcher) error {
		_, err := r.w.Analysis.CreateTheme(r.ctx(), r.study, r.word("theme"))
		return err
	}},
	{"rename a theme", onThemes(1, func(r *researcher, ids []app.ThemeID) error {
		return r.w.Analysis.RenameTheme(r.ctx(), ids[0], r.word("theme"))
	})},
	{"note a theme", onThemes(1, func(r *researcher, ids []app.ThemeID) error {
		return r.w.Analysis.NoteTheme(r.ctx(), ids[0], r.word("note"))
	})},
	{"lock a theme", onThemes(1, func(r *researcher, ids []app.ThemeID) error { return r.w.Analysis.LockTheme(r.ctx(), ids[0], r.coin()) })},
	{"sort findings", onFindings(5, func(r *researcher, ids []app.FindingID) error {
		to := app.ThemeID("")
		if all := r.themes(1); len(all) > 0 && r.rand.IntN(4) > 0 {
			to = all[0]
		}
		return r.w.Analysis.Move(r.ctx(), r.study, ids, to)
	})},
	{"merge themes", onThemes(2, func(r *researcher, ids []app.ThemeID) error {
		return r.w.Analysis.MergeThemes(r.ctx(), ids[0], ids[1:]...)
	})},
	{"delete a theme", onThemes(1, func(r *researcher, ids []app.ThemeID) error { return r.w.Analysis.DeleteTheme(r.ctx(), ids[0]) })},
	{"accept proposed themes", func(r *researcher) error {
		if r.rand.IntN(4) > 0 {
			return nothing // it takes longest
		}
		pr, err := r.w.Analysis.Propose(r.ctx(), r.study, analysis.Options{}, nil)
		if err != nil {
			return err
		}
		return r.w.Analysis.Accept(r.ctx(), pr)
	}},
	{"write an insight", func(r *researcher) error {
		ids, _ := r.findings(3)
		in := app.Insight{Study: r.study, Title: r.word("claim"), Body: r.word("body")}
		for _, id := range ids {
			in.Evidence = append(in.Evidence, app.Evidence{Finding: id, Stance: app.Supports})
		}
		_, err := r.w.Insights.Save(r.ctx(), in)
		return err
	}},
	{"edit an insight", onInsight(func(r *researcher, in *app.Insight) error {
		in.Body, in.Status = r.word("body"), app.InsightInReview
		_, err := r.w.Insights.Save(r.ctx(), *in)
		return err
	})},
	{"add evidence", onInsight(func(r *researcher, in *app.Insight) error {
		var ev []app.Evidence
		for _, th := range r.themes(2) {
			ev = append(ev, app.Evidence{Theme: th, Stance: app.Contradicts})
		}
		return r.w.Insights.AddEvidence(r.ctx(), in.ID, ev)
	})},
	{"delete an insight", onInsight(func(r *researcher, in *app.Insight) error { return r.w.Insights.Delete(r.ctx(), in.ID) })},
	{"write a memo", func(r *researcher) error {
		m := app.Memo{Study: r.study, Kind: app.MemoKinds[r.rand.IntN(len(app.MemoKinds))], Title: r.word("memo"), Text: "See [[Tag 1]] and [[nowhere]]."}
		if ids, _ := r.findings(1); len(ids) > 0 && r.coin() {
			m.On = app.Ref{Kind: app.KindFinding, ID: string(ids[0])}
		} else if tags := r.tags(1); len(tags) > 0 {
			m.On = app.Ref{Kind: app.KindTag, ID: string(tags[0])}
		}
		_, err := r.w.Memos.Write(r.ctx(), m)
		return err
	}},
	{"change a memo", func(r *researcher) error {
		rows := some(r, get(r.w.Store.Memos(r.ctx(), app.MemoQuery{Study: r.study}))(r), 1)
		if len(rows) == 0 {
			return nothing
		}
		if r.rand.IntN(3) == 0 {
			return r.w.Memos.Delete(r.ctx(), rows[0].ID)
		}
		rows[0].Text = r.word("text") + " [[Theme 1]]"
		_, err := r.w.Memos.Write(r.ctx(), rows[0].Memo)
		return err
	}},
	{"change people", func(r *researcher) error {
		rows := some(r, get(r.w.Store.Participants(r.ctx(), ""))(r), 3)
		var ids []app.ParticipantID
		for i := range rows {
			ids = append(ids, rows[i].ID)
		}
		switch {
		case len(ids) == 0:
			return nothing
		case r.coin():
			return r.w.People.Label(r.ctx(), ids, r.word("label"), r.coin())
		case r.coin():
			return r.w.People.SetValue(r.ctx(), ids, &app.Field{Name: "Team size", Type: app.FieldNumber}, "12")
		}
		return r.w.People.Block(r.ctx(), ids, r.word("reason"), "")
	}},
	{"change a field of people", func(r *researcher) error {
		all := some(r, get(r.w.People.Fields(r.ctx()))(r), 1)
		if len(all) == 0 || r.rand.IntN(3) == 0 {
			_, err := r.w.People.SaveField(r.ctx(), app.Field{Name: r.word("field"), Type: app.FieldText}, "")
			return err
		}
		f := all[0]
		switch r.rand.IntN(3) {
		case 0:
			return r.w.People.MoveField(r.ctx(), f.Name, r.rand.IntN(3)-1)
		case 1:
			return r.w.People.DeleteField(r.ctx(), f.Name)
		}
		was := f.Name
		f.Name = r.word("field")
		_, err := r.w.People.SaveField(r.ctx(), f, was)
		return err
	}},
	{"merge people", func(r *researcher) error {
		rows := some(r, get(r.w.Store.Participants(r.ctx(), ""))(r), 2)
		if len(rows) < 2 {
			return nothing
		}
		plan, err := r.w.People.PlanMerge(r.ctx(), []app.ParticipantID{rows[0].ID, rows[1].ID})
		if err != nil {
			return err
		}
		return r.w.People.Merge(r.ctx(), plan)
	}},
	{"make a study", func(r *researcher) error {
		_, err := r.w.Studies.Create(r.ctx(), app.Study{Name: r.word("study")})
		return err
	}},
	{"edit a study", func(r *researcher) error {
		for _, st := range get(r.w.Store.Studies(r.ctx()))(r) {
			if st.ID == r.study {
				st.Goal, st.Questions = r.word("goal"), []string{r.word("question")}
				return r.w.Studies.Update(r.ctx(), st)
			}
		}
		return nothing
	}},
	{"edit an interview", onInterview(func(r *researcher, iv *app.Interview, _ *app.Transcript) error {
		iv.Title, iv.Note, iv.Date = r.word("title"), r.word("note"), "2026-10-09"
		return r.w.Studies.UpdateInterview(r.ctx(), *iv)
	})},
	{"delete an interview", onInterview(func(r *researcher, iv *app.Interview, _ *app.Transcript) error {
		if rows := get(r.w.Store.Interviews(r.ctx(), r.study, app.Page{}))(r); len(rows) < 3 {
			return nothing
		}
		return r.w.Studies.Delete(r.ctx(), iv.Ref())
	})},
	{"delete a study", func(r *researcher) error {
		for _, st := range get(r.w.Store.Studies(r.ctx()))(r) {
			if st.ID != r.study {
				return r.w.Studies.Delete(r.ctx(), st.Ref())
			}
		}
		return nothing
	}},
	{"import files", func(r *researcher) error {
		var paths []string
		for range 1 + r.rand.IntN(3) {
			paths = append(paths, r.file(r.word("talk")+".txt", r.talk(4+r.rand.IntN(6))))
		}
		_, err := r.w.Exchange.Import(r.ctx(), paths, exchange.Options{Study: r.study}, nil)
		return err
	}},
	{"import a codebook", func(r *researcher) error {
		book := get(r.w.Exchange.Codebook(r.ctx(), r.study))(r)
		for i := range book.Codes {
			if r.rand.IntN(3) == 0 {
				book.Codes[i].Tag.Definition = r.word("definition")
			}
		}
		book.Codes = append(book.Codes, app.CodeEntry{Tag: app.Tag{Name: r.word("code")}, Parent: -1})
		var b bytes.Buffer
		if err := format.WriteCodebook(&b, &book, format.CSV, "test"); err != nil {
			r.t.Fatal(err)
		}
		plan, err := r.w.Exchange.PlanCodebook(r.ctx(), r.study, r.file(r.word("book")+".csv", b.String()), nil)
		if err != nil {
			return err
		}
		_, err = r.w.Exchange.ImportCodebook(r.ctx(), plan, exchange.Take{All: r.coin()})
		return err
	}},
	{"edit a transcript", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		turns := revise.TurnsOf(tr)
		for range 3 {
			u := &turns[r.rand.IntN(len(turns))]
			words := strings.Fields(u.Text)
			if i := r.rand.IntN(len(words) + 1); i < len(words) && r.coin() {
				words[i] = r.word("new")
			} else {
				words = append(words[:i:i], append([]string{"added"}, words[i:]...)...)
			}
			u.Text = strings.Join(words, " ")
		}
		_, err := r.w.Revise.Apply(r.ctx(), revise.Edit(tr, turns), nil)
		return err
	})},
	{"redact a transcript", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		_, err := r.w.Revise.Apply(r.ctx(), revise.Redact(tr, []passage.Edit{{Span: r.passage(tr), With: "[name]"}}), nil)
		return err
	})},
	{"go back to an older revision", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		all := get(r.w.Store.Revisions(r.ctx(), iv.ID))(r)
		_, err := r.w.Revise.Apply(r.ctx(), revise.Back(tr, all[len(all)-1]), nil)
		return err
	})},
	{"remove older revisions", onInterview(func(r *researcher, iv *app.Interview, _ *app.Transcript) error {
		return r.w.Revise.Forget(r.ctx(), iv.ID)
	})},
	{"place a finding again", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		all := get(r.w.Store.InterviewFindings(r.ctx(), iv.ID))(r)
		if len(all) == 0 {
			return nothing
		}
		return r.w.Revise.Place(r.ctx(), all[r.rand.IntN(len(all))].ID, tr, r.passage(tr))
	})},
	{"change a speaker", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		if len(iv.Speakers) == 0 {
			return nothing
		}
		label := iv.Speakers[r.rand.IntN(len(iv.Speakers))].Label
		switch r.rand.IntN(4) {
		case 0:
			return r.w.Revise.Rename(r.ctx(), iv.ID, label, r.word("name"))
		case 1:
			return r.w.Revise.SetRole(r.ctx(), iv.ID, label, []app.Role{app.RoleModerator, app.RoleParticipant, app.RoleOther}[r.rand.IntN(3)])
		case 2:
			return r.w.Revise.AssignNew(r.ctx(), iv.ID, label, r.word("P"))
		}
		people := some(r, get(r.w.Store.Participants(r.ctx(), ""))(r), 1)
		return r.w.Revise.Assign(r.ctx(), iv.ID, label, people[0].ID)
	})},
	{"merge speakers", onInterview(func(r *researcher, iv *app.Interview, tr *app.Transcript) error {
		if len(iv.Speakers) < 2 || r.rand.IntN(3) > 0 {
			return nothing
		}
		return r.w.Revise.Merge(r.ctx(), iv.ID, iv.Speakers[0].Label, iv.Speakers[1].Label)
	})},
}
