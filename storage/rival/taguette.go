package rival

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"throughline/app/qda"
)

// taguetteDesk is what a Taguette project is put together on.
type taguetteDesk struct {
	*builder
	tags  map[int64]qda.GUID
	given map[int64][]int64 // tags of each highlight
	acts  map[string]act    // by "highlight 7", "document 2"
}

// act is who made a thing and who changed it last, by the project's commands.
type act struct{ made, changed qda.Made }

// taguette reads one project of a Taguette file.
func (b *builder) taguette(ctx context.Context) error {
	d := &taguetteDesk{builder: b, tags: map[int64]qda.GUID{}, given: map[int64][]int64{}, acts: map[string]act{}}
	if err := b.expect(ctx, "documents", "highlights", "tags"); err != nil {
		return err
	}
	for _, read := range []func(context.Context) error{d.project, d.members, d.commands, d.codebook, d.tagged, d.documents} {
		if err := read(ctx); err != nil {
			return err
		}
	}
	return nil
}

// of is the condition on a table's rows to be of the project.
func (d *taguetteDesk) of(column string) (string, []any) {
	return `"` + column + `" = ?`, []any{d.which.ID}
}

func (d *taguetteDesk) project(ctx context.Context) error {
	d.p.Origin = "Taguette"
	where, args := d.of("id")
	return d.db.each(ctx, query{table: "projects", columns: []string{"name", "description", "created"}, where: where, args: args}, func(r *row) error {
		d.p.Name = d.named(r.name(0), "Project", 1)
		d.p.Description = newPlain(r.text(1)).text
		d.p.Made.At = d.when(r.text(2), true)
		d.identity = "taguette project " + r.text(2)
		if r.text(2) == "" {
			d.identity = "taguette project named " + d.p.Name
		}
		return nil
	})
}

// members are the people who may read or code.
func (d *taguetteDesk) members(ctx context.Context) error {
	where, args := d.of("project_id")
	return d.db.each(ctx, query{table: "project_members", columns: []string{"user_login"}, where: where, args: args, order: "user_login"}, func(r *row) error {
		if d.user(r.text(0)) != "" {
			d.loseAll(lostMembers, 1)
		}
		return nil
	})
}

// commands tell who made a highlight or document, and when.
func (d *taguetteDesk) commands(ctx context.Context) error {
	where, args := d.of("project_id")
	columns := []string{"date", "user_login", "document_id", "payload"}
	return d.db.each(ctx, query{table: "commands", columns: columns, where: where, args: args, order: "id"}, func(r *row) error {
		d.loseAll(lostLogs, 1)
		var said struct {
			Type      string `json:"type"`
			Highlight int64  `json:"highlight_id"`
		}
		if json.Unmarshal([]byte(r.text(3)), &said) != nil {
			return nil // a command of another version; the things themselves are in their tables
		}
		key := ""
		switch said.Type {
		case "highlight_add":
			key = "highlight " + strconv.FormatInt(said.Highlight, 10)
		case "document_add":
			key = "document " + strconv.FormatInt(r.id(2), 10)
		default:
			return nil
		}
		who := qda.Made{By: d.user(r.text(1)), At: d.when(r.text(0), true)}
		if have, known := d.acts[key]; known {
			d.acts[key] = act{made: have.made, changed: who}
		} else {
			d.acts[key] = act{made: who}
		}
		return nil
	})
}

// made is who made and changed a thing of the commands.
func (d *taguetteDesk) byCommand(kind string, id int64) qda.Made {
	a := d.acts[kind+" "+strconv.FormatInt(id, 10)]
	return qda.Made{By: a.made.By, At: a.made.At, ChangedBy: a.changed.By, Changed: a.changed.At}
}

// codebook makes a tree of the tags: their names are paths.
func (d *taguetteDesk) codebook(ctx context.Context) error {
	type tag struct {
		id          int64
		path, words string
	}
	var all []tag
	var paths []string
	where, args := d.of("project_id")
	err := d.db.each(ctx, query{table: "tags", columns: []string{"id", "path", "description"}, where: where, args: args, order: "id"}, func(r *row) error {
		t := tag{id: r.id(0), words: newPlain(r.text(2)).text}
		t.path = d.named(r.name(1), "Tag", t.id)
		all = append(all, t)
		paths = append(paths, t.path)
		return nil
	})
	if err != nil {
		return err
	}
	d.step(len(all), "Read tags")
	cuts := newPaths(paths)
	var nodes []node
	at := map[string]int{} // nodes by their path
	for _, t := range all {
		parent := ""
		steps := cuts.split(t.path)
		for _, s := range steps[:len(steps)-1] {
			if _, known := at[s.path]; !known && !cuts.tags[s.path] {
				at[s.path] = len(nodes)
				nodes = append(nodes, node{key: s.path, parent: parent, code: qda.Code{GUID: guid(d.identity, "path", s.path), Name: s.name}})
			}
			parent = s.path
		}
		last := steps[len(steps)-1]
		at[t.path] = len(nodes)
		d.tags[t.id] = d.guidOf("tag", t.id)
		nodes = append(nodes, node{key: last.path, parent: parent, code: qda.Code{GUID: d.tags[t.id], Name: last.name, Description: t.words, Codable: true}})
	}
	d.tree(nodes)
	return nil
}

// tagged reads which tags a highlight has.
func (d *taguetteDesk) tagged(ctx context.Context) error {
	return d.db.each(ctx, query{table: "highlight_tags", columns: []string{"highlight_id", "tag_id"}, order: "highlight_id, tag_id"}, func(r *row) error {
		if _, known := d.tags[r.id(1)]; known { // others are of another project
			d.given[r.id(0)] = append(d.given[r.id(0)], r.id(1))
		}
		return nil
	})
}

