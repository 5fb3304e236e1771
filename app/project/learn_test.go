package project_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/project"
	"throughline/app/qda"
)

// caseOf is a project of one case with a text.
func caseOf(about string, facts ...string) *qda.Project {
	p := &qda.Project{Format: "qdpx", Name: "Pay", Origin: "MAXQDA 2022", Cases: []qda.Case{{GUID: "11111111-1111-1111-1111-111111111111", Name: "P1", Description: about,
		Sources: []qda.GUID{"11111111-1111-1111-1111-111111111112"}}},
		Sources: []qda.Source{{GUID: "11111111-1111-1111-1111-111111111112", Name: "One", Kind: qda.Text, Text: "It is slow.", Plain: []byte("It is slow."), PlainPath: "internal://one.txt"}}}
	for i := 0; i < len(facts); i += 2 {
		guid := qda.GUID(fmt.Sprintf("21111111-1111-1111-1111-1111111111%02d", i))
		p.Variables = append(p.Variables, qda.Variable{GUID: guid, Name: facts[i], Type: "Text"})
		p.Cases[0].Values = append(p.Cases[0].Values, qda.Value{Variable: guid, Type: "Text", Text: facts[i+1], Missing: facts[i+1] == "missing"})
	}
	return p
}

// saidOf is what the one case of a project says.
func saidOf(p *qda.Project) string {
	var all []string
	for _, v := range p.Cases[0].Values {
		name := ""
		for _, o := range p.Variables {
			if o.GUID.Key() == v.Variable.Key() {
				name = o.Name
			}
		}
		all = append(all, name+"="+v.Text+map[bool]string{true: "?"}[v.Missing])
	}
	slices.Sort(all)
	return strings.Join(append(all, p.Cases[0].Description), " | ")
}

func person(t *testing.T, b *apptest.Bench, code string) app.Participant {
	t.Helper()
	all, err := b.Store.ParticipantsByCode(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all[code]
}

// What a case says of a person who is here is added where they lack it. Their own stays, that is told, and neither is lost on the way out and in again.
func TestRoundTrip_KeepsFactsOfCasesAndOfPeopleWhoAreHere(t *testing.T) {
	b := apptest.New(t)
	me := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "p1", Segment: "Admin", Attributes: []app.Attribute{{Name: "Age", Value: "41"}, {Name: "Plan", Value: "Team"}}, Note: "Tall", Stamp: b.Hand.Stamp()}
	b.Put(me)
	s := service(b)
	file := caseOf("Angry", "Age", "40", "Role", "Clerk", "Seats", "missing", "Segment", "Buyer")
	dry, err := s.Plan(t.Context(), file, project.Options{File: "pay.qdpx"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var done project.Plan
	b.OneStep(t, "Import project Pay", func() error { done = imported(t, s, file, project.Options{File: "pay.qdpx"}); return nil })
	now := person(t, b, "p1")
	if got := fmt.Sprint(now.Segment, now.Attributes, now.Note); got != "Admin[{Age 41} {Plan Team} {Role Clerk}]Tall" {
		t.Errorf("the person is %s", got)
	}
	for _, plan := range []project.Plan{dry, done} {
		said := fmt.Sprint(plan.Report.Losses, plan.Clashes)
		for _, want := range []string{"1 case has other facts than the people here: those here stay, and the file keeps its own.", "The project says otherwise of p1, and what is here stays: Segment, Age, Note."} {
			if !strings.Contains(said, want) {
				t.Errorf("it is not told %q: %s", want, said)
			}
		}
	}
	first, out, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	want := "Age (2)=41 | Age=40 | Plan=Team | Role=Clerk | Seats=? | Segment (2)=Admin | Segment=Buyer | Angry\n\nTall"
	if got := saidOf(first); got != want {
		t.Errorf("the case went out as\n%s, want\n%s", got, want)
	}
	if said := fmt.Sprint(out.Report.Losses); !strings.Contains(said, "1 case has other facts here than in the project") {
		t.Errorf("the export tells %s", said)
	}
	for _, unaltered := range []bool{true, false} { // into another workspace, with what is ours in the file and without
		there := apptest.New(t)
		again, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
		again.Unaltered = unaltered
		there.Put(&app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P1", Attributes: []app.Attribute{{Name: "Role", Value: "Nurse"}}, Stamp: there.Hand.Stamp()})
		if unaltered { // the same person, known less of
			there = apptest.New(t)
			less := *me
			less.Attributes, less.Note = []app.Attribute{{Name: "Role", Value: "Nurse"}}, ""
			there.Put(&less)
		}
		more := imported(t, service(there), again, project.Options{File: "again.qdpx"})
		second, _, _ := exported(t, there, project.ExportOptions{Study: more.Study, Audience: app.AudienceInside, Names: true})
		got := saidOf(second)
		for _, want := range []string{"Age", "=41", "Plan=Team", "=Nurse", "Admin", "Tall"} {
			if !strings.Contains(got, want) {
				t.Errorf("again it went out without %s: %s", want, got)
			}
		}
		if !unaltered && (!strings.Contains(got, "Age=40") || !strings.Contains(got, "Role=Clerk")) {
			t.Errorf("again it went out as %s", got)
		}
		if said := fmt.Sprint(more.Report.Losses); !strings.Contains(said, "1 case has other facts than the people here") {
			t.Errorf("the second import tells %s", said)
		}
	}
}

// A fact of a case that was changed or removed here goes out so; the others stay as they came.
func TestExport_ChangesOnlyTheFactsThatWereChanged(t *testing.T) {
	b := apptest.New(t)
	done := imported(t, service(b), caseOf("", "Age", "40", "Role", "Clerk", "Seats", "missing", "Plan", "Team"), project.Options{File: "pay.qdpx"})
	was := person(t, b, "P1")
	now := was
	now.Attributes = []app.Attribute{{Name: "Plan", Value: "Team"}, {Name: "Age", Value: "41"}, {Name: "City", Value: "Ulm"}}
	now.Stamp = b.Hand.Touch(was.Stamp)
	cs := b.Hand.Begin("Facts")
	cs.Update(&was, &now)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	p, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	if got, want := saidOf(p), "Age=41 | City=Ulm | Plan=Team | Seats=? | "; got != want {
		t.Errorf("the case went out as %q, want %q", got, want)
	}
}
