package pdf

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jung-kurt/gofpdf"

	"throughline/assets/fonts"
)

func TestClean(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"plain", "plain text", "plain text"},
		{"typography", "“Ünïcode” – it’s fine…", "“Ünïcode” – it’s fine…"},
		{"emoji", "good 👍!", "good □!"},
		{"skin tone", "👍🏽", "□"},
		{"family", "a 👩‍👩‍👧‍👦 b", "a □ b"},
		{"flag", "🇩🇪", "□□"},
		{"variation", "☀️ x", "☀ x"},
		{"cut off", "caf\xc3", "caf\uFFFD"},
		{"newline and tab", "a\nb\tc", "a b c"},
		{"controls", "a\x00b\x1bc\u200bd\ufeffe\u00adf\u202eg", "abcdefg"},
		{"arrows", "3 → 4 ≥ 2 ✓", "3 -> 4 >= 2 [x]"},
		{"chinese stays", "日本", "日本"},
		{"soft family of joiners", "x\u200dy", "xy"},
		{"lonely modifier", "\U0001F3FD", ""},
	} {
		if got := Clean(tc.in); got != tc.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", tc.name, tc.in, got, tc.want)
		}
	}
}

// What Clean lets through must not make the library panic, at any of its doors.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "plain", "caf\xc3", "👩‍👩‍👧‍👦 🇩🇪", "\xff\xfe\x00", "مرحبا שלום", "e\u0301", strings.Repeat("W", 300), "\U0010FFFF\uFFFF"} {
		f.Add(s)
	}
	fresh := func() *gofpdf.Fpdf {
		doc := gofpdf.New("P", "pt", "A4", "")
		doc.AddUTF8FontFromBytes("noto", "", fonts.Regular)
		doc.SetFont("noto", "", 10)
		doc.AddPage()
		return doc
	}
	doc, uses := fresh(), 0
	f.Fuzz(func(t *testing.T, s string) {
		if uses++; uses%2000 == 0 {
			doc = fresh()
		}
		got := Clean(s)
		if !utf8.ValidString(got) || Clean(got) != got {
			t.Fatalf("Clean(%q) = %q: not valid or not stable", s, got)
		}
		for _, r := range got {
			if r > 0xFFFF || r < ' ' {
				t.Fatalf("Clean(%q) lets %U through", s, r)
			}
		}
		doc.Text(10, 10, got)
		doc.CellFormat(0, 10, got, "", 0, "L", false, 0, "")
		doc.Bookmark(got, 0, 0)
		doc.SetTitle(got, true)
		if err := doc.Error(); err != nil {
			t.Fatalf("Clean(%q): %v", s, err)
		}
	})
}

func TestFaces_MeasureAsTheLibraryDoes(t *testing.T) {
	doc := gofpdf.New("P", "pt", "A4", "")
	doc.AddUTF8FontFromBytes("noto", "", fonts.Regular)
	doc.AddUTF8FontFromBytes("noto", "B", fonts.Bold)
	for _, s := range []string{"People want proof of value before setup", "“Ünïcode” – 95 % … κ 0.81", "AVAWAToTe", "日"} {
		for style, f := range map[string]face{"": regular, "B": bold} {
			doc.SetFont("noto", style, 11)
			if got, want := width(s, f, 11), doc.GetStringWidth(s); got < want-0.01 || got > want+0.01 {
				t.Errorf("width(%q, %d) = %v, want %v", s, f, got, want)
			}
		}
	}
}

func TestFaces_CoverTheSame(t *testing.T) {
	all := faces()
	for r := range rune(0xFFFF) {
		for _, m := range all[1:] {
			if (m.advance[r] == absent) != (all[0].advance[r] == absent) {
				t.Fatalf("%U is not in every cut", r)
			}
		}
	}
	for _, r := range "“”‘’–—…·•°€£κ" {
		if !has(r) {
			t.Errorf("%c has no glyph", r)
		}
	}
	if has('日') || has('👍') || boxes("a日本👍") != 3 {
		t.Error("runes without a glyph are not counted")
	}
}
