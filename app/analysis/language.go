package analysis

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Embedder places texts by their meaning: a row of length 1 for each. It may take minutes and tells p.
type Embedder func(ctx context.Context, texts []string, p app.Progress) (*vector.Dense, error)

// bound returns the embedder as the engine takes it, nil for none.
func (e Embedder) bound(p app.Progress) func(context.Context, []string) (*vector.Dense, error) {
	if e == nil {
		return nil
	}
	return func(ctx context.Context, texts []string) (*vector.Dense, error) { return e(ctx, texts, p) }
}

// model returns the person's own model, nil when none is switched on.
func (s *Service) model() Embedder {
	if s.Model == nil {
		return nil
	}
	return s.Model()
}

// languageNames are the names of languages in the words of the window.
var languageNames = map[text.Language]string{
	text.English: "English", text.German: "German", text.French: "French", text.Spanish: "Spanish", text.Italian: "Italian", text.Dutch: "Dutch",
	text.Portuguese: "Portuguese", text.Swedish: "Swedish", text.Danish: "Danish", text.Norwegian: "Norwegian", text.Finnish: "Finnish",
	text.Polish: "Polish", text.Czech: "Czech", text.Hungarian: "Hungarian", text.Romanian: "Romanian", text.Turkish: "Turkish",
	text.Russian: "Russian", text.Ukrainian: "Ukrainian", text.Greek: "Greek", text.Arabic: "Arabic", text.Hebrew: "Hebrew", text.Hindi: "Hindi",
	text.Japanese: "Japanese", text.Chinese: "Chinese", text.Korean: "Korean", text.Persian: "Persian", text.Urdu: "Urdu", text.Thai: "Thai",
}

// LanguageName returns the English name of a language by its ISO code, the code itself for one without a name here, "" for "".
func LanguageName(code string) string {
	if name, ok := languageNames[text.Language(code)]; ok {
		return name
	}
	return code
}

// What a note on language is about.
type about int

const (
	ofThemes about = iota
	ofOwnModel
)

// languageNote says honestly what the language of texts means for what the machine proposes: one or two sentences, "" for English, and
// for texts whose language nobody could tell because there are hardly any words.
func languageNote(texts []string, what about) string {
	lang := text.Main(texts)
	switch lang {
	case text.English, text.Unknown:
		return ""
	case text.Multiple:
		return "These findings are in " + spoken(text.Shares(texts)) + ". " + severalNotes[what]
	}
	name := LanguageName(string(lang))
	return fmt.Sprintf("Most of these findings are in %s. "+oneNotes[what], name, name)
}

// SuggestionNote says what the language of an interview, by its ISO code, means for the tags suggested in it; "" for English and when it is
// not known.
func SuggestionNote(code string) string {
	code, _, _ = strings.Cut(strings.ToLower(code), "-") // "en-GB"
	if code == "" || text.Language(code) == text.English {
		return ""
	}
	return "This interview is in " + LanguageName(code) + ". Tags are suggested by the words alone there, which was measured on invented texts only, and " +
		"what was learned from tags in one language hardly helps in another."
}

// oneNotes are filled with the name of the language.
var oneNotes = map[about]string{
	ofThemes:   "They are grouped by stems and letter sequences, which was not measured on studies in %s; names of themes may be weaker.",
	ofOwnModel: "They are grouped with your language model; how well depends on whether it has learned %s.",
}

var severalNotes = map[about]string{
	ofThemes:   "Themes stay within a language: which words of two languages mean the same is not known here.",
	ofOwnModel: "They are grouped with your language model; a model that has learned these languages puts them together.",
}

// spoken lists languages, the largest first: "German, Spanish and a little English".
func spoken(shares []text.Share) string {
	names := make([]string, len(shares))
	for i, s := range shares {
		names[i] = LanguageName(string(s.Language))
		if s.Share < .15 {
			names[i] = "a little " + names[i]
		}
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
