// Package lexicon holds word lists of several languages as embedded text: words, no logic.
//
// Each list is UTF-8, lower case, words parted by white space; a line that begins with '#' is a comment.
package lexicon

import _ "embed" // the lists below are files of this folder

// Function words that carry no topic, by ISO 639-1 code of the language.
var (
	//go:embed stop_de.txt
	StopDE string // German
	//go:embed stop_en.txt
	StopEN string // English
	//go:embed stop_es.txt
	StopES string // Spanish
	//go:embed stop_fr.txt
	StopFR string // French
	//go:embed stop_it.txt
	StopIT string // Italian
	//go:embed stop_nl.txt
	StopNL string // Dutch
	//go:embed stop_pt.txt
	StopPT string // Portuguese
)

// FillerEN holds words of English talk that carry no topic in a transcript: "um", "basically".
//
//go:embed filler_en.txt
var FillerEN string
