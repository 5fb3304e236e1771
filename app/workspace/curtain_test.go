package workspace_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/search"
	"throughline/app/workspace"
)

// covered are the methods of a store that hand out what somebody said: the curtain has one of its own for each.
var covered = strings.Fields(`CatchUp LookToMerge Apply Revert Reapply Backup Keep Find Dependants Findings FindingsByID FindingAt FindingsAt InterviewFindings Transcript
	Revisions Readings Memos MemoBacklinks MemosAbout Named Titles Publications ThemeSamples TagSamples BoardSamples Seek Near IndexWords
	StepChanges StepSets Papers PublicationsCiting Tags AllTags Judged Unestimated Insights InsightsByID Rejections`)

// wordless are the methods that hand out nobody's words: numbers, ids, codes, what researchers wrote, or what is kept beside for the machine.
var wordless = strings.Fields(`BackupFiles BackupHome Holding SaveBackupHome AllTags Attendances Authors Batch Board BoardPlacements Called Check Checksum Citations Close CloseErasure CodedInterviews Copies Erase EraseCopy OpenErasures Purge SurveyErasure Codings Column Counts CrossTab
	Decisions EachMeaning Entries FindingFacets FirstPlacements FirstPlacementsIn Heard InsightsWithout Interviews InterviewsToRead LastApplied Later Look Marks
	MeaningBasis MeaningDue MeaningTexts Meetings MemoFacets Names NamesTags NextUndone OpinionWords Participants ParticipantsByCode ParticipantsOf Path
	Permissions Placements PlacementsIn PlacementsOf ReadOnly ReadingDesk ReadingPlace Recommendations RecordSteps ResetMeaning Rules
	SaveEstimates SaveMeaning SaveReadingDesk SaveReadingPlace SaveVaultHeader Seal SearchFacets Sessions SharedThemes SourceByHash Standards
	Standings Steps Stretch Studies StudyRows TagMoods TagPairs TagStates TagTotals TagsAt TextSizes ThemeMoods ThemePlacements ThemeWeights Themes
	Tracks VaultHeader Views WarmFindings`)

// TestCurtain_KnowsEveryMethodOfTheStore fails when a method is added to the store without saying whether it hands out what somebody said.
func TestCurtain_KnowsEveryMethodOfTheStore(t *testing.T) {
	store := reflect.TypeFor[workspace.Store]()
	for i := range store.NumMethod() {
		name := store.Method(i).Name
		if !slices.Contains(covered, name) && !slices.Contains(wordless, name) {
			t.Errorf("%s is neither covered by the curtain nor listed as handing out nobody's words", name)
		}
	}
	for _, name := range covered {
		if _, ok := store.MethodByName(name); !ok {
			t.Errorf("%s is no method of the store", name)
		}
	}
}

