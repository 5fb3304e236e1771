package rival

import (
	"context"
	"math"
	"strconv"
	"strings"

	"throughline/app/qda"
)

// speakerCoder owns the codings by which QualCoder 4 says who speaks.
const speakerCoder = "📌 Speaker coding"

// qualCoderDesk is what a QualCoder project is put together on.
type qualCoderDesk struct {
	*builder
	codes    map[string]int    // place in Project.Codes by "cat:1", "code:1"
	speakers map[int64]string  // names of codes that say who speaks
	sources  map[int64]*source // by id
	order    []int64           // ids of sources, as the file has them
	files    *folder
	cases    map[int64]int // place in Project.Cases by id
}

// qualCoder reads a QualCoder project of database version 3 to 17. Columns that a version does not have are empty.
func (b *builder) qualCoder(ctx context.Context) error {
	d := &qualCoderDesk{builder: b, sources: map[int64]*source{}, cases: map[int64]int{}}
	var err error
	if d.files, err = openFolder(b.db.path); err != nil {
		return translate(ctx, b.db.path, err)
	}
	defer d.files.close()
	if err := b.expect(ctx, "source", "code_name", "code_text", "code_image", "code_av", "annotation", "case_text", "attribute"); err != nil {
		return err
	}
	for _, read := range []func(context.Context) error{
		d.project, d.coders, d.codebook, d.documents, d.references, d.textCodings, d.annotations, d.caseList, d.caseTexts, d.attributes,
		d.settleTexts, d.regions, d.stretches, d.avLinks, d.journals, d.rest,
	} {
		if err := read(ctx); err != nil {
			return err
		}
	}
	d.hand()
	return nil
}

// project reads the one row about the project.
func (d *qualCoderDesk) project(ctx context.Context) error {
	first := true
	return d.db.each(ctx, query{table: "project", columns: []string{"databaseversion", "date", "memo", "about", "codername"}}, func(r *row) error {
		if !first {
			return nil
		}
		first = false
		version, about := r.name(0), r.name(3)
		if n, err := strconv.Atoi(strings.TrimPrefix(version, "v")); err == nil && n > 17 {
			d.p.Warnings = append(d.p.Warnings, "The project is of version "+version+" of QualCoder's files, newer than the newest known here (v17). What is new in it may be missing.")
		}
		d.identity = "qualcoder project " + r.text(1)
		if r.text(1) == "" {
			d.identity = "qualcoder project named " + d.which.Name
		}
		d.p.Origin = about
		if !strings.Contains(about, "QualCoder") {
			d.p.Origin = strings.TrimSpace("QualCoder " + about)
		}
		if version != "" {
			d.p.Origin += ", files " + version
		}
		d.p.Made = d.made(r.text(4), r.text(1))
		d.p.Description = newPlain(r.text(2)).text
		return nil
	})
}

// coders reads who may code, those included who did not yet.
func (d *qualCoderDesk) coders(ctx context.Context) error {
	return d.db.each(ctx, query{table: "coder_names", columns: []string{"name"}, order: "rowid"}, func(r *row) error {
		if name := r.name(0); name != speakerCoder {
			d.user(name)
		}
		return nil
	})
}

