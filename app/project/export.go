package project

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/refi"
	"throughline/app/passage"
	"throughline/app/qda"
)

// ExportOptions says what of a study is written, and for whom.
type ExportOptions struct {
	Study    app.StudyID
	Audience app.Audience // who will read it; "" for outside: what people did not allow for them is covered
	Names    bool         // what people are called, files as they were, earlier texts; without, codes alone
	Standard bool         // counts places and names the origin by the standard, also where the study came from another program
	Program  string       // names this program in the file: "Throughline 0.1.0"
}

// Exported is a study as a project, with what became of it.
type Exported struct {
	Project  *qda.Project
	Report   Report
	Withheld app.Withheld
}

// Export makes a project of a study: what it came in with, unchanged where nothing was changed, and all that was added since. raw is the
// workspace as it is, of which only what the audience may read is taken; door is the workspace as they may read it. Returns ENotFound for
// a study that is not there.
func Export(ctx context.Context, raw, door ExportStore, hand app.Hand, opt ExportOptions, progress app.Progress) (Exported, error) {
	perms, err := raw.Permissions(ctx)
	if err != nil {
		return Exported{}, err
	}
	if opt.Audience != app.AudienceInside {
		opt.Audience = app.AudienceOutside
	}
	e := &exporter{raw: raw, door: door, opt: opt, stamp: hand.Stamp(), progress: progress, gate: app.NewGate(opt.Audience, perms), ledger: newLedger(),
		guids: map[app.Ref]qda.GUID{}, gone: map[string]bool{}, users: map[string]qda.GUID{}, findings: map[app.FindingID]*app.Finding{}}
	if e.now, err = e.read(ctx); err != nil {
		return Exported{}, err
	}
	if err := e.base(ctx); err != nil {
		return Exported{}, err
	}
	for _, do := range []func(){e.putCodes, e.putCases, e.putSources, e.putNotes, e.putThemes, e.putInsights, e.putRefs, e.mask, e.count} {
		if err := ctx.Err(); err != nil {
			return Exported{}, err
		}
		do()
	}
	if err := e.putRecords(ctx); err != nil {
		return Exported{}, err
	}
	return Exported{Project: e.out, Withheld: e.gate.Withheld(), Report: Report{What: "export", Program: e.out.Origin, Format: "qdpx", Elements: e.ledger.elements(), Losses: e.ledger.told(), Warnings: e.warnings}}, nil
}

// exporter makes a project of a study.
type exporter struct {
	raw, door ExportStore
	opt       ExportOptions
	stamp     app.Stamp
	progress  app.Progress
	gate      *app.Gate
	ledger    *ledger
	warnings  []string

	now      *present
	was      *draft       // what the study came in as; of nothing for one that was born here
	out      *qda.Project // the draft's project, changed in place
	own      bool         // in its own way of counting: nothing of another program
	guids    map[app.Ref]qda.GUID
	gone     map[string]bool // GUIDs of what was deleted here
	users    map[string]qda.GUID
	findings map[app.FindingID]*app.Finding // as they are now
	came     map[app.FindingID]bool         // those that the project came with
	names    map[app.ParticipantID]string   // what people are called in the file
	called   map[string]app.ParticipantID   // see byName
	hidden   [][2]string                    // codes that may be names, and what stands in their place
}

// base finds out what the study came in as, by importing its skeletons again.
func (e *exporter) base(ctx context.Context) (err error) {
	e.now.everyFinding(func(f *app.Finding) { e.findings[f.ID] = f })
	e.own = e.opt.Standard || len(e.now.origins) == 0 || !e.alike()
	if len(e.now.origins) > 0 {
		e.was, err = e.together(ctx)
	} else {
		st := &e.now.study
		e.was = newDraft(&qda.Project{Format: "qdpx", Name: st.Name, Description: st.Goal, Made: qda.Made{At: qda.WhenOf(st.Created)}}, st, e.stamp, app.OriginID(st.ID))
		err = e.was.make(ctx, nil)
	}
	if err != nil {
		return err
	}
	if e.out = e.was.p; e.own {
		e.out.Origin = e.opt.Program
	}
	e.came = map[app.FindingID]bool{}
	for _, f := range e.was.findOf {
		e.came[f.ID] = true
	}
	for i := range e.out.Users {
		u := &e.out.Users[i]
		if name := e.was.users[u.GUID.Key()]; e.users[name] == "" {
			e.users[name] = u.GUID
		}
	}
	e.call()
	return nil
}

