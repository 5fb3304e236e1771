package archtest_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"throughline/app/archtest"
	"throughline/assets/locale"
)

// unsaid are sentences of app that no person reads in the window, one a line as JSON: names of columns in files, keys, parts of formats.
const unsaid = "testdata/unsaid.txt"

// TestWords_AreInEveryLanguage holds what the window and the rooms below it say against the catalogues of the window: each sentence is there, with its places, and none is there that nobody says.
func TestWords_AreInEveryLanguage(t *testing.T) {
	root := filepath.Join("..", "..")
	spoken := archtest.Spoken(readAll(t, root))
	if len(spoken.At) < 3000 {
		t.Fatalf("only %d sentences were found", len(spoken.At))
	}
	for _, at := range spoken.Loose {
		t.Errorf("%s: say.T is given what is not written out; give it a literal with places, or use say.Sentence", at)
	}
	quiet := quietWords(t)
	for _, language := range []string{"de", "es"} {
		t.Run(language, func(t *testing.T) {
			words := locale.Window(language)
			for _, key := range slices.Sorted(maps.Keys(spoken.At)) {
				said, at := words[key], spoken.At[key][0]
				switch {
				case quiet[key] && !strings.HasPrefix(at, "ui/"):
				case said == "":
					t.Errorf("%s: %q is not in the catalogue of the window", at, key)
				case placesOf(key, at) != placesOf(said, at):
					t.Errorf("%s: %q has other places than %q", at, said, key)
				}
			}
			for room, key := range ownWords(t, root, language) {
				if spoken.At[key] == nil && !spoken.Lower[key] {
					t.Errorf("%s: nobody says %q any more", room, key)
				}
			}
		})
	}
}

func quietWords(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile(unsaid)
	if err != nil {
		t.Fatal(err)
	}
	quiet := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		var key string
		if err := json.Unmarshal([]byte(line), &key); err != nil {
			t.Fatalf("%s: %q: %v", unsaid, line, err)
		}
		quiet[key] = true
	}
	return quiet
}

// ownWords gives the catalogues of the window, room by room, without those of the reports.
func ownWords(t *testing.T, root, language string) func(func(room, key string) bool) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "assets", "locale", "window", language, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("the catalogues found are %v (%v)", files, err)
	}
	return func(yield func(room, key string) bool) {
		for _, file := range files {
			data, err := os.ReadFile(file)
			words := map[string]string{}
			if err == nil {
				err = json.Unmarshal(data, &words)
			}
			if err != nil {
				t.Errorf("%s: %v", file, err)
			}
			for _, key := range slices.Sorted(maps.Keys(words)) {
				if !yield(filepath.Base(file), key) {
					return
				}
			}
		}
	}
}

var (
	fmtPlace = regexp.MustCompile(`%(\[\d+\])?[+#0]*[\d*]*(\.[\d*]+)?[a-zA-Z%]`)
	number   = regexp.MustCompile(`\[\d+\]`)
)

// placesOf are the places of a sentence in one order: verbs of fmt in the window, stars in the rest.
func placesOf(s, at string) string {
	if !strings.HasPrefix(at, "ui/") {
		return strings.Repeat("*", strings.Count(s, "*"))
	}
	verbs := fmtPlace.FindAllString(s, -1)
	for i, v := range verbs {
		verbs[i] = number.ReplaceAllString(v, "")
	}
	slices.Sort(verbs)
	return strings.Join(verbs, " ")
}
