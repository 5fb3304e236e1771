package tally

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
)

// SaturationRule is what counts as saturated, by Guest, Namey and Chen 2020. The zero value is base 4, run 2, threshold 5 %.
type SaturationRule struct {
	Base      int     // interviews that make the base, 4 to 6 are usual
	Run       int     // later interviews that make a run, 2 or 3
	Threshold float64 // new information that counts as none, 0 to 1; negative for none at all
}

func (r SaturationRule) filled() SaturationRule {
	r.Base, r.Run, r.Threshold = cmp.Or(r.Base, 4), cmp.Or(r.Run, 2), cmp.Or(r.Threshold, 0.05)
	r.Threshold = max(0, r.Threshold)
	return r
}

// Curve is how much news the interviews of one group brought.
type Curve struct {
	Name       string // the segment, "" for all
	Interviews []app.InterviewID
	Titles     []string
	New        []int // codes first seen in each interview, in order
	Seen       []int // codes seen so far
	stat.Saturation
	Band     stat.Band
	Codes    int
	Coverage float64 // share of mentions to come that will be of codes seen already, estimated
	Unseen   float64 // codes that nobody mentioned yet, at least, estimated
	More     int     // further interviews until a run is expected to bring no more than the threshold; 0 when already so, -1 unknown
}

// Saturated reports whether the rule is met in the order of the interviews.
func (c *Curve) Saturated() bool { return c.At >= 0 }

// Saturation is how far a study is from hearing nothing new.
type Saturation struct {
	Ask      Ask
	Rule     SaturationRule
	All      Curve
	Segments []Curve // by name; nobody's segment is left out
}

// Orders of interviews that are drawn for a band, and at most how many codings they go through.
const (
	bandOrders = 1000
	bandWork   = 30_000_000
)

// Saturation follows the codes of a study through its interviews, by date and title: all, and those of each segment. Codes are the tags, or themes,
// as they are now: what was merged counts as one. An interview of people of two segments counts for both. One without any finding counts for
// nothing: nobody has looked into it yet, and what it would bring is not known.
func (s *Service) Saturation(ctx context.Context, ask Ask, rule SaturationRule, p app.Progress) (*Saturation, error) {
	tracks, err := s.Store.Tracks(ctx, ask.Find)
	if err != nil {
		return nil, err
	}
	if tracks, err = s.coded(ctx, ask, tracks); err != nil {
		return nil, err
	}
	people, err := s.Store.Participants(ctx, ask.Find.Study)
	if err != nil {
		return nil, err
	}
	var b *book
	if ask.RollUp {
		if b, err = s.book(ctx); err != nil {
			return nil, err
		}
	}
	segment := make(map[app.ParticipantID]string, len(people))
	for _, r := range people {
		segment[r.ID] = r.Segment
	}
	out := &Saturation{Ask: ask, Rule: rule.filled()}
	groups := map[string][]int{}
	for i, t := range tracks {
		for _, name := range segmentsOf(t, segment) {
			groups[name] = append(groups[name], i)
		}
	}
	names := make([]string, 0, len(groups))
	for name := range groups {
		names = append(names, name)
	}
	slices.Sort(names)
	all := make([]int, len(tracks))
	for i := range all {
		all[i] = i
	}
	codes := codesOf(tracks, ask, b)
	out.All = curve(ctx, "", tracks, codes, all, out.Rule, ask.Seed)
	for i, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p.Report(int64(i), int64(len(names)), "Draw orders")
		out.Segments = append(out.Segments, curve(ctx, name, tracks, codes, groups[name], out.Rule, ask.Seed))
	}
	return out, ctx.Err()
}

// coded leaves out interviews without a finding, whatever the question asks for. Where there are too many findings to see that, all stay.
func (s *Service) coded(ctx context.Context, ask Ask, tracks []app.Track) ([]app.Track, error) {
	found := map[app.InterviewID]bool{}
	mark := func(all []app.Track) {
		for i := range all {
			if len(all[i].Marks) > 0 {
				found[all[i].Interview] = true
			}
		}
	}
	mark(tracks)
	if len(found) < len(tracks) && ask.Find.Narrowed() {
		all, err := s.Store.Tracks(ctx, app.FindingQuery{Study: ask.Find.Study})
		switch {
		case app.CodeOf(err) == app.ETooLarge:
			return tracks, nil
		case err != nil:
			return nil, err
		}
		mark(all)
	}
	return slices.DeleteFunc(tracks, func(t app.Track) bool { return !found[t.Interview] }), nil
}

