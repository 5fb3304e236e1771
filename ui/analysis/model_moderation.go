package analysis

import (
	"context"
	"fmt"

	"throughline/app/chart"
	"throughline/app/guide"
	"throughline/ui/say"
)

// moderation is the page of how sessions were led.
func (j counting) moderation(ctx context.Context) (*Page, error) {
	if j.guide == nil {
		return &Page{Kind: Moderation, Empty: say.T("There is nothing to look at"), Remedy: say.T("Open a workspace that can be written.")}, nil
	}
	all, err := j.guide.Sessions(ctx, j.ask.Find.Study, nil)
	if err != nil {
		return nil, err
	}
	return moderationPage(all, j.look), nil
}

func moderationPage(all []*guide.Session, look Look) *Page {
	var led []*guide.Session
	for _, s := range all {
		if s.Moderator != "" {
			led = append(led, s)
		}
	}
	if len(led) == 0 {
		return &Page{Kind: Moderation, Empty: say.T("No interview has a moderator"), Remedy: say.T("Say in the reader who moderates: choose a speaker in the inspector and set the role."), Where: AtInterviews}
	}
	p := &Page{Kind: Moderation, Says: moderationSays(led), Of: say.T("Moderator's share of the talk, most first; 20 to 30 % is the usual guideline")}
	p.Chart = shareChart(p, led, look)
	if look == ByModerator {
		p.Table = moderatorTable(led)
	} else {
		p.Table = sessionTable(led)
		p.marks = func(_, category int) (Open, bool) {
			order := byShare(led)
			if category < 0 || category >= len(order) {
				return Open{}, false
			}
			return Open{Interview: order[category].Interview}, true
		}
	}
	p.Note = []string{
		say.T("This is for looking at one's own sessions and for training, not for rating people: a shy guest, a test with tasks or a second language change every number here."),
		say.T("Share of the talk goes by time where times are known, else by words. Books on interviewing advise to leave 70 to 80 % of it to the guest. Open questions begin with what, how, why or ask to tell; closed ones can be answered by yes, no or a name. Both are needed; mostly closed ones make a questionnaire of it."),
		say.T("Hints are wordings that may steer an answer: leading (“don't you think”), loaded (“how frustrating was”), telling what others said, two questions in one. They are found by rules for English, German and Spanish, and some are wrong; the interview's inspector shows each with its reason. An interruption is a moderator who begins at least 0.4 seconds before the other has ended, where times of both are known."),
	}
	return p
}

func moderationSays(led []*guide.Session) string {
	in, hints := 0, 0
	var share float64
	for _, s := range led {
		share += s.Talk.Moderator
		hints += len(s.Hints)
		if s.Talk.Moderator <= guide.TalkTo {
			in++
		}
	}
	says := say.T("On average moderators talk %.0f %% of the time; %d of %s leave 70 %% or more to the guest.", 100*share/float64(len(led)), in, say.Count(len(led), "session"))
	if hints > 0 {
		says += say.T(" %s may be worth listening to again.", say.Count(hints, "question"))
	}
	return says
}

// byShare orders sessions by how much of the talk is the moderator's.
func byShare(led []*guide.Session) []*guide.Session {
	out := append([]*guide.Session(nil), led...)
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && out[k].Talk.Moderator > out[k-1].Talk.Moderator; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}

func shareChart(p *Page, led []*guide.Session, look Look) *chart.Chart {
	c := &chart.Chart{Kind: chart.Bar, Title: p.Of, Alt: p.Says, Unit: "%", Full: 100, Series: []chart.Series{{}}}
	add := func(name string, share float64) {
		c.Categories = append(c.Categories, name)
		c.Series[0].Values = append(c.Series[0].Values, 100*share)
		c.Series[0].Labels = append(c.Series[0].Labels, percent(share)+aside(share))
	}
	if look == ByModerator {
		for _, l := range guide.ByModerator(led) {
			add(l.Moderator, l.Share)
		}
		return c
	}
	for _, s := range byShare(led)[:min(len(led), chartRows)] {
		add(s.Title, s.Talk.Moderator)
	}
	return c
}

// aside says how a share stands to the guideline.
func aside(share float64) string {
	if share > guide.TalkTo {
		return say.T(", above 30 %")
	}
	return ""
}

func sessionTable(led []*guide.Session) Table {
	t := Table{Header: []string{say.T("Interview"), say.T("Moderator"), say.T("Share"), say.T("Open"), say.T("Questions"), say.T("In 10 min"), say.As("Hints", "moderation"), say.T("Interrupts"), say.T("Longest turn"), say.T("Guide")}, Left: 2}
	for _, s := range led {
		asked := "–"
		if s.Linked() {
			asked = say.T("%d of %d", s.Asked, s.Guide)
		}
		t.Rows = append(t.Rows, []string{s.Title, s.Moderator, percent(s.Talk.Moderator), percent(s.OpenShare()), say.Number(s.Questions()), pace(s.Pace()), say.Number(len(s.Hints)),
			interruptions(s.Interruptions), say.Count(s.Longest, "word"), asked})
		t.Open = append(t.Open, Open{Interview: s.Interview})
	}
	return t
}

func moderatorTable(led []*guide.Session) Table {
	t := Table{Header: []string{say.T("Moderator"), say.T("Sessions"), say.T("Share"), say.T("Open"), say.T("Questions"), say.T("In 10 min"), say.As("Hints", "moderation"), say.T("Interrupts"), say.T("Longest turn")}, Left: 1}
	for _, l := range guide.ByModerator(led) {
		open := 0.0
		if n := l.Open + l.Closed; n > 0 {
			open = float64(l.Open) / float64(n)
		}
		t.Rows = append(t.Rows, []string{l.Moderator, say.Number(l.Sessions), percent(l.Share), percent(open), say.Number(l.Open + l.Closed), pace(l.Pace), say.Number(l.Hints),
			interruptions(l.Interruptions), say.Count(l.Longest, "word")})
		t.Open = append(t.Open, Open{})
	}
	return t
}

func pace(p float64) string {
	if p == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", p)
}

func interruptions(n int) string {
	if n < 0 {
		return "–"
	}
	return say.Number(n)
}
