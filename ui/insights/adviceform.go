package insights

import (
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/evidence"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// figure writes a score with thousands and at most one decimal.
func figure(v float64) string {
	if v >= 100 || v == math.Trunc(v) {
		return say.Number(int(math.Round(v)))
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}

// input is one number of a score.
type input struct {
	name, hint string
	of         func(*app.Score) *float64
	method     app.ScoreMethod
	scale      float64 // what is typed is this many times what is kept; 0 for 1
}

// inputs are the numbers of the formulas.
var inputs = []input{
	{say.T("Reach"), say.T("people or events a quarter"), func(s *app.Score) *float64 { return &s.Reach }, app.RICE, 0},
	{say.T("Impact"), say.T("3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal"), func(s *app.Score) *float64 { return &s.Impact }, app.RICE, 0},
	{say.T("Effort"), say.T("person-months"), func(s *app.Score) *float64 { return &s.Effort }, app.RICE, 0},
	{say.T("Impact"), say.T("1 to 10"), func(s *app.Score) *float64 { return &s.Benefit }, app.ICE, 0},
	{say.T("Ease"), say.T("1 to 10"), func(s *app.Score) *float64 { return &s.Ease }, app.ICE, 0},
	{say.T("Importance"), say.T("0 to 10: tenths of people who rate it 4 or 5 of 5"), func(s *app.Score) *float64 { return &s.Importance }, app.ODI, 0},
	{say.T("Satisfaction"), say.T("0 to 10: likewise, how well it is met today"), func(s *app.Score) *float64 { return &s.Satisfaction }, app.ODI, 0},
	{say.T("Confidence by hand"), say.T("per cent; empty takes it from the evidence"), func(s *app.Score) *float64 { return &s.Confidence }, "", 100},
}

// askAdvice recommends something with the shown insight.
func (s *Screen) askAdvice() {
	if cur := s.model.Current(); cur != nil {
		s.editAdvice(app.Recommendation{Insights: []app.InsightID{cur.ID}, Study: cur.Study, Kind: app.ToDo, Status: app.Proposed}, cur.Level)
	}
}

// editAdvice edits a recommendation and its score. level is that of the best insight it rests on.
func (s *Screen) editAdvice(r app.Recommendation, level app.Level) {
	m := s.model
	text := kit.NewTextArea(say.T("What should be done? One sentence"), 3)
	text.SetText(r.Text)
	kind := kit.NewDropdown([]kit.Option{{ID: string(app.ToDo), Text: say.T("Recommendation")}, {ID: string(app.Opportunity), Text: say.T("Opportunity")}}, nil)
	kind.Select(string(r.Kind))
	var states []kit.Option
	for _, st := range app.RecommendationStatuses() {
		states = append(states, kit.Option{ID: string(st), Text: capital(say.Sentence(string(st)))})
	}
	status := kit.NewDropdown(states, nil)
	status.Select(string(r.Status))
	owner := kit.NewEntry(say.T("Owner"))
	owner.SetText(r.Owner)
	f := newScoreForm(r.Score, level)
	fields := []fyne.CanvasObject{text, kit.HStack(kit.Space2, kind, status, kit.Grow(owner)), f.box}
	var more []fyne.CanvasObject
	title := say.T("Recommend something")
	var x *sheet
	if r.ID != "" {
		title = say.T("Recommendation")
		more = append(more, kit.NewIconButton(icons.Trash, say.T("Delete recommendation"), func() {
			m.Drop(r.Ref())
			x.dialog.Hide()
		}))
	}
	x = s.ask(title, 600, 540, say.T("Save"), text, fields, func(done func(error)) {
		score, err := f.read()
		if err != nil {
			done(err)
			return
		}
		r.Text, r.Kind, r.Status, r.Owner, r.Score = text.Text, app.RecommendationKind(kind.Selected()), app.RecommendationStatus(status.Selected()), strings.TrimSpace(owner.Text), score
		m.SaveAdvice(r, done)
	}, more...)
}

// scoreForm edits the inputs of a score and shows what they make.
type scoreForm struct {
	box    *fyne.Container
	score  app.Score
	level  app.Level
	method *kit.Segments
	fields []*kit.Entry // one an input
	why    *kit.Entry
	result *kit.Paragraph
}

func newScoreForm(score app.Score, level app.Level) *scoreForm {
	f := &scoreForm{box: kit.VStack(kit.Space2), score: score, level: level, why: kit.NewEntry(say.T("Why is it not what the evidence says?")), result: kit.NewParagraph("", kit.Strong)}
	options := []kit.Option{{ID: "", Text: say.T("No score")}}
	for _, m := range app.ScoreMethods() {
		options = append(options, kit.Option{ID: string(m), Text: string(m)})
	}
	f.method = kit.NewSegments(options, func(string) { f.lay() })
	f.method.Select(string(score.Method))
	f.why.SetText(score.Why)
	for _, in := range inputs {
		e := kit.NewEntry(in.hint)
		if v := *in.of(&score); v != 0 {
			e.SetText(strconv.FormatFloat(v*max(in.scale, 1), 'f', -1, 64))
		}
		e.OnChanged = func(string) { f.tell() }
		f.fields = append(f.fields, e)
	}
	f.lay()
	return f
}

// lay shows the inputs of the chosen method.
func (f *scoreForm) lay() {
	method := app.ScoreMethod(f.method.Selected())
	f.box.Objects = []fyne.CanvasObject{kit.HStack(0, f.method, kit.Spacer())}
	for i, in := range inputs {
		if method != "" && (in.method == method || in.method == "" && method != app.ODI) {
			f.box.Add(kit.FormRow(in.name, kit.VStack(2, f.fields[i], kit.NewText(in.hint, kit.Small))))
		}
	}
	if method == app.RICE || method == app.ICE {
		f.box.Add(kit.FormRow(say.T("Why"), f.why))
	}
	if method != "" {
		f.box.Add(f.result)
	}
	f.tell()
	f.box.Refresh()
}

// tell says what the inputs make.
func (f *scoreForm) tell() {
	score, err := f.read()
	if err != nil || score.Method == "" {
		f.result.SetText("")
		return
	}
	got := evidence.Score(score, f.level)
	text := say.Sentence(got.Formula)
	if got.OK {
		text += " = " + figure(got.Value)
	}
	if got.Reading != "" {
		text += ", " + say.Sentence(got.Reading)
	}
	if score.Method != app.ODI && !got.Own && f.level != "" {
		text += say.T(". Confidence from the evidence: %s.", string(f.level))
	}
	f.result.SetText(text)
}

// read takes the numbers as typed; a comma is a decimal point where no point stands.
func (f *scoreForm) read() (app.Score, error) {
	out := f.score
	out.Method, out.Why = app.ScoreMethod(f.method.Selected()), strings.TrimSpace(f.why.Text)
	for i, in := range inputs {
		text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(f.fields[i].Text), "%"))
		v := 0.0
		if text != "" {
			if strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
				text = strings.Replace(text, ",", ".", 1)
			}
			var err error
			if v, err = strconv.ParseFloat(text, 64); err != nil {
				return out, app.Invalid(say.T("“%s” is not a number.", text), say.T("%s takes: %s.", in.name, in.hint))
			}
		}
		*in.of(&out) = v / max(in.scale, 1)
	}
	if out.Confidence == 0 {
		out.Why = ""
	}
	return out, nil
}

