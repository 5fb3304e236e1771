package recruit

import (
	"context"
	"strings"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Panel is who of the panel could become a candidate: everybody who is none yet. It belongs to the UI goroutine.
type Panel struct {
	Desk     *engine.Desk
	Rows     []PanelRow // under the filter, by code
	Fields   []string   // that people have
	Text     string
	Field    string // with Value: only who has it
	Value    string
	Segment  *Segment // a saved filter; nil for none
	Fits     bool     // only whom the screener would not turn down, as far as it is known
	Free     bool     // only who may be contacted
	Loaded   bool
	OnChange func()

	all  []PanelRow
	load task.Latest[[]PanelRow]
}

// PanelRow is somebody who could become a candidate.
type PanelRow struct {
	ID      app.ParticipantID
	Code    string
	Segment string
	Fit     app.Fit // by what is known
	Why     string  // of Fit: "2 of 5 questions known" while the screener is not through
	Contact app.ContactState
	words   string
	who     *app.Participant
}

// Load judges everybody by what is known of them, beside the window.
func (p *Panel) Load() {
	d := p.Desk
	p.Fields = d.FieldNames()
	p.load.Load(func(ctx context.Context) ([]PanelRow, error) { return candidates(ctx, d) }, func(rows []PanelRow, err error) {
		if err == nil {
			p.all, p.Loaded = rows, true
			p.arrange()
		}
	})
}

func candidates(ctx context.Context, d *engine.Desk) ([]PanelRow, error) {
	sc := d.Recruitment.Screener
	var rows []PanelRow
	for i := range d.Panel {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		who := &d.Panel[i].Participant
		if d.Has(who.ID) {
			continue
		}
		known := engine.Known(sc, who)
		w := engine.Take(sc, known)
		r := PanelRow{ID: who.ID, Code: who.Code, Segment: who.Segment, Fit: w.Fit, Why: say.Sentence(w.Why), Contact: d.Contact(who.ID), words: say.Lower(say.Sentence(engine.About(who))), who: who}
		if n := len(sc.Questions); n > 0 && w.Fit == app.FitUnknown {
			r.Why = say.T("%s of %s known", say.Number(len(known)), say.Count(n, "question"))
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// Set changes the filter.
func (p *Panel) Set(change func(*Panel)) {
	change(p)
	p.arrange()
}

func (p *Panel) arrange() {
	p.Rows = p.Rows[:0:0]
	words := strings.Fields(strings.ToLower(p.Text))
	var q app.Quota
	if p.Field != "" && p.Value != "" {
		q.Where = []app.QuotaWhere{{Attribute: p.Field, Values: []string{p.Value}}}
	}
	for _, r := range p.all {
		if p.Fits && r.Fit == app.FitNot || p.Free && !r.Contact.OK || p.Segment != nil && !p.Segment.Who[r.ID] || !engine.In(q, r.who) || !all(words, r.words) {
			continue
		}
		p.Rows = append(p.Rows, r)
	}
	if p.OnChange != nil {
		p.OnChange()
	}
}

func all(words []string, in string) bool {
	for _, w := range words {
		if !strings.Contains(in, w) {
			return false
		}
	}
	return true
}
