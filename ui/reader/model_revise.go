package reader

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/passage"
	"throughline/app/revise"
	"throughline/ui/say"
)

// Reviser changes transcripts and speakers. *revise.Service is one.
type Reviser interface {
	Preview(ctx context.Context, d revise.Draft) (*revise.Review, error)
	Apply(ctx context.Context, d revise.Draft, choices map[app.FindingID]revise.Choice) (*revise.Review, error)
	Place(ctx context.Context, id app.FindingID, seen *app.Transcript, span app.Span) error
	Revisions(ctx context.Context, id app.InterviewID) ([]revise.Revision, error)
	Forget(ctx context.Context, id app.InterviewID) error
	Rename(ctx context.Context, id app.InterviewID, label, name string) error
	SetRole(ctx context.Context, id app.InterviewID, label string, role app.Role) error
	Assign(ctx context.Context, id app.InterviewID, label string, who app.ParticipantID) error
	AssignNew(ctx context.Context, id app.InterviewID, label, code string) error
	Merge(ctx context.Context, id app.InterviewID, from, into string) error
}

// Files reads transcripts from files. *exchange.Service is one.
type Files interface {
	ReadText(ctx context.Context, path string, p app.Progress) (exchange.FileText, error)
}

// review is a draft with what it would do.
type review struct {
	draft    revise.Draft
	of       *revise.Review
	warnings []string // of a file
}

// ReviewEdit asks what saving the edited text would do, and shows it.
func (m *Model) ReviewEdit(show func(review)) {
	if m.edit == nil {
		return
	}
	d := m.edit.draft()
	m.ask(func(context.Context) (review, error) { return review{draft: d}, nil }, show)
}

// ReviewFile asks what the transcript of a file would do in place of this one.
func (m *Model) ReviewFile(path string, show func(review)) {
	base := m.Transcript
	m.ask(func(ctx context.Context) (review, error) {
		f, err := m.Files.ReadText(ctx, path, nil)
		if err != nil {
			return review{}, err
		}
		return review{draft: revise.Exchange(base, &f.Transcript, f.Name), warnings: f.Warnings}, nil
	}, show)
}

// ReviewBack asks what going back to an older revision would do.
func (m *Model) ReviewBack(older *app.Transcript, show func(review)) {
	d := revise.Back(m.Transcript, older)
	m.ask(func(context.Context) (review, error) { return review{draft: d}, nil }, show)
}

// ask makes a draft off the screen's goroutine, and previews it there.
func (m *Model) ask(draft func(context.Context) (review, error), show func(review)) {
	m.Flush()
	stored := m.writes.Mark()
	m.reviews.Load(func(ctx context.Context) (review, error) {
		stored()
		r, err := draft(ctx)
		if err == nil {
			r.of, err = m.Revise.Preview(ctx, r.draft)
		}
		return r, err
	}, func(r review, err error) {
		if err != nil {
			m.fail(err)
			return
		}
		show(r)
	})
}

// SaveRevision stores a draft with the choices made about its findings; then is told what came of it.
func (m *Model) SaveRevision(d revise.Draft, choices map[app.FindingID]revise.Choice, then func(*revise.Review)) {
	var r *revise.Review
	m.act(func(ctx context.Context) (err error) {
		r, err = m.Revise.Apply(ctx, d, choices)
		return err
	}, func() {
		if m.id == d.Interview {
			m.edit = nil
		}
		delete(m.aside, d.Interview)
		then(r)
	})
}

// act writes something behind what was written before; then runs when it is stored.
func (m *Model) act(do func(context.Context) error, then func()) {
	m.Flush()
	stored := m.writes.Mark()
	m.revisions.Do(func(ctx context.Context) error {
		stored()
		return do(ctx)
	}, func(err error) {
		if err != nil {
			m.fail(err)
			return
		}
		if then != nil {
			then()
		}
		m.reload()
	})
}

