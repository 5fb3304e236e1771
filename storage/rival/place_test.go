package rival

import (
	"strings"
	"testing"
	"unicode/utf8"

	"throughline/app/qda"
)

func TestPlace(t *testing.T) {
	const smile = "🙂"
	for _, tc := range []struct {
		name   string
		scale  scale
		claims []claim
		want   []string // the words under each, "-" for none
		how    []placing
	}{
		{"code points", newPlain("a" + smile + "bc"), []claim{{from: 2, to: 3, words: "b"}}, []string{"b"}, []placing{equal}},
		{"a line end is two", newPlain("a\r\nbc"), []claim{{from: 3, to: 4, words: "b"}}, []string{"b"}, []placing{equal}},
		{"a line end is one", newPlain("a\r\nbc\r\nd"), []claim{{from: 2, to: 3, words: "b"}, {from: 5, to: 6, words: "d"}}, []string{"b", "d"}, []placing{equal, equal}},
		{"UTF-16", newPlain(smile + smile + "bc"), []claim{{from: 4, to: 5, words: "b"}, {from: 5, to: 6, words: "c"}}, []string{"b", "c"}, []placing{equal, equal}},
		{"two ways in one text", newPlain("b" + smile + "cd"), []claim{{from: 0, to: 1, words: "b"}, {from: 2, to: 3, words: "c"}, {from: 4, to: 5, words: "d"}}, []string{"b", "c", "d"}, []placing{equal, equal, counted}},
		{"the byte order mark counts", newPlain("\ufeffabc"), []claim{{from: 2, to: 3, words: "b"}}, []string{"b"}, []placing{equal}},
		{"from 1, the last included", newPlain("abcd", way{first: 1, last: true}, way{}), []claim{{from: 2, to: 3, words: "bc"}}, []string{"bc"}, []placing{equal}},
		{"the nearest of some", newPlain("x cat x x x cat x cat"), []claim{{from: 11, to: 14, words: "cat"}}, []string{"cat"}, []placing{moved}},
		{"another line end in the words", newPlain("one\ntwo"), []claim{{from: 0, to: 7, words: "one\u2029two"}}, []string{"one\ntwo"}, []placing{equal}},
		{"other white space, elsewhere", newPlain("zero one\n\n two three"), []claim{{from: 0, to: 3, words: "one two"}}, []string{"one\n\n two"}, []placing{moved}},
		{"backwards", newPlain("abcd"), []claim{{from: 3, to: 1, words: "bc"}}, []string{"bc"}, []placing{equal}},
		{"no words", newPlain("abcd"), []claim{{from: 1, to: 3}}, []string{"bc"}, []placing{unchecked}},
		{"other words", newPlain("abcd"), []claim{{from: 1, to: 3, words: "xy"}}, []string{"bc"}, []placing{differing}},
		{"outside", newPlain("abcd"), []claim{{from: 8, to: 9}, {from: 3, to: 9, words: "z"}, {from: -4, to: -1}}, []string{"-", "-", "-"}, []placing{unplaced, unplaced, unplaced}},
		{"outside, but its words are there", newPlain("abcd"), []claim{{from: 800, to: 900, words: "cd"}}, []string{"cd"}, []placing{moved}},
		{"the end", newPlain("abcd\r\n"), []claim{{from: 6, to: 6}, {from: 0, to: 6}}, []string{"", "abcd\n"}, []placing{unchecked, unchecked}},
		{"no text", newPlain(""), []claim{{from: 0, to: 0}, {from: 0, to: 1, words: "a"}}, []string{"", "-"}, []placing{unchecked, unplaced}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := place(t.Context(), tc.scale, tc.claims); err != nil {
				t.Fatal(err)
			}
			for i, c := range tc.claims {
				got := "-"
				if c.start >= 0 {
					got = tc.scale.reading()[c.start:c.end]
				}
				if got != tc.want[i] || c.how != tc.how[i] {
					t.Errorf("claim %d is %q (%d), want %q (%d)", i, got, c.how, tc.want[i], tc.how[i])
				}
			}
		})
	}
}

func TestPlace_NearestTakesTheShorterWay(t *testing.T) {
	text := strings.Repeat("cat ", 100)
	for near, want := range map[int]int{0: 0, 1: 0, 2: 0, 3: 4, 200: 200, 201: 200, 203: 204, 399: 396, 4000: 396} {
		if got := nearest(text, "cat", near); got != want {
			t.Errorf("nearest to %d is %d, want %d", near, got, want)
		}
	}
}

