package exchange_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/exchange"
	"throughline/app/format"
)

// desk is a bench with a study and a folder of files.
type desk struct {
	*apptest.Bench
	exchange *exchange.Service
	study    *app.Study
	dir      string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{Bench: apptest.New(t), dir: t.TempDir()}
	d.exchange = &exchange.Service{Store: d.Store, Log: d.Log, Hand: d.Hand}
	d.study = d.Study("Onboarding")
	return d
}

// file writes a file into the desk's folder and returns its path.
func (d *desk) file(name, content string) string {
	d.T.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		d.T.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		d.T.Fatal(err)
	}
	return path
}

func (d *desk) run(opt exchange.Options, paths ...string) exchange.Result {
	d.T.Helper()
	opt.Study = d.study.ID
	res, err := d.exchange.Import(d.T.Context(), paths, opt, nil)
	if err != nil {
		d.T.Fatal(err)
	}
	return res
}

// statuses are the files' names with what became of them.
func statuses(res exchange.Result) []string {
	var out []string
	for _, f := range res.Files {
		out = append(out, filepath.Base(f.Path)+" "+string(f.Status))
	}
	return out
}

func (d *desk) interview(id app.InterviewID) (*app.Interview, *app.Transcript) {
	d.T.Helper()
	iv := apptest.Find(d.Bench, &app.Interview{ID: id})
	tr, err := d.Store.Transcript(d.T.Context(), id)
	if err != nil {
		d.T.Fatal(err)
	}
	return iv, tr
}

func (d *desk) codes() []string {
	d.T.Helper()
	people, err := d.Store.Participants(d.T.Context(), "")
	if err != nil {
		d.T.Fatal(err)
	}
	var out []string
	for _, p := range people {
		out = append(out, p.Code)
	}
	return out
}

// talk is a transcript that differs by who says what.
func talk(who, what string) string {
	return "Interviewer: How was the first week?\n\n" + who + ": " + what + " It took three days.\n\nInterviewer: And then what happened?\n\n" +
		who + ": Then I asked a colleague for help.\n"
}

const captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Mara>How was it?\n\n00:00:03.500 --> 00:00:07.000\n<v Denise>I waited\n\n" +
	"00:00:07.500 --> 00:00:09.000\n<v Denise>three days.\n"

func TestImport_OneFile(t *testing.T) {
	d := newDesk(t)
	path := d.file("P07 first talk 2026-09-15.vtt", captions)
	var res exchange.Result
	d.OneStep(t, "Import 1 file", func() error {
		res = d.run(exchange.Options{Moderator: map[string]string{path: "mara"}}, path)
		return nil
	})
	f := res.Files[0]
	if f.Status != exchange.Imported || f.Format != "vtt" || f.Documents != 1 || len(f.Interviews) != 1 || f.Turns != 2 || f.Words != 7 || f.Err != nil ||
		f.Moderator != "Mara" || f.Code != "P07" || f.Date != "2026-09-15" || !slices.Equal(f.Speakers, []string{"Mara", "Denise"}) || res.Batch == "" {
		t.Errorf("result %+v", f)
	}
	iv, tr := d.interview(f.Interviews[0])
	if iv.Title != "P07 first talk 2026-09-15" || iv.Study != d.study.ID || iv.Method != "Interview" || iv.Moderator != "Mara" || len(iv.Speakers) != 2 ||
		iv.Speakers[0].Role != app.RoleModerator || iv.Speakers[1].Participant == "" {
		t.Errorf("interview %+v", iv)
	}
	if tr.Text != "How was it?\nI waited three days." || len(tr.Cues) != 3 || tr.Revision != 1 {
		t.Errorf("transcript %q with %d cues", tr.Text, len(tr.Cues))
	}
	src := apptest.Find(d.Bench, &app.Source{ID: iv.Source})
	if src.Name != filepath.Base(path) || string(src.Data) != captions || len(src.Hash) != 64 {
		t.Errorf("source %s %s of %d bytes", src.Name, src.Hash, len(src.Data))
	}
	if got := d.codes(); !slices.Equal(got, []string{"P07"}) {
		t.Errorf("participants %v", got)
	}
}

