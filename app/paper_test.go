package app_test

import (
	"testing"
	"time"

	"throughline/app"
)

func TestConsentOf_NewestConsentDecides(t *testing.T) {
	at := func(given, expires, withdrawn app.Date, study app.StudyID, scopes ...app.Scope) app.Consent {
		return app.Consent{ID: "c", Participant: "p", Study: study, Given: given, Expires: expires, Withdrawn: withdrawn, Scopes: scopes}
	}
	for _, c := range []struct {
		name string
		all  []app.Consent
		want app.ConsentState
	}{
		{"nothing recorded", nil, app.ConsentUnrecorded},
		{"allowed", []app.Consent{at("2026-01-01", "", "", "s", app.ScopeOutside)}, app.ConsentGiven},
		{"asked and not allowed", []app.Consent{at("2026-01-01", "", "", "s", app.ScopeInside)}, app.ConsentRefused},
		{"a refusal of everything", []app.Consent{at("2026-01-01", "", "", "s")}, app.ConsentRefused},
		{"last day", []app.Consent{at("2026-01-01", "2026-06-01", "", "s", app.ScopeOutside)}, app.ConsentGiven},
		{"day after", []app.Consent{at("2026-01-01", "2026-05-31", "", "s", app.ScopeOutside)}, app.ConsentExpired},
		{"withdrawn today", []app.Consent{at("2026-01-01", "", "2026-06-01", "s", app.ScopeOutside)}, app.ConsentWithdrawn},
		{"withdrawn tomorrow", []app.Consent{at("2026-01-01", "", "2026-06-02", "s", app.ScopeOutside)}, app.ConsentGiven},
		{"given tomorrow", []app.Consent{at("2026-06-02", "", "", "s", app.ScopeOutside)}, app.ConsentUnrecorded},
		{"to all studies", []app.Consent{at("2026-01-01", "", "", "", app.ScopeOutside)}, app.ConsentGiven},
		{"to another study", []app.Consent{at("2026-01-01", "", "", "t", app.ScopeOutside)}, app.ConsentUnrecorded},
		{"a later one narrows", []app.Consent{at("2026-02-01", "", "", "s", app.ScopeInside), at("2026-01-01", "", "", "s", app.ScopeOutside)}, app.ConsentRefused},
		{"to the study before one to all", []app.Consent{at("2026-01-01", "", "", "s", app.ScopeInside), at("2026-02-01", "", "", "", app.ScopeOutside)}, app.ConsentRefused},
		{"to all withdrawn after", []app.Consent{at("2026-01-01", "", "", "s", app.ScopeOutside), at("2025-02-01", "", "2026-02-01", "", app.ScopeOutside)}, app.ConsentWithdrawn},
		{"one withdrawn after another was given", []app.Consent{at("2025-01-01", "", "2026-03-01", "s", app.ScopeOutside), at("2026-02-01", "", "", "s", app.ScopeOutside)}, app.ConsentWithdrawn},
		{"the other way round", []app.Consent{at("2026-02-01", "", "", "s", app.ScopeOutside), at("2025-01-01", "", "2026-03-01", "s", app.ScopeOutside)}, app.ConsentWithdrawn},
		{"given again after it was withdrawn", []app.Consent{at("2025-01-01", "", "2026-01-15", "s", app.ScopeOutside), at("2026-02-01", "", "", "s", app.ScopeOutside)}, app.ConsentGiven},
		{"given again on the day it was withdrawn", []app.Consent{at("2025-01-01", "", "2026-02-01", "s", app.ScopeOutside), at("2026-02-01", "", "", "s", app.ScopeOutside)}, app.ConsentGiven},
		{"one to be withdrawn tomorrow", []app.Consent{at("2025-01-01", "", "2026-06-02", "s", app.ScopeOutside), at("2026-02-01", "", "", "s", app.ScopeOutside)}, app.ConsentGiven},
		{"to all withdrawn before", []app.Consent{at("2026-03-01", "", "", "s", app.ScopeOutside), at("2025-02-01", "", "2026-02-01", "", app.ScopeOutside)}, app.ConsentGiven},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := app.ConsentOf(c.all, "s", app.ScopeOutside, "2026-06-01"); got != c.want {
				t.Errorf("ConsentOf() = %q, want %q", got, c.want)
			}
		})
	}
}

