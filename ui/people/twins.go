package people

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/people"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// twinSheet finds people who are likely one, and merges people with a preview of whose value wins.
type twinSheet struct {
	s    *Screen
	load task.Latest[[]people.Twins]
	plan task.Latest[*people.MergePlan]
}

func newTwinSheet(s *Screen) *twinSheet { return &twinSheet{s: s} }

// find lists people who are likely the same person.
func (t *twinSheet) find() {
	m := t.s.model
	if m.Roster == nil {
		return
	}
	d := kit.NewDialog(say.T("Duplicates"), 640, 520)
	d.SetContent(kit.Pad(kit.NewSkeleton(), kit.Space2))
	d.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, d.Hide))
	d.OnClose = t.load.Cancel
	d.Show(kit.CanvasOf(t.s.root))
	t.load.Load(func(ctx context.Context) ([]people.Twins, error) { return m.People.Twins(ctx) }, func(all []people.Twins, err error) {
		switch {
		case err != nil:
			d.SetContent(kit.ErrorState(err))
		case len(all) == 0:
			sentence := say.T("Nobody has a code, or values in every field, like somebody else.")
			if m.People.Contacts == nil || !m.People.Contacts.Open() {
				sentence += say.T(" With the vault open, names, e-mails and phone numbers are compared as well.")
			}
			d.SetContent(kit.EmptyState(icons.Done, say.T("No duplicates"), sentence))
		default:
			d.SetContent(t.list(d, all))
		}
	})
}

// list shows the groups, each with the way to look at it.
func (t *twinSheet) list(d *kit.Dialog, all []people.Twins) fyne.CanvasObject {
	const most = 200
	rows := kit.VStack(0)
	for _, g := range all[:min(len(all), most)] {
		ids := g.People
		var act fyne.CanvasObject = kit.Spacer()
		if !t.s.model.ReadOnly {
			act = kit.NewButton(say.T("Compare and merge…"), kit.Secondary, func() {
				d.Hide()
				t.merge(ids)
			})
		}
		codes := strings.Join(g.Codes[:min(len(g.Codes), 6)], ", ")
		if n := len(g.Codes) - 6; n > 0 {
			codes += say.T(" and %d more", n)
		}
		rows.Add(kit.PadXY(kit.HStack(kit.Space3, kit.Grow(kit.VStack(1, kit.NewElastic(codes, kit.Body.B()), kit.NewElastic(say.Sentence(g.Why), kit.Small))), act), 0, kit.Space2))
		rows.Add(kit.HLine())
	}
	line := say.T("%s of people who are likely one person. Nothing is merged until you say so.", say.Count(len(all), "group"))
	if len(all) > most {
		line += say.T(" The first %d are shown.", most)
	}
	return kit.Dock(kit.Inset(kit.NewParagraph(line, kit.Small), 0, 0, kit.Space2, 0), nil, nil, nil, kit.Scroll(kit.Inset(rows, 0, kit.Space3, 0, 0)))
}

// merge shows what making people one would do, and does it.
func (t *twinSheet) merge(ids []app.ParticipantID) {
	m := t.s.model
	t.plan.Load(func(ctx context.Context) (*people.MergePlan, error) { return m.People.PlanMerge(ctx, ids) }, func(p *people.MergePlan, err error) {
		if err != nil {
			m.Err = err
			m.changed()
			return
		}
		t.show(p)
	})
}

func (t *twinSheet) show(p *people.MergePlan) {
	m := t.s.model
	rows := kit.VStack(kit.Space2)
	names := make([]kit.Option, len(p.People))
	for i := range p.People {
		names[i] = kit.Option{ID: fmt.Sprint(i), Text: p.People[i].Code}
	}
	same := 0
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Differs() {
			same++
			continue
		}
		rows.Add(t.choice(p, f))
	}
	top := []fyne.CanvasObject{kit.NewParagraph(t.says(p), kit.Body)}
	if len(rows.Objects) > 0 {
		top = append(top, kit.NewText(say.T("Which value is kept?"), kit.Label))
	} else {
		rows.Add(kit.NewParagraph(say.T("They do not contradict each other in any field."), kit.Small))
	}
	if same > 0 {
		rows.Add(kit.NewParagraph(say.T("%s in which they do not differ stay. Labels and notes of all are kept, and a block of anybody holds.", say.Count(same, "field")), kit.Small))
	}
	body := kit.Dock(kit.Inset(kit.VStack(kit.Space3, top...), 0, 0, kit.Space2, 0), nil, nil, nil, kit.Scroll(kit.Inset(rows, 0, kit.Space3, 0, 0)))
	t.s.ask(say.T("Merge %s into one", say.Count(len(p.People), "person")), 600, 560, say.T("Merge"), body, nil, func(done func(error)) {
		m.act(func(ctx context.Context) error { return m.People.Merge(ctx, p) }, func(err error) {
			if err == nil {
				m.Chosen = []app.ParticipantID{p.People[0].ID}
				m.loadOne()
				t.s.toast(say.T("They are one person now. Undo makes them several again."))
			}
			done(err)
		})
	})
}

// says is what becomes the kept one's.
func (t *twinSheet) says(p *people.MergePlan) string {
	var what []string
	for _, c := range []struct {
		n    int
		noun string
	}{{p.Interviews, "interview"}, {p.Findings, "finding"}, {p.Papers, "paper"}, {p.Memos, "memo"}} {
		if c.n > 0 {
			what = append(what, say.Count(c.n, c.noun))
		}
	}
	var others []string
	for i := range p.People[1:] {
		others = append(others, p.People[i+1].Code)
	}
	line := say.T("%s is kept; %s goes into it.", p.People[0].Code, strings.Join(others, ", "))
	if len(others) > 1 {
		line = say.T("%s is kept; %s go into it.", p.People[0].Code, strings.Join(others, ", "))
	}
	if len(what) > 0 {
		line += say.T(" %s of theirs move along.", strings.Join(what, ", "))
	}
	if p.Doubles > 0 {
		line += say.T(" Of %s in one study the one that got further stays, with the steps of both.", say.Count(p.Doubles+1, "candidacy"))
	}
	return line
}

// choice is one field in which they differ.
func (t *twinSheet) choice(p *people.MergePlan, f *people.MergeField) fyne.CanvasObject {
	var options []kit.Option
	seen := map[string]bool{}
	for i, v := range f.Values {
		if v == "" || seen[v] {
			continue
		}
		seen[v] = true
		options = append(options, kit.Option{ID: fmt.Sprint(i), Text: v + "   (" + p.People[i].Code + ")"})
	}
	pick := kit.NewDropdown(options, func(id string) {
		if _, err := fmt.Sscan(id, &f.Wins); err != nil {
			f.Wins = 0
		}
	})
	pick.Select(fmt.Sprint(f.Wins))
	return kit.Columns(kit.Space3, []float32{1, 2}, kit.NewElastic(f.Title, kit.Control.In(kit.Muted)), kit.HStack(0, pick, kit.Spacer()))
}

// FindDuplicates looks for people who are likely one, at once or as soon as people are there.
func (s *Screen) FindDuplicates() { s.model.whenLoaded(s.twins.find) }
