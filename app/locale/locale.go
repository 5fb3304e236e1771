// Package locale has the system speak English where it names an encoding and no language, as C.UTF-8 does: the window library would look for a language called C
// while it initialises itself, and complain before each command that there is none.
//
// Go initialises packages by their path as soon as what they import is ready. This one imports nothing but syscall, so it comes before the packages of others.
package locale

import "syscall"

func init() { settle(syscall.Getenv, syscall.Setenv) }

// settle says English in LANGUAGE, unless somebody said something there, when the first variable that says the language of the system names an encoding only. What cannot be
// said costs a line of complaint, so the error is let go.
func settle(get func(name string) (value string, found bool), set func(name, value string) error) {
	if languages, _ := get("LANGUAGE"); languages != "" {
		return
	}
	for _, name := range [...]string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value, _ := get(name); value != "" {
			if len(value) > 1 && value[:2] == "C." {
				_ = set("LANGUAGE", "en")
			}
			return
		}
	}
}
