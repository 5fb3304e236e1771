package project_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/project"
	"throughline/app/qda"
)

// second is a project that shares a code, a case, a user and GUIDs with the first.
func second() (first, other *qda.Project) {
	text := func(guid qda.GUID, name, words string, sel ...qda.Selection) qda.Source {
		return qda.Source{GUID: guid, Kind: qda.Text, Name: name, PlainPath: "internal://talk.txt", Text: words, Plain: []byte(words), Selections: sel}
	}
	id := func(n string) qda.GUID { return qda.GUID("0A1B2C3D-0000-4000-8000-0000000000" + n) }
	mark := func(n string, from, to int, codes ...qda.Coding) qda.Selection {
		return qda.Selection{GUID: id(n), Start: from, End: to, From: int64(from), To: int64(to), Codings: codes}
	}
	users := []qda.User{{GUID: id("01"), Name: "Jana"}}
	first = &qda.Project{Format: "qdpx", Name: "One", Origin: "Quirkos 2", Users: users,
		Codes:     []qda.Code{{GUID: id("10"), Name: "Pains", Parent: -1, Codable: true, Color: "#FF0000"}, {GUID: id("11"), Name: "Slow", Parent: 0, Codable: true, Color: "#FF0000"}},
		Variables: []qda.Variable{{GUID: id("20"), Name: "Age", Type: "Text"}},
		Cases:     []qda.Case{{GUID: id("30"), Name: "P1", Values: []qda.Value{{Variable: id("20"), Type: "Text", Text: "40"}}, Sources: []qda.GUID{id("40")}}},
		Sources:   []qda.Source{text(id("40"), "talk", "It was slow.\n", mark("50", 0, 11, qda.Coding{GUID: id("60"), Code: id("11"), By: id("01")}))},
		Sets:      []qda.Set{{GUID: id("70"), Name: "Wave 1", Sources: []qda.GUID{id("40")}}},
		Members:   []qda.Member{{Path: "vendor/a.bin", Data: []byte("a")}}, Rest: qda.Rest{Attributes: []qda.Attribute{{Name: "look", Value: "wide"}}}}
	other = &qda.Project{Format: "qdpx", Name: "Two", Origin: "Quirkos 3", Users: users,
		Codes:     []qda.Code{{GUID: id("12"), Name: "pains", Parent: -1, Codable: true, Color: "#00FF00"}, {GUID: id("10"), Name: "Price", Parent: 0, Codable: true, Color: "#0000FF"}},
		Variables: []qda.Variable{{GUID: id("21"), Name: "age", Type: "Text"}, {GUID: id("20"), Name: "Role", Type: "Text"}},
		Cases:     []qda.Case{{GUID: id("31"), Name: "P1", Values: []qda.Value{{Variable: id("21"), Type: "Text", Text: "41"}, {Variable: id("20"), Type: "Text", Text: "Clerk"}}, Sources: []qda.GUID{id("40")}}},
		Sources:   []qda.Source{text(id("40"), "other talk", "It cost too much.\n", mark("50", 0, 16, qda.Coding{GUID: id("60"), Code: id("10"), By: id("01")}, qda.Coding{GUID: id("61"), Code: id("12"), By: id("01")}))},
		Sets:      []qda.Set{{GUID: id("70"), Name: "Wave 2", Sources: []qda.GUID{id("40")}}},
		Members:   []qda.Member{{Path: "vendor/a.bin", Data: []byte("b")}, {Path: "vendor/b.bin", Data: []byte("b")}}, Rest: qda.Rest{Attributes: []qda.Attribute{{Name: "look", Value: "narrow"}}}}
	return first, other
}

