package recruit

import (
	"slices"
	"time"

	"throughline/app"
)

// Funnel counts candidates by how far they got, at any time: who declined after an invitation was invited.
type Funnel struct {
	Candidates int
	Screened   int // judged
	Qualified  int
	Invited    int
	Scheduled  int
	Completed  int
	NoShow     int // stand there now
	Declined   int
	Ahead      int           // sessions that are to come
	ToRecruit  time.Duration // median from becoming a candidate to the first agreed session; 0 when unknown
	Timed      int           // of how many
}

// ShowRate is the part of the sessions that were to be held by now to which the person came; of says how many those are.
func (f Funnel) ShowRate() (share float64, of int) { return part(f.Completed, f.Completed+f.NoShow) }

// QualifiedRate is the part of the screened who qualify.
func (f Funnel) QualifiedRate() (share float64, of int) { return part(f.Qualified, f.Screened) }

func part(n, of int) (float64, int) {
	if of == 0 {
		return 0, 0
	}
	return float64(n) / float64(of), of
}

// FunnelOf counts candidates, of one study or of several.
func FunnelOf(all []app.Candidacy) Funnel {
	var f Funnel
	var took []time.Duration
	for i := range all {
		c := &all[i]
		f.Candidates++
		if c.Fit != app.FitUnknown {
			f.Screened++
		}
		if c.Fit == app.FitQualified {
			f.Qualified++
		}
		reached := func(s app.Stage) bool {
			return c.Stage == s || slices.ContainsFunc(c.Moves, func(m app.Move) bool { return m.Stage == s })
		}
		done := c.Stage == app.StageCompleted
		booked := done || c.Stage == app.StageNoShow || reached(app.StageScheduled)
		if booked {
			f.Scheduled++
		}
		if booked || reached(app.StageInvited) {
			f.Invited++
		}
		switch c.Stage {
		case app.StageCompleted:
			f.Completed++
		case app.StageNoShow:
			f.NoShow++
		case app.StageDeclined:
			f.Declined++
		case app.StageScheduled:
			f.Ahead++
		}
		if t, ok := timeToRecruit(c); ok {
			took = append(took, t)
		}
	}
	f.Timed = len(took)
	f.ToRecruit = median(took)
	return f
}

// timeToRecruit is how long it took from the first move to the first appointment.
func timeToRecruit(c *app.Candidacy) (time.Duration, bool) {
	i := slices.IndexFunc(c.Moves, func(m app.Move) bool { return m.Stage == app.StageScheduled })
	if i < 1 {
		return 0, false
	}
	took := c.Moves[i].At.Sub(c.Moves[0].At)
	return took, took >= 0 // less, where a clock was set back in between
}

func median(all []time.Duration) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	n := len(all)
	return (all[(n-1)/2] + all[n/2]) / 2
}
