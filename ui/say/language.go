package say

import (
	"os"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2/lang"

	"throughline/app/settings"
)

// The languages of the window, by two letters.
const (
	English = "en"
	German  = "de"
	Spanish = "es"
)

// Language is the language of the window: the one that THROUGHLINE_LANGUAGE names, else the one that was chosen in the settings, else the one of the system, else English. In tests it is
// English, whatever the machine speaks.
func Language() string { return language() }

var language = sync.OnceValue(func() string {
	wishes := []string{os.Getenv("THROUGHLINE_LANGUAGE")}
	if !testing.Testing() {
		wishes = append(wishes, settings.Language(), lang.SystemLocale().LanguageString())
	}
	for _, wish := range wishes {
		if l := spoken(wish); l != "" {
			return l
		}
	}
	return English
})

// spoken is the language of a wish such as "de" or "es-MX", "" when the window does not speak it.
func spoken(wish string) string {
	wish, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(wish, "_", "-")), "-")
	switch wish {
	case English, German, Spanish, Accented:
		return wish
	}
	return ""
}
