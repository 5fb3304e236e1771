// Package formattest checks readers: the laws every Bundle keeps, golden files, and fuzzing from a seed corpus.
package formattest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/format/source"
)

var update = flag.Bool("update", false, "rewrite golden files")

// Read is a reader under test.
type Read func(context.Context, source.File) (app.Bundle, error)

// Broken returns the first law that b breaks, or "".
func Broken(b app.Bundle) string {
	if b.Format == "" || len(b.Documents) == 0 {
		return "a Bundle without format or documents"
	}
	if law := brokenText(append([]string{b.Format, b.Encoding}, b.Warnings...)); law != "" {
		return law
	}
	for _, l := range b.Lost {
		if law := brokenText([]string{l.Text}); law != "" || l.Kind == "" || l.Count < 1 || l.Text == "" {
			return fmt.Sprintf("loss %+v %s", l, law)
		}
	}
	for i := range b.Documents {
		if law := brokenDocument(&b.Documents[i]); law != "" {
			return law
		}
	}
	return ""
}

func brokenDocument(d *app.Document) string {
	texts := []string{d.Title, string(d.Date), d.Language, d.Code, d.Segment, d.Moderator}
	for _, a := range d.Attributes {
		texts = append(texts, a.Name, a.Value)
	}
	if len(d.Utterances) == 0 {
		return "a document without utterances"
	}
	if d.Date != "" && app.DateOf(d.Date.Time()) != d.Date {
		return fmt.Sprintf("date %q", d.Date)
	}
	for _, u := range d.Utterances {
		texts = append(texts, u.Speaker, u.Text)
		if strings.TrimSpace(u.Text) == "" {
			return "an utterance without text"
		}
		if u.From < app.NoTime || u.To < app.NoTime || u.To != app.NoTime && u.From > u.To {
			return fmt.Sprintf("times %v to %v", u.From, u.To)
		}
	}
	if law := brokenBeside(d); law != "" {
		return law
	}
	return brokenText(texts)
}

// brokenBeside returns the first law that marks and pages break.
func brokenBeside(d *app.Document) string {
	var texts []string
	for _, m := range d.Marks {
		texts = append(texts, m.Note, m.Author)
		if !isPlace(d, m.From) || !isPlace(d, m.To) || m.To.Utterance < m.From.Utterance || m.To.Utterance == m.From.Utterance && m.To.Byte <= m.From.Byte {
			return fmt.Sprintf("a mark from %v to %v", m.From, m.To)
		}
		for _, names := range m.Tags {
			texts = append(texts, names...)
		}
	}
	last := app.DocPlace{Utterance: -1}
	for _, p := range d.Pages {
		if !isPlace(d, p.DocPlace) || p.Page < 1 || p.Utterance < last.Utterance || p.Utterance == last.Utterance && p.Byte <= last.Byte {
			return fmt.Sprintf("page %d at %v", p.Page, p.DocPlace)
		}
		last = p.DocPlace
	}
	return brokenText(texts)
}

// isPlace reports whether p lies in a text of d and splits no letter.
func isPlace(d *app.Document, p app.DocPlace) bool {
	if p.Utterance < 0 || p.Utterance >= len(d.Utterances) {
		return false
	}
	text := d.Utterances[p.Utterance].Text
	return p.Byte >= 0 && p.Byte <= len(text) && (p.Byte == len(text) || utf8.RuneStart(text[p.Byte]))
}

func brokenText(texts []string) string {
	for _, s := range texts {
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\r\x00") {
			return fmt.Sprintf("text %q", s)
		}
	}
	return ""
}

// Show writes b as lines: a head, its warnings, and each document's utterances as "speaker @from-to: text".
func Show(b app.Bundle) string {
	var w strings.Builder
	fmt.Fprintf(&w, "format %s, encoding %s\n", b.Format, b.Encoding)
	for _, s := range b.Warnings {
		fmt.Fprintf(&w, "! %s\n", s)
	}
	for _, l := range b.Lost {
		fmt.Fprintf(&w, "- %s %d: %s\n", l.Kind, l.Count, l.Text)
	}
	for _, d := range b.Documents {
		fmt.Fprintf(&w, "\n# title %q, date %q, language %q, moderator %q", d.Title, d.Date, d.Language, d.Moderator)
		if d.Code != "" || d.Segment != "" {
			fmt.Fprintf(&w, ", code %q, segment %q", d.Code, d.Segment)
		}
		if d.Unspeakered {
			w.WriteString(", paragraphs")
		}
		w.WriteByte('\n')
		for _, a := range d.Attributes {
			fmt.Fprintf(&w, "= %s: %s\n", a.Name, a.Value)
		}
		for _, u := range d.Utterances {
			w.WriteString(u.Speaker)
			if u.From != app.NoTime {
				fmt.Fprintf(&w, " @%v", u.From)
			}
			if u.To != app.NoTime {
				fmt.Fprintf(&w, "-%v", u.To)
			}
			fmt.Fprintf(&w, ": %s\n", strings.ReplaceAll(u.Text, "\n", "\n    "))
		}
		showBeside(&w, &d)
	}
	return w.String()
}

