package workspace_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
)

// sampled is a workspace with the sample and a second study, which has one interview, one finding and one insight.
func sampled(t *testing.T) (w *workspace.Workspace, sample, second app.StudyID) {
	t.Helper()
	_, w, study, _, _ := asked(t)
	sample, err := w.AddSample(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return w, sample, study.ID
}

// written is a report as Markdown.
func written(t *testing.T, w *workspace.Workspace, spec report.Spec) string {
	t.Helper()
	spec.Author, spec.Date = "Mara", "2026-11-26"
	path := filepath.Join(t.TempDir(), "report.md")
	if _, err := w.WriteReport(t.Context(), spec, path, report.FileOptions{}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ := strings.Cut(string(data), "<!-- throughline-report")
	return text
}

func TestReportOfSeveralStudies_HoldsThemAndNoOther(t *testing.T) {
	w, sample, second := sampled(t)
	third, err := w.Studies.Create(t.Context(), app.Study{Name: "Left aside", Product: "Other"})
	if err != nil {
		t.Fatal(err)
	}
	both := written(t, w, report.Spec{Studies: []app.StudyID{sample, second}})
	for _, want := range []string{"First ninety days with Wickerday and ", "People meet fees too late", "Payday is the real go-live, and payroll arrives last", "* **Studies:** 2"} {
		if !strings.Contains(both, want) {
			t.Errorf("a report of two studies does not say %q", want)
		}
	}
	one := written(t, w, report.Spec{Studies: []app.StudyID{second, third.ID}})
	for _, other := range []string{"Wickerday", "Payday", "Payroll and HR"} {
		if strings.Contains(one, other) {
			t.Errorf("a report without the sample says %q", other)
		}
	}
	if alone, same := written(t, w, report.Spec{Study: second}), written(t, w, report.Spec{Studies: []app.StudyID{second}}); alone != same {
		t.Error("one study of several is not as that study alone")
	}
	filter := report.Spec{Studies: []app.StudyID{second, third.ID}, Find: app.FindingQuery{Text: "the"}, Scope: "Said"}
	if text := written(t, w, filter); strings.Contains(text, "Wickerday") || strings.Contains(text, "Nellie") {
		t.Error("a query of some studies finds others")
	}
	gone := report.Spec{Studies: []app.StudyID{second, "gone"}, Date: "2026-11-26"}
	if _, err := w.WriteReport(t.Context(), gone, filepath.Join(t.TempDir(), "x.md"), report.FileOptions{}); app.CodeOf(err) != app.ENotFound {
		t.Errorf("a study that is gone: %v", err)
	}
}

func TestReportForReaders_HoldsWhatTheyNeed(t *testing.T) {
	w, sample, _ := sampled(t)
	full, product, brief := written(t, w, report.Spec{Study: sample}), written(t, w, report.Spec{Study: sample, Depth: report.Product}), written(t, w, report.Spec{Study: sample, Depth: report.Executive})
	for _, c := range []struct{ name, text, has, not string }{
		{"full", full, `<a id="evidence">`, ""}, {"full has tags", full, "## <a id=\"tags\">", ""},
		{"product", product, `<a id="themes">`, `<a id="evidence">`}, {"product has no tags", product, `<a id="method">`, `<a id="tags">`},
		{"executive", brief, `<a id="method">`, `<a id="themes">`}, {"executive has no tables of segments", brief, "What we learned", "Who says it"},
		{"executive has no dead words", brief, "more passages.", "All evidence"}, {"executive is no lesson", brief, "Limits", "How to read the numbers"},
	} {
		if !strings.Contains(c.text, c.has) || c.not != "" && strings.Contains(c.text, c.not) {
			t.Errorf("%s: not as it should be", c.name)
		}
	}
	quotes := regexp.MustCompile(`(?m)^> <a id="insight-1-`)
	for _, c := range []struct {
		name string
		text string
		want int
	}{{"full", full, 4}, {"product", product, 3}, {"executive", brief, 1}} {
		if got := len(quotes.FindAllString(c.text, -1)); got != c.want {
			t.Errorf("%s: %d quotes with the first insight, want %d", c.name, got, c.want)
		}
	}
	own := written(t, w, report.Spec{Study: sample, Depth: report.Executive, Sections: []report.Section{report.SectionTags, report.SectionSummary},
		Order: []report.Section{report.SectionTags, report.SectionSummary}})
	if tags, summary := strings.Index(own, `<a id="tags">`), strings.Index(own, `<a id="summary">`); tags < 0 || summary < tags || strings.Contains(own, `<a id="method">`) {
		t.Error("sections that were chosen do not come before those of the readers")
	}
}

func TestReportNaming_TellsNoMoreThanItsLevel(t *testing.T) {
	w, sample, _ := sampled(t)
	code := regexp.MustCompile(`\bP(0\d|1[0-2])\b`)
	titles, err := w.Store.Interviews(t.Context(), sample, app.Page{})
	if err != nil || len(titles) != 12 {
		t.Fatal(len(titles), err)
	}
	for _, level := range report.Namings() {
		for _, language := range report.Languages() {
			text := written(t, w, report.Spec{Study: sample, Naming: level, Language: language})
			hasTitle := false
			for _, in := range titles {
				hasTitle = hasTitle || strings.Contains(text, in.Title)
			}
			segments := strings.Contains(text, "Payroll and HR")
			switch level {
			case report.NamesSegment:
				if !code.MatchString(text) || !hasTitle || !segments {
					t.Errorf("in full, %s: codes, titles or segments are missing", language)
				}
			case report.NamesCode:
				if !code.MatchString(text) || hasTitle || strings.Contains(text, "P01, Planner") {
					t.Errorf("codes alone, %s: more is told", language)
				}
			default:
				if found := code.FindString(text); found != "" || hasTitle || segments {
					t.Errorf("%s, %s: %q, a title %v or a segment %v is told", level, language, found, hasTitle, segments)
				}
			}
			if level == report.NamesNone && regexp.MustCompile(`\d\d:\d\d:\d\d`).MatchString(text) {
				t.Errorf("nobody told apart, %s: places in recordings are told", language)
			}
			if strings.Contains(text, "\uE0F1") {
				t.Errorf("%s, %s: a sign is left", level, language)
			}
		}
	}
	if again := written(t, w, report.Spec{Study: sample, Naming: report.NamesAlias}); again != written(t, w, report.Spec{Study: sample, Naming: report.NamesAlias}) {
		t.Error("aliases change")
	}
	bad := report.Spec{Study: sample, Naming: "names", Date: "2026-11-26"}
	if _, err := w.WriteReport(t.Context(), bad, filepath.Join(t.TempDir(), "x.md"), report.FileOptions{}); app.CodeOf(err) != app.EInvalid {
		t.Errorf("another level: %v", err)
	}
}

// The metric sheet tells people apart no further either, in any cell.
func TestSheetNaming_TellsNoMoreThanItsLevel(t *testing.T) {
	w, sample, _ := sampled(t)
	code := regexp.MustCompile(`\bP(0\d|1[0-2])\b`)
	for _, level := range []report.Naming{report.NamesAlias, report.NamesNone} {
		path := filepath.Join(t.TempDir(), "sheet.xlsx")
		if _, err := w.WriteSheet(t.Context(), report.Spec{Study: sample, Naming: level, Date: "2026-11-26"}, path, report.FileOptions{}); err != nil {
			t.Fatal(err)
		}
		for part, text := range unzipped(t, path) {
			text = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, " ") // places of cells look like codes
			if found := code.FindString(text); found != "" {
				at := strings.Index(text, found)
				t.Errorf("%s: %s tells %s: %s", level, part, found, text[max(0, at-80):min(len(text), at+40)])
			}
		}
	}
}
