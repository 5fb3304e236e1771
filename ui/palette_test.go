package ui

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/ui/kit"
)

// TestPalette_FindsByTheWordsOfResearchers looks the commands of the real window up by words that are not their titles.
func TestPalette_FindsByTheWordsOfResearchers(t *testing.T) {
	s := newSeat(t, Options{Path: filepath.Join(t.TempDir(), "sample.throughline"), Sample: true})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("job done Open the sample study")
	s.settled()
	offers := s.shell.Offers()
	for query, want := range map[string]string{"people": "People", "participants": "People", "participant": "People", "bigger": "Larger", "larger text": "Larger", "zoom": "Larger",
		"zoom out": "Smaller", "font": "Larger", "dark": "Dark", "night": "Dark", "undo": "Undo", "backup": "Backups", "export": "Export", "pdf": "Reports", "excel": "Reports",
		"quota": "Recruitment: quotas", "screener": "Recruitment: screener", "consent": "Consent", "gdpr": "Consent", "transcripts": "Interviews", "quotes": "Findings",
		"clusters": "Themes", "notes": "Memos", "unlock": "Open vault…", "anonymise": "Find personal data", "import participants": "Import people…",
		"sus": "UX measures", "checklists": "Playbook", "delete": "Retention and erasure", "erase": "Erase a participant…", "exit": "Quit"} {
		found := kit.Match(query, offers)
		if len(found) == 0 || !strings.HasPrefix(found[0].Text, want) {
			var got []string
			for _, it := range found[:min(4, len(found))] {
				got = append(got, it.Text)
			}
			t.Errorf("%q finds %q, want %s first", query, got, want)
		}
	}
	found := kit.Match("participant", offers)
	if last := found[len(found)-1]; !strings.HasPrefix(last.Text, "Erase") {
		t.Errorf("%q stands behind what cannot be undone", last.Text)
	}
}

// TestPalette_EnterOpensNothingThatWasNotTyped types and presses Enter at once, before the workspace was searched.
func TestPalette_EnterOpensNothingThatWasNotTyped(t *testing.T) {
	s := newSeat(t, Options{Path: filepath.Join(t.TempDir(), "sample.throughline"), Sample: true})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("job done Open the sample study")
	s.settled()
	for _, c := range []struct{ name, typed, want string }{
		{"a command", "findings", "screen findings"},
		{"a command, mistyped", "exprot codd dta", "screen search"},
		{"a command, its letters turned", "imoprt a porject", "screen search"},
		{"what people talk about in other words", "annoyed at signing up again", "screen search"},
		{"what people said", "deputy manager", "screen reader"},
	} {
		s.shell.Go(kit.Route{Screen: kit.Home})
		s.until("screen home")
		s.settled()
		s.log.Reset()
		s.shell.ShowPalette()
		var picker *kit.Picker
		for _, o := range test.LaidOutObjects(s.win.Canvas().Overlays().Top()) {
			if p, ok := o.(*kit.Picker); ok {
				picker = p
			}
		}
		picker.Type(c.typed)
		picker.Entry.OnSubmitted("")
		s.until("screen")
		if !strings.Contains(s.log.String(), c.want) {
			t.Errorf("%s: %q opens %s, want %s", c.name, c.typed, s.log, c.want)
		}
	}
}
