package passage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"throughline/app"
	"throughline/app/passage"
)

// finding is the passage words of a text; their first place counts.
func finding(t testing.TB, text, words string) app.Finding {
	t.Helper()
	at := strings.Index(text, words)
	if at < 0 {
		t.Fatalf("%q does not stand in %q", words, text)
	}
	return findingAt(text, app.Span{Start: at, End: at + len(words)})
}

func findingAt(text string, s app.Span) app.Finding {
	f, err := passage.Anchor(&app.Interview{ID: "i", Study: "s"}, &app.Transcript{ID: "t", Text: text}, s)
	if err != nil {
		panic(err)
	}
	return *f
}

func carry(t testing.TB, m *passage.Map, found []app.Finding) []passage.Placing {
	t.Helper()
	out, err := passage.Carry(context.Background(), m, found)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const story = "We waited two weeks for the permissions.\nNobody could tell us who grants them, so we asked around.\n" +
	"Then the pilot began.\nThe price was never the problem; the setup was.\nYes.\nIn the end an admin from the other team helped us out."

func TestCarry_TellsWhatBecameOfAPassage(t *testing.T) {
	for _, row := range []struct {
		name, words string
		edit        func(string) string
		want        passage.Verdict
		now         string
	}{
		{"nothing changes", "two weeks for the permissions", func(s string) string { return s }, passage.Kept, "two weeks for the permissions"},
		{"words before it change", "who grants them", swap("two weeks", "fourteen long days"), passage.Kept, "who grants them"},
		{"words come in just before it", "Nobody could tell us", swap("Nobody", "Honestly, Nobody"), passage.Kept, "Nobody could tell us"},
		{"words come in just after it", "who grants them", swap("them,", "them to us,"), passage.Kept, "who grants them"},
		{"the word before it is another", "the problem", swap("never the", "hardly the"), passage.Kept, "the problem"},
		{"a typing error in it is mended", "Nobody could tell us who grants them", swap("grants", "gives"), passage.Changed, "Nobody could tell us who gives them"},
		{"its first word is another", "Nobody could tell us", swap("Nobody", "No one"), passage.Changed, "No one could tell us"},
		{"its last word is another", "so we asked around", swap("around", "everywhere"), passage.Changed, "so we asked everywhere"},
		{"words come into it", "an admin from the other team", swap("the other", "the very other"), passage.Changed, "an admin from the very other team"},
		{"half of it goes", "The price was never the problem; the setup was", swap("; the setup was", ""), passage.Changed, "The price was never the problem"},
		{"it goes", "The price was never the problem; the setup was.", swap("The price was never the problem; the setup was.\n", ""), passage.Lost, ""},
		{"other words stand in its place", "Nobody could tell us who grants them", swap("Nobody could tell us who grants them", "Lunch was late that day"), passage.Lost, ""},
		{"its line goes to the end", "Nobody could tell us who grants them", toEnd("Nobody could tell us who grants them, so we asked around.\n"), passage.Moved, "Nobody could tell us who grants them"},
		{"its line goes to the end and changes", "Nobody could tell us who grants them, so we asked around", func(s string) string {
			return swap("who grants", "who gives")(toEnd("Nobody could tell us who grants them, so we asked around.\n")(s))
		}, passage.Changed, "Nobody could tell us who gives them, so we asked around"},
		{"two turns become one", "began.\nThe price", swap("began.\nThe", "began. The"), passage.Kept, "began. The price"},
		{"a turn becomes two", "Then the pilot began.", swap("the pilot", "the\npilot"), passage.Kept, "Then the\npilot began."},
		{"a short answer goes while the same word stands elsewhere", "Yes.", func(s string) string {
			return "Yes.\n" + swap("Yes.\n", "")(s)
		}, passage.Lost, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			old := story
			if row.name == "a short answer goes while the same word stands elsewhere" {
				old = "Yes.\n" + story
				row.edit = func(s string) string { return s[:5] + swap("Yes.\n", "")(s[5:]) }
			}
			f := finding(t, story, row.words)
			if old != story {
				f = findingAt(old, app.Span{Start: f.Start + 5, End: f.End + 5})
			}
			m := passage.Diff(old, row.edit(old))
			got := carry(t, m, []app.Finding{f})[0]
			now := ""
			if got.Verdict != passage.Lost {
				now = m.New[got.Span.Start:got.Span.End]
			}
			if got.Verdict != row.want || now != row.now {
				t.Errorf("Carry() = %s %q (%.2f), want %s %q", got.Verdict, now, got.Confidence, row.want, row.now)
			}
		})
	}
}

