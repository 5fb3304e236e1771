package cli_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/app/cli"
	"throughline/app/generate"
)

// passages are texts about some topics, with the topic of each.
func passages(n, topics int) (texts []string, topic []string) {
	g := generate.New(generate.Options{Seed: 1})
	for _, p := range g.Passages(n, topics) {
		texts, topic = append(texts, p.Text), append(topic, g.Topics()[p.Topic])
	}
	return texts, topic
}

func csvOf(rows ...[]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.WriteAll(rows) // a builder takes everything
	return b.String()
}

func (s *shell) csv(name string) [][]string {
	s.t.Helper()
	r := csv.NewReader(strings.NewReader(s.read(name)))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		s.t.Fatal(err)
	}
	return rows
}

type themesAnswer struct {
	Out    string
	Themes []struct {
		Theme, Size int
		Label       string
		Terms       []string
	}
	Total, Unsorted int
}

func TestThemesTable(t *testing.T) {
	s := newShell(t)
	texts, _ := passages(60, 3)
	rows := [][]string{{"id", "Answer", "team"}}
	for i, text := range texts {
		rows = append(rows, []string{strconv.Itoa(i), text, "a, b"})
	}
	rows = append(rows, []string{"60", "", "nobody"}, []string{"61"}) // no answer, and no cell for it
	s.file("in.csv", csvOf(rows...))
	args := []string{"themes", "--input", "in.csv", "--text", "answer", "--k", "3", "--json"}
	got := decode[themesAnswer](t, s.must(append(args, "--out", "out.csv")...))
	out := s.csv("out.csv")
	if strings.Join(out[0], "|") != "id|Answer|team|theme|theme_label" || len(out) != 63 || got.Total != 62 || len(got.Themes) != 3 || got.Out != "out.csv" {
		t.Fatalf("header %v, %d rows, answer %+v", out[0], len(out), got)
	}
	sizes := map[string]int{}
	for i, row := range out[1:] {
		if len(row) != 5 || row[0] != strconv.Itoa(i) {
			t.Fatalf("row %d is %v", i, row)
		}
		theme, err := strconv.Atoi(row[3])
		switch {
		case err != nil || theme < -1 || theme > 2:
			t.Errorf("row %d has theme %q", i, row[3])
		case theme == -1:
			if row[4] != "Unsorted" {
				t.Errorf("row %d is unsorted and labelled %q", i, row[4])
			}
		case row[4] != got.Themes[theme].Label || row[4] == "":
			t.Errorf("row %d is labelled %q, want %q", i, row[4], got.Themes[theme].Label)
		}
		sizes[row[3]]++
	}
	for _, th := range got.Themes {
		if sizes[strconv.Itoa(th.Theme)] != th.Size || len(th.Terms) == 0 {
			t.Errorf("theme %+v has %d rows", th, sizes[strconv.Itoa(th.Theme)])
		}
	}
	if sizes["-1"] != got.Unsorted || out[61][3] != "-1" || out[62][3] != "-1" {
		t.Errorf("%d unsorted rows, %d told; rows without text: %v, %v", sizes["-1"], got.Unsorted, out[61], out[62])
	}
	s.must(append(args, "--out", "again.csv")...)
	if s.read("again.csv") != s.read("out.csv") {
		t.Error("the same run gives other bytes")
	}
	if text := s.must("themes", "--input", "in.csv", "--text", "Answer", "--k", "3", "--out", "out.csv", "-q"); !strings.Contains(text, "3 themes over 62 passages") {
		t.Errorf("printed %q", text)
	}
}

