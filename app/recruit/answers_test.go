package recruit_test

import (
	"bytes"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/recruit"
)

// form is the export of a form: somebody known, somebody new with a code, one new without, a double, one who wrote nonsense, an empty row.
func form() recruit.Sheet {
	return recruit.Sheet{Head: []string{"Timestamp", "Participant", "1. Do you plan shifts?", "Where do you work?", "Team size", "What do you use?", "q5"},
		Lines: []int{2, 3, 4, 5, 6, 7, 8},
		Rows: [][]string{
			{"1", "p1", "yes", "care", "12", "Paper; Spreadsheet, shared", "Excel"},
			{"2", "P77", "yes", "Works in the trade"},
			{"3", "", "no", "", "3", "Nothing"},
			{"4", "P1", "no"},
			{"5", "", "yes", "On the moon", "12"},
			{"6", "P2"},
			{"7", "P3", "yes"},
		}}
}

func TestGuessColumns(t *testing.T) {
	got := recruit.GuessColumns(form().Head, trade())
	want := []recruit.ColumnUse{recruit.ColumnSkip, recruit.ColumnCode, recruit.ColumnAsk("q1"), recruit.ColumnAsk("q2"), recruit.ColumnAsk("q3"), recruit.ColumnAsk("q4"), recruit.ColumnAsk("q5")}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q is %q, want %q", form().Head[i], got[i], want[i])
		}
	}
}

func TestImportAnswers_ByCodeOrNew(t *testing.T) {
	d := newDesk(t)
	d.must(d.rec.ChangeScreener(t.Context(), d.study.ID, "Write the screener", func(s *app.Screener) { *s = trade() }))
	p1, p3 := d.person("P1", "Admin"), d.person("P3", "Admin", "Trade=Care", "Team size=9")
	d.add(p1)
	now := d.now()
	plan := now.PlanAnswers(form(), recruit.GuessColumns(form().Head, trade()))
	if len(plan.Rows) != 5 || plan.Doubles != 1 || plan.Qualified != 1 || plan.Not != 2 || plan.Open != 2 || plan.New != 3 {
		t.Fatalf("%d rows: %+v", len(plan.Rows), plan)
	}
	if in := plan.Rows[0]; !in.Has || in.Line != 2 || in.Walk.Why != "score 9, 6 needed" {
		t.Errorf("%+v", in)
	}
	if in := plan.Rows[3]; len(in.Problems) != 1 || !strings.HasPrefix(in.Problems[0], "“On the moon”") || in.Walk.Next != "q2" {
		t.Errorf("%+v", in)
	}
	d.OneStep(t, "Import 5 answered screeners", func() error {
		_, err := d.rec.ImportAnswers(t.Context(), d.now(), plan)
		return err
	})
	got := map[string]recruit.Person{}
	now = d.now()
	for _, p := range now.People {
		got[p.Who.Code] = p
	}
	if len(now.People) != 5 {
		t.Fatalf("%d candidates", len(now.People))
	}
	for code, want := range map[string]app.Fit{"P1": app.FitQualified, "P77": app.FitNot, "P78": app.FitNot, "P79": app.FitUnknown, "P3": app.FitUnknown} {
		if p, ok := got[code]; !ok || p.Fit != want {
			t.Errorf("%s is %q, want %q", code, p.Fit, want)
		}
	}
	if p := got["P1"]; p.Who.Attribute("Trade") != "Care" || p.Who.Attribute("team size") != "12" {
		t.Errorf("fields %+v", p.Who.Attributes)
	}
	if p := got["P3"]; len(p.Answers) != 3 || p.Who.ID != p3.ID {
		t.Errorf("P3 answered %v: what fields know counts, too", p.Answers)
	}
	d.Nothing(t, app.EInvalid, func() error {
		_, err := d.rec.ImportAnswers(t.Context(), now, recruit.Plan{})
		return err
	})
}

func TestInvitations_KnowPeopleByCodeUntilTheVaultIsOpen(t *testing.T) {
	d := newDesk(t)
	d.must(d.rec.Change(t.Context(), d.study.ID, "Set up", func(r *app.Recruitment) { r.Incentive, r.Minutes, r.Place = 4000, 45, "by phone" }))
	p := d.person("P1", "")
	id := d.add(p)[0]
	now := d.now()
	closed := now.Invitations([]app.CandidacyID{id, "gone"}, nil)
	if len(closed) != 1 || closed[0].To != "" || !strings.HasPrefix(closed[0].Text, "Hello,\n") || strings.Contains(closed[0].Text, "{") {
		t.Fatalf("%+v", closed)
	}
	for _, want := range []string{"45 minutes", "by phone", "EUR 40", "P1"} {
		if !strings.Contains(closed[0].Text, want) {
			t.Errorf("the text lacks %q:\n%s", want, closed[0].Text)
		}
	}
	open := now.Invitations([]app.CandidacyID{id}, map[app.ParticipantID]app.Contact{p.ID: {Name: "Åsa Invented", Email: "asa@example.com"}})
	if open[0].To != "asa@example.com" || !strings.HasPrefix(open[0].Text, "Hello Åsa Invented,") {
		t.Errorf("%+v", open)
	}
	link, missing := recruit.Mailto(append(open, closed...), "Talk & listen")
	u, err := url.Parse(link)
	if err != nil || u.Query().Get("bcc") != "asa@example.com" || u.Query().Get("subject") != "Talk & listen" || missing != 1 {
		t.Errorf("%s (%v), %d missing", link, err, missing)
	}
	if link, missing := recruit.Mailto(closed, "x"); link != "" || missing != 1 {
		t.Errorf("%q, %d", link, missing)
	}
}

func TestWriteMail_IsReadByAMailParser(t *testing.T) {
	in := recruit.Invitation{Code: "P1", To: "asa@example.com", Name: "Åsa\r\nBcc: x@example.com", Subject: "Schichten:\r\nX: y — würden Sie?", Text: "Hallo Åsa,\n.\nein Satz, der länger ist als eine Zeile von sechsundsiebzig Zeichen es je sein dürfte.\n"}
	var b bytes.Buffer
	if err := recruit.WriteMail(&b, in, time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(&b)
	if err != nil {
		t.Fatal(err)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Address != "asa@example.com" || m.Header.Get("Bcc") != "" || m.Header.Get("X") != "" || m.Header.Get("X-Unsent") != "1" {
		t.Errorf("to %v (%v), header %v", to, err, m.Header)
	}
	if s, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil || s != "Schichten: X: y — würden Sie?" {
		t.Errorf("subject %q, %v", s, err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil || strings.ReplaceAll(string(body), "\r\n", "\n") != in.Text {
		t.Errorf("body %q, %v", body, err)
	}
	in.To = "no address"
	if err := recruit.WriteMail(io.Discard, in, time.Time{}); app.CodeOf(err) != app.EInvalid {
		t.Errorf("no address: %v", err)
	}
}
