package when_test

import (
	"testing"
	"time"

	"throughline/app"
	"throughline/app/format/when"
)

func TestClock(t *testing.T) {
	for _, c := range []struct {
		in   string
		want time.Duration
		rest string
		ok   bool
	}{
		{"0:03", 3 * time.Second, "", true},
		{"00:12:15", 12*time.Minute + 15*time.Second, "", true},
		{"00:12:15 Ana", 12*time.Minute + 15*time.Second, " Ana", true},
		{"1:02:03.5] x", time.Hour + 2*time.Minute + 3500*time.Millisecond, "] x", true},
		{"00:00:01,250 -->", 1250 * time.Millisecond, " -->", true},
		{"00:00:01:250", 1250 * time.Millisecond, "", true},
		{"01:00:00:12", time.Hour, "", true},
		{"75:00", 75 * time.Minute, "", true},
		{"0:03:", 3 * time.Second, ":", true},
		{"12:60", 0, "12:60", false},
		{"1:2", 0, "1:2", false},
		{"12:30pm", 0, "12:30pm", false},
		{"3:0012", 0, "3:0012", false},
		{"99999:00:00", 0, "99999:00:00", false},
		{"1", 0, "1", false},
		{"", 0, "", false},
		{"00:00:01.1234567890123", 0, "00:00:01.1234567890123", false},
	} {
		d, rest, ok := when.Clock(c.in)
		if ok != c.ok || ok && (d != c.want || rest != c.rest) {
			t.Errorf("Clock(%q) = %v, %q, %v, want %v, %q, %v", c.in, d, rest, ok, c.want, c.rest, c.ok)
		}
	}
}

func TestHalfDay(t *testing.T) {
	if d, rest, ok := when.HalfDay(3*time.Hour, " PM: hi"); !ok || d != 15*time.Hour || rest != ": hi" {
		t.Errorf("HalfDay = %v %q %v", d, rest, ok)
	}
	if d, _, ok := when.HalfDay(12*time.Hour, "am"); !ok || d != 0 {
		t.Errorf("HalfDay(12 am) = %v %v", d, ok)
	}
	if _, _, ok := when.HalfDay(time.Hour, " ample"); ok {
		t.Error("HalfDay takes “ample” for am")
	}
}

func TestSpelled(t *testing.T) {
	d, rest, ok := when.Spelled("1 hour 2 minutes 3 seconds1:02:03")
	if want := time.Hour + 2*time.Minute + 3*time.Second; !ok || d != want || rest != "1:02:03" {
		t.Errorf("Spelled = %v %q %v", d, rest, ok)
	}
	if _, _, ok := when.Spelled("3 apples"); ok {
		t.Error("Spelled takes apples for time")
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		in    string
		order when.Order
		want  app.Date
	}{
		{"2026-03-04", when.Unknown, "2026-03-04"},
		{"2026-03-04T10:00:00Z", when.Unknown, "2026-03-04"},
		{"2026/3/4 10:00", when.Unknown, "2026-03-04"},
		{"20260304", when.Unknown, "2026-03-04"},
		{"4.3.2026", when.Unknown, "2026-03-04"},
		{"3/4/2026", when.Unknown, ""},
		{"3/4/2026", when.DayFirst, "2026-04-03"},
		{"3/4/2026", when.MonthFirst, "2026-03-04"},
		{"23/4/2026", when.MonthFirst, "2026-04-23"},
		{"4/23/26", when.Unknown, "2026-04-23"},
		{"4 March 2026", when.Unknown, "2026-03-04"},
		{"March 4th, 2026", when.Unknown, "2026-03-04"},
		{"Wed, 4 Mar 2026 10:00", when.Unknown, "2026-03-04"},
		{"4. März 2026", when.Unknown, "2026-03-04"},
		{"2026-02-30", when.Unknown, ""},
		{"yesterday", when.Unknown, ""},
		{"12:30", when.Unknown, ""},
		{"", when.Unknown, ""},
		{"1-2-3-4", when.DayFirst, ""},
	} {
		if got := when.Date(c.in, c.order); got != c.want {
			t.Errorf("Date(%q, %v) = %q, want %q", c.in, c.order, got, c.want)
		}
	}
}
