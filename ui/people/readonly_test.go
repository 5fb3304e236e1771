package people

import (
	"testing"

	"throughline/app"
)

func TestScreen_SaysWhyNothingCanBeChanged(t *testing.T) {
	for _, key := range "eLgpbnmia" {
		s := &Screen{model: &Model{ReadOnly: true}}
		if s.Rune(key); app.CodeOf(s.model.Err) != app.EInvalid {
			t.Errorf("%c: it says %v", key, s.model.Err)
		}
	}
	s := &Screen{model: &Model{ReadOnly: true}}
	if s.Import(); s.model.Err == nil {
		t.Error("importing says nothing")
	}
}
