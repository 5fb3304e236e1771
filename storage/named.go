package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/fold"
)

// namedArms read name and place of the records of each kind: kind, guid, name, text (for memos without a title), study,
// interview, passage. Each stands in a UNION; the tables have the letters of namedBy.
var namedArms = []struct {
	kind app.Kind
	sql  string
}{
	{app.KindTag, `SELECT 'tag', x.guid, x.name, '', s.guid, NULL, 0, 0 FROM tag x LEFT JOIN study s ON s.id = x.study_id`},
	{app.KindTheme, `SELECT 'theme', x.guid, x.name, '', s.guid, NULL, 0, 0 FROM theme x LEFT JOIN study s ON s.id = x.study_id`},
	{app.KindInsight, `SELECT 'insight', x.guid, x.title, '', s.guid, NULL, 0, 0 FROM insight x LEFT JOIN study s ON s.id = x.study_id`},
	{app.KindParticipant, `SELECT 'participant', x.guid, x.code, '', NULL, NULL, 0, 0 FROM participant x`},
	{app.KindInterview, `SELECT 'interview', x.guid, x.title, '', s.guid, NULL, 0, 0 FROM interview x JOIN study s ON s.id = x.study_id`},
	{app.KindStudy, `SELECT 'study', x.guid, x.name, '', x.guid, NULL, 0, 0 FROM study x`},
	{app.KindMemo, `SELECT 'memo', x.guid, x.title, CASE WHEN x.title = '' THEN substr(x.text, 1, 1000) ELSE '' END, s.guid, NULL, 0, 0
		FROM memo x LEFT JOIN study s ON s.id = x.study_id`},
	{app.KindView, `SELECT 'view', x.guid, x.name, '', s.guid, NULL, 0, 0 FROM (SELECT * FROM saved_view WHERE place = 'findings') x LEFT JOIN study s ON s.id = x.study_id`},
}

const namedFindings = `SELECT 'finding', x.guid, substr(CASE WHEN x.quote <> '' THEN x.quote ELSE x.note END, 1, 120), '', s.guid, i.guid,
	x.start_byte, x.end_byte FROM finding x JOIN study s ON s.id = x.study_id LEFT JOIN interview i ON i.id = x.interview_id`

func scanNamed(row scanner) (app.Named, error) {
	var n app.Named
	var text string
	err := row.Scan(&n.Kind, &n.ID, &n.Name, &text, optional[app.StudyID]{&n.Study}, optional[app.InterviewID]{&n.Interview}, &n.Span.Start, &n.Span.End)
	if n.Kind == app.KindMemo {
		n.Name = (&app.Memo{Title: n.Name, Text: text}).Name()
	}
	return n, err
}

// Named tells the names and places of records, in the order of refs. Those that are not stored are left out.
func (s *Store) Named(ctx context.Context, refs []app.Ref) (found []app.Named, err error) {
	err = s.read(ctx, "names", func(q querier) error {
		found, err = namesOf(ctx, q, refs)
		return err
	})
	return found, err
}

// namesOf reads all kinds in one query. The parameter is a JSON list of kind and id.
func namesOf(ctx context.Context, q querier, refs []app.Ref) ([]app.Named, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	var sql strings.Builder
	add := func(kind app.Kind, arm string) {
		if sql.Len() > 0 {
			sql.WriteString(" UNION ALL ")
		}
		sql.WriteString(arm + ` WHERE x.guid IN (SELECT value ->> 'id' FROM json_each(?1) WHERE value ->> 'kind' = '` + string(kind) + `')`)
	}
	for _, a := range namedArms {
		add(a.kind, a.sql)
	}
	add(app.KindFinding, namedFindings)
	all, err := collect(ctx, q, scanNamed, sql.String(), refList(refs))
	if err != nil {
		return nil, err
	}
	place := make(map[app.Ref]int, len(refs))
	for i, r := range refs {
		if _, double := place[r]; !double {
			place[r] = i
		}
	}
	slices.SortFunc(all, func(a, b app.Named) int { return place[a.Ref] - place[b.Ref] })
	return all, nil
}

// Names lists what can be linked to by name: tags, themes, insights, people, interviews, studies, memos and views of findings of a
// study with those across studies, or of all studies for "". Each kind is sorted by name; the kinds come in this order.
func (s *Store) Names(ctx context.Context, study app.StudyID) (all []app.Named, err error) {
	err = s.read(ctx, "names", func(q querier) error {
		all, err = names(ctx, q)
		return err
	})
	if study != "" {
		all = slices.DeleteFunc(all, func(n app.Named) bool { return n.Study != "" && n.Study != study && n.Kind != app.KindStudy })
	}
	sortNames(all)
	return all, err
}

// names reads all names, in no order.
func names(ctx context.Context, q querier) ([]app.Named, error) {
	var sql strings.Builder
	for i, a := range namedArms {
		if i > 0 {
			sql.WriteString(" UNION ALL ")
		}
		sql.WriteString(a.sql)
	}
	return collect(ctx, q, scanNamed, sql.String())
}

// kindPlace is where a kind stands among the names.
func kindPlace(k app.Kind) int {
	for i, a := range namedArms {
		if a.kind == k {
			return i
		}
	}
	return len(namedArms)
}

func sortNames(all []app.Named) {
	keys := make(map[string]string, len(all))
	for _, n := range all {
		keys[n.Name] = fold.Text(n.Name)
	}
	slices.SortFunc(all, func(a, b app.Named) int {
		return cmp.Or(kindPlace(a.Kind)-kindPlace(b.Kind), strings.Compare(keys[a.Name], keys[b.Name]), strings.Compare(a.ID, b.ID))
	})
}

// Called finds the record each name means, by the rules of links: case and accents make no difference; of several that are
// called so, one of the study comes before one across studies or of another study, then tags, themes, insights, people,
// interviews, studies, memos and views in this order. Names that nothing is called by are left out.
func (s *Store) Called(ctx context.Context, study app.StudyID, called []string) (found map[string]app.Named, err error) {
	found = map[string]app.Named{}
	if len(called) == 0 {
		return found, nil
	}
	var all []app.Named
	err = s.read(ctx, "names", func(q querier) error {
		all, err = names(ctx, q)
		return err
	})
	better := func(a, b app.Named) bool {
		rank := func(n app.Named) int {
			switch n.Study {
			case study:
				return 0
			case "":
				return 1
			}
			return 2
		}
		return cmp.Or(rank(a)-rank(b), kindPlace(a.Kind)-kindPlace(b.Kind), strings.Compare(a.ID, b.ID)) < 0
	}
	wanted := make(map[string][]string, len(called)) // by folded name
	for _, name := range called {
		wanted[fold.Text(name)] = append(wanted[fold.Text(name)], name)
	}
	for _, n := range all {
		for _, name := range wanted[fold.Text(n.Name)] {
			if old, ok := found[name]; !ok || better(n, old) {
				found[name] = n
			}
		}
	}
	return found, err
}
