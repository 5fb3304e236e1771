package recruit

import (
	"cmp"
	"slices"

	"throughline/app"
)

// Suggestion is a candidate to invite next.
type Suggestion struct {
	Person
	Quota int    // the cell it would help to fill, by place; -1 without quotas
	Why   string // "Admin, Nordics: 2 of 3 open; score 7"
}

// InviteNext names up to n candidates to invite, one after the other, for the cells that lack most of what was planned: their invitations
// that are out count as if they came. In a cell the higher score goes first, then who was contacted less, then the code. Only candidates
// who may be contacted and whom the screener has not turned down are named; without quotas, by score alone. contacts counts a person's
// contacts and says whether they may be contacted.
func InviteNext(r *app.Recruitment, people []Person, n int, contacts func(app.ParticipantID) (count int, ok bool)) []Suggestion {
	pool := invitable(people, contacts)
	if len(r.Quotas) == 0 {
		room := n
		if r.Target > 0 {
			room = min(n, max(0, r.Target-underWay(people)))
		}
		var out []Suggestion
		for _, p := range pool[:min(room, len(pool))] {
			out = append(out, Suggestion{Person: p, Quota: -1, Why: scoreWords(p)})
		}
		return out
	}
	fills := Fills(r.Quotas, people)
	members := make([][]int, len(r.Quotas)) // of the pool
	for i, q := range r.Quotas {
		for j, p := range pool {
			if In(q, p.Who) {
				members[i] = append(members[i], j)
			}
		}
	}
	taken := make([]bool, len(pool))
	var out []Suggestion
	for len(out) < n {
		cell, who := neediest(fills, members, taken)
		if cell < 0 {
			break
		}
		p := pool[who]
		taken[who] = true
		f := fills[cell]
		out = append(out, Suggestion{Person: p, Quota: cell,
			Why: QuotaName(r.Quotas[cell]) + ": " + app.Number(missing(f)) + " of " + app.Number(f.Planned) + " open; " + scoreWords(p)})
		for i, q := range r.Quotas {
			if In(q, p.Who) {
				fills[i].Invited++
			}
		}
	}
	return out
}

// invitable are the candidates who may be invited, the best first.
func invitable(people []Person, contacts func(app.ParticipantID) (int, bool)) []Person {
	count := map[app.ParticipantID]int{}
	var pool []Person
	for _, p := range people {
		if p.Stage != app.StageCandidate || p.Fit == app.FitNot || p.Who == nil {
			continue
		}
		n, ok := contacts(p.Participant)
		if !ok {
			continue
		}
		count[p.Participant] = n
		pool = append(pool, p)
	}
	slices.SortStableFunc(pool, func(a, b Person) int {
		return cmp.Or(-cmp.Compare(fitRank(a.Fit), fitRank(b.Fit)), -cmp.Compare(a.Score, b.Score),
			cmp.Compare(count[a.Participant], count[b.Participant]), CompareCodes(a.Who.Code, b.Who.Code))
	})
	return pool
}

func fitRank(f app.Fit) int {
	if f == app.FitQualified {
		return 1
	}
	return 0
}

// missing is how many a cell lacks if everybody who is invited comes.
func missing(f Fill) int { return max(0, f.Open()-f.Invited) }

// neediest is the cell that lacks most of what was planned and has somebody left, and the best of them; -1 if there is none.
func neediest(fills []Fill, members [][]int, taken []bool) (cell, who int) {
	cell, who = -1, -1
	var worst float64
	for i, f := range fills {
		lacks := float64(missing(f)) / float64(max(1, f.Planned))
		if missing(f) == 0 || lacks <= worst {
			continue
		}
		if j := slices.IndexFunc(members[i], func(j int) bool { return !taken[j] }); j >= 0 {
			cell, who, worst = i, members[i][j], lacks
		}
	}
	return cell, who
}

// underWay is how many are invited, scheduled or completed.
func underWay(people []Person) int {
	n := 0
	for _, p := range people {
		switch p.Stage {
		case app.StageInvited, app.StageScheduled, app.StageCompleted:
			n++
		}
	}
	return n
}

func scoreWords(p Person) string {
	switch p.Fit {
	case app.FitQualified:
		return "score " + plain(p.Score)
	case app.FitNot:
		return p.Why
	}
	return "not screened"
}

// CompareCodes orders participants' codes as people count: P2 before P10.
func CompareCodes(a, b string) int {
	for a != "" && b != "" {
		da, db := digits(a), digits(b)
		if da > 0 && db > 0 {
			x, y := trimZeros(a[:da]), trimZeros(b[:db])
			if c := cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)); c != 0 {
				return c
			}
			a, b = a[da:], b[db:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

func trimZeros(s string) string {
	for len(s) > 1 && s[0] == '0' {
		s = s[1:]
	}
	return s
}
