// Package analysis is the screen that counts what was found: how often, by whom, with what else, in which order, in which words, and how far
// two coders agree.
package analysis

import (
	"cmp"
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/job"
	"throughline/app/tally"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Kind is one of the analyses in the list at the left.
type Kind string

// The analyses, in the order of the list.
const (
	Frequency  Kind = "frequency"
	Segments   Kind = "segments"
	Together   Kind = "together"
	Timeline   Kind = "timeline"
	Saturation Kind = "saturation"
	Words      Kind = "words"
	Agreement  Kind = "agreement"
	Asked      Kind = "asked"
	Guide      Kind = "guide"
	Moderation Kind = "moderation"
)

// Kinds are the analyses in order.
var Kinds = []Kind{Frequency, Segments, Together, Timeline, Saturation, Words, Agreement, Asked, Guide, Moderation}

// kindTitles are the analyses named by one word.
var kindTitles = map[Kind]string{
	Frequency: say.T("Frequency"), Together: say.T("Together"), Timeline: say.T("Timeline"), Saturation: say.T("Saturation"),
	Words: say.T("Words"), Agreement: say.T("Agreement"), Guide: say.T("Guide"), Moderation: say.T("Moderation"),
}

// Title names an analysis in the list.
func (k Kind) Title() string {
	switch k {
	case Segments:
		return say.T("By segment")
	case Asked:
		return say.T("Who was asked")
	}
	return kindTitles[k]
}

// Look is one of the faces of an analysis that has several.
type Look string

// The looks. "" is the first of each.
const (
	HeatMap   Look = ""
	Network   Look = "network"
	Figures   Look = ""
	Disagree  Look = "disagreements"
	DoubleUp  Look = "double"
	Overview  Look = ""
	OneSeries Look = "one"
)

// Analyst counts. tally.Service is one.
type Analyst interface {
	Frequency(ctx context.Context, ask tally.Ask) (*tally.Frequency, error)
	BySegment(ctx context.Context, ask tally.Ask) (*tally.Segments, error)
	Together(ctx context.Context, ask tally.Ask) (*tally.Together, error)
	Timeline(ctx context.Context, ask tally.Ask, id app.InterviewID) (*tally.Timeline, error)
	Saturation(ctx context.Context, ask tally.Ask, rule tally.SaturationRule, p app.Progress) (*tally.Saturation, error)
	Wording(ctx context.Context, ask tally.Ask, p app.Progress) (*tally.Wording, error)
	Lines(ctx context.Context, q app.FindingQuery, word string, limit int) ([]tally.Line, error)
	Agreement(ctx context.Context, q tally.AgreementQuery, p app.Progress) (*tally.Agreement, error)
	Contrast(ctx context.Context, q tally.AgreementQuery) (*tally.Contrast, error)
	Settle(ctx context.Context, q tally.AgreementQuery, d tally.Differing, how tally.Settlement) error
	Pairs(ctx context.Context, study app.StudyID) ([]tally.Pair, error)
	Plans(ctx context.Context, study app.StudyID) ([]tally.Plan, error)
	Begin(ctx context.Context, study app.StudyID, d app.DoubleCoding) (*app.View, error)
	Drop(ctx context.Context, id app.ViewID) error
	Asked(ctx context.Context, ask tally.Ask) (*tally.Asked, error)
}

// Reader is what the screen reads besides.
type Reader interface {
	Studies(ctx context.Context) ([]app.Study, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	Views(ctx context.Context, place app.ViewPlace, study app.StudyID) ([]app.View, error)
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	AllTags(ctx context.Context) ([]app.Tag, error)
	CodedInterviews(ctx context.Context, study app.StudyID) ([]app.CodedInterview, error)
}

// Model is the state of the screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Tally    Analyst
	Store    Reader
	Clock    func() time.Time // dates agreements
	Author   string           // who looks
	ReadOnly bool
	Guide    GuideDesk   // nil where there is none
	Jobs     *job.Runner // looks for questions beside everything else

	Study app.StudyID
	Kind  Kind
	Ask   tally.Ask // without Find
	Rule  tally.SaturationRule
	Looks map[Kind]Look
	Part  string // which interview, segment or curve is looked at, "" for the first
	View  app.ViewID
	Given *app.FindingQuery // a filter that another screen brought; nil for none
	From  string            // where it came from: "Trust in Bavaria"

	Choices Choices
	Page    *Page // what is shown; nil before the first
	Coding  Coding
	Asking  Asking
	Lines   []tally.Line // the word that was chosen, in context
	Word    string
	Busy    bool
	Err     error
	Done    int64 // of Total, while Busy
	Total   int64

	OnChange func() // repaint

	page    task.Latest[*Page]
	choices task.Latest[Choices]
	lines   task.Latest[[]tally.Line]
	coding  task.Latest[Coding]
	acts    task.Queue // what is done, one act after another
	units   map[app.StudyID]tally.Unit
	stale   bool
	open    bool
}

// Choices are what the controls offer.
type Choices struct {
	Only       app.StudyID // the one study there is, "" with none or several
	Views      []app.View
	Interviews []app.InterviewRow // of which timelines can be drawn, the first maxInterviews
	Attributes []string           // of people, by name
	Pairs      []tally.Pair
	Plans      []tally.Plan
}

// maxInterviews is how many interviews the menu of timelines lists.
const maxInterviews = 200

// Open shows a study, or all studies for "". kind "" stays with the present analysis.
func (m *Model) Open(study app.StudyID, kind Kind) {
	moved := m.Study != study
	if moved {
		m.Part, m.View, m.Given, m.From, m.Page, m.Word, m.Lines, m.Coding = "", "", nil, "", nil, "", nil, Coding{}
		m.letGo()
		m.Choices = Choices{}
	}
	if kind != "" && kind != m.Kind {
		m.Kind, moved = kind, true
	}
	m.Kind = cmp.Or(m.Kind, Frequency)
	m.Study = study
	if !moved && m.open && !m.stale {
		m.changed()
		return
	}
	m.open = true
	m.reload()
}

// OpenQuery counts what a query chooses only, which comes from another screen under a title.
func (m *Model) OpenQuery(study app.StudyID, title string, q app.FindingQuery) {
	m.Study, m.View, m.Given, m.From, m.Page = study, "", &q, title, nil
	m.Kind = cmp.Or(m.Kind, Frequency)
	m.open = true
	m.reload()
}

// Changed counts anew after a step that may matter.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindFinding, app.KindTag, app.KindTheme, app.KindPlacement, app.KindParticipant, app.KindInterview, app.KindTranscript, app.KindStudy, app.KindView,
		app.KindGuideLink, app.KindGuideTopic) {
		m.reload()
	}
}

