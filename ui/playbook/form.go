package playbook

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// sheet is a form over the window.
type sheet struct {
	dialog *kit.Dialog
	wrong  *kit.Paragraph
}

// ask shows a form. save is handed what tells how it went.
func (s *Screen) ask(title string, width, height float32, button string, focus interface{ Focus() }, fields []fyne.CanvasObject, save func(done func(error)), more ...fyne.CanvasObject) *sheet {
	c := kit.CanvasOf(s.root)
	x := &sheet{dialog: kit.NewDialog(title, width, height), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	do := func() {
		save(func(err error) {
			if err == nil {
				x.dialog.Hide()
				return
			}
			message, hint := say.Explain(err)
			x.wrong.SetText(strings.TrimSpace(message + " " + hint))
		})
	}
	x.dialog.SetContent(kit.Scroll(kit.Inset(kit.VStack(kit.Space3, fields...), 0, kit.Space2, 0, 0)))
	left := append([]fyne.CanvasObject{kit.Fixed(x.wrong, width-320, 0)}, more...)
	x.dialog.SetActions(left, kit.NewButton(say.T("Cancel"), kit.Quiet, x.dialog.Hide), kit.NewButton(button, kit.Primary, do))
	x.dialog.Show(c)
	if e, ok := focus.(*kit.Entry); ok && !e.MultiLine {
		e.OnSubmitted = func(string) { do() }
	}
	if focus != nil {
		focus.Focus()
	}
	return x
}

func field(hint, text string) *kit.Entry {
	e := kit.NewEntry(hint)
	e.SetText(text)
	return e
}

func area(hint, text string, rows int) *kit.Entry {
	e := kit.NewTextArea(hint, rows)
	e.SetText(text)
	return e
}

func kindOptions() []kit.Option {
	var out []kit.Option
	for _, k := range app.TemplateKinds() {
		out = append(out, kit.Option{ID: string(k), Text: say.Sentence(k.Word())})
	}
	return out
}

// askNew begins a template.
func (s *Screen) askNew() {
	m := s.model
	if m.ReadOnly {
		return
	}
	if m.Face == Tools {
		s.tools.askNew()
		return
	}
	kind := kit.NewDropdown(kindOptions(), nil)
	if cur := m.Current(); cur != nil {
		kind.Select(string(cur.Kind))
	}
	name, about := field(say.T("Discovery interview"), ""), area(say.T("What it is for, in a sentence"), "", 2)
	s.ask(say.T("New template"), 480, 380, say.T("Create template"), name, []fyne.CanvasObject{kit.FormRow(say.T("Name"), name), kit.FormRow(say.T("Kind"), kit.HStack(0, kind, kit.Spacer())), kit.FormRow(say.T("Purpose"), about)},
		func(done func(error)) {
			k := app.TemplateKind(kind.Selected())
			m.Create(playbook.Draft{Kind: k, Name: name.Text, About: about.Text, Body: skeleton(k)}, done)
		})
}

// skeleton is the text with which a template of a kind begins.
func skeleton(k app.TemplateKind) string {
	switch k {
	case app.TemplateScreener:
		return playbook.Body(app.Screener{Questions: []app.ScreenerQuestion{{ID: "q1", Text: say.T("Your first question?"), Type: app.AskSingle, Options: []app.ScreenerOption{{Text: say.T("Yes"), Score: 1}, {Text: say.T("No")}}}}, Pass: 1})
	case app.TemplateCodebook:
		return playbook.Body(playbook.Codes{Codes: []playbook.Code{{Name: say.T("First tag"), Definition: say.T("What it means.")}}})
	case app.TemplatePlan:
		return say.T("## Goal\n\nWhat is to be understood, so that what can be decided.\n\n## Research questions\n\n- \n\n## Method\n\nInterview\n")
	case app.TemplateGuide:
		return say.T("## Open\n\n1. First question?\n   - a probe, if the answer is short\n\n## Close\n\n2. What should I have asked?\n")
	case app.TemplateDesign:
		return say.T("# How the report is made\n\n* For: executive\n* Names: code\n* Sections: summary, insights, actions, method\n")
	case app.TemplateChecklist, app.TemplateReview:
		return say.T("## Before\n\n- [ ] First thing to do\n")
	}
	return say.T("## First section\n\nWrite here.\n")
}

// askDescribe changes what the selected template is called and about.
func (s *Screen) askDescribe() {
	m := s.model
	cur := m.Current()
	if cur == nil || cur.Kit {
		return
	}
	name, about := field(say.T("Name"), cur.Name), area(say.T("What it is for, in a sentence"), cur.About, 2)
	owner, language := field(say.T("Who keeps it up to date"), cur.Owner), field(say.T("en, de, …"), cur.Language)
	s.ask(say.T("Name, purpose and owner"), 480, 400, say.T("Save"), name, []fyne.CanvasObject{kit.FormRow(say.T("Name"), name), kit.FormRow(say.T("Purpose"), about), kit.FormRow(say.T("Owner"), owner), kit.FormRow(say.T("Language"), language)},
		func(done func(error)) {
			m.Describe(playbook.Draft{Name: name.Text, About: about.Text, Owner: owner.Text, Language: language.Text}, done)
		})
}

// askImport reads files of templates.
func (s *Screen) askImport() {
	s.files.Read(func(paths []string) {
		for _, path := range paths {
			name := filepath.Base(path)
			data, err := os.ReadFile(path)
			var drafts []playbook.Draft
			if err != nil {
				err = &app.Error{Code: app.EIO, Path: path, Message: say.T("%s cannot be read.", name), Hint: say.T("Is it still there?"), Err: err}
			} else {
				drafts, err = playbook.ReadFile(name, data)
			}
			if err != nil {
				s.model.Err = err
				s.Refresh()
				return
			}
			s.model.Import(name, drafts)
		}
	})
}

func (s *Screen) exportAll() {
	var all []app.Template
	for i := range s.model.All {
		if !s.model.All[i].Kit {
			all = append(all, s.model.All[i].Template)
		}
	}
	s.files.Templates("json", say.T("Playbook"), all)
}
