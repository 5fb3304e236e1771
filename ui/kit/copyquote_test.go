package kit_test

import (
	"testing"

	"throughline/app"
	"throughline/ui/kit"
)

func TestCopyingOf_KeepsToWhatPeopleAllowed(t *testing.T) {
	of := func(inside, outside app.ConsentState) app.Allowed {
		return app.Allowed{"allowed", inside, outside, "allowed"}
	}
	for _, c := range []struct {
		name string
		a    app.Allowed
		want kit.Copying
	}{
		{"nobody is asked", app.Allowed{}, kit.Copying{Words: "“w” (P1)", Says: "Copied with where it comes from"}},
		{"by anybody", of("allowed", "allowed"), kit.Copying{Words: "“w” (P1)", Says: "Copied with where it comes from"}},
		{"inside only", of("allowed", "not allowed"), kit.Copying{Words: "“w” (P1) [inside the team only]", Says: "Copied, marked for the team only: they did not allow to be quoted outside."}},
		{"by nobody", of("not allowed", "not allowed"), kit.Copying{Says: "Not copied: they did not allow to be quoted."}},
		{"withdrawn", of("withdrawn", "withdrawn"), kit.Copying{Says: "Not copied: they withdrew their consent."}},
		{"ended", of("expired", "expired"), kit.Copying{Says: "Not copied: their consent has ended."}},
		{"not recorded", of("not recorded", "not recorded"), kit.Copying{Says: "Not copied: no consent of theirs is recorded."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := kit.CopyingOf("“w” (P1)", c.a); got != c.want {
				t.Errorf("CopyingOf() = %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestQuotationOf_SaysWhenceItComes(t *testing.T) {
	for _, c := range []struct {
		name string
		f    app.FindingRow
		want string
	}{
		{"a passage with its time", app.FindingRow{Finding: app.Finding{Quote: "It is\nslow.", At: 61e9}, Code: "P07", InterviewTitle: "One"}, "“It is slow.” (P07, 00:01:01)"},
		{"of nobody known", app.FindingRow{Finding: app.Finding{Quote: "Slow.", At: app.NoTime}, InterviewTitle: "One"}, "“Slow.” (One)"},
		{"a note", app.FindingRow{Finding: app.Finding{Note: " He sighed. ", At: app.NoTime}}, "He sighed."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := kit.QuotationOf(&c.f); got != c.want {
				t.Errorf("QuotationOf() = %q, want %q", got, c.want)
			}
		})
	}
}
