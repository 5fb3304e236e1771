package playbook

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/playbook"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// formDesk is the screen with a template being edited, in a window.
type formDesk struct {
	t      *testing.T
	b      *apptest.Bench
	m      *Model
	s      *Screen
	canvas fyne.Canvas
	await  func(time.Duration, func() bool) bool
}

func newFormDesk(t *testing.T, kind app.TemplateKind, body string) *formDesk {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	t.Cleanup(task.Settle)
	test.NewTempApp(t)
	b := apptest.New(t)
	book := &playbook.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	made, err := book.Create(t.Context(), playbook.Draft{Kind: kind, Name: "Ours", Body: body})
	if err != nil {
		t.Fatal(err)
	}
	d := &formDesk{t: t, b: b, await: await, m: &Model{Playbook: book, Names: b.Store.Named, Now: func() time.Time { return apptest.Noon }}}
	d.s = New(d.m, Files{}, func(kit.Route) {})
	b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	w := test.NewTempWindow(t, kit.NewStage(d.s.Content()))
	w.Resize(fyne.NewSize(1280, 800))
	d.canvas = w.Canvas()
	d.s.Open(kit.Route{Screen: kit.Playbook, ID: string(made.ID)})
	d.until("the template", func() bool { return d.m.Loaded && d.m.Current() != nil && d.m.Current().ID == made.ID })
	d.m.Edit()
	return d
}

func (d *formDesk) until(what string, done func() bool) {
	d.t.Helper()
	if !d.await(20*time.Second, done) {
		d.t.Fatalf("waited for %s in vain; error: %v", what, d.m.Err)
	}
}

// shown are all objects of the dialog on top.
func (d *formDesk) shown() []fyne.CanvasObject {
	top := d.canvas.Overlays().Top()
	if top == nil {
		return nil
	}
	return test.LaidOutObjects(top)
}

// entries are the fields of the dialog with a hint, in their order.
func (d *formDesk) entries(hint string) []*kit.Entry {
	d.t.Helper()
	var out []*kit.Entry
	for _, o := range d.shown() {
		if e, ok := o.(*kit.Entry); ok && e.PlaceHolder == hint {
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		d.t.Fatalf("the dialog has no field %q", hint)
	}
	return out
}

// press presses a button of the dialog.
func (d *formDesk) press(text string) {
	d.t.Helper()
	for _, o := range d.shown() {
		if b, ok := o.(*kit.Button); ok && b.Text() == text {
			b.Tapped(nil)
			return
		}
	}
	d.t.Fatalf("the dialog has no button %q", text)
}

func (d *formDesk) isOpen() bool { return d.canvas.Overlays().Top() != nil }

func TestForm_Screener(t *testing.T) {
	d := newFormDesk(t, app.TemplateScreener, `{"pass":1,"questions":[{"id":"q1","text":"Who plans?","type":"single choice","options":[{"text":"I do","score":1},{"text":"Nobody","out":true}]}]}`)
	d.s.askQuestion(d.m.Draft, 0)
	d.entries("What people are asked")[0].SetText("  Who plans the shifts? ")
	d.entries("0")[0].SetText("two")
	d.press("Keep question")
	if !d.isOpen() || d.m.Draft.Screener.Questions[0].Text != "Who plans?" {
		t.Fatalf("a score that is no number is kept: %+v", d.m.Draft.Screener.Questions[0])
	}
	d.entries("0")[0].SetText("2,5")
	d.press("Answer")
	answers := d.entries("Answer")
	answers[len(answers)-1].SetText("My manager")
	d.press("Keep question")
	if d.isOpen() {
		t.Fatal("the form stays open")
	}
	d.s.askQuestion(d.m.Draft, 1)
	d.press("Keep question")
	if !d.isOpen() || len(d.m.Draft.Screener.Questions) != 1 {
		t.Fatal("a question without words is kept")
	}
	d.entries("What people are asked")[0].SetText("For how many?")
	d.press("Keep question")
	d.m.SaveDraft()
	d.until("the version", func() bool { return d.m.Draft == nil && d.m.Current().Latest().Number == 2 })
	sc, err := playbook.ReadScreener(d.m.Current().Latest().Body)
	if err != nil || len(sc.Questions) != 2 {
		t.Fatalf("stored is %+v, %v", sc, err)
	}
	q := sc.Questions[0]
	if q.ID != "q1" || q.Text != "Who plans the shifts?" || len(q.Options) != 3 || q.Options[0].Score != 2.5 || !q.Options[1].Out || q.Options[2].Text != "My manager" || sc.Pass != 1 {
		t.Errorf("the first question is %+v", q)
	}
	if q := sc.Questions[1]; q.ID != "q2" || q.Text != "For how many?" || q.Type != app.AskSingle {
		t.Errorf("the second question is %+v", q)
	}
	if _, err := d.b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.until("the version before", func() bool { return d.m.Current().Latest().Number == 1 })
}

func TestForm_Codebook(t *testing.T) {
	d := newFormDesk(t, app.TemplateCodebook, `{"codes":[{"name":"Trust","color":3,"definition":"Whether people believe it","under":[{"name":"Security"}]}]}`)
	codes := &d.m.Draft.Codes.Codes
	d.s.askCode(codes, 0)
	d.entries("Name")[0].SetText(" ")
	d.press("Keep tag")
	if !d.isOpen() || (*codes)[0].Name != "Trust" {
		t.Fatalf("a tag without a name is kept: %+v", (*codes)[0])
	}
	d.entries("Name")[0].SetText("Confidence")
	d.entries("When to use it")[0].SetText("Doubts as well")
	d.press("Keep tag")
	d.s.askCode(codes, 1)
	d.entries("Name")[0].SetText("Price")
	d.press("Keep tag")
	d.s.askCode(&(*codes)[1].Under, 0)
	d.entries("Name")[0].SetText("Discount")
	d.press("Keep tag")
	d.m.SaveDraft()
	d.until("the version", func() bool { return d.m.Draft == nil && d.m.Current().Latest().Number == 2 })
	got, err := playbook.ReadCodes(d.m.Current().Latest().Body)
	if err != nil || len(got.Codes) != 2 {
		t.Fatalf("stored is %+v, %v", got, err)
	}
	if c := got.Codes[0]; c.Name != "Confidence" || c.Color != 3 || c.Definition != "Whether people believe it" || c.Include != "Doubts as well" || len(c.Under) != 1 || c.Under[0].Name != "Security" {
		t.Errorf("the first tag is %+v", c)
	}
	if c := got.Codes[1]; c.Name != "Price" || c.Color != 3 || len(c.Under) != 1 || c.Under[0].Name != "Discount" {
		t.Errorf("the second tag is %+v, want the colour of the one before", c)
	}
}
