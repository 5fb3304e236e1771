package recruit_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/recruit"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestWriteCalendar_Golden(t *testing.T) {
	at := time.Date(2026, 11, 9, 13, 30, 0, 0, time.UTC)
	made := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	all := []recruit.Appointment{
		{UID: "one@throughline", Code: "P07", Study: "Shift planning, spring; first round", Made: made, Changed: made.Add(time.Hour),
			Session: app.Session{Start: at, Minutes: 60, Zone: "Europe/Berlin", Place: "Room 3, first floor; ring at “Küche”, then go up\nthe stairs: it is a long way to the end of the corridor", Moderator: "Mara Lindqvist"}},
		{UID: "two@throughline", Code: "P12", Study: "Schichtplanung 🗓️ für Bäckereien", Made: made, Changed: made, Cancelled: true,
			Session: app.Session{Start: at.AddDate(0, 0, 1), Minutes: 45, Changes: 2}},
	}
	var b bytes.Buffer
	if err := recruit.WriteCalendar(&b, "Shift planning", all, made.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "sessions.ics")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("the calendar is\n%s\nwant\n%s", b.Bytes(), want)
	}
}

// unfold reads properties as RFC 5545 says, independently of how they were written.
func unfold(t *testing.T, ics string) (names, values []string) {
	t.Helper()
	if !strings.HasSuffix(ics, "\r\n") {
		t.Fatal("the last line does not end")
	}
	for _, line := range strings.Split(strings.TrimSuffix(ics, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n\x00") || !utf8.ValidString(line) {
			t.Fatalf("line %q", line)
		}
		if rest, ok := strings.CutPrefix(line, " "); ok && len(names) > 0 {
			values[len(values)-1] += rest
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			t.Fatalf("line %q has no value", line)
		}
		names, values = append(names, name), append(values, value)
	}
	return names, values
}

func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(s)
}

func FuzzWriteCalendar(f *testing.F) {
	f.Add("Room 3, first floor; \\ ring", "P07", "Study")
	f.Add(strings.Repeat("ä🗓️", 60), "\x00\r\nEND:VCALENDAR", "\xff")
	f.Add("BEGIN:VEVENT\r\nUID:x", strings.Repeat("x", 74), "a\\nb")
	at := time.Date(2026, 11, 9, 13, 30, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, place, code, study string) {
		var b bytes.Buffer
		a := recruit.Appointment{UID: "u", Code: code, Study: study, Session: app.Session{Start: at, Minutes: 30, Place: place}}
		if err := recruit.WriteCalendar(&b, study, []recruit.Appointment{a}, at); err != nil {
			t.Fatal(err)
		}
		names, values := unfold(t, b.String())
		begins := 0
		for i, n := range names {
			switch n {
			case "BEGIN":
				begins++
			case "LOCATION":
				if got, want := unescape(values[i]), shown(place); got != want {
					t.Errorf("place %q, want %q", got, want)
				}
			case "SUMMARY":
				if got, want := unescape(values[i]), shown(code+" · "+study); got != want {
					t.Errorf("summary %q, want %q", got, want)
				}
			}
		}
		if begins != 2 {
			t.Errorf("%d components, want 2", begins)
		}
	})
}

// shown is what a calendar can show of a text.
func shown(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}
