// Package reader is the screen on which an interview is read: passages are marked and tagged with mouse and keys, and
// what is known of the one at hand stands in the inspector.
//
// Model holds one open interview and what can be done to it. What a person does shows at once and is written behind, in
// the order it was done; what the workspace then says counts. TextView shows the text; Screen puts all together.
package reader

import (
	"context"
	"errors"
	"slices"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/revise"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Store is what the reader reads.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	InterviewFindings(ctx context.Context, id app.InterviewID) ([]app.Finding, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
}

// Coding is how the reader writes. *coding.Service is one.
type Coding interface {
	MarkAs(ctx context.Context, seen *app.Transcript, span app.Span, tags []app.TagID, by app.Provenance) (*app.Finding, error)
	TagAs(ctx context.Context, ids []app.FindingID, id app.TagID, by app.Provenance) error
	Untag(ctx context.Context, ids []app.FindingID, id app.TagID) error
	Withdraw(ctx context.Context, ids []app.FindingID, id app.TagID) error
	Note(ctx context.Context, id app.FindingID, text string) error
	Star(ctx context.Context, ids []app.FindingID, on bool) error
	SetStance(ctx context.Context, ids []app.FindingID, st app.Stance) error
	SetSentiment(ctx context.Context, ids []app.FindingID, v int) error
	SetSeverity(ctx context.Context, ids []app.FindingID, v int) error
	MergeFindings(ctx context.Context, into app.FindingID, from []app.FindingID) error
	Resize(ctx context.Context, id app.FindingID, seen *app.Transcript, span app.Span) error
	Delete(ctx context.Context, ids []app.FindingID) error
	MarkNew(ctx context.Context, seen *app.Transcript, span app.Span, name string) (*app.Finding, error)
	TagNew(ctx context.Context, id app.FindingID, name string) error
}

// Places remembers where people stopped reading. *storage.Store is one.
type Places interface {
	ReadingPlace(ctx context.Context, author string, id app.InterviewID) (int, error)
	SaveReadingPlace(ctx context.Context, author string, id app.InterviewID, at int) error
}

// Suggester offers tags for passages. *analysis.Service is one.
type Suggester interface {
	Suggest(ctx context.Context, id app.InterviewID) ([]analysis.Suggestion, error)
	Reject(ctx context.Context, seen *app.Transcript, span app.Span, tag app.TagID) error
}

// Part says what of the model changed, as bits.
type Part int

// The parts of the model.
const (
	PartState     Part = 1 << iota // loading, error
	PartText                       // another interview or revision
	PartFindings                   // findings or their tags
	PartActive                     // which finding is at hand, or what is known of it
	PartSelection                  // the selection was used up
	PartTags                       // the codebook
	PartGhosts                     // suggestions
	PartHits                       // words found
	PartVoices                     // whose words stand out
	PartEdit                       // what is being edited
	PartEditCount                  // how much of it is changed
	PartPersonal                   // personal data
	PartAll       Part = 1<<iota - 1
)

