package reports

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/logo"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// making are the controls that say how the report is made.
type making struct {
	design   *kit.Dropdown
	depth    *kit.Dropdown
	naming   *kit.Dropdown
	language *kit.Dropdown
	studies  *chooser // of a report of all studies, to choose some
	rows     map[report.Section]fyne.CanvasObject
}

// asIs is the choice of the dropdown of templates while none is in use.
const asIs = "-"

// makeDesign makes the controls: those of whom it is for, and those of how it looks.
func (s *Screen) makeDesign() (whom, look fyne.CanvasObject) {
	m := s.model
	s.rows, s.studies = map[report.Section]fyne.CanvasObject{}, newChooser(s)
	s.making.design = kit.NewDropdown(nil, func(id string) {
		if id != asIs {
			m.UseDesign(id)
		}
	})
	s.depth = kit.NewDropdown([]kit.Option{{ID: string(report.Full), Text: say.T("Researchers: in full")}, {ID: string(report.Product), Text: say.T("Product team")}, {ID: string(report.Executive), Text: say.T("Executives: in brief")}},
		func(id string) { m.SetDepth(report.Depth(id)) })
	s.naming = kit.NewDropdown([]kit.Option{{ID: string(report.NamesSegment), Text: say.T("By code and segment")}, {ID: string(report.NamesCode), Text: say.T("By code alone")},
		{ID: string(report.NamesAlias), Text: say.T("By alias")}, {ID: string(report.NamesNone), Text: say.T("Not told apart")}}, func(id string) { m.SetNaming(report.Naming(id)) })
	var languages []kit.Option
	for _, l := range report.Languages() {
		languages = append(languages, kit.Option{ID: string(l), Text: l.Name()})
	}
	s.language = kit.NewDropdown(languages, func(id string) { m.SetLanguage(report.Language(id)) })
	brand := kit.NewIconTextButton(icons.Edit, say.T("Logo and colours…"), kit.Secondary, s.askBrand)
	keep := kit.NewIconButton(icons.Plus, say.T("Save as a report template"), s.askDesign)
	wide := panelWidth - 2*kit.Space4
	for _, d := range []*kit.Dropdown{s.depth, s.naming} {
		d.WithWidth(wide)
	}
	s.making.design.WithWidth(wide - 36)
	whom = kit.VStack(kit.Space3, kit.FormRow(say.T("Template"), kit.HStack(kit.Space1, s.making.design, keep)), kit.FormRow(say.T("Made for"), s.depth))
	look = kit.VStack(kit.Space3, kit.FormRow(say.T("People are told apart"), s.naming), kit.FormRow(say.T("Language"), kit.HStack(kit.Space2, s.language, kit.Spacer())),
		kit.HStack(0, brand, kit.Spacer()))
	return whom, look
}

// paintDesign shows how the report is made.
func (s *Screen) paintDesign() {
	m := s.model
	options := []kit.Option{{ID: asIs, Text: say.As("None", "template")}}
	at := asIs
	for i := range m.Designs {
		t := &m.Designs[i]
		options = append(options, kit.Option{ID: string(t.ID), Text: t.Name})
		if strings.EqualFold(t.Name, m.Design) {
			at = string(t.ID)
		}
	}
	s.making.design.SetOptions(options)
	s.making.design.Select(at)
	s.depth.Select(string(m.Depth))
	s.naming.Select(string(m.Naming))
	s.language.Select(m.Language.Tag())
	if s.studies.paint() {
		s.choices.Refresh()
		s.side.Refresh()
	}
}

// sectionRow is a section to tick, with what moves it.
func (s *Screen) sectionRow(sec report.Section, c *kit.Check) fyne.CanvasObject {
	row := s.rows[sec]
	if row == nil {
		name := sectionName(sec)
		up := kit.NewIconButton(icons.Up, say.T("Move up: %s", name), func() { s.model.Move(sec, -1) })
		down := kit.NewIconButton(icons.Down, say.T("Move down: %s", name), func() { s.model.Move(sec, 1) })
		row = kit.HStack(0, kit.Grow(c), up, down)
		s.rows[sec] = row
	}
	return row
}

