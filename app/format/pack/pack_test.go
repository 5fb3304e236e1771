package pack_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/pack"
	"throughline/app/format/source"
)

type member struct{ name, data string }

func build(t testing.TB, members ...member) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, m.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func open(t *testing.T, data string) (*pack.Archive, error) {
	t.Helper()
	return pack.Open(t.Context(), source.Bytes("a.docx", data), "a Word document")
}

func TestArchive_ReadsParts(t *testing.T) {
	a, err := open(t, build(t, member{"one.xml", "first"}, member{"dir/", ""}, member{"/dir/two.xml", "second"}, member{"one.xml", "again"}))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(a.Names(), " "); got != "one.xml dir/two.xml" || a.Unsafe != 0 {
		t.Errorf("parts %q, %d unsafe", got, a.Unsafe)
	}
	r, err := a.Part(t.Context(), "one.xml")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(r); string(b) != "first" || err != nil {
		t.Errorf("read %q, %v", b, err)
	}
	if _, err := a.Part(t.Context(), "none"); app.CodeOf(err) != app.ENotFound {
		t.Errorf("Part(none) = %v", err)
	}
	if err := a.Verify(t.Context()); err != nil {
		t.Errorf("Verify = %v", err)
	}
}

func TestOpen_LeavesOutPathsThatLeadOutside(t *testing.T) {
	a, err := open(t, build(t, member{"../../etc/x", "x"}, member{`..\x`, "x"}, member{`word\two.xml`, "x"}, member{"word/../ok.xml", "x"}))
	if err != nil {
		t.Fatal(err)
	}
	if a.Unsafe != 2 || !a.Has("ok.xml") || !a.Has("word/two.xml") {
		t.Errorf("%d unsafe, parts %q", a.Unsafe, a.Names())
	}
}

// TestOpen_NoNameLeadsOutsideOnAnySystem holds what a person could unpack on Linux, macOS or Windows.
func TestOpen_NoNameLeadsOutsideOnAnySystem(t *testing.T) {
	for _, c := range []struct{ name, member, want string }{ // want "" is left out
		{"plain", "sources/a.txt", "sources/a.txt"},
		{"blanks and letters", "sources/Größe 1.txt", "sources/Größe 1.txt"},
		{"absolute", "/etc/passwd", "etc/passwd"},
		{"many slashes", "////etc//passwd", "etc/passwd"},
		{"share", `\\server\share\x`, "server/share/x"},
		{"down and up", "a/../b", "b"},
		{"up", "../x", ""},
		{"up inside", "sources/../../x", ""},
		{"up with backslashes", `sources\..\..\x`, ""},
		{"up behind the root", "/../x", ""},
		{"drive", `C:\boot.ini`, ""},
		{"drive without a folder", "C:boot.ini", ""},
		{"drive inside", "sources/c:/x", ""},
		{"device", "NUL", ""},
		{"device with an ending", "sources/con.txt", ""},
		{"device as a folder", "aux/x.txt", ""},
		{"NUL", "a\x00.txt", ""},
		{"line end", "a\n.txt", ""},
		{"overlong", strings.Repeat("a/", 3000) + "x", ""},
		{"only a dot", ".", "."},
		{"dots that are a name", "...", "..."},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := open(t, build(t, member{c.member, "x"}, member{"last.xml", "y"}))
			if err != nil {
				t.Fatal(err)
			}
			want := []string{c.want, "last.xml"}
			if c.want == "" {
				want = want[1:]
			}
			if !slices.Equal(a.Names(), want) || a.Unsafe != 2-len(want) {
				t.Errorf("names %q, %d unsafe; want %q", a.Names(), a.Unsafe, want)
			}
		})
	}
}

func TestOpen_RefusesBroken(t *testing.T) {
	good := build(t, member{"one.xml", strings.Repeat("text ", 100)})
	for _, c := range []struct {
		name, data string
		code       app.Code
	}{
		{"empty", "", app.EInvalid},
		{"no package", "words", app.EInvalid},
		{"cut", good[:len(good)/2], app.EInvalid},
		{"only the start", "PK\x03\x04", app.EInvalid},
		{"a million parts", "PK" + strings.Repeat("PK\x01\x02"+strings.Repeat("\x00", 42), 30_000), app.ETooLarge},
	} {
		if _, err := open(t, c.data); app.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

// patch overwrites the field at offset in the one directory entry and the one local header of data.
func patch(data string, local, central int, value uint32) string {
	b := []byte(data)
	binary.LittleEndian.PutUint32(b[bytes.Index(b, []byte("PK\x03\x04"))+local:], value)
	binary.LittleEndian.PutUint32(b[bytes.Index(b, []byte("PK\x01\x02"))+central:], value)
	return string(b)
}

func TestVerify_FindsBombsAndLies(t *testing.T) {
	zeros := strings.Repeat("\x00", 64<<20)
	bomb := build(t, member{"word/document.xml", zeros})
	for _, c := range []struct {
		name, data string
		code       app.Code
	}{
		{"bomb", bomb, app.ETooLarge},
		{"bomb that says it is small", patch(bomb, 22, 24, 100), app.EInvalid},
		{"part that says it is huge", patch(build(t, member{"a.xml", "text"}), 22, 24, 1<<31), app.EInvalid},
		{"wrong checksum", patch(build(t, member{"a.xml", "text"}), 14, 16, 12345), app.EInvalid},
		{"locked part", patch(build(t, member{"a.xml", "text"}), 6, 8, 1|8<<16), app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := open(t, c.data)
			if err == nil {
				err = a.Verify(t.Context())
			}
			if app.CodeOf(err) != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
}

func TestOpen_Stops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := pack.Open(ctx, source.Bytes("a.docx", build(t, member{"a", "b"})), "a Word document"); app.CodeOf(err) != app.ECanceled {
		t.Errorf("got %v", err)
	}
}