// askDecision notes a decision that was made with the shown insight.
func (s *Screen) askDecision() {
	if cur := s.model.Current(); cur != nil {
		s.editDecision(app.Decision{Insights: []app.InsightID{cur.ID}, Study: cur.Study, Date: app.DateOf(s.model.Now())})
	}
}

// editDecision edits a decision.
func (s *Screen) editDecision(d app.Decision) {
	m := s.model
	field := func(hint, text string) *kit.Entry {
		e := kit.NewEntry(hint)
		e.SetText(text)
		return e
	}
	text := kit.NewTextArea(say.T("What was decided? One sentence"), 2)
	text.SetText(d.Text)
	date, by := field("2026-11-30", string(d.Date)), field(say.T("Who decided"), d.By)
	where, outcome := field(say.T("Meeting, document or link"), d.Where), field(say.T("What came of it"), d.Outcome)
	var more []fyne.CanvasObject
	title := say.T("Note a decision")
	var x *sheet
	if d.ID != "" {
		title = say.T("Decision")
		more = append(more, kit.NewIconButton(icons.Trash, say.T("Delete decision"), func() {
			m.Drop(d.Ref())
			x.dialog.Hide()
		}))
	}
	x = s.ask(title, 560, 480, say.T("Save decision"), text, []fyne.CanvasObject{kit.FormRow(say.T("Decision"), text),
		kit.FormRow(say.T("Date"), date), kit.FormRow(say.T("Decided by"), by), kit.FormRow(say.T("Where"), where), kit.FormRow(say.T("Outcome"), outcome)},
		func(done func(error)) {
			d.Text, d.Date, d.By, d.Where, d.Outcome = text.Text, app.Date(strings.TrimSpace(date.Text)), by.Text, where.Text, outcome.Text
			m.SaveDecision(d, done)
		}, more...)
}