// Model is one open interview. It belongs to the UI goroutine.
type Model struct {
	Store   Store
	Coding  Coding
	Suggest Suggester // nil when there are no suggestions
	Sounds  Explainer // nil when nothing is estimated
	Places  Places    // nil remembers the place only while the model lives
	Revise  Reviser   // nil when the text cannot be changed
	Files   Files     // nil when no other file can take its place
	Alike   Alike     // nil when findings cannot be compared
	Privacy Privacy   // nil when personal data is not looked for
	Guide   Guider    // nil when nothing links turns to questions
	Hand    app.Hand

	Teacher  Teacher  // nil when suggestions are answered one by one only
	Accepter Accepter // goes with Teacher; nil when nothing can be written

	// OnChange is told what to paint anew.
	OnChange func(Part)
	// OnSuggested is told how many suggestions there are once they were switched on.
	OnSuggested func(n int)
	// OnAnswered runs when a person answered the last suggestion and learning from it brought no other.
	OnAnswered func()
	// OnWhose is told when somebody chose whose work to show.
	OnWhose func(Whose)
	// OnError is told what could not be written; the picture goes back to what is stored.
	OnError func(error)

	Interview  app.Interview
	Transcript *app.Transcript // nil until loaded
	Words      int
	People     int // who took part in the study
	Loaded     bool
	Err        error // why the interview could not be read

	findings  []*entry // by place
	tags      codebook
	active    app.FindingID
	selection app.Span
	goTo      app.Span
	found     app.Span // words opened that are no finding, to be selected once
	theme     Theme
	likes     likes
	sounds    sounds
	ghosts    ghosts
	find      find
	personal  personal
	asks      asks
	shows     show

	edit      *Edit                     // what is being edited, nil for nothing
	aside     map[app.InterviewID]*Edit // what was, and is kept
	unplaced  []app.Finding             // findings whose words only an older revision has
	wanted    app.FindingID             // the one of them somebody asked for
	talk      app.Talk
	codes     map[app.ParticipantID]string // of the study's people
	reviews   task.Latest[review]
	listing   task.Latest[[]revise.Revision]
	persons   task.Latest[[]app.ParticipantRow]
	revisions task.Queue

	stopped stopped
	id      app.InterviewID
	loads   task.Latest[loaded]
	reloads task.Latest[loaded]
	details task.Latest[Theme]
	recheck func()
	draft   *draft
	writes  queue
	closed  bool
}

// entry is a finding as it shows: ahead of what is stored while pending is not 0.
type entry struct {
	app.Finding
	fresh   bool         // not stored yet, its id is ours alone
	pending int          // writes on their way
	heard   *app.Finding // the latest that was committed while they were
}

// done ends one write; after the last one what was committed counts.
func (e *entry) done() {
	e.pending--
	if e.pending == 0 && e.heard != nil {
		e.Finding, e.heard = *e.heard, nil
	}
}

// loaded is what one look into the workspace brings.
type loaded struct {
	interview  *app.Interview
	transcript *app.Transcript
	findings   []app.Finding
	tags       []app.TagRow
	people     int
	words      int
	place      int // where reading stopped the last time
	talk       app.Talk
	codes      map[app.ParticipantID]string
}

// Open shows an interview, and the passage span of it if that is not empty. The place where reading stopped the last
// time is shown otherwise.
func (m *Model) Open(id app.InterviewID, span app.Span) {
	if id == m.id && m.Loaded && m.Err == nil {
		if span.Len() > 0 {
			m.show(span)
		}
		return
	}
	m.Flush()
	m.savePlace()
	m.stopped = stopped{}
	m.LeaveEdit()
	m.reviews.Cancel()
	m.listing.Cancel()
	m.id, m.Loaded, m.Err = id, false, nil
	m.Transcript, m.findings, m.active, m.selection, m.theme = nil, nil, "", app.Span{}, Theme{}
	m.unplaced, m.wanted = nil, ""
	m.ghosts.drop()
	m.ghosts.rejected = nil
	m.find = find{}
	m.asks.guide, m.asks.links, m.asks.session = nil, nil, nil
	m.shows = show{whose: m.shows.whose}
	m.reloads.Cancel()
	m.changed(PartState | PartText)
	m.loads.Load(func(ctx context.Context) (loaded, error) { return m.read(ctx, id) }, func(l loaded, err error) {
		m.Loaded, m.Err = true, err
		if err != nil {
			m.changed(PartState)
			return
		}
		if !m.stopped.known {
			m.stopped.at, m.stopped.known = l.place, true
		}
		m.goTo = app.Span{Start: m.stopped.at, End: m.stopped.at}
		m.take(l)
		if span.Len() > 0 {
			m.show(span)
		}
		m.changed(PartAll)
		m.suggest()
	})
}

// Retry opens the interview again that could not be read.
func (m *Model) Retry() {
	id := m.id
	m.id = ""
	m.Open(id, app.Span{})
}

