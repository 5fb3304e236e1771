package generate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// field is a study while it is made.
type field struct {
	*studyPlan
	d      *desk
	tags   []codedTopic    // by topic; without a tag outside the focus
	found  [][]found       // findings by topic, to sort and to write insights from
	themes [][]app.ThemeID // by topic
	coders []string
}

// found is a finding as far as boards and insights need it.
type found struct {
	id    app.FindingID
	crowd int
	made  time.Time
}

// study makes one study.
func (d *desk) study(pl *studyPlan) {
	f := &field{studyPlan: pl, d: d, found: make([][]found, len(d.gen.lx.topics)), themes: make([][]app.ThemeID, len(d.gen.lx.topics))}
	f.coders = []string{pl.owner, d.coder(), d.coder()}
	d.add("Make "+pl.study.Name, &pl.study, pl.study.Stamp)
	f.tags = d.studyTags(pl)
	var held []*marker
	for i := range pl.sessions {
		if d.ended {
			return
		}
		held = append(held, f.interview(&pl.sessions[i]))
	}
	for _, m := range held {
		m.mark()
	}
	f.sortFindings()
	f.insights()
	f.memos()
	d.flush()
}

// interview makes an interview with its participant, file and text, and returns who is to mark it.
func (f *field) interview(s *session) *marker {
	d := f.d
	label := "Import interviews of " + f.study.Name
	st := d.stamp(f.owner, d.moment(s.day, 0))
	who := f.guest(label, st)
	talk := d.gen.interview(d.interview, who.code, s.words)
	owed := d.owed[d.interview]
	d.interview++

	data := talk.Plain()
	sum := sha256.Sum256(data)
	src := &app.Source{ID: mint[app.SourceID](d), Name: talk.Name + ".txt", Format: "txt", Hash: hex.EncodeToString(sum[:]), Data: data, Stamp: st}
	iv := &app.Interview{ID: mint[app.InterviewID](d), Study: f.study.ID, Source: src.ID, Title: fmt.Sprintf("%s, %s", who.code, d.crowds[who.crowd].segment),
		Method: f.study.Method, Moderator: ModeratorName, Date: app.DateOf(s.day), Status: s.status, Stamp: st, Speakers: []app.Speaker{
			{Label: ModeratorName, Name: ModeratorName, Role: app.RoleModerator}, {Label: who.code, Name: who.code, Role: app.RoleParticipant, Participant: who.id}}}
	tr := &app.Transcript{ID: mint[app.TranscriptID](d), Interview: iv.ID, Revision: 1, Language: "en", Stamp: st}
	var text strings.Builder
	for i, u := range talk.Turns {
		if i > 0 {
			text.WriteByte('\n')
		}
		at := text.Len()
		text.WriteString(u.Text)
		tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: at, End: text.Len()}, Speaker: u.Speaker, From: u.From, To: u.To})
	}
	tr.Text = text.String()
	for _, r := range []app.Record{src, iv, tr} {
		d.add(label, r, st)
	}
	return &marker{field: f, iv: iv, tr: tr, talk: talk, who: who, day: s.day, owed: owed}
}

// guest is who is interviewed: usually somebody new, at times one who took part before, in this study or another.
func (f *field) guest(label string, st app.Stamp) *person {
	d := f.d
	if len(d.people) > 4 && d.chance(0.25) {
		return d.people[d.rng.IntN(len(d.people))]
	}
	weights := make([]float64, len(d.crowds))
	for i := range weights {
		weights[i] = d.crowds[i].share
	}
	who := &person{id: mint[app.ParticipantID](d), code: code(len(d.people) + 1), crowd: d.weighted(weights)}
	for _, care := range d.crowds[who.crowd].cares {
		if d.chance(0.6 / (0.6 + care)) {
			care = 0
		}
		who.cares = append(who.cares, care)
	}
	for _, tag := range d.across {
		if d.chance(0.35) {
			who.ways = append(who.ways, tag)
		}
	}
	d.people = append(d.people, who)
	lx := d.gen.lx
	p := &app.Participant{ID: who.id, Code: who.code, Segment: d.crowds[who.crowd].segment, Stamp: st, Attributes: []app.Attribute{
		{Name: "Role", Value: capital(pick(d, lx.lists["roles"].words))},
		{Name: "Company size", Value: pick(d, lx.rows["sizes"])},
		{Name: "Country", Value: pick(d, f.countries)},
		{Name: "Plan", Value: pick(d, lx.rows["plans"])},
	}}
	d.add(label, p, st)
	return who
}

// sortFindings makes the board of a study: some themes of each topic, most findings in one of them. Some studies have no board, and
// running ones are half sorted.
func (f *field) sortFindings() {
	d := f.d
	if d.chance(0.08) {
		return
	}
	label := "Sort the findings of " + f.study.Name
	unsorted := 0.08 + 0.12*d.rng.Float64()
	if f.running {
		unsorted = 0.5
	}
	names := map[string]bool{}
	order := 0.0
	for topic, all := range f.found {
		if len(all) == 0 || !slices.Contains(f.asked, topic) && len(all) < 12 {
			continue
		}
		st := d.stamp(f.owner, d.moment(f.end, -d.rng.IntN(8)))
		for range 1 + min(len(all)/40, 1+d.rng.IntN(3)) {
			name := capital(d.title("theme", topic))
			if names[strings.ToLower(name)] {
				continue
			}
			names[strings.ToLower(name)] = true
			order++
			th := &app.Theme{ID: mint[app.ThemeID](d), Study: f.study.ID, Name: name, Color: int(order) % 12, Order: order, Stamp: st}
			if d.chance(0.4) {
				th.Proposed, th.Terms = true, d.gen.lx.topics[topic].lists["n"].words[:3]
			}
			d.add(label, th, st)
			f.themes[topic] = append(f.themes[topic], th.ID)
		}
		for i, x := range all {
			if len(f.themes[topic]) == 0 || d.chance(unsorted) {
				continue
			}
			pst := d.stamp(f.owner, later(x.made, st.Created))
			d.add(label, &app.Placement{Theme: pick(d, f.themes[topic]), Finding: x.id, Order: float64(i + 1), Stamp: pst}, pst)
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// memos writes what the researchers noted on the way.
func (f *field) memos() {
	d := f.d
	for range d.rng.IntN(4) {
		topic := f.asked[d.rng.IntN(len(f.asked))]
		st := d.stamp(f.coders[d.rng.IntN(len(f.coders))], d.moment(f.start, 3+d.rng.IntN(30)))
		d.lines.crowd = d.crowds[d.rng.IntN(len(d.crowds))].many
		m := &app.Memo{ID: mint[app.MemoID](d), Study: f.study.ID, Kind: app.MemoKinds[d.rng.IntN(len(app.MemoKinds))], Text: d.sentence("memo", topic), Stamp: st}
		if d.chance(0.6) && f.tags[topic].tag != "" {
			m.On = app.Ref{Kind: app.KindTag, ID: string(f.tags[topic].tag)}
		}
		d.add("Write memos", m, st)
	}
}
