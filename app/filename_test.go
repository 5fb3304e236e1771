package app_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"throughline/app"
)

func TestFileName_IsOneFileOnEverySystem(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Checkout report.pdf", "Checkout report.pdf"},
		{"letters of other scripts", "Größe 你好 report.pdf", "Größe 你好 report.pdf"},
		{"a joined emoji stays one", "👩‍🔬 lab.pdf", "👩‍🔬 lab.pdf"},
		{"empty", "", "Report"},
		{"blank", "  ", "Report"},
		{"dots", "..", "Report"},
		{"up with slashes", "../../etc/passwd", "etc-passwd"},
		{"up with backslashes", `..\..\Windows\win.ini`, "Windows-win.ini"},
		{"absolute", "/etc/passwd", "etc-passwd"},
		{"drive", `C:\boot.ini`, "C-boot.ini"},
		{"drive without a folder", "C:boot.ini", "Cboot.ini"},
		{"stream of another file", "report.pdf:hidden", "report.pdfhidden"},
		{"share", `\\server\share\x`, "server-share-x"},
		{"device", "CON", "_CON"},
		{"device with an ending", "nul.pdf", "_nul.pdf"},
		{"device with two endings", "Com1.tar.gz", "_Com1.tar.gz"},
		{"device with a blank", "aux .pdf", "_aux .pdf"},
		{"device with a small digit", "lpt¹.txt", "_lpt¹.txt"},
		{"no device", "Console report.pdf", "Console report.pdf"},
		{"NUL", "report\x00.pdf", "report.pdf"},
		{"line ends", "a\nb\r\n.pdf", "ab.pdf"},
		{"turned round", "invoice\u202efdp.exe", "invoicefdp.exe"},
		{"not seen", "re\u200bport\ufeff.pdf", "report.pdf"},
		{"no UTF-8", "re\xffport.pdf", "report.pdf"},
		{"hidden", ".bashrc", "bashrc"},
		{"an option", "-rf.pdf", "rf.pdf"},
		{"home", "~/x", "x"},
		{"dot and blank at the end", "report. .", "report"},
		{"wild", "a*b?.pdf", "ab.pdf"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := app.FileName(c.in, "Report"); got != c.want {
				t.Errorf("FileName(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestFileName_KeepsTheEndingOfALongName(t *testing.T) {
	for _, c := range []struct{ name, in, end string }{
		{"letters", strings.Repeat("a", 5000) + ".pdf", "a.pdf"},
		{"letters of two bytes", strings.Repeat("é", 5000) + ".pdf", "é.pdf"},
		{"emoji", strings.Repeat("👩", 400) + ".qdpx", "👩.qdpx"},
		{"no ending", strings.Repeat("word ", 400), "word"},
		{"an ending that is none", "x." + strings.Repeat("y", 400), "y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := app.FileName(c.in, "x")
			if len(got) > 180 || !strings.HasSuffix(got, c.end) || !utf8.ValidString(got) {
				t.Errorf("FileName gives %d bytes, %q", len(got), got)
			}
		})
	}
}

func FuzzFileName(f *testing.F) {
	for _, s := range []string{"Checkout.pdf", "../x", `C:\x`, "con.txt", "\x00", "\u202ex", "....", "é" + strings.Repeat("x", 300) + ".p"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := app.FileName(s, "x")
		switch {
		case got == "", len(got) > 200, !utf8.ValidString(got), !filepath.IsLocal(got), filepath.Base(got) != got, strings.ContainsAny(got, "/\\:\x00\n"),
			strings.HasPrefix(got, "."), strings.HasSuffix(got, "."), strings.HasSuffix(got, " "):
			t.Fatalf("FileName(%q) = %q", s, got)
		}
		if again := app.FileName(got, "x"); again != got {
			t.Fatalf("FileName(%q) = %q, and of that %q", s, got, again)
		}
	})
}
