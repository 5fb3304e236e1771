package workspace

import (
	"context"

	"throughline/app"
)

// Rejections covers the passages on which tags were turned down.
func (c *Curtain) Rejections(ctx context.Context, study app.StudyID) ([]app.Rejection, error) {
	all, err := c.Store.Rejections(ctx, study)
	if err != nil {
		return nil, err
	}
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return all, err
	}
	talks := map[app.InterviewID]*app.Interview{}
	for i := range all {
		iv, known := talks[all[i].Interview]
		if !known {
			if iv, err = c.interview(ctx, all[i].Interview); err != nil {
				return nil, err
			}
			talks[all[i].Interview] = iv
		}
		all[i] = *turnedDown(g, &all[i], iv)
	}
	return all, nil
}

// turnedDown is a rejection with its passage covered unless everybody in the talk may be read: whose words they are is not kept. iv nil is a talk that is gone.
func turnedDown(g *app.Gate, r *app.Rejection, iv *app.Interview) *app.Rejection {
	v, study := app.Voices{Unknown: iv == nil}, app.StudyID("")
	if iv != nil {
		study = iv.Study
		for _, s := range iv.Speakers {
			v.Add(s)
		}
		v.Unknown = v.Unknown || len(iv.Speakers) == 0
	}
	s := g.Judge(g.Perms.Heard(study, v))
	if s == "" {
		return r
	}
	n := *r
	n.Quote = s.Notice()
	return &n
}
