package dashboard

import "throughline/app"

// Recruiting is how many candidates of a study got how far, at any time: who declined an invitation was invited.
type Recruiting struct {
	Study      app.StudyRow
	Candidates int
	Qualified  int
	Invited    int
	Scheduled  int
	Completed  int
}

// Step is a stage of recruiting, with how many came there.
type Step struct {
	Name  string
	N     int
	Share float64 // of the candidates, 0 to 1
}

// Funnel adds up how far the candidates of a scope got, from the first stage to the last; nil while there are none.
func Funnel(all []Recruiting, s Scope) []Step {
	var sum Recruiting
	for i := range all {
		r := &all[i]
		if !s.holds(r.Study) {
			continue
		}
		sum.Candidates += r.Candidates
		sum.Qualified += r.Qualified
		sum.Invited += r.Invited
		sum.Scheduled += r.Scheduled
		sum.Completed += r.Completed
	}
	if sum.Candidates == 0 {
		return nil
	}
	steps := []Step{{Name: "Candidates", N: sum.Candidates}, {Name: "Qualified", N: sum.Qualified}, {Name: "Invited", N: sum.Invited}, {Name: "Scheduled", N: sum.Scheduled},
		{Name: "Completed", N: sum.Completed}}
	for i := range steps {
		steps[i].Share = float64(steps[i].N) / float64(sum.Candidates)
	}
	return steps
}
