package project

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/format/codebook"
	"throughline/app/format/refi"
	"throughline/app/passage"
	"throughline/app/qda"
)

// draft is what a project becomes in a workspace. It is made the same from the same project and names, so that an export finds out what
// was changed by making it again.
type draft struct {
	p     *qda.Project
	file  string
	study *app.Study
	fresh bool // the study is made with it
	stamp app.Stamp
	names map[app.Ref]string                     // ids that are not the file's GUIDs, by kind and GUID
	used  map[app.Ref]bool                       // ids given
	given map[app.Ref]string                     // the first that was given, by kind and GUID
	here  map[app.Ref]bool                       // ids of records that the draft joins and does not make
	met   map[app.ParticipantID]*app.Participant // of them: people as they are

	users  map[string]string
	tags   []*app.Tag
	tagOf  map[string]app.TagID
	people []*app.Participant
	person map[string]app.ParticipantID

	variables map[string]string // their names by GUID
	docs      []*doc
	loose     []*app.Finding // of no interview
	memos     []*app.Memo
	files     []*app.OriginFile
	origin    *app.Origin
	findOf    map[string]*app.Finding // by GUID of the selection
	inCase    map[string][]app.ParticipantID
	beside    []app.Record   // of this program's own part of the file
	exact     *app.ChangeSet // the study as it was, from such a part; nil where the project itself is taken
	clashes   []Clash
	learned   []learned // of people who are here
	ledger    *ledger
	far       *far
}

// doc is a text of the project as an interview.
type doc struct {
	of         *qda.Source // the source
	text       *qda.Source // whose text it is: the source itself, the text of a PDF, a transcript
	source     *app.Source
	interview  *app.Interview
	transcript *app.Transcript
	places     *passage.Map // from the text of the file to the transcript's
	findings   []*app.Finding
}

// newDraft begins a draft of what is kept as origin.
func newDraft(p *qda.Project, study *app.Study, stamp app.Stamp, origin app.OriginID) *draft {
	return &draft{p: p, study: study, stamp: stamp, origin: &app.Origin{ID: origin}, names: map[app.Ref]string{}, used: map[app.Ref]bool{}, given: map[app.Ref]string{}, here: map[app.Ref]bool{}, met: map[app.ParticipantID]*app.Participant{}, users: map[string]string{},
		tagOf: map[string]app.TagID{}, person: map[string]app.ParticipantID{}, findOf: map[string]*app.Finding{}, inCase: map[string][]app.ParticipantID{}, ledger: newLedger()}
}