// fill gives the skeleton of a draft its texts and files back, as far as the readers may see them.
func (e *exporter) fill(ctx context.Context, d *draft, origin *app.Origin) error {
	p := d.p
	file, err := e.keptFiles(ctx, origin)
	if err != nil {
		return err
	}
	for _, list := range [][]qda.Source{p.Sources, p.Notes} {
		for i := range list {
			eachText(&list[i], func(t *qda.Source) {
				t.Data = file(t.GUID.Key(), t.Path)
				t.Plain = file("text "+t.GUID.Key(), t.PlainPath)
			})
		}
	}
	for i := range p.Sources {
		s := &p.Sources[i]
		for n, t := range speaking(s) {
			guid := s.GUID
			if n > 0 {
				guid = t.GUID
			}
			if err := e.fillText(ctx, t, d.idOf(app.KindInterview, guid.Key())); err != nil {
				return err
			}
		}
	}
	e.fillNotes(d)
	members := p.Members[:0]
	for _, m := range p.Members {
		if m.Data = file("", m.Path); m.Data != nil {
			members = append(members, m)
		}
	}
	p.Members = members
	return nil
}

// keptFiles finds the files that were kept of a project by what they are of and their path. Those that can hold words that the readers may not
// see, or that were taken out of a text since, are not among them.
func (e *exporter) keptFiles(ctx context.Context, origin *app.Origin) (func(of, path string) []byte, error) {
	open := map[app.InterviewID]bool{"": e.now.took == 0}
	for _, t := range e.now.talks {
		open[t.ID] = !t.covered && e.plainLabels(t) && len(t.texts) == 1 && t.latest().Revision == 1
	}
	kept, err := app.Papers[app.OriginFile](ctx, e.raw, app.PaperQuery{Kind: app.KindOriginFile, Study: e.opt.Study})
	files := map[[2]string][]byte{}
	for i := range kept {
		if f := &kept[i]; f.Origin == origin.ID && open[f.Interview] {
			files[[2]string{f.Of, f.Path}] = f.Data
		}
	}
	return func(of, path string) []byte { return files[[2]string{of, cmp.Or(path, of)}] }, err
}

// speaking are the texts of a source that become interviews, in their order.
func speaking(s *qda.Source) []*qda.Source {
	switch {
	case s.Kind == qda.Text:
		return []*qda.Source{s}
	case s.Kind == qda.Audio, s.Kind == qda.Video:
		var all []*qda.Source
		for i := range s.Transcripts {
			all = append(all, &s.Transcripts[i].Source)
		}
		return all
	case s.Of != nil:
		return []*qda.Source{s.Of}
	}
	return nil
}

// fillText reads the file that an interview came from, one at a time on purpose: they are large.
func (e *exporter) fillText(ctx context.Context, t *qda.Source, interview string) error {
	i := slices.IndexFunc(e.now.talks, func(k *talk) bool { return string(k.ID) == interview })
	if i < 0 || e.now.talks[i].Source == "" {
		return nil
	}
	rec, err := e.raw.Find(ctx, app.Ref{Kind: app.KindSource, ID: string(e.now.talks[i].Source)})
	if app.CodeOf(err) == app.ENotFound {
		return nil
	}
	if err != nil {
		return err
	}
	t.Plain = rec.(*app.Source).Data
	raw, err := refi.Decoded(t.Plain)
	if err != nil {
		t.Plain = nil
		return nil
	}
	t.Text = qda.Plain(raw)
	if t.Inline {
		t.Plain = nil
	}
	return nil
}

// fillNotes gives notes the words that they have here, where they came as memos. Those that were not changed keep their lines as they came.
func (e *exporter) fillNotes(d *draft) {
	p := d.p
	memos := map[string]*app.Memo{}
	for i := range e.now.memos {
		memos[string(e.now.memos[i].ID)] = &e.now.memos[i]
	}
	for i := range p.Notes {
		n := &p.Notes[i]
		if n.Plain != nil {
			if raw, err := refi.Decoded(n.Plain); err == nil {
				n.Text = qda.Plain(raw)
			}
			continue
		}
		switch m := memos[d.idOf(app.KindMemo, n.GUID.Key())]; {
		case m == nil: // gone, or not to be read
			n.Text = ""
		case passage.Clean(n.Text) != m.Text:
			n.Text = m.Text
		}
	}
}

