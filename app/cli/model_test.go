package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"throughline/synthesis/embed/embedtest"
)

func TestThemesTable_WithAModelOfOnesOwn(t *testing.T) {
	s := newShell(t)
	dir := filepath.Join(t.TempDir(), "model")
	if err := embedtest.Write(dir, embedtest.Topics([]string{"invoice", "price", "bill", "cost"}, []string{"password", "login", "account", "code"})); err != nil {
		t.Fatal(err)
	}
	rows := [][]string{{"text", "label"}}
	for i, a := range []string{"invoice", "price", "bill", "cost"} {
		for _, b := range []string{"late", "wrong", "strange"} { // each word of a topic in texts of its own: only the model knows that they are one
			rows = append(rows, []string{a + " " + b, "money"}, []string{[]string{"password", "login", "account", "code"}[i] + " " + b, "door"})
		}
	}
	in := s.file("in.csv", csvOf(rows...))
	out, errOut, code := s.run("eval", "themes", "--input", in, "--text", "text", "--label", "label", "--seeds", "1", "--model", dir, "--json")
	if code != 0 || !strings.Contains(out, `"nmi": 1`) {
		t.Errorf("eval: %d %s %s", code, out, errOut)
	}
	if _, errOut, code = s.run("themes", "--input", in, "--text", "text", "--out", "out.csv", "--model", dir); code != 0 {
		t.Errorf("themes: %d %s", code, errOut)
	}
	_, errOut, code = s.run("themes", "--input", in, "--text", "text", "--out", "out.csv", "--model", filepath.Join(dir, "nothing"))
	if code != 4 || !strings.Contains(errOut, "gone") {
		t.Errorf("a folder that is not there: %d %s", code, errOut)
	}
}
