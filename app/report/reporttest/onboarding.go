package reporttest

import (
	"fmt"
	"strings"
	"time"

	"throughline/app"
)

var made = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

func stamp(n int) app.Stamp {
	return app.NewStamp("Ida Brandt", made.Add(time.Duration(n)*time.Minute))
}

// Onboarding is a study of twelve invented people, as in the picture of a report: sixteen sessions, eight themes, six
// insights, quotes with their stance.
func Onboarding() *Store {
	s := &Store{}
	s.Projects = []app.Study{{ID: "study-1", Name: "Onboarding friction, Q3", Product: "Warehouse sync", Region: "Europe",
		Method: "Interview", Owner: "Ida Brandt", Start: "2026-09-02", End: "2026-09-26", Status: "done",
		Goal:      "Why do trial customers stop between sign-up and first value, and what would have kept them going?",
		Questions: []string{"Where does setup stop, and who could move it on?", "What do people do while they wait?", "What do they expect to pay, and when do they find out?"},
		Stamp:     stamp(0)}}
	for i, seg := range strings.Fields("Admin Analyst Analyst Founder Admin Analyst Admin Admin Founder Analyst Admin Founder") {
		s.People = append(s.People, app.Participant{ID: id[app.ParticipantID]("p", i+1), Code: fmt.Sprintf("P%02d", i+1), Segment: seg,
			Attributes: []app.Attribute{{Name: "Industry", Value: []string{"Retail", "Logistics", "Media"}[i%3]},
				{Name: "Seats", Value: fmt.Sprint(5 + i*7)}}, Stamp: stamp(i)})
	}
	for i := range 16 {
		p := i % 12
		method := "Interview"
		if i >= 12 {
			method = "Usability test"
		}
		s.Sessions = append(s.Sessions, app.InterviewRow{Interview: app.Interview{ID: id[app.InterviewID]("i", i+1), Study: "study-1",
			Title: fmt.Sprintf("%s %s", method, s.People[p].Code), Method: method, Date: app.Date(fmt.Sprintf("2026-09-%02d", 2+i*24/15)),
			Moderator: "Ida Brandt", Speakers: []app.Speaker{{Label: "M", Name: "Ida", Role: app.RoleModerator},
				{Label: s.People[p].Code, Name: s.People[p].Code, Role: app.RoleParticipant, Participant: s.People[p].ID}}, Stamp: stamp(i)},
			Format: "vtt", Words: 5200 + 137*i, Duration: time.Duration(41+i) * time.Minute})
	}
	s.tags()
	for i, t := range board {
		s.Board = append(s.Board, app.Theme{ID: id[app.ThemeID]("t", i+1), Study: "study-1", Name: t.name, Note: t.note, Color: i,
			Order: float64(i), Proposed: i > 4, Terms: []string{"setup", "wait"}, Stamp: stamp(i)})
		for _, q := range t.quotes {
			s.quote(i, q)
		}
	}
	for i, c := range claims {
		in := app.Insight{ID: id[app.InsightID]("n", i+1), Study: "study-1", Title: c.title, Body: c.body,
			Owner: "Ida Brandt", Status: app.InsightPublished, Order: float64(i), Stamp: stamp(i)}
		if c.advice != "" {
			s.advise(in, c.advice)
		}
		for _, t := range c.themes {
			in.Evidence = append(in.Evidence, app.Evidence{Theme: id[app.ThemeID]("t", t), Stance: app.Supports})
		}
		for code, stance := range map[int]app.Stance{c.against: app.Contradicts, c.nuance: app.Nuances} {
			if code > 0 {
				in.Evidence = append(in.Evidence, app.Evidence{Finding: id[app.FindingID]("f", code), Stance: stance})
			}
		}
		sortEvidence(in.Evidence)
		s.Claims = append(s.Claims, in)
	}
	last := len(s.Claims) - 1
	s.Claims[last].Status = app.InsightDraft
	s.Claims[last].Evidence[1].Note = "He set it up before production data was in it."
	s.Claims[last].Evidence[1].Stance = app.Contradicts
	return s
}

func sortEvidence(e []app.Evidence) { // themes stay first, then findings by id: maps have no order
	for i := range e {
		for j := i + 1; j < len(e); j++ {
			if e[j].Theme == "" && e[i].Theme == "" && e[j].Finding < e[i].Finding {
				e[i], e[j] = e[j], e[i]
			}
		}
	}
}

func (s *Store) tags() {
	for i, t := range []struct{ name, parent, meaning string }{
		{"Setup", "", "Everything between sign-up and first data"},
		{"Permissions", "Setup", "Someone else must grant access before work goes on. Not: own settings that are hard to find"},
		{"Waiting", "Setup", "Days lost, with or without work in between"},
		{"Price", "", "Money: what it costs, when one learns it, whom one must ask"},
		{"Workaround", "", "What people do instead"},
		{"Proof of value", "", "Wish to see results before effort"},
		{"Delight", "", "Unasked praise"},
	} {
		tag := app.Tag{ID: id[app.TagID]("g", i+1), Study: "study-1", Name: t.name, Color: i, Definition: t.meaning,
			Status: app.TagActive, Stamp: stamp(i)}
		for _, p := range s.Codebook {
			if p.Name == t.parent {
				tag.Parent = p.ID
			}
		}
		s.Codebook = append(s.Codebook, tag)
	}
}