// idOf is the id that a GUID of a kind has, without giving it.
func (d *draft) idOf(kind app.Kind, guid string) string {
	ref := app.Ref{Kind: kind, ID: guid}
	if id := cmp.Or(d.given[ref], d.names[ref]); id != "" {
		return id
	}
	if idForm.MatchString(guid) {
		return guid
	}
	return app.IDOf[string](string(d.origin.ID), string(kind), guid)
}

// cases are the people that the cases of an imported project became, who may be in no interview.
func (e *exporter) cases(p *present) (ids []app.ParticipantID) {
	for _, o := range p.origins {
		var s struct{ Cases []struct{ GUID qda.GUID } }
		if app.UnpackJSON(o.Skeleton, &s) != nil {
			continue
		}
		d := &draft{origin: o, names: map[app.Ref]string{}}
		for _, n := range o.Names {
			d.names[app.Ref{Kind: n.Kind, ID: n.GUID}] = n.ID
		}
		for _, c := range s.Cases {
			ids = append(ids, app.ParticipantID(d.idOf(app.KindParticipant, c.GUID.Key())))
		}
	}
	return ids
}

// codeForm is how codes of people look that name nobody.
var codeForm = regexp.MustCompile(`(?i)^(?:[a-z]{0,4}|participant|person|case|user|respondent|interviewee|speaker)[-_ .#]?[0-9]{1,6}[a-z]?$`)

// call gives everybody the name that they have in the file: their code, or a number where that may be a name and none was asked for.
func (e *exporter) call() {
	e.names = map[app.ParticipantID]string{}
	n, hidden := 0, 0
	for i := range e.now.people {
		p := &e.now.people[i]
		if n++; e.opt.Names || codeForm.MatchString(strings.TrimSpace(p.Code)) {
			e.names[p.ID] = p.Code
			continue
		}
		hidden++
		e.names[p.ID] = "Participant " + app.Number(n)
	}
	for range hidden {
		e.ledger.note("cases", app.Degraded, "are called by a number: their names go out only when they are asked for")
	}
}

// plainLabels reports whether the labels of an interview's speakers name nobody, or may.
func (e *exporter) plainLabels(t *talk) bool {
	if e.opt.Names {
		return true
	}
	for _, s := range t.Speakers {
		if s.Label != "" && s.Role != app.RoleModerator && !codeForm.MatchString(s.Label) && t.latest() != nil &&
			slices.ContainsFunc(t.latest().Turns, func(u app.Turn) bool { return u.Speaker == s.Label }) {
			return false
		}
	}
	return len(e.namedLines(t)) == 0
}

// guid is under which GUID a record stands in the file: the one it came with, or its id.
func (e *exporter) guid(r app.Ref) qda.GUID {
	if g, ok := e.guids[r]; ok {
		return g
	}
	id := r.ID
	if !idForm.MatchString(id) {
		id = app.IDOf[string](string(r.Kind), r.ID)
	}
	return qda.GUID(strings.ToUpper(id))
}

// user is the GUID of an author; one who is new is added.
func (e *exporter) user(author string) qda.GUID {
	if author == "" {
		return ""
	}
	if g, ok := e.users[author]; ok {
		return g
	}
	g := qda.GUID(strings.ToUpper(app.IDOf[string]("user", string(e.now.study.ID), author)))
	e.users[author] = g
	e.out.Users = append(e.out.Users, qda.User{GUID: g, Name: author})
	return g
}

// made writes a stamp.
func (e *exporter) made(s app.Stamp) qda.Made {
	m := qda.Made{By: e.user(s.Author), At: qda.WhenOf(s.Created)}
	if s.Modified.After(s.Created) {
		m.Changed = qda.WhenOf(s.Modified)
	}
	return m
}

// changed notes on what the file says of a thing that it was changed here.
func (e *exporter) changed(m *qda.Made, s app.Stamp) { m.Changed = qda.WhenOf(s.Modified) }