// papers are one of each kind, complete enough to be valid.
func papers() []app.Paper {
	at := time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
	st := app.NewStamp("ana", at)
	return []app.Paper{
		&app.Field{ID: "f", Name: "Role", Type: app.FieldSingle, Options: []string{"Admin", "Cook"}, Stamp: st},
		&app.Consent{ID: "c", Participant: "p", Given: "2026-05-04", Scopes: app.Scopes(), Stamp: st},
		&app.Recruitment{ID: "r", Study: "s", Target: 12, Quotas: []app.Quota{{ID: "q", Name: "Cooks", Target: 3}}, Stamp: st},
		&app.Candidacy{ID: "k", Study: "s", Participant: "p", Stage: app.StageInvited, Moves: []app.Move{{Stage: app.StageInvited, At: at}}, Stamp: st},
		&app.Incentive{ID: "i", Participant: "p", Amount: 5000, Currency: "EUR", Date: "2026-05-04", Stamp: st},
		&app.Template{ID: "t", Kind: app.TemplateConsent, Name: "Interview", Versions: []app.TemplateVersion{{Number: 1, Body: "I agree", At: at}}, Stamp: st},
		&app.Tool{ID: "o", Name: "Recorder", Profiles: []app.ToolProfile{{Name: "Weekly", What: "people", Spec: "{}"}}, Stamp: st},
		&app.GuideLink{ID: "g", Study: "s", Interview: "v", Question: "What happened?", Stamp: st},
		&app.GuideTopic{ID: "h", Study: "s", Question: "What happened?", Tags: []app.TagID{"t"}, Stamp: st},
		&app.Sealed{ID: "x", Use: app.SealedContact, Participant: "p", Data: []byte{1, 2}, Stamp: st},
		&app.Erasure{ID: "e", What: app.KindParticipant, Date: "2026-05-04", Removed: map[string]int{"findings": 3}, Stamp: st},
		&app.Checklist{ID: "l", Study: "s", Template: "t", Version: 1, Name: "Before launch", Items: []app.CheckItem{{Text: "Consent is signed"}}, Stamp: st},
		&app.Measure{ID: "m", Study: "s", Participant: "p", Kind: app.MeasureSEQ, Task: "Checkout", Value: 6, Stamp: st},
		&app.Metric{ID: "n", Name: "Activation", Series: []app.Series{app.NewSeries("", []app.Point{{Date: "2026-05-04", Value: 12}})}, Stamp: st},
		&app.Annotation{ID: "a", Kind: app.AnnotateRelease, Name: "2.4", Date: "2026-05-04", Stamp: st},
		&app.Figure{ID: "u", Insight: "i", Metric: "n", Said: "Activation rose", Stamp: st},
		&app.Apart{ID: "z", Tags: []app.TagID{"t", "u"}, Stamp: st},
		&app.Origin{ID: "o", Study: "s", File: "a.qdpx", Format: "qdpx", Skeleton: []byte{1}, Stamp: st},
		&app.OriginFile{ID: "p", Origin: "o", Study: "s", Path: "internal://a.docx", Data: []byte{1}, Stamp: st},
		&app.Merged{ID: app.MergedIDOf("a", "b"), Heads: []app.ChangeSetID{"a", "b"}, Stamp: st},
		&app.Pack{ID: "k", Study: "s", Interviews: []app.InterviewID{"i"}, Origin: "team.throughline", Head: "a", Stamp: st},
	}
}

func TestPapers_AreMadeByTheirKindAndValid(t *testing.T) {
	kinds := app.PaperKinds()
	for i, p := range papers() {
		if p.Ref().Kind != kinds[i] {
			t.Errorf("paper %d is a %s, want %s", i, p.Ref().Kind, kinds[i])
		}
		if err := p.Validate(); err != nil {
			t.Errorf("%s: Validate() = %v", kinds[i], err)
		}
		made, err := app.NewRecord(kinds[i])
		if err != nil || made.Validate() == nil || made.Equal(p) {
			t.Errorf("%s: an empty one is valid or equal: %v", kinds[i], err)
		}
		if p.Called() == "" || app.NameOf(p) != p.Called() || !p.Equal(p) {
			t.Errorf("%s: is not called or not equal to itself", kinds[i])
		}
	}
}
