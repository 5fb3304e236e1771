package analysis

import (
	"testing"

	"throughline/synthesis"
	"throughline/synthesis/label"
)

func TestLetGo_OfLikenessesOfALargeStudy(t *testing.T) {
	small := library{rows: make([]compared, largeHeld-1), alike: &synthesis.Alike{}}
	s := &Service{read: small}
	if s.LetGo(); s.read.alike == nil {
		t.Error("those of a small study are gone")
	}
	s.read = library{rows: make([]compared, largeHeld), alike: &synthesis.Alike{}, namer: &label.Namer{}}
	if s.LetGo(); s.read.alike != nil || s.read.namer == nil {
		t.Error("likenesses are held, or names are gone with them")
	}
	s.read = library{rows: make([]compared, largeHeld), alike: &synthesis.Alike{}}
	if s.LetGo(); s.read.rows != nil {
		t.Error("the findings are held")
	}
}
