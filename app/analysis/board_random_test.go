package analysis_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/generate"
)

// boardActs is how many random acts are done: BOARD_ACTS, or few enough for every run of the tests.
func boardActs(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("BOARD_ACTS"))
	if err != nil {
		return 400
	}
	return n
}

// player does random acts on the boards of two studies and on the one across studies.
type player struct {
	*desk
	t      *testing.T
	rnd    *rand.Rand
	boards []app.StudyID
	may    map[app.StudyID][]app.FindingID // that may stand on each board
	did    map[string]int
}

func newPlayer(t *testing.T, seed uint64) *player {
	d := newDesk(t, 90, 5)
	other := d.Study("Other")
	first := len(d.findings)
	d.add(other, generate.New(generate.Options{Seed: 2}).Passages(40, 3)...)
	p := &player{desk: d, t: t, rnd: rand.New(rand.NewPCG(seed, 1)), boards: []app.StudyID{d.study.ID, other.ID, ""}, did: map[string]int{},
		may: map[app.StudyID][]app.FindingID{d.study.ID: ids(d.findings[:first]...), other.ID: ids(d.findings[first:]...), "": ids(d.findings...)}}
	var themes []*app.Theme
	for i := range 6 {
		themes = append(themes, d.Theme(d.study, fmt.Sprint("Theme ", i), d.findings[3*i], d.findings[3*i+1]))
	}
	d.Insight(d.study, "Evidence of themes", app.Evidence{Theme: themes[0].ID, Stance: app.Supports}, app.Evidence{Theme: themes[1].ID, Stance: app.Contradicts})
	d.Put(&app.Memo{ID: app.NewID[app.MemoID](), Kind: app.MemoTheory, Study: d.study.ID, On: themes[2].Ref(), Title: "On a theme", Text: "It holds.", Stamp: d.Hand.Stamp()})
	return p
}

func (p *player) board(study app.StudyID) app.Board {
	b, err := p.Store.Board(p.t.Context(), study)
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}

// theme is a random theme of a board, false when it has none.
func (p *player) theme(b app.Board) (app.ThemeID, bool) {
	if len(b.Themes) == 0 {
		return "", false
	}
	return b.Themes[p.rnd.IntN(len(b.Themes))].ID, true
}

// some are up to n random findings that may stand on a board, perhaps one twice.
func (p *player) some(study app.StudyID, n int) []app.FindingID {
	all := p.may[study]
	out := make([]app.FindingID, 1+p.rnd.IntN(n))
	for i := range out {
		out[i] = all[p.rnd.IntN(len(all))]
	}
	return out
}

// in are the findings of a theme.
func (p *player) inTheme(id app.ThemeID) []app.FindingID {
	placed, err := p.Store.ThemePlacements(p.t.Context(), id)
	if err != nil {
		p.t.Fatal(err)
	}
	out := make([]app.FindingID, len(placed))
	for i := range placed {
		out[i] = placed[i].Finding
	}
	return out
}

// boardAct is one kind of act, as often as its weight says.
type boardAct struct {
	name   string
	weight int
	do     func(p *player, b app.Board, theme app.ThemeID) error
}

