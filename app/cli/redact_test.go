package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"throughline/app/cli"
)

// personal is a candidate as the command writes it.
type personal struct {
	Interview, Kind, Text, Why string
	Start, End                 int
	Score                      float64
}

func TestRedactTable(t *testing.T) {
	s := newShell(t)
	rows := [][]string{{"id", "Answer", "team"}, {"1", "Ich bin’s: ça va 👍 mail <ana@example.org>, Dear Helen", "a, b"}, {"2", "Then Helen said it was \"slow\"", "c"}, {"3", "", "d"}, {"4"}}
	s.file("in.csv", csvOf(rows...))
	args := []string{"redact", "--input", "in.csv", "--text", "answer", "--out", "out.csv"}
	got := decode[struct {
		Out              string
		Rows, Candidates int
		Kinds            map[string]int
		NotEnglish       *int `json:"not_english"`
	}](t, s.must(append(args, "--json")...))
	if got.Out != "out.csv" || got.Rows != 4 || got.Candidates != 3 || got.Kinds["person"] != 2 || got.Kinds["email"] != 1 || got.NotEnglish == nil {
		t.Errorf("redact --json gives %+v", got)
	}
	out := s.csv("out.csv")
	if strings.Join(out[0], "|") != "id|Answer|team|redacted|entities" || len(out) != 5 {
		t.Fatalf("header %v, %d rows", out[0], len(out))
	}
	if out[1][3] != "Ich bin’s: ça va 👍 mail <[e-mail 1]>, Dear [person 1]" || out[2][3] != "Then [person 1] said it was \"slow\"" || out[3][3] != "" || out[4][4] != "[]" {
		t.Errorf("redacted %q, %q, %q; entities of nothing %q", out[1][3], out[2][3], out[3][3], out[4][4])
	}
	for i, row := range out[1:] {
		for n, cell := range row[:len(rows[i+1])] {
			if cell != rows[i+1][n] {
				t.Errorf("row %d: cell %q became %q", i, rows[i+1][n], cell)
			}
		}
		var list []personal
		if err := json.Unmarshal([]byte(row[4]), &list); err != nil {
			t.Fatalf("entities %q: %v", row[4], err)
		}
		signs := []rune(row[1])
		for _, p := range list {
			if string(signs[p.Start:p.End]) != p.Text || p.Score <= 0 || p.Why == "" || p.Kind == "" {
				t.Errorf("entity %+v of %q", p, row[1])
			}
		}
	}
	if !strings.Contains(out[1][4], `{"kind":"email","text":"ana@example.org","start":`) {
		t.Errorf("entities %s", out[1][4])
	}
	if text := s.must(append(args, "-q")...); !strings.Contains(text, "3 candidates in 4 rows: out.csv") || !strings.Contains(text, "not an anonymisation") {
		t.Errorf("printed %q", text)
	}
}

func TestRedactTable_KnowsNamesAndHowSure(t *testing.T) {
	s := newShell(t)
	s.file("in.tsv", "the zorvane of it, born in 1979\n")
	s.file("names.txt", "\nZorvane Quill\n\n")
	args := []string{"redact", "--input", "in.tsv", "--text", "1", "--no-header", "--out", "out.tsv", "-q"}
	s.must(args...)
	if got := s.read("out.tsv"); !strings.HasPrefix(got, "the zorvane of it, born in 1979\tthe zorvane of it, born in [birth date 1]\t[{") {
		t.Errorf("without names: %q", got)
	}
	s.must(append(args, "--names", "names.txt", "--min-score", "0.9")...)
	if got := s.read("out.tsv"); !strings.HasPrefix(got, "the zorvane of it, born in 1979\tthe [person 1] of it, born in 1979\t[{") {
		t.Errorf("with names, from .9 on: %q", got)
	}
	s.file("de.csv", "a\nIch finde dass der Preis für uns nicht passt\n")
	if text := s.must("redact", "--input", "de.csv", "--text", "a", "--out", "de2.csv", "-q"); !strings.Contains(text, "1 text is not English") {
		t.Errorf("printed %q", text)
	}
	s.fails(cli.ExitUsage, "--out", "redact", "--input", "in.tsv", "--text", "1")
	s.fails(cli.ExitUsage, "would replace the input", "redact", "--input", "in.tsv", "--text", "1", "--no-header", "--out", "in.tsv")
	s.fails(cli.ExitUsage, "has no column", "redact", "--input", "de.csv", "--text", "b", "--out", "x.csv")
	s.fails(cli.ExitUsage, "from 0 to 1", "redact", "--min-score", "2", "--input", "in.tsv", "--text", "1", "--out", "x.csv")
	s.fails(cli.ExitNotFound, "gone.txt", "redact", "--names", "gone.txt", "--input", "de.csv", "--text", "a", "--out", "x.csv")
}

