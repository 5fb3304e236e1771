package storagetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage"
)

// Noon is when everything in a filled study was made.
var Noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// Size says how large a study to fill in. Zero fields mean none; Turns and Words have defaults.
type Size struct {
	Name         string // of the study, and the beginning of all ids; "" means "s"
	Interviews   int
	Turns        int // of each interview; 0 means 20
	Words        int // of each turn; 0 means 25
	Findings     int // of each interview, each a passage of one turn with up to two tags
	Tags         int
	Themes       int // the findings are placed in them in turn, every fourth stays unsorted
	Insights     int // each rests on some findings and a theme
	Participants int // 0 means one an interview
	Seed         uint64
}

// Filled is what Fill made, in the order in which it was made.
type Filled struct {
	Study        *app.Study
	Participants []*app.Participant
	Interviews   []*app.Interview
	Transcripts  []*app.Transcript
	Tags         []*app.Tag
	Findings     []*app.Finding
	Themes       []*app.Theme
	Placements   []*app.Placement
	Insights     []*app.Insight
}

// Fill stores a study of invented interviews, with ids such as "s-interview-0007". Equal sizes give equal records. Each kind
// is one step of the history; interviews come in steps of a hundred.
func Fill(t testing.TB, s *storage.Store, size Size) *Filled {
	t.Helper()
	f := Make(size)
	for _, step := range f.Steps() {
		if _, err := s.Apply(t.Context(), step); err != nil {
			t.Fatalf("fill: %v", err)
		}
	}
	return f
}

// Make is Fill without storing.
func Make(size Size) *Filled {
	m := newMaker(size)
	m.people()
	m.codebook()
	for i := range m.size.Interviews {
		m.interview(i)
	}
	m.board()
	m.insights()
	return m.f
}

// Steps are change sets that store what was made.
func (f *Filled) Steps() []*app.ChangeSet {
	var steps []*app.ChangeSet
	add := func(label string, records ...app.Record) {
		if len(records) == 0 {
			return
		}
		cs := app.NewChangeSet(label, "ana", Noon)
		for _, r := range records {
			cs.Create(r)
		}
		steps = append(steps, cs)
	}
	add("New study", f.Study)
	add("Participants", records(f.Participants)...)
	add("Codebook", records(f.Tags)...)
	for i := 0; i < len(f.Interviews); i += 100 {
		var rs []app.Record
		for n := i; n < min(i+100, len(f.Interviews)); n++ {
			rs = append(rs, f.Interviews[n], f.Transcripts[n])
		}
		add("Import", rs...)
	}
	for i := 0; i < len(f.Findings); i += 5000 {
		add("Highlight", records(f.Findings[i:min(i+5000, len(f.Findings))])...)
	}
	add("Themes", records(f.Themes)...)
	add("Sort", records(f.Placements)...)
	add("Insights", records(f.Insights)...)
	return steps
}

func records[P app.Record](all []P) []app.Record {
	out := make([]app.Record, len(all))
	for i, r := range all {
		out[i] = r
	}
	return out
}

type maker struct {
	size  Size
	f     *Filled
	rand  *rand.Rand
	stamp app.Stamp
}

func newMaker(size Size) *maker {
	if size.Name == "" {
		size.Name = "s"
	}
	if size.Turns == 0 {
		size.Turns = 20
	}
	if size.Words == 0 {
		size.Words = 25
	}
	if size.Participants == 0 {
		size.Participants = size.Interviews
	}
	m := &maker{size: size, f: &Filled{}, rand: rand.New(rand.NewPCG(size.Seed, 1)), stamp: app.NewStamp("ana", Noon)}
	m.f.Study = &app.Study{ID: app.StudyID(m.id("study", 0)), Name: size.Name, Method: "Interview", Status: "running", Stamp: m.stamp}
	return m
}

func (m *maker) id(kind string, n int) string { return fmt.Sprintf("%s-%s-%04d", m.size.Name, kind, n) }

func (m *maker) people() {
	segments := []string{"Teams", "Solo", "Enterprise"}
	for i := range m.size.Participants {
		m.f.Participants = append(m.f.Participants, &app.Participant{ID: app.ParticipantID(m.id("person", i)), Code: fmt.Sprintf("P%d", i+1),
			Segment: segments[i%len(segments)], Attributes: []app.Attribute{{Name: "Role", Value: "PM"}}, Stamp: m.stamp})
	}
}

func (m *maker) codebook() {
	for i := range m.size.Tags {
		m.f.Tags = append(m.f.Tags, &app.Tag{ID: app.TagID(m.id("tag", i)), Study: m.f.Study.ID, Name: fmt.Sprintf("Tag %d", i+1), Color: i % 12,
			Status: app.TagActive, Stamp: m.stamp})
	}
}

