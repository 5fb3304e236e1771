//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage"
)

// scaleFindings is how many findings an interview has, scaleWords how many words, scaleTogether how many interviews a study has.
const scaleFindings, scaleWords, scaleTogether = 200, 6000, 25

// scaleImported is how many transcripts are imported into a workspace of each size.
const scaleImported = 600

// TestScale makes workspaces of the sizes that SCALE names ("40 200 1000 5000", interviews) in the folder SCALE_DIR, and measures what it
// costs to work in each: a line of a table in SCALE_OUT each, of which TestScaleTold makes the page. It asserts nothing about speed.
func TestScale(t *testing.T) {
	out := os.Getenv("SCALE_OUT")
	if out == "" {
		t.Skip("SCALE_OUT names no file to write: make scale sets it")
	}
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	fmt.Fprintln(f, scaleHead)
	s := &scale{t: t, out: f, dir: os.Getenv("SCALE_DIR"), bin: Binary(t), texts: t.TempDir()}
	s.machine()
	s.command("generate", "--out", s.texts, "--interviews", strconv.Itoa(scaleImported), "--words", strconv.Itoa(scaleWords), "--seed", "99", "-q")
	for word := range strings.FieldsSeq(os.Getenv("SCALE")) {
		n, err := strconv.Atoi(word)
		if err != nil {
			t.Fatal(err)
		}
		s.measure(n)
	}
}

// scaleRest is how long nobody does anything before the memory at rest is read: the program gives back what it does not use ten seconds after it worked.
const scaleRest = 15 * time.Second

// scaleHead names the columns: what was measured, interviews of the workspace, the figure; and for what it was limited by, of the same work: seconds
// of processor (user and system), seconds by the clock, bytes read from the disk and written to it, as far as they are known.
const scaleHead = "what\tsize\tfigure\tcpu\tclock\tread\twritten"

// scale is one measuring.
type scale struct {
	t          *testing.T
	out        *os.File
	dir        string
	bin, texts string
	n          int
}

// cost is what some work took.
type cost struct {
	cpu, clock    time.Duration
	read, written int64
}

func (s *scale) row(what string, figure float64, c cost) {
	line := fmt.Sprintf("%s\t%d\t%g\t%.3f\t%.3f\t%d\t%d", what, s.n, figure, c.cpu.Seconds(), c.clock.Seconds(), c.read, c.written)
	s.t.Log(line)
	fmt.Fprintln(s.out, line)
}

// command runs the program and returns what it cost and the most memory it took, bytes.
func (s *scale) command(args ...string) (cost, int64) {
	s.t.Helper()
	cmd := exec.Command(s.bin, args...)
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("%v: %s", args, out)
	}
	c := cost{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), clock: time.Since(began)}
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.read, c.written = u.Inblock*512, u.Oublock*512
	}
	return c, peak(cmd.ProcessState) << 10
}

// measure makes a workspace of n interviews, unless it was made before, and measures it.
func (s *scale) measure(n int) {
	s.n = n
	path := filepath.Join(s.dir, fmt.Sprintf("scale-%d.throughline", n))
	if _, err := os.Stat(path); err != nil {
		c, _ := s.command("generate", "-w", path, "--studies", strconv.Itoa(max(1, n/scaleTogether)), "--interviews", strconv.Itoa(n), "--words", strconv.Itoa(scaleWords),
			"--findings", strconv.Itoa(n*scaleFindings), "--until", "2026-11-25", "-q")
		s.row("make", c.clock.Seconds(), c)
	}
	s.window(path)
	s.starts(path)
	s.benchmark(path, "search", "./app/search", "BenchmarkAnswer/both", "p95-ms")
	s.benchmark(path, "tag", "./app/coding", "BenchmarkMark", "ms-p95")
	s.sizes(path)
	s.imports(path)
}

// starts measures from launch to a window that can be used, the middle of five.
func (s *scale) starts(path string) {
	screen := NewScreen(s.t, wide, high)
	var all []time.Duration
	var costs cost
	for range 5 {
		p := start(s.t, screen, "THROUGHLINE_THREADCHECK=0", "open", path)
		all = append(all, p.ready)
		costs = p.spent()
		p.stop()
	}
	slices.Sort(all)
	costs.clock = all[len(all)/2]
	s.row("open", costs.clock.Seconds(), costs)
}