func TestImport_Duplicates(t *testing.T) {
	d := newDesk(t)
	a := d.file("a.txt", talk("Ana", "Well."))
	copyOfA := d.file("sub/copy of a.txt", talk("Ana", "Well."))
	b := d.file("b.txt", talk("Ben", "Badly."))
	if got := statuses(d.run(exchange.Options{}, a, copyOfA, b, a, filepath.Join(d.dir, ".", "a.txt"))); !slices.Equal(got,
		[]string{"a.txt imported", "copy of a.txt duplicate", "b.txt imported"}) {
		t.Errorf("first run: %v", got)
	}
	d.Nothing(t, "", func() error {
		res := d.run(exchange.Options{}, copyOfA, b)
		if res.Count(exchange.Duplicate) != 2 || res.Batch != "" || app.CodeOf(res.Files[0].Err) != app.EConflict {
			t.Errorf("second run: %+v", res)
		}
		return nil
	})
	if res := d.run(exchange.Options{Again: true}, a, copyOfA); res.Count(exchange.Imported) != 2 {
		t.Errorf("again: %v", statuses(res))
	}
	other := d.Study("Pricing")
	res, err := d.exchange.Import(t.Context(), []string{a}, exchange.Options{Study: other.ID}, nil)
	if err != nil || res.Count(exchange.Imported) != 1 {
		t.Errorf("into another study: %v, %v", statuses(res), err)
	}
}

func TestImport_AFailedFileIsNoOriginal(t *testing.T) {
	d := newDesk(t)
	blank := textFreeDocx(t)
	a, b := d.file("a.docx", blank), d.file("b.docx", blank)
	if got := statuses(d.run(exchange.Options{}, a, b)); !slices.Equal(got, []string{"a.docx failed", "b.docx failed"}) {
		t.Errorf("statuses %v, want both failed for themselves", got)
	}
}