func TestThemesTable_Files(t *testing.T) {
	long := "The price is far too high for a small team like ours"
	wait := "We had to wait three days until somebody gave us access"
	for _, c := range []struct {
		name, file, content string
		flags               []string
		out, want           string // want: the output's lines, * for theme and label
	}{
		{"semicolons", "in.csv", "id;answer\n1;" + long + "\n2;" + wait + "\n", []string{"--text", "answer"}, "out.csv", "id;answer;theme;theme_label\n1;" + long + ";*\n2;" + wait + ";*\n"},
		{"a mark, CRLF and quotes", "in.csv", "\xef\xbb\xbfanswer,id\r\n\"" + long + ", yes\",1\r\n\"They said \"\"wait\"\"\",2\r\n", []string{"--text", "answer"}, "out.csv",
			"answer,id,theme,theme_label\n\"" + long + ", yes\",1,*\n\"They said \"\"wait\"\"\",2,*\n"},
		{"a line said to part", "in.csv", "sep=;\nid;answer\n1;" + long + "\n", []string{"--text", "answer"}, "out.csv", "id;answer;theme;theme_label\n1;" + long + ";*\n"},
		{"tabs in a .csv", "in.csv", "id\tanswer\n1\t\"" + long + "\"\n", []string{"--text", "ANSWER"}, "out.csv", "id,answer,theme,theme_label\n1," + long + ",*\n"},
		{"bars", "in.csv", "id|answer\n1|" + long + "\n", []string{"--text", "answer"}, "out.csv", "id|answer|theme|theme_label\n1|" + long + "|*\n"},
		{"no header", "in.csv", "1," + long + "\n2," + wait + "\n", []string{"--no-header", "--text", "2"}, "out.csv", "1," + long + ",*\n2," + wait + ",*\n"},
		{"ragged rows", "in.csv", "id,answer\n1," + long + ",more,still\n2\n", []string{"--text", "answer"}, "out.csv", "id,answer,,,theme,theme_label\n1," + long + ",more,still,*\n2,,,,-1,Unsorted\n"},
		{"a line break in a cell", "in.csv", "id,answer\n1,\"" + long + "\nand slow\"\n", []string{"--text", "answer"}, "out.csv", "id,answer,theme,theme_label\n1,\"" + long + "\nand slow\",*\n"},
		{"blank lines between rows of cells", "in.csv", "id,answer\n\n1," + long + "\n\n\n", []string{"--text", "answer"}, "out.csv", "id,answer,theme,theme_label\n1," + long + ",*\n"},
		{"blank lines are answers where there is one column", "in.csv", "answer\n" + long + "\n\n" + wait + "\n", []string{"--text", "answer"}, "out.csv",
			"answer,theme,theme_label\n" + long + ",*\n,-1,Unsorted\n" + wait + ",*\n"},
		{"blank in a TSV", "in.tsv", "answer\n" + long + "\n\n" + wait + "\n", []string{"--text", "answer"}, "out.tsv",
			"answer\ttheme\ttheme_label\n" + long + "\t*\n\t-1\tUnsorted\n" + wait + "\t*\n"},
		{"quotes in TSV cells", "in.tsv", "id\tanswer\r\n1\t\"Wait\" they said, and I \"waited\r\n2\t\"" + long + "\r\n", []string{"--text", "answer"}, "out.tsv",
			"id\tanswer\ttheme\ttheme_label\n1\t\"Wait\" they said, and I \"waited\t*\n2\t\"" + long + "\t*\n"},
		{"a TSV into CSV", "in.tsv", "id\tanswer\n1\t\"" + long + ", yes\n", []string{"--text", "answer"}, "out.csv", "id,answer,theme,theme_label\n1,\"\"\"" + long + ", yes\",*\n"},
		{"a CSV into TSV", "in.csv", "id,answer\n1,\"" + long + "\n\tindeed\"\n", []string{"--text", "answer"}, "out.tsv", "id\tanswer\ttheme\ttheme_label\n1\t" + long + "  indeed\t*\n"},
		{"a text a line", "in.txt", long + ", really\n" + wait + "\n", []string{"--no-header", "--text", "1"}, "out.csv", "\"" + long + ", really\",*\n" + wait + ",*\n"},
		{"windows-1252", "in.csv", "id,answer\n1,Die Preise sind f\xfcr uns zu hoch; sagt M\xfcller\n2,Gr\xf6\xdfere Teams zahlen mehr f\xfcr alles\n", []string{"--text", "answer"}, "out.csv",
			"id,answer,theme,theme_label\n1,Die Preise sind für uns zu hoch; sagt Müller,*\n2,Größere Teams zahlen mehr für alles,*\n"},
		{"UTF-16 as spreadsheets save Unicode text", "in.csv", "\xff\xfe" + utf16("id\tanswer\r\n1\tZürich ist teuer und weit weg\r\n"), []string{"--text", "answer"}, "out.csv",
			"id,answer,theme,theme_label\n1,Zürich ist teuer und weit weg,*\n"},
		{"two columns of one name", "in.csv", "answer,answer\n" + long + "," + wait + "\n", []string{"--text", "answer"}, "out.csv", "answer,answer,theme,theme_label\n" + long + "," + wait + ",*\n"},
		{"nothing but empty texts", "in.csv", "id,answer\n1,\n2,\" \"\n", []string{"--text", "answer"}, "out.csv", "id,answer,theme,theme_label\n1,,-1,Unsorted\n2,\" \",-1,Unsorted\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newShell(t)
			s.file(c.file, c.content)
			s.must(append([]string{"themes", "--input", c.file, "--out", c.out, "-q"}, c.flags...)...)
			got := strings.Split(s.read(c.out), "\n")
			for i, want := range strings.Split(c.want, "\n") {
				head, isOpen := strings.CutSuffix(want, "*")
				if i >= len(got) || !isOpen && got[i] != want || !strings.HasPrefix(got[i], head) || isOpen && len(got[i]) < len(head)+3 {
					t.Fatalf("line %d of\n%s\nwant\n%s", i+1, s.read(c.out), c.want)
				}
			}
		})
	}
}

