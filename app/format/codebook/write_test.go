package codebook_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/codebook"
	"throughline/app/format/source"
)

// shift is a codebook that tries a writer: a tree, every field, and texts that look like something else.
func shift() app.Codebook {
	id := func(n string) app.TagID { return app.TagID("0198a000-0000-7000-8000-0000000000" + n) }
	return app.NewCodebook([]app.Tag{
		{ID: id("01"), Name: "Setup", Color: 0, Status: app.TagActive, Definition: "From contract to rota.\n\nTwo paragraphs, \"quoted\", <b>&amp;</b>.", Shortcut: 3},
		{ID: id("02"), Parent: id("01"), Name: "Before / after", Color: 5, Status: app.TagActive, Include: "Order of steps.\nInclude: the checklist", Exclude: "=SUM(A1)", Example: `\ begins with a backslash`},
		{ID: id("03"), Parent: id("02"), Name: "/", Color: 11, Status: app.TagProposed, Definition: "Exclude: looks like a label\n\\Include: guarded already"},
		{ID: id("04"), Name: "Old setup", Color: 7, Status: app.TagDeprecated, ReplacedBy: id("03"), Definition: "-12"},
		{ID: id("05"), Name: "+ pay; day, night", Color: 1, Status: app.TagActive, Definition: "'=kept", Example: "Grüße 🙂 شكرا"},
		{ID: id("06"), Parent: id("04"), Name: `a \/ b`, Color: 2, Status: app.TagActive},
	})
}

func TestWrite_RoundTrips(t *testing.T) {
	for _, format := range []string{"qdc", "csv"} {
		t.Run(format, func(t *testing.T) {
			want := shift()
			var out bytes.Buffer
			if err := write(&out, &want, format); err != nil {
				t.Fatal(err)
			}
			golden(t, "shift."+format, out.String())
			got := read(t, "shift."+format, out.String())
			if diff := unlike(&got, &want); diff != "" {
				t.Error(diff)
			}
			if len(got.Lost) > 0 || len(got.Warnings) > 0 {
				t.Errorf("lost %v, warnings %v; want none", got.Lost, got.Warnings)
			}
			var again bytes.Buffer
			if err := write(&again, &got, format); err != nil || again.String() != out.String() {
				t.Errorf("written again it differs, %v:\n%s", err, again.String())
			}
		})
	}
}

func write(w *bytes.Buffer, b *app.Codebook, format string) error {
	if format == "qdc" {
		return codebook.WriteQDC(w, b, "Throughline")
	}
	return codebook.WriteCSV(w, b)
}

// unlike returns how two codebooks differ, "" if not. A status that a file does not tell counts as active.
func unlike(got, want *app.Codebook) string {
	if len(got.Codes) != len(want.Codes) {
		return show(*got) + "\nwant\n" + show(*want)
	}
	a, b := *got, *want
	a.Format, a.Encoding, a.Origin, b.Format, b.Encoding, b.Origin = "", "", "", "", "", ""
	for _, book := range []*app.Codebook{&a, &b} {
		book.Codes = append([]app.CodeEntry(nil), book.Codes...)
		for i := range book.Codes {
			if book.Codes[i].Tag.Status == "" {
				book.Codes[i].Tag.Status = app.TagActive
			}
		}
	}
	if x, y := show(a), show(b); x != y {
		return x + "\nwant\n" + y
	}
	return ""
}

func TestWriteQDC_IsValid(t *testing.T) {
	for _, c := range []struct {
		name string
		tags []app.Tag
	}{
		{"one tag", []app.Tag{{ID: "0198a000-0000-7000-8000-000000000001", Name: "A"}}},
		{"an id that is no GUID", []app.Tag{{ID: "t1", Name: "A"}, {ID: "t2", Name: "B"}, {Name: "C"}, {ID: "t4", Parent: "t1", Name: "B"}}},
		{"hues out of range", []app.Tag{{ID: "t1", Name: "A", Color: 99}, {ID: "t2", Name: "B", Color: -1}}},
		{"control signs", []app.Tag{{ID: "t1", Name: "A\x01\x1f\ufffe", Definition: "x\x00y\x0b\xff"}}},
		{"markup", []app.Tag{{ID: "t1", Name: `<a b="c">&'`, Definition: "]]> <!-- & -->"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := app.NewCodebook(c.tags)
			var out bytes.Buffer
			if err := codebook.WriteQDC(&out, &b, `Throughline "x" & <y>`); err != nil {
				t.Fatal(err)
			}
			if law := invalidQDC(out.Bytes()); law != "" {
				t.Errorf("%s\n%s", law, out.String())
			}
			xmllint(t, out.Bytes())
		})
	}
	b := shift()
	var out bytes.Buffer
	if err := codebook.WriteQDC(&out, &b, "Throughline"); err != nil || invalidQDC(out.Bytes()) != "" {
		t.Errorf("%v, %s", err, invalidQDC(out.Bytes()))
	}
	xmllint(t, out.Bytes())
}

func TestWrite_RefusesAnEmptyCodebook(t *testing.T) {
	for _, format := range []string{"qdc", "csv"} {
		var out bytes.Buffer
		if err := write(&out, &app.Codebook{}, format); app.CodeOf(err) != app.EInvalid || out.Len() > 0 {
			t.Errorf("%s: %v and %d bytes, want EInvalid and none", format, err, out.Len())
		}
	}
}

func TestWriteCSV_NoCellIsAFormula(t *testing.T) {
	b := app.NewCodebook([]app.Tag{{ID: "t1", Name: "=HYPERLINK(1)", Definition: "@SUM", Include: "-1+1", Exclude: "-12.5", Example: "\t=x"}})
	var out bytes.Buffer
	if err := codebook.WriteCSV(&out, &b); err != nil {
		t.Fatal(err)
	}
	if want := "'=HYPERLINK(1),,#2953A6,'@SUM,'-1+1,-12.5,'=x,,,,t1\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("wrote %q, want the end %q", out.String(), want)
	}
}

