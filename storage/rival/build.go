package rival

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

// builder makes a project.
type builder struct {
	losses
	db       *base
	p        *qda.Project
	which    qda.Part
	identity string // what tells this project from others, wherever its file lies
	progress app.Progress
	done     int64
	total    int64

	users  map[string]qda.GUID
	placed [differing + 1]int // passages by how they got their place
}

func newBuilder(db *base, format string, which qda.Part, p app.Progress) *builder {
	return &builder{db: db, which: which, progress: p, users: map[string]qda.GUID{}, p: &qda.Project{Format: format, Name: which.Name}}
}

// expect adds the rows of tables to what the progress is told of.
func (b *builder) expect(ctx context.Context, tables ...string) error {
	for _, t := range tables {
		n, err := b.db.count(ctx, t)
		if err != nil {
			return err
		}
		b.total += int64(n)
	}
	return nil
}

// step tells the progress that n more rows are done.
func (b *builder) step(n int, what string) {
	b.done += int64(n)
	b.progress.Report(min(b.done, b.total), b.total, what)
}

// user is who has that name, "" for none. People are named by their names alone, so that a coder is the same in all projects of a
// program.
func (b *builder) user(name string) qda.GUID {
	if name = oneLine(name); name == "" {
		return ""
	}
	if id, known := b.users[name]; known {
		return id
	}
	id := guid(b.p.Format, "user", name)
	b.users[name] = id
	b.p.Users = append(b.p.Users, qda.User{GUID: id, Name: name})
	return id
}

// made is who made a thing and when; the time as a file without zones has it.
func (b *builder) made(owner, date string) qda.Made {
	return qda.Made{By: b.user(owner), At: b.when(date, false)}
}

// note adds a note and returns its name, "" for one that says nothing.
func (b *builder) note(id qda.GUID, title, text string, made qda.Made) qda.GUID {
	text = newPlain(text).text
	if strings.TrimSpace(text) == "" {
		return ""
	}
	b.p.Notes = append(b.p.Notes, qda.Source{GUID: id, Name: title, Kind: qda.Text, Inline: true, Text: text, Made: made})
	return id
}

// refs is a list of one note, none for "".
func refs(note qda.GUID) []qda.GUID {
	if note == "" {
		return nil
	}
	return []qda.GUID{note}
}

// named gives a thing without a name one.
func (b *builder) named(name, kind string, id int64) string {
	if name != "" {
		return name
	}
	name = fmt.Sprintf("%s %d", kind, id)
	b.lose(lostNames, name)
	return name
}

// color is a colour as the standard has it, "" for none or one that cannot be read.
func (b *builder) color(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	hex, ok := strings.CutPrefix(s, "#")
	if ok && (len(hex) == 3 || len(hex) == 6) && strings.Trim(strings.ToLower(hex), "0123456789abcdef") == "" {
		return s
	}
	if inner, ok := strings.CutPrefix(strings.ReplaceAll(s, " ", ""), "rgb("); ok {
		if parts := strings.Split(strings.TrimSuffix(inner, ")"), ","); len(parts) == 3 {
			r, e1 := strconv.ParseUint(parts[0], 10, 8)
			g, e2 := strconv.ParseUint(parts[1], 10, 8)
			bl, e3 := strconv.ParseUint(parts[2], 10, 8)
			if e1 == nil && e2 == nil && e3 == nil {
				return fmt.Sprintf("#%02X%02X%02X", r, g, bl)
			}
		}
	}
	b.lose(lostColors, s)
	return ""
}

// node is a code on its way into the tree.
type node struct {
	key, parent string // as the reader names them; parent "" for the top
	code        qda.Code
}

// tree puts codes in the order of their tree, parents first, each level as given, and returns the place of each by its key. A code
// whose parent is not there stands at the top, and so does one of each circle.
func (b *builder) tree(nodes []node) map[string]int {
	under := map[string][]int{}
	keys := make(map[string]bool, len(nodes))
	for _, n := range nodes {
		keys[n.key] = true
	}
	for i, n := range nodes {
		if !keys[n.parent] {
			n.parent = ""
		}
		under[n.parent] = append(under[n.parent], i)
	}
	at := make(map[string]int, len(nodes))
	var add func(i, parent int)
	add = func(i, parent int) {
		n := nodes[i]
		if _, done := at[n.key]; done {
			return
		}
		place := len(b.p.Codes)
		at[n.key] = place
		n.code.Parent = parent
		b.p.Codes = append(b.p.Codes, n.code)
		for _, sub := range under[n.key] {
			add(sub, place)
		}
	}
	for _, i := range under[""] {
		add(i, -1)
	}
	for i := range nodes {
		if _, done := at[nodes[i].key]; !done {
			b.lose(lostLoops, nodes[i].code.Name)
			add(i, -1)
		}
	}
	return at
}

