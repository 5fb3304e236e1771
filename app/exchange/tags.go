package exchange

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// tagger finds tags by their names, and makes those that are missing.
type tagger struct {
	at   map[spotOfTag]app.TagID
	only map[string]app.TagID    // tags whose name no other has; "" where several do
	next map[app.TagID]app.TagID // what replaces a tag that is out of use
	used [hues]int
}

// needTags reads the codebook before the first file with tags.
func (d *desk) needTags(ctx context.Context, r *readFile) error {
	tagged := slices.ContainsFunc(r.bundle.Documents, func(doc app.Document) bool {
		return slices.ContainsFunc(doc.Marks, func(m app.DocMark) bool { return len(m.Tags) > 0 })
	}) || slices.ContainsFunc(r.tied, func(t tied) bool { return len(t.mark.Tags) > 0 })
	if !tagged || d.tags != nil {
		return nil
	}
	rows, err := d.service.Store.Tags(ctx, d.opt.Study)
	if err != nil {
		return err
	}
	d.tags = &tagger{at: map[spotOfTag]app.TagID{}, only: map[string]app.TagID{}, next: map[app.TagID]app.TagID{}}
	for i := range rows {
		t := &rows[i].Tag
		if t.Study != d.opt.Study && t.Study != "" {
			continue
		}
		d.tags.used[hue(t.Color)]++
		if k := spot(t.Parent, t.Name); d.tags.at[k] == "" || t.Study != "" { // the study's own before the shared one
			d.tags.at[k] = t.ID
		}
		name := strings.ToLower(t.Name)
		if _, several := d.tags.only[name]; several {
			d.tags.only[name] = ""
		} else {
			d.tags.only[name] = t.ID
		}
		if t.Status == app.TagDeprecated && t.ReplacedBy != "" {
			d.tags.next[t.ID] = t.ReplacedBy
		}
	}
	return nil
}

// find is the tag with names from the top down, and what had to be made for it, parents first. A single name is the tag of that name wherever it
// stands, if there is one only. A tag out of use gives the one that replaces it.
func (t *tagger) find(names []string, study app.StudyID, by app.Stamp) (app.TagID, []app.Record) {
	var made []app.Record
	var id app.TagID
	for i, name := range names {
		k := spot(id, name)
		next := t.at[k]
		if next == "" && i == 0 && len(names) == 1 {
			next = t.only[strings.ToLower(name)]
		}
		if next == "" {
			color := slices.Index(t.used[:], slices.Min(t.used[:]))
			fresh := &app.Tag{ID: app.NewID[app.TagID](), Study: study, Parent: id, Name: name, Color: color, Status: app.TagActive, Stamp: by}
			t.used[color]++
			t.at[k], next = fresh.ID, fresh.ID
			made = append(made, fresh)
		}
		id = next
	}
	for range names {
		if next := t.next[id]; next != "" {
			id = next
		}
	}
	return id, made
}

// remove forgets a tag that was not stored.
func (t *tagger) remove(tag *app.Tag) {
	k := spot(tag.Parent, tag.Name)
	if t.at[k] == tag.ID {
		delete(t.at, k)
	}
}
