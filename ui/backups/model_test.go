package backups_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/backup"
	"throughline/ui/backups"
)

var now = time.Date(2026, 11, 26, 18, 0, 0, 0, time.UTC)

func item(ago time.Duration, findings int, state string) backup.Item {
	return backup.Item{Path: "/b/" + state, State: backup.Good, Seal: app.BackupSeal{Made: now.Add(-ago), Checked: now.Add(-ago), Reason: app.BackupOnRhythm, Size: 2e6,
		Took: time.Second, Holds: app.Holding{Interviews: 4, Findings: findings, State: state, Steps: findings, Top: int64(findings), First: "first"}}}
}

func TestNews_SaysFirstWhatIsSafe(t *testing.T) {
	holds := func(findings int, state string) app.Holding { return item(0, findings, state).Seal.Holds }
	bad := item(time.Hour, 40, "a")
	bad.State = backup.Faulty
	rule := app.UsualBackups()
	byHand := app.BackupRule{}
	for _, c := range []struct {
		name string
		now  app.Holding
		rule app.BackupRule
		all  []backup.Item
		mood backups.Mood
		says string
	}{
		{"nothing changed", holds(40, "a"), rule, []backup.Item{item(2*time.Hour, 40, "a")}, backups.Calm,
			"Everything is backed up. The backup of today at 16:00 holds what the workspace holds now: 4 interviews, 40 findings. A restore of it was tried."},
		{"something changed", holds(43, "b"), rule, []backup.Item{item(30*time.Minute, 40, "a")}, backups.Fair,
			"Backed up until today at 17:30. Since then: +3 findings, 3 steps. The next one is made by itself today at 18:30, or when you close it."},
		{"by hand only", holds(43, "b"), byHand, []backup.Item{item(26*time.Hour, 40, "a")}, backups.Fair,
			"Backed up until yesterday at 16:00. Since then: +3 findings, 3 steps. None is made by itself."},
		{"most is gone", app.Holding{First: "first", Top: 99}, rule, []backup.Item{item(3*24*time.Hour, 40, "a")}, backups.Alarmed,
			"This workspace holds much less than its backup of Monday at 18:00. That one holds 4 interviews, 40 findings, this one nothing."},
		{"an older file in its place", holds(30, "z"), rule, []backup.Item{item(time.Hour, 40, "a")}, backups.Alarmed, "is ahead of this workspace"},
		{"none is good", holds(40, "a"), rule, []backup.Item{bad}, backups.Alarmed, "No backup is known to be good"},
	} {
		m := &backups.Model{Now: func() time.Time { return now }, Loaded: true, View: backup.View{Items: c.all, Open: true, Now: c.now, Size: 2e6, Home: app.BackupHome{Rule: c.rule}}}
		n := m.News()
		if got := n.Title + ". " + n.Line; n.Mood != c.mood || !strings.Contains(got, c.says) {
			t.Errorf("%s: %d, %q", c.name, n.Mood, got)
		}
	}
}

func TestMoment_IsShort(t *testing.T) {
	for _, c := range []struct {
		ago  time.Duration
		want string
	}{{0, "today, 18:00"}, {19 * time.Hour, "yesterday, 23:00"}, {3 * 24 * time.Hour, "Monday, 18:00"}, {20 * 24 * time.Hour, "6 November, 18:00"},
		{400 * 24 * time.Hour, "22 October 2025, 18:00"}, {-48 * time.Hour, "28 November 2026, 18:00"}} {
		if got := backups.Moment(now.Add(-c.ago), now); got != c.want {
			t.Errorf("%v ago: %q, want %q", c.ago, got, c.want)
		}
	}
}
