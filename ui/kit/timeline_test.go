package kit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
)

func TestDayName_SpeaksOfDaysAsPeopleDo(t *testing.T) {
	zone := time.FixedZone("east", 9*3600)
	now := time.Date(2026, 11, 25, 0, 30, 0, 0, zone) // a Wednesday, still Tuesday in UTC
	for _, c := range []struct {
		name string
		at   time.Time
		want string
	}{
		{"this minute", now, "Today"},
		{"first minute of the day", time.Date(2026, 11, 25, 0, 0, 0, 0, zone), "Today"},
		{"the day before, in this zone", time.Date(2026, 11, 24, 14, 59, 0, 0, time.UTC), "Yesterday"},
		{"two days ago", now.AddDate(0, 0, -2), "Monday"},
		{"six days ago", now.AddDate(0, 0, -6), "Thursday"},
		{"a week ago", now.AddDate(0, 0, -7), "18 November 2026"},
		{"tomorrow, by a clock that goes wrong", now.AddDate(0, 0, 1), "26 November 2026"},
	} {
		if got := DayName(c.at, now); got != c.want {
			t.Errorf("%s: DayName() = %q, want %q", c.name, got, c.want)
		}
	}
}

// words collects every text below an object.
func pastWords(o fyne.CanvasObject) (all []string) {
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			all = append(all, pastWords(c)...)
		}
	case *Text:
		all = append(all, o.Text())
	case *Paragraph:
		for _, r := range o.runs {
			all = append(all, r.Text)
		}
	case *TapCard:
		all = append(all, pastWords(o.content)...)
	case *Button:
		all = append(all, o.text)
	}
	return all
}

func TestTimeline_TellsWhoWhenAndWhat(t *testing.T) {
	test.NewTempApp(t)
	now := time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)
	step := func(label string, at time.Time, state app.EntryState, fields ...app.FieldChange) app.PastStep {
		return app.PastStep{Entry: app.Entry{Label: label, Author: "Ben", At: at, State: state}, Fields: fields}
	}
	p := Past{Now: now, More: func() {}, Steps: []app.PastStep{
		step("Star", now, app.EntryUndone),
		step("Tag with Pricing", now.Add(-time.Hour), app.EntryApplied, app.FieldChange{Name: "Tags", Text: "+ Pricing"}),
		step("Make", now.AddDate(0, 0, -1), app.EntrySealed, app.FieldChange{Text: "Made"}),
	}}
	got := pastWords(Timeline(p))
	want := []string{"Today", "Star", "Ben · 18:00 · undone", "Tag with Pricing", "Ben · 17:00", "Tags  ", "+ Pricing", "Yesterday", "Make", "Ben · 18:00", "Made", "Show earlier"}
	if len(got) != len(want) {
		t.Fatalf("words %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("word %d is %q, want %q", i, got[i], want[i])
		}
	}
	if got := pastWords(Timeline(Past{Now: now})); len(got) != 1 {
		t.Errorf("an empty history says %q", got)
	}
}

func TestFieldLine_DrawsTheArrowApartFromWhatFollows(t *testing.T) {
	test.NewTempApp(t)
	o := FieldLine(app.FieldChange{Name: "Name", Text: "Trust → Confidence"}, Ink)
	o.Resize(fyne.NewSize(400, 40))
	all := ""
	for _, c := range test.WidgetRenderer(o.(fyne.Widget)).Objects() {
		if text, ok := c.(*canvas.Text); ok {
			all += text.Text
			if strings.Contains(text.Text, "→ ") {
				t.Errorf("%q is drawn in one go: the font of the arrow has no space", text.Text)
			}
		}
	}
	if all != "Name  Trust → Confidence" {
		t.Errorf("drawn %q", all)
	}
}
