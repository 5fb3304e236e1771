package playbook_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/playbook"
	screen "throughline/ui/playbook"
	"throughline/ui/task"
)

type desk struct {
	*apptest.Bench
	m     *screen.Model
	book  *playbook.Service
	await func(time.Duration, func() bool) bool
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	t.Cleanup(task.Settle)
	b := apptest.New(t)
	d := &desk{Bench: b, await: await, book: &playbook.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}
	d.m = &screen.Model{Playbook: d.book, Names: b.Store.Named, Now: func() time.Time { return apptest.Noon },
		Run: func(context.Context, app.ToolID, string) (int, error) { return 7, nil }}
	b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	d.m.Open("", "", "")
	d.until("the starters", func() bool { return d.m.Loaded })
	return d
}

func (d *desk) until(what string, done func() bool) {
	d.T.Helper()
	if !d.await(20*time.Second, done) {
		d.T.Fatalf("waited for %s in vain; error: %v", what, d.m.Err)
	}
}

// at selects a template by its name.
func (d *desk) at(name string) {
	d.T.Helper()
	i := slices.IndexFunc(d.m.All, func(r playbook.Row) bool { return r.Name == name })
	if i < 0 {
		d.T.Fatalf("there is no template %s", name)
	}
	d.m.Select(screen.KeyOf(&d.m.All[i]))
}

func TestModel_StartersAreAddedOneByOneOrAll(t *testing.T) {
	d := newDesk(t)
	m := d.m
	all := m.Kit()
	if all < 15 || m.Current() == nil || !m.Current().Kit {
		t.Fatalf("%d starters, %+v is shown", all, m.Current())
	}
	d.at("Research readiness")
	m.UseStarter()
	d.until("the template", func() bool {
		return m.Kit() == all-1 && m.Current() != nil && !m.Current().Kit && m.Current().Name == "Research readiness"
	})
	m.AddStarters()
	d.until("all of them", func() bool { return m.Kit() == 0 && len(m.All) == all })
	m.SetFilter("screen reader")
	for _, l := range m.Lines {
		if l.Row >= 0 && !strings.Contains(strings.ToLower(m.All[l.Row].Latest().Body), "screen reader") {
			t.Errorf("%s is found by words it does not have", m.All[l.Row].Name)
		}
	}
	if len(m.Lines) < 2 || m.Lines[0].Row != -1 || m.Lines[0].Heading == "" {
		t.Errorf("lines %+v", m.Lines)
	}
	m.SetFilter("")
	kind := m.Lines[0].Kind
	open := len(m.Lines)
	m.Toggle(kind)
	if len(m.Lines) != open-m.Lines[0].N {
		t.Errorf("closed, %d of %d lines are left; %d stood beneath", len(m.Lines), open, m.Lines[0].N)
	}
}

func TestModel_EditsInPartsAndKeepsWhatIsPutAside(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.AddStarters()
	d.until("templates", func() bool { return m.Kit() == 0 })
	d.at("Discovery study")
	was := m.Shown().Body
	m.Edit()
	if m.Draft == nil || len(m.Draft.Parts) < 8 || m.Draft.Dirty() {
		t.Fatalf("the draft is %+v", m.Draft)
	}
	m.SaveDraft()
	d.until("reading again", func() bool { return m.Draft == nil })
	if n := m.Current().Latest().Number; n != 1 {
		t.Errorf("nothing was changed, and it is version %d", n)
	}
	m.Edit()
	m.SetPart(1, m.Draft.Parts[1]+" And when.")
	m.SetNote("Asks when")
	d.at("Diary study")
	if m.Draft != nil {
		t.Fatal("another template is edited as well")
	}
	d.at("Discovery study")
	if m.Draft == nil || !m.Draft.Dirty() {
		t.Fatal("what was put aside is lost")
	}
	m.SaveDraft()
	d.until("version 2", func() bool { return m.Draft == nil && m.Current() != nil && m.Current().Latest().Number == 2 })
	v := m.Current().Latest()
	if v.Note != "Asks when" || strings.Count(v.Body, "And when.") != 1 || !strings.HasPrefix(v.Body, was[:20]) {
		t.Errorf("version 2 is %+v", v)
	}
	m.ShowVersion(1, 0)
	if m.Shown().Body != was {
		t.Error("version 1 is not what it was")
	}
	m.Restore()
	d.until("version 3", func() bool { return m.Current() != nil && m.Current().Latest().Number == 3 })
	if got := m.Current().Latest(); strings.TrimSpace(got.Body) != strings.TrimSpace(was) || got.Note != "As in version 1" {
		t.Errorf("restored: %+v", got)
	}
	m.Edit()
	m.SetPart(0, "## Something else")
	m.Flush()
	task.Settle()
	rows, err := d.book.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(rows, func(r playbook.Row) bool { return r.Name == "Discovery study" })
	if v := rows[i].Latest(); v.Number != 4 || !strings.HasPrefix(v.Body, "## Something else\n") {
		t.Errorf("what was typed when the workspace was closed is lost: version %d", v.Number)
	}
}

