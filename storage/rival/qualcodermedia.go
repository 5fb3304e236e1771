package rival

import (
	"context"
	"fmt"

	"throughline/app/qda"
)

// region is a coded stretch of a picture, page or recording while its codings are gathered.
type region struct {
	src *source
	passage
}

// regions reads what was coded in pictures and on pages of PDFs.
func (d *qualCoderDesk) regions(ctx context.Context) error {
	columns := []string{"imid", "id", "x1", "y1", "width", "height", "cid", "memo", "date", "owner", "important", "pdf_page"}
	at := map[string]*region{}
	var all []*region
	err := d.db.each(ctx, query{table: "code_image", columns: columns, order: "imid"}, func(r *row) error {
		d.step(1, "Read coded regions")
		src := d.sources[r.id(1)]
		code, ok := d.code(r.id(6))
		if src == nil || !ok {
			d.lose(lostOrphans, "a coded region")
			return nil
		}
		box, page := [4]int64{}, int64(0)
		for i := range box {
			box[i], _ = r.whole(2 + i)
		}
		box[2], box[3] = box[0]+box[2], box[1]+box[3]
		if src.Kind == qda.PDF {
			page, _ = r.whole(11)
			d.loseAll(lostRegions, 1)
		}
		key := fmt.Sprint(src.id, page, box)
		g := at[key]
		if g == nil {
			g = &region{src: src}
			g.selection = qda.Selection{GUID: guid(string(src.GUID), "region", key), Start: -1, End: -1, Page: page, Box: box}
			at[key] = g
			all = append(all, g)
		}
		d.coding(&g.passage, "region coding", r.id(0), code, r.text(9), r.text(8), r.text(7), r.id(10) == 1)
		return nil
	})
	for _, g := range all {
		g.src.Selections = append(g.src.Selections, g.selection)
	}
	return err
}

// stretches reads what was coded in recordings. Times are milliseconds.
func (d *qualCoderDesk) stretches(ctx context.Context) error {
	columns := []string{"avid", "id", "pos0", "pos1", "cid", "memo", "date", "owner", "important"}
	at := map[string]*region{}
	var all []*region
	err := d.db.each(ctx, query{table: "code_av", columns: columns, order: "avid"}, func(r *row) error {
		d.step(1, "Read coded stretches of recordings")
		src := d.sources[r.id(1)]
		code, ok := d.code(r.id(4))
		from, ok0 := r.whole(2)
		to, ok1 := r.whole(3)
		if src == nil || !ok || !ok0 || !ok1 {
			d.lose(lostOrphans, "a coded stretch of a recording")
			return nil
		}
		key := fmt.Sprint(src.id, from, to)
		g := at[key]
		if g == nil {
			g = &region{src: src}
			g.selection = qda.Selection{GUID: guid(string(src.GUID), "stretch", key), From: min(from, to), To: max(from, to), Start: -1, End: -1}
			at[key] = g
			all = append(all, g)
		}
		d.coding(&g.passage, "stretch coding", r.id(0), code, r.text(7), r.text(6), r.text(5), r.id(8) == 1)
		return nil
	})
	for _, g := range all {
		g.src.Selections = append(g.src.Selections, g.selection)
	}
	return err
}

// avLinks ties passages of transcripts to the stretches of recordings they were coded with.
func (d *qualCoderDesk) avLinks(ctx context.Context) error {
	stretches := map[int64]qda.GUID{}
	err := d.db.each(ctx, query{table: "code_av", columns: []string{"avid", "id", "pos0", "pos1"}}, func(r *row) error {
		from, _ := r.whole(2)
		to, _ := r.whole(3)
		if src := d.sources[r.id(1)]; src != nil {
			stretches[r.id(0)] = guid(string(src.GUID), "stretch", fmt.Sprint(src.id, from, to))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range d.order {
		s := d.sources[id]
		for _, l := range s.avs {
			to, ok := stretches[l.av]
			if !ok {
				d.lose(lostOrphans, "a link to a recording")
				continue
			}
			from := passageID(s.textual().GUID, l.at.from, l.at.to)
			d.p.Links = append(d.p.Links, qda.Link{GUID: guid(string(from), "link", string(to)), Name: "in the recording", Direction: "Associative", From: from, To: to})
		}
	}
	return nil
}