// documents reads texts, then the highlights of each.
func (d *taguetteDesk) documents(ctx context.Context) error {
	columns := []string{"id", "name", "description", "filename", "created", "text_direction", "contents"}
	where, args := d.of("project_id")
	pages := map[int64]*page{}
	var ids []int64
	err := d.db.each(ctx, query{table: "documents", columns: columns, where: where, args: args, order: "id"}, func(r *row) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		id := r.id(0)
		name := r.name(1)
		if name == "" {
			name = r.name(3)
		}
		s := qda.Source{GUID: d.guidOf("document", id, r.text(4)), Name: d.named(name, "Document", id), Kind: qda.Text, Inline: true, Description: newPlain(r.text(2)).text}
		s.Made = d.byCommand("document", id)
		if at := d.when(r.text(4), true); at != "" {
			s.Made.At = at
		}
		pg := readPage(r.text(6))
		s.Text = pg.out
		if pg.marked {
			d.loseAll(lostMarkup, 1)
		}
		d.loseAll(lostPictures, pg.pictures)
		d.direction(&s, r.text(5))
		pages[id] = pg
		ids = append(ids, id)
		d.p.Sources = append(d.p.Sources, s)
		d.step(1, "Read "+s.Name)
		return nil
	})
	if err != nil {
		return err
	}
	return d.highlights(ctx, ids, pages)
}

// direction keeps that a text runs from right to left, as a variable.
func (d *taguetteDesk) direction(s *qda.Source, direction string) {
	if direction != "RIGHT_TO_LEFT" {
		return
	}
	id := guid(d.identity, "variable", "text direction")
	if len(d.p.Variables) == 0 {
		d.p.Variables = append(d.p.Variables, qda.Variable{GUID: id, Name: "Text direction", Type: "Text"})
	}
	s.Values = append(s.Values, qda.Value{Variable: id, Type: "Text", Text: "right to left"})
}

// highlights reads all highlights and places those of each document. One without tags stays a passage.
func (d *taguetteDesk) highlights(ctx context.Context, ids []int64, pages map[int64]*page) error {
	of := map[int64]*passages{}
	columns := []string{"id", "document_id", "start_offset", "end_offset", "snippet"}
	err := d.db.each(ctx, query{table: "highlights", columns: columns, order: "document_id, start_offset, id"}, func(r *row) error {
		if d.step(1, "Read highlights"); ctx.Err() != nil {
			return ctx.Err()
		}
		doc := r.id(1)
		from, ok0 := r.whole(2)
		to, ok1 := r.whole(3)
		if pages[doc] == nil {
			return nil // of another project
		}
		if !ok0 || !ok1 {
			d.lose(lostOrphans, "a highlight")
			return nil
		}
		if of[doc] == nil {
			of[doc] = &passages{}
		}
		p := &passage{claim: claim{from: from, to: to, words: strings.TrimSpace(readPage(r.text(4)).out)}}
		p.selection.GUID, p.selection.Made = d.guidOf("highlight", r.id(0)), d.byCommand("highlight", r.id(0))
		for _, tag := range d.given[r.id(0)] {
			d.coded(p, qda.Coding{GUID: guid(string(p.selection.GUID), "tag", string(d.tags[tag])), Code: d.tags[tag], By: p.selection.Made.By, At: p.selection.Made.At})
		}
		of[doc].list = append(of[doc].list, p)
		return nil
	})
	if err != nil {
		return err
	}
	for i, id := range ids {
		if all := of[id]; all != nil {
			if err := d.settle(ctx, &d.p.Sources[i], pages[id], all); err != nil {
				return err
			}
		}
	}
	return nil
}

// paths knows how the names of tags are parted.
type paths struct {
	tags map[string]bool
	with map[string]int // how many tags stand under what would be a parent
}

// pathStep is one name on the way down, with the path to it.
type pathStep struct{ name, path string }

// newPaths looks at all names. A name is parted only where another tag agrees: one that is called as the part before, or one that begins
// with it too. So "people.tone" and "people.doubt" make a tree, and "and/or" stays a name.
func newPaths(all []string) *paths {
	p := &paths{tags: map[string]bool{}, with: map[string]int{}}
	for _, path := range all {
		p.tags[path] = true
		for _, i := range separators(path) {
			p.with[path[:i+1]]++
		}
	}
	return p
}

// separators are the places in a name at which it could be parted.
func separators(path string) []int {
	var out []int
	for i := 1; i+1 < len(path); i++ {
		before, after := path[i-1], path[i+1]
		switch path[i] {
		case '/', '\\':
			out = append(out, i)
		case '.':
			if before != ' ' && after != ' ' && before != '.' && after != '.' && !(digit(before) && digit(after)) {
				out = append(out, i)
			}
		}
	}
	return out
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// split gives the steps down to a tag; the last is itself.
func (p *paths) split(path string) []pathStep {
	var steps []pathStep
	begin := 0
	for _, i := range separators(path) {
		name := strings.TrimSpace(path[begin:i])
		parent := strings.TrimSpace(path[:i])
		if name == "" || strings.TrimSpace(path[i+1:]) == "" || !p.tags[parent] && p.with[path[:i+1]] < 2 {
			continue
		}
		steps = append(steps, pathStep{name, parent})
		begin = i + 1
	}
	return append(steps, pathStep{strings.TrimSpace(path[begin:]), path})
}
