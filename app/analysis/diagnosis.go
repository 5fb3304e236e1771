package analysis

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis"
)

// diagnosis is a codebook on the table: its tags and where they are used.
type diagnosis struct {
	study app.StudyID
	seed  int64
	tags  []app.TagRow
	at    map[app.TagID]int // place in tags
	use   []use             // of each tag
	rows  []app.FindingRow  // by id
	total int               // findings with a tag
	seen  []HealthItem
}

// use is where a tag is used.
type use struct {
	findings   []int // places in rows, ascending
	taggings   []tagging
	people     map[app.ParticipantID]bool
	interviews map[app.InterviewID]bool
}

// tagging is one tag on a finding, by one coder.
type tagging struct {
	row    int
	author string
	at     int64 // milliseconds
}

func newDiagnosis(book []app.TagRow, rows []app.FindingRow, study app.StudyID, seed int64) *diagnosis {
	d := &diagnosis{study: study, seed: seed, tags: slices.Clone(book), at: make(map[app.TagID]int, len(book)), use: make([]use, len(book)), rows: slices.Clone(rows)}
	slices.SortFunc(d.tags, func(a, b app.TagRow) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(string(a.ID), string(b.ID)))
	})
	slices.SortFunc(d.rows, func(a, b app.FindingRow) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for i := range d.tags {
		d.at[d.tags[i].ID] = i
		d.use[i].people, d.use[i].interviews = map[app.ParticipantID]bool{}, map[app.InterviewID]bool{}
	}
	for r := range d.rows {
		d.add(r)
	}
	return d
}

// add counts a finding for its tags.
func (d *diagnosis) add(r int) {
	f := &d.rows[r]
	if len(f.Tags) > 0 {
		d.total++
	}
	for _, t := range f.Tags {
		i, known := d.at[t.Tag]
		if !known {
			continue
		}
		u := &d.use[i]
		u.taggings = append(u.taggings, tagging{r, t.Author, t.Created.UnixMilli()})
		if n := len(u.findings); n > 0 && u.findings[n-1] == r {
			continue
		}
		u.findings = append(u.findings, r)
		if f.Participant != "" {
			u.people[f.Participant] = true
		}
		if f.Interview != "" {
			u.interviews[f.Interview] = true
		}
	}
}

// alive reports whether a tag is in use by its status.
func (d *diagnosis) alive(i int) bool { return d.tags[i].Status != app.TagDeprecated }

// ours reports whether a tag belongs to what is looked at, not to a taxonomy that other studies use too.
func (d *diagnosis) ours(i int) bool { return d.study == "" || d.tags[i].Study == d.study }

// above reports whether tag a stands somewhere above b.
func (d *diagnosis) above(a, b int) bool {
	up := d.tags[b].Parent
	for range len(d.tags) {
		i, ok := d.at[up]
		if !ok {
			return false
		}
		if i == a {
			return true
		}
		up = d.tags[i].Parent
	}
	return false
}

// see adds what was seen.
func (d *diagnosis) see(item HealthItem, tags ...int) {
	for _, i := range tags {
		item.Tags = append(item.Tags, d.tags[i].ID)
	}
	d.seen = append(d.seen, item)
}

// quoted is a tag's name in quotes, with what it stands under where another tag has the name too.
func (d *diagnosis) quoted(i int) string {
	name := d.tags[i].Name
	same := func(k int) bool { return k >= 0 && k < len(d.tags) && strings.EqualFold(d.tags[k].Name, name) }
	if up, ok := d.at[d.tags[i].Parent]; ok && (same(i-1) || same(i+1)) { // tags stand by name
		name = d.tags[up].Name + " / " + name
	}
	return "“" + name + "”"
}

// some returns up to 3 findings of a tag, spread over its use.
func (d *diagnosis) some(i int) []app.FindingID { return d.ids(d.use[i].findings) }

func (d *diagnosis) ids(rows []int) []app.FindingID {
	var out []app.FindingID
	n := min(3, len(rows))
	for k := range n {
		out = append(out, d.rows[rows[k*len(rows)/n]].ID)
	}
	return out
}

// report puts what was seen in groups.
func (d *diagnosis) report() *HealthReport {
	people, interviews := map[app.ParticipantID]bool{}, map[app.InterviewID]bool{}
	for i := range d.use {
		for p := range d.use[i].people {
			people[p] = true
		}
		for iv := range d.use[i].interviews {
			interviews[iv] = true
		}
	}
	rep := &HealthReport{Study: d.study, Tags: len(d.tags), Findings: d.total, People: len(people), Interviews: len(interviews), Groups: slices.Clone(healthGroups)}
	for g := range rep.Groups {
		rep.Groups[g].Items = []HealthItem{}
		for _, item := range d.seen {
			if item.Kind == rep.Groups[g].Kind {
				rep.Groups[g].Items = append(rep.Groups[g].Items, item)
			}
		}
		slices.SortStableFunc(rep.Groups[g].Items, func(a, b HealthItem) int { return cmp.Compare(b.Score, a.Score) })
	}
	return rep
}

