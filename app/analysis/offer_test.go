package analysis_test

import (
	"reflect"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding/rule"
)

func TestOffer_HoldsWhatSuggestOffersAndHowItFared(t *testing.T) {
	w, study := sample(t)
	ctx := t.Context()
	tags, err := w.Store.Tags(ctx, study)
	if err != nil {
		t.Fatal(err)
	}
	var offer *analysis.Offer
	for _, tag := range tags {
		o, err := w.Analysis.Offer(ctx, study, "", tag.ID, 0.3, nil)
		if err != nil {
			t.Fatal(err)
		}
		if r := o.Record; r.Right > r.Offered || r.Right > r.Carriers || r.Carriers > r.Passages || r.Carriers == 0 || o.Precision.Low > o.Precision.High {
			t.Errorf("%s: record %+v", tag.Name, r)
		}
		if o.Trusted() != (o.Record.Offered >= 5 && 2*o.Record.Right >= o.Record.Offered) || !strings.Contains(o.Judged(), "eld out") {
			t.Errorf("%s: %+v trusted %v, %q", tag.Name, o.Record, o.Trusted(), o.Judged())
		}
		if offer == nil && len(o.Passages) > 1 {
			offer = o
		}
	}
	if offer == nil {
		t.Fatal("no tag is suggested twice")
	}
	var hits []rule.Hit
	for _, p := range offer.Passages {
		one, err := w.Analysis.Suggest(ctx, p.Interview)
		if err != nil {
			t.Fatal(err)
		}
		known := false
		for _, s := range one {
			known = known || s.Span == p.Span && s.Tag.ID == offer.Tag.ID
		}
		if !known || p.Score < 0.3 || p.Quote == "" || p.Title == "" {
			t.Errorf("offered %+v, which is not among the suggestions of its interview", p)
		}
		hits = append(hits, rule.Hit{Place: app.Place{Interview: p.Interview, Span: p.Span}, Transcript: p.Transcript})
	}
	done, err := w.Rules.Accept(ctx, offer.Tag.ID, hits, nil)
	if err != nil || done.Made+done.Added != len(hits)-done.Merged {
		t.Fatalf("Accept() = %+v, %v", done, err)
	}
	again, err := w.Analysis.Offer(ctx, study, "", offer.Tag.ID, 0.3, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range again.Passages {
		for _, old := range offer.Passages {
			if p.Interview == old.Interview && p.Span == old.Span {
				t.Errorf("%q is offered again after it was accepted", p.Quote)
			}
		}
	}
	step, err := w.Log.Undo(ctx)
	if err != nil || !strings.Contains(step.Label, "suggested as "+offer.Tag.Name) {
		t.Errorf("undone %+v, %v, want all of it in one step", step, err)
	}
	if _, err := w.Analysis.Offer(ctx, study, "", "gone", 0.3, nil); app.CodeOf(err) != app.ENotFound {
		t.Errorf("Offer of no tag = %v, want not found", err)
	}
}

func TestTeach_PicksPassagesNobodyTagged(t *testing.T) {
	w, study := sample(t)
	got, err := w.Analysis.Teach(t.Context(), study, 10, nil)
	if err != nil || len(got) != 10 {
		t.Fatalf("Teach() = %d lessons, %v", len(got), err)
	}
	from := map[app.InterviewID]bool{}
	for _, l := range got {
		from[l.Interview] = true
		found, err := w.Store.InterviewFindings(t.Context(), l.Interview)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if len(f.Tags) > 0 && f.Span.Overlaps(l.Span) {
				t.Errorf("%q is tagged already", l.Quote)
			}
		}
		if l.Reason == "" || l.Title == "" || len(strings.Fields(l.Quote)) < 7 {
			t.Errorf("lesson %+v", l)
		}
	}
	if len(from) < 4 {
		t.Errorf("ten lessons come from %d interviews", len(from))
	}
}

