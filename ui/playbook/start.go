package playbook

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// starting is the form of a study that is begun from templates.
type starting struct {
	screen  *Screen
	single  map[app.TemplateKind]*kit.Dropdown // kinds of which a study has one
	several []*kit.Check
	keys    []string // of the boxes, beside several
}

// singleKinds are the kinds of which a study starts with at most one, in the order of the form.
var singleKinds = []app.TemplateKind{app.TemplatePlan, app.TemplateGuide, app.TemplateScreener, app.TemplateConsent, app.TemplateCodebook, app.TemplateNotes, app.TemplateReport}

// StartWith opens the form of a new study, with a template chosen: the selected one, or none.
func (s *Screen) StartWith(selected bool) {
	m := s.model
	if m.ReadOnly || kit.CanvasOf(s.root) == nil {
		return
	}
	chosen := (*playbook.Row)(nil)
	if selected && m.Face == Templates {
		chosen = m.Current()
	}
	f := &starting{screen: s, single: map[app.TemplateKind]*kit.Dropdown{}}
	name, product := field(say.T("Onboarding friction, Q3"), ""), field(say.T("Stands for [product] in the texts"), "")
	rows := []fyne.CanvasObject{kit.HStackTop(kit.Space3, kit.Grow(kit.FormRow(say.T("Name of the study"), name)), kit.Grow(kit.FormRow(say.T("Product"), product))),
		kit.NewParagraph(say.T("Choose what the study starts from. Goal, questions and method come from the plan, guide questions from the guide, a recruitment from the screener, tags from the codebook. It is one step: undo takes it back."), kit.Small)}
	var pairs []fyne.CanvasObject
	for _, k := range singleKinds {
		pairs = append(pairs, kit.Grow(kit.FormRow(say.Sentence(k.Word()), f.choice(k, chosen))))
	}
	for i := 0; i < len(pairs); i += 2 {
		row := kit.HStackTop(kit.Space3, pairs[i])
		if i+1 < len(pairs) {
			row.Add(pairs[i+1])
		} else {
			row.Add(kit.Spacer())
		}
		rows = append(rows, row)
	}
	rows = append(rows, kit.NewText(say.T("Checklists and standards"), kit.Label), f.boxes(chosen))
	s.ask(say.T("New study from templates"), 640, 600, say.T("Start study"), name, rows, func(done func(error)) {
		start := playbook.Start{Study: app.Study{Name: name.Text, Product: strings.TrimSpace(product.Text)}}
		f.read(&start)
		m.Start(start, func(id app.StudyID) {
			if s.begin != nil {
				s.begin(kit.Route{Screen: kit.Home, Study: id})
			}
		}, done)
	})
}

// askStart opens the form with the selected template.
func (s *Screen) askStart() { s.StartWith(true) }

// choice offers the templates of a kind.
func (f *starting) choice(k app.TemplateKind, chosen *playbook.Row) fyne.CanvasObject {
	options := []kit.Option{{ID: "", Text: say.As("None", "template")}}
	m := f.screen.model
	for i := range m.All {
		r := &m.All[i]
		if r.Kind == k && !r.Retired {
			text := r.Name
			if rs := []rune(text); len(rs) > 32 {
				text = string(rs[:31]) + "…"
			}
			if r.Kit {
				text += say.T(" (starter)")
			}
			options = append(options, kit.Option{ID: KeyOf(r), Text: text})
		}
	}
	d := kit.NewDropdown(options, nil).WithWidth(284)
	if chosen != nil && chosen.Kind == k {
		d.Select(KeyOf(chosen))
	}
	f.single[k] = d
	return kit.HStack(0, d, kit.Spacer())
}

// boxes offers checklists and standards, of which a study may use several.
func (f *starting) boxes(chosen *playbook.Row) fyne.CanvasObject {
	m := f.screen.model
	box := kit.VStack(0)
	for i := range m.All {
		r := &m.All[i]
		if r.Retired || slices.Contains(singleKinds, r.Kind) {
			continue
		}
		text := r.Name + " · " + say.Lower(say.Sentence(r.Kind.Word()))
		if r.Kit {
			text += say.T(" (starter)")
		}
		f.several = append(f.several, kit.NewCheck(text, chosen == r, nil))
		f.keys = append(f.keys, KeyOf(r))
		box.Add(f.several[len(f.several)-1])
	}
	return box
}

// read takes in what was chosen.
func (f *starting) read(s *playbook.Start) {
	var keys []string
	for _, k := range singleKinds {
		keys = append(keys, f.single[k].Selected())
	}
	for i, b := range f.several {
		if b.On() {
			keys = append(keys, f.keys[i])
		}
	}
	m := f.screen.model
	for i := range m.All {
		r := &m.All[i]
		switch {
		case !slices.Contains(keys, KeyOf(r)):
		case r.Kit:
			s.Starters = append(s.Starters, playbook.KeyOf(r))
		default:
			s.Templates = append(s.Templates, r.ID)
		}
	}
}
