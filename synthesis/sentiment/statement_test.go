package sentiment_test

import (
	"os"
	"strings"
	"testing"

	"throughline/synthesis/sentiment"
)

// said is a row of testdata/statements.tsv.
type said struct {
	held              bool
	name, kinds, text string
	urgency           sentiment.Urgency
}

func statements(t testing.TB) (rows []said) {
	t.Helper()
	b, err := os.ReadFile("testdata/statements.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) != 5 {
			t.Fatalf("row %q", line)
		}
		u := map[string]sentiment.Urgency{"-": sentiment.NoUrgency, "some": sentiment.SomeUrgency, "high": sentiment.HighUrgency}
		rows = append(rows, said{f[0] == "held", f[1], f[2], f[4], u[f[3]]})
	}
	return rows
}

// TestStatements_KindsOfCustomerTalk holds precision and recall over floors, on the half of the rows that the rules were tuned on and on the half
// that was set apart before. Rows that come out otherwise are named.
func TestStatements_KindsOfCustomerTalk(t *testing.T) {
	type count struct{ hit, wrong, miss, urgent, urgentWrong, urgentMiss int }
	counts := map[bool]*count{false: {}, true: {}}
	for _, r := range statements(t) {
		t.Run(r.name, func(t *testing.T) {
			got := sentiment.Default().Statements(r.text)
			c := counts[r.held]
			for _, k := range sentiment.Kinds {
				want := strings.Contains(","+r.kinds+",", ","+string(k)+",")
				switch has := got.Has(k); {
				case has && want:
					c.hit++
				case has:
					c.wrong++
					t.Logf("held out %v: sees %s in %q: %v", r.held, k, r.text, words(r.text, got))
				case want:
					c.miss++
					t.Logf("held out %v: misses %s in %q", r.held, k, r.text)
				}
			}
			switch {
			case got.Urgency == r.urgency && r.urgency > 0:
				c.urgent++
			case got.Urgency > r.urgency:
				c.urgentWrong++
				t.Logf("held out %v: urgency %d, want %d in %q: %q", r.held, got.Urgency, r.urgency, r.text, got.Urgent.Of(r.text))
			case got.Urgency < r.urgency:
				c.urgentMiss++
				t.Logf("held out %v: urgency %d, want %d in %q", r.held, got.Urgency, r.urgency, r.text)
			}
		})
	}
	for held, floor := range map[bool]struct{ precision, recall float64 }{false: {0.9, 0.8}, true: {0.85, 0.6}} {
		c := counts[held]
		p, r := float64(c.hit)/float64(c.hit+c.wrong), float64(c.hit)/float64(c.hit+c.miss)
		t.Logf("held out %v: precision %.2f, recall %.2f over %d statements; urgency %d right, %d too much, %d too little", held, p, r, c.hit+c.miss, c.urgent, c.urgentWrong, c.urgentMiss)
		if p < floor.precision || r < floor.recall {
			t.Errorf("held out %v: precision %.2f, recall %.2f, floors %v", held, p, r, floor)
		}
	}
}

func words(s string, got sentiment.Statements) (out []string) {
	for _, st := range got.Kinds {
		out = append(out, string(st.Kind)+": "+st.Of(s))
	}
	return out
}

func TestStatements_NamesItsWords(t *testing.T) {
	s := "I love the scanner. But we urgently need a spare, because nobody answered."
	got := sentiment.Default().Statements(s)
	if w := strings.Join(words(s, got), "; "); w != "need: we urgently need; pain: nobody answered; praise: love" {
		t.Errorf("%s", w)
	}
	if got.Urgency != sentiment.HighUrgency || got.Urgent.Of(s) == "" {
		t.Errorf("urgency %+v", got)
	}
	if got := sentiment.Default().Statements("Wir brauchen unbedingt einen neuen Drucker für die Küche"); len(got.Kinds) > 0 {
		t.Errorf("another language: %+v", got)
	}
}

func FuzzStatements(f *testing.F) {
	for _, s := range []string{"", "I need", "why?", "no problem", "can\xff't find ASAP", "could you please"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := sentiment.Default().Statements(s)
		for _, st := range got.Kinds {
			if st.Start < 0 || st.End > len(s) || st.Start >= st.End {
				t.Fatalf("%+v of %q", st, s)
			}
		}
	})
}
