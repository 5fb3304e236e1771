package rival

import (
	"context"
	"strconv"
	"strings"

	"throughline/app/qda"
)

// requalDesk is what a requal project is put together on.
type requalDesk struct {
	*builder
	codes    map[string]int
	names    map[int64]string // of users
	sources  map[int64]int
	scales   []*plain
	of       []*passages
	segments map[int64]*passage
	cases    map[int64]int
	memos    map[int64]qda.GUID // notes by memo
	tied     map[qda.GUID]bool  // notes that something refers to
}

// requal reads one project of a requal file. Places are numbers of letters from 1, the last included, as R counts.
func (b *builder) requal(ctx context.Context) error {
	d := &requalDesk{builder: b, names: map[int64]string{}, sources: map[int64]int{}, segments: map[int64]*passage{}, cases: map[int64]int{}, memos: map[int64]qda.GUID{},
		tied: map[qda.GUID]bool{}}
	if err := b.expect(ctx, "documents", "codes", "segments"); err != nil {
		return err
	}
	for _, read := range []func(context.Context) error{
		d.project, d.people, d.codebook, d.documents, d.memoTexts, d.segmentList, d.memoMaps, d.settleTexts, d.caseList, d.history,
	} {
		if err := read(ctx); err != nil {
			return err
		}
	}
	for _, n := range d.p.Notes {
		if !d.tied[n.GUID] {
			d.p.NoteRefs = append(d.p.NoteRefs, n.GUID)
		}
	}
	return nil
}

// each gives the rows of the project; of a table that does not say which project, all.
func (d *requalDesk) each(ctx context.Context, table, order string, columns []string, visit func(r *row) error) error {
	q := query{table: table, columns: columns, order: order}
	if d.db.hasColumn(table, "project_id") {
		q.where, q.args = `project_id = ? OR project_id IS NULL`, []any{d.which.ID}
	}
	return d.db.each(ctx, q, func(r *row) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return visit(r)
	})
}

func (d *requalDesk) project(ctx context.Context) error {
	d.p.Origin = "requal"
	err := d.each(ctx, "projects", "project_id", []string{"project_name", "project_description", "created_at"}, func(r *row) error {
		d.p.Name = d.named(r.name(0), "Project", 1)
		d.p.Description = newPlain(r.text(1)).text
		d.p.Made.At = d.when(r.text(2), true)
		d.identity = "requal project " + r.text(2) + " " + d.which.ID
		if r.text(2) == "" {
			d.identity = "requal project named " + d.p.Name
		}
		return nil
	})
	if err != nil {
		return err
	}
	return d.each(ctx, "requal_version", "rowid", []string{"version"}, func(r *row) error {
		d.p.Origin = strings.TrimSpace("requal " + r.name(0))
		return nil
	})
}

// people reads the users that may do something in the project.
func (d *requalDesk) people(ctx context.Context) error {
	err := d.db.each(ctx, query{table: "users", columns: []string{"user_id", "user_name", "user_login"}, order: "user_id"}, func(r *row) error {
		name := r.name(1)
		if name == "" {
			name = r.name(2)
		}
		d.names[r.id(0)] = d.named(name, "User", r.id(0))
		return nil
	})
	if err != nil {
		return err
	}
	return d.each(ctx, "user_permissions", "user_id", []string{"user_id"}, func(r *row) error {
		if d.user(d.names[r.id(0)]) != "" {
			d.loseAll(lostMembers, 1)
		}
		return nil
	})
}

