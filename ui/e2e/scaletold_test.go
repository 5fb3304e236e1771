//go:build e2e

package e2e

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"throughline/app/chart"
)

// scaleAim is what one cost should be in the largest workspace.
type scaleAim struct {
	what, name string // of the rows, and in words with the unit
	aim        float64
	rate       bool // more is better
	digits     int
}

var scaleAims = []scaleAim{
	{"open", "open, launch to a window that can be used, s", 1.5, false, 2},
	{"first", "slowest screen: key to its first picture, ms", 200, false, 0},
	{"whole", "slowest screen: key to all read and drawn, ms", 0, false, 0},
	{"search", "search by words and meaning, 95 of 100, ms", 60, false, 0},
	{"tag", "tag a passage, on disk, 95 of 100, ms", 10, false, 1},
	{"import", "transcripts of 6,000 words a second, readable", 150, true, 0},
	{"indexed", "the same, searchable", 80, true, 0},
	{"ratio", "file, times the text", 3, false, 2},
	{"memory", "memory after all screens, at rest, MB", 500, false, 0},
	{"memory at its highest", "memory at its highest, MB", 0, false, 0},
	{"make", "made by `throughline generate`, s", 0, false, 0},
}

// scaleTable is what was measured: rows by what and size.
type scaleTable struct {
	sizes []int
	rows  map[string]map[int]scaleRow
}

type scaleRow struct{ figure, cpu, clock, read, written float64 }

func readScale(t *testing.T, path string) *scaleTable {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	lines, err := r.ReadAll()
	if err != nil || len(lines) < 2 {
		t.Fatalf("%s holds nothing that was measured: %v", path, err)
	}
	table := &scaleTable{rows: map[string]map[int]scaleRow{}}
	for _, line := range lines[1:] {
		size, _ := strconv.Atoi(line[1])
		n := make([]float64, 5)
		for i := range n {
			n[i], _ = strconv.ParseFloat(line[2+i], 64) // our own numbers
		}
		if table.rows[line[0]] == nil {
			table.rows[line[0]] = map[int]scaleRow{}
		}
		table.rows[line[0]][size] = scaleRow{n[0], n[1], n[2], n[3], n[4]}
		if size > 0 && !slices.Contains(table.sizes, size) {
			table.sizes = append(table.sizes, size)
		}
	}
	slices.Sort(table.sizes)
	for _, n := range table.sizes {
		file, text := table.rows["file"][n].figure, table.rows["text"][n].figure
		if text > 0 {
			table.put("ratio", n, scaleRow{figure: file / text})
		}
	}
	return table
}

func (s *scaleTable) put(what string, n int, r scaleRow) {
	if s.rows[what] == nil {
		s.rows[what] = map[int]scaleRow{}
	}
	s.rows[what][n] = r
}

// growth is the power of the size by which a figure grows: the slope over the logarithms by least squares; ok is false below two sizes.
func (s *scaleTable) growth(what string) (power float64, ok bool) {
	var n, sx, sy, sxx, sxy float64
	for _, size := range s.sizes {
		if v := s.rows[what][size].figure; v > 0 {
			x, y := math.Log(float64(size)), math.Log(v)
			n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
		}
	}
	if n < 2 {
		return 0, false
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx), true
}

// limit says what the work of a cost was limited by in the largest workspace: how busy the processors were, and the disk beside what it gives.
func (s *scaleTable) limit(what string) string {
	r := s.rows[what][s.sizes[len(s.sizes)-1]]
	confirm, disk := s.rows["disk, ms to confirm"][0].figure, s.rows["disk, MB/s written"][0].figure
	switch {
	case r.clock <= 0:
		return ""
	case what == "tag":
		return fmt.Sprintf("the disk: %.1f of %.1f ms in the middle are its confirmation", confirm, r.clock*1000)
	}
	words := fmt.Sprintf("%.1f of %d processors busy", r.cpu/r.clock, runtime.NumCPU())
	if r.read > 0 {
		words += fmt.Sprintf("; %.0f MB/s read", r.read/mega/r.clock)
	}
	if r.written > 0 && disk > 0 {
		words += fmt.Sprintf("; %.0f MB/s written of %.0f", r.written/mega/r.clock, disk)
	}
	return words
}

