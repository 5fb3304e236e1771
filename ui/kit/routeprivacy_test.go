package kit

import "testing"

func TestPrivacyAt_ComesBackAsItWent(t *testing.T) {
	for _, c := range []struct{ name, section, id string }{
		{"a section alone", "vault", ""},
		{"a person", "consent", "1f-2"},
		{"an id with a colon", "retention", "study:7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			section, id, ok := PrivacyAt(c.section, c.id).Privacy()
			if section != c.section || id != c.id || !ok {
				t.Errorf("Privacy() = %q, %q, %v", section, id, ok)
			}
		})
	}
	if _, _, ok := (Route{Screen: People, ID: "privacy:vault:"}).Privacy(); ok {
		t.Error("another screen has a section")
	}
	if _, _, ok := (Route{Screen: Consent}).Privacy(); ok {
		t.Error("a bare route names a section")
	}
}
