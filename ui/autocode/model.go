// Package autocode is the screen "Find and tag": a rule read as a sentence, what it finds in context, and one button that tags
// what was chosen as one step.
package autocode

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/coding"
	"throughline/app/coding/rule"
	"throughline/app/job"
	"throughline/ui/task"
)

// Store is what the screen reads besides what a rule finds.
type Store interface {
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
}

// pause is how long typing rests before the interviews are searched.
const pause = 180 * time.Millisecond

// Model is the rule at hand, what it finds and what is chosen of it. It belongs to the UI goroutine.
type Model struct {
	Store  Store
	Rules  *rule.Service
	Coding *coding.Service
	Jobs   *job.Runner
	// ReadOnly says that the workspace cannot be changed: one can look, not tag.
	ReadOnly bool

	Spec    app.RuleSpec
	NewTags []string // names of tags that are made when they are first put on
	Name    string   // of the saved rule at hand, "" for none

	Tags    []app.TagRow
	Saved   []app.Rule
	Studies []app.Study
	Loaded  bool
	Err     error // of loading or of an act

	Result    *rule.Result // nil before the first search
	RuleErr   error        // what is wrong with the rule as it stands
	Searching bool
	Done      int64 // interviews searched, of Of
	Of        int64
	Tagging   bool // a job is putting tags on

	ShowTagged bool // list passages that carry the tags already
	OnChange   func()
	OnTold     func(words string) // something was done that the list does not show by itself

	begun   Begin              // what the rule was last begun with
	own     map[app.Place]bool // what the person ticked or unticked
	titles  map[app.InterviewID]string
	rows    []Row
	chosen  int // see Count; true while counted
	all     int
	counted bool
	already int // hits that carry the tags, or overlap a finding that does
	head    task.Latest[head]
	found   task.Latest[*rule.Result]
	ivs     task.Latest[[]app.InterviewRow]
	work    task.Queue
	wait    func() // stops the search that is about to begin
}

type head struct {
	tags    []app.TagRow
	saved   []app.Rule
	studies []app.Study
	ivs     []app.InterviewRow
}

// Begin is what the screen is opened with. The zero fields leave the rule as it was.
type Begin struct {
	Interview app.InterviewID // look only there
	Text      string          // look for these words
	Tag       app.TagID       // put this tag on
}

// Open shows the rule in a study, "" for all, begun anew if b says something else than before: who comes back from a passage
// finds everything as it was.
func (m *Model) Open(study app.StudyID, b Begin) {
	if b == m.begun && study == m.Spec.Study {
		b = Begin{}
	} else if b != (Begin{}) {
		m.begun = b
	}
	if m.Spec.Kind == "" {
		m.Spec = fresh(study)
	}
	if m.Spec.Study != study {
		m.Spec.Study, m.Spec.Interviews, m.Spec.Tags, m.Spec.Others = study, nil, nil, nil
		m.Name, m.NewTags, m.Loaded = "", nil, false
		if m.Spec.Relation != app.Untagged {
			m.Spec.Relation = app.AnyPlace
		}
	}
	if b != (Begin{}) {
		tags, made := m.Spec.Tags, m.NewTags
		m.Spec, m.Name, m.own = fresh(study), "", nil
		m.Spec.Tags, m.NewTags = tags, made
	}
	if b.Interview != "" {
		m.Spec.Interviews = []app.InterviewID{b.Interview}
	}
	if text := strings.Join(strings.Fields(b.Text), " "); text != "" {
		m.Spec.Texts = []string{text}
	}
	if b.Tag != "" {
		m.Spec.Tags, m.NewTags = []app.TagID{b.Tag}, nil
	}
	m.reload()
	m.search()
}

// fresh is the rule one begins with.
func fresh(study app.StudyID) app.RuleSpec {
	return app.RuleSpec{Kind: app.RuleWords, Scope: app.ScopeSentence, Study: study}
}

// Clear begins a new rule. The tags stay.
func (m *Model) Clear() {
	tags := m.Spec.Tags
	m.Spec, m.Name, m.own, m.begun = fresh(m.Spec.Study), "", nil, Begin{}
	m.Spec.Tags = tags
	m.search()
}

// Retry loads and searches again.
func (m *Model) Retry() {
	m.Err = nil
	m.reload()
	m.search()
}

// Dismiss takes the error away.
func (m *Model) Dismiss() {
	m.Err = nil
	m.changed()
}

// Changed takes in a committed step: what is tagged already may be another now, and texts may have been revised.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindTag, app.KindRule, app.KindStudy, app.KindInterview) {
		m.reload()
	}
	if cs.Touches(app.KindFinding, app.KindTranscript, app.KindInterview, app.KindTag) && !m.Tagging {
		m.search()
	}
}

// reload reads what the form offers.
func (m *Model) reload() {
	study, names := m.Spec.Study, len(m.Spec.Interviews) > 0
	m.head.Load(func(ctx context.Context) (h head, err error) {
		if h.tags, err = m.Store.Tags(ctx, study); err != nil {
			return h, err
		}
		if h.saved, err = m.Rules.List(ctx, study); err != nil {
			return h, err
		}
		if h.studies, err = m.Store.Studies(ctx); err != nil || !names {
			return h, err
		}
		h.ivs, err = m.Store.Interviews(ctx, study, app.Page{})
		return h, err
	}, func(h head, err error) {
		m.Loaded = true
		if err != nil {
			m.Err = err
		} else {
			m.Tags, m.Saved, m.Studies = h.tags, h.saved, h.studies
			m.name(h.ivs)
			m.dropGone()
		}
		m.changed()
	})
}

