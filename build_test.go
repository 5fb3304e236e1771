package main

import (
	"os"
	"runtime/debug"
	"strings"
	"testing"
)

func TestVersion_IsThatOfThePackages(t *testing.T) {
	b, err := os.ReadFile("FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	if want := `Version = "` + version + `"`; !strings.Contains(string(b), want) {
		t.Errorf("FyneApp.toml, by which packages are named, does not say %s", want)
	}
}

func TestNoted(t *testing.T) {
	long := debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef0123"}
	for _, c := range []struct {
		name     string
		settings []debug.BuildSetting
		want     string
	}{
		{"outside a repository", nil, ""},
		{"a commit", []debug.BuildSetting{long, {Key: "vcs.modified", Value: "false"}}, "0123456789ab"},
		{"changed files", []debug.BuildSetting{{Key: "vcs.modified", Value: "true"}, long}, "0123456789ab+changes"},
		{"changed files of nothing", []debug.BuildSetting{{Key: "vcs.modified", Value: "true"}}, ""},
		{"a short one", []debug.BuildSetting{{Key: "vcs.revision", Value: "0123"}}, "0123"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := noted(c.settings); got != c.want {
				t.Errorf("noted() = %q, want %q", got, c.want)
			}
		})
	}
}
