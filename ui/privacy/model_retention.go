package privacy

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/erase"
	"throughline/app/job"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Eraser erases people, ends the retention of studies, and says what is due. *erase.Service is one.
type Eraser interface {
	Preview(ctx context.Context, o erase.Order) (erase.Preview, error)
	Erase(ctx context.Context, o erase.Order, p app.Progress) (*app.Erasure, error)
	Retention(ctx context.Context, today app.Date) ([]erase.Due, error)
	Extend(ctx context.Context, study app.StudyID, until, today app.Date, reason string) error
	Done(ctx context.Context) ([]app.Erasure, error)
	Months(ctx context.Context) (int, error)
	KeepFor(ctx context.Context, months int) error
	// Waiting reports whether an erasure waits for the vault to be opened; Resume then carries it through.
	Waiting(ctx context.Context) (bool, error)
	Resume(ctx context.Context, p app.Progress) ([]*app.Erasure, error)
}

// RetentionModel is the state of the section about retention and erasure. It belongs to the UI goroutine.
type RetentionModel struct {
	Eraser   Eraser
	People   func(context.Context) ([]app.ParticipantRow, error)
	Studies  func(context.Context) ([]app.Study, error)
	Jobs     *job.Runner
	Today    func() app.Date
	ReadOnly bool

	Study    app.StudyID // "" for all
	Due      []erase.Due
	Done     []app.Erasure // newest first
	Persons  []app.ParticipantRow
	Names    map[app.StudyID]string
	Others   []app.Study // without a last day, and whose words are there
	Months   int         // after a study's end that its words may be kept; 0 for no limit
	Loaded   bool
	Err      error
	OnChange func()
	OnTell   func(text string)                 // an act is done and can be undone
	OnRest   func()                            // what waited for the vault is carried through
	OnErased func(code string, e *app.Erasure) // an erasure is stored: what the window holds is of yesterday

	list task.Latest[retention]
	look task.Latest[erase.Preview]
	wait task.Latest[bool]
	rest *job.Job // carries through what waited for the vault; nil when nothing does
	acts task.Queue
}

type retention struct {
	due     []erase.Due
	done    []app.Erasure
	persons []app.ParticipantRow
	studies []app.Study
	months  int
}

// Open shows the studies due, those of one study alone where one is in force.
func (m *RetentionModel) Open(study app.StudyID) {
	m.Study = study
	if m.Loaded && m.Err == nil {
		m.changed()
		return
	}
	m.Reload()
}

// Changed reads again what a committed step may have changed.
func (m *RetentionModel) Changed(cs *app.ChangeSet) {
	if m.Loaded && cs.Touches(app.KindStudy, app.KindStandards, app.KindParticipant, app.KindErasure, app.KindInterview) {
		m.Reload()
	}
}

// Reload reads everything again.
func (m *RetentionModel) Reload() {
	today := m.Today()
	m.list.Load(func(ctx context.Context) (r retention, err error) {
		if r.due, err = m.Eraser.Retention(ctx, today); err != nil {
			return r, err
		}
		if r.done, err = m.Eraser.Done(ctx); err != nil {
			return r, err
		}
		if r.persons, err = m.People(ctx); err != nil {
			return r, err
		}
		if r.studies, err = m.Studies(ctx); err != nil {
			return r, err
		}
		r.months, err = m.Eraser.Months(ctx)
		return r, err
	}, func(r retention, err error) {
		m.Err, m.Loaded = err, true
		if err == nil {
			m.Due, m.Done, m.Persons = r.due, r.done, r.persons
			m.Months = r.months
			m.sort(r.studies)
		}
		m.changed()
	})
}

// sort names the studies, and finds those without a last day.
func (m *RetentionModel) sort(studies []app.Study) {
	m.Names, m.Others = make(map[app.StudyID]string, len(studies)), nil
	settled := map[app.StudyID]bool{}
	for _, d := range m.Due {
		settled[d.Study] = true
	}
	for _, e := range m.Done {
		settled[e.Study] = true
	}
	for _, st := range studies {
		m.Names[st.ID] = st.Name
		if !settled[st.ID] {
			m.Others = append(m.Others, st)
		}
	}
}

func (m *RetentionModel) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// Close ends what is being read.
func (m *RetentionModel) Close() {
	m.list.Cancel()
	m.look.Cancel()
	m.wait.Cancel()
}

// Unlocked hears when the vault was opened or locked: an erasure that waits for it is carried through, as a job.
func (m *RetentionModel) Unlocked(open bool) {
	if !open || m.ReadOnly || m.rest != nil {
		return
	}
	m.wait.Load(m.Eraser.Waiting, func(waits bool, err error) {
		if err != nil || !waits || m.rest != nil { // an error is said where the section is read
			return
		}
		m.rest = m.Jobs.Start(say.T("Search backups for names of somebody erased"), func(ctx context.Context, p app.Progress) error {
			return task.Told(func() ([]*app.Erasure, error) { return m.Eraser.Resume(ctx, p) }, func(all []*app.Erasure, err error) {
				m.rest = nil
				through := err == nil && !slices.ContainsFunc(all, func(e *app.Erasure) bool { return e.Open != nil })
				if through && m.OnRest != nil {
					m.OnRest()
				}
				if m.Loaded {
					m.Reload()
				}
			})
		})
	})
}

