package reader

import (
	"context"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/guide"
)

func TestAsks_LinksTurnsAndFollowsWhatIsStored(t *testing.T) {
	d := newDesk(t, mockTranscript())
	st := &app.Study{ID: "s1", Name: "Onboarding friction, Q3"}
	if err := d.w.Guide.Save(t.Context(), *st, []guide.Line{{Text: "What happened after the invitation?"}, {Text: "How did you cope?"}, {Text: "Price?"}}); err != nil {
		t.Fatal(err)
	}
	d.m.Guide = d.w.Guide
	d.open()
	eventually(t, "the guide", func() bool { return len(d.m.Questions()) == 3 && d.m.Session() != nil })
	if s := d.m.Session(); s.Moderator != "Moderator" || s.Open != 2 || s.Closed != 0 || s.Linked() {
		t.Errorf("session %+v", s)
	}
	at := d.span("How did you deal").Start
	d.m.Ask(at+4, "How did you cope?")
	eventually(t, "the link", func() bool { return d.m.Questions()[1].Asked })
	turn := d.m.Transcript.Turns[2].Span
	q := d.m.Questions()[1]
	if q.Span != turn || q.At != "00:12:48" || d.m.asksAt(turn) != "Q2" || d.m.asksAt(d.m.Transcript.Turns[0].Span) != "" || len(d.m.LinksAt(at, q.Text)) != 1 {
		t.Errorf("asked %+v, the turn shows %q", q, d.m.asksAt(turn))
	}
	d.m.SkipQuestion("Price?", true)
	eventually(t, "the mark", func() bool { return d.m.Questions()[2].Skipped })
	eventually(t, "what is missing", func() bool { return strings.Join(d.m.Session().Missing, "|") == "What happened after the invitation?" })
	d.m.Unask(q.Links...)
	eventually(t, "it is taken back", func() bool { return !d.m.Questions()[1].Asked })
	d.undo()
	eventually(t, "undo brings it back", func() bool { return d.m.Questions()[1].Asked })
	d.m.SkipQuestion("How did you cope?", true)
	eventually(t, "the refusal", func() bool { return len(d.errs) == 1 })
	if app.CodeOf(d.errs[0]) != app.EInvalid {
		t.Errorf("a question that was asked is left out: %v", d.errs[0])
	}
	links, err := d.w.Guide.Links(context.Background(), "s1", "i1")
	if err != nil || len(links) != 2 {
		t.Errorf("%d links, %v", len(links), err)
	}
}

func TestShareWords_HoldAShareAgainstTheGuideline(t *testing.T) {
	for _, c := range []struct {
		name  string
		share float64
		want  string
	}{
		{"little", 0.1, "The moderator talks 10 %, less than the usual 20 to 30 %."},
		{"as advised", 0.25, "The moderator talks 25 %, within the usual 20 to 30 %."},
		{"much", 0.5, "The moderator talks 50 %; 20 to 30 % leaves the guest more room."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shareWords(&guide.Session{Talk: app.Talk{Moderator: c.share}}); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
