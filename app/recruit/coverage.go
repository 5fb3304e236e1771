package recruit

import (
	"cmp"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
)

// OftenUsed is the number of sessions in twelve months from which somebody counts as over-used.
const OftenUsed = 4

// Coverage says how well those who took part or have a date represent whom the study is about.
type Coverage struct {
	People   int     // scheduled or completed
	Cells    int     // of the quota
	Least    int     // people from which a cell counts as covered
	Covered  int     // cells with that many
	Share    float64 // Covered of Cells, 0-1; 0 without cells
	Blau     float64 // 1 − Σ p² over the cells, 0-1; the most there can be is 1 − 1/Cells
	Evenness float64 // Shannon's H / ln k over the cells, 0-1
	Gaps     []Gap   // of cells with a share
	Segments []Segment
	Without  int    // segments of the panel with nobody
	Overused []Used // of the candidates who are not out, most used first
}

// Gap is how far a cell's part of those who took part is from its part of the people the study is about.
type Gap struct {
	Name      string
	Got, Of   int
	Target    float64 // 0-1
	Gap       float64 // Got/Of − Target
	Low, High float64 // its 95 % interval by adjusted Wald
}

// Clear reports whether the interval leaves out zero: more than chance.
func (g Gap) Clear() bool { return g.Of > 0 && (g.Low > 0 || g.High < 0) }

// Segment is a segment of the panel and how many of it took part or have a date.
type Segment struct {
	Name  string // "" for people without one
	Panel int
	Got   int
}

// Used is somebody with many sessions in the last twelve months.
type Used struct {
	Person
	Sessions int
}

// Cover measures coverage; a cell counts as covered from least people on, at least 1. Formulas: Blau 1977, Shannon, Agresti and Coull 1998;
// see synthesis/stat.
func (d *Desk) Cover(least int) Coverage {
	c := Coverage{Least: max(1, least), Cells: len(d.Recruitment.Quotas)}
	fills := Fills(d.Recruitment.Quotas, d.People)
	counts := make([]int, len(fills))
	for i, f := range fills {
		counts[i] = f.Filled()
		if counts[i] >= c.Least {
			c.Covered++
		}
	}
	c.Share = stat.CellsFilled([][]int{counts}, c.Least)
	c.Blau, c.Evenness = stat.Diversity(counts)
	for _, p := range d.People {
		if p.Stage == app.StageScheduled || p.Stage == app.StageCompleted {
			c.People++
		}
	}
	for i, q := range d.Recruitment.Quotas {
		if q.Share <= 0 {
			continue
		}
		g := Gap{Name: QuotaName(q), Got: counts[i], Of: c.People, Target: q.Share}
		gap, in := stat.Gap(g.Got, g.Of, g.Target, 0.95)
		g.Gap, g.Low, g.High = gap, in.Low, in.High
		c.Gaps = append(c.Gaps, g)
	}
	c.Segments, c.Without = d.segments()
	c.Overused = d.overused()
	return c
}

func (d *Desk) segments() (all []Segment, without int) {
	at := map[string]int{}
	for i := range d.Panel {
		name := d.Panel[i].Segment
		n, ok := at[name]
		if !ok {
			n = len(all)
			at[name] = n
			all = append(all, Segment{Name: name})
		}
		all[n].Panel++
	}
	for _, p := range d.People {
		if p.Who != nil && (p.Stage == app.StageScheduled || p.Stage == app.StageCompleted) {
			all[at[p.Who.Segment]].Got++
		}
	}
	for _, s := range all {
		if s.Got == 0 && s.Name != "" {
			without++
		}
	}
	slices.SortFunc(all, func(a, b Segment) int { return cmp.Or(-cmp.Compare(a.Panel, b.Panel), cmp.Compare(a.Name, b.Name)) })
	return all, without
}

func (d *Desk) overused() []Used {
	var all []Used
	for _, p := range d.People {
		if p.Stage == app.StageDeclined || p.Stage == app.StageNoShow || p.Who == nil {
			continue
		}
		if n := d.Lately(p.Participant); n >= OftenUsed {
			all = append(all, Used{p, n})
		}
	}
	slices.SortStableFunc(all, func(a, b Used) int {
		return cmp.Or(-cmp.Compare(a.Sessions, b.Sessions), CompareCodes(a.Who.Code, b.Who.Code))
	})
	return all
}