func swap(old, new string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, new, 1) }
}

func toEnd(line string) func(string) string {
	return func(s string) string { return strings.Replace(s, line, "", 1) + "\n" + strings.TrimSuffix(line, "\n") }
}

func TestReplace_PutsEveryPassageWhereTheMaskStands(t *testing.T) {
	text := "My name is Anna Petrova and I work at Nordlicht in Kiel."
	name, firm := finding(t, text, "Anna Petrova"), finding(t, text, "Nordlicht")
	m := passage.Replace(text, []passage.Edit{{Span: firm.Span, With: "[firm]"}, {Span: name.Span, With: "[name]"}})
	if want := "My name is [name] and I work at [firm] in Kiel."; m.New != want {
		t.Fatalf("New = %q, want %q", m.New, want)
	}
	for _, row := range []struct {
		words, now string
		want       passage.Verdict
	}{
		{"Anna Petrova", "[name]", passage.Changed},
		{"name is Anna", "name is [name]", passage.Changed},
		{"Petrova and I work", "[name] and I work", passage.Changed},
		{"My name is Anna Petrova and I work at Nordlicht", "My name is [name] and I work at [firm]", passage.Changed},
		{"and I work", "and I work", passage.Kept},
		{"in Kiel", "in Kiel", passage.Kept},
	} {
		got := carry(t, m, []app.Finding{finding(t, text, row.words)})[0]
		if now := m.New[got.Span.Start:got.Span.End]; now != row.now || got.Verdict != row.want || got.Confidence != 1 {
			t.Errorf("%q is now %s %q (%.2f), want %s %q for sure", row.words, got.Verdict, now, got.Confidence, row.want, row.now)
		}
	}
}

// pieces are what random texts are made of: every kind of sign that has once broken an offset.
var pieces = []string{"we", "asked", "for", "permissions", "the", "the", "a", "Yes.", "no,", "don’t", "naïve", "café", "x\u0301y", "e\u0302\u0323", "👍", "👩‍👩‍👧‍👦",
	"👋🏽", "🇩🇪", "🇫🇷🇮🇹", "許可", "を", "待つ", "서울", "מחיר", "שלום", "الأذونات", "قُلْ", "हिन्दी", "ไทย", "ﬁ", "1,5", "(sic)", "–", "“so”", "\u200d", "a\u0308\u0301"}

func randomText(r *rand.Rand, words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteString([]string{" ", " ", " ", " ", "\r\n", "", "\n"}[r.IntN(7)])
		}
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return passage.Clean(b.String())
}

// scramble edits a text at random, anywhere between two runes.
func scramble(r *rand.Rand, text string, edits int) string {
	for range edits {
		runes := []rune(text)
		at := r.IntN(len(runes) + 1)
		to := min(len(runes), at+r.IntN(12))
		in := ""
		switch r.IntN(4) {
		case 0:
			in = pieces[r.IntN(len(pieces))]
		case 1:
			in = " " + randomText(r, 1+r.IntN(4)) + " "
		case 2: // what is cut stands elsewhere
			rest := append(slices.Clone(runes[:at]), runes[to:]...)
			put := r.IntN(len(rest) + 1)
			text = string(rest[:put]) + string(runes[at:to]) + string(rest[put:])
			continue
		}
		text = string(runes[:at]) + in + string(runes[to:])
	}
	return passage.Clean(text)
}

