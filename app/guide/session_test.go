package guide_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/guide"
)

// reading is an interview of lines "Mod: …" and "P: …"; from and to are seconds, none for unknown times.
func reading(lines []string, from, to []int) *app.Reading {
	r := &app.Reading{Interview: app.Interview{ID: "i", Title: "P01", Speakers: []app.Speaker{{Label: "Mod", Name: "Mara", Role: app.RoleModerator},
		{Label: "P", Name: "Pia", Role: app.RoleParticipant, Participant: "p"}}}, Transcript: &app.Transcript{ID: "t", Language: "en"}}
	for i, l := range lines {
		who, said, _ := strings.Cut(l, ": ")
		if i > 0 {
			r.Transcript.Text += "\n"
		}
		u := app.Turn{Span: app.Span{Start: len(r.Transcript.Text), End: len(r.Transcript.Text) + len(said)}, Speaker: who, From: app.NoTime, To: app.NoTime}
		if i < len(from) {
			u.From, u.To = time.Duration(from[i])*time.Second, time.Duration(to[i])*time.Second
		}
		r.Transcript.Text += said
		r.Transcript.Turns = append(r.Transcript.Turns, u)
	}
	return r
}

// asked links a question to the line that holds words.
func asked(r *app.Reading, question, words string) app.GuideLink {
	at := strings.Index(r.Transcript.Text, words)
	u := r.Transcript.Turns[r.Transcript.TurnAt(at)]
	return app.GuideLink{ID: "l", Study: "s", Interview: r.ID, Question: question, Transcript: r.Transcript.ID, Span: u.Span, Quote: r.Transcript.Text[u.Start:u.End]}
}

func TestSessionOf(t *testing.T) {
	lines := []string{"Mod: Tell me about your week. How many of you are there?", "P: We are four, and I plan the shifts for all of us on a Sunday evening, which takes me an hour or so.",
		"Mod: Wouldn't you agree that this is slow?", "P: Yes.", "Mod: What do you do when someone is ill?", "P: I call around until somebody says yes."}
	r := reading(lines, []int{0, 10, 58, 62, 64, 70}, []int{9, 60, 62, 63, 69, 600})
	guideOf := []string{"Tell me about your week", "What happens when somebody is ill?", "What did you use before?", "What would you change?"}
	links := []app.GuideLink{asked(r, guideOf[0], "Tell me"), asked(r, guideOf[1], "What do you do"), {ID: "x", Interview: r.ID, Question: guideOf[3], Skipped: true}}
	s := guide.SessionOf(r, guideOf, links)
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"who led it", s.Moderator, "Mara"},
		{"open questions", s.Open, 2},
		{"closed questions", s.Closed, 2},
		{"questions in ten minutes", s.Pace(), 4.0},
		{"hints", len(s.Hints), 1},
		{"kind of the hint", s.Hints[0].Kind, guide.Leading},
		{"where the hint stands", r.Transcript.Text[s.Hints[0].Span.Start:s.Hints[0].Span.End], "Wouldn't you agree that this is slow?"},
		{"a moderator who began two seconds early", s.Interruptions, 1},
		{"longest turn of the moderator", s.Longest, 11},
		{"asked", s.Asked, 2},
		{"left out", s.Skipped, 1},
		{"not asked", strings.Join(s.Missing, "|"), guideOf[2]},
		{"hardly answered", strings.Join(s.Thin, "|"), guideOf[1]},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
	bare := guide.SessionOf(reading(lines, nil, nil), guideOf, nil)
	if bare.Interruptions != -1 || bare.Pace() != 0 || bare.Missing != nil || bare.Linked() {
		t.Errorf("without times and links: %d interruptions, pace %v, missing %v; want unknown ones", bare.Interruptions, bare.Pace(), bare.Missing)
	}
}

func TestByModerator_SumsUpWhoLed(t *testing.T) {
	mk := func(who string, share float64, open, closed, interruptions int) *guide.Session {
		return &guide.Session{Moderator: who, Talk: app.Talk{Moderator: share}, Open: open, Closed: closed, Interruptions: interruptions, Longest: 10 * open}
	}
	got := guide.ByModerator([]*guide.Session{mk("Mara", 0.2, 6, 2, -1), mk("Jonas", 0.5, 1, 9, 3), mk("", 0, 0, 0, -1), mk("Mara", 0.4, 2, 2, 1)})
	if len(got) != 2 || got[0].Moderator != "Jonas" || got[1].Moderator != "Mara" {
		t.Fatalf("ByModerator() = %+v, want Jonas and Mara", got)
	}
	if m := got[1]; m.Sessions != 2 || m.Share < 0.299 || m.Share > 0.301 || m.Open != 8 || m.Closed != 4 || m.Interruptions != 1 || m.Longest != 60 {
		t.Errorf("Mara = %+v", m)
	}
}