// FuzzRead holds readers to their laws on any bytes, and the writers to reading back what was read.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="0e6f4a52-7a54-4f0e-9c6b-0f5a1d2e3b4c" name="a" isCodable="true" color="#ff0000"><Description>x
Include: y</Description><Code name="b"/></Code></Codes><Sets><Set name="s"><MemberCode guid="x"/></Set></Sets></CodeBook>`,
		"Tag,Parent,Definition\na,,x\nb,a,\"y\n'=z\"\n", "Level 1;Level 2\na;\n;b\n", "path\ta\nx / y \\/ z\t1\n", "a\nb\nc\n", "Code,Parent code\na,b\nb,a\n",
	} {
		f.Add([]byte(s))
	}
	b := shift()
	for _, format := range []string{"qdc", "csv"} {
		var out bytes.Buffer
		if err := write(&out, &b, format); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 || bytes.HasPrefix(data, []byte("PK")) {
			return // packages have a fuzz test of their own
		}
		b, err := codebook.Read(context.Background(), source.Bytes("x", string(data)))
		if err != nil {
			if app.CodeOf(err) == app.EInternal || len(b.Codes) > 0 {
				t.Fatalf("%d codes and %v", len(b.Codes), err)
			}
			return
		}
		if law := lawless(&b); law != "" {
			t.Fatal(law)
		}
		for _, format := range []string{"qdc", "csv"} {
			var out bytes.Buffer
			if err := write(&out, &b, format); err != nil {
				t.Fatal(err)
			}
			if law := invalidQDC(out.Bytes()); format == "qdc" && law != "" {
				t.Fatalf("%s\n%s", law, out.String())
			}
			got, err := codebook.Read(context.Background(), source.Bytes("x."+format, out.String()))
			if err != nil {
				t.Fatalf("%s: %v\n%s", format, err, out.String())
			}
			for i := range min(len(got.Codes), len(b.Codes)) { // a GUID is made where there was none
				if b.Codes[i].Tag.ID == "" {
					got.Codes[i].Tag.ID = ""
				}
			}
			if diff := unlike(noLosses(got), noLosses(b)); diff != "" {
				t.Fatalf("%s: %s\n%s", format, diff, out.String())
			}
		}
	})
}

func noLosses(b app.Codebook) *app.Codebook {
	b.Lost, b.Warnings = nil, nil
	return &b
}

// lawless returns the first law of app.Codebook that b breaks, or "".
func lawless(b *app.Codebook) string {
	type place struct {
		parent int
		name   string
	}
	seen := map[place]bool{}
	for i, c := range b.Codes {
		p := place{c.Parent, strings.ToLower(c.Tag.Name)}
		switch {
		case c.Tag.Name == "" || c.Tag.Name != strings.Join(strings.Fields(c.Tag.Name), " "):
			return "the name " + c.Tag.Name
		case c.Parent >= i || c.Parent < -1:
			return "a parent that comes after its sub-tag"
		case seen[p]:
			return "two codes named " + c.Tag.Name
		case c.Tag.Color < 0 || c.Tag.Color > 11 || c.Tag.Shortcut < 0 || c.Tag.Shortcut > 9:
			return "a colour or shortcut out of range"
		case c.Tag.Study != "" || c.Tag.Parent != "" || c.Tag.ReplacedBy != "" || c.Tag.Author != "":
			return "a tag that names records"
		}
		seen[p] = true
	}
	return ""
}
