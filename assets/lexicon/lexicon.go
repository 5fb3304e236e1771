// Package lexicon holds word lists of several languages as embedded text: words, no logic.
//
// Each list is UTF-8, lower case, words parted by white space; a line that begins with '#' is a comment.
package lexicon

import _ "embed" // the lists below are files of this folder

// FillerEN holds words of English talk that carry no topic in a transcript: "um", "basically".
//
//go:embed filler_en.txt
var FillerEN string

// VagueEN holds English words that carry topic inside a name but none at its end: "thing", "way".
//
//go:embed vague_en.txt
var VagueEN string

// QualifierEN holds English adjectives that only count or order and so name nothing: "first", "several".
//
//go:embed qualifier_en.txt
var QualifierEN string

// Words that name people, and words that are written alike and do not, of English and other languages.
var (
	//go:embed given_names.txt
	GivenNames string
	//go:embed family_names.txt
	FamilyNames string
	//go:embed ambiguous_names.txt
	AmbiguousNames string // names that are other words too: "will", "price"
	//go:embed not_names.txt
	NotNames string // words with a capital that name no person: places, languages, firms, forms of address
)
