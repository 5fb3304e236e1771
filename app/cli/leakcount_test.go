package cli_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/cli"
	"throughline/app/project"
	"throughline/app/report"
	"throughline/app/report/board"
	"throughline/app/workspace"
	"throughline/storage"
)

// leakCopy puts a copy of the workspace into a new working directory.
func leakCopy(t *testing.T, from string) {
	t.Helper()
	t.Chdir(t.TempDir())
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("leak.throughline", data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// told runs a command with --json where it says so and returns what it printed and what it told to be withheld and not read.
func told(t *testing.T, args ...string) (out string, kept app.Withheld, unread app.LeftOut) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env := cli.Env{Open: openStore, Out: &stdout, Err: &stderr, Version: "1", Author: "Mara", Now: func() time.Time { return noon }}
	if code := cli.Run(t.Context(), env, append(args, "-w", "leak.throughline")); code != cli.ExitOK {
		t.Fatalf("%s ended with %d: %s", args, code, stderr.String())
	}
	for _, line := range strings.Split(stderr.String(), "\n") {
		var said struct {
			Withheld *app.Withheld `json:"withheld"`
			NotRead  *app.LeftOut  `json:"not_read"`
		}
		if json.Unmarshal([]byte(line), &said) == nil {
			if said.Withheld != nil {
				kept = *said.Withheld
			}
			if said.NotRead != nil {
				unread = *said.NotRead
			}
		}
	}
	return stdout.String(), kept, unread
}

func openStore(ctx context.Context, path string, mode workspace.Mode) (workspace.Store, error) {
	return storage.Open(ctx, path, storage.Options{ReadOnly: mode == workspace.ReadOnly})
}

// TestWithheld_CountsWhatIsKeptBackAndNothingElse holds the number that is told against what stands in the result: each passage that was covered
// or left out counts once, and what was read for another purpose (names of tags, agreement of coders, training) does not count.
func TestWithheld_CountsWhatIsKeptBackAndNothingElse(t *testing.T) {
	from := leakWorkspace(t, leakPeople())
	const notice = "[quote withheld"
	lines := func(out string) int { return strings.Count(out, notice) }
	for _, c := range []struct {
		name string
		args []string
		want func(out string) int // passages, by the result
	}{
		{"findings as JSON", []string{"findings", "--json"}, lines},
		{"findings of one study", []string{"findings", "--json", "--study", "Onboarding"}, lines},
		{"findings that may all be quoted", []string{"findings", "--json", "--where", "consent:outside"}, func(string) int { return 0 }},
		{"findings that may none be quoted", []string{"findings", "--json", "--where", "not consent:outside"}, lines},
		{"the first three", []string{"findings", "--json", "--limit", "3", "--where", "not consent:outside"}, func(string) int { return 3 }},
		{"inside the team", []string{"findings", "--json", "--audience", "inside"}, lines},
		{"insights by title", []string{"insights", "--json"}, func(string) int { return 0 }},
		{"names of tags", []string{"codebook", "health", "--study", "Checkout", "--json"}, func(string) int { return 0 }},
		{"counts", []string{"crosstab", "--json"}, func(string) int { return 0 }},
		{"proposed themes", []string{"themes", "--study", "Checkout", "--json"}, func(string) int { return 0 }},
		{"suggested tags", []string{"suggest", "--study", "Checkout", "--json"}, func(string) int { return 0 }},
		{"sentiment", []string{"sentiment", "--study", "Checkout", "--json"}, lines},
		{"guide", []string{"guide", "--study", "Checkout", "--json"}, func(string) int { return 0 }},
		{"the codebook, whose one example quotes somebody", []string{"codebook", "export", "book.csv", "--study", "Checkout", "--json"}, func(string) int { return 1 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			leakCopy(t, from)
			out, kept, _ := told(t, c.args...)
			if want := c.want(out); kept.Passages != want {
				t.Errorf("%d passages are told (%s), want %d", kept.Passages, kept.Words(), want)
			}
			sum, people := 0, 0
			for _, w := range kept.Why {
				sum, people = sum+w.Passages, people+w.People
			}
			if sum != kept.Passages || people < kept.People {
				t.Errorf("the reasons do not add up: %+v", kept)
			}
		})
	}
}

// TestWithheld_CountsRowsOfATable reads the numbers back from CSV, where a row may have several lines.
func TestWithheld_CountsRowsOfATable(t *testing.T) {
	from := leakWorkspace(t, leakPeople())
	leakCopy(t, from)
	out, _, _ := told(t, "findings", "--csv")
	_, kept, _ := told(t, "findings", "--json")
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	held, people := 0, map[string]bool{}
	for _, r := range rows[1:] {
		if strings.HasPrefix(r[4], "[quote withheld") || strings.HasPrefix(r[5], "[quote withheld") {
			held++
			people[r[2]] = true
		}
	}
	if held == 0 || kept.Passages != held || kept.People != len(people) {
		t.Errorf("%d passages of %d people are told, the table has %d of %d", kept.Passages, kept.People, held, len(people))
	}
}

// writer writes a file about a study.
type writer func(ctx context.Context, w *workspace.Workspace, study app.StudyID, path string, file report.FileOptions) error

// TestWithheld_OfAFileIsCountedAsTheWindowCountsIt writes files by command and as the window does, with all of the workspace open.
func TestWithheld_OfAFileIsCountedAsTheWindowCountsIt(t *testing.T) {
	from := leakWorkspace(t, leakPeople())
	write := func(depth report.Depth) writer {
		return func(ctx context.Context, w *workspace.Workspace, study app.StudyID, path string, file report.FileOptions) error {
			_, err := w.WriteReport(ctx, report.Spec{Study: study, Author: "Mara", Date: app.DateOf(noon), Depth: depth}, path, file)
			return err
		}
	}
	export := func(names bool) writer {
		return func(ctx context.Context, w *workspace.Workspace, study app.StudyID, path string, file report.FileOptions) error {
			_, err := w.WriteProject(ctx, project.ExportOptions{Study: study, Names: names}, path, file, nil)
			return err
		}
	}
	for _, c := range []struct {
		name   string
		args   []string
		window writer
	}{
		{"report", []string{"report", "--out", "by-command.pdf"}, write(report.Full)},
		{"report for executives as a page", []string{"report", "--out", "by-command.html", "--for", "executive"}, write(report.Executive)},
		{"project", []string{"project", "export", "by-command.qdpx"}, export(false)},
		{"project with names", []string{"project", "export", "by-command.qdpx", "--names"}, export(true)},
	} {
		for _, readers := range []app.Audience{app.AudienceOutside, app.AudienceInside} {
			t.Run(c.name+" "+string(readers), func(t *testing.T) {
				leakCopy(t, from)
				_, kept, _ := told(t, append(c.args, "--study", "Checkout", "--json", "--audience", string(readers))...)
				s, err := openStore(t.Context(), "leak.throughline", workspace.ReadOnly)
				if err != nil {
					t.Fatal(err)
				}
				w, err := workspace.Over(t.Context(), s, app.Hand{Author: "Mara"})
				if err != nil {
					t.Fatal(err)
				}
				defer func() { _ = w.Close() }()
				var want app.Withheld
				file := report.FileOptions{Audience: readers, OnWithheld: func(x app.Withheld) { want = x }}
				if err := c.window(t.Context(), w, checkoutOf(t, s), "by-window"+filepath.Ext(c.args[2]), file); err != nil {
					t.Fatal(err)
				}
				if want.Passages == 0 || !reflect.DeepEqual(kept, want) {
					t.Errorf("the command tells %+v, the window %+v", kept, want)
				}
			})
		}
	}
}

// TestLeftOut_CountsFindingsTheMachineDoesNotRead: seven people in Checkout, one of each state, and one more like each.
func TestLeftOut_CountsFindingsTheMachineDoesNotRead(t *testing.T) {
	from := leakWorkspace(t, leakPeople())
	for _, c := range []struct{ name, study, audience, where string }{
		{"inside", "Checkout", "inside", "not (consent:machine and consent:inside)"},
		{"outside", "Checkout", "outside", "not (consent:machine and consent:outside)"},
		{"of the other study", "Onboarding", "outside", "not (consent:machine and consent:outside)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			leakCopy(t, from)
			_, _, unread := told(t, "suggest", "--json", "--study", c.study, "--audience", c.audience)
			out, _, _ := told(t, "findings", "--json", "--study", c.study, "--audience", c.audience, "--where", c.where)
			if want := strings.Count(out, `"id":`); unread.Findings != want || want == 0 {
				t.Errorf("%d findings are told (%s), want %d", unread.Findings, unread.Words(), want)
			}
			sum := 0
			for _, w := range unread.Why {
				sum += w.Passages
			}
			if sum != unread.Findings || unread.Words() == "" {
				t.Errorf("the reasons do not add up: %+v", unread)
			}
		})
	}
}

