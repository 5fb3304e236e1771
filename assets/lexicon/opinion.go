package lexicon

import _ "embed" // the lists below are files of this folder

// What praises and what complains, in English. Lines are weights with what they hold for; how they are written stands on top of each file.
var (
	//go:embed opinion_en.txt
	OpinionEN string // words
	//go:embed opinion_phrases_en.txt
	OpinionPhrasesEN string // turns of phrase
	//go:embed opinion_signs.txt
	OpinionSigns string // emoji and emoticons, of any language
)

// StatementsEN holds English turns of phrase of needs, pain points, requests, questions and urgency: a kind, then phrases, a line.
//
//go:embed statements_en.txt
var StatementsEN string
