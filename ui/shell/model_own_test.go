package shell

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"throughline/app"
	"throughline/app/ownmodel"
)

func TestOwnModel_TakesAFolderThatRunsAndLeavesOneThatDoesNot(t *testing.T) {
	ui := newUI(t)
	saved := 0
	m := &OwnModel{Save: func() { saved++ }}
	m.Check = func(_ context.Context, dir string) (ownmodel.Info, error) {
		if filepath.Base(dir) == "bad" {
			return ownmodel.Info{}, app.Invalid("It is broken.", "Copy it again.")
		}
		return ownmodel.Info{Name: filepath.Base(dir), Dims: 384, PerSecond: 40}, nil
	}
	m.Switch(true)
	if m.On || saved > 0 {
		t.Error("a model is on without a folder")
	}
	good := filepath.Join(t.TempDir(), "good")
	if err := os.MkdirAll(good, 0o755); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(good, "model.onnx")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	m.Choose(file)
	if !m.Busy {
		t.Error("no check runs")
	}
	ui.until("checked", func() bool { return !m.Busy })
	if m.Dir != good || m.On || saved != 1 || m.Name() != "good" ||
		m.Found != "Vectors of 384 numbers. About 40 passages a second on this computer: 10,000 findings take about 4 minutes." {
		t.Errorf("after a good folder: %q, on %v, %q", m.Dir, m.On, m.Found)
	}
	m.Switch(true)
	m.Choose("bad")
	ui.until("checked", func() bool { return !m.Busy })
	if m.Dir != good || !m.On || m.Fault != "It is broken." || m.Hint != "Copy it again." {
		t.Errorf("after a bad folder: %q, on %v, fault %q", m.Dir, m.On, m.Fault)
	}
	m.Leave()
	if m.Fault != "" || m.Busy {
		t.Error("what was tried is still told after leaving")
	}
	m.Forget()
	if m.Dir != "" || m.On || saved != 3 {
		t.Errorf("forgotten: %q, on %v, saved %d times", m.Dir, m.On, saved)
	}
}
