package redact_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"throughline/synthesis/redact"
)

// sound holds what is true of every finding in every text.
func sound(t *testing.T, s string, found []redact.Entity) {
	t.Helper()
	end := 0
	for _, e := range found {
		if e.Start < end || e.End <= e.Start || e.End > len(s) {
			t.Fatalf("entity %+v behind %d in a text of %d: not in order, empty or overlapping", e, end, len(s))
		}
		if utf8.ValidString(s) && !utf8.ValidString(e.Of(s)) {
			t.Fatalf("entity %q splits a sign", e.Of(s))
		}
		if e.Score <= 0 || e.Score > 1 || e.Why == "" || e.Kind.Label() == "" {
			t.Fatalf("entity %+v lacks a score, a reason or a kind", e)
		}
		end = e.End
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "Hi, I'm Ana Silva, +44 20 7946 0958, ana@example.org", "a@b.co@c.de", "((((+1", "1-2-3-4-5-6-7-8-9-0-1-2-3", "\xff\xfe@\x80.com",
		"12 rue de la Paix, 75002 Paris", "DE89 3704 0044 0532 0130 00", "::1 fe80::1%eth0", "name: Ö\u0308zlem\u200d", "李娜 03-1234-5678", "order #\u00a0#:", "Mr. ", "born 1",
		"p o box 1", "a dot b at c dot com", "oh one two three four five six seven", "corner of", "SW1A", "Anna Anna-Anna ANNA anna's"} {
		f.Add(s)
	}
	finder := redact.NewFinder(redact.Options{People: []string{"Ana Silva", "Bo", "", "李娜", "a b c d e f g h i j k l m n"}, Organisations: []string{"Blue Kettle", "."}})
	f.Fuzz(func(t *testing.T, s string) {
		found := finder.Find(s)
		sound(t, s, found)
		if again := finder.Find(s); !slices.Equal(found, again) {
			t.Fatalf("found %v, then %v", found, again)
		}
		masked := redact.Replace(s, found, redact.Placeholders([]string{s}, [][]redact.Entity{found})[0])
		for _, e := range found {
			if words := e.Of(s); holds(masked, words) && e.Score >= .7 && (e.Kind == redact.Email || e.Kind == redact.Card || e.Kind == redact.IBAN) {
				t.Fatalf("%q is left in %q", words, masked)
			}
		}
	})
}

// holds reports whether words stand in s with no letter or digit beside them.
func holds(s, words string) bool {
	word := func(c rune) bool {
		return c == '_' || c == '@' || c == '.' || c == '-' || c == '+' || c == '%' || c == '\'' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
	}
	for from := 0; ; {
		i := strings.Index(s[from:], words)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(words):])
		if !(i > 0 && word(before)) && !(i+len(words) < len(s) && word(after)) {
			return true
		}
		from = i + 1
	}
}

// TestFind_TakesTimeByLength holds the time for hostile texts far under what a finder would take whose time grows with the square of their length.
func TestFind_TakesTimeByLength(t *testing.T) {
	for _, c := range []struct{ name, unit string }{
		{"dots", "."}, {"digits", "7"}, {"at signs", "@"}, {"spaced digits", "1 "}, {"numbers", "123-"}, {"letters and at", "a@"}, {"labels", "a."}, {"colons", "a:"},
		{"capitals", "Anna "}, {"initials", "A. "}, {"brackets", "(1"}, {"plus", "+1"}, {"dates", "1.1.1984 "}, {"cues", "order number is "}, {"births", "born "},
		{"streets", "Street "}, {"rue", "rue de "}, {"corner", "corner of "}, {"spoken", "a dot "}, {"said digits", "one "}, {"names", "name is Anna Silva, "}, {"lines", "Anna\n"},
		{"quotes", "'s "}, {"slashes", "http://"}, {"IBANs", "DE89"}, {"Han", "李"}, {"broken", "\xff"}, {"box", "p o box 1 "}, {"units", "apt 1, "}, {"months", "May 1 "},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := strings.Repeat(c.unit, 20000)
			start := time.Now()
			sound(t, s, redact.Find(s, redact.Options{}))
			if took := time.Since(start); took > time.Minute { // a quarter of a second when it is quiet; a quadratic finder takes minutes
				t.Errorf("%d bytes took %v", len(s), took)
			}
		})
	}
}

