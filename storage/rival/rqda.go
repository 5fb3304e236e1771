package rival

import (
	"context"
	"strconv"
	"strings"

	"throughline/app/qda"
)

// rqdaDesk is what an RQDA project is put together on.
type rqdaDesk struct {
	*builder
	codes   map[string]int
	sources map[int64]int // place in Project.Sources by id
	order   []int64       // ids of Project.Sources
	scales  map[int64]*plain
	of      map[int64]*passages
	cases   map[int64]int
	trees   map[int64][]int64 // categories of each code
	values  []value
	texts   map[int][]string // values of each variable
	at      map[string]int   // variables by name
}

// rqda reads an RQDA project. Rows that are not of status 1 had been deleted there.
func (b *builder) rqda(ctx context.Context) error {
	d := &rqdaDesk{builder: b, sources: map[int64]int{}, scales: map[int64]*plain{}, of: map[int64]*passages{}, cases: map[int64]int{}, trees: map[int64][]int64{},
		texts: map[int][]string{}, at: map[string]int{}}
	if err := b.expect(ctx, "source", "freecode", "coding", "coding2"); err != nil {
		return err
	}
	for _, read := range []func(context.Context) error{
		d.project, d.codebook, d.files, d.codings, d.annotations, d.caseList, d.caseTexts, d.attributes, d.settleTexts, d.categories, d.journals, d.pictures,
	} {
		if err := read(ctx); err != nil {
			return err
		}
	}
	return nil
}

// live gives the rows of a table that were not deleted, and counts those that were.
func (d *rqdaDesk) live(ctx context.Context, table string, columns []string, visit func(r *row) error) error {
	status := len(columns)
	q := query{table: table, columns: append(columns[:status:status], "status"), order: "rowid"}
	known := d.db.hasColumn(table, "status")
	return d.db.each(ctx, q, func(r *row) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if n, ok := r.whole(status); known && ok && n != 1 {
			d.loseAll(lostDeleted, 1)
			return nil
		}
		return visit(r)
	})
}

func (d *rqdaDesk) project(ctx context.Context) error {
	d.identity = "rqda project named " + d.which.Name
	d.p.Origin = "RQDA"
	first := true
	return d.db.each(ctx, query{table: "project", columns: []string{"databaseversion", "date", "memo", "about"}, order: "rowid"}, func(r *row) error {
		if !first {
			return nil
		}
		first = false
		if r.text(1) != "" {
			d.identity = "rqda project " + r.text(1)
		}
		d.p.Origin = strings.TrimSpace("RQDA, files " + r.name(0))
		d.p.Made.At = d.when(r.text(1), false)
		d.p.Description = newPlain(r.text(2)).text
		return nil
	})
}

// codebook reads categories and codes. A code can be in several categories: the first is its place, the others become sets.
func (d *rqdaDesk) codebook(ctx context.Context) error {
	var nodes []node
	names := map[int64]string{}
	err := d.live(ctx, "codecat", []string{"catid", "name", "memo", "owner", "date"}, func(r *row) error {
		id := r.id(0)
		if _, twice := names[id]; twice {
			return nil
		}
		names[id] = d.named(r.name(1), "Category", id)
		d.user(r.text(3))
		nodes = append(nodes, node{key: "cat:" + strconv.FormatInt(id, 10), code: qda.Code{GUID: d.guidOf("category", id, r.text(3), r.text(4)), Name: names[id],
			Description: newPlain(r.text(2)).text}})
		return nil
	})
	if err != nil {
		return err
	}
	err = d.live(ctx, "treecode", []string{"cid", "catid"}, func(r *row) error {
		if _, known := names[r.id(1)]; known {
			d.trees[r.id(0)] = append(d.trees[r.id(0)], r.id(1))
		}
		return nil
	})
	if err != nil {
		return err
	}
	also := map[int64][]qda.GUID{} // codes of a category that have their place in another
	err = d.live(ctx, "freecode", []string{"id", "name", "memo", "owner", "date", "color"}, func(r *row) error {
		d.step(1, "Read the codebook")
		id := r.id(0)
		d.user(r.text(3))
		n := node{key: "code:" + strconv.FormatInt(id, 10), code: qda.Code{GUID: d.guidOf("code", id, r.text(3), r.text(4)), Name: d.named(r.name(1), "Code", id),
			Description: newPlain(r.text(2)).text, Color: d.color(r.text(5)), Codable: true}}
		for i, cat := range d.trees[id] {
			if i == 0 {
				n.parent = "cat:" + strconv.FormatInt(cat, 10)
			} else if cat != d.trees[id][0] {
				also[cat] = append(also[cat], n.code.GUID)
				d.lose(lostParents, n.code.Name)
			}
		}
		nodes = append(nodes, n)
		return nil
	})
	d.codes = d.tree(nodes)
	for _, n := range nodes {
		id, isCat := strings.CutPrefix(n.key, "cat:")
		cat, _ := strconv.ParseInt(id, 10, 64)
		if codes := also[cat]; isCat && len(codes) > 0 {
			d.p.Sets = append(d.p.Sets, qda.Set{GUID: guid(string(n.code.GUID), "set"), Name: n.code.Name, Description: "Codes of this category that have their place in another.", Codes: codes})
		}
	}
	return err
}

