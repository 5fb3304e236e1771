package backup_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/backup"
)

var now = time.Date(2026, 11, 26, 18, 0, 0, 0, time.UTC)

// old is a good backup that the program made by itself some time ago, of n findings.
func old(ago time.Duration, n int) backup.Item {
	made := now.Add(-ago)
	return backup.Item{Path: "/b/" + made.Format("2006-01-02 15.04") + ".throughline", State: backup.Good,
		Seal: app.BackupSeal{Made: made, Reason: app.BackupOnRhythm, Size: 100, Holds: app.Holding{Findings: n}}}
}

func with(it backup.Item, change func(*backup.Item)) backup.Item {
	change(&it)
	return it
}

func hours(n int) time.Duration { return time.Duration(n) * time.Hour }

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

func TestRotate_KeepsByAgeAndNeverLosesTheGood(t *testing.T) {
	faulty := func(it *backup.Item) { it.State = backup.Faulty }
	unknown := func(it *backup.Item) { it.State = backup.Unknown }
	pinned := func(it *backup.Item) { it.Seal.Keep = true }
	byHand := func(it *backup.Item) { it.Seal.Reason = app.BackupByHand }
	var hourly, daily []backup.Item
	for n := range 9 {
		hourly = append(hourly, old(hours(n), 100))
	}
	for n := range 60 {
		daily = append(daily, old(days(n), 100))
	}
	five := hourly[:5]
	for _, c := range []struct {
		name  string
		all   []backup.Item
		limit int64
		want  string // a letter for each: last, day, week, newest, kept, hand, full, other, - for may go
	}{
		{"none", nil, 0, ""},
		{"the only one", []backup.Item{old(days(400), 100)}, 0, "n"},
		{"the only one, over the limit", []backup.Item{old(days(400), 100)}, 1, "n"},
		{"hours of one day: the last five", hourly, 0, "nllll----"},
		{"a day is kept by its newest", append(slices.Clone(five), old(days(1), 100), old(days(1)+time.Hour, 100)), 0, "nlllld-"},
		{"a week of days, then weeks, then nothing", daily, 0, "nlllldd" + "----w------w------w------w" + strings.Repeat("-", 27)},
		{"a bad one takes no place", append([]backup.Item{with(old(0, 100), faulty), with(old(hours(1), 100), unknown)}, hourly[2:]...), 0, "oonllll--"},
		{"the only good one among bad ones", []backup.Item{with(old(0, 100), faulty), old(days(300), 100), with(old(days(301), 100), faulty)}, 0, "ono"},
		{"bad ones alone stay", []backup.Item{with(old(0, 100), faulty), with(old(1, 100), unknown)}, 0, "oo"},
		{"kept and by hand stay at any age", []backup.Item{old(0, 100), with(old(days(500), 100), pinned), with(old(days(600), 100), byHand)}, 1, "nkh"},
		{"an empty workspace over a full one", append([]backup.Item{old(0, 0), old(hours(1), 0), old(hours(2), 0), old(hours(3), 0), old(hours(4), 0)},
			old(hours(5), 100), old(hours(6), 100)), 0, "nllllf-"},
		{"half of it lost, long ago", append(slices.Clone(daily[:7]), old(days(90), 900), old(days(91), 900)), 0, "nlllldd" + "f-"},
		{"a little less is no loss", append(slices.Clone(five), old(hours(5), 150)), 0, "nllll-"},
		{"over the limit the oldest go, two stay", hourly[:5], 250, "nl---"},
		{"over the limit what was lost stays", append([]backup.Item{old(0, 0), old(hours(1), 0), old(hours(2), 0)}, old(hours(3), 100)), 250, "n--f"},
		{"a clock that was set back", []backup.Item{old(-days(3), 100), old(0, 100)}, 0, "nl"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			for _, why := range backup.Rotate(c.all, now, c.limit) {
				got += map[backup.Why]string{backup.MayGo: "-", backup.ByPerson: "h", backup.Pinned: "k", backup.NotOurs: "o", backup.AmongLast: "l",
					backup.OfDay: "d", backup.OfWeek: "w", backup.Fullest: "f", backup.LastGood: "n"}[why]
			}
			if got != c.want {
				t.Errorf("Rotate() = %s, want %s", got, c.want)
			}
		})
	}
}

