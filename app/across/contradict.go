package across

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
)

// Contradiction is two studies that speak otherwise of one matter.
type Contradiction struct {
	Theme app.ThemeID // of the board across studies, "" for a tag of the taxonomy
	Tag   app.TagID
	Name  string // of the theme or tag
	A, B  Side   // A is the one that praises, or supports, more
	// ByStance says that people's marks differ (supports against contradicts); otherwise how people sound differs.
	ByStance bool
	P        float64 // chance of so large a difference if the studies did not differ (Fisher 1922, two-sided)
	// Beyond says that at most one in twenty of the contradictions told as beyond chance is to be chance (Benjamini and Hochberg 1995).
	Beyond bool
	// Few says that a side rests on fewer than five people or marks.
	Few bool
}

// Side is one study's part in a contradiction.
type Side struct {
	app.Mood
	StudyName string
	For       int // people who praise, or marks that support
	Against   int // people who complain, or marks that contradict
}

// Share is the share of For in all, 0 to 1.
func (s *Side) Share() float64 { return float64(s.For) / float64(max(1, s.For+s.Against)) }

// Settings of what is told as a contradiction.
const (
	leastSide  = 2         // people or marks a side needs
	fewSide    = 5         // below which a side is called small
	mostlyFor  = 2.0 / 3.0 // the share from which a study leans one way
	falseShare = 0.05      // of the contradictions told as beyond chance, that may be chance
)

// Contradictions returns where studies lean different ways on one theme across studies or one tag of the taxonomy: two thirds or more
// of the people with a tone praise in one and complain in the other, or of the marks by people support in one and contradict in the other. The
// clearest come first: those beyond chance, then by chance, then by name. How people sound is as people said, otherwise estimated.
func (s *Service) Contradictions(ctx context.Context) ([]Contradiction, error) {
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	names := studyNames(studies)
	themes, err := s.Store.Themes(ctx, "")
	if err != nil {
		return nil, err
	}
	tags, err := s.Store.Tags(ctx, "")
	if err != nil {
		return nil, err
	}
	ofThemes, err := s.Store.ThemeMoods(ctx)
	if err != nil {
		return nil, err
	}
	ofTags, err := s.Store.TagMoods(ctx)
	if err != nil {
		return nil, err
	}
	called := make(map[string]string, len(themes)+len(tags))
	for i := range themes {
		called[string(themes[i].ID)] = themes[i].Name
	}
	for i := range tags {
		called[string(tags[i].ID)] = tags[i].Name
	}
	return contradictions(slices.Concat(ofThemes, ofTags), called, names), nil
}

// contradictions compares the moods of one theme or tag after the other, which stand together.
func contradictions(moods []app.Mood, called map[string]string, studies map[app.StudyID]string) []Contradiction {
	var out []Contradiction
	for lo := 0; lo < len(moods); {
		hi := lo + 1
		for hi < len(moods) && moods[hi].Theme == moods[lo].Theme && moods[hi].Tag == moods[lo].Tag {
			hi++
		}
		for _, stance := range []bool{false, true} {
			if c, ok := clearest(moods[lo:hi], stance, studies); ok {
				c.Name = called[cmp.Or(string(c.Theme), string(c.Tag))]
				out = append(out, c)
			}
		}
		lo = hi
	}
	chances := make([]float64, len(out))
	for i := range out {
		chances[i] = out[i].P
	}
	for i, told := range stat.FalseDiscovery(chances, falseShare) {
		out[i].Beyond = told
	}
	slices.SortStableFunc(out, func(a, b Contradiction) int {
		return cmp.Or(-compareBool(a.Beyond, b.Beyond), cmp.Compare(a.P, b.P), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Theme, b.Theme), cmp.Compare(a.Tag, b.Tag))
	})
	return out
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// clearest is the pair of studies that differ most clearly in how one theme or tag sounds: the least likely by chance, the first of equals.
func clearest(moods []app.Mood, stance bool, studies map[app.StudyID]string) (best Contradiction, found bool) {
	var leanFor, leanAgainst []Side
	for _, m := range moods {
		side := Side{Mood: m, StudyName: studies[m.Study], For: m.Praise, Against: m.Complaint}
		if stance {
			side.For, side.Against = m.Supports, m.Contradict
		}
		switch n := side.For + side.Against; {
		case n < leastSide:
		case side.Share() >= mostlyFor:
			leanFor = append(leanFor, side)
		case side.Share() <= 1-mostlyFor:
			leanAgainst = append(leanAgainst, side)
		}
	}
	for _, a := range leanFor {
		for _, b := range leanAgainst {
			p := stat.Fisher(a.For, a.Against, b.For, b.Against)
			if !found || p < best.P {
				found = true
				best = Contradiction{Theme: a.Theme, Tag: a.Tag, A: a, B: b, ByStance: stance, P: p,
					Few: min(a.For+a.Against, b.For+b.Against) < fewSide}
			}
		}
	}
	return best, found
}

// Says tells a side with its numbers: "9 of 11 people with a tone praise".
func (c *Contradiction) Says(s *Side) string {
	n := s.For + s.Against
	if c.ByStance {
		if s.Share() >= mostlyFor {
			return fmt.Sprintf("%d of %s support", s.For, app.Count(n, "mark"))
		}
		return fmt.Sprintf("%d of %s contradict", s.Against, app.Count(n, "mark"))
	}
	if s.Share() >= mostlyFor {
		return fmt.Sprintf("%d of %s with a tone praise", s.For, app.Count(n, "person"))
	}
	return fmt.Sprintf("%d of %s with a tone complain", s.Against, app.Count(n, "person"))
}

// Caution says how far to trust it, in a sentence.
func (c *Contradiction) Caution() string {
	switch {
	case c.Few:
		return "Few people on one side: read the quotes before you say that the studies disagree."
	case !c.Beyond:
		if in := math.Round(100 * c.P); in > 1 {
			return fmt.Sprintf("Chance alone would do this about %.0f times in a hundred.", in)
		}
		return "Chance alone would do this about once in a hundred times."
	}
	return "Beyond chance: of twenty such differences told, at most one would be."
}