func (m *Model) read(ctx context.Context, id app.InterviewID) (l loaded, err error) {
	rec, err := m.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return l, err
	}
	iv, ok := rec.(*app.Interview)
	if !ok {
		return l, app.NotFound(say.T("The interview"))
	}
	l.interview = iv
	if l.transcript, err = m.Store.Transcript(ctx, id); err != nil {
		return l, err
	}
	l.words, l.talk = app.CountWords(l.transcript.Text), app.TalkOf(iv, l.transcript)
	if l.findings, err = m.Store.InterviewFindings(ctx, id); err != nil {
		return l, err
	}
	if l.tags, err = m.Store.Tags(ctx, iv.Study); err != nil {
		return l, err
	}
	people, err := m.Store.Participants(ctx, iv.Study)
	l.people, l.codes = len(people), make(map[app.ParticipantID]string, len(people))
	for i := range people {
		l.codes[people[i].ID] = people[i].Code
	}
	if err == nil && m.Places != nil {
		l.place, err = m.Places.ReadingPlace(ctx, m.Hand.Author, id)
	}
	return l, err
}

// take puts what was read in place of what shows, but for findings with writes on their way.
func (m *Model) take(l loaded) {
	if m.Transcript == nil || m.Transcript.ID != l.transcript.ID {
		m.overtaken(l.transcript)
		m.Transcript, m.Words = l.transcript, l.words
		m.find.folded = ""
	}
	m.Interview, m.People, m.talk, m.codes = *l.interview, l.people, l.talk, l.codes
	m.unplaced = nil
	m.tags.set(l.tags, l.findings, m.Hand.Author)
	kept := m.findings
	m.findings = make([]*entry, 0, len(l.findings))
	for i := range l.findings {
		f := &l.findings[i]
		if f.Quote == "" {
			continue // a note without passage
		}
		if f.Transcript != m.Transcript.ID { // a passage that found no place in this revision
			m.unplaced = append(m.unplaced, *f)
			continue
		}
		e := &entry{Finding: *f}
		if old := slices.IndexFunc(kept, func(k *entry) bool { return k.pending > 0 && (k.ID == f.ID || k.fresh && k.Span == f.Span) }); old >= 0 {
			e = kept[old]
		}
		m.findings = append(m.findings, e)
	}
	for _, k := range kept {
		if k.fresh && !slices.Contains(m.findings, k) {
			m.findings = append(m.findings, k)
		}
	}
	m.sort()
	if m.Active() == nil {
		m.active = ""
	}
	m.loadAsks()
}

// show goes to a passage and the finding that has just this place.
func (m *Model) show(span app.Span) {
	m.goTo, m.wanted, m.found = span, "", app.Span{}
	if e := m.bySpan(span); e != nil && !m.unseen(e) {
		m.activate(e.ID)
	} else if i := slices.IndexFunc(m.unplaced, func(f app.Finding) bool { return f.Span == span }); e == nil && i >= 0 {
		m.goTo, m.wanted = app.Span{}, m.unplaced[i].ID // other words stand there now
		m.activate("")
	} else if e == nil {
		m.found = span
	}
	m.changed(PartSelection | PartActive)
}

// Found returns the words that were opened without being a finding, and forgets them: the view selects them, so that a match is seen
// and can be tagged at once.
func (m *Model) Found() app.Span {
	span := m.found
	m.found = app.Span{}
	return span
}

// GoTo returns the passage to bring into sight and forgets it; ok is false when there is none. An empty span is the
// place where reading stopped.
func (m *Model) GoTo() (span app.Span, ok bool) {
	span, m.goTo = m.goTo, app.Span{}
	return span, span != app.Span{}
}

// Close writes what is still to be written and waits for it. Nothing is asked or told afterwards.
func (m *Model) Close() {
	m.Flush()
	m.savePlace()
	m.writes.Mark()()
	m.loads.Cancel()
	m.reloads.Cancel()
	m.details.Cancel()
	m.sounds.load.Cancel()
	m.ghosts.drop()
	m.personal.load.Cancel()
	m.asks.load.Cancel()
	if m.recheck != nil {
		m.recheck()
	}
	m.closed = true
}

func (m *Model) changed(p Part) {
	if m.OnChange != nil && !m.closed {
		m.OnChange(p)
	}
}

func (m *Model) fail(err error) {
	if err != nil && m.OnError != nil && !m.closed && !errors.Is(err, context.Canceled) {
		m.OnError(err)
	}
}
