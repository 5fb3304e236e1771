//go:build e2e

package e2e

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/app/chart"
)

// frame is the longest that the program's own work may hold up a picture, in milliseconds, before one is called dropped.
const frame = 100

// soakSample is one line of a run; the numbers by the names of its columns.
type soakSample struct {
	act, where string
	is         map[string]float64
}

// soakLevel is a number that must not grow for ever: how it is told, and what it may grow by in the second half of a run beside a twentieth.
type soakLevel struct {
	column, name string
	unit         float64
	slack        float64 // in units; negative for what may grow
	lows         bool    // growth is of the lowest of each twenty-fourth of a run: above it lies what was done last, an open proposal for instance
}

const mega = 1e6

var soakLevels = []soakLevel{
	{"heap", "heap in use, MB", mega, 8, false}, {"heap", "heap in use, the lowest of every twenty-fourth of the run, MB", mega, 8, true},
	{"rss", "resident memory, MB", mega, 16, false}, {"goroutines", "goroutines", 1, 2, false},
	{"files", "open files", 1, 2, false}, {"threads", "threads", 1, 2, false}, {"workspace", "the workspace with its journal, MB (it keeps the history of every step)", mega, -1, false},
}

// TestSoakTold reads the run in the folder SOAK_OUT and writes soak.md and soak.svg beside it. It fails when something grew, or a picture was dropped.
func TestSoakTold(t *testing.T) {
	folder := os.Getenv("SOAK_OUT")
	if folder == "" {
		t.Skip("SOAK_OUT names no folder of a run: make soak sets it")
	}
	samples := readSoak(t, filepath.Join(folder, "soak.tsv"))
	if err := writeSVG(filepath.Join(folder, "soak.svg"), "Two hours of random use: memory, goroutines, own work on the thread of the window, load", soakCharts(samples)); err != nil {
		t.Fatal(err)
	}
	told, faults := tellSoak(samples)
	if err := os.WriteFile(filepath.Join(folder, "soak.md"), []byte(told), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Log(told)
	for _, f := range faults {
		t.Error(f)
	}
}

func readSoak(t *testing.T, path string) []soakSample {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s holds no run: %v", path, err)
	}
	var all []soakSample
	for _, row := range rows[1:] {
		s := soakSample{is: map[string]float64{}}
		for i, name := range rows[0] {
			switch name {
			case "act":
				s.act = row[i]
			case "where":
				s.where = row[i]
			default:
				s.is[name], _ = strconv.ParseFloat(row[i], 64) // what is no number is 0
			}
		}
		all = append(all, s)
	}
	return all
}

// values are a column's from a part of the run to another, parts being 0 to 1 of its time.
func values(all []soakSample, column string, from, to float64) (xs, ys []float64) {
	end := all[len(all)-1].is["at"]
	for _, s := range all {
		if at := s.is["at"]; at >= from*end && at <= to*end {
			xs, ys = append(xs, at), append(ys, s.is[column])
		}
	}
	return xs, ys
}

// median of what may be empty: NaN then. It sorts a copy.
func median(of []float64) float64 { return quantile(of, 0.5) }

func quantile(of []float64, q float64) float64 {
	if len(of) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(of))
	return sorted[int(q*float64(len(sorted)-1)+0.5)]
}

// lows are the lowest of ys in each stretch of xs, stretch long from the first x on, each at the middle of its stretch.
func lows(xs, ys []float64, stretch float64) (at, low []float64) {
	for i := range xs {
		mid := xs[0] + (math.Floor((xs[i]-xs[0])/stretch)+0.5)*stretch
		if n := len(at); n == 0 || at[n-1] != mid {
			at, low = append(at, mid), append(low, ys[i])
		} else {
			low[n-1] = min(low[n-1], ys[i])
		}
	}
	return at, low
}

// slopeOf is how much ys grow with xs: the median of the slopes between all pairs of points (Theil 1950, Sen 1968), which single peaks do not
// bend. More than some hundred points are thinned out evenly.
func slopeOf(xs, ys []float64) float64 {
	const most = 600
	every := 1 + len(xs)/most
	var slopes []float64
	for i := 0; i < len(xs); i += every {
		for j := i + every; j < len(xs); j += every {
			if xs[j] > xs[i] {
				slopes = append(slopes, (ys[j]-ys[i])/(xs[j]-xs[i]))
			}
		}
	}
	if len(slopes) == 0 {
		return 0
	}
	return median(slopes)
}