// wantSound checks what holds for every placing whatever the texts are.
func wantSound(t testing.TB, m *passage.Map, found []app.Finding, got []passage.Placing) {
	t.Helper()
	if len(got) != len(found) {
		t.Fatalf("%d placings for %d findings", len(got), len(found))
	}
	for i, p := range got {
		where := fmt.Sprintf("%q as %s at %v of %q -> %q", found[i].Quote, p.Verdict, p.Span, m.Old, m.New)
		if p.Confidence < 0 || p.Confidence > 1 || p.Span.Start < 0 || p.Span.End > len(m.New) || p.Span.Len() < 0 {
			t.Fatalf("out of range: %s", where)
		}
		quote := m.New[p.Span.Start:p.Span.End]
		if !utf8.ValidString(quote) || p.Span.Len() > 0 && splitsSign(m.New, p.Span) {
			t.Fatalf("a sign is split: %s", where)
		}
		switch p.Verdict {
		case passage.Kept, passage.Moved:
			if strings.Join(strings.Fields(quote), "") != strings.Join(strings.Fields(found[i].Quote), "") {
				t.Fatalf("other words: %s", where)
			}
		case passage.Changed:
			if quote == "" || passage.Snap(m.New, p.Span) != p.Span {
				t.Fatalf("empty or loose: %s", where)
			}
		case passage.Lost:
		default:
			t.Fatalf("no verdict: %s", where)
		}
	}
}

// splitsSign reports whether a span begins or ends inside a grapheme cluster, found from the start of its line.
func splitsSign(text string, s app.Span) bool {
	for _, at := range []int{s.Start, s.End} {
		line := strings.LastIndexByte(text[:at], '\n') + 1
		g := uniseg.NewGraphemes(text[line:])
		for g.Next() {
			if from, to := g.Positions(); line+from < at && at < line+to {
				return true
			}
		}
	}
	return false
}

func randomFindings(r *rand.Rand, text string, n int) []app.Finding {
	var out []app.Finding
	for range n {
		from := r.IntN(len(text))
		s := app.Span{Start: from, End: min(len(text), from+1+r.IntN(90))}
		for s.Start > 0 && !utf8.RuneStart(text[s.Start]) {
			s.Start--
		}
		for s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			s.End++
		}
		if passage.Snap(text, s).Len() > 0 {
			out = append(out, findingAt(text, s))
		}
	}
	return out
}

func TestCarry_RandomEditsLeaveEveryFindingPlacedOrListed(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 7))
		old := randomText(r, 1+r.IntN(120))
		if old == "" {
			continue
		}
		found := randomFindings(r, old, 12)
		m := passage.Diff(old, scramble(r, old, 1+r.IntN(8)))
		wantSound(t, m, found, carry(t, m, found))
		wantPieces(t, m)
	}
}

func TestCarry_TheSameTextKeepsAll(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 11))
		text := randomText(r, 60)
		found := randomFindings(r, text, 30)
		for i, p := range carry(t, passage.Diff(text, text), found) {
			if p.Verdict != passage.Kept || p.Span != found[i].Span {
				t.Fatalf("%q at %v is %s at %v", found[i].Quote, found[i].Span, p.Verdict, p.Span)
			}
		}
	}
}

func TestReplace_RandomMasksLeaveEveryFindingPlacedOrListed(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 13))
		old := randomText(r, 80)
		found := randomFindings(r, old, 12)
		var edits []passage.Edit
		end := 0
		for _, f := range randomFindings(r, old, 5) {
			if f.Start >= end {
				edits = append(edits, passage.Edit{Span: f.Span, With: "[name]"})
				end = f.End
			}
		}
		m := passage.Replace(old, edits)
		wantSound(t, m, found, carry(t, m, found))
		wantPieces(t, m)
	}
}

