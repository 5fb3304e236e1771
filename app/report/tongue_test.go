package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/evidence"
	"throughline/assets/locale"
)

func TestTongue_WritesNumbersAndDates(t *testing.T) {
	de, es := tongue{German}, tongue{Spanish}
	for _, c := range []struct{ name, got, want string }{
		{"German thousands", de.count(12345), "12.345"},
		{"German point", de.figure("1,234.5"), "1.234,5"},
		{"German day", de.day("2026-11-04"), "4. November 2026"},
		{"German days", de.days("2026-09-02", "2026-09-26"), "2.–26. September 2026"},
		{"German days over months", de.days("2026-08-28", "2026-09-03"), "28. August – 3. September 2026"},
		{"German short day", de.shortDay("2026-10-04"), "4.\u00a0Okt.\u00a02026"},
		{"German list", de.enumerate([]string{"a", "b", "c"}), "a, b und c"},
		{"German count", de.peopleOf(8, 12), "8 von 12 Personen"},
		{"Spanish thousands", es.kOfN(1200, 4000), "1.200 de 4.000"},
		{"Spanish day", es.day("2026-11-04"), "4 de noviembre de 2026"},
		{"Spanish days", es.days("2026-09-02", "2026-09-26"), "2–26 de septiembre de 2026"},
		{"Spanish short day", es.shortDay("2026-01-04"), "4\u00a0ene\u00a02026"},
		{"Spanish one", es.counted(1, "insight", "insights"), "1 conclusión"},
		{"unknown word", es.t("Kubernetes"), "Kubernetes"},
		{"English", tongue{}.t("%s of %s", "1", "2"), "1 of 2"},
		{"another language", Language("fr").Say("Contents"), "Contents"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

// Every reason and every change that a verdict can give is said in the language, with no English word left.
func TestTongue_SaysVerdicts(t *testing.T) {
	for i := range 400 {
		s := app.Support{Findings: i % 23, Participants: i % 9, Asked: 12, Segments: i % 4, AllSegments: 3, Against: i % 5, AgainstPeople: i % 3, Studies: i%3 + 1,
			Newest: app.Date([]string{"2026-11-04", "2026-10-30", "2026-09-20", "2026-03-01", "2021-01-01"}[i%5]), TopShare: float64(i%10) / 9, Strong: i % 3, Weak: i % 2}
		if i%2 == 0 {
			s.Methods = []string{"Interview"}
		}
		if i%7 == 0 {
			s.Missing = []string{"Nord", "Ost"}[:i%2+1]
		}
		agree := float64(i%10) / 10
		v := evidence.Judge(evidence.Case{Support: s, On: "2026-11-04", Agreement: &agree})
		for _, g := range []tongue{{German}, {Spanish}} {
			for _, r := range append(g.phrases(v.Words()), g.phrase(v.Change())) {
				for _, w := range []string{"people", "newest", "ago", "would", "against", "month", "Hearing", "segments", "evidence", "weak", " of ", "Very", "Moderate", "High"} {
					if strings.Contains(" "+r+" ", w) {
						t.Fatalf("%s: %q has %q in it, from %q", g.lang, r, w, append(v.Words(), v.Change()))
					}
				}
			}
		}
	}
}

// What is said by a fixed English sentence stands in every catalogue.
func TestCatalogues_KnowEverySentence(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	calls := map[string]int{"t": 0, "Say": 0, "one": 0, "counted": 1}
	n := 0
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			from, known := calls[sel.Sel.Name]
			if !known || len(call.Args) <= from {
				return true
			}
			for _, arg := range call.Args[from:] {
				lit, ok := arg.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					continue
				}
				key, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				n++
				for _, language := range []string{"de", "es"} {
					if _, ok := locale.Words(language)[strings.TrimSpace(key)]; !ok {
						t.Errorf("%s: the catalogue %s does not say %q", file.Name(), language, key)
					}
				}
				if sel.Sel.Name == "t" {
					break // what follows fills its places
				}
			}
			return true
		})
	}
	if n < 150 {
		t.Errorf("only %d sentences were looked at", n)
	}
}
