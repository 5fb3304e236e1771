package storage_test

import (
	"testing"

	"throughline/app"
)

func TestDependants_LetEverythingBeDeletedInTheirOrder(t *testing.T) {
	for _, ref := range []app.Ref{
		{Kind: app.KindStudy, ID: "a-study-0000"}, {Kind: app.KindInterview, ID: "a-interview-0001"}, {Kind: app.KindTranscript, ID: "a-transcript-0002"},
		{Kind: app.KindFinding, ID: "a-finding-0001"}, {Kind: app.KindTheme, ID: "a-theme-0000"}, {Kind: app.KindInsight, ID: "a-insight-0001"},
		{Kind: app.KindPlacement, ID: "a-theme-0000/a-finding-0000"}, {Kind: app.KindSource, ID: "source"},
	} {
		t.Run(string(ref.Kind), func(t *testing.T) {
			s, a, _ := twoStudies(t)
			sub := &app.Tag{ID: "a-a-child", Study: a.Study.ID, Parent: a.Tags[2].ID, Name: "Child", Status: app.TagActive, Stamp: by}
			old := &app.Tag{ID: "z-old", Study: a.Study.ID, ReplacedBy: sub.ID, Name: "Old", Status: app.TagDeprecated, Stamp: by}
			commit(t, s, sub, old, &app.Insight{ID: "wide", Title: "Across", Status: app.InsightDraft, Stamp: by,
				Evidence: []app.Evidence{{Finding: a.Findings[1].ID}, {Theme: a.Themes[0].ID}}})
			commit(t, s, &app.Memo{ID: "memo-own", Study: a.Study.ID, On: a.Tags[0].Ref(), Kind: app.MemoFree, Title: "Own", Text: "[[Old]]", Stamp: by})
			commit(t, s, &app.Rejection{ID: "rejection-own", Interview: a.Interviews[5].ID, Tag: a.Tags[0].ID, Quote: "no", Stamp: by})
			source := &app.Source{ID: "source", Name: "x.vtt", Hash: "h", Data: []byte("x"), Stamp: by}
			from := *a.Interviews[5]
			from.Source = source.ID
			cs := app.NewChangeSet("Source", "ana", noon)
			cs.Create(source)
			cs.Update(a.Interviews[5], &from)
			apply(t, s, cs)
			before := must(s.ContentHash(ctx))(t)

			deps := must(s.Dependants(ctx, ref))(t)
			self := must(s.Find(ctx, ref))(t)
			del := app.NewChangeSet("Delete", "ana", noon)
			for _, r := range append(deps, self) {
				del.Delete(r)
			}
			e := apply(t, s, del)
			if report := must(s.Check(ctx, nil))(t); !report.OK {
				t.Errorf("Check() = %v", report.Problems)
			}
			must(s.Revert(ctx, e.Seq))(t)
			if after := must(s.ContentHash(ctx))(t); before != after {
				t.Error("undo did not bring everything back")
			}
		})
	}
}

func TestDependants_TellWhoUsesATagOrParticipant(t *testing.T) {
	s, a, _ := twoStudies(t)
	sub := &app.Tag{ID: "child", Parent: a.Tags[0].ID, Name: "Child", Status: app.TagActive, Stamp: by}
	commit(t, s, sub)
	carried := len(must(s.Findings(ctx, app.FindingQuery{Tags: []app.TagID{a.Tags[0].ID}}))(t))
	if deps := must(s.Dependants(ctx, a.Tags[0].Ref()))(t); len(deps) != carried+1 || deps[carried].Ref() != sub.Ref() {
		t.Errorf("Dependants(tag) = %v, want %d findings and a tag", deps, carried)
	}
	if deps := must(s.Dependants(ctx, a.Participants[0].Ref()))(t); len(deps) != 6 || deps[5].Ref() != a.Interviews[0].Ref() {
		t.Errorf("Dependants(participant) = %v, want 5 findings and an interview", deps)
	}
	_, err := s.Dependants(ctx, app.Ref{Kind: app.KindTag, ID: "nobody"})
	wantCode(t, "Dependants(unknown)", err, app.ENotFound)
}
