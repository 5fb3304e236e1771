package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"

	"throughline/app"
)

// citations number the passages a report prints.
type citations struct {
	order  []app.FindingID                 // as they were marked
	number map[app.FindingID]string        // "E-7K3QD", see evidenceNumbers
	proof  map[app.FindingID]app.FindingID // by which they go out
	usedIn map[app.FindingID][]use
}

// use is a place that leans on a passage.
type use struct {
	label string // "Insight 1"
	id    string // of the heading or quote
}

// newCitations numbers the findings by the ids they go out with.
func newCitations(found map[app.FindingID]app.FindingRow, ids map[app.FindingID]bool, proof func(*app.FindingRow) app.FindingID) *citations {
	c := &citations{number: make(map[app.FindingID]string, len(ids)), proof: make(map[app.FindingID]app.FindingID, len(ids)), usedIn: map[app.FindingID][]use{}}
	for id := range ids {
		if f, ok := found[id]; ok {
			c.order, c.proof[id] = append(c.order, id), proof(&f)
		}
	}
	slices.SortFunc(c.order, func(a, b app.FindingID) int {
		return cmp.Or(found[a].Created.Compare(found[b].Created), cmp.Compare(a, b))
	})
	evidenceNumbers(c.proof, c.number)
	return c
}

// signs are those of evidence numbers: digits and capitals without I, L, O and U, which are taken for others or make words.
var signs = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// shortNumber is how many signs an evidence number has: 33 million different ones, so that among a thousand passages two share theirs once in
// seventy reports.
const shortNumber = 5

// evidenceNumbers gives each finding the number made of the id alone by which it goes out: the beginning of the id's SHA-256 in signs. So a passage has the same number
// in every report, format and copy of the workspace, whatever is added, left out or taken away. The few whose numbers would be equal in one report
// take as many more signs as tell them apart: a longer number begins with the short one.
func evidenceNumbers(proof map[app.FindingID]app.FindingID, number map[app.FindingID]string) {
	type full struct {
		id   app.FindingID
		code string
	}
	all := make([]full, 0, len(proof))
	for id, out := range proof { // they are sorted below
		sum := sha256.Sum256([]byte(out))
		all = append(all, full{id, signs.EncodeToString(sum[:])})
	}
	slices.SortFunc(all, func(a, b full) int { return cmp.Compare(a.code, b.code) })
	for i, f := range all {
		n := shortNumber
		for _, k := range []int{i - 1, i + 1} { // sorted: if any shares a beginning, a neighbour does
			if k >= 0 && k < len(all) {
				n = max(n, min(common(f.code, all[k].code)+1, len(f.code)))
			}
		}
		number[f.id] = "E-" + f.code[:n]
	}
}

// common is how many signs a and b begin with alike.
func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// used notes that a place leans on a passage, once a place.
func (c *citations) used(id app.FindingID, label, place string) {
	for _, u := range c.usedIn[id] {
		if u.label == label {
			return
		}
	}
	c.usedIn[id] = append(c.usedIn[id], use{label, place})
}

// move leads the way back to a closer place: the quote itself instead of its section.
func (c *citations) move(id app.FindingID, label, place string) {
	for i, u := range c.usedIn[id] {
		if u.label == label {
			c.usedIn[id][i].id = place
		}
	}
}

// rowID is the ID of a passage's row in the appendix.
func (c *citations) rowID(id app.FindingID) string { return "evidence-" + c.number[id] }

// piece is one passage of evidence for an insight, themes resolved to their findings.
type piece struct {
	app.FindingRow
	stance   app.Stance
	strength app.Strength
	note     string
}

// against reports whether the piece contradicts the claim.
func (p piece) against() bool { return p.stance == app.Contradicts }

// evidenceOf resolves the evidence of an insight: each finding once, findings named themselves before those of themes,
// in the order of the insight and the board.
func (m *material) evidenceOf(in app.InsightRow) []piece {
	var out []piece
	seen := map[app.FindingID]bool{}
	add := func(id app.FindingID, e app.Evidence) {
		if f, ok := m.findings[id]; ok && !seen[id] {
			seen[id] = true
			out = append(out, piece{f, e.Stance, e.Strength, e.Note})
		}
	}
	for _, e := range in.Evidence {
		if e.Finding != "" {
			add(e.Finding, e)
		}
	}
	for _, e := range in.Evidence {
		if e.Theme != "" {
			for _, id := range m.placed[e.Theme] {
				add(id, e)
			}
		}
	}
	return out
}

// representatives are up to n findings that stand for a theme: starred ones first, then board order, each from another
// person as long as there are any.
func (m *material) representatives(theme app.ThemeID, n int) []app.FindingRow {
	var all []app.FindingRow
	for _, id := range m.standIn(theme) {
		if f, ok := m.findings[id]; ok && f.Quote != "" && !m.withheld[id] {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b app.FindingRow) int { return -cmp.Compare(score(a), score(b)) })
	return spread(all, n, func(f app.FindingRow) string { return string(f.Participant) })
}

// score prefers starred passages, then ones of a length that reads well.
func score(f app.FindingRow) int {
	s := 0
	if f.Star {
		s += 2
	}
	if n := len(f.Quote); n >= 40 && n <= 280 {
		s++
	}
	return s
}

// spread takes up to n of all, in order, and lets each key speak once before any speaks again.
func spread[T any](all []T, n int, key func(T) string) []T {
	taken := make([]bool, len(all))
	times := map[string]int{}
	for picked, round := 0, 1; picked < n && round <= len(all); round++ {
		for i, f := range all {
			if picked < n && !taken[i] && times[key(f)] < round {
				taken[i] = true
				times[key(f)]++
				picked++
			}
		}
	}
	var out []T
	for i, f := range all {
		if taken[i] {
			out = append(out, f)
		}
	}
	return out
}

// proof is the id by which a passage goes out. Those of a publication have it already.
func (m *material) proof(f *app.FindingRow) app.FindingID {
	if m.kept != nil {
		return f.ID
	}
	return m.spec.Naming.Proof(f.ID, f.Participant)
}
