package erase_test

import (
	"os"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/erase"
)

// secrets are words that only P07 ever said, or that tell of nobody else. None of them may be left anywhere.
var secrets = []string{"quorvanish", "blixtarken", "Wendelmuth", "Kupferkanne", "moostrichter", "zaunpfeifer", "dachkompott", "felgenharfe",
	"Oosterlinck", "sealedcontactbytes", "anthrazit-kombi", "teichposaune", "gondelkraut"}

// others are words of people who stay.
var others = []string{"marmeladenglas", "spreadsheet-of-p08", "groupwordsofp09", "rowwordsofp10"}

// scene is a workspace in which P07 left traces everywhere.
type scene struct {
	*apptest.Bench
	service          *erase.Service
	study            *app.Study
	p07, p08         *apptest.Session
	group            *app.Interview
	groupText        *app.Transcript
	kept             *app.Finding // of P09, in the group
	tag, vivo        *app.Tag
	insight, draft   *app.Insight
	memoOn, memoElse *app.Memo
	merged           *app.Participant
	turned           *app.Rejection // of what P09 said
}

const (
	solo  = "I always felt quorvanish when the blixtarken closed my order"
	solo2 = "My colleagues at the Kupferkanne never export the moostrichter before noon"
	spoke = "In my team the zaunpfeifer decides who may open the report"
)

func newScene(t *testing.T) *scene {
	t.Helper()
	b := apptest.New(t)
	s := &scene{Bench: b, service: &erase.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}
	s.study = b.Study("Ordering")
	s.p07 = b.Session(s.study, "P07", "Mod: How do you order today?", "P: "+solo+".", "Mod: And at Kupferkanne?", "P: "+solo2+". We like the Kupferkanne very much.")
	s.p08 = b.Session(s.study, "P08", "Mod: How do you order today?", "P: I keep a marmeladenglas of notes and a spreadsheet-of-p08 on my desk.")
	s.meeting()
	s.survey()
	s.marks()
	s.claims()
	s.paperwork()
	s.past()
	return s
}

// meeting is a session with P07 and P09, in two revisions.
func (s *scene) meeting() {
	p09 := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P09", Stamp: s.Hand.Stamp()}
	src := &app.Source{ID: app.NewID[app.SourceID](), Name: "group with Wendelmuth.txt", Format: "txt", Hash: "group", Data: []byte(spoke + " groupwordsofp09"), Stamp: s.Hand.Stamp()}
	s.group = &app.Interview{ID: app.NewID[app.InterviewID](), Study: s.study.ID, Source: src.ID, Title: "Group: P07 and P09", Stamp: s.Hand.Stamp(),
		Speakers: []app.Speaker{{Label: "Mod", Name: "Mod", Role: app.RoleModerator}, {Label: "Ilse Wendelmuth", Name: "Ilse Wendelmuth", Role: app.RoleParticipant, Participant: s.p07.Person.ID},
			{Label: "B", Name: "B", Role: app.RoleParticipant, Participant: p09.ID}}}
	first := s.text(1, "Mod: Who decides?", "Ilse Wendelmuth: "+spoke+", dachkompott.", "B: With us groupwordsofp09 decides everything.",
		"Mod: Ilse Wendelmuth, you said in my team the zaunpfeifer decides?", "Ilse Wendelmuth: Yes.", "B: As Ilse Wendelmuth says, it depends.")
	s.Put(p09, src, s.group, first)
	s.groupText = s.text(2, "Mod: Who decides?", "Ilse Wendelmuth: "+spoke+", felgenharfe.", "B: With us groupwordsofp09 decides everything.",
		"Mod: Ilse Wendelmuth, you said in my team the zaunpfeifer decides?", "Ilse Wendelmuth: Yes.", "B: As Ilse Wendelmuth says, it depends.")
	s.Put(s.groupText)
	s.kept = s.passage("With us groupwordsofp09 decides everything.", "B", p09.ID)
	s.Put(s.kept)
	s.Put(s.passage(spoke, "Ilse Wendelmuth", s.p07.Person.ID), s.passage("felgenharfe.\nWith us groupwordsofp09", "Ilse Wendelmuth", p09.ID))
}

// text is a revision of the meeting.
func (s *scene) text(revision int, turns ...string) *app.Transcript {
	t := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: s.group.ID, Revision: revision, Language: "en", Stamp: s.Hand.Stamp()}
	for i, u := range turns {
		speaker, said, _ := strings.Cut(u, ": ")
		if i > 0 {
			t.Text += "\n"
		}
		at := len(t.Text)
		t.Text += said
		t.Turns = append(t.Turns, app.Turn{Span: app.Span{Start: at, End: len(t.Text)}, Speaker: speaker, From: app.NoTime, To: app.NoTime})
		t.Cues = append(t.Cues, app.Cue{Span: app.Span{Start: at, End: len(t.Text)}})
	}
	return t
}

