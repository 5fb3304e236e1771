package guide

import (
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/synthesis/text"
)

// Hint is a question whose wording may steer the answer: something to look at, not a fault.
type Hint struct {
	Kind HintKind
	Why  string
	Span app.Span // of the sentence, in the latest text
	Text string
	At   string // when it is said, "00:12:31"; "" when unknown
}

// Session says how an interview was led.
type Session struct {
	Interview app.InterviewID
	Title     string
	Moderator string   // as shown; several with commas between
	Date      app.Date // of the interview
	Talk      app.Talk
	Length    time.Duration // 0 when unknown

	Open, Closed  int // questions of moderators
	Hints         []Hint
	Interruptions int           // a moderator began while somebody still spoke; -1 when times are unknown
	Longest       int           // words of the moderators' longest turn
	LongestTime   time.Duration // 0 when unknown
	LongestSpan   app.Span

	Asked   int      // questions of the guide that are linked to a turn
	Skipped int      // left out on purpose
	Missing []string // neither, in the order of the guide; nil while nothing of this interview was linked
	Thin    []string // asked, and hardly answered
	Guide   int      // questions of the guide
}

// Questions is how many questions the moderators asked.
func (s *Session) Questions() int { return s.Open + s.Closed }

// OpenShare is the part of the questions that are open, 0 to 1; 0 without questions.
func (s *Session) OpenShare() float64 {
	if s.Questions() == 0 {
		return 0
	}
	return float64(s.Open) / float64(s.Questions())
}

// Pace is how many questions were asked in ten minutes; 0 when times are unknown.
func (s *Session) Pace() float64 {
	if s.Length < time.Minute {
		return 0
	}
	return float64(s.Questions()) / s.Length.Minutes() * 10
}

// Linked reports whether anybody has said which questions this interview asks.
func (s *Session) Linked() bool { return s.Asked > 0 || s.Skipped > 0 }

// The share of talk that a moderator of a research interview is usually advised to keep to. Books differ; it is a guideline, not a law.
const (
	TalkFrom = 0.2
	TalkTo   = 0.3
)

const (
	// overlap is how long two must speak at once for it to be called an interruption: captions round to some tenths of a second.
	overlap = 400 * time.Millisecond
	// thin is how many words of participants are hardly an answer.
	thin = 15
)

// SessionOf says how an interview was led. links are those of the interview, guide the questions of its study.
func SessionOf(r *app.Reading, guide []string, links []app.GuideLink) *Session {
	return hear(r).session(guide, links)
}

// led says how an interview was led, whatever was linked in it.
func led(r *app.Reading) Session {
	tr := r.Transcript
	s := Session{Interview: r.ID, Title: r.Title, Date: r.Date, Talk: app.TalkOf(&r.Interview, tr), Length: tr.Duration()}
	role := map[string]app.Role{}
	for _, v := range s.Talk.Voices {
		role[v.Label] = v.Role
		if v.Role == app.RoleModerator && v.Turns > 0 {
			if s.Moderator != "" {
				s.Moderator += ", "
			}
			s.Moderator += v.Name
		}
	}
	asks := func(u app.Turn) bool { return role[u.Speaker] == app.RoleModerator }
	s.wordings(r, asks)
	s.monologue(r, asks)
	s.interruptions(tr, asks)
	return s
}

// wordings counts questions and looks how they are worded.
func (s *Session) wordings(r *app.Reading, asks func(app.Turn) bool) {
	tr := r.Transcript
	lang := languageOf(tr, asks)
	for _, u := range tr.Turns {
		if !asks(u) {
			continue
		}
		said := tr.Text[u.Start:u.End]
		for _, sen := range text.Sentences(said) {
			words := said[sen.Start:sen.End]
			switch askingOf(words) {
			case NotAsking:
				continue
			case Open:
				s.Open++
			case Closed:
				s.Closed++
			}
			if kind, why, ok := judgeWording(words, lang); ok {
				at := app.Span{Start: u.Start + sen.Start, End: u.Start + sen.End}
				s.Hints = append(s.Hints, Hint{kind, why, at, words, app.Clock(tr.TimeAt(at.Start))})
			}
		}
	}
}

// languageOf is the language of a text: as it says, else as the moderators' words look.
func languageOf(tr *app.Transcript, asks func(app.Turn) bool) text.Language {
	if len(tr.Language) >= 2 {
		if lang := text.Language(tr.Language[:2]); wordingRules[lang] != nil {
			return lang
		}
	}
	const enough = 2000 // bytes
	said := ""
	for _, u := range tr.Turns {
		if asks(u) && len(said) < enough {
			said += tr.Text[u.Start:u.End] + " "
		}
	}
	lang, _ := text.Guess(said)
	return lang
}

// monologue finds the longest turn of the moderators.
func (s *Session) monologue(r *app.Reading, asks func(app.Turn) bool) {
	tr := r.Transcript
	for i, u := range tr.Turns {
		if !asks(u) {
			continue
		}
		if n := app.CountWords(tr.Text[u.Start:u.End]); n > s.Longest {
			s.Longest, s.LongestSpan = n, u.Span
			s.LongestTime, _ = tr.Lasts(i)
		}
	}
}

