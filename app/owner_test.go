package app_test

import (
	"fmt"
	"testing"
	"time"

	"throughline/app"
)

func TestAgo_IsNeverNegative(t *testing.T) {
	now := time.Date(2026, 11, 26, 15, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		at   time.Time
		want string
	}{
		{"unknown", time.Time{}, ""},
		{"this moment", now, "just now"},
		{"a minute less a second", now.Add(-59 * time.Second), "just now"},
		{"two minutes", now.Add(-2 * time.Minute), "2 min ago"},
		{"hours", now.Add(-3 * time.Hour), "3 h ago"},
		{"a day", now.AddDate(0, 0, -1), "1 day ago"},
		{"days", now.AddDate(0, 0, -5), "5 days ago"},
		{"the clock was set back a second", now.Add(time.Second), "just now"},
		{"the clock was set back by years", now.AddDate(7, 0, 0), "just now"},
		{"the clock was set forward by years", now.AddDate(-7, 0, 0), "2,557 days ago"},
		{"at the beginning of time", time.Unix(0, 0), "20,783 days ago"},
	} {
		if got := app.Ago(c.at, now); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestOwner_SaysWhoAndSinceWhenAndHowLongAgo(t *testing.T) {
	now := time.Date(2026, 11, 26, 15, 0, 0, 0, time.UTC)
	since := time.Date(2026, 11, 26, 14, 5, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		o    app.Owner
		want string
	}{
		{"active", app.Owner{Name: "Mara", Host: "studio-pc", Since: since, Alive: now.Add(-2 * time.Minute)}, "Mara on studio-pc, since 14:05 (active 2 min ago)"},
		{"here", app.Owner{Name: "Mara", Host: "studio-pc", Here: true, Since: since, Alive: now}, "Mara on this computer, since 14:05 (active just now)"},
		{"since yesterday, silent", app.Owner{Name: "Mara", Host: "studio-pc", Since: since.AddDate(0, 0, -1), Alive: now.Add(-3 * time.Hour), Quiet: true},
			"Mara on studio-pc, since 2026-11-25 14:05 (last heard of 3 h ago)"},
		{"its clock is years ahead", app.Owner{Name: "Mara", Host: "studio-pc", Since: since.AddDate(4, 0, 0), Alive: now.AddDate(4, 0, 0), Quiet: true},
			"Mara on studio-pc, since 2030-11-26 14:05 (its clock differs, and it is silent)"},
		{"nothing is known", app.Owner{}, "somebody"},
	} {
		if got := c.o.Words(now); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	err := fmt.Errorf("open: %w", &app.Error{Code: app.ELocked, Err: &app.Held{Owner: app.Owner{Name: "Mara"}}})
	if o, ok := app.OwnerOf(err); !ok || o.Name != "Mara" {
		t.Errorf("OwnerOf() = %v, %v", o, ok)
	}
	if _, ok := app.OwnerOf(app.ReadOnly()); ok {
		t.Error("an owner of an error without one")
	}
}
