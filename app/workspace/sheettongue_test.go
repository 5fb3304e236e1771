package workspace_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/recruit"
	"throughline/app/report"
	"throughline/app/tally"
	"throughline/assets/locale"
)

// said reports whether a fixed sentence stands in a catalogue, whole or by its pattern.
func said(language, s string) bool {
	for _, part := range strings.SplitAfter(s, ". ") {
		part = strings.TrimSuffix(part, " ")
		words := locale.Words(language)
		if words[part] != "" || words["column: "+part] != "" || !strings.ContainsFunc(part, unicode.IsLetter) {
			continue
		}
		if !slices.ContainsFunc(locale.Patterns(language), func(p locale.Pattern) bool { _, ok := p.Fit(part); return ok && p.Key != "*, *" }) {
			return false
		}
	}
	return true
}

// Every name, title, meaning, unit and way of computing, every note, and every fixed word in a cell is said in German and Spanish.
func TestWriteSheet_SaysEveryFixedWordInEveryLanguage(t *testing.T) {
	b, studies := trio(t)
	spec := report.Spec{Studies: []app.StudyID{studies[0].ID, studies[1].ID}, Date: "2026-11-02"}
	english := metricSheetOf(t, b, spec)
	empty := metricSheetOf(t, b, report.Spec{Study: b.Study("Not begun").ID, Date: "2026-11-02"})
	var fixed []string
	for _, r := range table(t, english, "Data dictionary") {
		own := r["Sheet"] == "Tags x segments" && strings.Contains(r["Column"], "Admin") || strings.HasPrefix(r["Meaning"], "One column a participant")
		if r["Column"] != "" && !own {
			fixed = append(fixed, r["Column"])
		}
		fixed = append(fixed, r["Sheet"], r["Meaning"], r["Unit"])
		if !strings.HasPrefix(r["How computed"], "Live formula") {
			fixed = append(fixed, r["How computed"])
		}
	}
	for _, f := range []*excelize.File{english, empty} {
		for sheet, columns := range map[string][]string{"Programme metrics": {"Metric", "Unit", "Definition"}, "UX measures": {"Measure"}, "Agreement": {"Reading"}, "Coverage": {"Of", "Reading"},
			"Saturation": {"Reading"}, "Tags x segments": {"Test", "How far to trust it"}, "Insights and evidence": {"Row", "Status", "Confidence", "Stance"}} {
			for _, r := range table(t, f, sheet) {
				for _, c := range columns {
					fixed = append(fixed, r[c])
				}
			}
		}
		rows, err := f.GetRows("Overview")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows[1:] {
			fixed = append(fixed, r[0])
			if i, _ := f.GetSheetIndex(r[0]); i >= 0 && strings.HasSuffix(r[1], ".") { // why a sheet has no rows
				fixed = append(fixed, r[1])
			}
		}
	}
	for _, list := range [][]string{texts(app.InsightStatuses()), texts(app.RecommendationStatuses()), texts([]app.Stance{app.Supports, app.Contradicts, app.Nuances}), texts([]app.TagStatus{app.TagActive, app.TagProposed, app.TagDeprecated}),
		texts([]recruit.QuotaState{recruit.QuotaOpen, recruit.QuotaFull, recruit.QuotaOver, recruit.QuotaShort, recruit.QuotaNone}), {"chi-square", "Fisher's exact test", "Fisher-Freeman-Halton exact test", "Monte Carlo exact test"},
		{tally.Read(0.9), tally.Read(0.7), tally.Read(0.1), tally.Read(math.NaN())}, {string(app.ToDo), string(app.Opportunity), app.MeasureSuccess.Word(), app.MeasureTime.Word(), "yes", "no"}} {
		fixed = append(fixed, list...)
	}
	slices.Sort(fixed)
	fixed = slices.Compact(fixed)
	if len(fixed) < 250 {
		t.Errorf("only %d words and sentences were looked at", len(fixed))
	}
	for _, s := range fixed {
		for _, language := range []string{"de", "es"} {
			if !said(language, s) {
				t.Errorf("the catalogue %s does not say %q", language, s)
			}
		}
	}
}

// The formulas of a sheet in another language give their numbers, and what people wrote stays.
func TestWriteSheet_ComputesInEveryLanguage(t *testing.T) {
	b, studies := trio(t)
	for language, names := range map[report.Language][]string{
		report.German:  {"Übersicht", "Abdeckung", "UX-Messgrößen", "Tags x Segmente", "Befunde", "Erkenntnisse und Belege"},
		report.Spanish: {"Resumen", "Cobertura", "Medidas de UX", "Etiquetas x segmentos", "Hallazgos", "Conclusiones y evidencia"},
	} {
		f := metricSheetOf(t, b, report.Spec{Study: studies[0].ID, Date: "2026-11-02", Language: language})
		if got := f.GetSheetList(); len(got) != 19 || got[0] != names[0] {
			t.Errorf("%s: sheets %q", language, got)
		}
		for _, sheet := range names[:4] {
			recomputed(t, f, sheet)
		}
		if formula, err := f.GetCellFormula(names[0], "B7"); err != nil || !strings.Contains(formula, "'") {
			t.Errorf("%s: the overview does not count on another sheet: %q, %v", language, formula, err)
		}
		for _, sheet := range names[4:] {
			tables, err := f.GetTables(sheet)
			if err != nil || len(tables) != 1 {
				t.Errorf("%s: %s has the tables %v, %v", language, sheet, tables, err)
			}
		}
		english, _ := metricSheetOf(t, b, report.Spec{Study: studies[0].ID, Date: "2026-11-02"}).GetRows("Data dictionary")
		rows, err := f.GetRows(f.GetSheetList()[18])
		if err != nil || len(rows) != len(english) {
			t.Fatalf("%s: the data dictionary has %d rows, %d in English, %v", language, len(rows), len(english), err)
		}
		for i := range rows {
			if rows[i][2] == english[i][2] && locale.Words(string(language))[english[i][2]] != english[i][2] || len(rows[i]) > 4 && strings.Contains(rows[i][4], "%") && rows[i][4] == english[i][4] {
				t.Errorf("%s: the data dictionary says %q", language, rows[i])
			}
		}
		rows, err = f.GetRows(names[4])
		if err != nil || rows[1][3] != "took for ever" || !slices.Contains(rows[1], "Slow Alpha") {
			t.Errorf("%s: %v, %v", language, rows[1], err)
		}
	}
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = string(x)
	}
	return out
}