// codebook reads categories and codes. A code can be in several categories: the first is its place, the others become sets.
func (d *requalDesk) codebook(ctx context.Context) error {
	var nodes []node
	names := map[int64]bool{}
	err := d.each(ctx, "categories", "category_id", []string{"category_id", "category_name", "category_description"}, func(r *row) error {
		id := r.id(0)
		names[id] = true
		nodes = append(nodes, node{key: "cat:" + strconv.FormatInt(id, 10), code: qda.Code{GUID: d.guidOf("category", id), Name: d.named(r.name(1), "Category", id),
			Description: newPlain(r.text(2)).text}})
		return nil
	})
	if err != nil {
		return err
	}
	under := map[int64][]int64{}
	for _, table := range []string{"categories_codes_map", "category_code_map"} {
		err := d.each(ctx, table, "rowid", []string{"code_id", "category_id"}, func(r *row) error {
			if names[r.id(1)] {
				under[r.id(0)] = append(under[r.id(0)], r.id(1))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	also := map[string][]qda.GUID{}
	err = d.each(ctx, "codes", "code_id", []string{"code_id", "code_name", "code_description", "code_color"}, func(r *row) error {
		d.step(1, "Read the codebook")
		id := r.id(0)
		n := node{key: "code:" + strconv.FormatInt(id, 10), code: qda.Code{GUID: d.guidOf("code", id), Name: d.named(r.name(1), "Code", id),
			Description: newPlain(r.text(2)).text, Color: d.color(r.text(3)), Codable: true}}
		for i, cat := range under[id] {
			key := "cat:" + strconv.FormatInt(cat, 10)
			if i == 0 {
				n.parent = key
			} else if key != n.parent {
				also[key] = append(also[key], n.code.GUID)
				d.lose(lostParents, n.code.Name)
			}
		}
		nodes = append(nodes, n)
		return nil
	})
	d.codes = d.tree(nodes)
	for _, n := range nodes {
		if codes := also[n.key]; len(codes) > 0 {
			d.p.Sets = append(d.p.Sets, qda.Set{GUID: guid(string(n.code.GUID), "set"), Name: n.code.Name, Description: "Codes of this category that have their place in another.", Codes: codes})
		}
	}
	return err
}

func (d *requalDesk) documents(ctx context.Context) error {
	columns := []string{"doc_id", "doc_name", "doc_description", "doc_text", "created_at", "user_id"}
	return d.each(ctx, "documents", "doc_id", columns, func(r *row) error {
		id := r.id(0)
		scale := newPlain(r.text(3), way{first: 1, last: true}, way{})
		s := qda.Source{GUID: d.guidOf("document", id, r.text(4)), Name: d.named(r.name(1), "Document", id), Kind: qda.Text, Inline: true,
			Description: newPlain(r.text(2)).text, Text: scale.text, Made: qda.Made{By: d.user(d.names[r.id(5)]), At: d.when(r.text(4), true)}}
		d.sources[id] = len(d.p.Sources)
		d.scales = append(d.scales, scale)
		d.of = append(d.of, &passages{})
		d.p.Sources = append(d.p.Sources, s)
		d.step(1, "Read "+s.Name)
		return nil
	})
}

// memoTexts reads the memos; what they stand on is in tables of its own.
func (d *requalDesk) memoTexts(ctx context.Context) error {
	return d.each(ctx, "memos", "memo_id", []string{"memo_id", "text", "user_id"}, func(r *row) error {
		id := r.id(0)
		if note := d.note(d.guidOf("memo", id), "", r.text(1), qda.Made{By: d.user(d.names[r.id(2)])}); note != "" {
			d.memos[id] = note
		}
		return nil
	})
}

// segmentList reads the codings.
func (d *requalDesk) segmentList(ctx context.Context) error {
	columns := []string{"segment_id", "doc_id", "code_id", "segment_start", "segment_end", "segment_text", "user_id"}
	return d.each(ctx, "segments", "doc_id, segment_start, segment_id", columns, func(r *row) error {
		d.step(1, "Read codings")
		src, ok := d.sources[r.id(1)]
		i, coded := d.codes["code:"+strconv.FormatInt(r.id(2), 10)]
		from, ok0 := r.whole(3)
		to, ok1 := r.whole(4)
		if !ok || !ok0 || !ok1 || !coded {
			d.lose(lostOrphans, "a coding of “"+r.name(5)+"”")
			return nil
		}
		p := d.of[src].of(from, to, r.text(5))
		d.coded(p, qda.Coding{GUID: d.guidOf("segment", r.id(0)), Code: d.p.Codes[i].GUID, By: d.user(d.names[r.id(6)])})
		d.segments[r.id(0)] = p
		return nil
	})
}

// memoMaps ties memos to codes, documents and passages. A memo on a code or on a part of a document is a note there.
func (d *requalDesk) memoMaps(ctx context.Context) error {
	tie := func(refs *[]qda.GUID, memo int64) {
		if note := d.memos[memo]; note != "" && refs != nil {
			*refs = appendNew(*refs, note)
			d.tied[note] = true
		}
	}
	err := d.db.each(ctx, query{table: "memos_codes_map", columns: []string{"memo_id", "code_id"}, order: "rowid"}, func(r *row) error {
		if i, ok := d.codes["code:"+strconv.FormatInt(r.id(1), 10)]; ok {
			tie(&d.p.Codes[i].NoteRefs, r.id(0))
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = d.db.each(ctx, query{table: "memos_documents_map", columns: []string{"memo_id", "doc_id", "memo_start", "memo_end"}, order: "rowid"}, func(r *row) error {
		i, ok := d.sources[r.id(1)]
		if !ok {
			return nil
		}
		from, ok0 := r.whole(2)
		to, ok1 := r.whole(3)
		if ok0 && ok1 && to >= from && to > 0 {
			tie(&d.of[i].of(from, to, "").selection.NoteRefs, r.id(0))
		} else {
			tie(&d.p.Sources[i].NoteRefs, r.id(0))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return d.db.each(ctx, query{table: "memos_segments_map", columns: []string{"memo_id", "segment_id"}, order: "rowid"}, func(r *row) error {
		if p := d.segments[r.id(1)]; p != nil {
			tie(&p.selection.NoteRefs, r.id(0))
		}
		return nil
	})
}

func (d *requalDesk) settleTexts(ctx context.Context) error {
	for i := range d.p.Sources {
		if err := d.settle(ctx, &d.p.Sources[i], d.scales[i], d.of[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d *requalDesk) caseList(ctx context.Context) error {
	err := d.each(ctx, "cases", "case_id", []string{"case_id", "case_name", "case_description"}, func(r *row) error {
		id := r.id(0)
		d.cases[id] = len(d.p.Cases)
		d.p.Cases = append(d.p.Cases, qda.Case{GUID: d.guidOf("case", id), Name: d.named(r.name(1), "Case", id), Description: newPlain(r.text(2)).text})
		return nil
	})
	if err != nil {
		return err
	}
	for _, table := range []string{"cases_documents_map", "case_document_map"} {
		err := d.each(ctx, table, "rowid", []string{"case_id", "doc_id"}, func(r *row) error {
			i, ok := d.cases[r.id(0)]
			src, here := d.sources[r.id(1)]
			if ok && here {
				d.p.Cases[i].Sources = appendNew(d.p.Cases[i].Sources, d.p.Sources[src].GUID)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// history counts the entries of the log, and the attributes, which are of users.
func (d *requalDesk) history(ctx context.Context) error {
	err := d.each(ctx, "logs", "rowid", []string{"action"}, func(*row) error {
		d.loseAll(lostLogs, 1)
		return nil
	})
	if err != nil {
		return err
	}
	return d.db.each(ctx, query{table: "attributes_users_map", columns: []string{"attribute_id"}}, func(*row) error {
		d.lose(lostValues, "attributes of users")
		return nil
	})
}
