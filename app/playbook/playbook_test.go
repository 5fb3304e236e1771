package playbook_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/playbook"
)

func newDesk(t *testing.T) (*apptest.Bench, *playbook.Service) {
	t.Helper()
	b := apptest.New(t)
	return b, &playbook.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
}

// guide makes an interview guide.
func guide(t *testing.T, s *playbook.Service, name, body string) *app.Template {
	t.Helper()
	g, err := s.Create(t.Context(), playbook.Draft{Kind: app.TemplateGuide, Name: name, Body: body})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestStarters_AreWholeAndOfEveryKind(t *testing.T) {
	all := playbook.Starters(nil)
	if len(all) < 15 {
		t.Fatalf("%d starters", len(all))
	}
	kinds := map[app.TemplateKind]int{}
	for i := range all {
		r := &all[i]
		kinds[r.Kind]++
		o := playbook.ReadOutline(r.Kind, r.Latest().Body)
		text := playbook.Readable(r.Kind, r.Latest().Body)
		switch {
		case !r.Kit || r.ID != "" || r.About == "" || r.Language != "en":
			t.Errorf("%s has no purpose or language, or an id", r.Name)
		case app.CountWords(text) < 90:
			t.Errorf("%s has %d words", r.Name, app.CountWords(text))
		case r.Kind == app.TemplatePlan && (o.Goal == "" || o.Method == "" || len(o.Questions) < 3):
			t.Errorf("the plan %s fills a study with %+v", r.Name, o)
		case r.Kind == app.TemplateGuide && len(o.Guide) < 8:
			t.Errorf("the guide %s asks %d questions", r.Name, len(o.Guide))
		case r.Kind == app.TemplateChecklist && len(o.Items) < 10:
			t.Errorf("the checklist %s has %d boxes", r.Name, len(o.Items))
		case r.Kind == app.TemplateReport && len(o.Sections) < 4:
			t.Errorf("the outline %s has %d sections", r.Name, len(o.Sections))
		}
		if r.Kind == app.TemplateConsent {
			for _, scope := range []string{"**Record:**", "**Quote inside the team:**", "**Quote outside the team:**", "**Machine analysis:**"} {
				if !strings.Contains(text, scope) {
					t.Errorf("the consent text %s does not ask for %s", r.Name, scope)
				}
			}
		}
	}
	for _, k := range app.TemplateKinds() {
		if kinds[k] == 0 {
			t.Errorf("no starter is a %s", k)
		}
	}
}

func TestAddStarters(t *testing.T) {
	b, s := newDesk(t)
	all := playbook.Starters(nil)
	one := playbook.KeyOf(&all[0])
	b.OneStep(t, "Add template "+one.Name, func() error { _, err := s.AddStarters(t.Context(), one); return err })
	b.OneStep(t, "Add "+app.Count(len(all)-1, "starter template"), func() error {
		n, err := s.AddStarters(t.Context())
		if n != len(all)-1 {
			t.Errorf("%d added, want those that are not there", n)
		}
		return err
	})
	rows, err := s.List(t.Context())
	if err != nil || len(rows) != len(all) || len(playbook.Starters(rows)) != 0 {
		t.Errorf("%d templates, %d left to add, %v", len(rows), len(playbook.Starters(rows)), err)
	}
	b.Nothing(t, "", func() error { _, err := s.AddStarters(t.Context()); return err })
	b.Nothing(t, app.ENotFound, func() error {
		_, err := s.AddStarters(t.Context(), playbook.Key{Kind: app.TemplatePlan, Name: "None such"})
		return err
	})
}

func TestEdit_KeepsEveryVersion(t *testing.T) {
	b, s := newDesk(t)
	g := guide(t, s, "Switch", "1. Why?")
	b.OneStep(t, "Version 2 of Switch", func() error { _, err := s.Edit(t.Context(), g.ID, "1. Why then?", " Asks for the day "); return err })
	b.Nothing(t, "", func() error { _, err := s.Edit(t.Context(), g.ID, "1. Why then?", "again"); return err })
	b.Nothing(t, app.EInvalid, func() error { _, err := s.Edit(t.Context(), g.ID, " ", ""); return err })
	got := apptest.Find(b, g)
	if len(got.Versions) != 2 || got.Versions[0].Body != "1. Why?" || got.Latest().Note != "Asks for the day" || got.Latest().Author != apptest.Author {
		t.Errorf("versions are %+v", got.Versions)
	}
	changes, words := playbook.Compare(got.Kind, got.Versions[0].Body, got.Latest().Body)
	if words != 1 || !slices.ContainsFunc(changes, func(c playbook.Change) bool { return c.Op == playbook.Came && strings.TrimSpace(c.Text) == "then" }) {
		t.Errorf("compared: %+v, %d words", changes, words)
	}
}

func TestActs_OnATemplate(t *testing.T) {
	b, s := newDesk(t)
	st := b.Study("Onboarding")
	in := b.Insight(st, "People wait")
	g := guide(t, s, "Switch", "1. Why?")
	b.OneStep(t, "Edit template Swap", func() error {
		return s.Describe(t.Context(), g.ID, playbook.Draft{Name: " Swap ", About: "Short", Owner: "Mara", Language: "en"})
	})
	b.OneStep(t, "Duplicate template Swap", func() error { _, err := s.Duplicate(t.Context(), g.ID); return err })
	b.OneStep(t, "Duplicate template Swap", func() error { _, err := s.Duplicate(t.Context(), g.ID); return err })
	b.OneStep(t, "Link insight to Swap", func() error { return s.Link(t.Context(), g.ID, in.ID, true) })
	if told, err := s.Informed(t.Context(), in.ID); err != nil || len(told) != 1 || told[0].ID != g.ID {
		t.Errorf("the insight informed %v, %v", told, err)
	}
	b.OneStep(t, "Unlink insight from Swap", func() error { return s.Link(t.Context(), g.ID, in.ID, false) })
	b.OneStep(t, "Retire template Swap", func() error { return s.Retire(t.Context(), g.ID, true) })
	rows, err := s.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range rows {
		names = append(names, r.Name)
	}
	if got := strings.Join(names, ", "); got != "Swap (copy 2), Swap (copy), Swap" {
		t.Errorf("listed: %s", got)
	}
	b.Nothing(t, app.EConflict, func() error {
		_, err := s.Create(t.Context(), playbook.Draft{Kind: app.TemplateGuide, Name: "SWAP", Body: "x"})
		return err
	})
	b.OneStep(t, "Delete template Swap", func() error { return s.Delete(t.Context(), g.ID) })
}

func TestDelete_RefusesWhatIsUsed(t *testing.T) {
	b, s := newDesk(t)
	st := b.Study("Onboarding")
	g := guide(t, s, "Switch", "1. Why?")
	text, err := s.Create(t.Context(), playbook.Draft{Kind: app.TemplateConsent, Name: "Recording", Body: "May we?"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.UseIn(t.Context(), st.ID, []app.TemplateID{g.ID}, nil); err != nil {
		t.Fatal(err)
	}
	person := b.Session(st, "P01", "P: Hello.").Person
	b.Put(&app.Consent{ID: app.NewID[app.ConsentID](), Participant: person.ID, Text: text.ID, Version: 1, Given: "2026-10-01", Stamp: b.Hand.Stamp()})
	b.Nothing(t, app.EConflict, func() error { return s.Delete(t.Context(), g.ID) })
	b.Nothing(t, app.EConflict, func() error { return s.Delete(t.Context(), text.ID) })
}

func TestFiles_RoundTrip(t *testing.T) {
	b, s := newDesk(t)
	if _, err := s.AddStarters(t.Context()); err != nil {
		t.Fatal(err)
	}
	rows, err := s.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all []app.Template
	for _, r := range rows {
		all = append(all, r.Template)
	}
	var file bytes.Buffer
	if err := playbook.WriteJSON(&file, all...); err != nil {
		t.Fatal(err)
	}
	drafts, err := playbook.ReadFile("all.json", file.Bytes())
	if err != nil || len(drafts) != len(all) {
		t.Fatalf("%d of %d read: %v", len(drafts), len(all), err)
	}
	for i, d := range drafts {
		if d.Kind != all[i].Kind || d.Name != all[i].Name || d.About != all[i].About || d.Body != all[i].Latest().Body {
			t.Errorf("%s came back as %+v", all[i].Name, d)
		}
	}
	b.Nothing(t, "", func() error {
		done, err := s.Import(t.Context(), "all.json", drafts)
		if done.Same != len(all) || done.New+done.Changed > 0 {
			t.Errorf("the same file again: %+v", done)
		}
		return err
	})
	for i := range all {
		if playbook.IsStructured(all[i].Kind) {
			if err := playbook.WriteMarkdown(&file, &all[i]); app.CodeOf(err) != app.EUnsupported {
				t.Errorf("a %s as Markdown: %v", all[i].Kind, err)
			}
			continue
		}
		file.Reset()
		if err := playbook.WriteMarkdown(&file, &all[i]); err != nil {
			t.Fatal(err)
		}
		d, err := playbook.ReadFile("x.md", file.Bytes())
		if err != nil || d[0].Name != all[i].Name || d[0].Kind != all[i].Kind || strings.TrimSpace(d[0].Body) != strings.TrimSpace(all[i].Latest().Body) {
			t.Errorf("%s came back otherwise: %v", all[i].Name, err)
		}
	}
}

func TestImport_MakesAVersionOfWhatIsThere(t *testing.T) {
	b, s := newDesk(t)
	g := guide(t, s, "Switch", "1. Why?")
	drafts := []playbook.Draft{{Kind: app.TemplateGuide, Name: "switch", Body: "1. When?"}, {Kind: app.TemplatePlan, Name: "Discovery", Body: "## Goal\n\nLearn."}}
	b.OneStep(t, "Import templates of team.json", func() error {
		done, err := s.Import(t.Context(), "team.json", drafts)
		if done != (playbook.Imported{New: 1, Changed: 1}) {
			t.Errorf("imported %+v", done)
		}
		return err
	})
	if got := apptest.Find(b, g).Latest(); got.Number != 2 || got.Body != "1. When?" || got.Note != "From team.json" {
		t.Errorf("the version is %+v", got)
	}
}

func TestReadFile_Refuses(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		want             app.Code
	}{
		{"another ending", "x.pdf", "%PDF", app.EUnsupported},
		{"broken JSON", "x.json", "{", app.EInvalid},
		{"JSON of something else", "x.json", `{"findings":[]}`, app.EInvalid},
		{"an unknown kind", "x.md", "---\nkind: recipe\nname: Soup\n---\nStir.", app.EInvalid},
		{"no text", "x.md", "---\nkind: checklist\nname: Soup\n---\n", app.EInvalid},
		{"a screener whose questions share an id", "x.json", `{"kind":"screener","name":"S","screener":{"questions":[{"id":"q","text":"a"},{"id":"q","text":"b"}]}}`, app.EInvalid},
		{"a codebook with two tags of one name", "x.json", `{"kind":"codebook","name":"S","codebook":{"codes":[{"name":"A"},{"name":"a"}]}}`, app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := playbook.ReadFile(c.file, []byte(c.text)); app.CodeOf(err) != c.want {
				t.Errorf("ReadFile() = %v, want %s", err, c.want)
			}
		})
	}
	d, err := playbook.ReadFile("My plan.md", []byte("# How we do it\n\nText."))
	if err != nil || d[0].Name != "How we do it" || d[0].Kind != app.TemplatePlan {
		t.Errorf("a plain Markdown file is %+v, %v", d, err)
	}
}

func FuzzReadFile(f *testing.F) {
	f.Add("a.md", "---\nkind: checklist\nname: x\n---\n- [ ] y")
	f.Add("a.json", `{"templates":[{"kind":"codebook","name":"x","codebook":{"codes":[{"name":"a","under":[{"name":"b"}]}]}}]}`)
	f.Add("a.json", `{"kind":"screener","name":"x","screener":{"pass":1,"questions":[{"id":"q","text":"t","type":"yes/no","rules":[{"min":1}],"only":{"question":"z"}}]}}`)
	f.Fuzz(func(t *testing.T, name, text string) {
		drafts, err := playbook.ReadFile(name, []byte(text))
		if (err == nil) != (len(drafts) > 0) {
			t.Fatalf("%d templates beside %v", len(drafts), err)
		}
		for _, d := range drafts {
			playbook.Readable(d.Kind, d.Body)
			playbook.ReadOutline(d.Kind, d.Body)
		}
	})
}