// interruptions counts where a moderator begins while another speaker's turn, or its last caption, still goes on.
func (s *Session) interruptions(tr *app.Transcript, asks func(app.Turn) bool) {
	s.Interruptions = -1
	for i := 1; i < len(tr.Turns); i++ {
		was, u := tr.Turns[i-1], tr.Turns[i]
		end := was.To
		for _, c := range cuesIn(tr, was.Span) {
			end = max(end, c.To)
		}
		if end == app.NoTime || u.From == app.NoTime {
			continue
		}
		s.Interruptions = max(s.Interruptions, 0)
		if asks(u) && !asks(was) && end-u.From > overlap {
			s.Interruptions++
		}
	}
}

// cuesIn are the captions inside a turn.
func cuesIn(tr *app.Transcript, span app.Span) []app.Cue {
	from, _ := slices.BinarySearchFunc(tr.Cues, span.Start, func(c app.Cue, at int) int { return c.Start - at })
	to, _ := slices.BinarySearchFunc(tr.Cues, span.End, func(c app.Cue, at int) int { return c.Start - at })
	return tr.Cues[from:to]
}

// session is how the interview was led, with the links held against the guide.
func (h *heard) session(guide []string, links []app.GuideLink) *Session {
	s := h.led
	s.Guide = len(guide)
	stretches := app.GuideStretches(links)[s.Interview]
	var missing []string
	for _, q := range guide {
		asked, skipped := false, false
		for i := range links {
			if links[i].Question == q {
				asked = asked || links[i].Asks()
				skipped = skipped || links[i].Skipped
			}
		}
		switch {
		case asked:
			s.Asked++
			if n, known := h.answered(stretches, q); known && n < thin {
				s.Thin = append(s.Thin, q)
			}
		case skipped:
			s.Skipped++
		default:
			missing = append(missing, q)
		}
	}
	if s.Linked() {
		s.Missing = missing
	}
	return &s
}

// answered counts the words of participants after a question; known is false when its places are in no text at hand.
func (h *heard) answered(all []app.GuideStretch, q string) (words int, known bool) {
	tr := h.text
	for _, st := range all {
		if st.Question != q || st.Transcript != tr.ID {
			continue
		}
		known = true
		for i := tr.TurnAt(st.Start); i < len(tr.Turns) && tr.Turns[i].Start < st.End; i++ {
			words += h.said[i]
		}
	}
	return words, known
}

// Session says how one interview was led. Returns ENotFound if it is gone or has no text.
func (s *Service) Session(ctx context.Context, id app.InterviewID) (*Session, error) {
	d, err := s.desk(ctx, id)
	if err != nil {
		return nil, err
	}
	return SessionOf(&app.Reading{Interview: *d.iv, Transcript: d.text}, d.study.Guide, d.links), nil
}

// Sessions says how the interviews of a study were led, in the order of their list. Interviews that were read before and have not changed are
// not read again. It reports interviews and looks at ctx after each.
func (s *Service) Sessions(ctx context.Context, study app.StudyID, p app.Progress) ([]*Session, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
	if err != nil {
		return nil, err
	}
	links, err := s.Links(ctx, study, "")
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		return nil, err
	}
	kept, err := s.hearAll(ctx, study, rows, func(app.InterviewID) bool { return true }, p)
	if err != nil {
		return nil, err
	}
	said := byInterview(links)
	var out []*Session
	for i := range rows {
		if h := kept[rows[i].ID]; h != nil {
			out = append(out, h.session(rec.(*app.Study).Guide, said[rows[i].ID]))
		}
	}
	return out, nil
}

func byInterview(links []app.GuideLink) map[app.InterviewID][]app.GuideLink {
	out := map[app.InterviewID][]app.GuideLink{}
	for _, g := range links {
		out[g.Interview] = append(out[g.Interview], g)
	}
	return out
}

// eachReading hands over the interviews of a study with their latest texts, in the order of their list, some at a time.
func (s *Service) eachReading(ctx context.Context, study app.StudyID, p app.Progress, do func(*app.Reading)) error {
	rows, err := s.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		return err
	}
	ids := make([]app.InterviewID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	return s.readings(ctx, ids, p, do)
}

// Led is how one moderator led their interviews, or all of them together.
type Led struct {
	Moderator     string // "" for all
	Sessions      int
	Share         float64 // of the talk, the mean of their interviews
	Open, Closed  int
	Hints         int
	Interruptions int // -1 when no times are known
	Longest       int // words
	Pace          float64
	timed         int
}

// ByModerator sums sessions up by who led them, by name; those without a moderator are left out.
func ByModerator(all []*Session) []Led {
	var out []Led
	for _, s := range all {
		if s.Moderator == "" {
			continue
		}
		i := slices.IndexFunc(out, func(l Led) bool { return l.Moderator == s.Moderator })
		if i < 0 {
			i = len(out)
			out = append(out, Led{Moderator: s.Moderator, Interruptions: -1})
		}
		l := &out[i]
		l.Sessions++
		l.Share += s.Talk.Moderator
		l.Open += s.Open
		l.Closed += s.Closed
		l.Hints += len(s.Hints)
		l.Longest = max(l.Longest, s.Longest)
		if s.Interruptions >= 0 {
			l.Interruptions = max(l.Interruptions, 0) + s.Interruptions
		}
		if p := s.Pace(); p > 0 {
			l.Pace += p
			l.timed++
		}
	}
	for i := range out {
		l := &out[i]
		l.Share /= float64(l.Sessions)
		if l.timed > 0 {
			l.Pace /= float64(l.timed)
		}
	}
	slices.SortFunc(out, func(a, b Led) int {
		if a.Moderator < b.Moderator {
			return -1
		}
		return 1
	})
	return out
}