func TestRedact_OnAWorkspace(t *testing.T) {
	s := newShell(t)
	s.must("new", "w", "--study", "Onboarding")
	s.file("a.txt", talk("Zorvane", "Well, then Helen called me, and zorvane is my name. Write to z@example.org."))
	s.must("import", "-w", "w.throughline", "a.txt", "-q")
	type answer struct{ Candidates []personal }
	got := decode[answer](t, s.must("redact", "-w", "w.throughline", "--json"))
	kinds := map[string]string{}
	for _, p := range got.Candidates {
		kinds[p.Text] = p.Kind
		if p.Interview == "" || p.Why == "" || p.End-p.Start != len(p.Text) {
			t.Errorf("candidate %+v", p)
		}
	}
	if kinds["Helen"] != "person" || kinds["zorvane"] != "person" || kinds["z@example.org"] != "email" {
		t.Errorf("found %v", kinds)
	}
	if text := s.must("redact", "-w", "w.throughline", "--study", "onboarding"); !strings.Contains(text, "“Helen”") || !strings.Contains(text, "People decide.") {
		t.Errorf("printed %q", text)
	}
	s.fails(cli.ExitNotFound, "The interview X was not found", "redact", "-w", "w.throughline", "--interview", "X")
	s.fails(cli.ExitUsage, "name the workspace", "redact")
	s.must("new", "empty")
	s.fails(cli.ExitNotFound, "no interviews yet", "redact", "-w", "empty.throughline")
}

func TestRedact_AppliesToAStudyWhenAsked(t *testing.T) {
	s := newShell(t)
	s.must("new", "w", "--study", "Onboarding")
	s.file("a.txt", talk("Zorvane", "Well, then Helen called me. Write to z@example.org."))
	s.must("import", "-w", "w.throughline", "a.txt", "-q")
	type answer struct {
		Candidates         []personal
		Speakers           []struct{ Text, As string }
		Applied, Kept      bool
		Interviews, Places int
	}
	dry := decode[answer](t, s.must("redact", "--workspace", "w.throughline", "--study", "Onboarding", "--dry-run", "--json"))
	if dry.Applied || dry.Places != 0 || len(dry.Candidates) == 0 {
		t.Errorf("--dry-run gives %+v", dry)
	}
	again := decode[answer](t, s.must("redact", "-w", "w.throughline", "--json"))
	if len(again.Candidates) != len(dry.Candidates) {
		t.Errorf("--dry-run changed something: %d candidates, then %d", len(dry.Candidates), len(again.Candidates))
	}
	mail := decode[answer](t, s.must("redact", "-w", "w.throughline", "--apply", "--kinds", "email", "--json"))
	if !mail.Applied || mail.Places != 1 || mail.Interviews != 1 || mail.Kept || len(mail.Candidates) != 1 {
		t.Errorf("--apply --kinds email gives %+v", mail)
	}
	left := decode[answer](t, s.must("redact", "-w", "w.throughline", "--json"))
	for _, p := range left.Candidates {
		if p.Kind == "email" {
			t.Errorf("%q is left", p.Text)
		}
	}
	if len(left.Candidates) != len(dry.Candidates)-1 {
		t.Errorf("%d of %d candidates are left", len(left.Candidates), len(dry.Candidates))
	}
	if text := s.must("redact", "-w", "w.throughline", "--apply", "-q"); !strings.Contains(text, "replaced in 1 interview, as one step") || !strings.Contains(text, "not kept in the vault") {
		t.Errorf("printed %q", text)
	}
	s.fails(cli.ExitUsage, "exclude each other", "redact", "-w", "w.throughline", "--apply", "--dry-run")
	s.fails(cli.ExitUsage, "is none of", "redact", "-w", "w.throughline", "--kinds", "names")
	s.fails(cli.ExitUsage, "go with a workspace", "redact", "--input", "a.txt", "--apply")
	s.fails(cli.ExitNotFound, "no vault yet", "redact", "-w", "w.throughline", "--passphrase-stdin")
}
