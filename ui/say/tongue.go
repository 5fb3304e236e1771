package say

import (
	xlanguage "golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"throughline/app"
)

// Tongue is the own name of a language that is given as BCP 47 has it, such as "de-AT": "Österreichisches Deutsch". What is no such tag stays as it is.
func Tongue(tag string) string {
	t, err := xlanguage.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.Self.Name(t); name != "" {
		return app.Capital(name)
	}
	return tag
}