// TestRotate_ManyTimes lets backups be made and let go for a year and finds at every moment what a person may rely on.
func TestRotate_ManyTimes(t *testing.T) {
	var all []backup.Item
	at := now
	for n := range 365 * 4 {
		at = at.Add(6 * time.Hour)
		it := old(0, 100)
		it.Path, it.Seal.Made = fmt.Sprint(n), at
		if n%7 == 3 {
			it.State = backup.Faulty
		}
		all = append([]backup.Item{it}, all...)
		why := backup.Rotate(all, at, 0)
		var left []backup.Item
		for i, it := range all {
			if why[i] != backup.MayGo {
				left = append(left, it)
			}
		}
		all = slices.DeleteFunc(left, func(it backup.Item) bool { return it.State == backup.Faulty }) // somebody clears them away
		good, week, month := 0, 0, 0
		for _, it := range all {
			good++
			if age := at.Sub(it.Seal.Made); age >= days(5) && age <= days(9) {
				week++
			} else if age >= days(20) && age <= days(35) {
				month++
			}
		}
		if good == 0 && n > 0 || n > 60 && week == 0 || n > 200 && month == 0 || good > backup.KeepLast+backup.KeepDays+backup.KeepWeeks+1 {
			t.Fatalf("after %d backups: %d good, %d of a week ago, %d of a month ago", n, good, week, month)
		}
	}
}

func TestDue_LeavesALargeWorkspaceInPeace(t *testing.T) {
	view := func(every app.BackupEvery, ago, took time.Duration) backup.View {
		it := old(ago, 100)
		it.Seal.Took = took
		return backup.View{Items: []backup.Item{it}, Size: it.Seal.Size, Home: app.BackupHome{Rule: app.BackupRule{Every: every}}}
	}
	for _, c := range []struct {
		name string
		v    backup.View
		want time.Time
	}{
		{"never", view(app.BackupNever, days(9), time.Second), time.Time{}},
		{"hourly", view(app.BackupHourly, 20*time.Minute, time.Second), now.Add(40 * time.Minute)},
		{"daily", view(app.BackupDaily, hours(30), time.Second), now.Add(-hours(6))},
		{"weekly", view(app.BackupWeekly, 0, time.Second), now.Add(days(7))},
		{"hourly, and each takes five minutes", view(app.BackupHourly, 0, 5*time.Minute), now.Add(150 * time.Minute)},
		{"a bad one does not count", with2(view(app.BackupHourly, 0, time.Second)), now},
		{"none yet", backup.View{Home: app.BackupHome{Rule: app.UsualBackups()}}, now},
		{"the clock was set back", view(app.BackupHourly, -hours(9), time.Second), now},
	} {
		if got := c.v.Due(now); !got.Equal(c.want) {
			t.Errorf("%s: Due() = %v, want %v", c.name, got, c.want)
		}
	}
}

func with2(v backup.View) backup.View {
	v.Items[0].State = backup.Faulty
	return v
}