// Shown are the studies to list: all, or the one in force.
func (m *RetentionModel) Shown() []erase.Due {
	if m.Study == "" {
		return m.Due
	}
	var own []erase.Due
	for _, d := range m.Due {
		if d.Study == m.Study {
			own = append(own, d)
		}
	}
	return own
}

// Overdue is how many of the studies shown are past their last day.
func (m *RetentionModel) Overdue() int {
	n := 0
	for _, d := range m.Shown() {
		if d.Over() {
			n++
		}
	}
	return n
}

// Extend lets the words of a study be kept until a day. done hears how it went.
func (m *RetentionModel) Extend(d erase.Due, until app.Date, reason string, done func(error)) {
	today := m.Today()
	m.acts.Do(func(ctx context.Context) error { return m.Eraser.Extend(ctx, d.Study, until, today, reason) }, func(err error) {
		if err == nil && m.OnTell != nil {
			m.OnTell(say.T("“%s” is kept until %s", d.Name, dayWord(until)))
		}
		done(err)
	})
}

// KeepFor sets how many months after their ends the words of studies may be kept; text is a number, or nothing for no limit. done hears
// how it went.
func (m *RetentionModel) KeepFor(text string, done func(error)) {
	months, err := 0, error(nil)
	if text = strings.TrimSpace(text); text != "" {
		if months, err = strconv.Atoi(text); err != nil {
			done(app.Invalid(say.T("“%s” is no number of months.", text), say.T("Write a number such as 24, or nothing for no limit.")))
			return
		}
	}
	m.acts.Do(func(ctx context.Context) error { return m.Eraser.KeepFor(ctx, months) }, func(err error) {
		if err == nil && m.OnTell != nil {
			m.OnTell(say.T("The rule is changed"))
		}
		done(err)
	})
}

// Confirmed reports whether what was typed confirms that somebody, or a study, is meant.
func Confirmed(typed, called string) bool {
	return called != "" && strings.EqualFold(strings.Join(strings.Fields(typed), " "), strings.Join(strings.Fields(called), " "))
}

// Running is an erasure on its way. It belongs to the UI goroutine.
type Running struct {
	What     string  // what is being done
	Share    float64 // 0 to 1 of the present step, below 0 unknown
	Stopping bool
	OnChange func()
	job      *job.Job
}

// Stop asks it to stop; once it is stored it goes on.
func (r *Running) Stop() {
	r.Stopping = true
	r.job.Cancel()
	r.OnChange()
}

// Erase begins an erasure as a job. ended hears how it went, and whether anything was erased.
func (m *RetentionModel) Erase(o erase.Order, code string, ended func(err error)) *Running {
	run := &Running{Share: -1, OnChange: func() {}}
	run.job = m.Jobs.Start(say.T("Erase %s", code), func(ctx context.Context, p app.Progress) error {
		step := func(done, total int64, what string) {
			p.Report(done, total, what)
			task.Post(func() {
				run.What, run.Share = what, -1
				if total > 0 {
					run.Share = float64(done) / float64(total)
				}
				run.OnChange()
			})
		}
		return task.Told(func() (*app.Erasure, error) { return m.Eraser.Erase(ctx, o, step) }, func(e *app.Erasure, err error) {
			ended(err)
			if e != nil && m.OnErased != nil {
				m.OnErased(code, e)
			}
		})
	})
	return run
}

// Look works out what an order takes; show hears it unless another order came meanwhile.
func (m *RetentionModel) Look(o erase.Order, show func(erase.Preview, error)) {
	m.look.Load(func(ctx context.Context) (erase.Preview, error) { return m.Eraser.Preview(ctx, o) }, show)
}

// DoneLine says in a line what an erasure was.
func DoneLine(e *app.Erasure) string {
	words := []string{e.Reason}
	for _, name := range []string{erase.CountInterviews, erase.CountTurns, erase.CountFindings} {
		for _, r := range erase.Lines(map[string]int{name: e.Removed[name]}) {
			words = append(words, say.Number(r.Count)+" "+say.Sentence(r.What))
		}
	}
	return strings.Join(append(words, say.T("by %s", e.Author)), " · ")
}

// DoneTitle names an erasure.
func DoneTitle(e *app.Erasure, studies map[app.StudyID]string) string {
	if e.What == app.KindStudy {
		name := studies[e.Study]
		if name == "" {
			name = say.T("a study")
		}
		if e.Keeps == app.KeepQuotes {
			return say.T("Words of %s, all but quotes", name)
		}
		return say.T("All words of %s", name)
	}
	return e.Code
}
