package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/search"
	"throughline/ui/kit"
)

func TestNamedFirst_LiftsKindsWithANameThatBeginsSo(t *testing.T) {
	group := func(kind app.Kind, titles ...string) search.Group {
		g := search.Group{Kind: kind, Title: string(kind)}
		for _, title := range titles {
			g.Hits = append(g.Hits, app.Hit{Kind: kind, Title: title})
		}
		return g
	}
	groups := []search.Group{group(app.KindInsight, "Help is over early", "Payday"), group(app.KindFinding, "P01, Deputy manager"),
		group(app.KindInterview, "P07, Admin", "P01, Deputy manager"), group(app.KindParticipant, "P01")}
	for _, c := range []struct{ name, q, want string }{
		{"a code", "p01", "interview participant insight finding"},
		{"spaces and capitals", " PAYDAY", "insight finding interview participant"},
		{"only inside", "manager", "insight finding interview participant"},
	} {
		var got []string
		for _, g := range namedFirst(groups, c.q) {
			got = append(got, g.Title)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

func TestShell_PaletteRunsNothingThatIsOnlyLikeWhatWasTyped(t *testing.T) {
	alike := search.Answer{Groups: []search.Found{{Kind: app.KindTranscript, Title: "In interviews", Results: []search.Result{{Hit: app.Hit{Kind: app.KindTranscript, ID: "t", Interview: "i9", Title: "P09", Snippet: "the invoice came"}}}}}}
	for _, c := range []struct {
		name string
		keys []fyne.KeyName // after what is like it has come
		want kit.Screen
	}{
		{"Enter", []fyne.KeyName{fyne.KeyReturn}, kit.Interviews},
		{"chosen by hand", []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn}, kit.Reader},
	} {
		f := newFrameOn(t, &fakeWorkspace{answer: alike})
		f.ShowPalette()
		e := f.win.Canvas().Focused().(*kit.Entry)
		test.Type(e, "exprot")
		f.ui.until("what is like it", func() bool { return strings.Contains(paletteTexts(f.win), "the invoice") })
		for _, k := range c.keys {
			e.TypedKey(&fyne.KeyEvent{Name: k})
		}
		if got := f.Here().Screen; got != c.want {
			t.Errorf("%s: goes to %s, want %s", c.name, got, c.want)
		}
	}
}

func TestPalette_ChaptersOfTheGuideStandBelowScreensAndCommands(t *testing.T) {
	f := newFrame(t)
	f.p.Guide = []kit.PickItem{{Text: "Themes"}, {Text: "How many themes"}, {Text: "Consent"}}
	var got []string
	for _, it := range f.chaptersFor("themes") {
		got = append(got, it.Group+"/"+it.Text)
	}
	if want := "User guide/Themes User guide/How many themes"; strings.Join(got, " ") != want {
		t.Errorf("chapters %q, want %q", got, want)
	}
	if got := f.chaptersFor(""); len(got) > hitsOfAKind {
		t.Errorf("%d chapters", len(got))
	}
}
