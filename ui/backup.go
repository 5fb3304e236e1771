package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// askBackup asks where a copy goes and writes it in the background. It offers the workspace's own folder of backups: an erasure reaches what lies
// there, and nothing that lies elsewhere.
func (d *desktop) askBackup() {
	w, of := d.work, d.path
	dir, name := backupPlace(of, time.Now())
	(&kit.FileDialog{Mode: kit.SaveFile, Title: say.T("Back up the workspace"), Action: say.T("Back up"), Name: name, Dir: dir, Accept: isWorkspace,
		OnPick: func(paths []string) {
			path := withExtension(paths[0])
			w.Jobs.Start(say.T("Back up"), func(ctx context.Context, p app.Progress) error {
				err := w.Store.Backup(ctx, path, p)
				if err == nil {
					task.Post(func() { d.toast(kit.Toast{Text: backedUp(of, path), Icon: icons.Done}) })
				}
				return err
			})
		}}).Show(d.win.Canvas())
}

// backupPlace is where a copy of the workspace at path goes unless somebody chooses otherwise, and under which name.
func backupPlace(path string, now time.Time) (dir, name string) {
	dir = app.BackupFolder(path)
	if os.MkdirAll(dir, 0o755) != nil { // beside a file on a shared or read-only place: any other folder will do
		dir = documents()
	}
	return dir, strings.TrimSuffix(filepath.Base(path), shell.Extension) + now.Format(" 2006-01-02 15.04") + shell.Extension
}

// backedUp says that the copy is whole, and whether an erasure reaches it.
func backedUp(workspace, path string) string {
	words := say.T("Backed up and checked: %s", filepath.Base(path))
	if filepath.Dir(path) != app.BackupFolder(workspace) {
		words += say.T(". An erasure does not reach a copy kept elsewhere.")
	}
	return words
}
