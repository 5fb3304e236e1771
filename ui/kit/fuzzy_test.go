package kit

import "testing"

func TestFuzzy(t *testing.T) {
	for _, c := range []struct {
		name, query, text string
		ok                bool
		marked            string
	}{
		{"empty matches", "", "Docs", true, ""},
		{"prefix", "doc", "Docs", true, "Doc"},
		{"inside", "gap", "Setup effort / Doc gaps", true, "gap"},
		{"letters in order", "pms", "Permissions", true, "Pms"},
		{"wrong order", "smp", "Permissions", false, ""},
		{"accents and emoji", "é", "Café 🙂", true, "é"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, marks, ok := Fuzzy(c.query, c.text)
			got := ""
			for _, m := range marks {
				got += c.text[m.Start:m.End]
			}
			if ok != c.ok || got != c.marked {
				t.Errorf("Fuzzy(%q, %q) = %q, %v, want %q, %v", c.query, c.text, got, ok, c.marked, c.ok)
			}
		})
	}
}

func TestMatch_PutsTheBeginningOfAWordFirst(t *testing.T) {
	got := Match("pri", []PickItem{{Text: "Surprise"}, {Text: "Renewal price"}, {Text: "Pricing"}, {Text: "Trust"}})
	if len(got) != 3 || got[0].Text != "Pricing" || got[1].Text != "Renewal price" {
		t.Errorf("Match() = %+v, want Pricing, Renewal price, Surprise", got)
	}
}

func FuzzFuzzy(f *testing.F) {
	f.Add("doc", "Docs")
	f.Add("İ", "iİı")
	f.Fuzz(func(t *testing.T, q, s string) {
		_, marks, _ := Fuzzy(q, s)
		at := 0
		for _, m := range marks {
			if m.Start < at || m.End <= m.Start || m.End > len(s) {
				t.Fatalf("marks %v do not lie in %q", marks, s)
			}
			at = m.End
		}
	})
}
