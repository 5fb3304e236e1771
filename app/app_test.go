package app_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
)

var now = time.Date(2026, 9, 14, 10, 30, 0, 123456789, time.UTC)

func TestNewID_IsAVersion7GUIDAndSortsAsMade(t *testing.T) {
	last := app.TagID("")
	for range 20_000 {
		id := app.NewID[app.TagID]()
		if len(id) != 36 || id[14] != '7' || !strings.ContainsRune("89ab", rune(id[19])) {
			t.Fatalf("NewID() = %q", id)
		}
		if id <= last {
			t.Fatalf("NewID() = %q after %q", id, last)
		}
		last = id
	}
}

func TestMoment_IsWhatJSONGivesBack(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   time.Time
	}{{"now", time.Now()}, {"zero", time.Time{}}, {"elsewhere", now.In(time.FixedZone("x", 3600))}} {
		t.Run(tt.name, func(t *testing.T) {
			want := app.Moment(tt.in)
			b, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			var got time.Time
			if err := json.Unmarshal(b, &got); err != nil || !got.Equal(want) {
				t.Errorf("got %v, want %v (%v)", got, want, err)
			}
		})
	}
}

// records is one full record of each kind.
func records() []app.Record {
	st := app.NewStamp("Mara", now)
	return []app.Record{
		&app.Study{ID: "s", Name: "Onboarding", Questions: []string{"Why?"}, Guide: []string{"Tell me"}, Start: "2026-09-01", Stamp: st},
		&app.Participant{ID: "p", Code: "P01", Segment: "Admin", Attributes: []app.Attribute{{Name: "Size", Value: "40"}}, Stamp: st},
		&app.Source{ID: "src", Name: "a.vtt", Format: "vtt", Hash: "00", Data: []byte{0, 255}, Stamp: st},
		&app.Interview{ID: "i", Study: "s", Title: "P01", Speakers: []app.Speaker{{Label: "Ana", Name: "Ana", Role: app.RoleParticipant, Participant: "p"}}, Stamp: st},
		&app.Transcript{ID: "t", Interview: "i", Revision: 1, Text: "héllo", Turns: []app.Turn{{Span: app.Span{End: 6}, Speaker: "Ana", From: 0, To: app.NoTime}}, Cues: []app.Cue{{Span: app.Span{End: 6}, To: time.Second}}, Stamp: st},
		&app.Tag{ID: "g", Study: "s", Name: "Trust", Color: 3, Status: app.TagActive, Stamp: st},
		&app.Finding{ID: "f", Study: "s", Interview: "i", Transcript: "t", Participant: "p", Span: app.Span{Start: 1, End: 3}, Quote: "é", At: app.NoTime,
			Tags: []app.Tagging{{Tag: "g", Author: "Mara", Provenance: app.ByHand, Created: st.Created}}, Stance: app.Supports, Sentiment: -1, Star: true, Stamp: st},
		&app.Theme{ID: "h", Study: "s", Name: "Waiting", Terms: []string{"wait"}, Order: 1.5, Stamp: st},
		&app.Placement{Theme: "h", Finding: "f", Order: 1, Stamp: st},
		&app.Insight{ID: "n", Study: "s", Title: "People wait", Status: app.InsightDraft, Evidence: []app.Evidence{{Finding: "f", Stance: app.Supports}}, Stamp: st},
	}
}

func TestChange_SurvivesTheJournal(t *testing.T) {
	for _, r := range records() {
		t.Run(string(r.Ref().Kind), func(t *testing.T) {
			if err := r.Validate(); err != nil {
				t.Fatalf("Validate() = %v", err)
			}
			for _, c := range []app.Change{{After: r}, {Before: r}, {Before: r, After: r}} {
				b, err := json.Marshal(c)
				if err != nil {
					t.Fatal(err)
				}
				var got app.Change
				if err := json.Unmarshal(b, &got); err != nil {
					t.Fatal(err)
				}
				same := func(a, b app.Record) bool { return a == nil && b == nil || a != nil && b != nil && a.Equal(b) }
				if !same(got.Before, c.Before) || !same(got.After, c.After) {
					t.Errorf("read back %+v, want %+v", got, c)
				}
			}
			for _, o := range records() {
				if r.Equal(o) != (r.Ref() == o.Ref()) {
					t.Errorf("%v.Equal(%v) = %v", r.Ref(), o.Ref(), r.Equal(o))
				}
			}
		})
	}
}

func TestChangeSet_InverseTwiceIsItself(t *testing.T) {
	cs := app.NewChangeSet("All", "Mara", now)
	for _, r := range records() {
		cs.Create(r)
	}
	inv := cs.Inverse()
	if got := inv.Changes[0].Ref(); got != cs.Changes[len(cs.Changes)-1].Ref() || inv.Changes[0].After != nil {
		t.Errorf("first inverse change is %v", got)
	}
	back := inv.Inverse()
	for i, c := range back.Changes {
		if !c.After.Equal(cs.Changes[i].After) || c.Before != nil {
			t.Errorf("change %d differs", i)
		}
	}
	if !cs.Touches(app.KindFinding) || cs.Touches("memo") {
		t.Error("Touches() is wrong")
	}
}