func (s *scene) passage(quote, speaker string, who app.ParticipantID) *app.Finding {
	s.T.Helper()
	at := strings.Index(s.groupText.Text, quote)
	if at < 0 {
		s.T.Fatalf("%q does not occur", quote)
	}
	before, after := s.groupText.Text[max(0, at-32):at], s.groupText.Text[at+len(quote):min(len(s.groupText.Text), at+len(quote)+32)]
	return &app.Finding{ID: app.NewID[app.FindingID](), Study: s.study.ID, Interview: s.group.ID, Transcript: s.groupText.ID, Participant: who, Speaker: speaker,
		Span: app.Span{Start: at, End: at + len(quote)}, Quote: quote, Before: before, After: after, At: app.NoTime, Stamp: s.Hand.Stamp()}
}

// survey is one file with rows of P07 and P10.
func (s *scene) survey() {
	p10 := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P10", Stamp: s.Hand.Stamp()}
	src := &app.Source{ID: app.NewID[app.SourceID](), Name: "survey.csv", Format: "csv", Hash: "survey", Data: []byte("P07;teichposaune\nP10;rowwordsofp10"), Stamp: s.Hand.Stamp()}
	recs := []app.Record{p10, src}
	for _, row := range []struct {
		who  app.ParticipantID
		said string
	}{{s.p07.Person.ID, "The old one had a teichposaune in every corner."}, {p10.ID, "There are rowwordsofp10 in every corner."}} {
		iv := &app.Interview{ID: app.NewID[app.InterviewID](), Study: s.study.ID, Source: src.ID, Title: "Row", Stamp: s.Hand.Stamp(), Speakers: []app.Speaker{{Role: app.RoleParticipant, Participant: row.who}}}
		tr := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: iv.ID, Revision: 1, Language: "en", Text: row.said, Stamp: s.Hand.Stamp(),
			Turns: []app.Turn{{Span: app.Span{End: len(row.said)}, From: app.NoTime, To: app.NoTime}}}
		recs = append(recs, iv, tr)
	}
	s.Put(recs...)
}

// marks are tags, findings, themes, a tag turned down, a rule and views.
func (s *scene) marks() {
	s.tag = s.Tag(s.study, "Ordering", "")
	ex := *s.tag
	ex.Example = "As one said: “" + solo + "”"
	s.step("Give “Ordering” an example", s.tag, &ex)
	s.tag = &ex
	s.vivo = &app.Tag{ID: app.NewID[app.TagID](), Study: s.study.ID, Name: solo, Status: app.TagActive, Stamp: s.Hand.Stamp()}
	s.label("Tag with "+solo, s.vivo)
	mine := s.p07.Finding(solo, s.tag.ID)
	noted := *mine
	noted.Note = "She means the dachkompott of the Kupferkanne"
	s.step("Edit the note of “"+solo+"”", mine, &noted)
	s.p08.Finding("I keep a marmeladenglas of notes", s.tag.ID)
	th := s.Theme(s.study, "Desks", &noted)
	terms := *th
	terms.Terms = []string{"Kupferkanne", "desk"}
	s.step("Name themes", th, &terms)
	s.Put(&app.Rejection{ID: app.NewID[app.RejectionID](), Interview: s.p07.ID, Tag: s.tag.ID, Quote: solo2, Stamp: s.Hand.Stamp()},
		&app.Rejection{ID: app.NewID[app.RejectionID](), Interview: s.group.ID, Tag: s.tag.ID, Quote: spoke, Stamp: s.Hand.Stamp()},
		&app.Rejection{ID: app.NewID[app.RejectionID](), Interview: s.group.ID, Tag: s.tag.ID, Quote: "As Ilse Wendelmuth says, it depends.", Stamp: s.Hand.Stamp()})
	s.turned = &app.Rejection{ID: app.NewID[app.RejectionID](), Interview: s.group.ID, Tag: s.tag.ID, Quote: s.kept.Quote, Stamp: s.Hand.Stamp()}
	s.Put(s.turned)
	s.Put(&app.View{ID: app.NewID[app.ViewID](), Place: app.ViewFindings, Name: "What she says", Stamp: s.Hand.Stamp(),
		Spec: app.ViewSpec(app.FindingView{Find: app.FindingQuery{Participants: []app.ParticipantID{s.p07.Person.ID}}})},
		&app.View{ID: app.NewID[app.ViewID](), Place: app.ViewFindings, Name: "Desks", Stamp: s.Hand.Stamp(), Spec: app.ViewSpec(app.FindingView{Find: app.FindingQuery{Text: "Kupferkanne"}})})
	s.insight = s.Insight(s.study, "Orders close too early", app.Evidence{Finding: noted.ID, Stance: app.Supports, Note: "the blixtarken"}, app.Evidence{Finding: s.kept.ID, Stance: app.Supports})
}