// showBeside writes the marks of a document as "* “passage” tags (author, time): note", and where its pages begin.
func showBeside(w *strings.Builder, d *app.Document) {
	for _, m := range d.Marks {
		fmt.Fprintf(w, "* %q", Marked(d, m))
		for _, names := range m.Tags {
			fmt.Fprintf(w, " #%s", strings.Join(names, "/"))
		}
		if m.Author != "" || !m.Created.IsZero() {
			fmt.Fprintf(w, " (%s, %s)", m.Author, m.Created.UTC().Format(time.DateTime))
		}
		fmt.Fprintf(w, ": %s\n", m.Note)
	}
	for _, p := range d.Pages {
		text := d.Utterances[p.Utterance].Text[p.Byte:]
		fmt.Fprintf(w, "p. %d: %.24q\n", p.Page, text)
	}
}

// Marked is the text under a mark, utterances parted by line feeds.
func Marked(d *app.Document, m app.DocMark) string {
	var w strings.Builder
	for i := m.From.Utterance; i <= m.To.Utterance; i++ {
		text, from := d.Utterances[i].Text, 0
		if i == m.To.Utterance {
			text = text[:m.To.Byte]
		} else {
			text += "\n"
		}
		if i == m.From.Utterance {
			from = m.From.Byte
		}
		w.WriteString(text[from:])
	}
	return w.String()
}

// Golden reads every file of testdata that is no .want file and compares what Show gives, or the error's sentence
// and hint, with the .want file beside it.
func Golden(t *testing.T, read Read) {
	t.Helper()
	for _, path := range files(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := outcome(t, read, source.Bytes(filepath.Base(path), string(data)))
			want := path + ".want"
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			b, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(b) {
				t.Errorf("got\n%s\nwant\n%s", got, b)
			}
		})
	}
}

func files(t testing.TB) []string {
	t.Helper()
	all, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range all {
		if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() && filepath.Ext(p) != ".want" {
			out = append(out, p)
		}
	}
	return out
}

func outcome(t *testing.T, read Read, f source.File) string {
	t.Helper()
	b, err := read(t.Context(), f)
	if err != nil {
		message, hint := app.Explain(err)
		return fmt.Sprintf("error %s: %s %s\n", app.CodeOf(err), message, hint)
	}
	if law := Broken(b); law != "" {
		t.Errorf("broken law: %s", law)
	}
	return Show(b)
}

// Fuzz fuzzes read from the files of testdata and the seeds: it may fail with an app.Error, but not panic, hang,
// break a law or give another answer the second time.
func Fuzz(f *testing.F, name string, read Read, seeds ...string) {
	for _, p := range files(f) {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		a, err := read(ctx, source.Bytes(name, string(data)))
		if err != nil {
			var e *app.Error
			if !errors.As(err, &e) || e.Message == "" || !utf8.ValidString(e.Message) || e.Code == app.EInternal {
				t.Fatalf("error %v", err)
			}
			return
		}
		if law := Broken(a); law != "" {
			t.Fatalf("broken law: %s", law)
		}
		if b, err := read(ctx, source.Bytes(name, string(data))); err != nil || !reflect.DeepEqual(a, b) {
			t.Fatalf("the second reading differs: %v", err)
		}
	})
}

// Zip makes a package of name and content pairs. Writing to memory does not fail.
func Zip(pairs ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		h := zip.FileHeader{Name: pairs[i]}
		if len(pairs[i+1]) > 64<<10 { // small parts are stored: packing is most of what a fuzzer would do
			h.Method = zip.Deflate
		}
		p, err := z.CreateHeader(&h)
		if err == nil {
			_, err = io.WriteString(p, pairs[i+1])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}
