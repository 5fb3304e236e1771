package storage

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/ask"
	"throughline/app/fold"
)

// scope is where a search looks: the study in force, what it was narrowed to and the hints typed, as row ids.
type scope struct {
	empty    bool  // nothing can match
	one      int64 // the only study, 0 for several or all
	study    bool  // a study is in force: what stands across studies belongs to it as well
	studies  *rows
	inside   *rows // interviews
	people   *rows // participants
	tags     *rows
	without  []*rows // tags that findings must not have
	outside  []*rows // interviews likewise
	others   []*rows // participants
	from, to app.Date
	statuses []string // of insights; nil for all
	revised  bool     // there are texts that are not in force any more
	starred  string   // condition on findings: starred or untagged, "" for none
}

// rows is a set of row ids as it is bound.
type rows struct{ json string }

func newRows(ids []int64) *rows { return &rows{list(ids)} }

// newScope resolves names to rows. Names that nothing bears make the scope empty.
func newScope(ctx context.Context, q querier, query app.SearchQuery, hints []ask.Hint) (scope, error) {
	n := query.Narrow
	to := scope{from: n.From, to: n.To}
	if err := one(ctx, q, "SELECT EXISTS (SELECT 1 FROM transcript WHERE latest = 0)", nil, &to.revised); err != nil {
		return to, err
	}
	for _, step := range []func() error{
		func() error { return to.inStudies(ctx, q, query, hints) },
		func() error { return to.inInterviews(ctx, q, hints) },
		func() error { return to.ofPeople(ctx, q, n.Segments, hints) },
		func() error { return to.withTags(ctx, q, n.Tags, hints) },
	} {
		if err := step(); err != nil || to.empty {
			return to, err
		}
	}
	for _, h := range hints {
		if h.Field == ask.Is {
			to.is(h)
		}
	}
	return to, nil
}

// limit narrows the scope to rows; none of them make it empty.
func (s *scope) limit(at **rows, ids []int64) {
	*at = newRows(ids)
	s.empty = s.empty || len(ids) == 0
}

func hinted(hints []ask.Hint, f ask.Field) (yes, no []string) {
	for _, h := range hints {
		switch {
		case h.Field != f:
		case h.Not:
			no = append(no, fold.Text(h.Value))
		default:
			yes = append(yes, fold.Text(h.Value))
		}
	}
	return yes, no
}

func begins(name string, any []string) bool {
	return slices.ContainsFunc(any, func(v string) bool { return strings.HasPrefix(fold.Text(name), v) })
}

func (s *scope) inStudies(ctx context.Context, q querier, query app.SearchQuery, hints []ask.Hint) error {
	n := query.Narrow
	yes, no := hinted(hints, ask.Study)
	s.study = query.Study != "" && len(n.Studies)+len(n.Products)+len(n.Regions)+len(yes)+len(no) == 0
	if !s.study && len(n.Studies)+len(n.Products)+len(n.Regions)+len(yes)+len(no) == 0 {
		return nil
	}
	ids, err := chosen(ctx, q, func(row scanner) (id int64, ok bool, err error) {
		var guid app.StudyID
		var name, product, region string
		err = row.Scan(&id, &guid, &name, &product, &region)
		ok = (query.Study == "" || guid == query.Study) && among(n.Studies, guid) && among(n.Products, product) && among(n.Regions, region) &&
			(len(yes) == 0 || begins(name, yes)) && !begins(name, no)
		return id, ok, err
	}, "SELECT id, guid, name, product, region FROM study")
	if s.limit(&s.studies, ids); len(ids) == 1 {
		s.one = ids[0]
	}
	return err
}