func TestCurtain_CoversAndCountsAndRefusesToWrite(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	open, shut := b.Session(study, "P1", "Mod: Well?", "P: The blue one works."), b.Session(study, "P2", "Mod: Well?", "P: The purple one fails us every day.")
	kept, gone := open.Finding("The blue one works."), shut.Finding("The purple one fails us every day.")
	b.Put(&app.Consent{ID: "c1", Participant: open.Person.ID, Study: study.ID, Given: "2025-01-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()},
		&app.Consent{ID: "c2", Participant: shut.Person.ID, Study: study.ID, Given: "2025-01-01", Withdrawn: "2025-02-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()})
	c := workspace.NewCurtain(b.Store)
	rows := func() []app.FindingRow {
		t.Helper()
		all, err := c.FindingsByID(t.Context(), []app.FindingID{kept.ID, gone.ID})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if all := rows(); all[1].Quote != gone.Quote || all[1].Withheld != "" {
		t.Errorf("an open curtain covers: %+v", all[1])
	}
	c.Draw(app.AudienceOutside)
	all := rows()
	if all[0].Quote != kept.Quote || all[1].Quote != "[quote withheld: consent withdrawn]" || all[1].Withheld != app.ConsentWithdrawn {
		t.Errorf("drawn: %q, %q (%s)", all[0].Quote, all[1].Quote, all[1].Withheld)
	}
	tr, err := c.Transcript(t.Context(), shut.Interview.ID)
	if err != nil || len(tr.Text) != len(shut.Text.Text) || strings.Contains(tr.Text, "purple") || !strings.HasPrefix(tr.Text, "Well?") {
		t.Errorf("the text is %q (%v)", tr.Text, err)
	}
	if w := c.Withheld(); w.Passages != 2 || w.People != 1 || w.Words() != "2 passages of 1 person withheld from readers outside the team: 2 after the consent was withdrawn" {
		t.Errorf("withheld %+v: %s", w, w.Words())
	}
	rows()
	if w := c.Withheld(); w.Passages != 2 {
		t.Errorf("read again, a passage counts twice: %+v", w)
	}
	cs := b.Hand.Begin("Rename")
	st := *study
	st.Name = "Other"
	cs.Update(study, &st)
	if _, err := c.Apply(t.Context(), cs); app.CodeOf(err) != app.EInvalid {
		t.Errorf("writing through a drawn curtain: %v", err)
	}
	c.Open()
	if all := rows(); all[1].Quote != gone.Quote {
		t.Error("opened again, it still covers")
	}
	if _, err := c.Apply(t.Context(), cs); err != nil {
		t.Errorf("writing through an open curtain: %v", err)
	}
}

func TestCurtain_CoversWhatStandsBesideWords(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	tag := b.Tag(study, "Slow", "")
	open, shut := b.Session(study, "P1", "Mod: Well?", "P: The blue one works."), b.Session(study, "P2", "Mod: Well?", "P: The purple one fails us every day.")
	kept, gone := open.Finding("The blue one works."), shut.Finding("The purple one fails us every day.")
	b.Put(&app.Consent{ID: "c1", Participant: open.Person.ID, Study: study.ID, Given: "2025-01-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()},
		&app.Consent{ID: "c2", Participant: shut.Person.ID, Study: study.ID, Given: "2025-01-01", Withdrawn: "2025-02-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()})
	in := b.Insight(study, "It fails", app.Evidence{Finding: kept.ID, Note: "they mean blue"}, app.Evidence{Finding: gone.ID, Note: "they mean purple"})
	yes := &app.Rejection{ID: app.NewID[app.RejectionID](), Interview: open.ID, Tag: tag.ID, Quote: "The blue one works.", Stamp: b.Hand.Stamp()}
	no := &app.Rejection{ID: app.NewID[app.RejectionID](), Interview: shut.ID, Tag: tag.ID, Quote: "The purple one fails us every day.", Stamp: b.Hand.Stamp()}
	b.Put(yes, no)
	c := workspace.Through(b.Store, app.AudienceOutside)
	found := func(r app.Record) app.Record {
		t.Helper()
		got, err := c.Find(t.Context(), r.Ref())
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	rows, err := c.Insights(t.Context(), study.ID)
	if err != nil || len(rows) != 1 {
		t.Fatal(err)
	}
	one, err := c.InsightsByID(t.Context(), []app.InsightID{in.ID})
	if err != nil || len(one) != 1 {
		t.Fatal(err)
	}
	for i, got := range []*app.Insight{&rows[0].Insight, &one[0].Insight, found(in).(*app.Insight)} {
		if got.Evidence[0].Note != "they mean blue" || got.Evidence[1].Note != "" || len(got.Evidence) != 2 {
			t.Errorf("way %d: beside the evidence stands %+v", i, got.Evidence)
		}
	}
	all, err := c.Rejections(t.Context(), study.ID)
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	for _, got := range []*app.Rejection{&all[0], &all[1], found(yes).(*app.Rejection), found(no).(*app.Rejection)} {
		want := map[app.RejectionID]string{yes.ID: yes.Quote, no.ID: "[quote withheld: consent withdrawn]"}[got.ID]
		if got.Quote != want {
			t.Errorf("turned down: %q, want %q", got.Quote, want)
		}
	}
	sets, err := c.StepSets(t.Context(), 1, 1<<40)
	if err != nil {
		t.Fatal(err)
	}
	for _, cs := range sets {
		for _, ch := range cs.Changes {
			if r, ok := ch.After.(*app.Rejection); ok && r.ID == no.ID && strings.Contains(r.Quote, "purple") {
				t.Error("the history has the passage of what was turned down")
			}
		}
	}
}

func TestMachine_LeavesOutWhoDidNotAllowIt(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	yes, no := b.Session(study, "P1", "Mod: Well?", "P: The blue one works for all of us."), b.Session(study, "P2", "Mod: Well?", "P: The purple one fails us every day.")
	yes.Finding("The blue one works for all of us.")
	no.Finding("The purple one fails us every day.")
	w, err := workspace.Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	estimated := func() (n int) {
		t.Helper()
		if _, err := w.Sentiment.Refresh(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		rows, err := w.Store.Findings(t.Context(), app.FindingQuery{Study: study.ID})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Estimate.Sound != "" {
				n++
			}
		}
		return n
	}
	if n := estimated(); n != 2 {
		t.Fatalf("%d of 2 are estimated while nobody is asked", n)
	}
	if _, err := w.Consent.Record(t.Context(), []app.ParticipantID{yes.Person.ID}, app.Consent{Study: study.ID, Given: "2025-01-01", Scopes: app.Scopes()}); err != nil {
		t.Fatal(err)
	}
	if n := estimated(); n != 1 {
		t.Errorf("%d are estimated, of which one allowed it", n)
	}
	found, err := w.Store.Findings(t.Context(), app.FindingQuery{Consents: []string{"machine"}})
	if err != nil || len(found) != 1 || found[0].Participant != yes.Person.ID {
		t.Errorf("by the mark: %d findings, %v", len(found), err)
	}
	facets, err := w.Store.FindingFacets(t.Context(), app.FindingQuery{Study: study.ID})
	if err != nil || len(facets.Consents) != 5 || facets.Consents[4] != (app.Facet{Value: "missing", Label: "missing", Count: 1}) {
		t.Errorf("facets %+v, %v", facets.Consents, err)
	}
	if _, err := w.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := estimated(); n != 2 {
		t.Errorf("after undo %d of 2 are estimated", n)
	}
}

func TestAllowed_TellsOfResultsInTheirOrder(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	yes, no := b.Session(study, "P1", "Mod: Well?", "P: The blue one works."), b.Session(study, "P2", "Mod: Well?", "P: The purple one fails us every day.")
	kept, gone := yes.Finding("The blue one works."), no.Finding("The purple one fails us every day.")
	b.Put(&app.Consent{ID: "c1", Participant: yes.Person.ID, Study: study.ID, Given: "2025-01-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()})
	w, err := workspace.Over(t.Context(), b.Store, b.Hand)
	if err != nil {
		t.Fatal(err)
	}
	turn := no.Text.Turns[1].Span
	found := []search.Result{
		{Hit: app.Hit{Kind: app.KindTranscript, ID: string(no.Text.ID), Interview: no.Interview.ID, Span: turn}},
		{Hit: app.Hit{Kind: app.KindTheme, ID: "t"}},
		{Hit: app.Hit{Kind: app.KindFinding, ID: string(gone.ID)}},
		{Hit: app.Hit{Kind: app.KindFinding, ID: string(kept.ID)}},
	}
	all, err := w.Allowed(t.Context(), found)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []app.ConsentState{app.ConsentUnrecorded, "", app.ConsentUnrecorded, app.ConsentGiven} {
		if got := all[i].For(app.ScopeOutside); got != want {
			t.Errorf("result %d: %q, want %q", i, got, want)
		}
	}
}