func TestOnClose_DoesNotKeepAnybodyWaiting(t *testing.T) {
	holds := app.Holding{Findings: 40, State: "now"}
	view := func(size int64, rule app.BackupRule, items ...backup.Item) backup.View {
		return backup.View{Items: items, Size: size, Now: holds, Open: true, Home: app.BackupHome{Rule: rule}}
	}
	took := func(d time.Duration) backup.Item {
		it := old(hours(1), 40)
		it.Seal.Size, it.Seal.Took = 1e6, d
		return it
	}
	current := took(time.Second)
	current.Seal.Holds = holds
	broken := with(current, func(it *backup.Item) { it.State = backup.Faulty })
	usual := app.UsualBackups()
	off := usual
	off.Close = false
	for _, c := range []struct {
		name string
		v    backup.View
		want backup.Closing
	}{
		{"not asked for", view(1e6, off), backup.CloseNothing},
		{"small, the first", view(1e6, usual), backup.CloseMake},
		{"large, the first", view(2e9, usual), backup.CloseLater},
		{"small, changed", view(1e6, usual, took(time.Second)), backup.CloseMake},
		{"grown since", view(10e6, usual, took(time.Second)), backup.CloseLater},
		{"a slow share", view(1e6, usual, took(time.Minute)), backup.CloseLater},
		{"nothing changed", view(1e6, usual, current), backup.CloseNothing},
		{"nothing changed, and that one is bad", view(1e6, usual, broken), backup.CloseMake},
		{"empty", backup.View{Size: 1e5, Open: true, Home: app.BackupHome{Rule: usual}}, backup.CloseNothing},
	} {
		if got := c.v.OnClose(); got != c.want {
			t.Errorf("%s: OnClose() = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestBeforeLarge_IsCheap(t *testing.T) {
	rule := app.UsualBackups()
	view := func(ago time.Duration) backup.View {
		it := old(ago, 40)
		it.Seal.Took = 100 * time.Millisecond
		return backup.View{Items: []backup.Item{it}, Size: 100, Open: true, Now: app.Holding{Findings: 40, State: "now"}, Home: app.BackupHome{Rule: rule}}
	}
	same, slow, off := view(hours(9)), view(hours(9)), view(hours(9))
	same.Now = same.Items[0].Seal.Holds
	slow.Items[0].Seal.Took = time.Minute
	off.Home.Rule.Large = false
	for _, c := range []struct {
		name string
		v    backup.View
		want bool
	}{
		{"an hour ago", view(time.Hour), true}, {"five minutes ago", view(5 * time.Minute), false}, {"nothing changed", same, false},
		{"slow", slow, false}, {"not asked for", off, false}, {"none yet", backup.View{Open: true, Now: app.Holding{Findings: 1}, Home: app.BackupHome{Rule: rule}}, true},
	} {
		if got := c.v.BeforeLarge(now); got != c.want {
			t.Errorf("%s: BeforeLarge() = %v", c.name, got)
		}
	}
}

func TestMake_LetsNothingGoOfAnotherCopyOfThatName(t *testing.T) {
	ctx, share := t.Context(), t.TempDir()
	mara := newRoom(t)
	if _, err := mara.SetRule(ctx, app.BackupRule{Every: app.BackupHourly, Place: share}); err != nil {
		t.Fatal(err)
	}
	if m := mara.made(app.BackupOnRhythm); filepath.Dir(m.Item.Path) != mara.PlaceIn(share) {
		t.Fatalf("the backup lies in %s", m.Item.Path)
	}
	hers := mara.list().Items[0]
	jon := newRoom(t) // in another folder, by the same name
	if filepath.Base(jon.Path) != filepath.Base(mara.Path) {
		t.Fatal("the workspaces have other names")
	}
	if _, err := jon.SetRule(ctx, app.BackupRule{Every: app.BackupHourly, Place: share}); err != nil {
		t.Fatal(err)
	}
	if _, ok := jon.list().Newest(); ok {
		t.Error("a backup of somebody else's counts as one's own")
	}
	jon.clock = mara.clock.Add(time.Minute)
	for n := range 12 {
		jon.Tag(jon.study, fmt.Sprint("Tag ", n), "")
		jon.made(app.BackupOnRhythm)
	}
	if _, err := os.Stat(hers.Path); err != nil {
		t.Errorf("the only backup of another copy: %v", err)
	}
	v := jon.list()
	ours, others := 0, 0
	for _, it := range v.Items {
		if it.Other {
			others++
		} else {
			ours++
		}
	}
	if others != 1 || ours != backup.KeepLast {
		t.Errorf("%d of one's own and %d of others, want %d and 1", ours, others, backup.KeepLast)
	}
	if _, err := mara.Remove(ctx, hers); app.CodeOf(err) != app.EInvalid {
		t.Errorf("the only good one may be removed: %v", err)
	}
}

func TestDue_OneOfTheFutureDoesNotHaveAnotherMadeEachMinute(t *testing.T) {
	r := newRoom(t)
	r.clock = time.Now()
	wrong := r.made(app.BackupOnRhythm).Item
	wrong.Seal.Made = wrong.Seal.Made.AddDate(1, 0, 0)
	if err := r.Files.SaveSeal(wrong.Path, wrong.Seal); err != nil {
		t.Fatal(err)
	}
	r.Tag(r.study, "Tag", "")
	r.made(app.BackupOnRhythm)
	r.clock = time.Now().Add(time.Minute)
	v := r.list()
	newest, ok := v.Newest()
	if !ok || newest.Seal.Made.After(r.clock) {
		t.Fatalf("the newest is of %v", newest.Seal.Made)
	}
	if at := v.Due(newest.Seal.Made.Add(time.Minute)); !at.After(newest.Seal.Made.Add(time.Minute)) {
		t.Errorf("a minute after a backup the next is due at %v", at)
	}
}
