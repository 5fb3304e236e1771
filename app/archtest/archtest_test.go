package archtest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app/archtest"
)

// TestHouse_EveryFileKeepsTheRules reads every Go file of the module.
func TestHouse_EveryFileKeepsTheRules(t *testing.T) {
	root := filepath.Join("..", "..")
	files := readAll(t, root)
	if len(files) < 20 {
		t.Fatalf("only %d Go files found under %s", len(files), root)
	}
	for _, f := range archtest.Check(files) {
		t.Error(f)
	}
}

func readAll(t *testing.T, root string) []archtest.File {
	t.Helper()
	var files []archtest.File
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		files = append(files, archtest.File{Path: filepath.ToSlash(rel), Source: source})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestCheck_FindsWhatBreaksARule proves that the house test can fail: one small wrong file a rule.
func TestCheck_FindsWhatBreaksARule(t *testing.T) {
	long := "package storage\n" + strings.Repeat("\n", 401)
	longFunc := "package storage\nfunc f() {\n" + strings.Repeat("\tg()\n", 80) + "}\n"
	winding := "package storage\nfunc f(x int) {\n" + strings.Repeat("\tif x > 0 && x < 9 {\n\t}\n", 8) + "}\n"
	cases := []struct{ name, path, source, want string }{
		{"nouns know nothing else", "app/study.go", `package app; import "throughline/storage"`, "app may not import storage"},
		{"use cases stay apart", "app/coding/x.go", `package coding; import "throughline/app/insight"`, "app/coding may not import app/insight"},
		{"use cases see no screen", "app/insight/x.go", `package insight; import "fyne.io/fyne/v2"`, "app/insight may not import fyne"},
		{"screens stay apart", "ui/reader/view.go", `package reader; import "throughline/ui/board"`, "ui/* may not import ui/board"},
		{"screens see no store", "ui/reader/view.go", `package reader; import "throughline/storage"`, "ui/* may not import storage"},
		{"models see no widgets", "ui/reader/model_find.go", `package reader; import "fyne.io/fyne/v2/widget"`, "a model holds state"},
		{"layout sees no widgets", "ui/reader/layout/l.go", `package layout; import "fyne.io/fyne/v2"`, "ui/reader/layout may not import"},
		{"SQL stays in storage", "app/search/x.go", `package search; import "database/sql"`, "SQL lives in storage"},
		{"SQLite stays in storage", "app/cli/x.go", `package cli; import _ "github.com/mattn/go-sqlite3"`, "app/cli may not import"},
		{"language knows no nouns", "synthesis/text/x.go", `package text; import "throughline/app"`, "synthesis/text may not import app"},
		{"language floors", "synthesis/text/x.go", `package text; import "throughline/synthesis/cluster"`, "may not import synthesis/cluster"},
		{"prose has one door", "synthesis/label/x.go", `package label; import "github.com/jdkato/prose/v2"`, "may not import github.com/jdkato"},
		{"no network", "app/exchange/x.go", `package exchange; import "net/http"`, "never uses the network"},
		{"one start", "ui/kit/x.go", `package kit; import fyneapp "fyne.io/fyne/v2/app"`, "only ui/run.go starts"},
		{"fyneapp by name", "ui/run.go", `package ui; import "fyne.io/fyne/v2/app"`, "without the name fyneapp"},
		{"one thread door", "ui/kit/x.go", `package kit; import f "fyne.io/fyne/v2"; func g() { f.Do(nil) }`, "f.Do stands outside ui/task"},
		{"no grab-bag", "storage/util/x.go", `package util`, "has no subject"},
		{"no unknown room", "app/stuff/x.go", `package stuff`, "is not a room"},
		{"no unknown floor", "internal/x.go", `package internal`, "is not a room"},
		{"long file", "storage/x.go", long, "more than 400"},
		{"long function", "storage/x.go", longFunc, "f has 82 lines"},
		{"winding function", "storage/x.go", winding, "complexity of 17"},
		{"broken file", "storage/x.go", `package`, "does not parse"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := archtest.Check([]archtest.File{{Path: c.path, Source: []byte(c.source)}})
			if len(got) != 1 || !strings.Contains(got[0].String(), c.want) {
				t.Errorf("Check() = %v, want one fault with %q", got, c.want)
			}
			if len(got) == 1 && got[0].Todo == "" {
				t.Error("the fault does not say what to do")
			}
		})
	}
}

func TestCheck_AcceptsWhatTheTableAllows(t *testing.T) {
	cases := []struct{ path, source string }{
		{"main.go", `package main; import "throughline/storage"`},
		{"app/coding/coding.go", `package coding; import ("context"; "throughline/app"; "throughline/app/history")`},
		{"app/coding/coding_test.go", `package coding_test; import ("throughline/app/coding"; "throughline/storage")`},
		{"app/report/pdf/write.go", `package pdf; import "github.com/jung-kurt/gofpdf"`},
		{"synthesis/text/tokens.go", `package text; import "github.com/jdkato/prose/v2"`},
		{"synthesis/themes.go", `package synthesis; import "throughline/synthesis/cluster"`},
		{"ui/reader/view.go", `package reader; import ("fyne.io/fyne/v2"; "throughline/ui/kit"; "throughline/app/coding")`},
		{"ui/reader/lines.go", `package reader; import "throughline/ui/reader/layout"`},
		{"synthesis/text/tokens_test.go", `package text_test; import ("throughline/synthesis/text"; "throughline/synthesis/synthesistest")`},
		{"ui/reader/model_test.go", `package reader; import ("fyne.io/fyne/v2/test"; "throughline/storage")`},
		{"ui/task/post.go", `package task; import "fyne.io/fyne/v2"; func post(f func()) { fyne.Do(f) }`},
		{"ui/shell/shell.go", `package shell; import ("throughline/ui/reader"; "throughline/app/workspace")`},
		{"ui/run.go", `package ui; import fyneapp "fyne.io/fyne/v2/app"`},
		{"storage/open.go", `package storage; import ("database/sql"; _ "github.com/mattn/go-sqlite3")`},
		{"storage/long_test.go", "package storage\n" + strings.Repeat("\n", 900)},
	}
	for _, c := range cases {
		t.Run(c.path, func(t *testing.T) {
			if got := archtest.Check([]archtest.File{{Path: c.path, Source: []byte(c.source)}}); len(got) != 0 {
				t.Errorf("Check() = %v, want none", got)
			}
		})
	}
}