func FuzzPlace(f *testing.F) {
	f.Add("a🙂\r\nb\ufeff c", "b c", int64(3), int64(7))
	f.Add("\ufeffone\u00a0two", "one two", int64(0), int64(90))
	f.Fuzz(func(t *testing.T, raw, words string, from, to int64) {
		if !utf8.ValidString(raw) || !utf8.ValidString(words) {
			t.Skip("cells are valid by then")
		}
		claims := []claim{{from: from, to: to, words: words}, {from: from % 50, to: to % 50}, {from: 0, to: int64(len(raw)), words: raw}}
		for _, s := range []scale{newPlain(raw), newPlain(raw, way{first: 1, last: true}), readPage(raw)} {
			if _, err := place(t.Context(), s, claims); err != nil {
				t.Fatal(err)
			}
			text := s.reading()
			if !utf8.ValidString(text) || strings.ContainsRune(text, 0x0d) {
				t.Fatalf("text %q of %q", text, raw)
			}
			for _, c := range claims {
				if c.start == -1 && c.end == -1 {
					continue
				}
				start, end := s.trim(c.start, c.end)
				if c.start < 0 || start > end || end > len(text) || !utf8.ValidString(text[c.start:c.end]) || !utf8.ValidString(text[start:end]) {
					t.Errorf("claim %+v in %q", c, text)
				}
				if c.how == moved && squeeze(text[c.start:c.end]) != squeeze(newPlain(c.words).text) {
					t.Errorf("moved to %q, want %q", text[c.start:c.end], words)
				}
			}
		}
	})
}

func TestReadPage(t *testing.T) {
	for _, tc := range []struct{ name, html, want string }{
		{"paragraphs", "<p>One</p><p>Two</p>", "One\nTwo"},
		{"words run on across tags", "<p>a<b>b</b> <i>c</i></p>", "ab c"},
		{"white space", "<p> One \n two\t</p>\n\n<p>\n Three</p>", "One two \nThree"},
		{"line breaks", "a<br>b<br/><br/>c", "a\nb\n\nc"},
		{"lists and tables", "<ul><li>x</li><li>y</li></ul><table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "x\ny\n1\t2\n3"},
		{"entities and letters", "<p>a &amp; b &lt;c&gt; &eacute; 🙂&nbsp;z</p>", "a & b <c> é 🙂\u00a0z"},
		{"comments are no words", "<!-- no --><p>yes</p>", "yes"},
		{"no tags at all", "just words", "just words"},
		{"broken", "<p><b>One</p>two</b", "One\ntwo"},
		{"nothing", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := readPage(tc.html).out; got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

func TestPage_ByteOf(t *testing.T) {
	p := readPage("<p>é one</p>\n<p>two  three</p>") // nodes: "é one", "\n", "two  three"
	for words, at := range map[string][2]int64{"é one": {0, 6}, "one": {3, 6}, "two": {7, 10}, "three": {12, 17}, "one\ntwo": {3, 10}} {
		start, end := p.trim(p.byteOf(at[0]), p.byteOf(at[1]))
		if got := p.out[start:end]; got != words {
			t.Errorf("%v is %q, want %q", at, got, words)
		}
	}
	if at := p.byteOf(18); at != -1 {
		t.Errorf("beyond the end is %d", at)
	}
}

func TestPaths(t *testing.T) {
	p := newPaths([]string{"people", "people.anna", "pay/slow", "pay/late", "and/or", "v1.2", "v1.3", "Dr. Smith", "Dr. Jones", "a.b.c", "a.b.d", "x/"})
	for path, want := range map[string]string{
		"people.anna": "people|anna", "pay/slow": "pay|slow", "and/or": "and/or", "v1.2": "v1.2", "Dr. Smith": "Dr. Smith", "a.b.c": "a|b|c", "x/": "x/", "people": "people",
	} {
		var names []string
		for _, s := range p.split(path) {
			names = append(names, s.name)
		}
		if got := strings.Join(names, "|"); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

func TestWhen(t *testing.T) {
	b := newBuilder(&base{}, RQDA, qda.Part{}, nil)
	for in, want := range map[string]string{
		"2024-01-15 10:00:00": "2024-01-15T10:00:00", "2024-01-15 10:00:00.5": "2024-01-15T10:00:00.5", "2024-01-15": "2024-01-15T00:00:00",
		"Sat Aug 22 16:57:27 2020": "2020-08-22T16:57:27", "Fri Dec  6 09:26:07 2019": "2019-12-06T09:26:07", "Mon Oct 28 8:11:36 2019": "2019-10-28T08:11:36",
		"2024-01-15T10:00:00+02:00": "2024-01-15T08:00:00Z", "": "", "yesterday": "",
	} {
		if got := string(b.when(in, false)); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if got := b.when("2024-01-15 10:00:00", true); got != "2024-01-15T10:00:00Z" {
		t.Errorf("in UTC it is %q", got)
	}
}

func TestGUID_IsOfVersion5(t *testing.T) {
	a, b := guid("x", "y"), guid("xy")
	if a == b || a != guid("x", "y") || len(a) != 36 || a[14] != '5' || !strings.ContainsRune("89ab", rune(a[19])) {
		t.Errorf("%s, %s", a, b)
	}
}
