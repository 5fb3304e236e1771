package consent_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app/consent"
)

func TestGuess_ReadsHeadingsAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ name, columns, want string }{
		{"our own", "code;date;record;inside;outside;machine;expires;withdrawn;how", "code;date;record;inside;outside;machine;expires;withdrawn;how"},
		{"questions", "Person;Recording OK?;Quote in team;Quote public;AI analysis;Signed on;Valid until", "code;record;inside;outside;machine;date;expires"},
		{"long", "Participant;May we record audio?;Quoted internally;Quoted externally;Consent expiry (date)", "code;record;inside;outside;expires"},
		{"denied", "code;Do not record;Refused AI", "code;;"},
		{"two at once", "code;Quote inside and outside", "code;"},
		{"each once", "code;record;Video recording", "code;record;"},
		{"the known name first", "code;Video recording;record", "code;;record"},
		{"a word within a word", "code;Maintenance;Republic", "code;;"},
	} {
		var want []consent.Field
		for _, f := range strings.Split(c.want, ";") {
			want = append(want, consent.Field(f))
		}
		if got := consent.Guess(strings.Split(c.columns, ";")); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
}