// Retry counts again what failed.
func (m *Model) Retry() { m.reload() }

// Choose turns to another analysis.
func (m *Model) Choose(k Kind) {
	if k == m.Kind {
		return
	}
	m.Kind, m.Part, m.Page, m.Err, m.Word, m.Lines = k, "", nil, nil, "", nil
	m.count()
}

// Step turns to the analysis that many further down the list.
func (m *Model) Step(by int) {
	if i := slices.Index(Kinds, m.Kind) + by; i >= 0 && i < len(Kinds) {
		m.Choose(Kinds[i])
	}
}

// Look is the face of the present analysis.
func (m *Model) Look() Look { return m.Looks[m.Kind] }

// SetLook turns to another face of the present analysis.
func (m *Model) SetLook(l Look) {
	if m.Looks == nil {
		m.Looks = map[Kind]Look{}
	}
	if m.Looks[m.Kind] == l {
		return
	}
	m.Looks[m.Kind] = l
	if m.Kind == Agreement {
		m.changed()
		return
	}
	m.count()
}

// SetBy counts people, findings or interviews.
func (m *Model) SetBy(by tally.Measure) { m.Ask.By = by; m.count() }

// SetRows counts tags or themes.
func (m *Model) SetRows(rows app.Axis) { m.Ask.Rows = rows; m.count() }

// SetColumns compares by another axis; an attribute is named "attribute:" and its name.
func (m *Model) SetColumns(axis app.Axis, attribute string) {
	m.Ask.Columns, m.Ask.Attribute = axis, attribute
	m.count()
}

