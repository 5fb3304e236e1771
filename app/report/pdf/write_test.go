package pdf_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/report"
	"throughline/app/report/pdf"
	"throughline/app/report/reporttest"
)

func compose(t testing.TB, s report.Store, sp report.Spec) *report.Document {
	t.Helper()
	d, err := report.Compose(context.Background(), s, sp)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// write writes d; with REPORT_OUT set to a folder the file can be looked at there.
func write(t testing.TB, d *report.Document) ([]byte, pdf.Result) {
	t.Helper()
	var b bytes.Buffer
	res, err := pdf.Write(context.Background(), &b, d, pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("REPORT_OUT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(t.Name())+".pdf"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes(), res
}

func onboarding() report.Spec {
	return report.Spec{Study: "study-1", Title: "New customers stall before they see value, and most of the wait is not theirs to end",
		Author: "Ida Brandt", Date: "2026-11-04", Audience: "Product team"}
}

func TestWrite_Onboarding(t *testing.T) {
	b, res := write(t, compose(t, reporttest.Onboarding(), onboarding()))
	if res.Pages != 15 || res.Boxes != 0 {
		t.Errorf("Write = %+v, want 15 pages without boxes", res)
	}
	for what, want := range map[string]int{
		"/FontFile2 ":        4,
		"/Type /Page\n":      15,
		"D:20261104000000":   2,
		"/Subtype /Type0":    4,
		"/Dest .*\n/Count 0": 12 + 8, // outline: twelve sections, eight themes
	} {
		if got := len(regexp.MustCompile(what).FindAll(b, -1)); got != want {
			t.Errorf("%s occurs %d times, want %d", what, got, want)
		}
	}
	if n := bytes.Count(b, []byte("/Subtype /Link")); n < 100 {
		t.Errorf("only %d links", n)
	}
}

func TestWrite_EqualDocumentsGiveEqualBytes(t *testing.T) {
	one, _ := write(t, compose(t, reporttest.Onboarding(), onboarding()))
	for range 3 {
		two, _ := write(t, compose(t, reporttest.Onboarding(), onboarding()))
		if sha256.Sum256(one) != sha256.Sum256(two) {
			t.Fatal("two runs differ")
		}
	}
}

func TestWrite_Letter(t *testing.T) {
	sp := onboarding()
	sp.Paper = report.Letter
	b, _ := write(t, compose(t, reporttest.Onboarding(), sp))
	if !bytes.Contains(b, []byte("/MediaBox [0 0 612.00 792.00]")) {
		t.Error("the page is not Letter")
	}
}

func TestWrite_NothingIsOnePage(t *testing.T) {
	_, res := write(t, compose(t, &reporttest.Store{}, report.Spec{}))
	if res.Pages != 1 {
		t.Errorf("pages = %d, want 1", res.Pages)
	}
	if _, err := pdf.Write(context.Background(), io.Discard, &report.Document{}, pdf.Options{}); err != nil {
		t.Errorf("an empty document: %v", err)
	}
}

func TestWrite_OneInsight(t *testing.T) {
	sp := onboarding()
	sp.Insights, sp.Sections = []app.InsightID{"n-0001"}, []report.Section{report.SectionInsights}
	_, res := write(t, compose(t, reporttest.Onboarding(), sp))
	if res.Pages > 2 {
		t.Errorf("pages = %d, want at most 2", res.Pages)
	}
}

// stress is a study with everything that breaks layouts.
func stress() (*reporttest.Store, report.Spec) {
	s := reporttest.Onboarding()
	s.Claims[0].Title = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenherstellungsbetriebsleitungsassistenzanwärterin says https://example.org/" + strings.Repeat("very-long-path/", 9)
	s.Marks[0].Quote = "Great 👍🏽 but 日本語 and مرحبا, שלום 🇩🇪 … → ≥ 5 " + strings.Repeat("unbroken", 60)
	s.Marks[1].Quote = strings.Repeat("A passage that goes on and on. ", 400)
	s.Marks[2].Quote = "caf\xc3 \x00\x1b\uFFFF\ufeff"
	s.Board[0].Name = strings.Repeat("A theme with a long name ", 8)
	s.Codebook[1].Definition = strings.Repeat("meaning ", 100)
	s.People[0].Segment = strings.Repeat("Segment", 30)
	s.Advised[1].Text = strings.Repeat("Do this and then that. ", 40)
	s.Claims[1].Body = strings.Repeat("A long body of text that explains things at length. ", 120)
	sp := onboarding()
	sp.Title = strings.Repeat("A headline that does not know when to stop ", 9)
	sp.Author, sp.Audience = strings.Repeat("Ida Brandt and ", 20)+"👩‍👩‍👧", "Everyone"
	return s, sp
}

func TestWrite_Stress(t *testing.T) {
	_, res := write(t, compose(t, first(stress()), second(stress())))
	if res.Boxes < 10 || res.Pages < 20 {
		t.Errorf("Write = %+v, want boxes and pages", res)
	}
}

// What no font has stands as a box, and the report says how many there are: on the page and where it says how it was made. What a spare font has is there,
// to be found and copied, and no font is without its outlines.
func TestWrite_SaysWhatItCannotPrint(t *testing.T) {
	doc := func(text string) *report.Document {
		return &report.Document{Title: "Signs", Blocks: []report.Block{report.Heading{Level: 1, ID: report.MethodID, Text: "Method"}, report.Paragraph{Runs: []report.Run{{Text: text}}},
			report.PageBreak{}, report.Heading{Level: 1, ID: "end", Text: "End"}}}
	}
	for _, tc := range []struct {
		name, text string
		boxes      int
		fonts      int // beside the four cuts
	}{
		{"latin, greek, cyrillic", "Ärger, Ωμέγα, Жук", 0, 0},
		{"emoji", "well 👍🏽 done 🎉", 0, 1},
		{"chinese, japanese, korean", "日本語 中文 한국어", 0, 1},
		{"both", "日本 🎉", 0, 2},
		{"hebrew", "שלום", 4, 0},
	} {
		plain, before := write(t, doc("plain"))
		b, res := write(t, doc(tc.text))
		if res.Boxes != tc.boxes {
			t.Errorf("%s: %d boxes, want %d", tc.name, res.Boxes, tc.boxes)
		}
		if got := bytes.Count(b, []byte("/FontFile2 ")) - bytes.Count(plain, []byte("/FontFile2 ")); got != tc.fonts {
			t.Errorf("%s: %d fonts more, want %d", tc.name, got, tc.fonts)
		}
		if res.Pages != before.Pages || len(b) > len(plain)+60_000 {
			t.Errorf("%s: %d pages, %d bytes more", tc.name, res.Pages, len(b)-len(plain))
		}
	}
}

func TestWrite_NamesTheScriptsItCannotSet(t *testing.T) {
	doc := func(language report.Language, text string) string {
		d := &report.Document{Title: "Signs", Language: language, Blocks: []report.Block{report.Paragraph{Runs: []report.Run{{Text: text}}}}}
		v := view(t, d, 0)
		return strings.Join(strings.Fields(v.Words(0)), " ")
	}
	for _, tc := range []struct {
		name     string
		language report.Language
		text     string
		want     string
	}{
		{"the most frequent first", "", "שלום עולם, مرحبا, ไทย", "16 characters of this report"},
		{"scripts", "", "שלום עולם, مرحبا, ไทย", "They are of these scripts: Hebrew, Arabic, Thai."},
		{"one", "", "a ش", "One character of this report is in none"},
		{"in german", report.German, "שלום", "Sie gehören zu diesen Schriftsystemen: Hebräisch."},
		{"in spanish", report.Spanish, "שלום", "Son de estas escrituras: hebreo."},
	} {
		if got := doc(tc.language, tc.text); !strings.Contains(got, tc.want) {
			t.Errorf("%s: the page says %q, want %q in it", tc.name, got, tc.want)
		}
	}
	if got := doc("", "日本 Ωμέγα 🎉"); strings.Contains(got, "script") {
		t.Errorf("what can be printed is complained about: %q", got)
	}
}

func first(s *reporttest.Store, _ report.Spec) *reporttest.Store { return s }
func second(_ *reporttest.Store, sp report.Spec) report.Spec     { return sp }

func TestWrite_EveryKindOfChart(t *testing.T) {
	weeks := []string{"Week 36", "Week 37", "Week 38", "Week 39"}
	two := []chart.Series{{Name: "Interviews", Values: []float64{3, 5, 4, 4}}, {Name: "Usability tests", Values: []float64{0, 1, 3, 0}}}
	d := &report.Document{Title: "Charts"}
	for _, c := range []*chart.Chart{
		{Kind: chart.Bar, Categories: weeks, Series: two}, {Kind: chart.Column, Categories: weeks, Series: two, XTitle: "Week"},
		{Kind: chart.Stacked, Categories: weeks, Series: two}, {Kind: chart.Line, Categories: weeks, Series: two},
		{Kind: chart.Heat, Categories: weeks, Series: two},
		{Kind: chart.Scatter, XTitle: "Importance", Series: []chart.Series{{X: []float64{1, 2, 8}, Values: []float64{3, 9, 4}}}},
		{Kind: chart.Line, Categories: weeks, Guides: []chart.Guide{{Y1: 5, Name: "5 % new"}},
			Series: []chart.Series{{Values: []float64{9, 6, 3, 2}, Low: []float64{5, 3, 1, 0}, High: []float64{14, 9, 6, 5}}}},
		{Kind: chart.Strip, XTitle: "Minutes", Series: []chart.Series{{Name: "Pricing", X: []float64{1, 9}, To: []float64{2, 12}, Values: []float64{1, 1}}}},
		{Kind: chart.Network, Categories: weeks, Series: []chart.Series{{Values: []float64{3, 5, 4, 4}}}, Ties: []chart.Tie{{From: 0, To: 2, Weight: 3}}},
		{Kind: chart.Bar},
	} {
		d.Blocks = append(d.Blocks, report.Heading{Level: 2, Text: string(c.Kind)}, report.Chart{Chart: c})
	}
	write(t, d)
}

// stubborn refuses to be written to.
type stubborn struct{}

var errStubborn = errors.New("no")

func (stubborn) Write([]byte) (int, error) { return 0, errStubborn }

func TestWrite_Fails(t *testing.T) {
	d := compose(t, reporttest.Onboarding(), onboarding())
	if _, err := pdf.Write(context.Background(), stubborn{}, d, pdf.Options{}); !errors.Is(err, errStubborn) {
		t.Errorf("stubborn writer: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := pdf.Write(ctx, io.Discard, d, pdf.Options{}); app.CodeOf(err) != app.ECanceled {
		t.Errorf("canceled: %v, want ECanceled", err)
	}
}

// Two hundred pages must be written while someone waits.
func TestWrite_TwoHundredPages(t *testing.T) {
	if testing.Short() {
		t.Skip("timing")
	}
	d := compose(t, reporttest.Big(reporttest.Size{People: 100, Findings: 1600, Themes: 40, Insights: 53, Tags: 60}),
		report.Spec{Study: "study-1", Date: "2026-11-04"})
	start := time.Now()
	_, res := write(t, d)
	t.Logf("%d pages in %v", res.Pages, time.Since(start))
	if res.Pages < 200 {
		t.Errorf("only %d pages", res.Pages)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

func BenchmarkWrite(b *testing.B) {
	d := compose(b, reporttest.Onboarding(), onboarding())
	for b.Loop() {
		write(b, d)
	}
}