func TestFindAll_StopsAndTells(t *testing.T) {
	texts := slices.Repeat([]string{strings.Repeat("Anna wrote to ben@example.org again. ", 100)}, 100)
	var heard atomic.Int64
	all, english, err := redact.FindAll(t.Context(), texts, redact.Options{}, func(done int) { heard.Store(max(heard.Load(), int64(done))) })
	if err != nil || len(all) != 100 || heard.Load() != 100 || !slices.Equal(all[0], all[99]) || !english[50] {
		t.Errorf("%d results, %v, progress up to %d", len(all), err, heard.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := redact.FindAll(ctx, texts, redact.Options{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("FindAll() = %v after cancel", err)
	}
}

func TestFindAll_KnowsWhereNamesAreSoughtByUse(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"English", "I think we should talk about the price of it", true},
		{"too short to tell", "Anna Silva", true},
		{"a card of contact", "Marisa Alves\nRua do Sol 12\nLisboa\nMobile: 432 03 163", true},
		{"German", "Ich finde, dass der Preis für uns nicht passt", false},
		{"Spanish", "creo que el precio es muy alto para nosotros", false},
		{"Russian", "я думаю, что это дорого", false},
		{"Polish", "myślę że cena jest dla nas zdecydowanie zbyt wysoka", false},
		{"empty", "", true},
	} {
		_, english, err := redact.FindAll(t.Context(), []string{c.text}, redact.Options{}, nil)
		if err != nil || english[0] != c.want {
			t.Errorf("%s: english = %v, %v; want %v", c.name, english, err, c.want)
		}
	}
}

func TestPlaceholders_AreTheSameForTheSame(t *testing.T) {
	opt := redact.Options{People: []string{"Ana Silva", "Ana Brandt", "Jonas Weber"}}
	for _, c := range []struct {
		name        string
		texts, want []string
	}{
		{"first name and full name", []string{"Jonas Weber came. JONAS's bike. Weber left"}, []string{"[person 1] came. [person 1]'s bike. [person 1] left"}},
		{"over several texts", []string{"Then Jonas said", "Dear Jonas Weber"}, []string{"Then [person 1] said", "Dear [person 1]"}},
		{"two of one first name", []string{"Ana Silva, Ana Brandt and Ana"}, []string{"[person 1], [person 2] and [person 3]"}},
		{"kinds count apart", []string{"Jonas Weber, j@example.org, +44 20 7946 0958"}, []string{"[person 1], [e-mail 1], [phone 1]"}},
		{"case of addresses", []string{"J@Example.org or j@example.org or k@example.org"}, []string{"[e-mail 1] or [e-mail 1] or [e-mail 2]"}},
		{"parts of numbers", []string{"+44 20 7946 0958, +44 (20) 7946-0958, 0044 20 7946 0958"}, []string{"[phone 1], [phone 1], [phone 1]"}},
		{"forms of address", []string{"my boss Mrs. Okonkwo, then Fola Okonkwo"}, []string{"my boss Mrs. [person 1], then [person 1]"}},
		{"nothing", []string{"nothing here", ""}, []string{"nothing here", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			all, _, err := redact.FindAll(t.Context(), c.texts, opt, nil)
			if err != nil {
				t.Fatal(err)
			}
			for i, marks := range redact.Placeholders(c.texts, all) {
				if got := redact.Replace(c.texts[i], all[i], marks); got != c.want[i] {
					t.Errorf("%q, want %q", got, c.want[i])
				}
			}
		})
	}
}

func TestKind_LabelsEachKind(t *testing.T) {
	for _, k := range []redact.Kind{redact.Person, redact.Organisation, redact.Email, redact.Phone, redact.Card, redact.IBAN, redact.URL, redact.IP, redact.Address,
		redact.Birth, redact.ID} {
		if k.Label() == "" {
			t.Errorf("%s has no label", k)
		}
	}
}

func TestPlaceholders_GoOnFromWhatIsKept(t *testing.T) {
	kept := []redact.Kept{{Kind: redact.Person, Words: "Ana Silva", As: "[P07]"}, {Kind: redact.Person, Words: "Ben Okafor", As: "[person 4]"},
		{Kind: redact.Email, Words: "ana@example.org", As: "[P07 e-mail]"}, {Kind: redact.Phone, Words: "+351 912 345 678", As: "[phone 2]"}}
	for _, c := range []struct {
		name string
		text string
		kept []redact.Kept
		want string
	}{
		{"whole name", "Ana Silva came.", kept, "[P07] came."},
		{"first name only", "I met Ana today.", kept, "I met [P07] today."},
		{"another person", "I met Carla Brandt and Ana.", kept, "I met [person 5] and [P07]."},
		{"mail in another case", "Write to Ana@Example.org or to x@example.org.", kept, "Write to [P07 e-mail] or to [e-mail 1]."},
		{"phone written otherwise", "Call 00351 912345678.", kept, "Call [phone 2]."},
		{"another phone", "Call +351 912 345 679.", kept, "Call [phone 3]."},
		{"redacted before", "[person 9] knows Carla Brandt. [P07] does not.", nil, "[person 9] knows [person 10]. [P07] does not."},
		{"what is no placeholder", "[person] [person x] [note 3] [ Carla Brandt.", nil, "[person] [person x] [note 3] [ [person 1]."},
		{"two kept with one first name", "I met Ana today.", append(slices.Clone(kept), redact.Kept{Kind: redact.Person, Words: "Ana Torres", As: "[P08]"}), "I met [person 5] today."},
	} {
		t.Run(c.name, func(t *testing.T) {
			people := []string{}
			for _, k := range c.kept {
				if k.Kind == redact.Person {
					people = append(people, k.Words)
				}
			}
			found := redact.Find(c.text, redact.Options{People: append(people, "Carla Brandt")})
			marks := redact.Placeholders([]string{c.text}, [][]redact.Entity{found}, c.kept...)
			if got := redact.Replace(c.text, found, marks[0]); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
