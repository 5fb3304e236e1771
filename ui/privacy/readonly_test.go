package privacy

import "testing"

func TestConsentView_SaysWhyNothingCanBeChanged(t *testing.T) {
	for _, c := range []struct {
		name string
		key  rune
		told bool
	}{{"record", 'n', true}, {"renew", 'R', true}, {"withdraw", 'w', true}, {"import", 'i', true}, {"a key without a meaning", 'q', false}} {
		told := false
		v := &ConsentView{model: &ConsentModel{ReadOnly: true, OnFail: func(error) { told = true }}}
		if v.Rune(c.key); told != c.told {
			t.Errorf("%s: told %v, want %v", c.name, told, c.told)
		}
	}
}
