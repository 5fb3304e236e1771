package reader

import (
	"context"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding/rule"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Teacher offers all suggestions of a tag at once, and names passages worth tagging. *analysis.Service is one.
type Teacher interface {
	Relearn(ctx context.Context, id app.InterviewID) ([]analysis.Suggestion, error)
	Offer(ctx context.Context, study app.StudyID, interview app.InterviewID, tag app.TagID, least float64, p app.Progress) (*analysis.Offer, error)
	Teach(ctx context.Context, study app.StudyID, n int, p app.Progress) ([]analysis.Lesson, error)
}

// Accepter puts a suggested tag on many passages as one step. *rule.Service is one.
type Accepter interface {
	Accept(ctx context.Context, tag app.TagID, hits []rule.Hit, p app.Progress) (rule.Applied, error)
}

// maxLessons is how many passages that would teach most are named.
const maxLessons = 10

// OfferAll asks for the suggestions of a tag that are at least likely, in the open interview or in all of the study; done hears the answer on the UI
// goroutine, unless it is asked again before.
func (m *Model) OfferAll(tag app.TagID, everywhere bool, done func(*analysis.Offer, error)) {
	id, study := m.id, m.Interview.Study
	if everywhere {
		id = ""
	}
	teacher := m.Teacher
	m.ghosts.offer.Load(func(ctx context.Context) (*analysis.Offer, error) {
		return teacher.Offer(ctx, study, id, tag, analysis.Likely, nil)
	}, done)
}

// AcceptAll takes an offer as one step; done hears how many passages were tagged.
func (m *Model) AcceptAll(o *analysis.Offer, done func(tagged int, err error)) {
	hits := make([]rule.Hit, len(o.Passages))
	for i, p := range o.Passages {
		hits[i] = rule.Hit{Place: app.Place{Interview: p.Interview, Span: p.Span}, Transcript: p.Transcript}
	}
	tag := o.Tag.ID
	m.writes.add(func(ctx context.Context, _ *names) {
		applied, err := m.Accepter.Accept(ctx, tag, hits, nil)
		task.Post(func() { done(applied.Made+applied.Added, err) })
	})
}

// Lessons are the passages of the study that would teach suggestions most, nil until they are known.
func (m *Model) Lessons() []analysis.Lesson { return m.ghosts.lessons }

// learnLessons asks which passages would teach most.
func (m *Model) learnLessons() {
	g := &m.ghosts
	if m.Teacher == nil || m.Coding == nil {
		return
	}
	teacher, study := m.Teacher, m.Interview.Study
	g.teach.Load(func(ctx context.Context) ([]analysis.Lesson, error) {
		return teacher.Teach(ctx, study, maxLessons, nil)
	},
		func(list []analysis.Lesson, err error) {
			if err != nil || !g.on {
				return // the list is a help, not a need: suggestions say what went wrong
			}
			g.lessons = list
			m.changed(PartGhosts)
		})
}

// offerWords is what the button that accepts an offer says.
func offerWords(o *analysis.Offer) string {
	if len(o.Passages) == 0 {
		return say.T("Nothing to tag")
	}
	return say.T("Tag %s", say.Count(len(o.Passages), "passage"))
}

// offerVerdict says how far an offer can be trusted, and whether it may be accepted at once.
func offerVerdict(o *analysis.Offer) (words string, ok bool) {
	switch {
	case o.Trusted():
		return say.Sentence(o.Judged()), true
	case o.Record.Offered == 0:
		return say.T("It is not known yet how often likely suggestions of %s are right. Answer some one by one first.", o.Tag.Name), false
	}
	return say.T("%s That is not enough to accept all at once. Answer them one by one; each answer teaches.", say.Sentence(o.Judged())), false
}
