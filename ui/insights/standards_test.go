package insights_test

import (
	"testing"

	"throughline/app"
)

func TestModel_StandardsAreEditedFromThoseThatHold(t *testing.T) {
	d := newDesk(t)
	read := func() (got app.Standards) {
		heard := false
		d.m.ReadStandards(func(s app.Standards) { got, heard = s, true })
		d.until("the standards", func() bool { return heard })
		return got
	}
	if got := read(); got.FreshMonths != 0 || got.HalfLife != 0 {
		t.Errorf("a workspace that set none has %+v", got)
	}
	saved := false
	d.m.SetStandards(app.Standards{FreshMonths: 9}, func(err error) {
		if saved = true; err != nil {
			t.Error(err)
		}
	})
	d.until("saving", func() bool { return saved })
	if got := read(); got.FreshMonths != 9 || got.HalfLife != 0 {
		t.Errorf("reads %+v, want what was set", got)
	}
}
