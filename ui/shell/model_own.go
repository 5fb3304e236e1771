package shell

import (
	"context"
	"os"
	"path/filepath"

	"throughline/app/ownmodel"
	"throughline/ui/say"
	"throughline/ui/task"
)

// OwnModel is a person's choice of a language model on this computer: which folder, whether it is used, and what a check of it
// found. It belongs to the UI goroutine.
type OwnModel struct {
	Check func(ctx context.Context, dir string) (ownmodel.Info, error)
	Save  func() // remembers Dir, On and Found, and puts them into force
	Paint func() // shows what changed; nil while nobody looks

	Dir   string
	On    bool
	Found string // what the last check of Dir said; "" when it failed or was none
	Fault string // why the folder tried last will not do
	Hint  string // what to do about it
	Busy  bool   // a check runs

	checking task.Latest[ownmodel.Info]
}

// Name is what the model is called: its folder's name, "" for none.
func (m *OwnModel) Name() string {
	if m.Dir == "" {
		return ""
	}
	return filepath.Base(m.Dir)
}

// Choose checks a folder, or that of a file in it, and takes it when it holds a model that runs. A folder that will not do leaves the
// choice as it was.
func (m *OwnModel) Choose(path string) {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		path = filepath.Dir(path)
	}
	m.Busy, m.Fault, m.Hint = true, "", ""
	m.paint()
	m.checking.Load(func(ctx context.Context) (ownmodel.Info, error) { return m.Check(ctx, path) }, func(info ownmodel.Info, err error) {
		m.Busy = false
		if err != nil {
			m.Fault, m.Hint = say.Explain(err)
			m.paint()
			return
		}
		m.Dir, m.Found = path, say.T("Vectors of %s numbers. %s", say.Number(info.Dims), info.Speed())
		m.Save()
		m.paint()
	})
}

// Switch uses the model, or not. Without a folder it does nothing.
func (m *OwnModel) Switch(on bool) {
	if m.Dir == "" || m.On == on {
		return
	}
	m.On = on
	m.Save()
	m.paint()
}

// Forget chooses no model. Its files stay where they are.
func (m *OwnModel) Forget() {
	m.Dir, m.On, m.Found, m.Fault, m.Hint = "", false, "", "", ""
	m.Save()
	m.paint()
}

// Leave ends a check that runs: nobody waits for it.
func (m *OwnModel) Leave() {
	m.checking.Cancel()
	m.Busy, m.Fault, m.Hint, m.Paint = false, "", "", nil
}

func (m *OwnModel) paint() {
	if m.Paint != nil {
		m.Paint()
	}
}
