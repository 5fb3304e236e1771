package reader

import (
	"context"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding/rule"
)

// fixedTeacher offers the same each time.
type fixedTeacher struct {
	offer   analysis.Offer
	lessons []analysis.Lesson
}

func (f fixedTeacher) Relearn(context.Context, app.InterviewID) ([]analysis.Suggestion, error) {
	return nil, nil
}

func (f fixedTeacher) Offer(_ context.Context, _ app.StudyID, id app.InterviewID, _ app.TagID, least float64, _ app.Progress) (*analysis.Offer, error) {
	o := f.offer
	if id == "" || least != analysis.Likely {
		o.Passages = nil
	}
	return &o, nil
}

func (f fixedTeacher) Teach(context.Context, app.StudyID, int, app.Progress) ([]analysis.Lesson, error) {
	return f.lessons, nil
}

func TestModel_AcceptsAllOfATagAsOneStep(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	tag := d.m.TagNamed(d.tags["Docs"]).Tag
	var offer analysis.Offer
	offer.Tag, offer.Record = tag, analysis.Record{Offered: 15, Right: 12, Carriers: 20, Passages: 80}
	for _, words := range []string{"So I closed the tab.", "nine days"} {
		offer.Passages = append(offer.Passages, analysis.Offered{Interview: d.m.id, Transcript: d.m.Transcript.ID, Suggestion: analysis.Suggestion{Span: d.span(words), Tag: tag}, Quote: words})
	}
	d.m.Teacher = fixedTeacher{offer, []analysis.Lesson{{Interview: d.m.id, Quote: "nine days", Reason: "Like nothing tagged so far."}}}
	d.m.Accepter = &rule.Service{Store: d.w.Store, Log: d.w.Log, Hand: d.w.Hand}
	before := len(d.saved())
	var got *analysis.Offer
	d.m.OfferAll(tag.ID, false, func(o *analysis.Offer, err error) { got = o })
	eventually(t, "the offer is there", func() bool { return got != nil })
	if words, ok := offerVerdict(got); !ok || !strings.Contains(words, "12 of 15") || offerWords(got) != "Tag 2 passages" {
		t.Errorf("the dialog says %q, %v, %q", words, ok, offerWords(got))
	}
	tagged := -1
	d.m.AcceptAll(got, func(n int, err error) {
		if err != nil {
			t.Error(err)
		}
		tagged = n
	})
	eventually(t, "both are tagged", func() bool { return tagged == 2 })
	if after := len(d.saved()); after < before+1 {
		t.Errorf("%d findings, %d before", after, before)
	}
	if _, err := d.w.Log.Undo(t.Context()); err != nil || len(d.saved()) != before {
		t.Errorf("after one undo %d findings, %v, want %d", len(d.saved()), err, before)
	}
	d.m.SetSuggesting(true)
	eventually(t, "lessons are named", func() bool { return len(d.m.Lessons()) == 1 })
	d.m.SetSuggesting(false)
	if d.m.Lessons() != nil {
		t.Error("lessons stay when suggestions are off")
	}
}

func TestOfferVerdict_AbstainsBelowItsFloor(t *testing.T) {
	for _, c := range []struct {
		name           string
		offered, right int
		ok             bool
		words          string
	}{
		{"nothing held out", 0, 0, false, "not known yet"},
		{"too few", 4, 4, false, "not enough"},
		{"too often wrong", 20, 9, false, "not enough"},
		{"good enough", 20, 15, true, "15 of 20"},
	} {
		o := &analysis.Offer{Tag: app.Tag{Name: "Price"}, Record: analysis.Record{Offered: c.offered, Right: c.right, Carriers: 30}}
		if words, ok := offerVerdict(o); ok != c.ok || !strings.Contains(words, c.words) {
			t.Errorf("%s: %q, %v", c.name, words, ok)
		}
	}
}
