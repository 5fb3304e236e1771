package reader

import (
	"cmp"
	"context"
	"slices"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Privacy looks for personal data in interviews. *analysis.Service is one.
type Privacy interface {
	PersonalData(ctx context.Context, study app.StudyID, interviews []app.InterviewID, more analysis.KnownNames, least float64, p app.Progress) ([]analysis.PersonalInterview, error)
}

// personal is what may tell who somebody is in the open interview, while somebody looks for it.
type personal struct {
	on      bool
	ready   bool
	err     error
	english bool
	count   int // places
	all     []PersonalRow
	rows    []PersonalRow // of all, those under open headings
	at      int           // the chosen row, -1 for none
	place   int           // which of its places
	load    task.Latest[[]analysis.PersonalInterview]
}

// PersonalRow is a line of the list of personal data: the heading of a kind, or words with their places in the text.
type PersonalRow struct {
	Head   bool
	Closed bool   // of a heading: its rows are not shown
	Title  string // the kind, or the words
	Why    string
	Sure   string // how sure, in a word
	Places []app.Span
}

// kindTitles head the kinds of personal data.
var kindTitles = map[string]string{"person": say.T("People"), "organisation": say.T("Organisations"), "email": say.T("E-mail addresses"), "phone": say.T("Phone numbers"), "address": say.T("Addresses"),
	"birth": say.T("Birth dates"), "card": say.T("Payment cards"), "iban": say.T("Bank accounts"), "id": say.T("Other numbers"), "url": say.T("Web addresses"), "ip": say.T("IP addresses")}

// FindPersonal looks for personal data in the open text, off the UI goroutine; in one that is being opened once it is there. Nothing is
// changed.
func (m *Model) FindPersonal() {
	p := &m.personal
	if m.Privacy == nil || m.Err != nil || m.closed {
		return
	}
	p.on, p.ready, p.err, p.all, p.rows, p.at = true, false, nil, nil, nil, -1
	m.changed(PartPersonal)
	if m.Transcript == nil {
		return
	}
	id, study := m.id, m.Interview.Study
	p.load.Load(func(ctx context.Context) ([]analysis.PersonalInterview, error) {
		return m.Privacy.PersonalData(ctx, study, []app.InterviewID{id}, analysis.KnownNames{}, 0, nil)
	}, func(found []analysis.PersonalInterview, err error) {
		if id != m.id || !p.on {
			return
		}
		p.ready, p.err = true, err
		if err == nil && len(found) == 1 {
			p.take(found[0].PersonalText)
		}
		m.changed(PartPersonal)
	})
}

// take makes the rows: kinds in their order, words by their first place; the same words once.
func (p *personal) take(found analysis.PersonalText) {
	p.english, p.count = found.English, len(found.Found)
	for _, kind := range analysis.PersonalKinds() {
		var rows []PersonalRow
		at := map[string]int{}
		for _, f := range found.Found {
			if f.Kind != kind {
				continue
			}
			i, known := at[f.Text]
			if !known {
				i = len(rows)
				at[f.Text] = i
				rows = append(rows, PersonalRow{Title: flat(f.Text), Why: say.Sentence(f.Why), Sure: sureWord(f.Score)})
			}
			rows[i].Places = append(rows[i].Places, f.Span)
		}
		if len(rows) > 0 {
			p.all = append(append(p.all, PersonalRow{Head: true, Title: cmp.Or(kindTitles[kind], kind)}), rows...)
		}
	}
	p.rows = slices.Clone(p.all)
}

// sureWord says in a word how sure a score is; it is no measured chance.
func sureWord(score float64) string {
	switch {
	case score >= .9:
		return say.T("likely")
	case score >= .7:
		return say.T("maybe")
	}
	return say.T("weak")
}

// TogglePersonal opens or closes a heading.
func (m *Model) TogglePersonal(i int) {
	p := &m.personal
	if i < 0 || i >= len(p.rows) || !p.rows[i].Head {
		return
	}
	title := p.rows[i].Title
	p.rows, p.at = nil, -1
	closed := false
	for k := range p.all {
		r := &p.all[k]
		if r.Head {
			if r.Title == title {
				r.Closed = !r.Closed
			}
			closed = r.Closed
		}
		if r.Head || !closed {
			p.rows = append(p.rows, *r)
		}
	}
	m.changed(PartPersonal)
}

// ClosePersonal ends looking for personal data.
func (m *Model) ClosePersonal() {
	m.personal.load.Cancel()
	m.personal = personal{}
	m.changed(PartPersonal)
}

// LookingForPersonal reports whether somebody looks for personal data here.
func (m *Model) LookingForPersonal() bool { return m.personal.on }

// ChoosePersonal chooses a row and returns a place of its words: the first, and the next each time the row is chosen again. False for a
// heading.
func (m *Model) ChoosePersonal(i int) (app.Span, bool) {
	p := &m.personal
	if i < 0 || i >= len(p.rows) || p.rows[i].Head {
		return app.Span{}, false
	}
	if i == p.at {
		p.place = (p.place + 1) % len(p.rows[i].Places)
	} else {
		p.at, p.place = i, 0
	}
	return p.rows[i].Places[p.place], true
}

// PersonalLine is what stands below the words of a row: which of its places was gone to, and why it is listed.
func (m *Model) PersonalLine(i int) string {
	p := &m.personal
	r := p.rows[i]
	switch n := len(r.Places); {
	case r.Head:
		return ""
	case n == 1:
		return r.Why
	case i == p.at:
		return say.T("%d of %d · %s", p.place+1, n, r.Why)
	default:
		return say.T("%d places · %s", n, r.Why)
	}
}

// PersonalTold says how much was found and what not to expect.
func (m *Model) PersonalTold() string {
	p := &m.personal
	if !p.english {
		return say.T("%s. Names in this language are mostly missed.", say.Count(p.count, "candidate"))
	}
	return say.T("%s. Some are wrong, some are missed.", say.Count(p.count, "candidate"))
}
