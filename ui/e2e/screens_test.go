//go:build e2e

package e2e

import (
	"os"
	"testing"

	"throughline/assets/locale"
)

// TestScreens opens every screen on the sample study, light and dark. With SCREENS=folder it leaves a photograph of each
// there, named as the guide shows them: "themes-dark.png". With THROUGHLINE_LANGUAGE=de or es the window speaks that language.
func TestScreens(t *testing.T) {
	p := openSample(t)
	for _, look := range []string{"light", "dark"} {
		p.Keys("ctrl+k")
		p.Photo()
		p.Type(word(map[string]string{"light": "Light", "dark": "Dark"}[look]))
		p.Photo()
		p.Keys("Return")
		p.Photo()
		tour(p, look)
	}
	p.Close()
}

// word is what the window says for a word of it, in the language it was started with.
func word(english string) string {
	if said := locale.Window(os.Getenv("THROUGHLINE_LANGUAGE"))[english]; said != "" {
		return said
	}
	return english
}

// tour photographs the screens in one look. It begins and ends with no dialog open.
func tour(p *Program, look string) {
	for _, name := range rail {
		p.Go(name)
		if name != "codebook" {
			p.MustShow(name + "-" + look)
		}
	}
	p.Go("codebook")
	p.Keys("Down", "Down", "Down") // a tag with its entry beside the tree
	p.MustShow("codebook-" + look)
	p.Keys("ctrl+h")
	p.Expect("screen history")
	p.Keys("Down")
	p.MustShow("history-" + look)
	p.Keys("ctrl+0")
	p.Expect("screen analysis")
	p.MustShow("analysis-" + look)
	for name, title := range map[string]string{"recruitment": "Recruitment", "consent": "Consent"} { // tabs of the people
		p.Keys("ctrl+k")
		p.Photo()
		p.Type(word(title))
		p.Photo()
		p.Keys("Return")
		p.Expect("screen " + name)
		p.MustShow(name + "-" + look)
	}
	p.Keys("ctrl+shift+b")
	p.Expect("screen playbook")
	p.MustShow("playbook-" + look)
	p.Keys("ctrl+shift+k")
	p.Expect("screen search")
	p.Photo()
	if look == "light" { // the question stays for the second round
		p.Type("people who gave up during setup")
	}
	p.MustShow("answers-" + look)
	p.Keys("ctrl+shift+f")
	p.Expect("screen autocode")
	p.Photo()
	if look == "light" { // the rule stays for the second round
		p.Type("staff")
	}
	p.MustShow("autocode-" + look)
	p.Go("interviews")
	p.DoubleClick(firstRowX, firstRowY)
	p.Expect("screen reader")
	p.Photo()
	p.Keys("j", "j") // the second finding: a page with highlights, and the panel on one
	p.MustShow("reader-" + look)
	p.Go("themes")
	p.MustShow("themes-" + look)
	p.Click(proposeX, proposeY)
	p.Expect("job done " + word("Propose themes"))
	p.MustShow("proposal-" + look)
	p.Keys("ctrl+k")
	p.Photo()
	p.Type("invitation")
	p.MustShow("search-" + look)
	p.Keys("Escape")
	p.Photo()
}

// proposeX and proposeY lie on "Propose themes".
const proposeX, proposeY = 1190, 80
