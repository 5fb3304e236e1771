package lexicon

import "embed"

// stops are the lists of function words, stop_XX.txt for the language XX.
//
//go:embed stop_*.txt
var stops embed.FS

// Stop returns the words of a language that carry no topic, by its ISO 639-1 code; "" for a language without a list. Arabic
// words are written without marks and with a plain alef.
func Stop(code string) string {
	list, err := stops.ReadFile("stop_" + code + ".txt")
	if err != nil {
		return ""
	}
	return string(list)
}