func TestSuggest_TakesAnAnswerIntoAccountAtOnce(t *testing.T) {
	w, study := sample(t)
	ctx := t.Context()
	ivs, err := w.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	score := func(iv app.InterviewID, span app.Span) (float64, app.TagID) {
		t.Helper()
		got, err := w.Analysis.Suggest(ctx, iv)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got {
			if s.Span == span {
				return s.Score, s.Tag.ID
			}
		}
		return 0, ""
	}
	for _, iv := range ivs {
		got, err := w.Analysis.Suggest(ctx, iv.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range got {
			for _, b := range got[i+1:] {
				if a.Tag.ID != b.Tag.ID {
					continue
				}
				if err := w.Analysis.Reject(ctx, textOf(t, w.Store, iv.ID), a.Span, a.Tag.ID); err != nil {
					t.Fatal(err)
				}
				after, tag := score(iv.ID, b.Span)
				if tag == b.Tag.ID && (after == b.Score || after > b.Score+0.05) { // one that is little like it may gain a hair on the second tag
					t.Errorf("after a refusal the next suggestion of %s scores %.4f, before %.4f", b.Tag.Name, after, b.Score)
				}
				if _, err := w.Log.Undo(ctx); err != nil {
					t.Fatal(err)
				}
				if back, _ := score(iv.ID, b.Span); back != b.Score {
					t.Errorf("taken back, it scores %.4f, at first %.4f", back, b.Score)
				}
				return
			}
		}
	}
	t.Fatal("no tag is suggested twice in one interview")
}

func TestSuggest_LearnsFromOtherStudies(t *testing.T) {
	b := newDesk(t, 0, 1).Bench
	s := &analysis.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	old, fresh := b.Study("Last year"), b.Study("This year")
	price := b.Tag(old, "Price", "")
	here := b.Tag(fresh, "price", "")
	said := []string{"The price is far too high for a small team like ours.", "We compared prices and the yearly price was higher than the other tool.",
		"I cannot explain that price to my manager at all.", "The price per seat makes us count every single person.", "They raised the price twice within one single year.",
		"For that price I expect somebody to pick up the phone."}
	read := b.Session(old, "P01", "P: "+strings.Join(said, " "))
	for _, x := range said {
		read.Finding(x, price.ID)
	}
	iv := b.Session(fresh, "P02", "P: I think the price is far too high for a team like ours.")
	got, err := s.Suggest(t.Context(), iv.ID)
	if err != nil || len(got) != 1 || got[0].Tag.ID != here.ID || got[0].Shown != 6 {
		t.Errorf("Suggest() = %+v, %v, want the study's own tag, learned from six passages of the other study", got, err)
	}
}

func BenchmarkSuggestAfterAnAnswer(b *testing.B) {
	w, study := sampleFor(b)
	ivs, err := w.Store.Interviews(b.Context(), study, app.Page{})
	if err != nil {
		b.Fatal(err)
	}
	got, err := w.Analysis.Suggest(b.Context(), ivs[0].ID)
	if err != nil || len(got) == 0 {
		b.Fatal("no suggestion", err)
	}
	for b.Loop() {
		b.StopTimer()
		if err := w.Analysis.Reject(b.Context(), textOf(b, w.Store, ivs[0].ID), got[0].Span, got[0].Tag.ID); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := w.Analysis.Suggest(b.Context(), ivs[0].ID); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if _, err := w.Log.Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

func TestRelearn_ReadsEverythingOnceEnoughHasChanged(t *testing.T) {
	w, study := sample(t)
	ctx := t.Context()
	ivs, err := w.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	iv := ivs[0].ID
	first, err := w.Analysis.Suggest(ctx, iv)
	if err != nil || len(first) == 0 {
		t.Fatalf("Suggest() = %+v, %v", first, err)
	}
	if err := w.Analysis.Reject(ctx, textOf(t, w.Store, iv), first[0].Span, first[0].Tag.ID); err != nil {
		t.Fatal(err)
	}
	quick, err := w.Analysis.Suggest(ctx, iv)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := w.Analysis.Relearn(ctx, iv); err != nil || !reflect.DeepEqual(same, quick) {
		t.Errorf("after one answer Relearn gives another list than Suggest, %v", err)
	}
	found, err := w.Store.InterviewFindings(ctx, ivs[1].ID)
	if err != nil || len(found) < 12 {
		t.Fatal(len(found), err)
	}
	var gone []app.FindingID
	for _, f := range found {
		gone = append(gone, f.ID)
	}
	if err := w.Coding.Delete(ctx, gone); err != nil {
		t.Fatal(err)
	}
	got, err := w.Analysis.Relearn(ctx, iv)
	if err != nil {
		t.Fatal(err)
	}
	anew := &analysis.Service{Store: w.Analysis.Store, Log: w.Log, Hand: app.Hand{Author: "Mara"}}
	want, err := anew.Suggest(ctx, iv)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("after many changes Relearn gives %d suggestions, a new service %d, %v", len(got), len(want), err)
	}
}
