//go:build linux

package torture_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// study is the name of the sample's study.
const study = "First ninety days with Wickerday"

// claim is one of its insights.
const claim = "Payday is the real go-live, and payroll arrives last"

// act is one kind of thing that people ask the program for.
type act struct {
	name string
	prep func(r *rig) *job
}

// acts are what is done to workspaces, by the names of the table at the end.
func acts() []act {
	all := []act{
		{"import transcripts", importTranscripts},
		{"import documents", importDocuments},
		{"import a survey", func(r *rig) *job {
			return r.step(map[string]int{"study": 1, "interview": 24}, "import", "--study", fmt.Sprint("Survey ", r.next()), filepath.Join(r.kit.interviews, "survey.csv"))
		}},
		{"import a coded project", func(r *rig) *job {
			return r.step(map[string]int{"interview": 12, "finding": 100}, "project", "import", "--name", fmt.Sprint("Project ", r.next()), r.kit.project)
		}},
		{"import participants", importPeople},
		{"import consents", importConsents},
		{"import measures", importMeasures},
		{"import metrics, attach to an insight", attachMetric},
		{"import a codebook", func(r *rig) *job {
			var b strings.Builder
			b.WriteString("tag,definition\n")
			n := r.next()
			for i := range 20 {
				fmt.Fprintf(&b, "Round %d code %d,What round %d is about\n", n, i, n)
			}
			return r.step(map[string]int{"tag": 20}, "codebook", "import", "--study", study, r.write("codebook.csv", b.String()))
		}},
		{"import starter templates", func(r *rig) *job {
			j := r.step(nil, "playbook", "import", "--starters")
			j.idle = true // once is enough
			return j
		}},
		{"tag in bulk, save the rule", func(r *rig) *job {
			n := r.next()
			word := []string{"shift", "week", "people", "rota"}[r.dice.IntN(4)]
			return r.step(map[string]int{"finding_tag": 1, "tag": 1, "rule": 1}, "code", "--find", word, "--scope", "sentence", "--all", "--tag", fmt.Sprint("Found ", n), "--save", fmt.Sprint("Rule ", n))
		}},
		{"propose and accept themes", func(r *rig) *job {
			j := r.step(nil, "themes", "--study", study, "--accept", "--k", fmt.Sprint(3+r.dice.IntN(6)), "--seed", fmt.Sprint(r.next()))
			j.idle = true // the board may be as proposed
			return j
		}},
		{"redact a study", func(r *rig) *job {
			j := r.step(nil, "redact", "--apply", "--study", study, "--min-score", fmt.Sprintf("0.%d", 4+r.dice.IntN(4)))
			j.idle = true // what is redacted is not found again
			return j
		}},
		{"extend the retention", func(r *rig) *job {
			return r.step(nil, "retention", "extend", "--study", study, "--until", fmt.Sprintf("%d-06-30", 2028+r.next()%900), "--reason", "a follow-up study is planned")
		}},
		{"mark and define a metric", func(r *rig) *job {
			if r.dice.IntN(2) == 0 {
				return r.step(map[string]int{"paper": 1}, "metrics", "mark", "2026-10-05", fmt.Sprint("Release ", r.next()))
			}
			return r.step(map[string]int{"paper": 1}, "metrics", "define", fmt.Sprint("Metric ", r.next()), "--definition", "people who came back", "--owner", "Mara")
		}},
		{"merge", mergeAnother},
		{"migrate an old file", migrate},
		{"erase a person", erasePerson},
		{"end the retention", endRetention},
		{"back up", func(r *rig) *job {
			out := r.file("copy.throughline")
			j := r.output(out, func(string) error { return nil }, "backup", "--out", out)
			want := j.known.Hash
			j.whole = r.copyHolds(want)
			return j
		}},
		{"check", func(r *rig) *job {
			j := r.step(nil, "check")
			j.idle = true
			return j
		}},
		{"salvage", func(r *rig) *job {
			out := r.file("saved.throughline")
			_ = os.Remove(out) // nothing is overwritten
			return r.output(out, r.copyHolds(""), "check", "--salvage", out)
		}},
		{"make a new workspace", func(r *rig) *job {
			return r.fresh("new", "--study", "First", r.file(fmt.Sprintf("new-%d.throughline", r.next())))
		}},
		{"generate a workspace", func(r *rig) *job {
			path := r.file(fmt.Sprintf("made-%d.throughline", r.next()))
			return r.fresh("generate", "--interviews", "3", "--words", "500", "--findings", "30", "-w", path)
		}},
		{"give a part to a colleague", func(r *rig) *job {
			out := r.file("part.throughline")
			_ = os.Remove(out) // nothing is overwritten
			return r.output(out, r.copyHolds(""), "pack", "--study", study, "--out", out)
		}},
		{"bundle, with a new key", func(r *rig) *job {
			if r.dice.IntN(2) == 0 { // the key is made anew
				_ = os.RemoveAll(filepath.Join(r.home, ".config"))
			}
			return r.written("bundle.zip", "bundle", "--study", study)
		}},
	}
	for _, ending := range []string{"pdf", "docx", "html"} {
		all = append(all, act{"report as " + ending, func(r *rig) *job { return r.written("report."+ending, "report", "--study", study) }})
	}
	return append(all,
		act{"metric sheet", func(r *rig) *job { return r.written("metrics.xlsx", "metrics", "--study", study) }},
		act{"export coded data", func(r *rig) *job {
			return r.written([]string{"coded.csv", "coded.html", "coded.gexf"}[r.dice.IntN(3)], "export", "--study", study)
		}},
		act{"export a project", func(r *rig) *job { return r.written("project.qdpx", "project", "export", "--study", study) }},
		act{"export board or codebook", func(r *rig) *job {
			if r.dice.IntN(2) == 0 {
				return r.written([]string{"board.png", "board.svg"}[r.dice.IntN(2)], "board", "--study", study)
			}
			return r.written("codebook.qdc", "codebook", "export", "--study", study)
		}},
	)
}