// spent is what the program took since it began, but for time by the clock.
func (p *Program) spent() (c cost) {
	proc := filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid))
	stat, _ := os.ReadFile(filepath.Join(proc, "stat")) // what cannot be read counts as nothing
	_, rest, _ := strings.Cut(string(stat), ") ")
	if words := strings.Fields(rest); len(words) > 12 {
		user, _ := strconv.ParseInt(words[11], 10, 64)
		system, _ := strconv.ParseInt(words[12], 10, 64)
		c.cpu = time.Duration(user+system) * 10 * time.Millisecond // a hundred ticks a second
	}
	lines, _ := os.ReadFile(filepath.Join(proc, "io"))
	for row := range strings.SplitSeq(string(lines), "\n") {
		key, value, _ := strings.Cut(row, ": ")
		n, _ := strconv.ParseInt(value, 10, 64)
		switch key {
		case "read_bytes":
			c.read = n
		case "write_bytes":
			c.written = n
		}
	}
	return c
}

func (c cost) since(before cost) cost {
	return cost{c.cpu - before.cpu, c.clock - before.clock, c.read - before.read, c.written - before.written}
}

// scaleScreens are the screens that are shown, by their keys.
var scaleScreens = []struct{ key, name string }{{"ctrl+2", "interviews"}, {"ctrl+3", "codebook"}, {"ctrl+4", "findings"}, {"ctrl+5", "themes"}, {"ctrl+6", "insights"},
	{"ctrl+7", "memos"}, {"ctrl+8", "people"}, {"ctrl+9", "reports"}, {"ctrl+0", "analysis"}, {"ctrl+shift+k", "search"}, {"ctrl+h", "history"}, {"ctrl+1", "home"}}

// window opens the workspace, waits for what is prepared beside the window, goes to each screen, and tells how long it took to see something of it,
// and all of it, and how much memory it took.
func (s *scale) window(path string) {
	p := start(s.t, NewScreen(s.t, wide, high), "THROUGHLINE_THREADCHECK=0", "open", path)
	defer p.stop()
	p.settle()
	var firsts, wholes []float64
	var costs cost
	for _, screen := range scaleScreens {
		before, spent := p.glance(), p.spent()
		began := time.Now()
		p.Screen.xdotool("key", "--clearmodifiers", screen.key)
		first := p.changed(before, began)
		p.Calm()
		whole := time.Since(began)
		c := p.spent().since(spent)
		c.clock = whole
		firsts, wholes = append(firsts, first.Seconds()*1000), append(wholes, whole.Seconds()*1000)
		s.row("first "+screen.name, first.Seconds()*1000, c)
		s.row("whole "+screen.name, whole.Seconds()*1000, c)
		costs = cost{costs.cpu + c.cpu, costs.clock + c.clock, costs.read + c.read, costs.written + c.written}
		time.Sleep(300 * time.Millisecond) // what comes after the page does not count for the next one
	}
	s.row("first", slices.Max(firsts), costs)
	s.row("whole", slices.Max(wholes), costs)
	proc := filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid))
	time.Sleep(scaleRest)
	s.row("memory", float64(status(proc, "VmRSS")<<10)/mega, cost{})
	s.row("memory at its highest", float64(status(proc, "VmHWM")<<10)/mega, cost{})
}

// settle waits until nothing has been announced and no processor was used for a second or two: jobs at the opening have ended.
func (p *Program) settle() {
	const still = 3 * time.Second
	for deadline := time.Now().Add(15 * time.Minute); time.Now().Before(deadline); {
		before := p.spent().cpu
		time.Sleep(still)
		if p.spent().cpu-before < still/20 {
			return
		}
	}
	p.fail("the program does not come to rest after opening")
}

// changed waits until the page looks different than before, and says how long after began that is.
func (p *Program) changed(before *image.RGBA, began time.Time) time.Duration {
	old := page(before)
	for time.Since(began) < patience {
		if !bytes.Equal(page(p.glance()), old) {
			return time.Since(began)
		}
		time.Sleep(2 * time.Millisecond)
	}
	p.fail("nothing was drawn")
	return 0
}