var boardActList = []boardAct{
	{"move", 40, func(p *player, b app.Board, th app.ThemeID) error {
		spot := analysis.Spot{Theme: th, First: p.rnd.IntN(4) == 0}
		if in := p.inTheme(th); len(in) > 0 {
			spot.Before = in[p.rnd.IntN(len(in))]
		}
		return p.analysis.MoveTo(p.t.Context(), b.Study, p.some(b.Study, 8), spot)
	}},
	{"reorder", 20, func(p *player, b app.Board, th app.ThemeID) error {
		in := p.inTheme(th)
		if len(in) < 2 {
			return nil
		}
		return p.analysis.MoveTo(p.t.Context(), b.Study, []app.FindingID{in[p.rnd.IntN(len(in))]}, analysis.Spot{Theme: th, Before: in[p.rnd.IntN(len(in))]})
	}},
	{"unsort", 6, func(p *player, b app.Board, _ app.ThemeID) error {
		return p.analysis.MoveTo(p.t.Context(), b.Study, p.some(b.Study, 6), analysis.Spot{})
	}},
	{"move to the end", 4, func(p *player, b app.Board, th app.ThemeID) error {
		return p.analysis.Move(p.t.Context(), b.Study, p.some(b.Study, 6), th)
	}},
	{"new theme", 4, func(p *player, b app.Board, th app.ThemeID) error {
		_, err := p.analysis.NewThemeWith(p.t.Context(), b.Study, p.some(b.Study, 5), "New", th)
		return err
	}},
	{"empty theme", 1, func(p *player, b app.Board, _ app.ThemeID) error {
		_, err := p.analysis.CreateTheme(p.t.Context(), b.Study, "Empty")
		return err
	}},
	{"move theme", 6, func(p *player, b app.Board, th app.ThemeID) error {
		before, _ := p.theme(b)
		if p.rnd.IntN(4) == 0 {
			before = ""
		}
		return p.analysis.MoveTheme(p.t.Context(), th, before)
	}},
	{"merge", 3, func(p *player, b app.Board, th app.ThemeID) error {
		into, _ := p.theme(b)
		if into == th || len(b.Themes) < 4 {
			return nil
		}
		return p.analysis.MergeThemes(p.t.Context(), into, th)
	}},
	{"split off", 3, func(p *player, b app.Board, th app.ThemeID) error {
		in := p.inTheme(th)
		if len(in) < 2 || len(b.Themes) > 30 {
			return nil
		}
		_, err := p.analysis.SplitOff(p.t.Context(), th, in[:1+p.rnd.IntN(len(in)-1)], "Split off")
		return err
	}},
	{"rename", 3, func(p *player, _ app.Board, th app.ThemeID) error {
		return p.analysis.RenameTheme(p.t.Context(), th, fmt.Sprint("Name ", p.rnd.IntN(50)))
	}},
	{"color", 2, func(p *player, _ app.Board, th app.ThemeID) error {
		return p.analysis.ColorTheme(p.t.Context(), th, p.rnd.IntN(12))
	}},
	{"lock", 2, func(p *player, _ app.Board, th app.ThemeID) error {
		return p.analysis.LockTheme(p.t.Context(), th, p.rnd.IntN(2) == 0)
	}},
	{"note", 2, func(p *player, _ app.Board, th app.ThemeID) error {
		return p.analysis.NoteTheme(p.t.Context(), th, fmt.Sprint("Note ", p.rnd.IntN(50)))
	}},
	{"sort", 3, func(p *player, _ app.Board, th app.ThemeID) error {
		by := []app.CardOrder{app.CardsByPlace, app.CardsByParticipant, app.CardsByNewest}[p.rnd.IntN(3)]
		return p.analysis.SortTheme(p.t.Context(), th, by)
	}},
	{"delete", 3, func(p *player, _ app.Board, th app.ThemeID) error { return p.analysis.DeleteTheme(p.t.Context(), th) }},
	{"split in parts", 1, func(p *player, _ app.Board, th app.ThemeID) error {
		s, err := p.analysis.ProposeSplit(p.t.Context(), th, 2+p.rnd.IntN(2), 1)
		if err != nil {
			return err
		}
		return p.analysis.AcceptSplit(p.t.Context(), s)
	}},
	{"accept a proposal", 1, func(p *player, b app.Board, _ app.ThemeID) error {
		pr, err := p.analysis.Propose(p.t.Context(), b.Study, analysis.Options{K: 3 + p.rnd.IntN(5)}, nil)
		if err != nil {
			return err
		}
		return p.analysis.Accept(p.t.Context(), pr)
	}},
	{"accept a part", 2, func(p *player, b app.Board, _ app.ThemeID) error {
		pr, err := p.analysis.Propose(p.t.Context(), b.Study, analysis.Options{K: 3 + p.rnd.IntN(5)}, nil)
		if err != nil {
			return err
		}
		g := pr.Themes[p.rnd.IntN(len(pr.Themes))]
		var only []app.FindingID
		if len(g.Joins) > 0 && p.rnd.IntN(2) == 0 {
			only = g.Joins[:1+p.rnd.IntN(len(g.Joins))]
		}
		if err = p.analysis.AcceptPart(p.t.Context(), pr, g.Key, only); app.CodeOf(err) == app.ENotFound { // a locked theme that would not grow
			return nil
		}
		return err
	}},
}