// codes are the tags with their passages, as the language engine takes them.
func (d *diagnosis) codes() ([]string, []synthesis.Code) {
	texts := make([]string, len(d.rows))
	for i := range d.rows {
		texts[i] = d.rows[i].Text()
	}
	codes := make([]synthesis.Code, len(d.tags))
	for i := range d.tags {
		t := &d.tags[i]
		codes[i] = synthesis.Code{Name: t.Name, About: strings.TrimSpace(t.Definition + " " + t.Include), Passages: d.use[i].findings}
	}
	return texts, codes
}

// structure looks at what needs no reading of words.
func (d *diagnosis) structure(ctx context.Context, _ app.Progress) error {
	used := d.usedBelow()
	people := map[app.ParticipantID]bool{}
	for i := range d.use {
		for p := range d.use[i].people {
			people[p] = true
		}
	}
	most := 1
	for i := range d.use {
		most = max(most, len(d.use[i].findings))
	}
	for i := range d.tags {
		n := len(d.use[i].findings)
		switch {
		case n == 0 && !used[i] && d.ours(i):
			d.unused(i)
		case n > 0 && !d.alive(i):
			d.stillUsed(i)
		case n > 0 && d.alive(i):
			if t := &d.tags[i]; strings.TrimSpace(t.Definition+t.Include) == "" {
				d.see(HealthItem{Kind: Undefined, Remedy: Define, Score: float64(n) / float64(most), Findings: d.some(i),
					Seen: d.quoted(i) + " is used, but nobody wrote what it means.", Sure: "On " + app.Count(n, "finding") + "."}, i)
			}
			d.thin(i, len(people))
		}
	}
	return ctx.Err()
}

// usedBelow tells of each tag whether one beneath it is on a finding.
func (d *diagnosis) usedBelow() []bool {
	used := make([]bool, len(d.tags))
	for i := range d.tags {
		if len(d.use[i].findings) == 0 {
			continue
		}
		up := d.tags[i].Parent
		for range len(d.tags) {
			p, ok := d.at[up]
			if !ok || used[p] {
				break
			}
			used[p] = true
			up = d.tags[p].Parent
		}
	}
	return used
}

func (d *diagnosis) unused(i int) {
	seen := d.quoted(i) + " is on no finding."
	switch d.tags[i].Status {
	case app.TagDeprecated:
		seen = d.quoted(i) + " is out of use and on no finding: it can go."
	case app.TagProposed:
		seen = d.quoted(i) + " was proposed and is on no finding yet."
	}
	d.see(HealthItem{Kind: Unused, Remedy: Delete, Seen: seen, Sure: "Certain: counted."}, i)
}

func (d *diagnosis) stillUsed(i int) {
	n := len(d.use[i].findings)
	item := HealthItem{Kind: Deprecated, Remedy: Replace, Score: float64(n) / float64(max(1, d.total)), Findings: d.some(i), Sure: "Certain: counted.",
		Seen: d.quoted(i) + " is out of use, but " + app.Count(n, "finding") + " still carry it."}
	if n == 1 {
		item.Seen = d.quoted(i) + " is out of use, but 1 finding still carries it."
	}
	if next, ok := d.at[d.tags[i].ReplacedBy]; ok {
		item.Into = d.tags[next].ID
		item.Seen += " " + d.quoted(next) + " replaces it."
		if !d.alive(next) {
			item.Seen += " That one is out of use itself."
		}
	}
	d.see(item, i)
}

// Floors of thin tags.
const (
	thinFindings = 3
	thinPeople   = 4
)

func (d *diagnosis) thin(i, people int) {
	u := &d.use[i]
	n := len(u.findings)
	if n < thinFindings || people < thinPeople {
		return
	}
	item := HealthItem{Kind: Thin, Remedy: Look, Score: float64(n) / float64(max(1, d.total)), Findings: d.some(i),
		Sure: "Certain: counted. " + app.Count(people, "person") + " of the study said something that is tagged."}
	switch {
	case len(u.people) == 1 && !d.nameless(u):
		item.Seen = "All " + app.Count(n, "finding") + " of " + d.quoted(i) + " come from one person, " + d.rows[u.findings[0]].Code + "."
	case len(u.interviews) == 1 && !d.homeless(u):
		item.Seen = "All " + app.Count(n, "finding") + " of " + d.quoted(i) + " come from one interview, " + d.rows[u.findings[0]].InterviewTitle + "."
	default:
		return
	}
	d.see(item, i)
}

// nameless reports whether someone unknown said one of the findings.
func (d *diagnosis) nameless(u *use) bool {
	return slices.ContainsFunc(u.findings, func(r int) bool { return d.rows[r].Participant == "" })
}

// homeless reports whether one of the findings comes from no interview.
func (d *diagnosis) homeless(u *use) bool {
	return slices.ContainsFunc(u.findings, func(r int) bool { return d.rows[r].Interview == "" })
}
