package workspace_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/storage"
)

func openStore(ctx context.Context, path string, mode workspace.Mode) (workspace.Store, error) {
	if mode == workspace.New {
		return storage.Create(ctx, path, storage.Options{})
	}
	return storage.Open(ctx, path, storage.Options{ReadOnly: mode == workspace.ReadOnly})
}

// handOff writes a bundle of the sample and returns where it lies and its key.
func handOff(t *testing.T, w *workspace.Workspace, spec report.Spec) (path string, key ed25519.PrivateKey) {
	t.Helper()
	key, err := workspace.SigningKey(filepath.Join(t.TempDir(), "settings"))
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "hand.zip")
	spec.Date, spec.Author = "2026-11-26", "Mara"
	if _, err := w.WriteHandOff(t.Context(), spec, path, workspace.HandOff{Open: openStore, Key: key}); err != nil {
		t.Fatal(err)
	}
	return path, key
}

// insideOf opens the workspace of a bundle for reading.
func insideOf(t *testing.T, path string) *workspace.Workspace {
	t.Helper()
	inside := filepath.Join(t.TempDir(), "research.throughline")
	if err := os.WriteFile(inside, []byte(unzipped(t, path)["research.throughline"]), 0o400); err != nil {
		t.Fatal(err)
	}
	s, err := openStore(t.Context(), inside, workspace.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(t.Context(), s, app.Hand{Author: "Reader"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func TestWriteHandOff_HoldsResearchAndNothingElse(t *testing.T) {
	w, sample, _ := sampled(t)
	spec := report.Spec{Study: sample, Title: "Wickerday"}
	path, _ := handOff(t, w, spec)
	in := insideOf(t, path)
	ctx := t.Context()
	before, err := w.Store.Counts(ctx, sample)
	if err != nil {
		t.Fatal(err)
	}
	after, err := in.Store.Counts(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if after.Studies != 1 || after.Findings != before.Findings || after.Insights != before.Insights || after.Themes != before.Themes || after.Memos != 0 || after.Interviews != before.Interviews {
		t.Errorf("counts %+v, want those of %+v without memos", after, before)
	}
	if damage, err := in.Store.Check(ctx, nil); err != nil || len(damage.Problems) > 0 {
		t.Errorf("the workspace inside is not sound: %v, %v", damage, err)
	}
	outside := workspace.Through(w.Store, app.AudienceOutside)
	want, err := outside.Findings(ctx, app.FindingQuery{Study: sample})
	if err != nil {
		t.Fatal(err)
	}
	words := map[app.FindingID]string{}
	for i := range want {
		words[want[i].ID] = want[i].Text()
	}
	got, err := in.Store.Findings(ctx, app.FindingQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		if got[i].Text() != words[got[i].ID] {
			t.Errorf("%s says %q, outsiders read %q", got[i].ID, got[i].Text(), words[got[i].ID])
		}
	}
	entries, err := in.Store.Entries(ctx, app.Page{Limit: 10})
	if err != nil || len(entries) != 1 {
		t.Errorf("%d steps in its history, %v; want the one that made it", len(entries), err)
	}
	if insights, err := in.Store.Insights(ctx, ""); err != nil || len(insights) == 0 || insights[0].Support.Participants == 0 {
		t.Errorf("insights rest on nobody: %v", err)
	}
	again := written(t, in, report.Spec{})
	if !strings.Contains(again, "Payday is the real go-live") {
		t.Error("no report can be made of what was handed over")
	}
}

func TestWriteHandOff_TellsPeopleNoFurtherApart(t *testing.T) {
	w, sample, second := sampled(t)
	for _, level := range []report.Naming{report.NamesAlias, report.NamesNone} {
		path, _ := handOff(t, w, report.Spec{Studies: []app.StudyID{sample, second}, Naming: level})
		in := insideOf(t, path)
		people, err := in.Store.Participants(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			if strings.HasPrefix(p.Code, "P0") || p.Segment != "" || len(p.Attributes) > 0 {
				t.Errorf("%s: %q, %q", level, p.Code, p.Segment)
			}
		}
		if level == report.NamesNone && len(people) > 0 {
			t.Errorf("%d people are told apart", len(people))
		}
		talks, err := in.Store.Interviews(t.Context(), "", app.Page{})
		if err != nil || len(talks) != 2 {
			t.Errorf("%s: %d interviews, %v; want one for all passages of each study", level, len(talks), err)
		}
	}
}

// TestWriteHandOff_TagsReferToLaterOnes hands over tags that are mapped to or replaced by others which come after them in the codebook, in a circle too.
func TestWriteHandOff_TagsReferToLaterOnes(t *testing.T) {
	for _, c := range []struct {
		name                string
		firstMaps, lastMaps int // of three tags, which one the first and the last are mapped to; -1 for none
		want                string
	}{
		{"to a later one", 2, -1, "mapped to Last"},
		{"in a circle", 2, 0, "not mapped"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, _, second := sampled(t)
			var tags []*app.Tag
			for _, name := range []string{"First", "Old", "Last"} {
				tag, err := w.Coding.CreateTag(t.Context(), second, name, "")
				if err != nil {
					t.Fatal(err)
				}
				tags = append(tags, tag)
			}
			cs := app.NewChangeSet("Map tags", "Mara", tags[2].Created.Add(time.Hour))
			change := func(at int, set func(*app.Tag)) {
				next := *tags[at]
				set(&next)
				cs.Update(tags[at], &next)
			}
			change(0, func(g *app.Tag) { g.MapsTo = tags[c.firstMaps].ID })
			change(1, func(g *app.Tag) { g.ReplacedBy, g.Status = tags[2].ID, app.TagDeprecated })
			if c.lastMaps >= 0 {
				change(2, func(g *app.Tag) { g.MapsTo = tags[c.lastMaps].ID })
			}
			if err := w.Log.Commit(t.Context(), cs); err != nil {
				t.Fatal(err)
			}
			path, _ := handOff(t, w, report.Spec{Study: second})
			all, err := insideOf(t, path).Store.Tags(t.Context(), second)
			if err != nil {
				t.Fatal(err)
			}
			names, said := map[app.TagID]string{}, ""
			for _, g := range all {
				names[g.ID] = g.Name
			}
			for _, g := range all {
				if g.Name == "First" {
					said = "not mapped"
					if g.MapsTo != "" {
						said = "mapped to " + names[g.MapsTo]
					}
				}
			}
			if said != c.want {
				t.Errorf("the first tag is %q, want %q", said, c.want)
			}
		})
	}
}

func TestCheckHandOff(t *testing.T) {
	w, _, second := sampled(t)
	path, key := handOff(t, w, report.Spec{Study: second})
	signed, err := workspace.CheckHandOff(t.Context(), path)
	if err != nil || signed == "" {
		t.Fatalf("just written: %q, %v", signed, err)
	}
	other := filepath.Join(t.TempDir(), "other")
	if again, err := workspace.SigningKey(other); err != nil || again.Equal(key) {
		t.Errorf("two people have one key: %v", err)
	}
	if again, err := workspace.SigningKey(other); err != nil {
		t.Error(err)
	} else if third, err := workspace.SigningKey(other); err != nil || !third.Equal(again) {
		t.Errorf("a key does not stay: %v", err)
	}
	change := func(do func(name string, data []byte) (string, []byte)) string {
		out := filepath.Join(t.TempDir(), "changed.zip")
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		in, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		for _, f := range in.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			name, data := do(f.Name, data)
			if name == "" {
				continue
			}
			part, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := part.Write(data); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(out, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return out
	}
	as := func(name string, data []byte) (string, []byte) { return name, data }
	for _, c := range []struct {
		name string
		do   func(name string, data []byte) (string, []byte)
		code app.Code
	}{
		{"packed again", as, ""},
		{"a word of the report", func(name string, data []byte) (string, []byte) {
			if name == "report.pdf" {
				data[len(data)/2] ^= 1
			}
			return name, data
		}, app.EDamaged},
		{"a file left out", func(name string, data []byte) (string, []byte) {
			if name == "metrics.xlsx" {
				name = ""
			}
			return name, data
		}, app.EDamaged},
		{"another name", func(name string, data []byte) (string, []byte) {
			if name == "metrics.xlsx" {
				name = "sheet.xlsx"
			}
			return name, data
		}, app.EDamaged},
		{"the list", func(name string, data []byte) (string, []byte) {
			if name == "hashes.json" {
				data = bytes.Replace(data, []byte(`"version": 1`), []byte(`"version":  1`), 1)
			}
			return name, data
		}, app.EDamaged},
		{"no list", func(name string, data []byte) (string, []byte) {
			if name == "hashes.json" {
				name = ""
			}
			return name, data
		}, app.EUnsupported},
	} {
		if _, err := workspace.CheckHandOff(t.Context(), change(c.do)); app.CodeOf(err) != c.code {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	letter := filepath.Join(t.TempDir(), "letter.zip")
	if err := os.WriteFile(letter, []byte("no zip"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := workspace.CheckHandOff(t.Context(), letter); app.CodeOf(err) != app.EUnsupported {
		t.Errorf("another file: %v", err)
	}
	if _, err := workspace.CheckHandOff(t.Context(), letter+"x"); app.CodeOf(err) != app.ENotFound {
		t.Errorf("no file: %v", err)
	}
}
