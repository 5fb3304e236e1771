package findings_test

import (
	"testing"
	"time"

	"throughline/app"
	"throughline/storage/storagetest"
	"throughline/ui/findings"
)

func (d *desk) saved(name string) *app.View {
	for i := range d.m.Saved {
		if d.m.Saved[i].Name == name {
			return &d.m.Saved[i]
		}
	}
	return nil
}

func viewName(m *findings.Model) string {
	v, ok := m.View()
	if !ok {
		return ""
	}
	return v.Name
}

func TestModel_ViewsAreSavedEditedAndLive(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 4, Turns: 40, Findings: 10, Tags: 4})
	m := d.m
	if viewName(m) != "All findings" || m.Edited() {
		t.Errorf("at first %q, edited %v", viewName(m), m.Edited())
	}
	tag := m.Choices(findings.ByTag)[0]
	m.Toggle(findings.ByTag, tag.Value)
	d.until("the filter", d.ready)
	if viewName(m) != "" {
		t.Errorf("filtered it is still %q", viewName(m))
	}
	var failed error
	heard := false
	m.SaveViewAs("", false, func(err error) { failed, heard = err, true })
	d.until("the refusal", func() bool { return heard })
	if app.CodeOf(failed) != app.EInvalid {
		t.Errorf("a view without a name: %v", failed)
	}
	m.SaveViewAs("Mine", false, nil)
	d.until("the view", func() bool { return d.saved("Mine") != nil && viewName(m) == "Mine" })
	mine := *d.saved("Mine")
	if viewName(m) != "Mine" || m.Edited() || !m.SavedView() {
		t.Errorf("saved: %q, edited %v", viewName(m), m.Edited())
	}
	m.SetStarred(true)
	if !m.Edited() {
		t.Error("another filter does not show")
	}
	m.SetStarred(false)
	if m.Edited() {
		t.Error("taken back it still shows")
	}
	m.SetDensity(findings.Compact)
	m.SaveView(nil)
	d.until("kept", func() bool { v := d.saved("Mine"); return v != nil && v.Spec != mine.Spec && !m.Edited() })
	m.SetDensity(findings.Normal)
	m.ShowView(m.Standing()[1])
	d.until("starred", func() bool {
		return d.ready() && viewName(m) == "Starred" && m.Query.Starred && !m.Chosen(findings.ByTag, tag.Value)
	})
	m.ShowView(*d.saved("Mine"))
	d.until("the view again", func() bool { return d.ready() && m.Chosen(findings.ByTag, tag.Value) })
	if m.Taste.Density != findings.Compact || m.Edited() || m.Count() != tag.Count {
		t.Errorf("shown: %+v, edited %v, %d findings, want %d", m.Taste, m.Edited(), m.Count(), tag.Count)
	}
	m.RenameView(mine.ID, "Yours", nil)
	d.until("the name", func() bool { return viewName(m) == "Yours" })
	m.SaveViewAs("Second", true, nil)
	d.until("the second", func() bool { return d.saved("Second") != nil && viewName(m) == "Second" })
	if d.saved("Second").Study != "" {
		t.Error("it is not for all studies")
	}
	m.PinView(d.saved("Second").ID, true)
	d.until("pinned first", func() bool { return m.Saved[0].Name == "Second" })
	m.DeleteView(d.saved("Second").ID)
	d.until("gone", func() bool { return d.saved("Second") == nil && viewName(m) == "" })
	m.OpenView(d.f.Study.ID, mine.ID)
	d.until("by its id", func() bool { return d.ready() && viewName(m) == "Yours" })
	m.OpenView(d.f.Study.ID, "gone")
	d.until("nothing there", func() bool { return app.CodeOf(m.Err) == app.ENotFound })
}

func TestModel_NewThisWeekGoesByTheClock(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 1, Findings: 4})
	m := d.m
	v := m.Standing()[4]
	if v.Name != "New this week" {
		t.Fatalf("the fifth view is %q", v.Name)
	}
	m.ShowView(v)
	d.until("all of them", func() bool { return d.ready() && m.Count() == 4 && viewName(m) == "New this week" && !m.Edited() })
	now := m.Now
	later := now().AddDate(0, 0, 8)
	m.Now = func() time.Time { return later }
	m.ShowView(m.Standing()[4])
	d.until("none a week later", func() bool { return d.ready() && m.Count() == 0 })
}