func utf16(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestThemesTable_Refuses(t *testing.T) {
	s := newShell(t)
	s.file("in.csv", "id,answer\n1,Yes\n")
	s.file("empty.csv", "")
	s.file("header.csv", "id,answer\n")
	s.file("book.xlsx", "PK\x03\x04rest of a workbook")
	s.file("picture.csv", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	for _, c := range []struct {
		name  string
		code  int
		words string
		args  []string
	}{
		{"a file that is not there", cli.ExitNotFound, "nowhere.csv does not exist", []string{"--input", "nowhere.csv", "--text", "answer"}},
		{"a folder", cli.ExitFailed, "could not be read", []string{"--input", ".", "--text", "answer"}},
		{"an empty file", cli.ExitFailed, "empty.csv is empty", []string{"--input", "empty.csv", "--text", "answer"}},
		{"only a header", cli.ExitFailed, "header.csv has no rows", []string{"--input", "header.csv", "--text", "answer"}},
		{"a workbook", cli.ExitFailed, "Save the sheet as CSV", []string{"--input", "book.xlsx", "--text", "answer"}},
		{"a picture", cli.ExitFailed, "picture.csv", []string{"--input", "picture.csv", "--text", "answer"}},
		{"no column", cli.ExitUsage, "--text", []string{"--input", "in.csv"}},
		{"an unknown column", cli.ExitUsage, `in.csv has no column "text"; its columns are: id, answer`, []string{"--input", "in.csv", "--text", "text"}},
		{"a name without a header", cli.ExitUsage, "column number from 1 to 2", []string{"--input", "in.csv", "--no-header", "--text", "answer"}},
		{"a number beyond the table", cli.ExitUsage, "column number from 1 to 2", []string{"--input", "in.csv", "--no-header", "--text", "3"}},
		{"column nothing", cli.ExitUsage, "column number from 1 to 2", []string{"--input", "in.csv", "--no-header", "--text", "0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.t = t
			s.fails(c.code, c.words, append([]string{"themes", "--out", "out.csv"}, c.args...)...)
		})
	}
	s.t = t
	s.missing("out.csv")
	s.fails(cli.ExitUsage, "would replace the input", "themes", "--input", "in.csv", "--text", "answer", "--out", "./in.csv")
	s.fails(cli.ExitUsage, "writes CSV", "themes", "--input", "in.csv", "--text", "answer", "--out", "out.xlsx")
	s.fails(cli.ExitNotFound, "", "themes", "--input", "in.csv", "--text", "answer", "--out", "no/folder/out.csv")
	if got := s.read("in.csv"); got != "id,answer\n1,Yes\n" {
		t.Errorf("the input became %q", got)
	}
}

func TestThemesTable_TenThousandRows(t *testing.T) {
	s := newShell(t)
	texts, _ := passages(10_000, 0)
	s.file("in.tsv", strings.Join(texts, "\n")+"\n")
	start := time.Now()
	got := decode[themesAnswer](t, s.must("themes", "--input", "in.tsv", "--no-header", "--text", "1", "--out", "out.tsv", "--json", "--seed", "3"))
	took := time.Since(start)
	t.Logf("%d themes over %d rows in %v", len(got.Themes), got.Total, took)
	if got.Total != 10_000 || len(got.Themes) < 2 || strings.Count(s.read("out.tsv"), "\n") != 10_000 {
		t.Errorf("%d rows, %d themes", got.Total, len(got.Themes))
	}
	if took > time.Minute { // seconds on a free machine; the bound is for a busy one
		t.Errorf("it took %v", took)
	}
}

func TestThemes_OnAWorkspace(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", ".", "-q")
	type answer struct {
		Themes []struct {
			Theme, Size, People int
			Label               string
			Terms, Quotes       []string
			Continues           string
		}
		Total, Unsorted, Moves, Kept int
		Accepted                     bool
	}
	args := []string{"themes", "-w", "sample.throughline", "--json"}
	if got := decode[answer](t, s.must(args...)); got.Kept != 9 || got.Total == 0 || got.Total > 100 {
		t.Errorf("sample: %d findings looked at, %d themes of people kept", got.Total, got.Kept)
	}
	s.must("new", "w")
	s.fails(cli.ExitFailed, "only 0 findings", "themes", "-w", "w.throughline")
	s.must("generate", "-w", "big.throughline", "--interviews", "3", "--words", "900", "--findings", "60", "-q")
	args = []string{"themes", "-w", "big.throughline", "--json", "--k", "4"}
	first := s.must(args...)
	got := decode[answer](t, first)
	if got.Total != 60 || len(got.Themes) != 4 || got.Accepted || got.Moves != 60-got.Unsorted || len(got.Themes[0].Quotes) != 2 {
		t.Errorf("proposal %+v", got)
	}
	if again := s.must(args...); again != first {
		t.Error("the same run proposes something else, or the proposal was stored")
	}
	if got := decode[answer](t, s.must(append(args, "--accept")...)); !got.Accepted {
		t.Errorf("accepted %+v", got)
	}
	after := decode[answer](t, s.must(args...))
	if after.Moves != 0 || after.Themes[0].Continues == "" {
		t.Errorf("after accepting: %+v", after)
	}
	s.must("check", "-w", "big.throughline", "-q")
	if text := s.must("themes", "-w", "big.throughline", "--study", "generated study", "-q"); !strings.Contains(text, "read before you trust it") {
		t.Errorf("printed %q", text)
	}
	s.fails(cli.ExitNotFound, "The study X", "themes", "-w", "big.throughline", "--study", "X")
}

func TestSuggestTable(t *testing.T) {
	s := newShell(t)
	texts, topic := passages(120, 4)
	rows, fresh := [][]string{{"answer", "tag"}}, [][]string{{"id", "Answer"}}
	for i, text := range texts {
		if i < 80 {
			rows = append(rows, []string{text, topic[i]})
		} else {
			fresh = append(fresh, []string{strconv.Itoa(i), text})
		}
	}
	rows = append(rows, []string{"Lunch was good."}) // read and given no tag
	fresh = append(fresh, []string{"120", ""})
	s.file("train.csv", csvOf(rows...))
	s.file("new.csv", csvOf(fresh...))
	args := []string{"suggest", "--train", "train.csv", "--text", "answer", "--tag", "tag", "--input", "new.csv"}
	got := decode[map[string]any](t, s.must(append(args, "--out", "out.csv", "--json")...))
	if got["rows"] != 41.0 || got["learned_from"] != 81.0 || got["out"] != "out.csv" {
		t.Errorf("suggest --json gives %v", got)
	}
	out := s.csv("out.csv")
	if strings.Join(out[0], "|") != "id|Answer|tag_1|tag_2|tag_3|score_1|score_2|score_3" || len(out) != 42 {
		t.Fatalf("header %v, %d rows", out[0], len(out))
	}
	right := 0
	for i, row := range out[1:41] {
		if len(row) != 8 || row[2] == "" {
			t.Fatalf("row %v", row)
		}
		last := 1.0
		for n := 2; n < 5; n++ {
			score, err := strconv.ParseFloat(row[n+3], 64)
			if row[n] == "" && row[n+3] == "" {
				continue
			}
			if err != nil || score < 0 || score > last || len(row[n+3]) != 6 {
				t.Errorf("row %d has scores %v", i, row[5:])
			}
			last = score
		}
		if row[2] == topic[80+i] {
			right++
		}
	}
	if right < 32 { // floor: 80 %; the generator plants the topics
		t.Errorf("%d of 40 first suggestions are right", right)
	}
	if last := out[41]; strings.Join(last[2:], "") != "" {
		t.Errorf("an empty text got %v", last)
	}
	s.must(append(args, "--out", "again.csv", "-q")...)
	if s.read("again.csv") != s.read("out.csv") {
		t.Error("the same run gives other bytes")
	}
	s.fails(cli.ExitUsage, "would replace the input", append(args, "--out", "train.csv")...)
	s.fails(cli.ExitUsage, "no column", "suggest", "--train", "train.csv", "--text", "answer", "--tag", "label", "--input", "new.csv", "--out", "x.csv")
	s.fails(cli.ExitUsage, "new.csv has no column", "suggest", "--train", "train.csv", "--text", "tag", "--tag", "tag", "--input", "new.csv", "--out", "x.csv")
	s.file("thin.csv", "answer,tag\nWe wait for days.,Waiting\nThe price is high.,Price\n")
	s.file("alone.csv", "answer,tag\nWe wait for days.,Waiting\nWe waited again.,Waiting\n")
	for file, want := range map[string]string{"thin.csv": "2 of 2 tags have fewer than 5 rows", "alone.csv": "There is one tag only", "train.csv": "learned from 81: o.csv\n"} {
		if out := s.must("suggest", "--train", file, "--text", "answer", "--tag", "tag", "--input", "new.csv", "--out", "o.csv"); !strings.Contains(out, want) || file == "train.csv" && strings.Contains(out, "a guess") {
			t.Errorf("%s: printed %q, want %q", file, out, want)
		}
	}
	s.file("untagged.csv", "answer,tag\nWe wait.,\nWe pay., \n")
	s.fails(cli.ExitFailed, "None of the texts", "suggest", "--train", "untagged.csv", "--text", "answer", "--tag", "tag", "--input", "new.csv", "--out", "x.csv")
	s.missing("x.csv")
}

func TestSuggest_OnAWorkspace(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", ".", "-q")
	type answer struct {
		Suggestions []struct {
			Interview, Quote, Tag, Reason string
			Start, End                    int
			Score                         float64
		}
	}
	got := decode[answer](t, s.must("suggest", "-w", "sample.throughline", "--json"))
	if len(got.Suggestions) == 0 {
		t.Fatal("no suggestion for the sample")
	}
	for _, g := range got.Suggestions {
		if g.Quote == "" || g.Tag == "" || g.Reason == "" || g.Score < 0.3 || g.End-g.Start != len(g.Quote) {
			t.Errorf("suggestion %+v", g)
		}
	}
	of := got.Suggestions[0].Interview
	one := decode[answer](t, s.must("suggest", "-w", "sample.throughline", "--json", "--interview", strings.ToUpper(of)))
	if len(one.Suggestions) == 0 || len(one.Suggestions) > len(got.Suggestions) || one.Suggestions[0] != got.Suggestions[0] {
		t.Errorf("of one interview: %+v", one)
	}
	if text := s.must("suggest", "-w", "sample.throughline", "--interview", of); !strings.Contains(text, "People decide.") {
		t.Errorf("printed %q", text)
	}
	s.fails(cli.ExitNotFound, "The interview X was not found", "suggest", "-w", "sample.throughline", "--interview", "X")
	s.must("new", "w")
	s.fails(cli.ExitNotFound, "no interviews yet", "suggest", "-w", "w.throughline")
	s.file("a.txt", talk("Ana", "Well."))
	s.must("import", "-w", "w.throughline", "a.txt", "-q")
	if text := s.must("suggest", "-w", "w.throughline"); !strings.Contains(text, "some passages carry them") {
		t.Errorf("printed %q", text)
	}
	if got := decode[answer](t, s.must("suggest", "-w", "w.throughline", "--json")); got.Suggestions == nil {
		t.Error("no suggestions are null")
	}
}

// shared finds a folder of public data beside the project.
func shared(t *testing.T) string {
	t.Helper()
	for dir := root; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		if data := filepath.Join(dir, "..", "shared", "data"); isDir(data) {
			return data
		}
	}
	t.Skip("no public data beside the project")
	return ""
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func TestThemesTable_PublicFiles(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t), "*.tsv"))
	if err != nil || len(files) == 0 {
		t.Skip("no public tables beside the project")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			s := newShell(t)
			var lines []string // the first ones, and those with quotes
			for line := range strings.Lines(s.read(file)) {
				if line = strings.TrimRight(line, "\r\n"); len(lines) < 200 || strings.Contains(line, `"`) {
					lines = append(lines, line)
				}
			}
			s.file("in.tsv", strings.Join(lines, "\r\n")+"\r\n")
			got := decode[themesAnswer](t, s.must("themes", "--input", "in.tsv", "--no-header", "--text", "2", "--out", "out.tsv", "--json", "--k", "5"))
			after := strings.Split(s.read("out.tsv"), "\n")
			if got.Total != len(lines) || len(after) != len(lines)+1 {
				t.Fatalf("%d rows told, %d written, want %d", got.Total, len(after)-1, len(lines))
			}
			for i, line := range lines {
				if !strings.HasPrefix(after[i], line+"\t") || strings.Count(after[i], "\t") != 3 {
					t.Fatalf("row %d: %q became %q", i, line, after[i])
				}
			}
		})
	}
}
