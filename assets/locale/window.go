package locale

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed window
var windowFiles embed.FS

// Window is the catalogue of the window in a language by its two letters, from English to it: the words of reports and those of all rooms of the window. Empty for a
// language that has none, English among them. It is made once and must not be changed. Safe for concurrent use.
func Window(language string) map[string]string {
	if load, ok := windows[language]; ok {
		return load().words
	}
	return nil
}

// WindowPatterns are the sentences with places of the catalogue of the window that s may be one of, those that say most first. Safe for concurrent use.
func WindowPatterns(language, s string) []Pattern {
	load, ok := windows[language]
	if !ok {
		return nil
	}
	w := load()
	if some, ok := w.byStart[start(s)]; ok {
		return some
	}
	return w.byStart[""]
}

// Fill puts places into a sentence: each * takes the next, *1, *2 and so on the one of that number.
func Fill(sentence string, places []string) string {
	var out strings.Builder
	next := 0
	for {
		at := strings.IndexByte(sentence, '*')
		if at < 0 {
			out.WriteString(sentence)
			return out.String()
		}
		out.WriteString(sentence[:at])
		sentence = sentence[at+1:]
		n := next
		next++
		if len(sentence) > 0 && sentence[0] >= '1' && sentence[0] <= '9' {
			n, _ = strconv.Atoi(sentence[:1])
			n--
			sentence = sentence[1:]
		}
		if n < len(places) {
			out.WriteString(places[n])
		}
	}
}

type window struct {
	words   map[string]string
	byStart map[string][]Pattern // by the first letters of a sentence, with those that begin with a place
}

// start is what patterns are parted by: the first letters.
func start(s string) string { return s[:min(2, len(s))] }

var windows = map[string]func() window{"de": onceWindow("de"), "es": onceWindow("es")}

func onceWindow(language string) func() window {
	return sync.OnceValue(func() window {
		w := window{words: maps.Clone(Words(language)), byStart: map[string][]Pattern{}}
		rooms, err := windowFiles.ReadDir(path.Join("window", language))
		for _, room := range rooms {
			var data []byte
			if data, err = windowFiles.ReadFile(path.Join("window", language, room.Name())); err == nil {
				err = json.Unmarshal(data, &w.words) // adds to those that are there
			}
			if err != nil {
				break
			}
		}
		if err != nil {
			panic(fmt.Sprintf("locale: window %s: %v", language, err)) // the catalogue is built in
		}
		w.sort()
		return w
	})
}

// sort lays the patterns by how their sentences begin.
func (w window) sort() {
	var open []Pattern // begin with a place
	for key := range w.words {
		if !strings.Contains(key, "*") {
			continue
		}
		p := Pattern{key, strings.Split(key, "*")}
		if len(p.parts[0]) < 2 {
			open = append(open, p)
		} else {
			at := start(key)
			w.byStart[at] = append(w.byStart[at], p)
		}
	}
	w.byStart[""] = open
	for at := range w.byStart {
		all := w.byStart[at]
		if at != "" {
			all = slices.Concat(all, open)
		}
		slices.SortFunc(all, func(a, b Pattern) int {
			said := func(p Pattern) int { return len(p.Key) - len(p.parts) }
			return cmp.Or(said(b)-said(a), strings.Compare(a.Key, b.Key))
		})
		w.byStart[at] = all
	}
}
