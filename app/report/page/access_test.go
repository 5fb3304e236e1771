package page_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"throughline/app/report/page"
)

// Who listens to the page is led through it: one heading of the first level, none skipped, every chart said in words, every table with its heads.
func TestWriteHTML_IsReadAloudInOrder(t *testing.T) {
	text := write(t, page.WriteHTML, onboarding(t))
	last, first := 0, 0
	for _, m := range regexp.MustCompile(`<h([1-6])[ >]`).FindAllStringSubmatch(text, -1) {
		level, _ := strconv.Atoi(m[1])
		if level > last+1 {
			t.Errorf("a heading of level %d follows one of level %d", level, last)
		}
		if level == 1 {
			first++
		}
		last = level
	}
	if first != 1 {
		t.Errorf("%d headings of the first level", first)
	}
	charts := strings.Count(text, "<svg")
	if told := len(regexp.MustCompile(`role="img"[^>]*>\s*<title>[^<]{20,}</title>`).FindAllString(text, -1)); told != charts || charts == 0 {
		t.Errorf("%d of %d charts are told in words", told, charts)
	}
	if tables, heads := strings.Count(text, "<table"), strings.Count(text, "<thead><tr>\n<th scope=\"col\""); tables != heads || tables == 0 {
		t.Errorf("%d of %d tables have heads", heads, tables)
	}
	if !strings.Contains(text, `<html lang="`) || !strings.Contains(text, "<main>") {
		t.Error("the page does not say its language or where it begins")
	}
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, share := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += share * v
	}
	return sum
}

func TestWriteHTML_WordsStandOut(t *testing.T) {
	text := write(t, page.WriteHTML, onboarding(t))
	colour := func(name string) string {
		m := regexp.MustCompile(`--` + name + `:#([0-9a-f]{6})`).FindStringSubmatch(text)
		if m == nil {
			t.Fatalf("no colour is called %s", name)
		}
		return m[1]
	}
	for _, tc := range []struct{ words, ground string }{
		{colour("ink"), "ffffff"}, {colour("muted"), "ffffff"}, {colour("accent"), "ffffff"}, {colour("ink"), colour("panel")}, {colour("muted"), colour("panel")}, {colour("accent"), "fbf6e6"},
	} {
		a, b := luminance(t, tc.words), luminance(t, tc.ground)
		if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
			t.Errorf("#%s on #%s is %.1f to 1, and 4.5 is wanted", tc.words, tc.ground, ratio)
		}
	}
}