func TestExport_WritesAllProjectsThatCameIntoAStudy(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	one, two := second()
	done := imported(t, s, one, project.Options{File: "one.qdpx"})
	b.Hand = b.As("Mara") // later
	imported(t, service(b), two, project.Options{File: "two.qdpx", Study: done.Study})
	p, out, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	if p.Origin != one.Origin && p.Origin != two.Origin {
		t.Errorf("written by %q", p.Origin)
	}
	if len(p.Codes) != 3 || len(p.Sources) != 2 || len(p.Cases) != 1 || len(p.Variables) != 2 || len(p.Sets) != 2 || len(p.Users) != 1 {
		t.Fatalf("holds %+v", p.Count())
	}
	names := map[qda.GUID]string{}
	for _, c := range p.Codes {
		names[c.GUID] = c.Name
		if up := c.Parent; up >= 0 && !strings.EqualFold(p.Codes[up].Name, "pains") {
			t.Errorf("%s stands under %s", c.Name, p.Codes[up].Name)
		}
	}
	for i := range p.Sources {
		src := &p.Sources[i]
		sel := src.Selections[0]
		said := src.Text[sel.Start:sel.End]
		for _, c := range sel.Codings {
			said += " " + strings.ToLower(names[c.Code])
		}
		if want := map[string]string{"talk": "It was slow slow", "other talk": "It cost too much price pains"}[src.Name]; said != want {
			t.Errorf("%s: %q, want %q", src.Name, said, want)
		}
		if len(p.Cases[0].Sources) != 2 {
			t.Errorf("the case has the sources %v", p.Cases[0].Sources)
		}
		set := p.Sets[0]
		if set.Name != map[string]string{"talk": "Wave 1", "other talk": "Wave 2"}[src.Name] {
			set = p.Sets[1]
		}
		if len(set.Sources) != 1 || set.Sources[0] != src.GUID {
			t.Errorf("the set %s has %v, the source is %s", set.Name, set.Sources, src.GUID)
		}
	}
	if values := p.Cases[0].Values; len(values) != 2 {
		t.Errorf("the case has the values %+v", values)
	}
	said := ""
	for _, l := range out.Report.Losses {
		said += string(l.Degree) + ": " + l.Text + "\n"
	}
	for _, want := range []string{"dropped: 1 project came into the study after another", "degraded: 1 code stands in two", "dropped: 1 case has another value", "dropped: 1 file has the name of another", "dropped: 1 unknown element stand"} {
		if !strings.Contains(said, want) {
			t.Errorf("the report does not say %q:\n%s", want, said)
		}
	}
	again := apptest.New(t)
	back := imported(t, service(again), p, project.Options{File: "both.qdpx"})
	if back.Makes.Tags != 3 || back.Makes.Findings != 2 || back.Makes.Taggings != 3 || back.Makes.People != 1 {
		t.Errorf("read again it makes %+v", back.Makes)
	}
}

func TestExport_WritesAProjectThatCameInTwiceTwice(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	done := imported(t, s, vendor(t), project.Options{File: "everything.qdpx"})
	imported(t, s, vendor(t), project.Options{Study: done.Study, File: "everything.qdpx"})
	p, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	was, now := vendor(t).Count(), p.Count()
	if now.Sources != 2*was.Sources || now.Selections != 2*was.Selections || now.Codings != 2*was.Codings || now.Notes != 2*was.Notes || now.Codes != was.Codes || now.Users != was.Users {
		t.Errorf("of %+v came %+v", was, now)
	}
}

func TestExport_CountsByTheStandardWhereProgramsDiffer(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	done := imported(t, s, nvivo(t), project.Options{File: "n.qdpx"})
	_, other := second()
	imported(t, s, other, project.Options{File: "two.qdpx", Study: done.Study})
	p, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	if p.Origin != "Throughline test" || len(p.Sources) != 2 {
		t.Fatalf("%q wrote %+v", p.Origin, p.Count())
	}
	for i := range p.Sources {
		sel := p.Sources[i].Selections[0]
		if got := p.Sources[i].Text[sel.Start:sel.End]; got != "three" && got != "It cost too much" {
			t.Errorf("a selection is of %q", got)
		}
	}
}