// dropGone takes tags off the rule that are gone, as a saved rule may name them.
func (m *Model) dropGone() {
	gone := func(id app.TagID) bool { return m.TagNamed(id) == nil }
	if !slices.ContainsFunc(append(slices.Clone(m.Spec.Tags), m.Spec.Others...), gone) {
		return
	}
	m.Spec.Tags = slices.DeleteFunc(slices.Clone(m.Spec.Tags), gone)
	m.Spec.Others = slices.DeleteFunc(slices.Clone(m.Spec.Others), gone)
	m.search()
}

func (m *Model) name(ivs []app.InterviewRow) {
	if m.titles == nil {
		m.titles = map[app.InterviewID]string{}
	}
	for _, iv := range ivs {
		m.titles[iv.ID] = iv.Title
	}
}

// WithInterviews reads the interviews of the study and hands them over, to choose from.
func (m *Model) WithInterviews(do func([]app.InterviewRow)) {
	study := m.Spec.Study
	m.ivs.Load(func(ctx context.Context) ([]app.InterviewRow, error) {
		return m.Store.Interviews(ctx, study, app.Page{})
	}, func(all []app.InterviewRow, err error) {
		if err != nil {
			m.Err = err
			m.changed()
			return
		}
		m.name(all)
		do(all)
	})
}

// SetKind looks for something else. Words become the pattern that finds them.
func (m *Model) SetKind(k app.RuleKind) {
	m.Edit(func(r *app.RuleSpec) {
		if k == app.RulePattern && r.Kind != k {
			var parts []string
			for _, t := range r.Texts {
				parts = append(parts, regexp.QuoteMeta(t))
			}
			r.Texts = []string{strings.Join(parts, "|")}
		}
		r.Kind = k
	})
}

// Edit changes the rule and searches by it after a moment.
func (m *Model) Edit(change func(*app.RuleSpec)) {
	before := m.Spec
	change(&m.Spec)
	if m.Spec.Equal(before) {
		return
	}
	if scopes := rule.Scopes(m.Spec.Kind); !slices.Contains(scopes, m.Spec.Scope) {
		m.Spec.Scope = scopes[0]
	}
	if m.Spec.Scope == app.ScopeAround && m.Spec.Around == 0 {
		m.Spec.Around = 1
	}
	m.searchSoon()
	m.changed()
}

// Ready reports whether the rule says enough to search by.
func (m *Model) Ready() bool {
	if m.Spec.Kind == app.RuleSpeaker {
		return len(m.Spec.Speakers) > 0 || len(m.Spec.Roles) > 0
	}
	return slices.ContainsFunc(m.Spec.Texts, func(t string) bool { return strings.TrimSpace(t) != "" }) && !m.needsOther()
}

// needsOther reports whether the rule looks at findings with another tag that is not chosen yet.
func (m *Model) needsOther() bool {
	r := m.Spec.Relation
	return r != app.AnyPlace && r != app.Untagged && len(m.Spec.Others) == 0
}

func (m *Model) searchSoon() {
	if m.wait != nil {
		m.wait()
	}
	m.wait = task.After(pause, m.search)
}

// search looks for the rule as it stands; what an older one finds is dropped.
func (m *Model) search() {
	if m.wait != nil {
		m.wait()
		m.wait = nil
	}
	m.counted = false
	if !m.Ready() {
		m.found.Cancel()
		m.Result, m.RuleErr, m.Searching = nil, nil, false
		m.list()
		m.changed()
		return
	}
	spec := m.Spec
	m.Searching, m.Done, m.Of = true, 0, 0
	var last time.Time // of the last report, on the searching goroutine alone
	m.found.Load(func(ctx context.Context) (*rule.Result, error) {
		return m.Rules.Find(ctx, spec, func(done, of int64, _ string) {
			if now := time.Now(); ctx.Err() == nil && done < of && now.Sub(last) > 100*time.Millisecond {
				last = now
				task.Post(func() { m.progress(ctx, done, of) })
			}
		})
	}, func(res *rule.Result, err error) {
		m.Searching, m.RuleErr = false, nil
		switch {
		case app.CodeOf(err) == app.EInvalid:
			m.RuleErr, m.Result = err, nil
		case err != nil:
			m.Err = err
		default:
			m.Result = res
		}
		m.list()
		m.changed()
	})
	m.changed()
}

// progress shows how far the search is, unless another has begun.
func (m *Model) progress(ctx context.Context, done, of int64) {
	if ctx.Err() == nil && m.Searching {
		m.Done, m.Of = done, of
		m.changed()
	}
}

// Close ends what is under way.
func (m *Model) Close() {
	if m.wait != nil {
		m.wait()
	}
	m.found.Cancel()
	m.head.Cancel()
	m.ivs.Cancel()
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