// segmentsOf lists the segments of an interview's people, each once.
func segmentsOf(t app.Track, segment map[app.ParticipantID]string) []string {
	var out []string
	for _, id := range t.People {
		if name := segment[id]; name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// codesOf lists the codes of each track as small numbers, each once.
func codesOf(tracks []app.Track, ask Ask, b *book) [][]int {
	number := map[string]int{}
	out := make([][]int, len(tracks))
	for i, t := range tracks {
		seen := map[int]bool{}
		add := func(id string) {
			n, ok := number[id]
			if !ok {
				n = len(number)
				number[id] = n
			}
			if !seen[n] {
				seen[n] = true
				out[i] = append(out[i], n)
			}
		}
		for _, m := range t.Marks {
			switch ask.rows() {
			case app.AxisTheme:
				if m.Theme != "" {
					add(string(m.Theme))
				}
			case app.AxisWideTheme:
				if m.WideTheme != "" {
					add(string(m.WideTheme))
				}
			default:
				for _, tag := range m.Tags {
					add(string(top(b, tag)))
				}
			}
		}
	}
	return out
}

// top is the tag that stands for tag when sub-tags are rolled up: the one furthest up.
func top(b *book, tag app.TagID) app.TagID {
	if b == nil {
		return tag
	}
	up := b.above(tag)
	return up[len(up)-1]
}

func curve(ctx context.Context, name string, tracks []app.Track, all [][]int, members []int, rule SaturationRule, seed int64) Curve {
	c := Curve{Name: name}
	codes := make([][]int, len(members))
	work := 1
	for i, m := range members {
		c.Interviews, c.Titles = append(c.Interviews, tracks[m].Interview), append(c.Titles, tracks[m].Title)
		codes[i] = all[m]
		work += len(all[m]) + 1
	}
	c.New = stat.NewCodes(codes)
	for _, n := range c.New {
		c.Codes += n
		c.Seen = append(c.Seen, c.Codes)
	}
	c.Saturation = stat.Saturate(c.New, rule.Base, rule.Run, rule.Threshold)
	orders := max(50, min(bandOrders, bandWork/work))
	c.Band = stat.NewBand(codes, rule.Base, rule.Run, rule.Threshold, orders, seed, func() bool { return ctx.Err() != nil })
	in := stat.NewIncidence(codes)
	c.Coverage, c.Unseen = in.Coverage(), in.Unseen()
	c.More = in.MoreInterviews(c.BaseCodes, rule.Run, rule.Threshold)
	if len(members) < rule.Base+1 {
		c.More = -1 // a base alone tells nothing about what comes after it
	}
	return c
}

// Says tells a curve in one sentence. The number of interviews still needed is an estimate, and is called one.
func (c *Curve) Says(rule SaturationRule) string {
	rule = rule.filled()
	who := "The study"
	if c.Name != "" {
		who = c.Name
	}
	n := len(c.New)
	switch {
	case n == 0:
		return who + " has no interview with tags yet."
	case n < rule.Base+rule.Run:
		return fmt.Sprintf("%s has %s with tags; saturation needs %d (a base of %d and a run of %d).", who, app.Count(n, "interview"), rule.Base+rule.Run, rule.Base, rule.Run)
	case c.Saturated():
		return fmt.Sprintf("%s is saturated after %s (%d+%d): the next %d brought %s, at most %.0f %% of the base's %d.", who, app.Count(c.At, "interview"), c.At, rule.Run,
			rule.Run, app.Count(c.brought(rule), "new tag"), 100*rule.Threshold, c.BaseCodes)
	case c.More == 0:
		return fmt.Sprintf("%s is close: the last run still brought more than %.0f %%, the next is expected not to (estimate).", who, 100*rule.Threshold)
	case c.More > 0:
		return fmt.Sprintf("%s likely needs about %s (estimate): until then a run is expected to bring more than %.0f %% new tags.", who, app.Count(c.More, "more interview"), 100*rule.Threshold)
	}
	return who + " is not saturated, and too many tags were mentioned once only to say when it will be."
}

// brought is how many new codes the run at the point of saturation brought.
func (c *Curve) brought(rule SaturationRule) (n int) {
	for _, k := range c.New[c.At:min(len(c.New), c.At+rule.Run)] {
		n += k
	}
	return n
}