// codebook reads categories and codes.
func (d *qualCoderDesk) codebook(ctx context.Context) error {
	if err := d.findSpeakers(ctx); err != nil {
		return err
	}
	var nodes []node
	under := func(key string, id int64) string {
		if id < 0 {
			return ""
		}
		return key + strconv.FormatInt(id, 10)
	}
	err := d.db.each(ctx, query{table: "code_cat", columns: []string{"catid", "name", "memo", "owner", "date", "supercatid"}, order: "catid"}, func(r *row) error {
		id := r.id(0)
		nodes = append(nodes, node{key: under("cat:", id), parent: under("cat:", r.id(5)), code: qda.Code{
			GUID: d.guidOf("category", id, r.text(3), r.text(4)), Name: d.named(r.name(1), "Category", id), Description: newPlain(r.text(2)).text}})
		d.user(r.text(3))
		return nil
	})
	if err != nil {
		return err
	}
	columns := []string{"cid", "name", "memo", "catid", "owner", "date", "color", "supercid"}
	err = d.db.each(ctx, query{table: "code_name", columns: columns, order: "cid"}, func(r *row) error {
		id := r.id(0)
		if _, speaks := d.speakers[id]; speaks {
			return nil
		}
		parent := under("code:", r.id(7)) // QualCoder lets the code above win over the category
		if parent == "" {
			parent = under("cat:", r.id(3))
		}
		nodes = append(nodes, node{key: under("code:", id), parent: parent, code: qda.Code{GUID: d.guidOf("code", id, r.text(4), r.text(5)),
			Name: d.named(r.name(1), "Code", id), Description: newPlain(r.text(2)).text, Color: d.color(r.text(6)), Codable: true}})
		d.user(r.text(4))
		return nil
	})
	d.codes = d.tree(d.withoutSpeakerCategory(nodes))
	d.step(len(nodes), "Read the codebook")
	return err
}

// findSpeakers finds the codes that only say who speaks: all their codings are of the coder for that.
func (d *qualCoderDesk) findSpeakers(ctx context.Context) error {
	d.speakers = map[int64]string{}
	used := map[int64]bool{}
	err := d.db.each(ctx, query{table: "code_text", columns: []string{"cid", "owner"}}, func(r *row) error {
		if r.name(1) == speakerCoder {
			d.speakers[r.id(0)] = ""
		} else {
			used[r.id(0)] = true
		}
		return nil
	})
	if err != nil || len(d.speakers) == 0 {
		return err
	}
	return d.db.each(ctx, query{table: "code_name", columns: []string{"cid", "name"}}, func(r *row) error {
		if _, speaks := d.speakers[r.id(0)]; speaks && !used[r.id(0)] {
			d.speakers[r.id(0)] = r.name(1)
		} else {
			delete(d.speakers, r.id(0))
		}
		return nil
	})
}

// withoutSpeakerCategory leaves out the category of speakers when nothing else is in it.
func (d *qualCoderDesk) withoutSpeakerCategory(nodes []node) []node {
	if len(d.speakers) == 0 {
		return nodes
	}
	parents := map[string]bool{}
	for _, n := range nodes {
		parents[n.parent] = true
	}
	out := nodes[:0]
	for _, n := range nodes {
		if strings.HasPrefix(n.code.Name, "📌") && !n.code.Codable && !parents[n.key] {
			continue
		}
		out = append(out, n)
	}
	return out
}

// code is the GUID of a code by its number; false when there is none.
func (d *qualCoderDesk) code(id int64) (qda.GUID, bool) {
	i, ok := d.codes["code:"+strconv.FormatInt(id, 10)]
	if !ok {
		return "", false
	}
	return d.p.Codes[i].GUID, true
}

// textCodings reads what was coded in texts.
func (d *qualCoderDesk) textCodings(ctx context.Context) error {
	columns := []string{"rowid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo", "important", "ctid", "avid"}
	return d.db.each(ctx, query{table: "code_text", columns: columns, order: "fid, pos0, pos1, rowid"}, func(r *row) error {
		if d.step(1, "Read codings"); ctx.Err() != nil {
			return ctx.Err()
		}
		src := d.sources[r.id(2)]
		from, ok0 := r.whole(4)
		to, ok1 := r.whole(5)
		if src == nil || !ok0 || !ok1 {
			d.lose(lostOrphans, "a coding of “"+r.name(3)+"”")
			return nil
		}
		if name, speaks := d.speakers[r.id(1)]; speaks && r.name(6) == speakerCoder {
			src.turns = append(src.turns, turn{claim: claim{from: from, to: to, words: r.text(3)}, speaker: name})
			return nil
		}
		code, ok := d.code(r.id(1))
		if !ok {
			d.lose(lostOrphans, "a coding of “"+r.name(3)+"”")
			return nil
		}
		id := r.id(10)
		if id < 0 {
			id = r.id(0) // before version 4 rows had no number of their own
		}
		p := src.passages.of(from, to, r.text(3))
		d.coding(p, "coding", id, code, r.text(6), r.text(7), r.text(8), r.id(9) == 1)
		if av := r.id(11); av > 0 {
			src.avs = append(src.avs, avLink{av: av, at: p})
		}
		return nil
	})
}