// tellSoak says in a table how a run went, and what is wrong with it.
func tellSoak(all []soakSample) (told string, faults []string) {
	var b strings.Builder
	end := all[len(all)-1].is["at"]
	_, loads := values(all, "load", 0, 1)
	fmt.Fprintf(&b, "%v of random use, %d acts, at a load of the machine of %.1f to %.1f (in the middle %.1f).\n\n", time.Duration(end)*time.Second, len(all),
		slices.Min(loads), slices.Max(loads), median(loads))
	b.WriteString("| what | first tenth | third quarter | last quarter | most | growth an hour, second half | level |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |\n")
	for _, l := range soakLevels {
		xs, ys := values(all, l.column, 0.5, 1)
		part := func(from, to float64) float64 {
			_, of := values(all, l.column, from, to)
			return median(of) / l.unit
		}
		_, every := values(all, l.column, 0, 1)
		if l.lows {
			xs, ys = lows(xs, ys, end/24)
		}
		slope := slopeOf(xs, ys) / l.unit // a second
		grown := slope * end / 2
		verdict := "yes"
		switch bound := max(l.slack, median(ys)/l.unit/20); {
		case l.slack < 0:
			verdict = "not asked"
		case grown > bound:
			verdict = "no"
			faults = append(faults, fmt.Sprintf("%s grew by %.1f in the second half; %.1f are allowed", l.name, grown, bound))
		}
		fmt.Fprintf(&b, "| %s | %.1f | %.1f | %.1f | %.1f | %+.2f | %s |\n", l.name, part(0, 0.1), part(0.5, 0.75), part(0.75, 1), slices.Max(every)/l.unit, slope*3600, verdict)
	}
	b.WriteString("\n| the window, ms of each act | median | 95 of 100 | 99 of 100 | longest | over 100 |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
	for _, c := range []struct{ column, name string }{{"own", "longest own work: time of its thread"}, {"held", "longest the program held it: by the clock, less waiting for a processor"},
		{"draw", "longest picture, drawn in software: by the clock, less waiting for a processor"}} {
		_, of := values(all, c.column, 0, 1)
		over := 0
		for _, v := range of {
			if v > frame {
				over++
			}
		}
		fmt.Fprintf(&b, "| %s | %.1f | %.1f | %.1f | %.1f | %d of %d |\n", c.name, median(of), quantile(of, 0.95), quantile(of, 0.99), slices.Max(of), over, len(of))
		if c.column == "own" && over > 0 {
			faults = append(faults, fmt.Sprintf("own work took over %d ms in %d acts", frame, over))
		}
	}
	b.WriteString("\nThe longest own work:\n\n| ms | by the clock | act | where |\n| ---: | ---: | --- | --- |\n")
	worst := slices.SortedStableFunc(slices.Values(all), func(x, y soakSample) int { return cmp.Compare(y.is["own"], x.is["own"]) })
	for _, s := range worst[:min(5, len(worst))] {
		fmt.Fprintf(&b, "| %.1f | %.1f | %s | `%s` |\n", s.is["own"], s.is["held"], s.act, cmp.Or(s.where, "too short to be seen"))
	}
	return b.String(), faults
}

// soakBins is into how many parts the time of a run is cut for its graphs.
const soakBins = 60

// soakCharts are the graphs of a run, one below the other.
func soakCharts(all []soakSample) []*chart.Chart {
	end := all[len(all)-1].is["at"]
	bins := make([]string, soakBins)
	for i := range bins {
		at := time.Duration(float64(i) * end / soakBins * float64(time.Second))
		bins[i] = fmt.Sprintf("%d:%02d", int(at.Hours()), int(at.Minutes())%60)
	}
	series := func(name, column string, unit float64, of func([]float64) float64) chart.Series {
		s := chart.Series{Name: name}
		for i := range bins {
			_, ys := values(all, column, float64(i)/soakBins, float64(i+1)/soakBins)
			s.Values = append(s.Values, of(ys)/unit)
		}
		return s
	}
	most := func(of []float64) float64 {
		if len(of) == 0 {
			return math.NaN()
		}
		return slices.Max(of)
	}
	line := func(title string, series ...chart.Series) *chart.Chart {
		return &chart.Chart{Kind: chart.Line, Title: title, Categories: bins, Series: series}
	}
	work := line("Longest work on the window's thread, ms", series("own work", "own", 1, most), series("held, by the clock", "held", 1, most))
	work.Guides = []chart.Guide{{Y1: frame, Name: "a dropped picture"}}
	return []*chart.Chart{
		line("Memory, MB", series("heap in use", "heap", mega, median), series("resident", "rss", mega, median)),
		line("Counts", series("goroutines", "goroutines", 1, median), series("open files", "files", 1, median), series("threads", "threads", 1, median)),
		work,
		line("Beside it", series("load of the machine", "load", 1, median), series("workspace, tens of MB", "workspace", 10*mega, median)),
	}
}

func TestSlopeOf(t *testing.T) {
	xs := []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	for _, c := range []struct {
		name string
		ys   []float64
		want float64
	}{
		{"level", []float64{5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, 0},
		{"grows", []float64{0, 2, 4, 6, 8, 10, 12, 14, 16, 18}, 2},
		{"level with two peaks", []float64{5, 5, 5, 5, 900, 5, 5, 5, 700, 5}, 0},
	} {
		if got := slopeOf(xs, c.ys); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestLows(t *testing.T) {
	at, low := lows([]float64{0, 1, 2, 3, 4, 5, 9}, []float64{7, 5, 6, 9, 8, 8, 4}, 3)
	if !slices.Equal(at, []float64{1.5, 4.5, 10.5}) || !slices.Equal(low, []float64{5, 8, 4}) {
		t.Errorf("lows %v at %v", low, at)
	}
}

func TestTellSoak_SaysWhatGrewAndWhatWasDropped(t *testing.T) {
	var all []soakSample
	for i := range 200 {
		at := float64(i * 36)
		is := map[string]float64{"at": at, "heap": 50e6 + at*1e4, "rss": 300e6, "goroutines": 14, "files": 20, "threads": 12, "workspace": 80e6 + at*1e5, "own": 4, "load": 1}
		all = append(all, soakSample{act: "go", is: is})
	}
	all[17].is["own"] = 150
	told, faults := tellSoak(all)
	if len(faults) != 3 || !strings.HasPrefix(faults[0], "heap") || !strings.HasPrefix(faults[1], "heap") || !strings.HasPrefix(faults[2], "own work took over 100 ms in 1 acts") {
		t.Errorf("faults %q of\n%s", faults, told)
	}
}