// passage is a stretch of a text with all that is said of it.
type passage struct {
	claim
	selection qda.Selection
}

// passages gathers what is said of the texts of one source, by their places.
type passages struct {
	list []*passage
	at   map[[2]int64]*passage
}

// of returns the passage at places of the file. words are those stored with it, "" for none.
func (s *passages) of(from, to int64, words string) *passage {
	if s.at == nil {
		s.at = map[[2]int64]*passage{}
	}
	p := s.at[[2]int64{from, to}]
	if p == nil {
		p = &passage{claim: claim{from: from, to: to}}
		s.at[[2]int64{from, to}] = p
		s.list = append(s.list, p)
	}
	if p.words == "" {
		p.words = words
	}
	return p
}

// coded puts a coding on a passage, unless it has the same one already.
func (b *builder) coded(p *passage, c qda.Coding) {
	for _, have := range p.selection.Codings {
		if have.Code == c.Code && have.By == c.By {
			b.loseAll(lostDoubles, 1)
			return
		}
	}
	p.selection.Codings = append(p.selection.Codings, c)
	if m := &p.selection.Made; m.By == "" && m.At == "" {
		m.By, m.At = c.By, c.At
	}
}

// settle places the passages in the text of src and makes them its selections, sorted by place.
func (b *builder) settle(ctx context.Context, src *qda.Source, s scale, all *passages) error {
	if len(all.list) == 0 {
		return ctx.Err()
	}
	claims := make([]claim, len(all.list))
	for i, p := range all.list {
		claims[i] = p.claim
	}
	found, err := place(ctx, s, claims)
	if err != nil {
		return err
	}
	src.Counts.Checked, src.Counts.Equal = found.checked, found.equal
	if found.checked > 0 {
		src.Counts.Score = float64(found.equal) / float64(found.checked) // each was looked at on its own: none is unsure for the others' sake
	}
	src.Selections = make([]qda.Selection, len(claims))
	for i, c := range claims {
		sel := all.list[i].selection
		if c.start >= 0 {
			c.start, c.end = s.trim(c.start, c.end)
		}
		sel.Start, sel.End = c.start, c.end
		if sel.GUID == "" {
			sel.GUID = passageID(src.GUID, c.from, c.to)
		}
		sel.From, sel.To = c.from, c.to
		b.placed[c.how]++
		b.tellPlace(src, c, &sel)
		src.Selections[i] = sel
	}
	slices.SortStableFunc(src.Selections, func(x, y qda.Selection) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
	number(src)
	return nil
}

// tellPlace counts what is to be said of how a passage got its place. One without a place keeps its words as its name.
func (b *builder) tellPlace(src *qda.Source, c claim, sel *qda.Selection) {
	example := src.Name
	if c.words != "" {
		example = "“" + short(oneLine(c.words)) + "” in " + src.Name
	}
	switch c.how {
	case moved:
		b.lose(lostMoved, example)
	case differing:
		b.lose(lostUnsure, example)
	case unplaced:
		b.lose(lostPlaces, example)
		sel.Name = newPlain(c.words).text
	}
}

// number writes From and To of placed selections as the standard counts: code points of the text. They are sorted by Start.
func number(src *qda.Source) {
	places := make([]int, 0, 2*len(src.Selections))
	for _, s := range src.Selections {
		if s.Start >= 0 {
			places = append(places, s.Start, s.End)
		}
	}
	slices.Sort(places)
	places = slices.Compact(places)
	points := make([]int64, len(places))
	next, n := 0, int64(0)
	for i := range src.Text {
		for next < len(places) && places[next] <= i {
			points[next] = n
			next++
		}
		n++
	}
	for ; next < len(places); next++ {
		points[next] = n
	}
	for i := range src.Selections {
		s := &src.Selections[i]
		if s.Start < 0 {
			continue
		}
		from, _ := slices.BinarySearch(places, s.Start)
		to, _ := slices.BinarySearch(places, s.End)
		s.From, s.To = points[from], points[to]
	}
}

// finish tells what was lost and gives the project.
func (b *builder) finish() *qda.Project {
	b.p.Lost = b.list()
	if n := b.placed[counted]; n > 0 {
		b.p.Warnings = append(b.p.Warnings, fmt.Sprintf("Places are counted in two ways in one text; %s stood where the other way counts.", app.Count(n, "passage")))
	}
	if n := b.db.dirty; n > 0 {
		b.p.Warnings = append(b.p.Warnings, fmt.Sprintf("%s held bytes that are no letters; each has the sign � in its place.", app.Count(n, "text")))
	}
	if b.db.temp != nil {
		b.p.Warnings = append(b.p.Warnings, "The project was not closed in its program, or is open there; what that had not written into the file yet was read too.")
	}
	return b.p
}