// act does one random act and returns the board it was on.
func (p *player) act() app.StudyID {
	b := p.board(p.boards[p.rnd.IntN(len(p.boards))])
	sum := 0
	for _, a := range boardActList {
		sum += a.weight
	}
	at := p.rnd.IntN(sum)
	for _, a := range boardActList {
		if at -= a.weight; at >= 0 {
			continue
		}
		th, ok := p.theme(b)
		if !ok {
			a = boardActList[4] // a new theme
		}
		p.did[a.name]++
		switch err := a.do(p, b, th); app.CodeOf(err) {
		case "", app.EInvalid, app.EConflict: // too few to group, for instance
		default:
			p.t.Fatalf("%s: %v", a.name, err)
		}
		break
	}
	return b.Study
}

// whole expects every finding of a board in one place, places that ascend, and counts that agree.
func (p *player) whole(study app.StudyID) {
	p.t.Helper()
	b := p.board(study)
	placed, err := p.Store.BoardPlacements(p.t.Context(), study)
	if err != nil {
		p.t.Fatal(err)
	}
	seen := map[app.FindingID]bool{}
	last := map[app.ThemeID]float64{}
	count := map[app.ThemeID]int{}
	for _, pl := range placed {
		if seen[pl.Finding] || !slices.Contains(p.may[study], pl.Finding) {
			p.t.Fatalf("finding %s stands twice, or on a board it may not stand on", pl.Finding)
		}
		if at, ok := last[pl.Theme]; ok && pl.Order <= at {
			p.t.Fatalf("in theme %s place %v comes after %v", pl.Theme, pl.Order, at)
		}
		seen[pl.Finding], last[pl.Theme] = true, pl.Order
		count[pl.Theme]++
	}
	if b.Total != len(p.may[study]) || b.Unsorted != b.Total-len(placed) {
		p.t.Fatalf("%d of %d findings unsorted with %d placed", b.Unsorted, b.Total, len(placed))
	}
	for i, th := range b.Themes {
		if th.Findings != count[th.ID] || i > 0 && th.Order <= b.Themes[i-1].Order {
			p.t.Fatalf("theme %q counts %d for %d, at %v", th.Name, th.Findings, count[th.ID], th.Order)
		}
	}
}

// Random acts on the boards of studies and across them keep every finding in one place of each board, and undo takes all of them back to the
// last byte. BOARD_ACTS=10000 does more.
func TestBoards_RandomActsKeepEveryFindingInOnePlaceAndAreUndone(t *testing.T) {
	p := newPlayer(t, 7)
	for i := range 5 { // themes begin at one place: move them apart
		th := p.board(p.boards[0]).Themes[i].ID
		if err := p.analysis.MoveTheme(t.Context(), th, ""); err != nil {
			t.Fatal(err)
		}
	}
	first, steps := p.Hash(), p.Steps()
	n := boardActs(t)
	for range n {
		p.whole(p.act())
	}
	for _, study := range p.boards {
		p.whole(study)
	}
	p.Whole(t)
	for _, a := range boardActList {
		if n >= 400 && p.did[a.name] == 0 {
			t.Errorf("nobody did %q", a.name)
		}
	}
	done := p.Steps() - steps
	t.Logf("%d acts made %d steps: %v", n, done, p.did)
	for range done {
		if _, err := p.Log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if p.Hash() != first {
		t.Error("undo did not give back what was")
	}
	p.Whole(t)
}
