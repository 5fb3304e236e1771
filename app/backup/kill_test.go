package backup_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/backup"
	"throughline/storage"
)

// childFile and childReport tell a copy of this test program to back a workspace up, and to die at its so-manieth report of progress.
const (
	childFile   = "THROUGHLINE_TEST_BACKUP_FILE"
	childReport = "THROUGHLINE_TEST_BACKUP_REPORT"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childFile); path != "" {
		os.Exit(child(path, os.Getenv(childReport)))
	}
	os.Exit(m.Run())
}

func child(path, report string) int {
	store, err := storage.Open(context.Background(), path, storage.Options{ReadOnly: true})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	s := &backup.Service{Store: store, Files: storage.Backups{}, Path: path}
	n := 0
	_, err = s.Make(context.Background(), app.BackupByHand, func(_, _ int64, what string) {
		fmt.Println(what)
		if strconv.Itoa(n) == report {
			me, _ := os.FindProcess(os.Getpid())
			_ = me.Kill()
			select {} // until it is dead
		}
		n++
	})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("made")
	return 0
}

// TestMake_KilledAtAnyMomentLeavesNothingThatCounts kills a program at each of its reports while it makes a backup: what it leaves never counts as good, the
// backups that were there do, and the next one is made and clears what was left.
func TestMake_KilledAtAnyMomentLeavesNothingThatCounts(t *testing.T) {
	r := newRoom(t)
	first := r.made(app.BackupByHand).Item
	stages := map[string]bool{}
	for n := 0; ; n++ {
		r.Tag(r.study, fmt.Sprint("Tag ", n), "")
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childFile+"="+r.Path, childReport+"="+strconv.Itoa(n))
		out, _ := cmd.Output() // killed, as it should be
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		last := lines[len(lines)-1]
		stages[last] = true
		v := r.list()
		if _, current := v.Current(); current != (last == "made") {
			t.Fatalf("killed at %q, a good backup of the state is there: %v", last, current)
		}
		if _, err := r.Check(t.Context(), first, nil); err != nil || v.Items[len(v.Items)-1].State != backup.Good {
			t.Fatalf("killed at %q, the first backup is %+v", last, v.Items[len(v.Items)-1])
		}
		for _, it := range v.Items { // a whole one that lacks its seal proves good when somebody checks it
			if it.State == backup.Unknown {
				if it, err := r.Check(t.Context(), it, nil); err != nil || it.State != backup.Good {
					t.Errorf("killed at %q, what is left is %+v, %v", last, it, err)
				}
			}
		}
		r.Tag(r.study, fmt.Sprint("Then ", n), "")
		r.made(app.BackupByHand)
		left, err := os.ReadDir(r.Beside())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range left {
			if strings.Contains(e.Name(), ".part") {
				t.Errorf("killed at %q, %s is still there", last, e.Name())
			}
		}
		if last == "made" {
			break
		}
	}
	for _, stage := range []string{"Copying the workspace", "Trying to restore the copy", "Backup finished", "made"} {
		if !stages[stage] {
			t.Errorf("it was never killed at %q", stage)
		}
	}
}
