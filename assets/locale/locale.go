// Package locale holds the fixed words of what Throughline writes for readers of other languages, each named by its English.
package locale

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed *.json
var files embed.FS

// Words is the catalogue of a language by its two letters, from English to it; empty for a language that has none. It is made once and must
// not be changed. Safe for concurrent use.
func Words(language string) map[string]string {
	if load, ok := catalogues[language]; ok {
		return load()
	}
	return nil
}

var catalogues = map[string]func() map[string]string{"de": once("de"), "es": once("es")}

func once(language string) func() map[string]string {
	return sync.OnceValue(func() map[string]string {
		data, err := files.ReadFile(language + ".json")
		words := map[string]string{}
		if err == nil {
			err = json.Unmarshal(data, &words)
		}
		if err != nil {
			panic(fmt.Sprintf("locale: %s: %v", language, err)) // the catalogue is built in
		}
		return words
	})
}

// Pattern is a sentence of a catalogue with places, each a *.
type Pattern struct {
	Key   string
	parts []string // between the places
}

// Fit takes what stands in the places of a sentence; false when it is another one.
func (p Pattern) Fit(s string) (places []string, ok bool) {
	rest, ok := strings.CutPrefix(s, p.parts[0])
	if !ok {
		return nil, false
	}
	for i, part := range p.parts[1:] {
		at := strings.Index(rest, part)
		if i == len(p.parts)-2 {
			at = len(rest) - len(part)
			if at < 0 || rest[at:] != part {
				return nil, false
			}
		}
		if at <= 0 { // a place is never empty
			return nil, false
		}
		places, rest = append(places, rest[:at]), rest[at+len(part):]
	}
	return places, true
}

// Patterns are the sentences with places of a catalogue, those that say most first. Safe for concurrent use.
func Patterns(language string) []Pattern {
	if load, ok := patterns[language]; ok {
		return load()
	}
	return nil
}

var patterns = map[string]func() []Pattern{"de": oncePatterns("de"), "es": oncePatterns("es")}

func oncePatterns(language string) func() []Pattern {
	return sync.OnceValue(func() []Pattern {
		var out []Pattern
		for key := range Words(language) {
			if strings.Contains(key, "*") {
				out = append(out, Pattern{key, strings.Split(key, "*")})
			}
		}
		slices.SortFunc(out, func(a, b Pattern) int {
			said := func(p Pattern) int { return len(p.Key) - len(p.parts) }
			return cmp.Or(said(b)-said(a), strings.Compare(a.Key, b.Key))
		})
		return out
	})
}