// make fills the draft.
func (d *draft) make(ctx context.Context, progress app.Progress) error {
	for _, u := range d.p.Users {
		key := u.GUID.Key()
		d.users[key] = cmp.Or(d.names[app.Ref{Kind: kindUser, ID: key}], userName(u))
	}
	d.ledger.kept("users", len(d.p.Users))
	d.makeTags()
	d.makePeople()
	d.far = begin(ctx, d.p, progress)
	for i := range d.p.Sources {
		if d.far.stopped() {
			return ctx.Err()
		}
		d.far.at(d.p.Sources[i].Name)
		d.makeSource(&d.p.Sources[i])
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	d.makeMemos()
	d.makeOrigin()
	d.aside()
	return nil
}

// kindUser is the kind under which an origin keeps the names under which users came in: they are no records.
const kindUser app.Kind = "user"

// userName is what a user is called in the file.
func userName(u qda.User) string { return cmp.Or(strings.TrimSpace(u.Name), strings.TrimSpace(u.ID)) }

// idForm is how ids look here.
var idForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// id is the id of the record of a kind that a GUID names: the GUID itself unless it is taken, doubled or none.
func (d *draft) id(kind app.Kind, guid string) string {
	ref := app.Ref{Kind: kind, ID: guid}
	id, ok := d.names[ref]
	if !ok {
		if id = guid; !idForm.MatchString(id) {
			id = app.IDOf[string](string(d.origin.ID), string(kind), guid)
		}
	}
	for n := 2; d.used[app.Ref{Kind: kind, ID: id}]; n++ {
		id = app.IDOf[string](string(d.origin.ID), string(kind), guid, fmt.Sprint(n))
	}
	d.used[app.Ref{Kind: kind, ID: id}] = true
	if d.given[ref] == "" {
		d.given[ref] = id
	}
	return id
}

// author is the name of a user; whoever imports where the file names none.
func (d *draft) author(by qda.GUID) string {
	if name := d.users[by.Key()]; name != "" {
		return name
	}
	return d.stamp.Author
}

// signed is the stamp of a thing by what the file says.
func (d *draft) signed(m qda.Made) app.Stamp {
	s := d.stamp
	if m.By != "" {
		s.Author = d.author(m.By)
	}
	if t := app.Moment(m.At.Time()); storableTime(t) {
		s.Created, s.Modified = t, t
	}
	if t := app.Moment(m.Changed.Time()); storableTime(t) && t.After(s.Created) {
		s.Modified = t
	}
	return s
}

// storableTime reports whether a time is one that a stamp can hold.
func storableTime(t time.Time) bool { return !t.IsZero() && t.Year() > 1 && t.Year() < 9999 }

// makeTags makes a tag of each code.
func (d *draft) makeTags() {
	order := map[int]float64{}
	tops, own := 0, strings.HasPrefix(strings.ToLower(d.p.Origin), "throughline")
	ids := make([]app.TagID, len(d.p.Codes))
	for i := range d.p.Codes {
		c := &d.p.Codes[i]
		key := c.GUID.Key()
		id := app.TagID(d.id(app.KindTag, key))
		ids[i] = id
		order[c.Parent]++
		t := &app.Tag{ID: id, Study: d.study.ID, Name: strings.TrimSpace(c.Name), Status: app.TagActive, Order: order[c.Parent], Stamp: d.stamp}
		codebook.ReadDescription(c.Description, t, own)
		if c.Parent >= 0 && c.Parent < i {
			t.Parent = ids[c.Parent]
		}
		d.ledger.kept("codes", 1)
		if t.Name == "" {
			t.Name = "Code without a name"
			d.ledger.note("codes", app.Degraded, "had no name")
		}
		t.Color = d.color(c, t.Parent, &tops)
		if _, double := d.tagOf[key]; !double {
			d.tagOf[key] = id
		}
		d.tags = append(d.tags, t)
	}
}

// color is the hue of the palette nearest to a code's colour. Codes without one have that of the code above; those at the top have one after another.
func (d *draft) color(c *qda.Code, parent app.TagID, tops *int) int {
	if rgb, ok := codebook.RGB(c.Color); ok {
		return app.NearestHue(rgb)
	}
	if parent != "" && c.Parent >= 0 && c.Parent < len(d.tags) {
		return d.tags[c.Parent].Color
	}
	*tops++
	return (*tops - 1) % len(app.Hues)
}

// makePeople makes a participant of each case.
func (d *draft) makePeople() {
	d.variables = map[string]string{}
	for _, v := range d.p.Variables {
		d.variables[v.GUID.Key()] = v.Name
	}
	d.ledger.kept("variables", len(d.p.Variables))
	codes := map[string]bool{}
	for i := range d.p.Cases {
		c := &d.p.Cases[i]
		p := &app.Participant{ID: app.ParticipantID(d.id(app.KindParticipant, c.GUID.Key())), Code: d.caseName(i), Note: strings.TrimSpace(c.Description), Stamp: d.stamp}
		for n, base := 2, p.Code; codes[strings.ToLower(p.Code)]; n++ {
			p.Code = fmt.Sprintf("%s (%d)", base, n)
		}
		codes[strings.ToLower(p.Code)] = true
		for _, v := range c.Values {
			name := strings.TrimSpace(d.variables[v.Variable.Key()])
			switch {
			case name == "":
				d.ledger.note("cases", app.Aside, "have a value for a variable that is not in the file")
			case v.Missing:
			case strings.EqualFold(name, segmentVariable) && p.Segment == "":
				p.Segment = v.Text
			default:
				p.Attributes = append(p.Attributes, app.Attribute{Name: name, Value: v.Text})
			}
		}
		if len(c.Codes) > 0 {
			d.ledger.note("cases", app.Aside, "are coded as a whole")
		}
		d.ledger.kept("cases", 1)
		d.people = append(d.people, p)
		d.person[c.GUID.Key()] = p.ID
		for _, s := range c.Selections {
			d.inCase[s.Key()] = append(d.inCase[s.Key()], p.ID)
		}
		for _, s := range c.Sources {
			d.inCase["source "+s.Key()] = append(d.inCase["source "+s.Key()], p.ID)
		}
	}
}

// segmentVariable is the variable that says to which segment a person belongs.
const segmentVariable = "Segment"

// caseName is what a case is called: some programs leave cases nameless that only carry the variables of one source.
func (d *draft) caseName(i int) string {
	c := &d.p.Cases[i]
	if name := strings.TrimSpace(c.Name); name != "" {
		return name
	}
	if len(c.Sources) == 1 {
		for j := range d.p.Sources {
			if d.p.Sources[j].GUID.Key() == c.Sources[0].Key() && strings.TrimSpace(d.p.Sources[j].Name) != "" {
				return strings.TrimSpace(d.p.Sources[j].Name)
			}
		}
	}
	return fmt.Sprintf("Case %d", i+1)
}

// aside counts what is not shown here.
func (d *draft) aside() {
	for range d.p.Links {
		d.ledger.lost("links", app.Aside, "are not shown here, and are written back")
	}
	for range d.p.Sets {
		d.ledger.lost("sets", app.Aside, "are not shown here, and are written back")
	}
	for range refi.Unknown(d.p) {
		d.ledger.note("unknown elements", app.Aside, "are not named by the standard: they are kept word for word and written back")
	}
	for range d.p.Graphs {
		d.ledger.lost("graphs", app.Aside, "are not shown here, and are written back")
	}
}

// label names the step by the study that it makes, or by the project and the study that it goes into.
func (d *draft) label() string {
	if d.fresh {
		return "Import project " + d.study.Name
	}
	return "Import project " + cmp.Or(strings.TrimSpace(d.p.Name), d.file) + " into " + d.study.Name
}

// step is the whole draft as one step.
func (d *draft) step() (*app.ChangeSet, error) {
	cs := app.NewChangeSet(d.label(), d.stamp.Author, d.stamp.Created)
	add := func(r app.Record) {
		if !d.here[r.Ref()] {
			cs.Create(r)
		}
	}
	if d.fresh {
		add(d.study)
	}
	for _, t := range d.tags {
		add(t)
	}
	for _, p := range d.people {
		add(p)
	}
	for _, l := range d.learned {
		cs.Update(l.before, l.after)
	}
	for _, doc := range d.docs {
		add(doc.source)
		add(doc.interview)
		add(doc.transcript)
		for _, f := range doc.findings {
			add(f)
		}
	}
	for _, f := range d.loose {
		add(f)
	}
	for _, m := range d.memos {
		add(m)
	}
	for _, r := range d.beside {
		add(r)
	}
	add(d.origin)
	for _, f := range d.files {
		add(f)
	}
	for _, c := range cs.Changes {
		if err := c.After.Validate(); err != nil {
			return nil, err
		}
	}
	return cs, nil
}

// plan says what the draft makes.
func (d *draft) plan() Plan {
	p := Plan{Name: d.study.Name, Holds: d.p.Count(), Clashes: d.clashes, Warnings: slices.Clone(d.p.Warnings)}
	if !d.fresh {
		p.Study = d.study.ID
	}
	p.Makes = Makes{Interviews: len(d.docs), Findings: len(d.loose), Memos: len(d.memos), Files: len(d.files)}
	for _, t := range d.tags {
		if d.here[t.Ref()] {
			p.Makes.Joined++
		} else {
			p.Makes.Tags++
		}
	}
	for _, t := range d.people {
		if d.here[t.Ref()] {
			p.Makes.Joined++
		} else {
			p.Makes.People++
		}
	}
	for _, f := range d.loose {
		p.Makes.Taggings += len(f.Tags)
	}
	for _, doc := range d.docs {
		p.Makes.Findings += len(doc.findings)
		for _, f := range doc.findings {
			p.Makes.Taggings += len(f.Tags)
		}
	}
	p.Report = Report{What: "import", File: d.file, Program: d.p.Origin, Format: d.p.Format, Elements: d.ledger.elements(), Losses: append(slices.Clone(d.p.Lost), d.ledger.told()...),
		Warnings: p.Warnings}
	return p
}