// page is the part of a picture right of the rail and below the bar.
func page(img *image.RGBA) (pixels []byte) {
	for y := 60; y < high; y++ {
		pixels = append(pixels, img.Pix[y*img.Stride+4*240:y*img.Stride+4*wide]...)
	}
	return pixels
}

// metric finds a number that a benchmark reports.
func metric(printed, unit string) (float64, bool) {
	m := regexp.MustCompile(`([0-9.e+]+) ` + regexp.QuoteMeta(unit) + `\b`).FindStringSubmatch(printed)
	if m == nil {
		return 0, false
	}
	v, err := strconv.ParseFloat(m[1], 64)
	return v, err == nil
}

// benchmark runs a benchmark of the source on the workspace and takes one of its numbers.
func (s *scale) benchmark(path, what, room, name, unit string) {
	cmd := exec.Command("go", "test", "-tags", "sqlite_fts5", "-run", "^$", "-bench", name+"$", "-benchtime", "200x", room)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "THROUGHLINE_WORKSPACE="+path)
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.t.Fatalf("%s: %v: %s", name, err, out)
	}
	v, ok := metric(string(out), unit)
	if !ok {
		s.t.Fatalf("%s tells no %s: %s", name, unit, out)
	}
	mean, _ := metric(string(out), "ns/op")
	c := cost{clock: time.Duration(mean)}
	if cpu, ok := metric(string(out), "cpu-ms"); ok {
		c.cpu = time.Duration(cpu * float64(time.Millisecond))
	}
	s.row(what, v, c)
}

// sizes tells how large the file is, and the text that it holds.
func (s *scale) sizes(path string) {
	w, err := storage.Open(s.t.Context(), path, storage.Options{ReadOnly: true})
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = w.Close() }() // only read
	rows, err := w.Interviews(s.t.Context(), "", app.Page{})
	if err != nil {
		s.t.Fatal(err)
	}
	text := 0
	for _, r := range rows {
		tr, err := w.Transcript(s.t.Context(), r.ID)
		if err != nil {
			s.t.Fatal(err)
		}
		text += len(tr.Text)
	}
	s.row("file", float64(sizeOf(path))/mega, cost{})
	s.row("text", float64(text)/mega, cost{})
}

// imports measures how many transcripts a second come into a copy of the workspace.
func (s *scale) imports(path string) {
	into := filepath.Join(s.dir, "import.throughline")
	defer func() {
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(into + end) // a copy
		}
	}()
	if err := copyFile(path, into); err != nil {
		s.t.Fatal(err)
	}
	c, _ := s.command("import", "-w", into, "-q", "--study", s.study(into), s.texts)
	s.row("import", scaleImported/c.clock.Seconds(), c)
	s.row("indexed", scaleImported/c.clock.Seconds(), c) // each text is searchable from the moment on in which it can be read
}

func (s *scale) study(path string) string {
	names := studiesOf(s.t, path)
	return names[len(names)-1]
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}

// machine measures what the machine gives at most: copying in memory, writing to the disk and having it confirmed.
func (s *scale) machine() {
	from, to := make([]byte, 256<<20), make([]byte, 256<<20)
	copy(to, from) // the pages are there
	began := time.Now()
	for range 4 {
		copy(to, from)
	}
	s.row("memory bandwidth, MB/s", 4*2*float64(len(from))/mega/time.Since(began).Seconds(), cost{})
	f, err := os.CreateTemp(s.dir, "disk")
	if err != nil {
		s.t.Fatal(err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	began = time.Now()
	_, err = f.Write(from)
	if err == nil {
		err = f.Sync()
	}
	s.row("disk, MB/s written", float64(len(from))/mega/time.Since(began).Seconds(), cost{})
	var waits []float64
	for range 200 {
		began := time.Now()
		if _, werr := f.WriteAt(from[:8192], 0); werr != nil {
			err = werr
		}
		if serr := f.Sync(); serr != nil {
			err = serr
		}
		waits = append(waits, time.Since(began).Seconds()*1000)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.row("disk, ms to confirm", median(waits), cost{})
}
