package insights_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/ui/insights"
)

func TestModel_NarrowsAndSorts(t *testing.T) {
	d := newDesk(t)
	m := d.m
	third := m.Rows[2].ID
	m.Select(third)
	d.until("the page", m.Ready)
	m.Override(app.High, "Seen on site.", d.well)
	m.SetOwner("Jonas", d.well)
	d.until("the third by hand", func() bool { c := m.Current(); return c.Level == app.High && c.Owner == "Jonas" })
	for _, c := range []struct {
		name   string
		filter string
		where  insights.Where
		want   int
	}{
		{"everything", "", insights.Where{}, 3}, {"a word of the claim", "insight 2", insights.Where{}, 1}, {"a word of the owner", "jonas", insights.Where{}, 1},
		{"words that no one has", "insight walrus", insights.Where{}, 0}, {"level", "", insights.Where{Level: app.High}, 1}, {"status", "", insights.Where{Status: app.InsightDraft}, 3},
		{"another status", "", insights.Where{Status: app.InsightStale}, 0}, {"owner", "", insights.Where{Owner: "Jonas"}, 1}, {"bare", "", insights.Where{Care: insights.Bare}, 0},
		{"due", "", insights.Where{Care: insights.Due}, 0}, {"both", "insight 3", insights.Where{Level: app.High}, 1}, {"neither", "insight 1", insights.Where{Level: app.High}, 0},
	} {
		m.Filter = c.filter
		m.SetWhere(c.where)
		if len(m.Rows) != c.want || len(m.Lines) != c.want {
			t.Errorf("%s: %d rows in %d lines, want %d", c.name, len(m.Rows), len(m.Lines), c.want)
		}
	}
	m.Filter = ""
	m.SetWhere(insights.Where{})
	m.SetSort(insights.BySurest)
	if m.Rows[0].ID != third {
		t.Errorf("the surest is %q", m.Rows[0].Title)
	}
	m.SetSort(insights.ByPlace)
	m.Open("", "", "")
	d.until("all studies", func() bool { return m.Loaded && len(m.Rows) == 3 })
	if len(m.Lines) != 4 || m.Lines[0].Head != d.f.Study.Name || m.Lines[0].N != 3 {
		t.Errorf("lines %+v", m.Lines)
	}
}

func TestModel_PlaysTheEvidenceInItsContext(t *testing.T) {
	d := newDesk(t)
	m := d.m
	n := len(m.Page.Proofs)
	m.StartPlay(0)
	d.until("the first", func() bool { return m.Play != nil && m.Play.At == 0 })
	p := m.Play
	if p.Of != n || len(p.Turns) != 1 || p.Turns[0].Mark.Len() == 0 || len(p.Before)+len(p.After) == 0 {
		t.Fatalf("played %+v", p)
	}
	if said := p.Turns[0]; said.Text[said.Mark.Start:said.Mark.End] != p.Finding.Quote {
		t.Errorf("marked %q, want %q", said.Text[said.Mark.Start:said.Mark.End], p.Finding.Quote)
	}
	m.StartPlay(n + 5)
	d.until("the last", func() bool { return m.Play.At == n-1 })
	if m.Play.Theme == nil || m.At != n-1 {
		t.Errorf("the last is %+v", m.Play)
	}
	m.StopPlay()
	if m.Play != nil {
		t.Error("still playing")
	}
}

func TestModel_MovesEvidence(t *testing.T) {
	d := newDesk(t)
	m := d.m
	first, second := m.Page.Proofs[0].Ref(), m.Page.Proofs[1].Ref()
	m.Move(m.Page.Proofs[0].Evidence, 1)
	d.until("the other order", func() bool { return m.Ready() && m.Page.Proofs[0].Ref() == second })
	if m.At != 1 || m.Page.Proofs[1].Ref() != first {
		t.Errorf("at %d", m.At)
	}
}

func TestModel_PublishesOnceAndTellsWhatIsRecommended(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.SetStatus(app.InsightPublished)
	d.until("a version", func() bool { return m.Ready() && len(m.Page.Versions) == 1 })
	m.SetStatus(app.InsightPublished) // it stands there already
	m.SaveAdvice(app.Recommendation{Text: "Invite\tearly", Insights: []app.InsightID{m.Selected}, Score: app.Score{Method: app.ODI, Importance: 9, Satisfaction: 2}}, d.well)
	d.until("advice", func() bool { return m.Ready() && len(m.Page.Advised) == 1 })
	if len(m.Page.Versions) != 1 {
		t.Errorf("%d versions", len(m.Page.Versions))
	}
	m.Show(insights.Advice)
	d.until("the table", func() bool { return len(m.Advised) == 1 })
	lines := strings.Split(m.AdviceText(), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[1], "Invite early\trecommendation\tproposed\t\tOpportunity\t16\t") {
		t.Errorf("text %q", lines)
	}
	m.Show(insights.Claims)
	m.Drop(m.Advised[0].Ref())
	d.until("none", func() bool { return m.Ready() && len(m.Page.Advised) == 0 })
}
