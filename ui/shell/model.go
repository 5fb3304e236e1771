package shell

import (
	"reflect"
	"slices"

	"throughline/app"
	"throughline/app/job"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// maxTrail is how many places back and forward remember.
const maxTrail = 100

// Trail is where the person has been: back and forward as in a browser. The zero value is empty.
type Trail struct {
	routes []kit.Route
	at     int
}

// Push goes to a new place and forgets what lay forward. The same place again changes nothing.
func (t *Trail) Push(r kit.Route) {
	if cur, ok := t.Current(); ok && cur == r {
		return
	}
	if len(t.routes) > 0 {
		t.routes = t.routes[:t.at+1]
	}
	t.routes = append(t.routes, r)
	if len(t.routes) > maxTrail {
		t.routes = t.routes[1:]
	}
	t.at = len(t.routes) - 1
}

// Replace makes the present place another: as it was made since the person came there.
func (t *Trail) Replace(r kit.Route) {
	if len(t.routes) > 0 {
		t.routes[t.at] = r
	}
}

// Current returns the present place; false before the first.
func (t *Trail) Current() (kit.Route, bool) {
	if len(t.routes) == 0 {
		return kit.Route{}, false
	}
	return t.routes[t.at], true
}

// Back goes one place back; false at the first.
func (t *Trail) Back() (kit.Route, bool) { return t.step(-1) }

// Forward goes one place forward again; false at the last.
func (t *Trail) Forward() (kit.Route, bool) { return t.step(1) }

func (t *Trail) step(by int) (kit.Route, bool) {
	if i := t.at + by; i >= 0 && i < len(t.routes) {
		t.at = i
		return t.routes[i], true
	}
	return kit.Route{}, false
}

// RouteTo is where a search hit leads.
func RouteTo(h app.Hit) kit.Route {
	r := kit.Route{Study: h.Study, ID: h.ID}
	switch h.Kind {
	case app.KindTranscript:
		r.Screen, r.ID, r.Span = kit.Reader, string(h.Interview), h.Span
	case app.KindFinding:
		r.Screen = kit.Findings
		if h.Interview != "" {
			r.Screen, r.ID, r.Span = kit.Reader, string(h.Interview), h.Span
		}
	case app.KindInterview:
		r.Screen = kit.Reader
	case app.KindInsight:
		r.Screen = kit.Insights
	case app.KindMemo:
		r.Screen = kit.Memos
	case app.KindTheme:
		r.Screen = kit.Themes
	case app.KindParticipant:
		r.Screen = kit.People
	case app.KindTag:
		r.Screen, r.Filter = kit.Findings, h.Title
	case app.KindTemplate:
		r.Screen = kit.Playbook
	}
	return r
}

// pending gathers what was committed while a page was hidden, so that it hears one change when shown.
type pending struct {
	sets map[kit.Screen]*app.ChangeSet
}

// maxPending is how many changes a hidden page is told in full; beyond that one of each kind stands for the rest, so that a step over many findings
// does not stay in memory until every page was shown.
const maxPending = 1000

// add has hidden pages hear of a step. What they heard of before is put before it, once for all that heard the same.
func (p *pending) add(ids []kit.Screen, cs *app.ChangeSet) {
	if p.sets == nil {
		p.sets = map[kit.Screen]*app.ChangeSet{}
	}
	joined := map[*app.ChangeSet]*app.ChangeSet{nil: brief(cs)}
	for _, id := range ids {
		old := p.sets[id]
		if joined[old] == nil {
			both := *cs
			both.Changes = slices.Concat(old.Changes, cs.Changes)
			joined[old] = brief(&both)
		}
		p.sets[id] = joined[old]
	}
}

// brief is a step as hidden pages are told of it. It may run on any goroutine.
func brief(cs *app.ChangeSet) *app.ChangeSet {
	if len(cs.Changes) <= maxPending {
		return cs
	}
	short := *cs
	short.Changes = oneOfEachKind(cs.Changes)
	return &short
}

func (p *pending) take(id kit.Screen) *app.ChangeSet {
	cs := p.sets[id]
	delete(p.sets, id)
	return cs
}

func oneOfEachKind(changes []app.Change) []app.Change {
	seen := map[app.Kind]bool{}
	var out []app.Change
	for _, c := range changes {
		if k := c.Ref().Kind; !seen[k] {
			seen[k] = true
			out = append(out, app.Change{Before: alone(c.Before), After: alone(c.After)})
		}
	}
	return out
}

// alone is a record apart from those that were read or made with it: one that lies among them would keep them all.
func alone(r app.Record) app.Record {
	v := reflect.ValueOf(r)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return r
	}
	c := reflect.New(v.Type().Elem())
	c.Elem().Set(v.Elem())
	return c.Interface().(app.Record)
}

// deletes reports whether a step removes records, so that the way back is offered at once.
func deletes(cs *app.ChangeSet) bool {
	for _, c := range cs.Changes {
		if c.After == nil {
			return true
		}
	}
	return false
}

// jobLine says in one line what runs: the newest job, or how many.
func jobLine(all []job.Status) (line string, share float64, running int) {
	var newest job.Status
	for _, j := range all {
		if j.State == job.Running {
			running++
			newest = j
		}
	}
	if running == 0 {
		return "", 0, 0
	}
	line = newest.Name
	if newest.What != "" && newest.What != newest.Name {
		line += " · " + say.Sentence(newest.What)
	}
	if running > 1 {
		line = say.T("%d jobs · %s", running, newest.Name)
	}
	return line, jobShare(newest), running
}

// jobShare is how far a job is, 0 to 1, or -1 when unknown.
func jobShare(j job.Status) float64 {
	if j.Total <= 0 {
		return -1
	}
	return min(1, float64(j.Done)/float64(j.Total))
}

// number writes a count with thin groups: 1,204.