// files reads the texts.
func (d *rqdaDesk) files(ctx context.Context) error {
	return d.live(ctx, "source", []string{"id", "name", "file", "memo", "owner", "date", "dateM"}, func(r *row) error {
		id := r.id(0)
		if d.of[id] != nil { // a number given twice: what was coded under it is in the first
			id = -2 - int64(len(d.order))
		}
		scale := newPlain(r.text(2), way{}, way{first: 1, last: true})
		s := qda.Source{GUID: d.guidOf("source", id, r.text(4), r.text(5)), Name: d.named(r.name(1), "Document", id), Kind: qda.Text, Inline: true,
			Description: newPlain(r.text(3)).text, Text: scale.text, Made: d.made(r.text(4), r.text(5))}
		s.Made.Changed = d.when(r.text(6), false)
		d.sources[id] = len(d.p.Sources)
		d.order = append(d.order, id)
		d.scales[id], d.of[id] = scale, &passages{}
		d.p.Sources = append(d.p.Sources, s)
		d.step(1, "Read "+s.Name)
		return nil
	})
}

// codings reads both tables of codings; the second is of a second coder.
func (d *rqdaDesk) codings(ctx context.Context) error {
	for _, table := range []string{"coding", "coding2"} {
		err := d.live(ctx, table, []string{"cid", "fid", "seltext", "selfirst", "selend", "owner", "date", "memo"}, func(r *row) error {
			d.step(1, "Read codings")
			i, ok := d.codes["code:"+strconv.FormatInt(r.id(0), 10)]
			all := d.of[r.id(1)]
			from, ok0 := r.whole(3)
			to, ok1 := r.whole(4)
			if !ok || all == nil || !ok0 || !ok1 {
				d.lose(lostOrphans, "a coding of “"+r.name(2)+"”")
				return nil
			}
			p := all.of(from, to, r.text(2))
			made := d.made(r.text(5), r.text(6))
			code := d.p.Codes[i].GUID
			src := d.p.Sources[d.sources[r.id(1)]].GUID
			id := guid(string(src), table, string(code), strconv.FormatInt(from, 10), strconv.FormatInt(to, 10), r.text(5), r.text(6))
			c := qda.Coding{GUID: id, Code: code, By: made.By, At: made.At}
			c.NoteRefs = refs(d.note(guid(string(id), "memo"), "", r.text(7), made))
			d.coded(p, c)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// annotations are notes at a place of a text.
func (d *rqdaDesk) annotations(ctx context.Context) error {
	return d.live(ctx, "annotation", []string{"fid", "position", "annotation", "owner", "date", "rowid"}, func(r *row) error {
		all := d.of[r.id(0)]
		at, ok := r.whole(1)
		if all == nil || !ok {
			d.lose(lostOrphans, "an annotation")
			return nil
		}
		made := d.made(r.text(3), r.text(4))
		note := d.note(d.guidOf("annotation", r.id(5), r.text(3), r.text(4)), "", r.text(2), made)
		if note == "" {
			return nil
		}
		p := all.of(at, at+1, "")
		p.selection.NoteRefs = append(p.selection.NoteRefs, note)
		if p.selection.Made.By == "" {
			p.selection.Made = made
		}
		return nil
	})
}

func (d *rqdaDesk) caseList(ctx context.Context) error {
	return d.live(ctx, "cases", []string{"id", "name", "memo", "owner", "date"}, func(r *row) error {
		id := r.id(0)
		d.user(r.text(3))
		d.cases[id] = len(d.p.Cases)
		d.p.Cases = append(d.p.Cases, qda.Case{GUID: d.guidOf("case", id, r.text(3), r.text(4)), Name: d.named(r.name(1), "Case", id), Description: newPlain(r.text(2)).text})
		return nil
	})
}

// caseTexts ties cases to whole texts and to passages.
func (d *rqdaDesk) caseTexts(ctx context.Context) error {
	return d.live(ctx, "caselinkage", []string{"caseid", "fid", "selfirst", "selend"}, func(r *row) error {
		i, ok := d.cases[r.id(0)]
		all := d.of[r.id(1)]
		if !ok || all == nil {
			d.lose(lostOrphans, "a file of a case")
			return nil
		}
		c, src := &d.p.Cases[i], d.p.Sources[d.sources[r.id(1)]].GUID
		from, _ := r.whole(2)
		to, _ := r.whole(3)
		if wholeText(d.scales[r.id(1)], from, to) {
			c.Sources = appendNew(c.Sources, src)
			return nil
		}
		all.of(from, to, "")
		c.Selections = appendNew(c.Selections, passageID(src, from, to))
		return nil
	})
}

// settleTexts gives all passages their places.
func (d *rqdaDesk) settleTexts(ctx context.Context) error {
	for i, id := range d.order {
		if err := d.settle(ctx, &d.p.Sources[i], d.scales[id], d.of[id]); err != nil {
			return err
		}
	}
	return nil
}

// categories of files become sets.
func (d *rqdaDesk) categories(ctx context.Context) error {
	at := map[int64]int{}
	err := d.live(ctx, "filecat", []string{"catid", "name", "memo", "owner", "date"}, func(r *row) error {
		id := r.id(0)
		if _, twice := at[id]; twice {
			return nil
		}
		at[id] = len(d.p.Sets)
		d.p.Sets = append(d.p.Sets, qda.Set{GUID: d.guidOf("file category", id, r.text(3), r.text(4)), Name: d.named(r.name(1), "File category", id),
			Description: newPlain(r.text(2)).text})
		d.lose(lostGroups, r.name(1))
		return nil
	})
	if err != nil {
		return err
	}
	return d.live(ctx, "treefile", []string{"fid", "catid"}, func(r *row) error {
		i, ok := at[r.id(1)]
		src, here := d.sources[r.id(0)]
		if ok && here {
			d.p.Sets[i].Sources = appendNew(d.p.Sets[i].Sources, d.p.Sources[src].GUID)
		}
		return nil
	})
}

func (d *rqdaDesk) journals(ctx context.Context) error {
	return d.live(ctx, "journal", []string{"name", "journal", "owner", "date", "rowid"}, func(r *row) error {
		note := d.note(d.guidOf("journal", r.id(4), r.text(2), r.text(3)), r.name(0), r.text(1), d.made(r.text(2), r.text(3)))
		if note != "" {
			d.p.NoteRefs = append(d.p.NoteRefs, note)
		}
		return nil
	})
}

// pictures are only listed in the file: it does not hold them.
func (d *rqdaDesk) pictures(ctx context.Context) error {
	return d.live(ctx, "image", []string{"name"}, func(r *row) error {
		d.lose(lostMedia, r.name(0))
		return nil
	})
}