func TestChangeSet_DeleteAllKeepsInsights(t *testing.T) {
	in := &app.Insight{ID: "n", Title: "x", Evidence: []app.Evidence{{Finding: "f"}, {Finding: "other"}, {Theme: "h"}}}
	f := &app.Finding{ID: "f", Study: "s", Note: "n"}
	h := &app.Theme{ID: "h", Name: "t"}
	p := &app.Placement{Theme: "h", Finding: "f"}
	cs := app.NewChangeSet("Delete", "Mara", now)
	cs.DeleteAll(app.Hand{Author: "Mara"}, []app.Record{p, in, p}, f, h)
	var got []string
	for _, c := range cs.Changes {
		got = append(got, fmt.Sprintf("%s %v", c.Ref().Kind, c.After == nil))
	}
	want := []string{"placement true", "insight false", "finding true", "theme true"}
	if !slices.Equal(got, want) {
		t.Fatalf("changes = %v, want %v", got, want)
	}
	if left := cs.Changes[1].After.(*app.Insight).Evidence; len(left) != 1 || left[0].Finding != "other" {
		t.Errorf("evidence left = %v", left)
	}
}

func TestTranscript_Validate(t *testing.T) {
	turn := func(a, b int) app.Turn { return app.Turn{Span: app.Span{Start: a, End: b}} }
	tests := []struct {
		name  string
		text  string
		turns []app.Turn
		ok    bool
	}{
		{"empty", "", nil, true},
		{"gap between turns", "Ana: hi\nBo: ho", []app.Turn{turn(5, 7), turn(12, 14)}, true},
		{"overlap", "abcdef", []app.Turn{turn(0, 4), turn(3, 6)}, false},
		{"beyond the text", "abc", []app.Turn{turn(0, 4)}, false},
		{"splits a rune", "é", []app.Turn{turn(0, 1)}, false},
		{"carriage return", "a\r\nb", nil, false},
		{"not UTF-8", "a\xff", nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tr := app.Transcript{Interview: "i", Revision: 1, Text: tt.text, Turns: tt.turns}
			if err := tr.Validate(); (err == nil) != tt.ok {
				t.Errorf("Validate() = %v, want ok %v", err, tt.ok)
			}
		})
	}
}

func TestTranscript_PlacesAndTimes(t *testing.T) {
	tr := app.Transcript{Text: "aaaa\nbbbb", Turns: []app.Turn{
		{Span: app.Span{Start: 0, End: 4}, From: time.Second, To: 2 * time.Second}, {Span: app.Span{Start: 5, End: 9}, From: 3 * time.Second, To: app.NoTime}},
		Cues: []app.Cue{{Span: app.Span{Start: 0, End: 2}, From: time.Second}, {Span: app.Span{Start: 2, End: 4}, From: 1500 * time.Millisecond}}}
	for at, want := range map[int]int{0: 0, 3: 0, 4: 1, 5: 1, 8: 1, 9: 2} {
		if got := tr.TurnAt(at); got != want {
			t.Errorf("TurnAt(%d) = %d, want %d", at, got, want)
		}
	}
	if got := tr.TimeAt(3); got != 1500*time.Millisecond {
		t.Errorf("TimeAt(3) = %v", got)
	}
	if got := tr.Duration(); got != 3*time.Second {
		t.Errorf("Duration() = %v", got)
	}
	if _, err := tr.Quote(app.Span{Start: 3, End: 12}); app.CodeOf(err) != app.EInvalid {
		t.Errorf("Quote() beyond the text: %v", err)
	}
}

func TestFinding_TagsAreASortedSet(t *testing.T) {
	f := &app.Finding{ID: "f", Study: "s", Note: "n"}
	for _, tg := range []app.Tagging{{Tag: "b", Author: "M"}, {Tag: "a", Author: "N"}, {Tag: "a", Author: "M"}, {Tag: "b", Author: "M"}} {
		g := f.WithTag(tg)
		if len(f.Tags) > 0 && len(g.Tags) > 0 && &f.Tags[0] == &g.Tags[0] && len(g.Tags) != len(f.Tags) {
			t.Fatal("WithTag changed the tags of the original")
		}
		f = g
	}
	if err := f.Validate(); err != nil || len(f.Tags) != 3 {
		t.Fatalf("tags = %v, %v", f.Tags, err)
	}
	if got := f.TagIDs(); !slices.Equal(got, []app.TagID{"a", "b"}) {
		t.Errorf("TagIDs() = %v", got)
	}
	if g := f.WithoutTag("a").WithoutTag("b"); g.Tags != nil || len(f.Tags) != 3 {
		t.Errorf("WithoutTag left %v, original %v", g.Tags, f.Tags)
	}
}

func TestCodeOf(t *testing.T) {
	wrapped := fmt.Errorf("outer: %w", &app.Error{Code: app.EDamaged, Message: "broken", Err: fs.ErrNotExist})
	if app.CodeOf(wrapped) != app.EDamaged || !errors.Is(wrapped, fs.ErrNotExist) {
		t.Errorf("CodeOf() = %v", app.CodeOf(wrapped))
	}
	if app.CodeOf(nil) != "" || app.CodeOf(fs.ErrExist) != app.EInternal {
		t.Error("CodeOf of plain errors is wrong")
	}
}

func TestCountWords(t *testing.T) {
	for text, want := range map[string]int{"": 0, "  ": 0, "one": 1, " one  two\nthree\u00a0four ": 4} {
		if got := app.CountWords(text); got != want {
			t.Errorf("CountWords(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567", -100: "-100"} {
		if got := app.Number(n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
	for _, tt := range []struct {
		n          int
		noun, want string
	}{{1, "person", "1 person"}, {2, "person", "2 people"}, {0, "study", "0 studies"}, {1204, "finding", "1,204 findings"}} {
		if got := app.Count(tt.n, tt.noun); got != tt.want {
			t.Errorf("Count(%d, %s) = %q, want %q", tt.n, tt.noun, got, tt.want)
		}
	}
	if app.Clock(3751*time.Second) != "01:02:31" || app.Clock(app.NoTime) != "" {
		t.Error("Clock() is wrong")
	}
}