// quote adds what person said: "7:text" is P07.
func (s *Store) quote(theme int, q string) {
	n := len(s.Marks) + 1
	who, text, _ := strings.Cut(q, ":")
	var p int
	_, _ = fmt.Sscan(who, &p) // invented data: a wrong number shows in the golden files
	session := p
	if p <= 4 && n%3 == 0 { // the four who also came to a usability test
		session += 12
	}
	f := app.Finding{ID: id[app.FindingID]("f", n), Study: "study-1", Interview: id[app.InterviewID]("i", session), Transcript: "x",
		Participant: id[app.ParticipantID]("p", p), Span: app.Span{Start: n * 1000, End: n*1000 + len(text)}, Quote: text,
		Speaker: fmt.Sprintf("P%02d", p), At: time.Duration(200+n*67) * time.Second, Star: n%5 == 0, Stamp: stamp(n)}
	f.Tags = []app.Tagging{{Tag: id[app.TagID]("g", board[theme].tag), Author: "Ida Brandt", Provenance: app.ByHand, Created: made}}
	if n%4 == 0 {
		f.Tags = append(f.Tags, app.Tagging{Tag: "g-0007", Author: "Ida Brandt", Provenance: app.BySuggestion, Created: made})
	}
	s.Marks = append(s.Marks, f)
	s.Placed = append(s.Placed, app.Placement{Theme: id[app.ThemeID]("t", theme+1), Finding: f.ID, Order: float64(n), Stamp: stamp(n)})
}

var board = []struct {
	name, note string
	tag        int
	quotes     []string
}{
	{"Blocked by someone else’s permission", "The person who sets up is seldom the person who may.", 2, []string{
		"7:I had to open a ticket with our IT people and that took nine days, so for nine days I had nothing to show my boss.",
		"3:My manager has to approve every connector, she is on leave.",
		"1:The credentials belong to the platform team. I do not even know who is on call there.",
		"5:Security wanted a form with forty questions before they would open the port.",
		"2:I can see the button, I cannot press it.",
		"8:We asked on Monday and heard back the week after. By then the trial was half over.",
		"11:It is always the same: the tool is ready, the access is not.",
		"4:My co-founder owns the cloud account, so I wait until she is awake.",
		"7:Nine days. I counted them.",
	}},
	{"Value comes after the hard part", "People are asked for effort first and shown results last.", 6, []string{
		"2:Show me one chart with my own numbers and I will do the rest myself.",
		"6:I spent the whole first hour connecting things and saw nothing at the end of it.",
		"9:If the sample data had looked like a shop and not like a bank I would have got it.",
		"10:I want the result before the work. I know that is unfair.",
		"1:You ask me for everything and then you show me an empty page.",
		"12:The demo call was the first time I saw what it does. Day nine.",
		"3:I kept going because a friend told me it would be worth it, not because of anything on the screen.",
	}},
	{"Faking it with spreadsheets", "", 5, []string{
		"6:So I exported everything by hand and glued it together in a spreadsheet, as always.",
		"10:The spreadsheet is wrong, but it is there on Monday.",
		"2:I built a little macro that does half of what you promised.",
		"3:Every Friday I copy four tables. It takes until lunch.",
		"5:Honestly? We lied in the meeting and used last month’s numbers.",
		"9:I have a sheet called final final two.",
	}},
	{"Price surprises at renewal", "Nobody remembers being told.", 4, []string{
		"4:The invoice was three times what I remembered. I felt stupid, then angry.",
		"9:Tell me the real price when I sign up. I will survive it.",
		"12:I found the renewal price in a footnote of a mail I never opened.",
		"8:Procurement asked me to explain it and I could not.",
		"1:We budgeted for seats and were billed for rows.",
	}},
	{"Invites that go nowhere", "", 3, []string{
		"5:I invited the warehouse owner twice. She thought it was spam.",
		"7:The mail came from an address our filter blocks.",
		"11:He clicked it on his phone and landed on a page that wants a laptop.",
		"2:Two people never got it, one got it four times.",
	}},
	{"Nobody owns the first week", "", 3, []string{
		"1:There was a kick-off and then silence on both sides.",
		"6:I thought she was doing it. She thought I was.",
		"8:We had no one whose job it was.",
	}},
	{"It just worked", "", 7, []string{
		"12:For us it was one click, I am the owner of the warehouse.",
		"4:Once we were in, it was the quickest thing I set up this year.",
		"9:The docs are better than the product, and the product is good.",
	}},
	{"Fear of breaking production", "", 2, []string{
		"1:I will not point a tool I have known for an hour at the production database.",
		"11:Read-only is a word. Show me the grant.",
		"5:If it goes wrong it is my name on the change.",
	}},
}

var claims = []struct {
	title, body, advice string
	themes              []int
	against, nuance     int
}{
	{"Admins stall for days on permissions they do not own",
		"Eight of twelve people could not finish setup because another team held the credentials. The median wait was six working days; two gave up.\n\nWhile they wait, the trial runs on:\n- the clock starts at sign-up, not at first data\n- reminders go to the one person who cannot act",
		"Start on sample data, invite the owner of the credentials later.", []int{1}, 35, 0},
	{"People want proof of value before setup", "Seven people said in their own words that effort comes before anything worth seeing.",
		"Open every trial on a filled workspace that looks like the customer’s trade.", []int{2}, 0, 36},
	{"Renewal price is a trust problem, not a price problem", "Nobody called the product too expensive. Five were surprised by the amount and took the surprise personally.",
		"Show the renewal price at sign-up.", []int{4}, 37, 0},
	{"Spreadsheets carry the wait, and set the bar", "", "", []int{3}, 0, 0},
	{"Invitations are read by the wrong person, on the wrong device, at the wrong time", "Three of four invitations that mattered were never acted on.",
		"Send the invitation from a domain the customer has already allowed, with a link that works on a phone.", []int{5}, 0, 0},
	{"Fear of breaking production slows the careful ones", "", "", []int{8}, 36, 0},
}
