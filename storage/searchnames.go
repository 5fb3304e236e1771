package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"throughline/app"
	"throughline/app/ask"
	"throughline/app/fold"
)

// nameQueries read what can be found by name: row, guid, study, title, detail, further text and a date. There are some thousands at most, and
// comparing them here lets a match begin inside a word and ignore accents.
var nameQueries = map[app.Kind]string{
	app.KindTheme:       `SELECT t.id, t.guid, s.guid, t.name, s.name, t.note, date(t.modified / 1000, 'unixepoch') FROM theme t LEFT JOIN study s ON s.id = t.study_id`,
	app.KindTag:         `SELECT t.id, t.guid, s.guid, t.name, s.name, t.definition, date(t.modified / 1000, 'unixepoch') FROM tag t LEFT JOIN study s ON s.id = t.study_id`,
	app.KindInterview:   `SELECT i.id, i.guid, s.guid, i.title, i.date, i.note, i.date FROM interview i JOIN study s ON s.id = i.study_id`,
	app.KindParticipant: `SELECT p.id, p.guid, NULL, p.code, p.segment, p.note, '' FROM participant p`,
}

// nameRow is what is kept of a record to find it by name.
type nameRow struct {
	hit    app.Hit
	more   string // further text
	folded string // title, detail and further text
	title  string // folded, to sort by
}

// nameShelf keeps the names of a workspace between searches. Any step that touches records with names clears it.
type nameShelf struct {
	mu   sync.Mutex
	age  int
	kept map[app.Kind][]nameRow
}

func (n *nameShelf) forget() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.age++
	n.kept = nil
}

func (n *nameShelf) get(k app.Kind) (rows []nameRow, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	rows, ok = n.kept[k]
	return rows, ok
}

func (n *nameShelf) now() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.age
}

// put keeps rows unless a step came in between.
func (n *nameShelf) put(k app.Kind, rows []nameRow, age int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if age != n.age {
		return
	}
	if n.kept == nil {
		n.kept = map[app.Kind][]nameRow{}
	}
	n.kept[k] = rows
}

// allNames reads the names of a kind. Who only reads the file does not hear of changes, and keeps none; nor are those kept that stood in the file before
// a step.
func (s *Store) allNames(ctx context.Context, q querier, k app.Kind) ([]nameRow, error) {
	rows, ok := s.nameShelf.get(k)
	if ok {
		return rows, nil
	}
	rows, err := collect(ctx, q, func(row scanner) (nameRow, error) {
		r := nameRow{hit: app.Hit{Kind: k}}
		h := &r.hit
		err := row.Scan(&h.Row, &h.ID, optional[app.StudyID]{&h.Study}, &h.Title, optional[string]{&h.Detail}, &r.more, optional[app.Date]{&h.Date})
		if k == app.KindInterview {
			h.Interview = app.InterviewID(h.ID)
		}
		r.title = fold.Text(h.Title)
		r.folded = fold.Text(h.Title + "\n" + h.Detail + "\n" + r.more)
		return r, err
	}, nameQueries[k])
	if at, ok := q.(*still); ok && err == nil && !s.opt.ReadOnly {
		s.nameShelf.put(k, rows, at.names)
	}
	return rows, err
}

// keepsNames says of which kinds names are kept.
func keepsNames(k app.Kind) bool { return k == app.KindStudy || nameQueries[k] != "" }

// names finds records of a kind by name.
func (s *search) names(k app.Kind) (page app.SearchPage, err error) {
	if nameQueries[k] == "" || len(s.query.All) == 0 || s.to.statuses != nil || s.to.starred != "" {
		return page, nil
	}
	all, err := s.s.allNames(s.ctx, s.q, k)
	if err != nil {
		return page, err
	}
	var found []nameHit
	for i := range all {
		r := &all[i]
		if !s.mayHave(r) {
			continue // the usual case, told quickly
		}
		if score := s.nameScore(r); score > 0 {
			found = append(found, nameHit{r, score})
		}
	}
	if found, err = s.inScope(k, found); err != nil {
		return page, err
	}
	slices.SortFunc(found, func(a, b nameHit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.row.title, b.row.title), strings.Compare(a.row.hit.ID, b.row.hit.ID))
	})
	page.Found = len(found)
	for _, n := range found[:min(len(found), s.limit)] {
		page.Hits = append(page.Hits, s.named(n))
	}
	return page, nil
}

// mayHave reports whether a record has a word of everything that was asked for, if only within others.
func (s *search) mayHave(r *nameRow) bool {
	return !slices.ContainsFunc(s.query.All, func(group []ask.Item) bool {
		return !slices.ContainsFunc(group, func(item ask.Item) bool { return strings.Contains(r.folded, item.Words[0]) })
	})
}