// wantPieces checks that the comparison covers both texts without gap and that what it calls the same is.
func wantPieces(t testing.TB, m *passage.Map) {
	t.Helper()
	var old, new strings.Builder
	for _, p := range m.Pieces() {
		was, is := m.Old[p.Old.Start:p.Old.End], m.New[p.New.Start:p.New.End]
		if p.Same && was != is {
			t.Fatalf("%q is not %q", was, is)
		}
		old.WriteString(was)
		new.WriteString(is)
	}
	if old.String() != m.Old || new.String() != m.New {
		t.Fatalf("the comparison leaves something out of %q -> %q", m.Old, m.New)
	}
}

func FuzzCarry(f *testing.F) {
	f.Add(story, strings.Replace(story, "two", "three", 1), uint(4), uint(30))
	f.Add("a👩‍👩‍👧‍👦b 🇩🇪🇫🇷", "a👩‍👧‍👦b 🇫🇷", uint(1), uint(9))
	f.Add("e\u0301 x\nمرحبا بكم", "e x\u0301\nبكم مرحبا", uint(0), uint(20))
	f.Fuzz(func(t *testing.T, old, new string, from, size uint) {
		old, new = passage.Clean(old), passage.Clean(new)
		if old == "" || len(old)+len(new) > 1<<16 {
			return
		}
		s := app.Span{Start: int(from % uint(len(old)))}
		s.End = min(len(old), s.Start+1+int(size%200))
		for s.Start > 0 && !utf8.RuneStart(old[s.Start]) {
			s.Start--
		}
		for s.End < len(old) && !utf8.RuneStart(old[s.End]) {
			s.End++
		}
		if s = passage.Snap(old, s); s.Len() == 0 {
			return
		}
		found := []app.Finding{findingAt(old, s)}
		m := passage.Diff(old, new)
		wantSound(t, m, found, carry(t, m, found))
		wantPieces(t, m)
		if p := carry(t, passage.Diff(old, old), found)[0]; p.Verdict != passage.Kept || p.Span != found[0].Span {
			t.Fatalf("the same text does not keep %q", found[0].Quote)
		}
	})
}

func TestDiff_StaysQuickOnALongText(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 300_000)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", int(r.ExpFloat64()*400))
	}
	old := paragraphs(words)
	found := make([]app.Finding, 0, 2000)
	for i := range 2000 {
		at := passage.Whole(old, i*(len(old)/2000))
		if s := passage.Snap(old, app.Span{Start: at, End: at + 120}); s.Len() > 0 {
			found = append(found, findingAt(old, s))
		}
	}
	few := slices.Clone(words)
	for i := range 20 {
		few[i*14_000] = "mended"
	}
	other := make([]string, 300_000)
	for i := range other {
		other[i] = fmt.Sprintf("w%d", int(r.ExpFloat64()*400))
	}
	one := strings.Join(words, " ")
	for _, row := range []struct {
		name     string
		old, new string
		limit    time.Duration
	}{
		{"20 words of 300,000", old, paragraphs(few), 5 * time.Second},
		{"20 words of 300,000 in one line", one, strings.Join(few, " "), 10 * time.Second},
		{"a totally different text of as many words", old, paragraphs(other), time.Minute},
	} {
		begin := time.Now()
		m := passage.Diff(row.old, row.new)
		diff := time.Since(begin)
		got := carry(t, m, found[:len(found)*len(row.old)/max(len(row.old), len(old))])
		all := time.Since(begin)
		t.Logf("%s: comparison %v, with %d findings %v", row.name, diff.Round(time.Millisecond), len(got), all.Round(time.Millisecond))
		if all > row.limit {
			t.Errorf("%s took %v, want at most %v", row.name, all, row.limit)
		}
	}
}

func paragraphs(words []string) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i > 0 && i%37 == 0:
			b.WriteByte('\n')
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}
