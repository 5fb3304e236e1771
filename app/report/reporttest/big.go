package reporttest

import (
	"fmt"
	"strings"
	"time"

	"throughline/app"
)

// Size says how much Big invents.
type Size struct{ People, Findings, Themes, Insights, Tags int }

// Big is a study of any size, made of the same few words: for timings and for many pages. Each insight leans on an equal share of
// the first 40 findings a insight.
func Big(z Size) *Store {
	s := &Store{Projects: []app.Study{{ID: "study-1", Name: "A large study", Method: "Interview", Stamp: stamp(0)}}}
	for i := range z.People {
		p := app.Participant{ID: id[app.ParticipantID]("p", i+1), Code: fmt.Sprintf("P%d", i+1),
			Segment: []string{"Admin", "Analyst", "Founder", "Buyer"}[i%4], Stamp: stamp(i)}
		s.People = append(s.People, p)
		s.Sessions = append(s.Sessions, app.InterviewRow{Interview: app.Interview{ID: id[app.InterviewID]("i", i+1), Study: "study-1",
			Title: "Interview " + p.Code, Method: "Interview", Date: app.DateOf(made.AddDate(0, 0, i%90)),
			Speakers: []app.Speaker{{Label: p.Code, Role: app.RoleParticipant, Participant: p.ID}}, Stamp: stamp(i)},
			Format: "vtt", Words: 6000, Duration: time.Hour})
	}
	for i := range z.Tags {
		s.Codebook = append(s.Codebook, app.Tag{ID: id[app.TagID]("g", i+1), Study: "study-1", Name: fmt.Sprintf("Tag %d", i+1),
			Status: app.TagActive, Stamp: stamp(i)})
	}
	for i := range z.Themes {
		s.Board = append(s.Board, app.Theme{ID: id[app.ThemeID]("t", i+1), Study: "study-1", Name: fmt.Sprintf("Theme number %d", i+1),
			Color: i % 12, Order: float64(i), Stamp: stamp(i)})
	}
	words := strings.Fields("we asked them twice and nobody came back before the trial was over so I built a sheet and showed that instead")
	for i := range z.Findings {
		var b []string
		for j := range 12 + i%40 {
			b = append(b, words[(i*7+j*3)%len(words)])
		}
		q, p := strings.Join(b, " "), i%max(1, z.People)
		f := app.Finding{ID: id[app.FindingID]("f", i+1), Study: "study-1", Interview: s.Sessions[p].ID, Transcript: "x",
			Participant: s.People[p].ID, Span: app.Span{Start: i, End: i + len(q)}, Quote: q, At: time.Duration(i%3600) * time.Second, Stamp: stamp(i)}
		if z.Tags > 0 {
			f.Tags = []app.Tagging{{Tag: s.Codebook[i%z.Tags].ID, Author: "Ida Brandt", Provenance: app.ByHand, Created: made}}
		}
		s.Marks = append(s.Marks, f)
		if z.Themes > 0 {
			s.Placed = append(s.Placed, app.Placement{Theme: s.Board[i%z.Themes].ID, Finding: f.ID, Order: float64(i), Stamp: stamp(i)})
		}
	}
	for i := range z.Insights {
		in := app.Insight{ID: id[app.InsightID]("n", i+1), Study: "study-1", Status: app.InsightPublished, Order: float64(i), Stamp: stamp(i),
			Title: fmt.Sprintf("Claim number %d: %s", i+1, strings.Join(words[:8+i%8], " ")), Body: strings.Join(words, " ") + "."}
		s.advise(in, strings.Join(words[:10], " ")+".")
		for j := range min(40, len(s.Marks)) {
			stance := app.Supports
			if j%9 == 8 {
				stance = app.Contradicts
			}
			in.Evidence = append(in.Evidence, app.Evidence{Finding: s.Marks[(i*40+j)%len(s.Marks)].ID, Stance: stance})
		}
		s.Claims = append(s.Claims, in)
	}
	return s
}