// step is a command that takes steps on the workspace.
func (r *rig) step(grows map[string]int, args ...string) *job {
	return &job{path: r.path, known: r.known, grows: grows, args: append(slices.Clone(args), "-w", r.path)}
}

// output is a command that writes a file and leaves the workspace.
func (r *rig) output(out string, whole func(string) error, args ...string) *job {
	old, err := os.ReadFile(out)
	if err != nil {
		old = nil
	}
	return &job{path: r.path, known: r.known, out: out, old: old, whole: whole, args: append(slices.Clone(args), "-w", r.path)}
}

// written is a command that writes over a file that is there.
func (r *rig) written(name string, args ...string) *job {
	out := r.file(name)
	if _, err := os.Stat(out); err != nil {
		r.write(name, "what was written before")
	}
	args = append(slices.Clone(args), "--force")
	switch args[0] {
	case "report", "metrics", "bundle":
		args = append(args, "--out", out)
	default:
		args = append(args, out)
	}
	return r.output(out, wholeFile, args...)
}

// wholeFile reads a file to its end as its ending says.
func wholeFile(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	switch filepath.Ext(path) {
	case ".pdf":
		if !bytes.HasPrefix(b, []byte("%PDF")) || !bytes.HasSuffix(bytes.TrimSpace(b), []byte("%%EOF")) {
			return errors.New("no PDF from beginning to end")
		}
	case ".zip", ".docx", ".xlsx", ".qdpx":
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return err
		}
		for _, f := range z.File {
			in, err := f.Open()
			if err != nil {
				return err
			}
			if _, err := io.Copy(io.Discard, in); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
		}
	case ".html":
		if !bytes.HasSuffix(bytes.TrimSpace(b), []byte("</html>")) {
			return errors.New("the page has no end")
		}
	case ".csv":
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))).ReadAll()
		if err != nil || len(rows) < 20 || !bytes.HasSuffix(b, []byte("\n")) {
			return fmt.Errorf("%d rows: %w", len(rows), err)
		}
	case ".png":
		_, err = png.Decode(bytes.NewReader(b))
		return err
	default: // XML
		for d := xml.NewDecoder(bytes.NewReader(b)); ; {
			if _, err := d.Token(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}

// write writes a file that a command reads.
func (r *rig) write(name, text string) string {
	path := r.file(name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
	return path
}

func importTranscripts(r *rig) *job {
	files, err := filepath.Glob(filepath.Join(r.kit.files, "*.vtt"))
	if err != nil || len(files) < 10 {
		r.t.Fatalf("%d transcripts, %v", len(files), err)
	}
	args := []string{"import", "--study", fmt.Sprint("Import ", r.next()), "--again"}
	for range 5 {
		args = append(args, files[r.dice.IntN(len(files))])
	}
	return r.step(map[string]int{"study": 1, "interview": len(slices.Compact(slices.Sorted(slices.Values(args[4:]))))}, args...)
}

func importDocuments(r *rig) *job {
	args := []string{"import", "--study", fmt.Sprint("Documents ", r.next()), "--again"}
	for _, name := range []string{"p03-bakery.docx", "p04-hotel.txt", "p05-security.srt", "p07-parcel-depots.md"} {
		args = append(args, filepath.Join(r.kit.interviews, name))
	}
	return r.step(map[string]int{"study": 1, "interview": 4}, args...)
}

func importPeople(r *rig) *job {
	var b strings.Builder
	b.WriteString("code,segment,Team size,Country\n")
	n := r.next()
	for i := range 25 {
		fmt.Fprintf(&b, "N%d-%d,Planner,%d,Norway\n", n, i, 10+i)
	}
	return r.step(map[string]int{"participant": 25}, "people", "import", r.write("people.csv", b.String()))
}

// importConsents is about people whom no act erases.
func importConsents(r *rig) *job {
	var b strings.Builder
	b.WriteString("code,date,scopes\n")
	n := r.next()
	for i := 13; i <= 19; i++ {
		fmt.Fprintf(&b, "P%d,20%02d-%02d-%02d,all\n", i, 10+n/300%15, 1+n/25%12, 1+n%25)
	}
	return r.step(nil, "consent", "import", r.write("consents.csv", b.String()))
}

func importMeasures(r *rig) *job {
	var b strings.Builder
	b.WriteString("code,success,time,seq\n")
	for i := 13; i <= 19; i++ {
		fmt.Fprintf(&b, "P%d,%d,%d,%d\n", i, r.dice.IntN(2), 20+r.dice.IntN(90), 1+r.dice.IntN(7))
	}
	return r.step(map[string]int{"paper": 1}, "measures", "import", "--study", study, "--task", fmt.Sprint("Task ", r.next()), r.write("measures.csv", b.String()))
}

// attachMetric brings values in, and writes to an insight what they say in the next round.
func attachMetric(r *rig) *job {
	name := fmt.Sprint("Logins ", r.next())
	var b strings.Builder
	b.WriteString("date,value\n")
	for day := range 60 {
		fmt.Fprintf(&b, "2026-%02d-%02d,%d\n", 8+day/28, 1+day%28, 100+day+r.dice.IntN(20))
	}
	imports := r.step(map[string]int{"paper": 1}, "metrics", "import", "--metric", name, r.write("metrics.csv", b.String()))
	if r.dice.IntN(2) == 0 {
		return imports
	}
	r.must(imports.args...)
	r.known = r.look(r.path)
	return r.step(nil, "metrics", "attach", name, claim, "--around", study)
}

// mergeAnother takes in a copy on which somebody else has tagged.
func mergeAnother(r *rig) *job {
	theirs := r.file("theirs.throughline")
	copyFile(r.t, r.aside(r.path), theirs)
	if _, err := os.Stat(r.path + "-wal"); err == nil {
		copyFile(r.t, r.path+"-wal", theirs+"-wal")
	}
	r.must("code", "-w", theirs, "--find", "shift", "--scope", "turn", "--all", "--tag", fmt.Sprint("Theirs ", r.next()))
	return &job{path: r.path, known: r.known, grows: map[string]int{"finding_tag": 1, "tag": 1}, args: []string{"merge", r.path, theirs}}
}

// migrate opens a file of the first version, to import participants.
func migrate(r *rig) *job {
	path := r.file(fmt.Sprintf("old-%d.throughline", r.next()))
	copyFile(r.t, r.kit.version1, path)
	j := importPeople(r)
	j.path, j.known, j.args[len(j.args)-1] = path, r.kit.known[r.kit.version1], path
	check := *j
	j.judge = func(ended) (found, string) {
		left, wrong := r.judgeSteps(&check)
		if wrong != "" {
			return left, wrong
		}
		copies, err := filepath.Glob(filepath.Join(path+".backups", "*.throughline"))
		if err != nil || len(copies) > 1 {
			return left, fmt.Sprint("copies before the migration: ", copies, err)
		}
		for _, c := range copies {
			if err := r.copyHolds(j.known.Hash)(c); err != nil {
				return left, "the copy before the migration: " + err.Error()
			}
		}
		return left, ""
	}
	return j
}

// fresh is a command that makes a workspace, whose path is its last argument. What is left of it must open or be made by the same command
// again.
func (r *rig) fresh(args ...string) *job {
	path := args[len(args)-1]
	j := &job{path: path, args: args}
	j.judge = func(ended) (found, string) {
		info, err := os.Stat(path)
		if err != nil || info.Size() == 0 {
			r.must(args...)
			if s, _, wrong := r.opened(path); wrong != "" {
				return nothing, "made again, " + wrong
			} else {
				_ = s.Close() // it is a copy
			}
			return nothing, ""
		}
		s, now, wrong := r.opened(path)
		if wrong != "" {
			return nothing, wrong
		}
		_ = s.Close() // it is a copy
		if now.tables["study"] == 0 {
			return some, ""
		}
		return all, ""
	}
	return j
}

// erasePerson erases one of the first twelve who is still there, or when nobody is left, nobody.
func erasePerson(r *rig) *job {
	for range 20 {
		code := fmt.Sprintf("P%02d", 1+r.dice.IntN(12))
		if j := r.scrub("erase", "--participant", code, "--reason", "asked by the person", "--yes"); j != nil {
			return j
		}
	}
	return importPeople(r)
}

// endRetention removes the words of the sample's study, once.
func endRetention(r *rig) *job {
	keep := []string{"quotes", "nothing"}[r.dice.IntN(2)]
	if j := r.scrub("retention", "end", "--study", study, "--keep", keep, "--reason", "retention ended", "--yes"); j != nil {
		return j
	}
	return importPeople(r)
}

// scrub is a command that erases, which is no step. What it is to leave is learnt on a copy; nil where it has nothing to erase.
func (r *rig) scrub(args ...string) *job {
	model := r.file("model.throughline")
	copyFile(r.t, r.aside(r.path), model)
	if _, err := os.Stat(r.path + "-wal"); err == nil {
		copyFile(r.t, r.path+"-wal", model+"-wal")
	}
	if e := r.run(plug{}, append(slices.Clone(args), "-w", model)...); !e.done {
		return nil
	}
	want := r.look(model)
	j := &job{path: r.path, known: r.known, args: append(slices.Clone(args), "-w", r.path)}
	j.judge = func(e ended) (found, string) {
		now := r.path
		if !e.done { // the next opening carries through what was begun
			now = r.aside(r.path)
			over := filepath.Join(r.dir, "carried.throughline")
			copyFile(r.t, now, over)
			_ = os.Remove(over + "-wal")
			if _, err := os.Stat(now + "-wal"); err == nil {
				copyFile(r.t, now+"-wal", over+"-wal")
			}
			if e := r.run(plug{}, "erase", "--resume", "-w", over); !e.done {
				return nothing, "what was begun cannot be carried through: " + e.err
			}
			now = over
		}
		s, is, wrong := r.opened(now)
		if wrong != "" {
			return nothing, wrong
		}
		_ = s.Close() // it is a copy
		if is.Hash == j.known.Hash {
			return nothing, ""
		}
		for table, n := range want.tables {
			if is.tables[table] != n {
				return some, fmt.Sprintf("%d rows of %s are left, %d are when nothing happens", is.tables[table], table, n)
			}
		}
		if now != r.path {
			copyFile(r.t, now, r.path) // and goes on from there
			_ = os.Remove(r.path + "-wal")
			_ = os.Remove(r.path + "-shm")
		}
		r.known = is
		return all, ""
	}
	return j
}
