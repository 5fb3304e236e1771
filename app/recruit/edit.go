package recruit

import (
	"fmt"
	"slices"

	"throughline/app"
)

// FreshID is an id that no question of a screener has: q1, q2 and so on, after the highest that was given.
func FreshID(s app.Screener) string {
	top := 0
	for _, q := range s.Questions {
		var n int
		if _, err := fmt.Sscanf(q.ID, "q%d", &n); err == nil {
			top = max(top, n)
		}
	}
	return fmt.Sprintf("q%d", top+1)
}

// Without is a screener without a question. What led to it goes on below instead, what waited for its answer is always asked.
func Without(s app.Screener, id string) app.Screener {
	s = Copy(s)
	s.Questions = slices.DeleteFunc(s.Questions, func(q app.ScreenerQuestion) bool { return q.ID == id })
	for i := range s.Questions {
		q := &s.Questions[i]
		for j := range q.Options {
			if q.Options[j].Goto == id {
				q.Options[j].Goto = ""
			}
		}
		for j := range q.Rules {
			if q.Rules[j].Goto == id {
				q.Rules[j].Goto = ""
			}
		}
		if q.Only != nil && q.Only.Question == id {
			q.Only = nil
		}
	}
	return s
}

// Moved is a screener whose question at place from stands at place to. A place beyond the ends is the end.
func Moved(s app.Screener, from, to int) app.Screener {
	s = Copy(s)
	if from < 0 || from >= len(s.Questions) {
		return s
	}
	q := s.Questions[from]
	s.Questions = slices.Delete(s.Questions, from, from+1)
	s.Questions = slices.Insert(s.Questions, max(0, min(to, len(s.Questions))), q)
	return s
}

// Joined is a screener with the questions of another after its own, under ids of their own. The score that qualifies stays, or is that of
// the other where there is none.
func Joined(s, other app.Screener) app.Screener {
	s, other = Copy(s), Copy(other)
	if s.Pass == 0 {
		s.Pass = other.Pass
	}
	ids := map[string]string{End: End, "": ""}
	for i := range other.Questions {
		q := &other.Questions[i]
		ids[q.ID] = FreshID(s)
		q.ID = ids[q.ID]
		s.Questions = append(s.Questions, *q)
	}
	for i := len(s.Questions) - len(other.Questions); i < len(s.Questions); i++ {
		q := &s.Questions[i]
		for j := range q.Options {
			q.Options[j].Goto = ids[q.Options[j].Goto]
		}
		for j := range q.Rules {
			q.Rules[j].Goto = ids[q.Rules[j].Goto]
		}
		if q.Only != nil {
			q.Only.Question = ids[q.Only.Question]
		}
	}
	return s
}

// Copy is a screener that shares nothing with s.
func Copy(s app.Screener) app.Screener {
	s.Questions = slices.Clone(s.Questions)
	for i := range s.Questions {
		q := &s.Questions[i]
		q.Options, q.Rules = slices.Clone(q.Options), slices.Clone(q.Rules)
		for j := range q.Rules {
			q.Rules[j].Min, q.Rules[j].Max = copied(q.Rules[j].Min), copied(q.Rules[j].Max)
		}
		q.Only = copied(q.Only)
	}
	return s
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}