func (m *maker) interview(i int) {
	person := m.f.Participants[i%len(m.f.Participants)]
	iv := &app.Interview{ID: app.InterviewID(m.id("interview", i)), Study: m.f.Study.ID, Title: fmt.Sprintf("Interview %04d", i+1), Method: "Interview",
		Moderator: "Ana", Date: app.DateOf(Noon.AddDate(0, 0, i/4)), Stamp: m.stamp, Speakers: []app.Speaker{
			{Label: "Ana", Name: "Ana", Role: app.RoleModerator}, {Label: person.Code, Name: person.Code, Role: app.RoleParticipant, Participant: person.ID}}}
	tr := &app.Transcript{ID: app.TranscriptID(m.id("transcript", i)), Interview: iv.ID, Revision: 1, Language: "en", Stamp: m.stamp}
	var text strings.Builder
	for n := range m.size.Turns {
		start := text.Len()
		m.sentence(&text)
		at := time.Duration(n) * 10 * time.Second
		tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: start, End: text.Len()}, Speaker: iv.Speakers[n%2].Label, From: at, To: at + 9*time.Second})
		text.WriteByte('\n')
	}
	tr.Text = text.String()
	m.f.Interviews, m.f.Transcripts = append(m.f.Interviews, iv), append(m.f.Transcripts, tr)
	for n := range m.size.Findings {
		m.finding(iv, tr, person, n)
	}
}

// sentence writes words so that some are common and some are rare, as in speech.
func (m *maker) sentence(b *strings.Builder) {
	for w := range m.size.Words {
		if w > 0 {
			b.WriteByte(' ')
		}
		u := m.rand.Float64()
		b.WriteString(vocabulary[int(u*u*u*float64(len(vocabulary)))])
	}
	b.WriteByte('.')
}

func (m *maker) finding(iv *app.Interview, tr *app.Transcript, person *app.Participant, n int) {
	turn := tr.Turns[(2*n+1)%len(tr.Turns)]
	end := turn.Start + strings.LastIndexByte(tr.Text[turn.Start:turn.End], ' ')
	count := len(m.f.Findings)
	stances := []app.Stance{"", app.Supports, app.Contradicts, app.Nuances}
	f := &app.Finding{ID: app.FindingID(m.id("finding", count)), Study: iv.Study, Interview: iv.ID, Transcript: tr.ID, Participant: person.ID,
		Span: app.Span{Start: turn.Start, End: end}, Quote: tr.Text[turn.Start:end], Speaker: turn.Speaker, At: turn.From,
		Stance: stances[count%4], Star: count%10 == 0, Stamp: app.NewStamp("ana", Noon.Add(time.Duration(count)*time.Second))}
	for k := range min(2, m.size.Tags, m.rand.IntN(3)) {
		*f = *f.WithTag(app.Tagging{Tag: m.f.Tags[(count+k)%len(m.f.Tags)].ID, Author: "ana", Provenance: app.ByHand, Created: Noon})
	}
	m.f.Findings = append(m.f.Findings, f)
}

func (m *maker) board() {
	for i := range m.size.Themes {
		m.f.Themes = append(m.f.Themes, &app.Theme{ID: app.ThemeID(m.id("theme", i)), Study: m.f.Study.ID, Name: fmt.Sprintf("Theme %d", i+1),
			Order: float64(i), Stamp: m.stamp})
	}
	for i, f := range m.f.Findings {
		if len(m.f.Themes) > 0 && i%4 != 3 {
			m.f.Placements = append(m.f.Placements, &app.Placement{Theme: m.f.Themes[i%len(m.f.Themes)].ID, Finding: f.ID, Order: float64(i), Stamp: m.stamp})
		}
	}
}

func (m *maker) insights() {
	for i := range m.size.Insights {
		in := &app.Insight{ID: app.InsightID(m.id("insight", i)), Study: m.f.Study.ID, Title: fmt.Sprintf("Insight %d", i+1),
			Status: app.InsightDraft, Order: float64(i), Stamp: m.stamp}
		for k := range min(3, len(m.f.Findings)) {
			in.Evidence = append(in.Evidence, app.Evidence{Finding: m.f.Findings[(i*3+k)%len(m.f.Findings)].ID, Stance: app.Supports})
		}
		if len(m.f.Themes) > 0 {
			in.Evidence = append(in.Evidence, app.Evidence{Theme: m.f.Themes[i%len(m.f.Themes)].ID, Stance: app.Nuances})
		}
		m.f.Insights = append(m.f.Insights, in)
	}
}

// vocabulary is common words first, then 2,000 invented ones.
var vocabulary = func() []string {
	words := strings.Fields(`the I to and it a that of we you is in so then this for on my with just like but have not what when they do
		team file export setup permission sync invite trust price report search button screen project customer work because would really think
		didn't naïve café time share admin onboarding confused slow quick data people meeting phone tablet dashboard filter`)
	syllables := strings.Fields("ba ce di fo gu la me ni po ru sa te vi zo ka")
	for i := range 2000 {
		words = append(words, syllables[i%15]+syllables[i/15%15]+syllables[i/225%15])
	}
	return words
}()
