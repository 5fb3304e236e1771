package workspace_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/report"
)

var evidenceNumber = regexp.MustCompile(`E-[0-9A-HJKMNP-TV-Z]{5,}`)

// No number or id of a passage is the same in a report with codes and in one without, nor are those of bundles; and what was written with aliases can still be checked.
func TestReports_WithAndWithoutCodesCannotBeLaidBesideEachOther(t *testing.T) {
	w, sample, _ := sampled(t)
	all, err := w.Store.Findings(t.Context(), app.FindingQuery{Study: sample})
	if err != nil {
		t.Fatal(err)
	}
	var own []string
	for i := range all {
		own = append(own, string(all[i].ID), string(all[i].Participant))
	}
	numbers := map[report.Naming][]string{}
	for _, level := range report.Namings() {
		spec := report.Spec{Study: sample, Naming: level, Date: "2026-11-26"}
		dir := t.TempDir()
		md, xlsx := filepath.Join(dir, "r.md"), filepath.Join(dir, "s.xlsx")
		if _, err := w.WriteReport(t.Context(), spec, md, report.FileOptions{}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.WriteSheet(t.Context(), spec, xlsx, report.FileOptions{}); err != nil {
			t.Fatal(err)
		}
		numbers[level] = evidenceNumber.FindAllString(written(t, w, spec), -1)
		for _, path := range []string{md, xlsx} {
			if drift, err := w.CheckReport(t.Context(), path, nil); err != nil || len(drift) != 0 {
				t.Errorf("%q: just written, %v has drifted, %v", level, drift, err)
			}
		}
		if level != report.NamesAlias && level != report.NamesNone {
			continue
		}
		for name, text := range unzipped(t, xlsx) {
			for _, id := range own {
				if id != "" && strings.Contains(text, id) {
					t.Fatalf("%q: %s tells the id %s", level, name, id)
				}
			}
		}
		bundle, _ := handOff(t, w, spec)
		inside := insideOf(t, bundle)
		handed, err := inside.Store.Findings(t.Context(), app.FindingQuery{})
		if err != nil || len(handed) != len(all) {
			t.Fatalf("%q: %d findings in the bundle, %v", level, len(handed), err)
		}
		for i := range handed {
			if slices.Contains(own, string(handed[i].ID)) || slices.Contains(own, string(handed[i].Participant)) && handed[i].Participant != "" || handed[i].Created.Hour() != 0 {
				t.Fatalf("%q: the bundle tells whose passage %d is: %s, %s, %s", level, i, handed[i].ID, handed[i].Participant, handed[i].Created)
			}
		}
		again := evidenceNumber.FindAllString(written(t, inside, report.Spec{}), -1)
		if !slices.Contains(again, numbers[level][0]) {
			t.Errorf("%q: a report of the bundle numbers passages otherwise than the one beside it", level)
		}
	}
	if !slices.Equal(numbers[report.NamesSegment], numbers[report.NamesCode]) {
		t.Error("reports with codes number passages differently")
	}
	for _, pair := range [][2]report.Naming{{report.NamesSegment, report.NamesAlias}, {report.NamesSegment, report.NamesNone}, {report.NamesAlias, report.NamesNone}} {
		for _, n := range numbers[pair[0]] {
			if slices.Contains(numbers[pair[1]], n) {
				t.Errorf("%s is in the report %q and in the report %q", n, pair[0], pair[1])
			}
		}
	}
}

// What drifted leads to the record here, whatever id it went out with.
func TestCheckReport_LeadsToWhatDriftedAlsoWithAliases(t *testing.T) {
	_, w, study, _, fee := asked(t)
	path := filepath.Join(t.TempDir(), "r.md")
	if _, err := w.WriteReport(t.Context(), report.Spec{Study: study.ID, Naming: report.NamesAlias, Date: "2026-11-04"}, path, report.FileOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := w.Coding.Note(t.Context(), fee.ID, "A new note"); err != nil {
		t.Fatal(err)
	}
	drift, err := w.CheckReport(t.Context(), path, nil)
	if err != nil || !slices.ContainsFunc(drift, func(d report.Drift) bool { return d.What == report.Changed && d.Query == "finding:"+string(fee.ID) }) {
		t.Error(fmt.Sprint(drift, err))
	}
}
