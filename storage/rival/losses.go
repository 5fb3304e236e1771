package rival

import (
	"fmt"
	"strings"

	"throughline/app"
)

// lossKind is one kind of thing that does not come through as it was, in the order they are told.
type lossKind int

const (
	lostPlaces lossKind = iota
	lostMoved
	lostUnsure
	lostOrphans
	lostDeleted
	lostDoubles
	lostImportance
	lostMedia
	lostLinked
	lostRegions
	lostSpeakers
	lostGroups
	lostLoops
	lostParents
	lostNames
	lostColors
	lostTypes
	lostValues
	lostTimes
	lostGraphs
	lostQueries
	lostViews
	lostMarkup
	lostPictures
	lostMembers
	lostLogs
	lossKinds
)

// lossWords say how much came through, the kind's word, what is counted, and its sentence; %s is the count with its noun.
var lossWords = [lossKinds]struct {
	degree           app.Degree
	kind, noun, text string
}{
	lostPlaces:     {app.Degraded, "places", "passage", "%s without a place: outside the text, and the words are not in it"},
	lostMoved:      {app.Degraded, "places mended", "passage", "%s put where the words stand: the file gives another place"},
	lostUnsure:     {app.Degraded, "places unsure", "passage", "%s kept in place though the words stored with the coding are others"},
	lostOrphans:    {app.Dropped, "orphans", "record", "%s of things not in the file left out"},
	lostDeleted:    {app.Dropped, "deleted", "record", "%s deleted there left out"},
	lostDoubles:    {app.Dropped, "doubles", "coding", "%s said twice, with the same code, passage and coder, kept once"},
	lostImportance: {app.Degraded, "importance", "coding", "%s marked as important there, starred here"},
	lostMedia:      {app.Degraded, "files", "file", "%s not found or not read; what was coded in it is kept"},
	lostLinked:     {app.Degraded, "linked files", "file", "%s outside the project not opened; what was coded in it is kept"},
	lostRegions:    {app.Degraded, "regions", "region", "%s of a page measured from its top, as the file has it"},
	lostSpeakers:   {app.Degraded, "speakers", "coding", "%s that said who speaks made turns of speakers"},
	lostGroups:     {app.Degraded, "file groups", "group", "%s of files kept as a set"},
	lostLoops:      {app.Degraded, "loops", "code", "%s placed at the top: the parents named go round in a circle"},
	lostParents:    {app.Degraded, "parents", "code", "%s in several categories: in the first as its place, in the others as sets"},
	lostNames:      {app.Degraded, "names", "record", "%s without a name given one"},
	lostColors:     {app.Dropped, "colours unread", "colour", "%s could not be read"},
	lostTypes:      {app.Degraded, "types", "variable", "%s for numbers with other words in it kept as text"},
	lostValues:     {app.Dropped, "values", "value", "%s left out of things that cannot have one"},
	lostTimes:      {app.Dropped, "times", "time", "%s could not be read"},
	lostGraphs:     {app.Dropped, "graphs", "graph", "%s left out"},
	lostQueries:    {app.Dropped, "queries", "query", "%s left out, made for its own tables"},
	lostViews:      {app.Dropped, "views", "view", "%s of lists left out"},
	lostMarkup:     {app.Degraded, "formatting", "text", "%s kept without formatting; what was coded stands where it did"},
	lostPictures:   {app.Dropped, "pictures", "picture", "%s inside texts left out"},
	lostMembers:    {app.Degraded, "rights", "member", "%s of the project kept as coder, without what each may do"},
	lostLogs:       {app.Dropped, "history", "entry", "%s of the history left out; who made a passage and when is kept"},
}

// maxExamples is how many names a loss gives.
const maxExamples = 5

// losses counts what a reader could not keep as it was.
type losses struct {
	count [lossKinds]int
	names [lossKinds][]string // the first few that differ
}

// lose counts one thing; name may be "".
func (l *losses) lose(k lossKind, name string) {
	l.count[k]++
	if name = short(oneLine(name)); name == "" || len(l.names[k]) == maxExamples {
		return
	}
	for _, n := range l.names[k] {
		if n == name {
			return
		}
	}
	l.names[k] = append(l.names[k], name)
}

// loseAll counts n things without names.
func (l *losses) loseAll(k lossKind, n int) { l.count[k] += n }

// list gives the losses as sentences, in a fixed order.
func (l *losses) list() []app.Loss {
	var out []app.Loss
	for k := range lossKinds {
		n := l.count[k]
		if n == 0 {
			continue
		}
		w := lossWords[k]
		text := fmt.Sprintf(w.text, app.Count(n, w.noun))
		if names := l.names[k]; len(names) > 0 {
			text += ": " + strings.Join(names, ", ")
			if len(names) == maxExamples && n > maxExamples {
				text += ", …"
			}
		}
		out = append(out, app.Loss{Kind: w.kind, Count: n, Text: text + ".", Degree: w.degree})
	}
	return out
}

// short cuts a name to what a sentence bears.
func short(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
