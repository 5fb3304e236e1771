package cli_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestPeople_ComeInAndAreListed(t *testing.T) {
	s := newShell(t)
	s.must("new", "w.throughline")
	file := "Cust no,Seats,Plan,Email,Since\nC-1,12,Team,ana@example.org,31/01/2026\nC-2,many,Free,ben@example.org,\nC-3,40,Team,,05/02/2026\n"
	if err := os.WriteFile("people.csv", []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	type result struct {
		Added, Updated, Unchanged int
		LeftOut                   int `json:"left_out"`
		Vault                     []string
		Problems                  []struct {
			Line            int
			Column, Message string
		}
	}
	args := []string{"people", "import", "people.csv", "-w", "w.throughline", "--json", "--map", "Cust no=@code", "--map", "Seats=Team size:number", "--save-spec", "spec.json"}
	out, _, code := s.run(append(args, "--dry-run")...)
	dry := decode[result](t, out)
	if code != cli.ExitPartly || dry.Added != 3 || len(dry.Problems) != 1 || dry.Problems[0].Line != 3 || dry.Problems[0].Column != "Seats" || !slices.Equal(dry.Vault, []string{"Email"}) {
		t.Fatalf("dry run: code %d, %s", code, out)
	}
	s.fails(cli.ExitNotFound, "Nobody is like that.", "people", "list", "-w", "w.throughline")
	if _, _, code = s.run(args...); code != cli.ExitPartly {
		t.Fatalf("import: code %d", code)
	}
	again, _, _ := s.run("people", "import", "people.csv", "-w", "w.throughline", "--json", "--spec", "spec.json")
	if got := decode[result](t, again); got.Unchanged != 3 {
		t.Errorf("again by the saved mapping: %s", again)
	}
	type person struct {
		Code   string
		Fields []struct{ Name, Value string }
	}
	list := func(args ...string) (codes []string) {
		t.Helper()
		for _, p := range decode[struct{ People []person }](t, s.must(append([]string{"people", "list", "-w", "w.throughline", "--json"}, args...)...)).People {
			codes = append(codes, p.Code)
		}
		return codes
	}
	for _, c := range []struct {
		name string
		args []string
		want []string
	}{
		{"all", nil, []string{"C-1", "C-2", "C-3"}},
		{"larger teams", []string{"--where", "Team size>20"}, []string{"C-3"}},
		{"two conditions", []string{"--where", "Plan=team", "--where", "Since<2026-02-01"}, []string{"C-1"}},
		{"by size from the end", []string{"--sort", "Team size", "--down"}, []string{"C-3", "C-1", "C-2"}},
		{"words", []string{"--text", "free"}, []string{"C-2"}},
	} {
		if got := list(c.args...); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	table, err := csv.NewReader(strings.NewReader(s.must("people", "list", "-w", "w.throughline", "--csv"))).ReadAll()
	if err != nil || len(table) != 4 || table[0][0] != "Person" || table[1][2] != "12" {
		t.Errorf("CSV %v, %v", table, err)
	}
	if all := s.must("people", "list", "-w", "w.throughline"); strings.Contains(all, "example.org") || !strings.Contains(all, "3 people") {
		t.Errorf("text %q", all)
	}
}

func TestPeople_SaysWhatIsWrong(t *testing.T) {
	s := newShell(t)
	s.must("new", "w.throughline")
	if err := os.WriteFile("people.csv", []byte("Code,Role\nP1,PM\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in := []string{"people", "import", "people.csv", "-w", "w.throughline"}
	s.fails(cli.ExitUsage, "say what to do", "people")
	s.fails(cli.ExitUsage, `has no column "Team"`, append(in, "--map", "Team=Role")...)
	s.fails(cli.ExitUsage, "--map takes COLUMN=FIELD", append(in, "--map", "Role")...)
	s.fails(cli.ExitUsage, "a column can be no @age", append(in, "--map", "Role=@age")...)
	s.fails(cli.ExitUsage, "--mode takes", append(in, "--mode", "some")...)
	s.fails(cli.ExitNotFound, "There is none yet.", append(in, "--saved", "CRM:Customers")...)
	s.fails(cli.ExitFailed, "no condition", "people", "list", "-w", "w.throughline", "--where", "Role")
	s.fails(cli.ExitUsage, "not both", "people", "list", "-w", "w.throughline", "--csv", "--json")
	s.must(in...)
	s.fails(cli.ExitFailed, "There is no field “Team”", "people", "list", "-w", "w.throughline", "--where", "Team=a")
}
