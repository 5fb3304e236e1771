package people

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Twins are people who are likely the same person.
type Twins struct {
	People []app.ParticipantID // the one with the most findings and interviews first, then by code
	Codes  []string            // theirs
	Why    string              // what they share
	Score  int                 // the more, the likelier
}

// sharedFields is how many equal values make two people likely one, when nothing else of them differs.
const sharedFields = 3

// Twins finds people who are likely the same: whose codes differ in spelling only, who have the same e-mail or phone or name in the vault
// while it is open, or who have the same values in at least three fields and no other values in any. The likeliest come first.
func (s *Service) Twins(ctx context.Context) ([]Twins, error) {
	rows, err := s.Store.Participants(ctx, "")
	if err != nil {
		return nil, err
	}
	var contacts map[app.ParticipantID]app.Contact
	if s.open() {
		if contacts, err = s.Contacts.All(ctx); err != nil {
			return nil, err
		}
	}
	return FindTwins(rows, contacts), nil
}

// FindTwins is Twins over what was read.
func FindTwins(rows []app.ParticipantRow, contacts map[app.ParticipantID]app.Contact) []Twins {
	f := twinFinder{rows: rows, joined: map[[2]int]bool{}}
	f.by("The same code, written differently", 100, func(p *app.ParticipantRow) string { return CodeKey(p.Code) })
	f.by("The same e-mail", 90, func(p *app.ParticipantRow) string { return strings.ToLower(contacts[p.ID].Email) })
	f.by("The same phone number", 80, func(p *app.ParticipantRow) string { return digits(contacts[p.ID].Phone) })
	f.by("The same name", 60, func(p *app.ParticipantRow) string {
		return folded(strings.Join(strings.Fields(contacts[p.ID].Name), " "))
	})
	f.by("The same values in every field", 40, fingerprint)
	slices.SortStableFunc(f.all, func(a, b Twins) int { return cmp.Or(b.Score-a.Score, natural(folded(a.Codes[0]), folded(b.Codes[0]))) })
	return f.all
}

type twinFinder struct {
	rows   []app.ParticipantRow
	joined map[[2]int]bool
	all    []Twins
}

// by joins the people who have the same key, unless every two of them were found together before.
func (f *twinFinder) by(why string, score int, key func(*app.ParticipantRow) string) {
	groups := map[string][]int{}
	var order []string
	for i := range f.rows {
		k := key(&f.rows[i])
		if k == "" {
			continue
		}
		if len(groups[k]) == 0 {
			order = append(order, k)
		}
		groups[k] = append(groups[k], i)
	}
	for _, k := range order {
		g := groups[k]
		if len(g) < 2 || len(g) > 20 { // what twenty people share tells nobody apart
			continue
		}
		before := len(f.joined)
		for i := range g {
			for j := range i {
				f.joined[[2]int{g[j], g[i]}] = true
			}
		}
		if len(f.joined) == before {
			continue
		}
		slices.SortStableFunc(g, func(a, b int) int {
			x, y := &f.rows[a], &f.rows[b]
			return cmp.Or(y.Interviews-x.Interviews, y.Findings-x.Findings, len(y.Attributes)-len(x.Attributes))
		})
		t := Twins{Why: why, Score: score}
		for _, i := range g {
			t.People, t.Codes = append(t.People, f.rows[i].ID), append(t.Codes, f.rows[i].Code)
		}
		f.all = append(f.all, t)
	}
}

// fingerprint is what the fields and the segment of somebody say; "" for too little of it.
func fingerprint(p *app.ParticipantRow) string {
	if len(p.Attributes) < sharedFields {
		return ""
	}
	parts := make([]string, 0, len(p.Attributes)+1)
	for _, a := range p.Attributes {
		parts = append(parts, nameKey(a.Name)+"="+folded(a.Value))
	}
	slices.Sort(parts)
	return folded(p.Segment) + "\n" + strings.Join(parts, "\n")
}

// CodeKey makes codes alike that differ in case, in signs between letters and digits and in leading zeros: P7, p07 and P-007.
func CodeKey(code string) string {
	var b strings.Builder
	number := false
	zeros := false
	for _, r := range folded(code) {
		switch {
		case r == '0' && !number:
			zeros = true
			continue
		case r >= '0' && r <= '9':
			number, zeros = true, false
		case r == '-' || r == '_' || r == ' ' || r == '.' || r == '#':
			if number {
				b.WriteByte('.') // 1-2 is not 12
			}
			number = false
			continue
		default:
			if zeros {
				b.WriteByte('0')
			}
			number, zeros = false, false
		}
		b.WriteRune(r)
	}
	if zeros {
		b.WriteByte('0')
	}
	return strings.TrimRight(b.String(), ".")
}

// digits are the last nine digits of a phone number, which are the same with and without the prefix of a country.
func digits(phone string) string {
	var b []byte
	for i := range len(phone) {
		if digit(phone[i]) {
			b = append(b, phone[i])
		}
	}
	if len(b) < 6 {
		return ""
	}
	return string(b[max(0, len(b)-9):])
}
