package reader

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
)

// personalTranscript is an invented interview that names people.
func personalTranscript() *app.Transcript {
	t := mockTranscript()
	said := []string{"Who helped you?", "My colleague Priya, priya@example.org. Then I asked Priya again.", "And then?", "Dear Jonas Weber, I wrote.", "Nothing more."}
	t.Text, t.Turns = "", nil
	for i, line := range said {
		if i > 0 {
			t.Text += "\n"
		}
		at := len(t.Text)
		t.Text += line
		t.Turns = append(t.Turns, app.Turn{Span: app.Span{Start: at, End: len(t.Text)}, Speaker: mockSpeakers[i], From: app.NoTime, To: app.NoTime})
	}
	return t
}

func TestModel_ListsPersonalDataByKindAndGoesThroughItsPlaces(t *testing.T) {
	d := newDesk(t, personalTranscript()).open()
	d.m.Privacy = d.w.Analysis
	d.m.FindPersonal()
	if !d.m.LookingForPersonal() || d.m.personal.ready {
		t.Fatal("looking has not begun")
	}
	eventually(t, "an answer", func() bool { return d.m.personal.ready })
	var titles []string
	for _, r := range d.m.personal.rows {
		titles = append(titles, r.Title)
	}
	if got := strings.Join(titles, "|"); got != "People|Priya|Jonas Weber|E-mail addresses|priya@example.org" {
		t.Fatalf("rows %q", got)
	}
	if told := d.m.PersonalTold(); !strings.HasPrefix(told, "4 candidates.") {
		t.Errorf("told %q", told)
	}
	if line := d.m.PersonalLine(1); !strings.HasPrefix(line, "2 places · ") {
		t.Errorf("line %q", line)
	}
	first, _ := d.m.ChoosePersonal(1)
	second, _ := d.m.ChoosePersonal(1)
	third, _ := d.m.ChoosePersonal(1)
	if first != d.span("Priya") || second.Start <= first.Start || third != first || !strings.HasPrefix(d.m.PersonalLine(1), "1 of 2 · ") {
		t.Errorf("places %v, %v, %v; line %q", first, second, third, d.m.PersonalLine(1))
	}
	for _, i := range []int{-1, 0, 3, 99} {
		if _, ok := d.m.ChoosePersonal(i); ok {
			t.Errorf("row %d was chosen", i)
		}
	}
	d.m.TogglePersonal(1) // no heading
	d.m.TogglePersonal(0)
	if rows := d.m.personal.rows; len(rows) != 3 || !rows[0].Closed || rows[1].Title != "E-mail addresses" {
		t.Errorf("rows under a closed heading: %+v", rows)
	}
	d.m.TogglePersonal(0)
	if len(d.m.personal.rows) != 5 {
		t.Errorf("%d rows once it is open again", len(d.m.personal.rows))
	}
	d.m.ClosePersonal()
	if d.m.LookingForPersonal() || len(d.m.personal.rows) > 0 {
		t.Error("the list is still there")
	}
}

// failing looks in vain.
type failing struct{}

func (failing) PersonalData(context.Context, app.StudyID, []app.InterviewID, analysis.KnownNames, float64, app.Progress) ([]analysis.PersonalInterview, error) {
	return nil, errors.New("no disk")
}

func TestScreen_PersonalDataIsListedSelectedAndRedacted(t *testing.T) {
	st := openStudio(t, personalTranscript())
	st.m.Privacy, st.m.Revise = st.w2(), st.desk.w.Revise
	st.s.findPersonal()
	eventually(t, "the list", func() bool { return st.m.personal.ready })
	if !strings.Contains(st.seen(), "Personal data") || strings.Contains(st.seen(), "Tags in this interview") {
		t.Errorf("seen %q", st.seen())
	}
	st.press(fyne.KeyDown, fyne.KeyDown)
	if got := st.m.Selection(); got != st.span("Jonas Weber") {
		t.Errorf("selected %v, want Jonas Weber", got)
	}
	st.m.Redact([]app.Span{st.m.Selection()}, "[name]", func(int) {})
	eventually(t, "the list is made anew", func() bool {
		return st.m.Transcript.Revision == 2 && st.m.personal.ready && len(st.m.personal.rows) == 4
	})
	st.s.personal.list.Focus()
	st.press(fyne.KeyEscape)
	if st.m.LookingForPersonal() || !st.s.text.Focused() || strings.Contains(st.seen(), "Personal data") {
		t.Error("Escape does not lead back to the text")
	}
	st.m.Privacy = failing{}
	st.s.findPersonal()
	eventually(t, "an answer", func() bool { return st.m.personal.ready })
	if !strings.Contains(st.seen(), "Try again") {
		t.Errorf("seen %q", st.seen())
	}
}

func TestScreen_PersonalDataIsLookedForWhileTheInterviewIsReadAgain(t *testing.T) {
	st := openStudio(t, personalTranscript())
	st.m.Privacy = st.w2()
	st.s.findPersonal()
	eventually(t, "the list", func() bool { return st.m.personal.ready })
	st.m.Retry()
	st.s.findPersonal()
	st.s.personal.list.Refresh() // as when the pointer passes
	eventually(t, "the list again", func() bool { return st.m.personal.ready && len(st.m.personal.rows) == 5 })
}

func TestScreen_PersonalDataOfATextWithoutAny(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.m.Privacy = st.w2()
	st.s.findPersonal()
	eventually(t, "an answer", func() bool { return st.m.personal.ready })
	if !strings.Contains(st.seen(), "Nothing found") {
		t.Errorf("seen %q", st.seen())
	}
	st.s.Do(Command{Act: ActEscape})
	if st.m.LookingForPersonal() {
		t.Error("Escape in the text does not close the list")
	}
}

// w2 is what looks for personal data in the studio's workspace; w is its window.
func (st *studio) w2() Privacy { return st.desk.w.Analysis }
