package tally

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// Plan is a double coding and how far it is.
type Plan struct {
	ID   app.ViewID
	Name string
	app.DoubleCoding
	Parts []PlanPart // one an interview of the plan that still is there, by date and title
}

// PlanPart is how far an interview of a double coding is. It tells nothing of the tags, so that a coder may see it.
type PlanPart struct {
	Interview app.InterviewID
	Title     string
	A, B      app.CoderPart
	Length    int // bytes of the latest text
}

// Begun reports whether both coders have given a tag in the interview.
func (p PlanPart) Begun() bool { return p.A.Passages > 0 && p.B.Passages > 0 }

// Pair is two people who gave tags in the same interviews.
type Pair struct {
	A, B       string
	Interviews []app.InterviewID
}

// Pairs lists who coded the same interviews of a study, or of all for "", those with most of them first, then by name.
func (s *Service) Pairs(ctx context.Context, study app.StudyID) ([]Pair, error) {
	all, err := s.Store.CodedInterviews(ctx, study)
	if err != nil {
		return nil, err
	}
	at := map[[2]string]int{}
	var pairs []Pair
	for _, c := range all {
		for i, a := range c.Coders {
			for _, b := range c.Coders[i+1:] {
				key := [2]string{a.Author, b.Author}
				n, ok := at[key]
				if !ok {
					n = len(pairs)
					at[key] = n
					pairs = append(pairs, Pair{A: a.Author, B: b.Author})
				}
				pairs[n].Interviews = append(pairs[n].Interviews, c.Interview)
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y Pair) int {
		if len(x.Interviews) != len(y.Interviews) {
			return len(y.Interviews) - len(x.Interviews)
		}
		return strings.Compare(x.A+"\x00"+x.B, y.A+"\x00"+y.B)
	})
	return pairs, nil
}

// Plans lists the double codings of a study with how far they are.
func (s *Service) Plans(ctx context.Context, study app.StudyID) ([]Plan, error) {
	views, err := s.Store.Views(ctx, app.ViewDoubleCoding, study)
	if err != nil || len(views) == 0 {
		return nil, err
	}
	coded, err := s.Store.CodedInterviews(ctx, study)
	if err != nil {
		return nil, err
	}
	plans := make([]Plan, len(views))
	var ids []app.InterviewID
	for i := range views {
		plans[i].ID, plans[i].Name = views[i].ID, views[i].Name
		if err := views[i].Read(&plans[i].DoubleCoding); err != nil {
			return nil, err
		}
		ids = append(ids, plans[i].Interviews...)
	}
	sizes, err := s.Store.TextSizes(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i := range plans {
		for _, size := range sizes {
			if slices.Contains(plans[i].Interviews, size.Interview) {
				plans[i].Parts = append(plans[i].Parts, planPart(plans[i].DoubleCoding, size, coded))
			}
		}
	}
	return plans, nil
}

func planPart(d app.DoubleCoding, size app.TextSize, coded []app.CodedInterview) PlanPart {
	part := PlanPart{Interview: size.Interview, Title: size.Title, A: app.CoderPart{Author: d.A}, B: app.CoderPart{Author: d.B}, Length: size.Bytes}
	i := slices.IndexFunc(coded, func(c app.CodedInterview) bool { return c.Interview == size.Interview })
	if i < 0 {
		return part
	}
	for _, c := range coded[i].Coders {
		switch c.Author {
		case d.A:
			part.A = c
		case d.B:
			part.B = c
		}
	}
	return part
}

// Begin sets up a double coding of interviews of a study by two people, as one step. Returns EInvalid without interviews or two different
// names.
func (s *Service) Begin(ctx context.Context, study app.StudyID, d app.DoubleCoding) (*app.View, error) {
	d.A, d.B, d.Before = strings.TrimSpace(d.A), strings.TrimSpace(d.B), nil
	switch {
	case d.A == "" || d.B == "" || strings.EqualFold(d.A, d.B):
		return nil, app.Invalid("A double coding needs two people.", "Give the names they sign with.")
	case len(d.Interviews) == 0:
		return nil, app.Invalid("A double coding needs interviews.", "Choose one or more that both will tag.")
	}
	v, err := s.newPlan(ctx, study, d)
	if err != nil {
		return nil, err
	}
	cs := s.Hand.Begin("Set up double coding by " + v.Name)
	cs.Create(v)
	return v, s.Log.Commit(ctx, cs)
}

// newPlan makes the view of a double coding, after those beside it and under a name of its own.
func (s *Service) newPlan(ctx context.Context, study app.StudyID, d app.DoubleCoding) (*app.View, error) {
	beside, err := s.Store.Views(ctx, app.ViewDoubleCoding, study)
	if err != nil {
		return nil, err
	}
	v := &app.View{ID: app.NewID[app.ViewID](), Study: study, Place: app.ViewDoubleCoding, Spec: app.ViewSpec(d), Order: 1, Stamp: s.Hand.Stamp()}
	taken := func(name string) bool {
		return slices.ContainsFunc(beside, func(o app.View) bool { return strings.EqualFold(o.Name, name) })
	}
	v.Name = d.A + " and " + d.B
	for n := 2; taken(v.Name); n++ {
		v.Name = fmt.Sprintf("%s and %s, %d", d.A, d.B, n)
	}
	for _, o := range beside {
		v.Order = max(v.Order, o.Order+1)
	}
	return v, v.Validate()
}

// Drop removes a double coding, as one step. What was tagged stays.
func (s *Service) Drop(ctx context.Context, id app.ViewID) error {
	v, _, err := s.plan(ctx, id)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Remove double coding by " + v.Name)
	cs.Delete(v)
	return s.Log.Commit(ctx, cs)
}

func (s *Service) plan(ctx context.Context, id app.ViewID) (*app.View, app.DoubleCoding, error) {
	var d app.DoubleCoding
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindView, ID: string(id)})
	if err != nil {
		return nil, d, err
	}
	v := rec.(*app.View)
	return v, d, v.Read(&d)
}

// Before is what a plan keeps of an agreement, measured at a time with so many disagreements.
func Before(a *Agreement, disagreements int, at time.Time) *app.AsCoded {
	return &app.AsCoded{At: app.Moment(at), Unit: string(a.Unit), Kappa: a.All.Kappa, Alpha: a.All.Alpha, F1: a.All.F1, Disagreements: disagreements}
}
