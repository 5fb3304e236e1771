package report_test

import (
	"reflect"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/report"
)

func whole() report.Design {
	return report.Design{Depth: report.Executive, Audience: "The board", Readers: app.AudienceInside, Naming: report.NamesAlias, Language: report.German, Paper: report.Letter,
		Sections: []report.Section{report.SectionActions, report.SectionSummary}, MaxQuotes: 2,
		Brand: report.Brand{Main: "#1F5FA8", Second: "#cc3300", Cover: "Confidential: for the board", Footer: "Harbour Research",
			Logo: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>`)}}
}

func TestDesign_IsReadAsItWasWritten(t *testing.T) {
	for _, d := range []report.Design{{}, {Language: report.Spanish}, {Sections: []report.Section{report.SectionTags}}, whole()} {
		got, err := report.ReadDesign(d.Text())
		if err != nil || !reflect.DeepEqual(got, d) {
			t.Errorf("%s: read as %+v, %v", d.Text(), got, err)
		}
		if back := (report.Spec{Title: "stays"}).With(d); back.Title != "stays" || !reflect.DeepEqual(back.Design(), d) {
			t.Errorf("as a spec: %+v, want %+v", back.Design(), d)
		}
	}
}

func TestReadDesign(t *testing.T) {
	for _, c := range []struct{ name, text, fault string }{
		{"empty", "", ""},
		{"prose", "# Ours\n\nUse it for the board: always.\n\n- for: EXECUTIVE\n* Unknown: x\n* Paper:\n", ""},
		{"as usual", "* For: Full\n* Names: segment", ""},
		{"readers", "* For: everybody", "For"},
		{"section", "* Sections: summary, gossip", "Sections"},
		{"quotes", "* Quotes: many", "Quotes"},
		{"too many quotes", "* Quotes: 100", "Quotes"},
		{"colour", "* Second colour: red", "Second colour"},
		{"logo", "* Logo: aGVsbG8=", "Logo"},
		{"names", "* Names: full names", "Names"},
	} {
		d, err := report.ReadDesign(c.text)
		if c.fault == "" {
			if err != nil || c.name == "prose" && d.Depth != report.Executive {
				t.Errorf("%s: %+v, %v", c.name, d, err)
			}
			continue
		}
		if app.CodeOf(err) != app.EInvalid || !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func FuzzReadDesign(f *testing.F) {
	f.Add(whole().Text())
	f.Add("* Sections: tags,,\n* Quotes: 9999999999999999999")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := report.ReadDesign(text)
		if err != nil {
			return
		}
		if again, err := report.ReadDesign(d.Text()); err != nil || !reflect.DeepEqual(again, d) {
			t.Errorf("%q: %+v, then %+v, %v", text, d, again, err)
		}
	})
}