// checkoutOf is the study whose people speak in leakWorkspace.
func checkoutOf(t *testing.T, s workspace.Store) app.StudyID {
	t.Helper()
	studies, err := s.Studies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(studies, func(st app.Study) bool { return st.Name == "Checkout" })
	return studies[i].ID
}

// TestPictures_AreDrawnOfPermittedWords looks at what is handed to those who draw, before it is pixels: the document of a report and the
// board. Without enforcement the same look finds words.
func TestPictures_AreDrawnOfPermittedWords(t *testing.T) {
	people := leakPeople()
	leakCopy(t, leakWorkspace(t, people))
	s, err := openStore(t.Context(), "leak.throughline", workspace.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	study := checkoutOf(t, s)
	draw := map[string]func(workspace.Store) (any, error){
		"board": func(s workspace.Store) (any, error) { return board.Compose(t.Context(), s, study, 100) },
		"report": func(s workspace.Store) (any, error) {
			return report.Compose(t.Context(), s, report.Spec{Study: study, Author: "Mara", Date: "2026-11-02"})
		},
	}
	for _, name := range []string{"board", "report"} {
		for _, audience := range []app.Audience{app.AudienceOutside, app.AudienceInside} {
			t.Run(name+" "+string(audience), func(t *testing.T) {
				made, err := draw[name](workspace.Through(s, audience))
				if err != nil {
					t.Fatal(err)
				}
				bare, err := draw[name](lax{s})
				if err != nil {
					t.Fatal(err)
				}
				got, without := strings.ToLower(words(made)), strings.ToLower(words(bare))
				found := 0
				for i := range people {
					p := &people[i]
					if may := p.outside || audience == app.AudienceInside && p.inside; may {
						continue
					}
					for _, w := range p.words() {
						if strings.Contains(got, w) {
							t.Errorf("%s of %s would be drawn", w, p.code)
						}
						if strings.Contains(without, w) {
							found++
						}
					}
				}
				if found < 2 {
					t.Errorf("without enforcement only %d words are found: the test looks in vain", found)
				}
			})
		}
	}
}

// words are all texts in a value, however deep, one a line.
func words(v any) string {
	var b strings.Builder
	seen := map[uintptr]bool{}
	var walk func(reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			b.WriteString(v.String() + "\n")
		case reflect.Pointer:
			if !v.IsNil() && !seen[v.Pointer()] {
				seen[v.Pointer()] = true
				walk(v.Elem())
			}
		case reflect.Interface:
			walk(v.Elem())
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Map:
			for _, k := range v.MapKeys() {
				walk(k)
				walk(v.MapIndex(k))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(v))
	return b.String()
}