// SetRollUp counts sub-tags for the tags above them, or not.
func (m *Model) SetRollUp(on bool) { m.Ask.RollUp = on; m.count() }

// SetRule changes what counts as saturated.
func (m *Model) SetRule(r tally.SaturationRule) { m.Rule = r; m.count() }

// SetPart looks at another interview, segment or curve.
func (m *Model) SetPart(part string) { m.Part = part; m.Word, m.Lines = "", nil; m.count() }

// SetView filters by a saved view, "" for everything.
func (m *Model) SetView(id app.ViewID) {
	m.View, m.Given, m.From = id, nil, ""
	m.count()
}

// Find is the query that chooses what is counted.
func (m *Model) Find() app.FindingQuery {
	var q app.FindingQuery
	switch {
	case m.Given != nil:
		q = *m.Given
	case m.View != "":
		for i := range m.Choices.Views {
			var v app.FindingView
			if m.Choices.Views[i].ID == m.View && m.Choices.Views[i].Read(&v) == nil {
				q = v.Find
			}
		}
	}
	q.Study, q.Page, q.Order = m.study(), app.Page{}, app.ByPlace
	return q
}

// study is the one shown, also when all are shown and there is but one.
func (m *Model) study() app.StudyID { return cmp.Or(m.Study, m.Choices.Only) }

// ofOne reports whether an analysis follows the interviews and the codebook of one study.
func (k Kind) ofOne() bool {
	return slices.Contains([]Kind{Timeline, Saturation, Agreement, Asked, Guide, Moderation}, k)
}

// seed is of all that is drawn at random: the same numbers every time.
const seed = 1

func (m *Model) ask() tally.Ask {
	a := m.Ask
	a.Find, a.Seed = m.Find(), seed
	if a.Rows == app.AxisTheme && m.study() == "" {
		a.Rows = app.AxisWideTheme
	}
	return a
}

func (m *Model) reload() {
	study, withAttributes := m.Study, m.Choices.Attributes == nil
	old := m.Choices.Attributes
	m.stale = false
	m.choices.Load(func(ctx context.Context) (c Choices, err error) {
		c.Attributes = old
		return c, m.readChoices(ctx, study, withAttributes, &c)
	}, func(c Choices, err error) {
		if err != nil {
			m.Err = err
			m.changed()
			return
		}
		m.Choices = c
		if m.View != "" && !slices.ContainsFunc(c.Views, func(v app.View) bool { return v.ID == m.View }) {
			m.View = ""
		}
		m.count()
	})
}

// count makes the page anew, beside the window.
func (m *Model) count() {
	m.Busy, m.Err, m.Done, m.Total = true, nil, 0, 0
	if m.Kind.ofOne() && m.study() == "" {
		m.page.Cancel()
		m.coding.Cancel()
		m.Busy, m.Coding = false, Coding{}
		m.Page = &Page{Kind: m.Kind, Empty: say.T("Choose one study"), Remedy: say.T("%s is of the interviews and the codebook of one study. Choose it at the top left.", m.Kind.Title()), Where: AtSwitcher}
		m.changed()
		return
	}
	m.changed()
	if m.Kind == Agreement {
		m.compare()
		return
	}
	count := m.counting()
	m.page.Load(func(ctx context.Context) (*Page, error) { return count.page(ctx) }, func(p *Page, err error) {
		m.Busy, m.Err = false, err
		if err == nil {
			m.Page = p
			if p.Kind == Guide {
				m.Asking.links = p.links
				m.sift()
			}
			if m.Part == "" {
				m.Part = p.Part
			}
		}
		m.changed()
	})
}

// Pick looks at a word in its context, "" at none.
func (m *Model) Pick(word string, q app.FindingQuery) {
	m.Word, m.Lines = word, nil
	m.changed()
	if word == "" {
		m.lines.Cancel()
		return
	}
	m.lines.Load(func(ctx context.Context) ([]tally.Line, error) { return m.Tally.Lines(ctx, q, word, 60) }, func(l []tally.Line, err error) {
		m.Lines = l
		if err != nil {
			m.Err = err
		}
		m.changed()
	})
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// Dismiss takes the error away.
func (m *Model) Dismiss() {
	m.Err = nil
	m.changed()
}