// askDesign asks for the name of a report template to save.
func (s *Screen) askDesign() {
	name, wrong := kit.NewEntry(say.T("Report for the board")), kit.VStack(0)
	name.SetText(s.model.Design)
	d := kit.NewDialog(say.T("Save as a report template"), 440, 260)
	save := func() {
		s.model.SaveDesign(strings.TrimSpace(name.Text), func(err error) {
			if err == nil {
				d.Hide()
				return
			}
			wrong.Objects = []fyne.CanvasObject{kit.ErrorBar(err)}
			wrong.Refresh()
		})
	}
	name.OnSubmitted = func(string) { save() }
	d.SetContent(kit.VStack(kit.Space3, wrong, kit.FormRow(say.T("Name"), name),
		kit.NewParagraph(say.T("It keeps readers, sections, naming, language, paper and look. It stands in the playbook; saving under a name that is there adds a version."), kit.Small)))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Save template"), kit.Primary, save))
	d.Show(kit.CanvasOf(s.root))
	name.FocusAll()
}

// askBrand asks for logo, colours and lines of the house.
func (s *Screen) askBrand() {
	b := s.model.Brand
	field := func(hint, text string) *kit.Entry {
		e := kit.NewEntry(hint)
		e.SetText(text)
		return e
	}
	main, second, cover, footer := field("#4557D6", b.Main), field("#4557D6", b.Second), field(say.T("Research report"), b.Cover), field(say.T("Throughline"), b.Footer)
	wrong, picked := kit.VStack(0), kit.NewText("", kit.Small)
	var none *kit.Button
	tell := func() {
		picked.SetText(say.As("None", "template"))
		none.Hide()
		if len(b.Logo) > 0 {
			picked.SetText(say.T("A logo is chosen"))
			none.Show()
		}
	}
	none = kit.NewButton(say.T("Take it out"), kit.Quiet, func() { b.Logo = nil; tell() })
	tell()
	fail := func(err error) {
		wrong.Objects = []fyne.CanvasObject{kit.ErrorBar(err)}
		wrong.Refresh()
	}
	d := kit.NewDialog(say.T("Logo and colours"), 480, 520)
	choose := kit.NewButton(say.T("Choose a picture…"), kit.Secondary, func() {
		s.pick(say.T("Choose a logo"), say.T("Use it"), []string{".png", ".jpg", ".jpeg", ".svg"}, func(path string) {
			data, err := readLogo(path)
			if err != nil {
				fail(err)
				return
			}
			b.Logo = data
			tell()
		})
	})
	use := func() {
		b.Main, b.Second, b.Cover, b.Footer = strings.TrimSpace(main.Text), strings.TrimSpace(second.Text), cover.Text, footer.Text
		if err := s.model.SetBrand(b); err != nil {
			fail(err)
			return
		}
		d.Hide()
	}
	for _, e := range []*kit.Entry{main, second, cover, footer} {
		e.OnSubmitted = func(string) { use() }
	}
	d.SetContent(kit.VStack(kit.Space3, wrong, kit.FormRow(say.T("Logo"), kit.HStack(kit.Space2, choose, picked, none, kit.Spacer())),
		kit.FormRow(say.T("Colour of links and numbers"), main), kit.NewParagraph(say.T("Darkened where it would not be read on white."), kit.Small),
		kit.FormRow(say.T("Colour of the band and the bars beside quotes"), second), kit.FormRow(say.T("Line above the title"), cover), kit.FormRow(say.T("At the foot of every page"), footer)))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Use this look"), kit.Primary, use))
	d.Show(kit.CanvasOf(s.root))
	main.Focus()
}

// readLogo reads a file that is small enough for a logo.
func readLogo(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > logo.Most {
		return nil, &app.Error{Code: app.ETooLarge, Message: say.T("%s is too large for a logo.", filepath.Base(path)), Hint: say.T("Choose one below 4 MB.")}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &app.Error{Code: app.EIO, Message: say.T("%s could not be read.", filepath.Base(path)), Hint: say.T("Choose another picture."), Err: err}
	}
	_, err = logo.Read(data)
	return data, err
}

// pick lets a person choose a file with one of some endings.
func (s *Screen) pick(title, action string, endings []string, use func(path string)) {
	accept := func(name string) bool { return slices.Contains(endings, strings.ToLower(filepath.Ext(name))) }
	(&kit.FileDialog{Mode: kit.OpenFile, Title: title, Action: action, Accept: accept, OnPick: func(paths []string) {
		if len(paths) > 0 {
			use(paths[0])
		}
	}}).Show(kit.CanvasOf(s.root))
}