// TestScaleTold reads what was measured from SCALE_OUT and writes scale.md and scale.svg beside it.
func TestScaleTold(t *testing.T) {
	out := os.Getenv("SCALE_OUT")
	if out == "" {
		t.Skip("SCALE_OUT names no file of what was measured: make scale sets it")
	}
	table := readScale(t, out)
	if err := os.WriteFile(filepath.Join(filepath.Dir(out), "scale.md"), []byte(table.told()), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := writeSVG(filepath.Join(filepath.Dir(out), "scale.svg"), "How each cost grows with the workspace, beside its aim; both axes logarithmic", table.charts()); err != nil {
		t.Fatal(err)
	}
	t.Log(table.told())
}

// told is the page: costs by size beside their aims, then the screens of the largest workspace.
func (s *scaleTable) told() string {
	var b strings.Builder
	b.WriteString("| what | aim |")
	for _, n := range s.sizes {
		fmt.Fprintf(&b, " %s interviews |", chart.Format(float64(n)))
	}
	b.WriteString(" grows by | limited by, in the largest |\n| --- | ---: |" + strings.Repeat(" ---: |", len(s.sizes)) + " ---: | --- |\n")
	fmt.Fprintf(&b, "| findings; words, millions | 1,000,000; 30 |")
	for _, n := range s.sizes {
		fmt.Fprintf(&b, " %s; %s |", chart.Format(float64(n*scaleFindings)), chart.Format(float64(n*scaleWords)/1e6))
	}
	b.WriteString(" | |\n")
	for _, a := range scaleAims {
		if len(s.rows[a.what]) == 0 {
			continue
		}
		aim := ""
		if a.aim > 0 {
			aim = strconv.FormatFloat(a.aim, 'f', -1, 64)
		}
		fmt.Fprintf(&b, "| %s | %s |", a.name, aim)
		for _, n := range s.sizes {
			fmt.Fprintf(&b, " %s |", told(s.rows[a.what], n, a.digits))
		}
		power := ""
		if p, ok := s.growth(a.what); ok {
			power = fmt.Sprintf("n^%.2f", p)
		}
		fmt.Fprintf(&b, " %s | %s |\n", power, s.limit(a.what))
	}
	last := s.sizes[len(s.sizes)-1]
	fmt.Fprintf(&b, "\nThe screens with %s findings, ms from the key to the first picture, and to all read and drawn (with three frames of rest, 50 ms):\n\n| screen | first | all |\n| --- | ---: | ---: |\n",
		chart.Format(float64(last*scaleFindings)))
	for _, screen := range scaleScreens {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", screen.name, told(s.rows["first "+screen.name], last, 0), told(s.rows["whole "+screen.name], last, 0))
	}
	fmt.Fprintf(&b, "\nThe machine, by itself: %.0f MB/s of memory copied by one processor, %.0f MB/s written to the disk, %.1f ms until it confirms.\n",
		s.rows["memory bandwidth, MB/s"][0].figure, s.rows["disk, MB/s written"][0].figure, s.rows["disk, ms to confirm"][0].figure)
	return b.String()
}

func told(rows map[int]scaleRow, n, digits int) string {
	r, ok := rows[n]
	if !ok {
		return ""
	}
	return strconv.FormatFloat(r.figure, 'f', digits, 64)
}

// charts are the costs that have an aim, as shares of it: above one the aim is missed. Both axes are logarithmic where sizes grow by one factor.
func (s *scaleTable) charts() []*chart.Chart {
	draw := func(title string, rates bool, unit string) *chart.Chart {
		c := &chart.Chart{Kind: chart.Line, Log: true, Title: title, Unit: unit, XTitle: "interviews", Guides: []chart.Guide{{Y1: 1, Name: "the aim"}}}
		for _, n := range s.sizes {
			c.Categories = append(c.Categories, chart.Format(float64(n)))
		}
		for _, a := range scaleAims {
			if a.aim == 0 || a.rate != rates || len(s.rows[a.what]) == 0 {
				continue
			}
			name, _, _ := strings.Cut(a.name, ",")
			line := chart.Series{Name: name}
			for _, n := range s.sizes {
				v := math.NaN()
				if r, ok := s.rows[a.what][n]; ok {
					v = r.figure / a.aim
				}
				line.Values = append(line.Values, v)
			}
			c.Series = append(c.Series, line)
		}
		return c
	}
	return []*chart.Chart{draw("Costs, times their aim: below one is better", false, ""), draw("Rates, times their aim: above one is better", true, "")}
}

func TestScaleTable_TellsGrowthAndLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scale.tsv")
	lines := scaleHead + "\ndisk, ms to confirm\t0\t2\t0\t0\t0\t0\ndisk, MB/s written\t0\t500\t0\t0\t0\t0\nopen\t10\t1\t0.5\t1\t0\t0\nopen\t100\t10\t15\t10\t20000000\t0\n" +
		"file\t10\t6\t0\t0\t0\t0\ntext\t10\t2\t0\t0\t0\t0\ntag\t100\t5\t0\t0.004\t0\t0\n"
	if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	s := readScale(t, path)
	if p, ok := s.growth("open"); !ok || math.Abs(p-1) > 1e-9 {
		t.Errorf("grows by the power of %v", p)
	}
	if got, want := s.limit("open"), fmt.Sprintf("1.5 of %d processors busy; 2 MB/s read", runtime.NumCPU()); got != want {
		t.Errorf("limited by %q, want %q", got, want)
	}
	if got := s.limit("tag"); got != "the disk: 2.0 of 4.0 ms in the middle are its confirmation" {
		t.Errorf("tag is limited by %q", got)
	}
	if s.rows["ratio"][10].figure != 3 {
		t.Errorf("the file is %v times the text", s.rows["ratio"][10].figure)
	}
}