func TestImport_AFailingFileLeavesNothing(t *testing.T) {
	d := newDesk(t)
	good, alsoGood := d.file("p01.txt", talk("Ana", "Well.")), d.file("p02.txt", talk("Ben", "Badly."))
	for _, c := range []struct {
		name, file, content string
		want                app.Code
	}{
		{"empty", "empty.txt", "", app.EInvalid},
		{"only space", "space.txt", " \n\t\r\n ", app.EInvalid},
		{"only a mark", "bom.txt", "\xef\xbb\xbf", app.EInvalid},
		{"zeros", "zeros.txt", strings.Repeat("\x00", 5000), app.EInvalid},
		{"a picture", "photo.txt", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", app.EUnsupported},
		{"a broken pdf", "paper.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0", app.EInvalid},
		{"an old word file", "old.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), app.EUnsupported},
		{"a broken archive", "broken.docx", "PK\x03\x04 and then nothing good", app.EInvalid},
		{"another archive", "stuff.zip", zipOf(t, map[string]string{"a/b.txt": "x"}), app.EUnsupported},
		{"a word file without text", "blank.docx", textFreeDocx(t), app.EInvalid},
		{"captions without words", "silent.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n \n", app.EInvalid},
		{"a database", "x.sqlite", "SQLite format 3\x00" + strings.Repeat("\x00", 500), app.EUnsupported},
		{"a file that is not there", "", "", app.ENotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := filepath.Join(d.dir, "nowhere.txt")
			if c.file != "" {
				bad = d.file("bad/"+c.file, c.content)
			}
			before := d.Hash()
			d.Nothing(t, "", func() error { // alone it leaves nothing
				f := d.run(exchange.Options{}, bad).Files[0]
				message, _ := app.Explain(f.Err)
				if f.Status != exchange.Failed || app.CodeOf(f.Err) != c.want || !strings.Contains(message, filepath.Base(bad)) {
					t.Errorf("alone: %s, %v, want failed with code %s and the name", f.Status, f.Err, c.want)
				}
				return nil
			})
			res := d.run(exchange.Options{}, good, bad, alsoGood)
			want := []string{"p01.txt imported", filepath.Base(bad) + " failed", "p02.txt imported"}
			if got := statuses(res); !slices.Equal(got, want) {
				t.Errorf("among others: %v, want %v", got, want)
			}
			if n := d.counts(); n.Interviews != 2 || n.Participants != 2 {
				t.Errorf("%d interviews of %d participants, want the two good ones", n.Interviews, n.Participants)
			}
			if _, err := d.Log.Undo(t.Context()); err != nil || d.Hash() != before {
				t.Errorf("undo gives back what was: %v, %v", d.Hash() == before, err)
			}
		})
	}
	d.Whole(t)
}

func (d *desk) counts() app.Counts {
	d.T.Helper()
	n, err := d.Store.Counts(d.T.Context(), d.study.ID)
	if err != nil {
		d.T.Fatal(err)
	}
	return n
}

func zipOf(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func textFreeDocx(t *testing.T) string {
	t.Helper()
	const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	return zipOf(t, map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   `<?xml version="1.0"?><w:document ` + ns + `><w:body><w:p><w:r><w:t> </w:t></w:r></w:p><w:p/></w:body></w:document>`,
	})
}

// refusing commits nothing that holds a file with bad in its name.
type refusing struct {
	app.Committer
	code app.Code
}

func (r refusing) Commit(ctx context.Context, cs *app.ChangeSet) error {
	for _, c := range cs.Changes {
		if s, ok := c.After.(*app.Source); ok && strings.Contains(s.Name, "bad") {
			return &app.Error{Code: r.code, Message: "The workspace refuses " + s.Name + "."}
		}
	}
	return r.Committer.Commit(ctx, cs)
}

func TestImport_WhatTheWorkspaceRefusesFailsAlone(t *testing.T) {
	d := newDesk(t)
	d.exchange.Log = refusing{d.Log, app.EInvalid}
	// The refused file makes P03, whom the next one needs; its copy is then the original.
	bad, next, same := d.file("bad p03.txt", talk("Ana", "Well.")), d.file("p03 again.txt", talk("Ana", "Better.")), d.file("c.txt", talk("Cy", "Hm."))
	res := d.run(exchange.Options{}, bad, next, same)
	if got := statuses(res); !slices.Equal(got, []string{"bad p03.txt failed", "p03 again.txt imported", "c.txt imported"}) {
		t.Errorf("statuses %v", got)
	}
	if f := res.Files[0]; f.Interviews != nil || app.CodeOf(f.Err) != app.EInvalid {
		t.Errorf("the refused file: %+v", f)
	}
	if got := d.codes(); !slices.Equal(got, []string{"P01", "P03"}) {
		t.Errorf("participants %v", got)
	}
	d.Whole(t)
	if _, err := d.Log.Undo(t.Context()); err != nil || d.counts().Interviews != 0 {
		t.Errorf("one undo leaves %d interviews, %v", d.counts().Interviews, err)
	}
}

func TestImport_WhenNothingCanBeStoredAllFail(t *testing.T) {
	d := newDesk(t)
	d.exchange.Log = refusing{d.Log, app.EIO}
	d.Nothing(t, "", func() error {
		res := d.run(exchange.Options{}, d.file("bad.txt", talk("Ana", "Well.")), d.file("b.txt", talk("Ben", "Hm.")))
		if res.Count(exchange.Failed) != 2 || app.CodeOf(res.Files[1].Err) != app.EIO || res.Batch != "" {
			t.Errorf("statuses %v, %v", statuses(res), res.Files[1].Err)
		}
		return nil
	})
}

func TestImport_ManyFilesAreOneUndo(t *testing.T) {
	d := newDesk(t)
	before := d.Hash()
	const n = 150 // more than two batches
	var paths []string
	for i := range n {
		paths = append(paths, d.file(fmt.Sprintf("many/interview %03d.txt", i), talk("Ana", fmt.Sprint("Number ", i, "."))))
	}
	var seen []string
	res, err := d.exchange.Import(t.Context(), []string{filepath.Join(d.dir, "many")}, exchange.Options{Study: d.study.ID},
		func(done, total int64, what string) { seen = append(seen, fmt.Sprintf("%d/%d %s", done, total, what)) })
	if err != nil || res.Count(exchange.Imported) != n || res.Interviews() != n || d.counts().Interviews != n {
		t.Fatalf("Import() = %d imported, %v", res.Count(exchange.Imported), err)
	}
	for i, f := range res.Files {
		if f.Path != paths[i] {
			t.Fatalf("file %d is %s, want %s", i, f.Path, paths[i])
		}
	}
	if len(seen) != n || seen[n-1] != "150/150 interview 149.txt" {
		t.Errorf("progress %d times, last %q", len(seen), seen[len(seen)-1])
	}
	after := d.Hash()
	if d.Steps() < 3 {
		t.Errorf("%d steps, want the import in batches", d.Steps())
	}
	if e, err := d.Log.Undo(t.Context()); err != nil || e.Label != "Import 150 files" || d.Hash() != before {
		t.Errorf("Undo() = %q, %v; all taken back: %v", e.Label, err, d.Hash() == before)
	}
	if _, err := d.Log.Redo(t.Context()); err != nil || d.Hash() != after {
		t.Errorf("Redo() = %v; all back: %v", err, d.Hash() == after)
	}
	d.Whole(t)
}

func TestImport_StoppedMidwayLeavesWholeFilesOnly(t *testing.T) {
	d := newDesk(t)
	var paths []string
	for i := range 120 {
		paths = append(paths, d.file(fmt.Sprintf("%03d.txt", i), talk("Ana", fmt.Sprint("Number ", i, "."))))
	}
	for _, stopAt := range []int64{1, 70} {
		t.Run(fmt.Sprint("after ", stopAt), func(t *testing.T) {
			before := d.Hash()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			res, err := d.exchange.Import(ctx, paths, exchange.Options{Study: d.study.ID}, func(done, _ int64, _ string) {
				if done == stopAt {
					cancel()
				}
			})
			n := res.Count(exchange.Imported)
			if app.CodeOf(err) != app.ECanceled || n < int(stopAt) || n == 120 || n+res.Count(exchange.Skipped) != 120 {
				t.Errorf("Import() = %d imported, %d skipped, %v", n, res.Count(exchange.Skipped), err)
			}
			if got := d.counts().Interviews; got != n {
				t.Errorf("%d interviews are stored, %d reported", got, n)
			}
			for _, f := range res.Files {
				if f.Status == exchange.Imported {
					if iv, tr := d.interview(f.Interviews[0]); iv.Source == "" || tr.Text == "" {
						t.Errorf("half of %s", f.Path)
					}
				}
			}
			d.Whole(t)
			if _, err := d.Log.Undo(t.Context()); err != nil || d.Hash() != before {
				t.Errorf("undo: %v, as before: %v", err, d.Hash() == before)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	d.Nothing(t, app.ECanceled, func() error {
		_, err := d.exchange.Import(ctx, paths, exchange.Options{Study: d.study.ID}, nil)
		return err
	})
}

func TestImport_TwoAtOnceKnowTheSamePeople(t *testing.T) {
	d := newDesk(t)
	d.exchange.Hand = app.Hand{Author: apptest.Author} // the bench's clock is for one goroutine
	shared := d.file("shared.txt", talk("Ana", "In both."))
	var wg sync.WaitGroup
	imported := make([]int, 4)
	for i := range imported {
		own := d.file(fmt.Sprintf("own %d.txt", i), talk("Ana", fmt.Sprint("Only in ", i, ".")))
		wg.Go(func() {
			res, err := d.exchange.Import(t.Context(), []string{shared, own}, exchange.Options{Study: d.study.ID}, nil)
			if err != nil {
				t.Error(err)
			}
			imported[i] = res.Count(exchange.Imported)
		})
	}
	wg.Wait()
	if got := d.codes(); !slices.Equal(got, []string{"P01", "P02", "P03", "P04", "P05"}) {
		t.Errorf("participants %v, %v files imported; want five people, the shared file once", got, imported)
	}
	ctx, cancel := context.WithCancel(t.Context())
	block := d.file("block.txt", talk("Ana", "Last."))
	_, err := d.exchange.Import(t.Context(), []string{block}, exchange.Options{Study: d.study.ID}, func(int64, int64, string) {
		cancel()
		if _, err := d.exchange.Import(ctx, []string{shared}, exchange.Options{Study: d.study.ID}, nil); app.CodeOf(err) != app.ECanceled {
			t.Errorf("a waiting import that is stopped: %v", err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func TestImport_Refuses(t *testing.T) {
	d := newDesk(t)
	a, empty := d.file("a.txt", talk("Ana", "Well.")), filepath.Join(d.dir, "empty")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		study app.StudyID
		paths []string
		want  app.Code
	}{
		{"no study", "", []string{a}, app.EInvalid},
		{"an unknown study", "gone", []string{a}, app.ENotFound},
		{"no files", d.study.ID, nil, app.EInvalid},
		{"an empty folder", d.study.ID, []string{empty}, app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error {
				_, err := d.exchange.Import(t.Context(), c.paths, exchange.Options{Study: c.study}, nil)
				return err
			})
		})
	}
}

func TestPreview_SaysWhatImportDoes(t *testing.T) {
	d := newDesk(t)
	paths := []string{d.file("p01.txt", talk("Ana", "Well.")), d.file("copy.txt", talk("Ana", "Well.")), d.file("empty.txt", ""),
		d.file("talk.vtt", captions)}
	for _, study := range []app.StudyID{"", d.study.ID} {
		var pre exchange.Result
		d.Nothing(t, "", func() (err error) {
			pre, err = d.exchange.Preview(t.Context(), paths, exchange.Options{Study: study}, nil)
			return err
		})
		want := []string{"p01.txt imported", "copy.txt duplicate", "empty.txt failed", "talk.vtt imported"}
		if got := statuses(pre); !slices.Equal(got, want) || pre.Batch != "" {
			t.Errorf("Preview(%q) = %v, want %v", study, got, want)
		}
		for _, f := range pre.Files {
			if f.Interviews != nil {
				t.Errorf("Preview(%q) gives %s interviews that nobody made", study, f.Path)
			}
		}
		if f := pre.Files[0]; f.Title != "p01" || f.Code != "P01" || f.Words == 0 || f.Turns != 4 {
			t.Errorf("Preview(%q) = %+v", study, f)
		}
	}
	pre, err := d.exchange.Preview(t.Context(), paths, exchange.Options{Study: d.study.ID}, nil)
	if err != nil {
		t.Fatal(err)
	}
	res := d.run(exchange.Options{}, paths...)
	for i := range res.Files {
		res.Files[i].Interviews, res.Files[i].Err, pre.Files[i].Err = nil, nil, nil
		if fmt.Sprintf("%+v", res.Files[i]) != fmt.Sprintf("%+v", pre.Files[i]) {
			t.Errorf("preview %+v, import %+v", pre.Files[i], res.Files[i])
		}
	}
}

func TestImport_FoldersAreWalked(t *testing.T) {
	d := newDesk(t)
	for _, name := range []string{"b.txt", "a.txt", "deep/er/c.txt", ".hidden.txt", ".git/d.txt", "~$lock.txt", "deep/.DS_Store"} {
		d.file("in/"+name, talk("Ana", name))
	}
	d.file("in/photo.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	d.file("in/empty.txt", "")
	target := d.file("elsewhere/linked.txt", talk("Ana", "linked"))
	if err := os.Symlink(target, filepath.Join(d.dir, "in", "link.txt")); err != nil {
		t.Skip("no links here:", err)
	}
	if err := os.Symlink(filepath.Join(d.dir, "nowhere"), filepath.Join(d.dir, "in", "broken.txt")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(d.dir, "in"), filepath.Join(d.dir, "door")); err != nil {
		t.Fatal(err)
	}
	want := []string{"a.txt imported", "b.txt imported", "c.txt imported", "empty.txt failed", "link.txt imported", "photo.png skipped"}
	for _, folder := range []string{"in", "door"} {
		t.Run(folder, func(t *testing.T) {
			res, err := d.exchange.Preview(t.Context(), []string{filepath.Join(d.dir, folder)}, exchange.Options{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := statuses(res); !slices.Equal(got, want) {
				t.Errorf("statuses %v, want %v", got, want)
			}
			if !strings.HasPrefix(res.Files[0].Path, filepath.Join(d.dir, folder)) {
				t.Errorf("path %s, want it as given", res.Files[0].Path)
			}
		})
	}
	t.Run("named by a person", func(t *testing.T) {
		res, err := d.exchange.Preview(t.Context(), []string{filepath.Join(d.dir, "in", ".hidden.txt"), filepath.Join(d.dir, "in", "photo.png")}, exchange.Options{}, nil)
		if err != nil || !slices.Equal(statuses(res), []string{".hidden.txt imported", "photo.png failed"}) {
			t.Errorf("statuses %v, %v", statuses(res), err)
		}
	})
}

func TestImport_UnreadableFileAndFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	d := newDesk(t)
	shut, file := filepath.Join(d.dir, "shut"), d.file("secret.txt", talk("Ana", "Hm."))
	d.file("shut/in.txt", talk("Ana", "Well."))
	for _, p := range []string{shut, file} {
		if err := os.Chmod(p, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(p, 0o700) })
	}
	res := d.run(exchange.Options{}, d.dir)
	if got := statuses(res); !slices.Equal(got, []string{"secret.txt failed", "shut failed"}) || app.CodeOf(res.Files[0].Err) != app.EIO {
		t.Errorf("statuses %v, %v", got, res.Files[0].Err)
	}
}

func TestImport_NamesOfAnyBytes(t *testing.T) {
	d := newDesk(t)
	odd := filepath.Join(d.dir, "caf\xe9.txt")
	if err := os.WriteFile(odd, []byte(talk("Ana", "Well.")), 0o600); err != nil {
		t.Skip("this disk wants names in UTF-8:", err)
	}
	dot := d.file(".txt", talk("Ben", "Hm."))
	res := d.run(exchange.Options{}, odd, dot)
	if got := res.Count(exchange.Imported); got != 2 {
		t.Fatalf("%d imported: %v %v", got, res.Files[0].Err, res.Files[1].Err)
	}
	if res.Files[0].Title != "caf\ufffd" || res.Files[1].Title != ".txt" {
		t.Errorf("titles %q and %q", res.Files[0].Title, res.Files[1].Title)
	}
}

func TestImport_Survey(t *testing.T) {
	d := newDesk(t)
	person := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "r-1", Segment: "Old", Stamp: d.Hand.Stamp()}
	d.Put(person)
	path := d.file("survey.csv", "ID,Team,Seats,What was hard?,What helped?\n"+
		"R-1,Sales,12,Getting access took three whole days,A colleague\n"+
		"R-2,Support,3,\"The import, it failed twice\",\n"+
		"R-3,Support,4,,\n")
	m := format.Mapping{Code: 0, Title: -1, Date: -1, Segment: 1, Text: []int{3, 4}, Attributes: []int{2}, Header: true}
	opt := exchange.Options{Mappings: map[string]format.Mapping{path: m}, Titles: map[string]string{path: "One title for all"}, Codes: map[string]string{path: "X"}}
	var res exchange.Result
	d.OneStep(t, "Import 1 file", func() error { res = d.run(opt, path); return nil })
	f := res.Files[0]
	if f.Documents != 2 || len(f.Interviews) != 2 || res.Interviews() != 2 || f.Format != "csv" || f.Title != "R-1" || f.Code != "R-1" {
		t.Fatalf("result %+v", f)
	}
	iv, tr := d.interview(f.Interviews[0])
	if !strings.Contains(tr.Text, "What was hard?\nGetting access took three whole days") || iv.Moderator != "" {
		t.Errorf("transcript %q, moderator %q", tr.Text, iv.Moderator)
	}
	if got := iv.Participants(); !slices.Equal(got, []app.ParticipantID{person.ID}) {
		t.Errorf("row 1 is by %v, want the participant there is", got)
	}
	second, _ := d.interview(f.Interviews[1])
	made := apptest.Find(d.Bench, &app.Participant{ID: second.Participants()[0]})
	if made.Code != "R-2" || made.Segment != "Support" || made.Attribute("seats") != "3" || second.Title != "R-2" {
		t.Errorf("row 2: %+v, titled %q", made, second.Title)
	}
	if iv.Source != second.Source {
		t.Error("rows of one file have two sources")
	}
}
