package storage

import (
	"context"

	"throughline/app"
	"throughline/storage/column"
)

// nouns collects what the index knows beside findings: into a table that is being loaded, or into a delta.
type nouns struct {
	t       *column.Table
	studies []column.Study
	people  []column.Person
	ivs     []column.Interview
	texts   []column.Text
	tags    []column.Tag
	themes  []column.Theme
}

// nounKinds are the kinds that the index knows beside findings, those before that others refer to.
var nounKinds = []struct {
	kind app.Kind
	read func(ctx context.Context, q querier, n *nouns, where string, args []any) error
	ids  func(n *nouns) []int64
	drop func(t *column.Table, id int64)
}{
	{app.KindStudy, readStudyNouns, func(n *nouns) []int64 { return idsIn(n.studies, func(v column.Study) int64 { return v.ID }) }, (*column.Table).DropStudy},
	{app.KindParticipant, readPersonNouns, func(n *nouns) []int64 { return idsIn(n.people, func(v column.Person) int64 { return v.ID }) }, (*column.Table).DropPerson},
	{app.KindInterview, readInterviewNouns, func(n *nouns) []int64 { return idsIn(n.ivs, func(v column.Interview) int64 { return v.ID }) }, (*column.Table).DropInterview},
	{app.KindTranscript, readTextNouns, func(n *nouns) []int64 { return idsIn(n.texts, func(v column.Text) int64 { return v.ID }) }, (*column.Table).DropText},
	{app.KindTag, readTagNouns, func(n *nouns) []int64 { return idsIn(n.tags, func(v column.Tag) int64 { return v.ID }) }, (*column.Table).DropTag},
	{app.KindTheme, readThemeNouns, func(n *nouns) []int64 { return idsIn(n.themes, func(v column.Theme) int64 { return v.ID }) }, (*column.Table).DropTheme},
}

func idsIn[T any](all []T, id func(v T) int64) []int64 {
	ids := make([]int64, len(all))
	for i, v := range all {
		ids[i] = id(v)
	}
	return ids
}

// readNouns reads all kinds, those that where lets through, and puts them into the table.
func readNouns(ctx context.Context, q querier, n *nouns, where string, args []any) error {
	for _, k := range nounKinds {
		if err := k.read(ctx, q, n, where, args); err != nil {
			return err
		}
	}
	n.put(n.t)
	return nil
}

// put adds what was collected to a table.
func (n *nouns) put(t *column.Table) {
	for _, v := range n.studies {
		t.PutStudy(v)
	}
	for _, v := range n.people {
		t.PutPerson(v)
	}
	for _, v := range n.ivs {
		t.PutInterview(v)
	}
	for _, v := range n.texts {
		t.PutText(v)
	}
	for _, v := range n.tags {
		t.PutTag(v)
	}
	for _, v := range n.themes {
		t.PutTheme(v)
	}
}

func readStudyNouns(ctx context.Context, q querier, n *nouns, where string, args []any) (err error) {
	n.studies, err = collect(ctx, q, func(row scanner) (v column.Study, err error) {
		return v, row.Scan(&v.ID, &v.GUID, &v.Name, &v.Product, &v.Region, &v.Method, &v.Color)
	}, "SELECT id, guid, name, product, region, method, color FROM study"+idWhere("id", where), args...)
	return err
}

// idWhere is " WHERE id IN (…)", or nothing for all.
func idWhere(column, where string) string {
	if where == "" {
		return ""
	}
	return " WHERE " + column + " " + where
}

func readPersonNouns(ctx context.Context, q querier, n *nouns, where string, args []any) (err error) {
	n.people, err = collect(ctx, q, func(row scanner) (v column.Person, err error) {
		return v, row.Scan(&v.ID, &v.GUID, &v.Code, &v.Key, &v.Segment)
	}, "SELECT id, guid, code, code_key, segment FROM participant"+idWhere("id", where)+" ORDER BY id", args...)
	if err != nil {
		return err
	}
	at := make(map[int64]int, len(n.people))
	for i, p := range n.people {
		at[p.ID] = i
	}
	return each(ctx, q, func(row scanner) error {
		var id int64
		var a app.Attribute
		err := row.Scan(&id, &a.Name, &a.Value)
		if i, ok := at[id]; ok {
			n.people[i].Attributes = append(n.people[i].Attributes, a)
		}
		return err
	}, "SELECT participant_id, name, value FROM participant_attribute"+idWhere("participant_id", where)+" ORDER BY participant_id, ordinal", args...)
}

func readInterviewNouns(ctx context.Context, q querier, n *nouns, where string, args []any) (err error) {
	n.ivs, err = collect(ctx, q, func(row scanner) (v column.Interview, err error) {
		return v, row.Scan(&v.ID, &v.Study, &v.GUID, &v.Title, &v.Method, &v.Date)
	}, "SELECT id, study_id, guid, title, method, date FROM interview"+idWhere("id", where)+" ORDER BY id", args...)
	if err != nil {
		return err
	}
	at := make(map[int64]int, len(n.ivs))
	for i, v := range n.ivs {
		at[v.ID] = i
	}
	also := " WHERE participant_id IS NOT NULL"
	if where != "" {
		also += " AND interview_id " + where
	}
	return each(ctx, q, func(row scanner) error {
		var id, person int64
		err := row.Scan(&id, &person)
		if i, ok := at[id]; ok {
			n.ivs[i].People = append(n.ivs[i].People, person)
		}
		return err
	}, "SELECT interview_id, participant_id FROM interview_speaker"+also+" ORDER BY interview_id, ordinal", args...)
}

func readTextNouns(ctx context.Context, q querier, n *nouns, where string, args []any) (err error) {
	n.texts, err = collect(ctx, q, func(row scanner) (v column.Text, err error) {
		return v, row.Scan(&v.ID, &v.Interview, &v.Revision)
	}, "SELECT id, interview_id, revision FROM transcript"+idWhere("id", where), args...)
	return err
}

func readTagNouns(ctx context.Context, q querier, n *nouns, where string, args []any) (err error) {
	n.tags, err = collect(ctx, q, func(row scanner) (v column.Tag, err error) {
		return v, row.Scan(&v.ID, &v.Study, &v.Parent, &v.MapsTo, &v.GUID, &v.Name, &v.Color)
	}, "SELECT id, coalesce(study_id, 0), coalesce(parent_id, 0), coalesce(maps_to_id, 0), guid, name, color FROM tag"+idWhere("id", where), args...)
	return err
}

func readThemeNouns(ctx context.Context, q querier, n *nouns, where string, args []any) (err error) {
	n.themes, err = collect(ctx, q, func(row scanner) (v column.Theme, err error) {
		return v, row.Scan(&v.ID, &v.Study, &v.GUID, &v.Name, &v.Color, &v.Order)
	}, "SELECT id, coalesce(study_id, 0), guid, name, color, place FROM theme"+idWhere("id", where), args...)
	return err
}
