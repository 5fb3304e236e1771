package generate

import (
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/passage"
)

// marker makes the findings of one interview.
type marker struct {
	*field
	iv   *app.Interview
	tr   *app.Transcript
	talk *Interview
	who  *person
	day  time.Time
	owed int
}

// secondCoder is the share of interviews that two people read, each for themselves; agrees is how often the second one uses the
// tag of the first.
const (
	secondCoder = 0.15
	agrees      = 0.8
)

// mark makes the findings owed. What is marked follows what the study asks and what the segment cares about.
func (m *marker) mark() {
	d := m.d
	var turns []int
	var weights []float64
	sum := 0.0
	for i, u := range m.talk.Turns {
		if u.Topic < 0 || u.Speaker == ModeratorName {
			continue
		}
		sum += m.focus[u.Topic] * (m.who.cares[u.Topic] + 0.001) // a little, so that everybody says something
		turns, weights = append(turns, i), append(weights, sum)
	}
	if len(turns) == 0 {
		return
	}
	first := m.coders[d.rng.IntN(len(m.coders))]
	second := ""
	if d.chance(secondCoder) {
		second = m.coders[(slices.Index(m.coders, first)+1)%len(m.coders)]
	}
	if second == first {
		second = ""
	}
	label := "Tag interviews of " + m.study.Name
	for range m.owed {
		at, _ := slices.BinarySearch(weights, d.rng.Float64()*sum)
		turn := turns[min(at, len(turns)-1)]
		f := m.finding(turn, first, second)
		d.add(label, f, f.Stamp)
		topic := m.talk.Turns[turn].Topic
		m.found[topic] = append(m.found[topic], found{f.ID, m.who.crowd, f.Created})
		if f.Star && d.chance(0.3) {
			d.notable = append(d.notable, notable{f.ID, topic})
		}
	}
}

// finding marks some sentences of a turn.
func (m *marker) finding(turn int, first, second string) *app.Finding {
	d := m.d
	topic := m.talk.Turns[turn].Topic
	made := d.moment(m.day, 1+d.rng.IntN(9))
	author := first
	if second != "" && d.chance(0.15) {
		author, second = second, ""
	}
	f := &app.Finding{ID: mint[app.FindingID](d), Study: m.study.ID, Interview: m.iv.ID, Stamp: d.stamp(author, made)}
	f = passage.Put(f, m.iv, m.tr, m.sentences(m.tr.Turns[turn].Span))
	m.judge(f, topic)
	for _, tag := range m.choose(topic, f.Quote) {
		how := app.ByHand
		switch x := d.rng.Float64(); {
		case x < 0.05:
			how = app.ByRule
		case x < 0.17:
			how = app.BySuggestion
		}
		f.Tags = append(f.Tags, app.Tagging{Tag: tag, Author: author, Provenance: how, Created: f.Created})
		if second == "" || d.chance(0.15) {
			continue
		}
		if !d.chance(agrees) {
			tag = m.other(topic)
		}
		f.Tags = append(f.Tags, app.Tagging{Tag: tag, Author: second, Provenance: app.ByHand, Created: f.Created})
	}
	slices.SortFunc(f.Tags, func(a, b app.Tagging) int {
		if c := strings.Compare(string(a.Tag), string(b.Tag)); c != 0 {
			return c
		}
		return strings.Compare(a.Author, b.Author)
	})
	f.Tags = slices.CompactFunc(f.Tags, func(a, b app.Tagging) bool { return a.Tag == b.Tag && a.Author == b.Author })
	return f
}

// sentences is a run of one to three sentences of a turn.
func (m *marker) sentences(turn app.Span) app.Span {
	text := m.tr.Text[turn.Start:turn.End]
	starts := make([]int, 1, 12)
	for i := 1; i+1 < len(text); i++ {
		if text[i] == ' ' && (text[i-1] == '.' || text[i-1] == '?' || text[i-1] == '!') {
			starts = append(starts, i+1)
		}
	}
	a := m.d.rng.IntN(len(starts))
	b := a + 1 + m.d.rng.IntN(3)
	if b >= len(starts) {
		return app.Span{Start: turn.Start + starts[a], End: turn.End}
	}
	return app.Span{Start: turn.Start + starts[a], End: turn.Start + starts[b] - 1}
}

// choose returns the tags of a finding, each once: of its topic, more closely when a word calls for it, at times one that goes across
// topics. Some findings get none.
func (m *marker) choose(topic int, quote string) []app.TagID {
	d := m.d
	if d.chance(0.06) {
		return nil
	}
	coded := m.tags[topic]
	if coded.tag == "" || d.chance(0.12) {
		coded = d.taxonomy[topic]
	}
	tag := coded.tag
	for _, sub := range coded.subs {
		if strings.Contains(quote, sub.word) {
			tag = sub.tag
			break
		}
	}
	tags := []app.TagID{tag}
	if len(m.who.ways) > 0 && d.chance(0.3) {
		tags = append(tags, pick(d, m.who.ways))
	}
	return tags
}

// other is the tag that somebody else takes for a passage.
func (m *marker) other(topic int) app.TagID {
	if t := m.asked[m.d.rng.IntN(len(m.asked))]; t != topic && m.tags[t].tag != "" {
		return m.tags[t].tag
	}
	return pick(m.d, m.d.across)
}

// judge sets what people say about a finding beside its tags, of a part of them. How they sound differs by topic and segment.
func (m *marker) judge(f *app.Finding, topic int) {
	d := m.d
	if d.chance(0.2) {
		glad := 0.15 + 0.5*unit(mix(d.Seed^uint64(topic*31+m.who.crowd)))
		switch x := d.rng.Float64(); {
		case x < glad:
			f.Sentiment = 1 + d.rng.IntN(2)
		case x < glad+0.1:
			f.Sentiment = app.SaidNeutral
		case x < glad+0.15:
			f.Sentiment = app.SaidMixed
		default:
			f.Sentiment = -1 - d.rng.IntN(2)
		}
	}
	if d.chance(0.1) {
		f.Stance = pick(d, []app.Stance{app.Supports, app.Nuances, app.Contradicts})
	}
	if d.chance(0.08) {
		f.Severity = 1 + d.rng.IntN(4)
	}
	f.Star = d.chance(0.03)
	if d.chance(0.05) {
		f.Note = d.sentence("note", topic)
	}
}

// unit is a number of [0, 1).
func unit(x uint64) float64 { return float64(x>>11) / (1 << 53) }