// coding puts a coding with its memo on a passage.
func (d *qualCoderDesk) coding(p *passage, kind string, id int64, code qda.GUID, owner, date, memo string, important bool) {
	made := d.made(owner, date)
	c := qda.Coding{GUID: d.guidOf(kind, id, owner, date), Code: code, By: made.By, At: made.At}
	c.NoteRefs = refs(d.note(d.guidOf(kind+" memo", id, owner, date), "", memo, made))
	d.coded(p, c)
	if important {
		p.selection.Starred = true
		d.loseAll(lostImportance, 1)
	}
}

// annotations are notes on passages.
func (d *qualCoderDesk) annotations(ctx context.Context) error {
	columns := []string{"anid", "fid", "pos0", "pos1", "memo", "owner", "date"}
	return d.db.each(ctx, query{table: "annotation", columns: columns, order: "anid"}, func(r *row) error {
		d.step(1, "Read annotations")
		src := d.sources[r.id(1)]
		from, ok0 := r.whole(2)
		to, ok1 := r.whole(3)
		if src == nil || !ok0 || !ok1 {
			d.lose(lostOrphans, "an annotation")
			return nil
		}
		made := d.made(r.text(5), r.text(6))
		note := d.note(d.guidOf("annotation", r.id(0), r.text(5), r.text(6)), "", r.text(4), made)
		if note == "" {
			return nil
		}
		p := src.passages.of(from, to, "")
		p.selection.NoteRefs = append(p.selection.NoteRefs, note)
		if p.selection.Made.By == "" {
			p.selection.Made = made
		}
		return nil
	})
}

// journals are notes on the project.
func (d *qualCoderDesk) journals(ctx context.Context) error {
	return d.db.each(ctx, query{table: "journal", columns: []string{"jid", "name", "jentry", "date", "owner", "rowid"}, order: "rowid"}, func(r *row) error {
		id := r.id(0)
		if id < 0 {
			id = r.id(5)
		}
		note := d.note(d.guidOf("journal", id, r.text(4), r.text(3)), r.name(1), r.text(2), d.made(r.text(4), r.text(3)))
		if note != "" {
			d.p.NoteRefs = append(d.p.NoteRefs, note)
		}
		return nil
	})
}

// rest tells of what has no place in the shape of a project.
func (d *qualCoderDesk) rest(ctx context.Context) error {
	for _, t := range []struct {
		table, name string
		kind        lossKind
	}{
		{"graph", "name", lostGraphs}, {"stored_sql", "title", lostQueries}, {"manage_files_display", "name", lostViews}, {"files_filter", "name", lostViews},
	} {
		err := d.db.each(ctx, query{table: t.table, columns: []string{t.name}, order: "rowid"}, func(r *row) error {
			d.lose(t.kind, r.name(0))
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// variableType is the type of a variable that holds these values.
func (b *builder) variableType(name string, numeric bool, values []string) string {
	if !numeric {
		return "Text"
	}
	kind := "Integer"
	for _, v := range values {
		if _, err := strconv.ParseInt(v, 10, 64); err == nil {
			continue
		}
		f, err := strconv.ParseFloat(strings.Replace(v, ",", ".", 1), 64)
		if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			b.lose(lostTypes, name)
			return "Text"
		}
		kind = "Float"
	}
	return kind
}

// numeral writes a value of a type as the standard has it.
func numeral(kind, v string) string {
	if kind == "Float" {
		return strings.Replace(v, ",", ".", 1)
	}
	return v
}
