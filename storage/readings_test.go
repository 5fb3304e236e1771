package storage_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
)

func TestInterviewsToRead(t *testing.T) {
	s := fresh(t)
	st, other := &app.Study{ID: "st", Name: "S", Stamp: by}, &app.Study{ID: "other", Name: "O", Stamp: by}
	commit(t, s, st, other)
	put := func(id app.InterviewID, study app.StudyID, date app.Date, turns ...string) {
		iv := &app.Interview{ID: id, Study: study, Title: string(id), Date: date, Stamp: by}
		tr := &app.Transcript{ID: app.TranscriptID("t-" + id), Interview: id, Revision: 1, Stamp: by}
		for _, u := range turns {
			at := len(tr.Text)
			tr.Text += u + "\n"
			tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: at, End: at + len(u)}, From: app.NoTime, To: app.NoTime})
		}
		commit(t, s, iv, tr)
	}
	put("late", st.ID, "2026-10-02", "The Pricing page is là")
	put("early", st.ID, "2026-10-01", "pricing", "page after page")
	put("abroad", other.ID, "2026-10-03", "价格 pricing page")
	commit(t, s, &app.Interview{ID: "silent", Study: st.ID, Title: "No text", Stamp: by})
	for _, c := range []struct {
		name    string
		study   app.StudyID
		only    []app.InterviewID
		phrases []string
		want    []app.InterviewID
	}{
		{"all, in the order of their list", "", nil, nil, []app.InterviewID{"early", "late", "abroad"}},
		{"of a study", st.ID, nil, nil, []app.InterviewID{"early", "late"}},
		{"of no study", "none", nil, nil, nil},
		{"some", "", []app.InterviewID{"abroad", "early"}, nil, []app.InterviewID{"early", "abroad"}},
		{"a phrase stays in one turn", "", nil, []string{"pricing page"}, []app.InterviewID{"late", "abroad"}},
		{"any phrase will do", st.ID, nil, []string{"LA", "after page"}, []app.InterviewID{"early", "late"}},
		{"signs of Chinese", "", nil, []string{"价格"}, []app.InterviewID{"abroad"}},
		{"a phrase without words leaves nothing out", st.ID, nil, []string{"pricing page", "🙂"}, []app.InterviewID{"early", "late"}},
		{"operators are words", "", nil, []string{`page" OR "x`}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := s.InterviewsToRead(ctx, c.study, c.only, c.phrases)
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("InterviewsToRead = %v, %v, want %v", got, err, c.want)
			}
		})
	}
}

func TestReadings_AreTheLatestTexts(t *testing.T) {
	s := fresh(t)
	f := storagetest.Make(storagetest.Size{Interviews: 3, Turns: 5})
	for _, step := range f.Steps() {
		apply(t, s, step)
	}
	next := *f.Transcripts[1]
	next.ID, next.Revision, next.Cues = "next", 2, []app.Cue{{Span: app.Span{Start: 0, End: 3}, From: 7, To: 9}}
	next.Pages = []app.PageBreak{{Start: 0, Page: 2}}
	next.Turns = slices.Clone(next.Turns)
	next.Turns[0].Speaker = "Ana \"the\" \x1f host"
	commit(t, s, &next)
	got, err := s.Readings(ctx, []app.InterviewID{f.Interviews[2].ID, "nobody", f.Interviews[1].ID}, true)
	if err != nil || len(got) != 2 {
		t.Fatalf("Readings = %d, %v", len(got), err)
	}
	if !got[0].Transcript.Equal(f.Transcripts[2]) || !got[1].Transcript.Equal(&next) || !got[1].Interview.Equal(f.Interviews[1]) {
		t.Errorf("Readings = %+v", got)
	}
	got, err = s.Readings(ctx, []app.InterviewID{f.Interviews[1].ID}, false)
	if err != nil || len(got) != 1 || got[0].Transcript.Cues != nil || got[0].Transcript.PageAt(1) != 2 {
		t.Errorf("without cues: %+v, %v", got, err)
	}
}

func TestTagsAtAndFindingsAt_LeaveOldRevisionsOut(t *testing.T) {
	s := fresh(t)
	commit(t, s, specimen()...)
	ids := []app.InterviewID{"interview-1"}
	place := app.Place{Interview: "interview-1", Span: specimen()[7].(*app.Finding).Span}
	all, err := s.TagsAt(ctx, ids, nil)
	if err != nil || len(all) != 2 || all[0].Tag != "tag-0" || all[1].Tag != "tag-1" || all[0].Place != place {
		t.Errorf("TagsAt = %+v, %v, want two tags once each", all, err)
	}
	if some, err := s.TagsAt(ctx, ids, []app.TagID{"tag-1"}); err != nil || len(some) != 1 {
		t.Errorf("TagsAt(tag-1) = %+v, %v", some, err)
	}
	at, err := s.FindingsAt(ctx, []app.Place{{Interview: "interview-1"}, place})
	if err != nil || len(at) != 1 || !at[0].Equal(specimen()[7]) {
		t.Errorf("FindingsAt = %+v, %v", at, err)
	}
	tr := *specimen()[4].(*app.Transcript)
	tr.ID, tr.Revision = "transcript-2", 2
	commit(t, s, &tr)
	if all, err = s.TagsAt(ctx, ids, nil); err != nil || len(all) != 0 {
		t.Errorf("TagsAt of an old revision = %+v, %v", all, err)
	}
	if at, err = s.FindingsAt(ctx, []app.Place{place}); err != nil || len(at) != 0 {
		t.Errorf("FindingsAt of an old revision = %+v, %v", at, err)
	}
}