func TestModel_WhoUsesWhat(t *testing.T) {
	d := newDesk(t)
	m := d.m
	var made app.StudyID
	var failed error
	m.Start(playbook.Start{Study: app.Study{Name: "Checkout"}, Starters: []playbook.Key{{Kind: app.TemplateChecklist, Name: "Research readiness"}, {Kind: app.TemplatePlan, Name: "Discovery study"}}},
		func(id app.StudyID) { made = id }, func(err error) { failed = err })
	d.until("the study", func() bool { return made != "" && len(m.Uses.Studies) == 1 && len(m.Uses.Studies[0].Lists) == 1 })
	u := m.StudyAt()
	if failed != nil || u == nil || u.Name != "Checkout" || len(u.Templates) != 2 || u.Older != 0 {
		t.Fatalf("%+v, %v", u, failed)
	}
	m.Tick(u.Lists[0].ID, 2, true)
	d.until("the tick", func() bool { done, of := m.StudyAt().Done(); return done == 1 && of > 10 })
	if _, err := d.book.Edit(t.Context(), u.Templates[0].ID, "## Goal\n\nOther.", ""); err != nil {
		t.Fatal(err)
	}
	d.until("an older version", func() bool { return m.StudyAt() != nil && m.StudyAt().Older == 1 })
	m.Move(u.Templates[0].ID, u.ID)
	d.until("the newest", func() bool { return m.StudyAt().Older == 0 && m.StudyAt().Templates[0].Version == 2 })
	m.Start(playbook.Start{Study: app.Study{Name: "checkout"}}, func(app.StudyID) { t.Error("a second study of the name was made") }, func(err error) { failed = err })
	d.until("a refusal", func() bool { return app.CodeOf(failed) == app.EInvalid })
}

func TestModel_Tools(t *testing.T) {
	d := newDesk(t)
	m := d.m
	var err error
	save := func(u app.Tool) {
		t.Helper()
		n := len(m.Register.All)
		m.SaveTool(u, func(e error) { err = e })
		d.until("the tool", func() bool { return err != nil || len(m.Register.All) > n })
	}
	save(app.Tool{Name: "Recorder", Cost: 1000, Currency: "EUR", Period: "month", Renewal: "2026-12-01", Personal: []string{"Recordings"}})
	save(app.Tool{Name: "Board", Cost: 9000, Currency: "EUR", Period: "year"})
	names := func() string {
		var out []string
		for _, u := range m.Register.Rows {
			out = append(out, u.Name)
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		name string
		do   func()
		want string
	}{
		{"by name", func() {}, "Board Recorder"},
		{"by cost, the largest first", func() { m.SortTools("cost", true) }, "Recorder Board"},
		{"by renewal, those without one last", func() { m.SortTools("renewal", false) }, "Recorder Board"},
		{"with personal data", func() { m.NarrowTools("", true) }, "Recorder"},
		{"by words", func() { m.NarrowTools("boa", false) }, "Board"},
		{"none", func() { m.NarrowTools("x", false) }, ""},
		{"all again", func() { m.NarrowTools("", false) }, "Recorder Board"},
	} {
		c.do()
		if got := names(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	m.SelectTool(m.Register.Rows[0].ID)
	var refused error
	for _, p := range []app.ToolProfile{{What: "findings", Out: true, Spec: `{"path":"a.csv"}`}, {Name: "A", What: "findings", Out: true, Spec: `{"path":"a.pdf"}`}, {Name: "A", What: "findings", Out: true, Spec: "{"}} {
		refused = nil
		m.SaveProfile("", p, func(e error) { refused = e })
		if app.CodeOf(refused) != app.EInvalid {
			t.Errorf("%+v: %v", p, refused)
		}
	}
	m.SaveProfile("", app.ToolProfile{Name: "Findings", What: "findings", Out: true, Spec: `{"path":"a.csv"}`}, func(e error) { refused = e })
	d.until("the connection", func() bool { return len(m.Register.Current().Profiles) == 1 })
	said := ""
	m.OnDone = func(s string) { said = s }
	m.RunProfile("Findings")
	d.until("the run", func() bool { return said == "Findings of Recorder: 7 rows" && m.Register.Running == "" })
	m.Renewed()
	d.until("the renewal", func() bool { return m.Register.Current().Renewal == "2027-01-01" })
	m.RetireTool()
	d.until("retiring", func() bool { return m.Register.Current().Retired })
	m.DeleteTool()
	d.until("deleting", func() bool { return len(m.Register.All) == 1 })
}