// nameHit is a record found by name.
type nameHit struct {
	row   *nameRow
	score float64
}

// Scores of what is found by name.
const (
	inMore, inDetail, inTitle, inTitleWhole = 1, 1.5, 2, 3
)

// nameScore is 3 if whole words of the title match, 2 for the middle of one, less if only the detail or further text match, 0 if nothing does.
func (s *search) nameScore(r *nameRow) float64 {
	switch {
	case s.query.In(r.hit.Title):
		if len(s.query.Marks(r.hit.Title)) > 0 {
			return inTitleWhole
		}
		return inTitle
	case s.query.In(r.hit.Title + " " + r.hit.Detail):
		return inDetail
	case s.query.In(r.more):
		return inMore
	}
	return 0
}

// named is the hit of a record, with the text that matched.
func (s *search) named(n nameHit) app.Hit {
	h := n.row.hit
	text := h.Title
	switch n.score {
	case inDetail:
		text = join(h.Title, h.Detail)
	case inMore:
		text = n.row.more
	}
	h.Score = n.score
	h.Snippet, h.Marks = s.query.Snippet(text)
	return h
}

// scopeQueries choose among rows of a kind, named n, those in scope; conditions follow.
var scopeQueries = map[app.Kind]string{
	app.KindTheme:       "SELECT n.id FROM theme n",
	app.KindTag:         "SELECT n.id FROM tag n",
	app.KindInterview:   "SELECT n.id FROM interview n",
	app.KindParticipant: "SELECT n.id FROM participant n",
}

// inScope keeps the hits that are in scope.
func (s *search) inScope(k app.Kind, hits []nameHit) ([]nameHit, error) {
	if s.to.open() || len(hits) == 0 {
		return hits, nil
	}
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = h.row.hit.Row
	}
	f := s.to.names(k)
	if f.empty {
		return nil, nil
	}
	f.add("n.id IN (SELECT value FROM json_each(?))", list(ids))
	in, err := numbers(s.ctx, s.q, scopeQueries[k]+f.sql(), f.args...)
	if err != nil {
		return nil, err
	}
	within := make(map[int64]bool, len(in))
	for _, id := range in {
		within[id] = true
	}
	return slices.DeleteFunc(hits, func(h nameHit) bool { return !within[h.row.hit.Row] }), nil
}

// themes are the conditions on a theme n.
func (s *scope) themes() *filter {
	f := s.names(app.KindTheme)
	f.empty = f.empty || s.statuses != nil || s.starred != ""
	return f
}

// names are the conditions on what is found by name.
func (s *scope) names(k app.Kind) *filter {
	f := &filter{}
	switch k {
	case app.KindTheme, app.KindTag:
		across := ""
		if s.study {
			across = "n.study_id IS NULL OR "
		}
		f.in("("+across+"n.study_id IN (SELECT value FROM json_each(?)))", s.studies)
		s.changed(f, "n.modified >= ?", "n.modified < ?")
		if s.deep() {
			f.empty = k == app.KindTag
			rests := &filter{}
			s.onFindings(rests)
			f.add("EXISTS (SELECT 1 FROM placement l JOIN finding f ON f.id = l.finding_id WHERE l.theme_id = n.id AND "+strings.Join(rests.where, " AND ")+")", rests.args...)
		}
	case app.KindInterview:
		f.empty = s.tags != nil || len(s.without) > 0
		f.in("n.study_id IN (SELECT value FROM json_each(?))", s.studies)
		f.in("n.id IN (SELECT value FROM json_each(?))", s.inside)
		f.in("EXISTS (SELECT 1 FROM interview_speaker WHERE interview_id = n.id AND participant_id IN (SELECT value FROM json_each(?)))", s.people)
		for _, set := range s.outside {
			f.in("n.id NOT IN (SELECT value FROM json_each(?))", set)
		}
		if s.dated() {
			f.add("n.date >= ? AND n.date <= ?", string(s.from), s.until())
		}
	case app.KindParticipant:
		f.empty = s.tags != nil || len(s.without) > 0 || s.inside != nil || s.dated()
		f.in(`n.id IN (SELECT k.participant_id FROM interview i JOIN interview_speaker k ON k.interview_id = i.id
			WHERE i.study_id IN (SELECT value FROM json_each(?)))`, s.studies)
		f.in("n.id IN (SELECT value FROM json_each(?))", s.people)
		for _, set := range s.others {
			f.in("n.id NOT IN (SELECT value FROM json_each(?))", set)
		}
	}
	return f
}
