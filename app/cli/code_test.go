package cli_test

import (
	"strings"
	"testing"

	"throughline/app/cli"
)

type coded struct {
	Hits []struct {
		Interview, Text, Speaker, Tagged string
		Start, End                       int
	}
	Interviews, Looked, Chosen, Made, Added int
	DryRun                                  bool `json:"dry_run"`
}

func TestCode_FindsAndTags(t *testing.T) {
	s := newShell(t)
	s.must("new", "w", "--study", "Prices")
	s.file("in/P01.txt", talk("P01", "The prïce 🎉 is fair. Too many prices."))
	s.file("in/P02.txt", talk("P02", "No word of it."))
	s.must("import", "-w", "w.throughline", "in")
	w := []string{"-w", "w.throughline"}
	run := func(args ...string) coded {
		t.Helper()
		return decode[coded](t, s.must(append(append([]string{"code", "--json"}, w...), args...)...))
	}
	dry := run("--find", "price", "--scope", "sentence", "--tag", "Pricing", "--dry-run")
	if len(dry.Hits) != 2 || dry.Hits[0].Text != "The prïce 🎉 is fair." || dry.Chosen != 2 || dry.Made != 0 || dry.Looked != 2 || !dry.DryRun {
		t.Errorf("dry run: %+v", dry)
	}
	if out := s.must(append([]string{"code", "--find", "price", "--tag", "Pricing", "--dry-run"}, w...)...); !strings.Contains(out, "“Too many prices.”") ||
		!strings.Contains(out, "2 hits in 1 interview.\n2 passages would be tagged. Nothing was changed.") {
		t.Errorf("dry run prints %q", out)
	}
	if did := run("--find", "price", "--tag", "Pricing", "--save", "Money"); did.Made != 2 || did.Chosen != 2 {
		t.Errorf("code: %+v", did)
	}
	if again := run("--rule", "money"); again.Chosen != 0 || again.Made != 0 || again.Hits[0].Tagged != "yes" {
		t.Errorf("run again: %+v", again)
	}
	if near := run("--find", "price", "--scope", "match", "--tag", "pricing", "--all"); near.Made != 2 || near.Hits[0].Tagged != "near" {
		t.Errorf("--all: %+v", near)
	}
	for _, c := range []struct {
		name string
		args []string
		want int
	}{
		{"a pattern", []string{"--regex", `pr.ces?\b`}, 2},
		{"whole words", []string{"--find", "price", "--whole-words"}, 1},
		{"case and accents", []string{"--find", "prïce", "--match-case"}, 1},
		{"one interview", []string{"--find", "e", "--scope", "turn", "--interview", "P02"}, 2},
		{"a question", []string{"--question", "What happened then?"}, 2},
		{"a speaker", []string{"--speaker", "p02"}, 2},
		{"inside a tag", []string{"--find", "fair", "--inside", "pricing"}, 1},
		{"outside a tag", []string{"--find", "three days", "--outside", "pricing"}, 2},
		{"overlapping a tag", []string{"--regex", "fair. Too", "--overlapping", "pricing"}, 1},
		{"untagged", []string{"--find", "e", "--scope", "match", "--interview", "P02", "--untagged"}, 7},
		{"moderators too", []string{"--find", "first week", "--moderators"}, 2},
		{"turns around", []string{"--find", "fair", "--scope", "around", "--around", "2"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.t = t
			if got := run(append(c.args, "--tag", "New", "--dry-run")...); len(got.Hits) != c.want {
				t.Errorf("%d hits, want %d: %+v", len(got.Hits), c.want, got.Hits)
			}
		})
	}
	s.t = t
	s.fails(cli.ExitNotFound, "Nothing was found in 2 interviews", append([]string{"code", "--find", "zebra", "--tag", "New"}, w...)...)
	s.fails(cli.ExitNotFound, "The rule x was not found. Saved rules: Money.", append([]string{"code", "--rule", "x"}, w...)...)
	s.fails(cli.ExitNotFound, "The tag Nope", append([]string{"code", "--find", "x", "--tag", "New", "--inside", "Nope"}, w...)...)
	s.fails(cli.ExitFailed, "“(” at character 1", append([]string{"code", "--regex", "(x", "--tag", "New"}, w...)...)
	s.must("check", "-w", "w.throughline")
}

func TestCode_UsageErrors(t *testing.T) {
	s := newShell(t)
	s.must("new", "w", "--study", "S")
	for _, c := range []struct {
		name, words string
		args        []string
	}{
		{"nothing to find", "say what to find", []string{"--tag", "A"}},
		{"two ways to find", "give one of --find", []string{"--find", "a", "--regex", "b", "--tag", "A"}},
		{"two places", "give one of --inside", []string{"--find", "a", "--untagged", "--inside", "b", "--tag", "A"}},
		{"no tag", "--tag NAME", []string{"--find", "a"}},
		{"a rule and words", "--rule says", []string{"--rule", "r", "--find", "a"}},
		{"a scope there is not", "choose from", []string{"--find", "a", "--tag", "A", "--scope", "page"}},
		{"a scope that does not go with it", "choose from", []string{"--speaker", "a", "--tag", "A", "--scope", "sentence"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.t = t
			s.fails(cli.ExitUsage, c.words, append([]string{"code", "-w", "w.throughline"}, c.args...)...)
		})
	}
}
