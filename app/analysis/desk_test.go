package analysis_test

import (
	"fmt"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/apptest"
	"throughline/app/generate"
)

// desk is a bench with findings about a few topics.
type desk struct {
	*apptest.Bench
	analysis *analysis.Service
	study    *app.Study
	findings []*app.Finding
	topics   []int // of the findings
}

func newDesk(t *testing.T, findings, topics int) *desk {
	t.Helper()
	d := &desk{Bench: apptest.New(t)}
	d.analysis = &analysis.Service{Store: d.Store, Log: d.Log, Hand: d.Hand}
	d.study = d.Study("Topics")
	d.add(d.study, generate.New(generate.Options{Seed: 1}).Passages(findings, topics)...)
	return d
}

func (d *desk) add(study *app.Study, passages ...generate.Passage) {
	d.T.Helper()
	people := map[string]app.ParticipantID{}
	var records []app.Record
	for _, p := range passages {
		if people[p.Group] == "" {
			who := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: p.Group, Stamp: d.Hand.Stamp()}
			people[p.Group] = who.ID
			records = append(records, who)
		}
		id := app.FindingID(fmt.Sprintf("finding-%04d", len(d.findings))) // their order decides how groups begin
		f := &app.Finding{ID: id, Study: study.ID, Participant: people[p.Group], Note: p.Text, At: app.NoTime, Stamp: d.Hand.Stamp()}
		d.findings, d.topics = append(d.findings, f), append(d.topics, p.Topic)
		records = append(records, f)
	}
	if len(records) > 0 {
		d.Put(records...)
	}
}

func (d *desk) propose(t *testing.T, opt analysis.Options) *analysis.Proposal {
	t.Helper()
	pr, err := d.analysis.Propose(t.Context(), d.study.ID, opt, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pr
}

func (d *desk) accept(t *testing.T, pr *analysis.Proposal) {
	t.Helper()
	if err := d.analysis.Accept(t.Context(), pr); err != nil {
		t.Fatal(err)
	}
}

// board is the study's themes in order.
func (d *desk) board(t *testing.T) []app.ThemeRow {
	t.Helper()
	rows, err := d.Store.Themes(t.Context(), d.study.ID)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// in lists the findings of a theme in the order of its column.
func (d *desk) in(t *testing.T, theme app.ThemeID) []app.FindingID {
	t.Helper()
	placed, err := d.Store.Placements(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	var ids []app.FindingID
	for _, p := range placed {
		if p.Theme == theme {
			ids = append(ids, p.Finding)
		}
	}
	return ids
}

func ids(fs ...*app.Finding) []app.FindingID {
	var out []app.FindingID
	for _, f := range fs {
		out = append(out, f.ID)
	}
	return out
}
