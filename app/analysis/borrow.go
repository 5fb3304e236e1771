package analysis

import (
	"context"
	"strings"

	"throughline/app"
)

const (
	// lendBelow is the number of passages of a tag in a study below which it learns from other studies as well.
	lendBelow = 10
	// perLoan bounds the passages a tag takes from other studies, maxLoans how many findings are looked at for all.
	perLoan, maxLoans = 20, 3000
)

// borrow adds passages of other studies for tags that have few in this one: of the same tag where it belongs to all studies, of tags mapped
// to the same entry of the taxonomy, and of tags of the same name.
func (s *Service) borrow(ctx context.Context, m *trained, study app.StudyID, tags map[string]app.Tag) error {
	own := map[string]int{}
	for _, e := range m.examples {
		for _, t := range e.Tags {
			own[t]++
		}
	}
	kin, order, err := s.kin(ctx, tags, own)
	if err != nil || len(order) == 0 {
		return err
	}
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Tags: order, Order: app.ByNewest, Page: app.Page{Limit: maxLoans}})
	if err != nil {
		return err
	}
	lent := map[string]int{}
	for i := range rows {
		if f := &rows[i].Finding; f.Study != study && f.Quote != "" {
			m.lend(f, kin, lent)
		}
	}
	return nil
}

// lend adds what a finding of another study teaches of tags that have not borrowed enough yet.
func (m *trained) lend(f *app.Finding, kin map[app.TagID]string, lent map[string]int) {
	e := exampleOf(f, nil)
	for _, t := range f.TagIDs() {
		if to := kin[t]; to != "" && lent[to] < perLoan {
			lent[to]++
			e.Tags = append(e.Tags, to)
		}
	}
	if len(e.Tags) > 0 {
		m.add(e, f.Ref())
	}
}

// kin maps tags of the whole workspace to the poor tag of the study that means the same, in the order of the workspace's tags.
func (s *Service) kin(ctx context.Context, tags map[string]app.Tag, own map[string]int) (kin map[app.TagID]string, order []app.TagID, err error) {
	poor := false
	for id := range tags {
		poor = poor || own[id] < lendBelow
	}
	if !poor {
		return nil, nil, nil
	}
	all, err := s.Store.Tags(ctx, "")
	if err != nil {
		return nil, nil, err
	}
	byName, byUpper := wanting(all, tags, own)
	kin = map[app.TagID]string{}
	for _, row := range all {
		to := byUpper[row.ID]
		if to == "" && row.MapsTo != "" {
			to = byUpper[row.MapsTo]
		}
		if to == "" {
			to = byName[strings.ToLower(strings.TrimSpace(row.Name))]
		}
		if to != "" && row.Findings > 0 {
			kin[row.ID] = to
			order = append(order, row.ID)
		}
	}
	return kin, order, nil
}

// wanting are the study's tags that have few passages, by name and by the taxonomy's tags they stand for.
func wanting(all []app.TagRow, tags map[string]app.Tag, own map[string]int) (byName map[string]string, byUpper map[app.TagID]string) {
	byName, byUpper = map[string]string{}, map[app.TagID]string{}
	for _, row := range all { // in the order of all, so that of two tags of one name always the same is meant
		t, active := tags[string(row.ID)]
		if !active || own[string(t.ID)] >= lendBelow {
			continue
		}
		byName[strings.ToLower(strings.TrimSpace(t.Name))] = string(t.ID)
		byUpper[t.ID] = string(t.ID)
		if t.MapsTo != "" {
			byUpper[t.MapsTo] = string(t.ID)
		}
	}
	return byName, byUpper
}
