package kit

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
	"throughline/ui/task"
)

// EvidenceDesk is how a screen adds evidence to insights without knowing who keeps them.
type EvidenceDesk struct {
	// Insights lists the insights of a study, of all for "".
	Insights func(ctx context.Context, study app.StudyID) ([]app.InsightRow, error)
	// Attach adds evidence as one step, and tells how many pieces were added and how many were there already.
	Attach func(ctx context.Context, id app.InsightID, ev []app.Evidence) (added, there int, err error)
	// Write stores a new insight with its evidence as one step.
	Write func(ctx context.Context, in app.Insight) (*app.Insight, error)
	// Toast says what was done.
	Toast func(Toast)
	// Fail says what went wrong.
	Fail func(error)
	// GoTo opens a place.
	GoTo func(Route)

	work task.Queue
}

// EvidenceOffer is what is to be added to an insight: findings or a theme.
type EvidenceOffer struct {
	Study app.StudyID // whose insights are offered, with those across studies; "" for all
	Name  string      // "3 findings"
	Count int
	// Stance is what it does to the claim unless the person says otherwise; "" supports.
	Stance app.Stance
	// Read returns what is to be added. It runs off the UI goroutine.
	Read func(ctx context.Context) ([]app.Ref, error)
}

// OfferOf is the offer of records that are known.
func OfferOf(study app.StudyID, name string, refs ...app.Ref) EvidenceOffer {
	return EvidenceOffer{Study: study, Name: name, Count: len(refs), Read: func(context.Context) ([]app.Ref, error) { return refs, nil }}
}

// OfferOfFindings is the offer of findings.
func OfferOfFindings(study app.StudyID, ids []app.FindingID) EvidenceOffer {
	refs := make([]app.Ref, len(ids))
	for i, id := range ids {
		refs[i] = app.Ref{Kind: app.KindFinding, ID: string(id)}
	}
	return OfferOf(study, say.Count(len(ids), "finding"), refs...)
}

// mostEvidence is how many findings are added at a time. An insight that rests on more rests on a theme.
const mostEvidence = 500

// evidencePick is the choice of an insight for an offer. It belongs to the UI goroutine.
type evidencePick struct {
	desk   *EvidenceDesk
	offer  EvidenceOffer
	stance app.Stance
	refs   []app.Ref
	rows   []app.InsightRow // the newest first
	load   task.Latest[evidenceRead]
}

type evidenceRead struct {
	refs []app.Ref
	rows []app.InsightRow
}

func newEvidencePick(d *EvidenceDesk, o EvidenceOffer) *evidencePick {
	if o.Stance == "" {
		o.Stance = app.Supports
	}
	return &evidencePick{desk: d, offer: o, stance: o.Stance}
}

// refused says why the offer cannot be made, nil when it can.
func (e *evidencePick) refused() error {
	if e.offer.Count > mostEvidence {
		return app.Invalid(say.T("%s are too many for one insight.", e.offer.Name),
			say.T("Choose up to %s, or move them to a theme and add the theme.", say.Number(mostEvidence)))
	}
	return nil
}

// read loads the insights and what is to be added, then calls show.
func (e *evidencePick) read(show func(error)) {
	e.load.Load(func(ctx context.Context) (r evidenceRead, err error) {
		if r.refs, err = e.offer.Read(ctx); err != nil {
			return r, err
		}
		all, err := e.desk.Insights(ctx, "")
		for _, in := range all {
			if s := e.offer.Study; (s == "" || in.Study == s || in.Study == "") && in.Status != app.InsightSuperseded {
				r.rows = append(r.rows, in)
			}
		}
		slices.SortStableFunc(r.rows, func(a, b app.InsightRow) int { return b.Created.Compare(a.Created) })
		return r, err
	}, func(r evidenceRead, err error) {
		e.refs, e.rows = r.refs, r.rows
		show(err)
	})
}

// detail says about an insight what helps to choose: how much of the offer it has already, else where it stands.
func (e *evidencePick) detail(in *app.InsightRow) string {
	had := 0
	for _, ref := range e.refs {
		if slices.ContainsFunc(in.Evidence, func(ev app.Evidence) bool { return ev.Ref() == ref }) {
			had++
		}
	}
	switch {
	case had > 0 && had == len(e.refs):
		return say.T("in it already")
	case had > 0:
		return say.T("%s of %s in it", say.Number(had), say.Number(len(e.refs)))
	}
	words := say.Sentence(in.Status.Word())
	if e.offer.Study == "" && in.StudyName != "" {
		words += " · " + in.StudyName
	}
	return words
}

func (e *evidencePick) evidence() []app.Evidence {
	out := make([]app.Evidence, len(e.refs))
	for i, r := range e.refs {
		out[i].Stance = e.stance
		if r.Kind == app.KindTheme {
			out[i].Theme = app.ThemeID(r.ID)
		} else {
			out[i].Finding = app.FindingID(r.ID)
		}
	}
	return out
}

// add adds the offer to an insight and says so.
func (e *evidencePick) add(in *app.InsightRow) {
	ev, id, title, study := e.evidence(), in.ID, in.Title, in.Study
	var added, there int
	e.desk.work.Do(func(ctx context.Context) (err error) {
		added, there, err = e.desk.Attach(ctx, id, ev)
		return err
	}, func(err error) {
		if err != nil {
			e.desk.Fail(err)
			return
		}
		e.tell(e.said(added, there, title), study, id)
	})
}

// write begins an insight with the offer as its evidence. done hears how it went, so that a form can keep its words.
func (e *evidencePick) write(title string, done func(error)) {
	in := app.Insight{Study: e.offer.Study, Title: title, Evidence: e.evidence()}
	var made *app.Insight
	e.desk.work.Do(func(ctx context.Context) (err error) {
		made, err = e.desk.Write(ctx, in)
		return err
	}, func(err error) {
		done(err)
		if err == nil {
			e.tell(say.T("“%s” written from %s", short(made.Title), e.offer.Name), made.Study, made.ID)
		}
	})
}

func (e *evidencePick) tell(words string, study app.StudyID, id app.InsightID) {
	if study == "" {
		study = AllStudies
	}
	e.desk.Toast(Toast{Text: words, Icon: icons.Insights, Action: say.T("Open"), Run: func() { e.desk.GoTo(Route{Screen: Insights, Study: study, ID: string(id)}) }})
}

// said is what adding did, in words.
func (e *evidencePick) said(added, there int, title string) string {
	title = "“" + short(title) + "”"
	switch {
	case added == 0 && there == 1:
		return say.T("Nothing to add: it is in %s already", title)
	case added == 0:
		return say.T("Nothing to add: all %s are in %s already", say.Number(there), title)
	case there > 0:
		return say.T("%s added to %s, %s there already", say.Number(added), title, say.Number(there))
	}
	return say.T("%s added to %s", e.offer.Name, title)
}

// shortTitle is how many signs of a title a message names.
const shortTitle = 48

func short(title string) string {
	r := []rune(title)
	if len(r) <= shortTitle {
		return title
	}
	return strings.TrimSpace(string(r[:shortTitle-1])) + "…"
}
