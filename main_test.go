package main

import (
	"path/filepath"
	"testing"

	"throughline/app"
	"throughline/app/workspace"
)

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.throughline")
	for _, c := range []struct {
		name     string
		mode     workspace.Mode
		want     app.Code
		readOnly bool
	}{
		{"what is not there", workspace.Existing, app.ENotFound, false},
		{"what is not there, to read", workspace.ReadOnly, app.ENotFound, false},
		{"a new one", workspace.New, "", false},
		{"a new one where one is", workspace.New, app.EInvalid, false},
		{"what is there", workspace.Existing, "", false},
		{"what is there, to read", workspace.ReadOnly, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := opener("Ana")(t.Context(), path, c.mode)
			if app.CodeOf(err) != c.want || (s == nil) != (c.want != "") {
				t.Fatalf("open() = %v, %v, want code %q", s, err, c.want)
			}
			if s == nil {
				return
			}
			if s.ReadOnly() != c.readOnly {
				t.Errorf("ReadOnly() = %v", s.ReadOnly())
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestPersonName_IsTheOneGiven(t *testing.T) {
	t.Setenv("THROUGHLINE_AUTHOR", "Mara Lindqvist")
	if got, known := personName(); got != "Mara Lindqvist" || !known {
		t.Errorf("personName() = %q, %v", got, known)
	}
	t.Setenv("THROUGHLINE_AUTHOR", "")
	if got, _ := personName(); got == "" {
		t.Error("nobody signs")
	}
}
