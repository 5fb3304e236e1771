package codebook

import (
	"context"
	"fmt"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Analyst looks a codebook over.
type Analyst interface {
	Health(ctx context.Context, study app.StudyID, seed int64, p app.Progress) (*analysis.HealthReport, error)
}

// Quotes are where the passages behind a report are read.
type Quotes interface {
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
}

const (
	healthSeed = 1                       // equal codebooks give equal reports
	healthRest = 1500 * time.Millisecond // after the last change, before the codebook is looked over again
	healthShow = 6                       // items of a group shown first
)

// Checkup is the state of the view of the codebook's health. It belongs to the UI goroutine.
type Checkup struct {
	Analyst Analyst
	Quotes  Quotes
	InSight func() bool // the view is on screen; nil means always

	Study  app.StudyID
	Report *analysis.HealthReport // nil until the first is there
	Busy   bool
	Err    error
	Looked map[app.FindingID]app.FindingRow // passages of the item looked at

	OnChange func()                          // repaint
	OnLook   func(item *analysis.HealthItem) // another item is looked at

	at     string // key of the item looked at, "" for none
	hidden map[string]bool
	whole  map[analysis.Ailment]bool
	stale  bool
	stop   func() // ends the wait before the next look
	look   task.Latest[*analysis.HealthReport]
	read   task.Latest[[]app.FindingRow]
}

// Open shows the health of a study's codebook, of all studies for "".
func (c *Checkup) Open(study app.StudyID) {
	if c.Study != study || c.Report == nil && !c.Busy {
		c.Study, c.Report, c.Err, c.at, c.Looked, c.hidden, c.whole = study, nil, nil, "", nil, nil, nil
		c.Again()
		return
	}
	if c.stale {
		c.Again()
	}
}

// Changed looks the codebook over again once a step that may matter has come to rest; out of sight when it is shown next.
func (c *Checkup) Changed(cs *app.ChangeSet) {
	if !cs.Touches(app.KindTag, app.KindFinding, app.KindParticipant) || c.Report == nil && !c.Busy {
		return
	}
	c.stale = true
	if c.stop != nil {
		c.stop()
	}
	c.stop = task.After(healthRest, func() {
		if c.stale && (c.InSight == nil || c.InSight()) {
			c.Again()
		}
	})
}

// Again looks the codebook over.
func (c *Checkup) Again() {
	study := c.Study
	c.Busy, c.stale, c.Err = true, false, nil
	c.look.Load(func(ctx context.Context) (*analysis.HealthReport, error) {
		return c.Analyst.Health(ctx, study, healthSeed, nil)
	}, func(r *analysis.HealthReport, err error) {
		c.Busy, c.Err = false, err
		if err == nil {
			c.Report = r
			if c.Item() == nil {
				c.at, c.Looked = "", nil
			}
		}
		c.changed()
	})
	c.changed()
}

// Close ends what runs; the workspace is about to close.
func (c *Checkup) Close() {
	if c.stop != nil {
		c.stop()
	}
	c.look.Cancel()
	c.read.Cancel()
}

// HealthLine is one line of the view: the heading of a group, an item, or the rest of a group.
type HealthLine struct {
	Group *analysis.HealthGroup // of a heading or rest
	Item  *analysis.HealthItem
	Count int // items of the group that are not hidden, for a heading; not shown, for a rest
	Rest  bool
}

// Lines returns what the view shows, in order.
func (c *Checkup) Lines() []HealthLine {
	if c.Report == nil {
		return nil
	}
	var out []HealthLine
	for g := range c.Report.Groups {
		group := &c.Report.Groups[g]
		var items []*analysis.HealthItem
		for i := range group.Items {
			if !c.hidden[itemKey(&group.Items[i])] {
				items = append(items, &group.Items[i])
			}
		}
		if len(items) == 0 {
			continue
		}
		out = append(out, HealthLine{Group: group, Count: len(items)})
		shown := items
		if !c.whole[group.Kind] && len(items) > healthShow+1 {
			shown = items[:healthShow]
		}
		for _, item := range shown {
			out = append(out, HealthLine{Item: item})
		}
		if rest := len(items) - len(shown); rest > 0 {
			out = append(out, HealthLine{Group: group, Count: rest, Rest: true})
		}
	}
	return out
}

// itemKey names an item as long as it is seen of the same tags.
func itemKey(i *analysis.HealthItem) string { return fmt.Sprint(i.Kind, i.Tags) }

// items are the items shown, in order.
func (c *Checkup) items() (out []*analysis.HealthItem) {
	for _, l := range c.Lines() {
		if l.Item != nil {
			out = append(out, l.Item)
		}
	}
	return out
}

// Item returns the item looked at, or nil.
func (c *Checkup) Item() *analysis.HealthItem {
	for _, i := range c.items() {
		if itemKey(i) == c.at {
			return i
		}
	}
	return nil
}

// Look looks at an item and fetches its passages.
func (c *Checkup) Look(item *analysis.HealthItem) {
	if key := itemKey(item); key == c.at {
		return
	} else {
		c.at, c.Looked = key, nil
	}
	if ids := item.Findings; len(ids) > 0 && c.Quotes != nil {
		c.read.Load(func(ctx context.Context) ([]app.FindingRow, error) { return c.Quotes.FindingsByID(ctx, ids) },
			func(rows []app.FindingRow, err error) {
				c.Looked = make(map[app.FindingID]app.FindingRow, len(rows))
				for i := range rows {
					c.Looked[rows[i].ID] = rows[i]
				}
				if err != nil {
					c.Err = err
				}
				c.changed()
			})
	}
	if c.OnLook != nil {
		c.OnLook(item)
	}
	c.changed()
}

// Step looks at the item by places below, or above for a negative number.
func (c *Checkup) Step(by int) {
	all := c.items()
	if len(all) == 0 {
		return
	}
	at := slices.IndexFunc(all, func(i *analysis.HealthItem) bool { return itemKey(i) == c.at })
	if at < 0 && by < 0 {
		at = len(all)
	}
	c.Look(all[max(0, min(at+by, len(all)-1))])
}

// Hide takes an item out of sight, until the workspace is closed, and looks at the next.
func (c *Checkup) Hide(item *analysis.HealthItem) {
	all := c.items()
	at := slices.Index(all, item)
	if c.hidden == nil {
		c.hidden = map[string]bool{}
	}
	c.hidden[itemKey(item)] = true
	c.at, c.Looked = "", nil
	if all = c.items(); at >= 0 && len(all) > 0 {
		c.Look(all[min(at, len(all)-1)])
		return
	}
	c.changed()
}

// Hidden returns how many items of the report are out of sight.
func (c *Checkup) Hidden() int {
	n := 0
	if c.Report != nil {
		for g := range c.Report.Groups {
			for i := range c.Report.Groups[g].Items {
				if c.hidden[itemKey(&c.Report.Groups[g].Items[i])] {
					n++
				}
			}
		}
	}
	return n
}

// ShowHidden brings all items back into sight.
func (c *Checkup) ShowHidden() {
	c.hidden = nil
	c.changed()
}

// ShowWhole shows all items of a group.
func (c *Checkup) ShowWhole(kind analysis.Ailment) {
	if c.whole == nil {
		c.whole = map[analysis.Ailment]bool{}
	}
	c.whole[kind] = true
	c.changed()
}

// Says is the line over the list.
func (c *Checkup) Says() string {
	r := c.Report
	if r == nil {
		return ""
	}
	line := say.T("%s on %s of %s looked over", say.Count(r.Tags, "tag"), say.Count(r.Findings, "finding"), say.Count(r.Interviews, "interview"))
	if r.Cut {
		line = say.T("%s on the newest %s looked over", say.Count(r.Tags, "tag"), say.Count(r.Findings, "finding"))
	}
	if c.Busy {
		line += say.T(" · looking again…")
	}
	return line
}

func (c *Checkup) changed() {
	if c.OnChange != nil {
		c.OnChange()
	}
}
