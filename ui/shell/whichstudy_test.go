package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/kit"
)

func TestShell_WithStudyAsksOnlyWhereItMust(t *testing.T) {
	for _, c := range []struct {
		name  string
		fewer int         // studies than two
		in    app.StudyID // in force
		typed string      // into what asks, "" where nothing does
		want  app.StudyID // that something is done with
	}{
		{"in a study", 0, "s1", "", "s1"},
		{"in all of two", 0, "", "pric", "s2"},
		{"in all of one", 1, "", "", "s1"},
		{"in none", 2, "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFrameOn(t, &fakeWorkspace{fewer: c.fewer})
			if f.Go(kit.Route{Study: c.in}); c.in == "" {
				f.Go(kit.Route{Study: kit.AllStudies})
			}
			var got app.StudyID
			f.WithStudy("Which study?", func(id app.StudyID) { got = id })
			if asks := f.win.Canvas().Overlays().Top() != nil; asks != (c.typed != "") {
				t.Fatalf("it asks: %v", asks)
			}
			if c.typed != "" {
				test.Type(f.win.Canvas().Focused().(*kit.Entry), c.typed)
				f.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			}
			if got != c.want || f.Study() != c.want {
				t.Errorf("done with %q in %q, want %q", got, f.Study(), c.want)
			}
		})
	}
}