// claims are a published insight, a draft, and memos.
func (s *scene) claims() {
	pub := *s.insight
	pub.Status, pub.Version, pub.Published, pub.Body = app.InsightPublished, 1, s.Hand.Stamp().Created, "One put it so: "+solo+"."
	s.step("Publish “Orders close too early”", s.insight, &pub)
	s.insight = &pub
	s.draft = s.Insight(s.study, "A draft", app.Evidence{Finding: pub.Evidence[0].Finding, Stance: app.Nuances})
	s.Put(&app.Publication{ID: app.NewID[app.PublicationID](), Insight: pub.ID, Version: 1, Title: pub.Title, Stamp: s.Hand.Stamp(), Evidence: []app.PublishedProof{
		{Evidence: pub.Evidence[0], Text: solo, Who: "P07", Interview: "Interview with P07"}, {Evidence: pub.Evidence[1], Text: s.kept.Quote, Who: "P09"}}})
	s.memoOn = &app.Memo{ID: app.NewID[app.MemoID](), On: s.p07.Person.Ref(), Kind: app.MemoFree, Text: "A gondelkraut of a person", Stamp: s.Hand.Stamp()}
	s.memoElse = &app.Memo{ID: app.NewID[app.MemoID](), Kind: app.MemoTheory, Title: "Why", Stamp: s.Hand.Stamp(),
		Text: "P08 keeps notes; but [[participant:" + string(s.p07.Person.ID) + "|P07]] said “" + solo2 + "” and Ilse Wendelmuth nodded."}
	s.Put(s.memoOn, s.memoElse)
}

// paperwork is what the programme knows of P07.
func (s *scene) paperwork() {
	p := *s.p07.Person
	p.Attributes = []app.Attribute{{Name: "Car", Value: "anthrazit-kombi"}, {Name: "Surname", Value: "Oosterlinck"}}
	p.Note = "knows the gondelkraut"
	s.step("Change P07", s.p07.Person, &p)
	s.p07.Person = &p
	id := p.ID
	s.Put(&app.Sealed{ID: app.NewID[app.SealedID](), Use: app.SealedContact, Participant: id, Data: []byte("sealedcontactbytes"), Stamp: s.Hand.Stamp()},
		&app.Consent{ID: app.NewID[app.ConsentID](), Participant: id, Scopes: app.Scopes(), Given: "2026-09-01", Note: "teichposaune", Stamp: s.Hand.Stamp()},
		&app.Candidacy{ID: app.NewID[app.CandidacyID](), Study: s.study.ID, Participant: id, Stage: app.StageCompleted, Note: "felgenharfe", Stamp: s.Hand.Stamp()},
		&app.Incentive{ID: app.NewID[app.IncentiveID](), Participant: id, Amount: 5000, Currency: "EUR", Date: "2026-10-02", Note: "Oosterlinck", Stamp: s.Hand.Stamp()})
}

// past leaves traces in the history alone: what was deleted, undone, sealed in a batch, or belonged to a duplicate.
func (s *scene) past() {
	ctx := s.T.Context()
	gone := s.p07.Finding(solo2)
	cs := s.Hand.Begin("Delete a finding")
	cs.Delete(gone)
	s.do(s.Log.Commit(ctx, cs))
	s.Put(&app.Memo{ID: app.NewID[app.MemoID](), Kind: app.MemoFree, Text: solo, Stamp: s.Hand.Stamp()})
	_, err := s.Log.Undo(ctx)
	s.do(err)

	double := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P07b", Note: "dachkompott", Stamp: s.Hand.Stamp()}
	sealed := &app.Consent{ID: app.NewID[app.ConsentID](), Participant: double.ID, Given: "2026-09-02", Note: "zaunpfeifer", Stamp: s.Hand.Stamp()}
	s.Put(double, sealed)
	moved := *sealed
	moved.Participant = s.p07.Person.ID
	cs = s.Hand.Begin("Merge P07b into P07")
	cs.Update(sealed, &moved)
	cs.Delete(double)
	s.do(s.Log.Commit(ctx, cs))
	s.merged = double
	s.do(s.Store.SaveReadingPlace(ctx, apptest.Author, s.p07.ID, 12))
	s.do(s.Store.SaveReadingDesk(ctx, apptest.Author, app.ReadingDesk{Open: []app.OpenInterview{{ID: s.p07.ID}, {ID: s.p08.ID}}, Front: s.p07.ID}))
	s.do(os.MkdirAll(s.Store.Path()+".backups", 0o755))
	s.do(s.Store.Backup(ctx, s.Store.Path()+".backups/test-version-14-20261101-120000.throughline", nil))
	late := *s.tag
	late.Definition = "When and how people order"
	s.step("Define “Ordering”", s.tag, &late)
	s.tag = &late
}

func (s *scene) do(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}

func (s *scene) step(label string, before, after app.Record) {
	s.T.Helper()
	cs := s.Hand.Begin(label)
	cs.Update(before, after)
	s.do(s.Log.Commit(s.T.Context(), cs))
}

func (s *scene) label(label string, r app.Record) {
	s.T.Helper()
	cs := s.Hand.Begin(label)
	cs.Create(r)
	s.do(s.Log.Commit(s.T.Context(), cs))
}