// among reports whether a list has a value, or is empty: then every value will do.
func among[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

// chosen collects the ids of rows for which choose says ok.
func chosen(ctx context.Context, q querier, choose func(scanner) (int64, bool, error), query string, args ...any) (ids []int64, err error) {
	err = each(ctx, q, func(row scanner) error {
		id, ok, err := choose(row)
		if ok && err == nil {
			ids = append(ids, id)
		}
		return err
	}, query, args...)
	return ids, err
}

func (s *scope) inInterviews(ctx context.Context, q querier, hints []ask.Hint) error {
	yes, no := hinted(hints, ask.In)
	find := func(any []string) ([]int64, error) {
		return chosen(ctx, q, func(row scanner) (id int64, ok bool, err error) {
			var title, study string
			err = row.Scan(&id, &title, &study)
			folded := fold.Text(title)
			return id, begins(study, any) || slices.ContainsFunc(any, func(v string) bool { return strings.Contains(folded, v) }), err
		}, "SELECT i.id, i.title, s.name FROM interview i JOIN study s ON s.id = i.study_id")
	}
	if len(yes) > 0 {
		ids, err := find(yes)
		if err != nil {
			return err
		}
		s.limit(&s.inside, ids)
	}
	if len(no) == 0 {
		return nil
	}
	ids, err := find(no)
	s.outside = append(s.outside, newRows(ids))
	return err
}

func (s *scope) ofPeople(ctx context.Context, q querier, segments []string, hints []ask.Hint) error {
	yes, no := hinted(hints, ask.Person)
	if len(segments)+len(yes)+len(no) == 0 {
		return nil
	}
	var in, out []int64
	err := each(ctx, q, func(row scanner) error {
		var id int64
		var code, segment string
		err := row.Scan(&id, &code, &segment)
		code = fold.Text(code)
		if among(segments, segment) && among(yes, code) {
			in = append(in, id)
		}
		if slices.Contains(no, code) {
			out = append(out, id)
		}
		return err
	}, "SELECT id, code, segment FROM participant")
	if len(segments)+len(yes) > 0 {
		s.limit(&s.people, in)
	}
	if len(no) > 0 {
		s.others = append(s.others, newRows(out))
	}
	return err
}

// withTags resolves tags by id and by name. A tag stands for those mapped to it, as in the table of findings.
func (s *scope) withTags(ctx context.Context, q querier, tags []app.TagID, hints []ask.Hint) error {
	yes, no := hinted(hints, ask.Tag)
	if len(tags)+len(yes)+len(no) == 0 {
		return nil
	}
	var in, out []int64
	err := each(ctx, q, func(row scanner) error {
		var id int64
		var guid, mapped app.TagID
		var name, over string
		err := row.Scan(&id, &guid, &name, optional[app.TagID]{&mapped}, optional[string]{&over})
		either := func(any []string) bool { return begins(name, any) || over != "" && begins(over, any) }
		if (len(tags) == 0 || slices.Contains(tags, guid) || mapped != "" && slices.Contains(tags, mapped)) && (len(yes) == 0 || either(yes)) {
			in = append(in, id)
		}
		if either(no) {
			out = append(out, id)
		}
		return err
	}, "SELECT t.id, t.guid, t.name, o.guid, o.name FROM tag t LEFT JOIN tag o ON o.id = t.maps_to_id")
	if len(tags)+len(yes) > 0 {
		s.limit(&s.tags, in)
	}
	if len(no) > 0 {
		s.without = append(s.without, newRows(out))
	}
	return err
}

func (s *scope) is(h ask.Hint) {
	v := fold.Text(h.Value)
	conditions := map[string][2]string{"starred": {"f.star <> 0", "f.star = 0"},
		"untagged": {"NOT EXISTS (SELECT 1 FROM finding_tag WHERE finding_id = f.id)", "EXISTS (SELECT 1 FROM finding_tag WHERE finding_id = f.id)"}}
	if c, ok := conditions[v]; ok {
		one := c[0]
		if h.Not {
			one = c[1]
		}
		if s.starred != "" {
			one = s.starred + " AND " + one
		}
		s.starred = one
		return
	}
	var all []string
	for _, st := range app.InsightStatuses() {
		if strings.HasPrefix(string(st), v) != h.Not && (s.statuses == nil || slices.Contains(s.statuses, string(st))) {
			all = append(all, string(st))
		}
	}
	s.statuses = append([]string{}, all...)
	s.empty = s.empty || len(all) == 0
}

// open reports whether the whole workspace is searched.
func (s *scope) open() bool { return s.studies == nil && !s.deep() && !s.dated() && s.statuses == nil }

// deep reports whether the scope can be told of findings and what was said only.
func (s *scope) deep() bool {
	return s.inside != nil || s.people != nil || s.tags != nil || s.starred != "" || len(s.without)+len(s.outside)+len(s.others) > 0
}

func (s *scope) dated() bool { return s.from != "" || s.to != "" }

// Conditions on sets of rows.
const (
	taggedWith   = "EXISTS (SELECT 1 FROM finding_tag WHERE finding_id = f.id AND tag_id IN (SELECT value FROM json_each(?)))"
	saidOn       = "f.interview_id IN (SELECT id FROM interview WHERE date >= ? AND date <= ?)"
	lastDay      = "9999-12-31"
	latestTurns  = "u.transcript_id NOT IN (SELECT id FROM transcript WHERE latest = 0)"
	turnsOf      = "u.transcript_id IN (SELECT t.id FROM transcript t WHERE t.latest = 1 AND t.interview_id IN (SELECT value FROM json_each(?)))"
	turnsNotOf   = "u.transcript_id NOT IN (SELECT t.id FROM transcript t WHERE t.interview_id IN (SELECT value FROM json_each(?)))"
	turnsInStudy = `u.transcript_id IN (SELECT t.id FROM interview i JOIN transcript t ON t.interview_id = i.id AND t.latest = 1
		WHERE i.study_id IN (SELECT value FROM json_each(?)))`
	turnsOn = `u.transcript_id IN (SELECT t.id FROM interview i JOIN transcript t ON t.interview_id = i.id AND t.latest = 1
		WHERE i.date >= ? AND i.date <= ?)`
	saidBy = `EXISTS (SELECT 1 FROM transcript t JOIN interview_speaker k ON k.interview_id = t.interview_id AND k.label = u.speaker
		WHERE t.id = u.transcript_id AND k.participant_id IN (SELECT value FROM json_each(?)))`
)

func (f *filter) in(condition string, set *rows) {
	if set != nil {
		f.add(condition, set.json)
	}
}

// onFindings are the conditions on a finding f, those on its study and date left out.
func (s *scope) onFindings(f *filter) {
	f.in("f.interview_id IN (SELECT value FROM json_each(?))", s.inside)
	f.in("f.participant_id IN (SELECT value FROM json_each(?))", s.people)
	f.in(taggedWith, s.tags)
	for _, set := range s.without {
		f.in("NOT "+taggedWith, set)
	}
	for _, set := range s.outside {
		f.in("coalesce(f.interview_id, 0) NOT IN (SELECT value FROM json_each(?))", set)
	}
	for _, set := range s.others {
		f.in("coalesce(f.participant_id, 0) NOT IN (SELECT value FROM json_each(?))", set)
	}
	if s.starred != "" {
		f.add(s.starred)
	}
}

func (s *scope) until() string {
	if s.to == "" {
		return lastDay
	}
	return string(s.to)
}

func (s *scope) findings() *filter {
	f := &filter{empty: s.statuses != nil}
	f.in("f.study_id IN (SELECT value FROM json_each(?))", s.studies)
	s.onFindings(f)
	if s.dated() {
		f.add(saidOn, string(s.from), s.until())
	}
	return f
}

func (s *scope) turns() *filter {
	f := &filter{empty: s.statuses != nil || s.tags != nil || s.starred != "" || len(s.without) > 0}
	if s.revised {
		f.add(latestTurns)
	}
	f.in(turnsInStudy, s.studies)
	f.in(turnsOf, s.inside)
	f.in(saidBy, s.people)
	for _, set := range s.outside {
		f.in(turnsNotOf, set)
	}
	for _, set := range s.others {
		f.in("NOT "+saidBy, set)
	}
	if s.dated() {
		f.add(turnsOn, string(s.from), s.until())
	}
	return f
}

// changed adds the condition on when a record of a table was changed last.
func (s *scope) changed(f *filter, after, before string) {
	if s.from != "" {
		f.add(after, s.from.Time().UnixMilli())
	}
	if s.to != "" {
		f.add(before, s.to.Time().AddDate(0, 0, 1).UnixMilli())
	}
}

func (s *scope) insights() *filter {
	f := &filter{}
	if s.studies != nil && s.study {
		f.in("(i.study_id IS NULL OR i.study_id IN (SELECT value FROM json_each(?)))", s.studies)
	} else {
		f.in("i.study_id IN (SELECT value FROM json_each(?))", s.studies)
	}
	if s.statuses != nil {
		f.add("i.status IN (SELECT value FROM json_each(?))", list(s.statuses))
	}
	s.changed(f, "i.modified >= ?", "i.modified < ?")
	if s.deep() {
		rests := &filter{}
		s.onFindings(rests)
		f.add(`EXISTS (SELECT 1 FROM evidence e LEFT JOIN placement l ON l.theme_id = e.theme_id JOIN finding f ON f.id = coalesce(e.finding_id, l.finding_id)
			WHERE e.insight_id = i.id AND `+strings.Join(rests.where, " AND ")+")", rests.args...)
	}
	return f
}

func (s *scope) memos() *filter {
	f := &filter{empty: s.deep() || s.statuses != nil}
	if s.studies != nil && s.study {
		f.in("(m2.study_id IS NULL OR m2.study_id IN (SELECT value FROM json_each(?)))", s.studies)
	} else {
		f.in("m2.study_id IN (SELECT value FROM json_each(?))", s.studies)
	}
	s.changed(f, "m2.modified >= ?", "m2.modified < ?")
	return f
}
