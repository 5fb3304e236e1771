package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"throughline/app/report"
	"throughline/app/report/pdf"
	"throughline/app/report/reporttest"
)

func view(t testing.TB, d *report.Document, most int) *pdf.View {
	t.Helper()
	v, err := pdf.Lay(context.Background(), d, most)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What is looked at and what is written must be the same pages, or nobody can trust the preview.
func TestView_HasThePagesOfTheFile(t *testing.T) {
	for name, paper := range map[string]report.Paper{"A4": report.A4, "Letter": report.Letter} {
		sp := onboarding()
		sp.Paper = paper
		d := compose(t, reporttest.Onboarding(), sp)
		written, res := write(t, d)
		v := view(t, d, 0)
		if v.Pages() != res.Pages || v.More() {
			t.Errorf("%s: the view has %d pages, the file %d", name, v.Pages(), res.Pages)
		}
		if _, err := exec.LookPath("pdftotext"); err != nil {
			continue
		}
		pdftotext := exec.Command("pdftotext", "-raw", "-", "-")
		pdftotext.Stdin = bytes.NewReader(written)
		text, err := pdftotext.Output()
		if err != nil {
			t.Fatal(err)
		}
		pages := strings.Split(string(text), "\f")
		for i := range v.Pages() {
			for _, word := range strings.Fields(v.Words(i)) {
				if !strings.Contains(pages[i], word) {
					t.Errorf("%s: %q stands on page %d of the view, not on that of the file", name, word, i+1)
				}
			}
		}
	}
}

func TestView_FirstPagesStandAsAllWill(t *testing.T) {
	d := compose(t, reporttest.Big(reporttest.Size{People: 12, Findings: 200, Themes: 9, Insights: 20, Tags: 9}), onboarding())
	first, all := view(t, d, 6), view(t, d, 0)
	if first.Pages() != 6 || !first.More() || all.Pages() < 30 {
		t.Fatalf("%d pages with more %v, and %d", first.Pages(), first.More(), all.Pages())
	}
	digits := regexp.MustCompile(`[0-9…]+( / [0-9]+)?`)
	for i := range 6 {
		a, b := digits.ReplaceAllString(first.Words(i), "#"), digits.ReplaceAllString(all.Words(i), "#")
		if a != b {
			t.Errorf("page %d:\n%s\nand when all are set:\n%s", i+1, a, b)
		}
	}
	if short := view(t, compose(t, reporttest.Onboarding(), onboarding()), 40); short.More() || strings.Contains(short.Words(0), "Evidence …") {
		t.Errorf("a report of fewer pages is not set whole: more %v, cover %q", short.More(), short.Words(0))
	}
}

func TestView_DrawsWhatStandsOnThePage(t *testing.T) {
	sp := onboarding()
	sp.Brand = report.Brand{Main: "#1F5FA8", Second: "#B02A6E", Logo: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20" fill="#118833"/></svg>`)}
	d := compose(t, reporttest.Onboarding(), sp)
	v := view(t, d, 0)
	seen := func(page int) map[color.NRGBA]int {
		img := v.Draw(page, 2).(*image.RGBA)
		if w, h := v.Size(); img.Rect.Dx() != int(w*2+0.5) || img.Rect.Dy() != int(h*2+0.5) {
			t.Errorf("page %d has %v pixels at two a point", page+1, img.Rect)
		}
		out := map[color.NRGBA]int{}
		for i := 0; i < len(img.Pix); i += 4 {
			out[color.NRGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}]++
		}
		return out
	}
	ink, band, logo := color.NRGBA{0x1F, 0x1D, 0x1A, 255}, color.NRGBA{0xB0, 0x2A, 0x6E, 255}, color.NRGBA{0x11, 0x88, 0x33, 255}
	cover, claim := seen(0), seen(2)
	for what, n := range map[string]int{"ink of the title": cover[ink], "band": cover[band], "logo": cover[logo], "bars beside quotes": claim[band]} {
		if n < 200 {
			t.Errorf("%s: %d pixels", what, n)
		}
	}
	if !bytes.Equal(v.Draw(3, 1).(*image.RGBA).Pix, v.Draw(3, 1).(*image.RGBA).Pix) {
		t.Error("equal arguments give other pixels")
	}
}

func TestView_DrawsSignsThatOtherFontsHave(t *testing.T) {
	blank := func(text string) int {
		d := &report.Document{Blocks: []report.Block{report.Paragraph{Runs: []report.Run{{Text: text}}}}}
		n := 0
		for _, p := range view(t, d, 0).Draw(0, 1).(*image.RGBA).Pix {
			if p != 255 {
				n++
			}
		}
		return n
	}
	none := blank("")
	for _, text := range []string{"Ωμέγα", "Привет", "日本語", "😀", "a\u0301", "שלום"} {
		if blank(text) <= none+20 {
			t.Errorf("%q leaves no trace on the page", text)
		}
	}
}

func TestLay_Stops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, most := range []int{0, 3} {
		if _, err := pdf.Lay(ctx, compose(t, reporttest.Onboarding(), onboarding()), most); err == nil {
			t.Errorf("most %d: a stopped setting gives pages", most)
		}
	}
}

var update = flag.Bool("update", false, "rewrite the golden file")

// The words of all pages, line by line as they are printed: what moves to another page or is said in other words is seen in review.
func TestView_Golden(t *testing.T) {
	v := view(t, compose(t, reporttest.Onboarding(), onboarding()), 0)
	var b strings.Builder
	for i := range v.Pages() {
		fmt.Fprintf(&b, "=== page %d\n%s\n", i+1, strings.Join(strings.Fields(v.Words(i)), " "))
	}
	got := regexp.MustCompile(`[0-9a-f]{4}…[0-9a-f]{3}`).ReplaceAllString(b.String(), "PRINT") // fingerprints change as the nouns grow
	path := filepath.Join("testdata", "onboarding.pages")
	if *update {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(path, []byte(got), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Error("the pages differ; look at them and run with -update")
	}
}