// Occurrences are the places of a passage's words in the text, in order; the passage itself is one of them. A passage of whole words
// is not found inside others: Ann is not in Annual.
func (m *Model) Occurrences(s app.Span) []app.Span {
	text := m.Transcript.Text
	words := text[s.Start:s.End]
	var out []app.Span
	for at := 0; words != ""; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		o := app.Span{Start: at + i, End: at + i + len(words)}
		if o.Overlaps(s) {
			o = s
		}
		at = o.End
		if o == s || passage.Snap(text, o) == o && (!joined(text, o.Start) || joined(text, s.Start)) && (!joined(text, o.End) || joined(text, s.End)) {
			out = append(out, o)
		}
	}
	return out
}

// joined reports whether the signs before and after byte at are of one word.
func joined(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	return word(before) && word(after) && !unicode.In(before, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// Redact puts a mask in place of passages, as one step; then is told how many.
func (m *Model) Redact(spans []app.Span, mask string, then func(n int)) {
	edits := make([]passage.Edit, len(spans))
	for i, s := range spans {
		edits[i] = passage.Edit{Span: s, With: mask}
	}
	m.selection = app.Span{}
	d := revise.Redact(m.Transcript, edits)
	m.act(func(ctx context.Context) error {
		_, err := m.Revise.Apply(ctx, d, nil)
		return err
	}, func() { then(len(d.Masks)) })
}

// Unplaced are findings of the interview whose passage stands only in an older revision, by place there. They must not be changed.
func (m *Model) Unplaced() []app.Finding { return m.unplaced }

// PlaceFinding gives a finding without a place the selection for one.
func (m *Model) PlaceFinding(id app.FindingID) {
	span := m.selection
	if m.Revise == nil {
		return
	}
	if span.Len() == 0 {
		m.fail(app.Invalid(say.T("Select the words where the finding belongs, then place it."), ""))
		return
	}
	text := m.Transcript
	m.selection = app.Span{}
	m.act(func(ctx context.Context) error { return m.Revise.Place(ctx, id, text, span) }, func() {
		m.active = id
		m.goTo = span
	})
	m.changed(PartSelection)
}

// Revisions asks for the interview's revisions, the latest first.
func (m *Model) Revisions(show func([]revise.Revision)) {
	id := m.id
	m.listing.Load(func(ctx context.Context) ([]revise.Revision, error) { return m.Revise.Revisions(ctx, id) }, func(all []revise.Revision, err error) {
		if err != nil {
			m.fail(err)
			return
		}
		show(all)
	})
}

// ForgetOlder removes the revisions before the latest.
func (m *Model) ForgetOlder(then func()) {
	id := m.id
	m.act(func(ctx context.Context) error { return m.Revise.Forget(ctx, id) }, then)
}

// Talk says who says how much in the interview.
func (m *Model) Talk() app.Talk { return m.talk }

// Persons asks for the people a speaker can be: all of the workspace.
func (m *Model) Persons(show func([]app.ParticipantRow)) {
	m.persons.Load(func(ctx context.Context) ([]app.ParticipantRow, error) { return m.Store.Participants(ctx, "") }, func(all []app.ParticipantRow, err error) {
		if err != nil {
			m.fail(err)
			return
		}
		show(all)
	})
}

// Speaker changes a speaker by one act of the service.
func (m *Model) Speaker(do func(ctx context.Context, r Reviser, id app.InterviewID) error) {
	id := m.id
	m.act(func(ctx context.Context) error { return do(ctx, m.Revise, id) }, nil)
}

// MergeSpeakers gives the turns of one label to another; then runs when it is stored.
func (m *Model) MergeSpeakers(from, into string, then func()) {
	id := m.id
	m.act(func(ctx context.Context) error { return m.Revise.Merge(ctx, id, from, into) }, then)
}

// SpeakerCalled is the speaker of the interview with a name, whatever its case, other than the one with label but.
func (m *Model) SpeakerCalled(name, but string) (app.Speaker, bool) {
	for _, v := range m.talk.Voices {
		if v.Label != but && strings.EqualFold(v.Name, name) {
			return v.Speaker, true
		}
	}
	return app.Speaker{}, false
}

// codeOf is the code of one of the study's people, "" for nobody.
func (m *Model) codeOf(id app.ParticipantID) string { return m.codes[id] }
