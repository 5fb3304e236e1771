//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"throughline/assets/locale"
)

// TestScreens opens every screen on the sample study, light and dark. With SCREENS=folder it leaves a photograph of each
// there, named as the guide shows them: "themes-dark.png", and beside them the contact sheets "contact-light.jpg" and "contact-dark.jpg", on which
// all of them are seen at once. With THROUGHLINE_LANGUAGE=de or es the window speaks that language.
func TestScreens(t *testing.T) {
	for _, look := range []string{"light", "dark"} {
		welcome(t, look)
	}
	p := openSample(t)
	for _, look := range []string{"light", "dark"} {
		p.palette(map[string]string{"light": "Light", "dark": "Dark"}[look])
		p.Photo()
		tour(p, look)
	}
	p.Close()
	for _, look := range []string{"light", "dark"} {
		contact(t, look)
	}
}

// welcome photographs what a newcomer sees.
func welcome(t *testing.T, look string) {
	chosen := strings.Replace(noHints, `"version": 1,`, `"version": 1, "appearance": "`+look+`",`, 1)
	call := []string{"sh", "-c", `printf %s '` + chosen + `' > "$HOME/.config/throughline/settings.json"; exec "$0"`, Binary(t)}
	p := startBy(t, NewScreen(t, wide, high), "THROUGHLINE_THREADCHECK=1", call)
	p.MustShow("welcome-" + look)
	p.Close()
}

// shown are the screens on a contact sheet, by name.
var shown = []string{"welcome", "home", "import", "interviews", "reader", "codebook", "findings", "autocode", "themes", "proposal", "map", "insights", "search", "answers", "memos",
	"analysis", "measures", "people", "recruitment", "consent", "reports", "playbook", "history", "backups", "settings", "help"}

// contact puts the photographs of one look onto one picture, four beside each other.
func contact(t *testing.T, look string) {
	dir := os.Getenv("SCREENS")
	if dir == "" {
		return
	}
	args := []string{"-background", map[string]string{"light": "#d8d4cd", "dark": "#0c0b0e"}[look], "-tile", "4x", "-geometry", "480x300+6+6", "-strip", "-quality", "85"}
	for _, name := range shown {
		if path := filepath.Join(dir, name+"-"+look+".png"); exists(path) {
			args = append(args, path)
		}
	}
	out, err := exec.Command("montage", append(args, filepath.Join(dir, "contact-"+look+".jpg"))...).CombinedOutput()
	if err != nil {
		t.Errorf("montage: %v: %s", err, out)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// palette runs a command of the window by its English name.
func (p *Program) palette(command string) {
	p.t.Helper()
	p.Keys("ctrl+k")
	p.Photo()
	p.Type(word(command))
	p.Photo()
	p.Keys("Return")
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
	p.Photo() // the steps are there
	p.Keys("Down")
	p.MustShow("history-" + look)
	p.Keys("ctrl+0")
	p.Expect("screen analysis")
	p.MustShow("analysis-" + look)
	for name, title := range map[string]string{"recruitment": "Recruitment", "consent": "Consent"} { // tabs of the people
		p.palette(title)
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
	p.Keys("v", "v") // from the board over the list to the map
	p.MustShow("map-" + look)
	p.Keys("v", "v") // over the table to the board
	p.Photo()
	p.Keys("ctrl+k")
	p.Photo()
	p.Type("invitation")
	p.MustShow("search-" + look)
	p.Keys("Escape")
	p.Photo()
	p.Click(dismissX, dismissY) // the board of the second round is that of the first
	p.Photo()
	around(p, look)
}

// around photographs what stands beside the work: measures, backups, settings, help, and what an import shows.
func around(p *Program, look string) {
	p.palette("UX measures: enter")
	p.Expect("screen measures")
	p.Photo()            // the grid has the keyboard once its values were read
	if look == "light" { // what is entered stays for the second round
		for i := range 12 {
			p.Type(fmt.Sprint(60 + i*17%40))
			p.Keys("Return")
			p.Photo()
		}
	}
	p.palette("UX measures")
	p.MustShow("measures-" + look)
	p.palette("Backups")
	p.Expect("screen backups")
	p.MustShow("backups-" + look)
	p.Keys("ctrl+comma")
	p.Expect("screen settings")
	p.MustShow("settings-" + look)
	p.Keys("F1")
	p.Expect("screen help")
	p.MustShow("help-" + look)
	p.Go("interviews")
	p.Keys("ctrl+i")
	p.Photo()
	p.Keys("Return") // choose files
	p.Photo()
	p.Type(ownFiles(p) + "/")
	p.Keys("Return")
	p.Photo()
	p.Click(chooseListX, chooseListY)
	p.Keys("ctrl+a", "Return")
	p.MustShow("import-" + look)
	p.Keys("Escape")
	p.Photo()
	dialogs(p, look)
}

// dialogs photographs what stands over the screens, into a folder of its own: it is to be looked at, and not for the guide.
func dialogs(p *Program, look string) {
	show := func(name string) {
		p.MustShow(filepath.Join("dialogs", name+"-"+look))
		p.Keys("Escape")
		p.Photo()
	}
	for _, at := range []struct{ name, command string }{{"part", "Give a colleague a part to code…"}, {"coded", "Export coded data…"}, {"project", "Export the study as a project…"},
		{"merge", "Merge another workspace…"}, {"rules", "Rules of the programme…"}, {"tour", "Take the tour"}} {
		p.palette(at.command)
		show(at.name)
	}
	p.Go("findings")
	p.Photo()
	p.Keys("q")
	p.MustShow(filepath.Join("dialogs", "query-"+look))
	p.Keys("q")
	p.Photo()
	p.Keys("question")
	show("keys")
}

// chooseListX and chooseListY lie on a file in the list of the file dialog.
const chooseListX, chooseListY = 560, 248

// ownFiles puts some files of the sample, changed a little, into a folder of the person: somebody's own interviews.
func ownFiles(p *Program) string {
	p.t.Helper()
	dir := filepath.Join(p.Home, "Documents", "Interviews")
	for from, to := range map[string]string{"p05-security.srt": "P13 Site manager.srt", "p10-laundry.txt": "P14 Team lead.txt", "p01-care-homes.vtt": "P15 Rota planner.vtt", "survey.csv": "Survey.csv"} {
		b, err := os.ReadFile(filepath.Join("..", "..", "assets", "sample", from))
		if err == nil {
			err = keep(filepath.Join(dir, to), []byte(strings.ReplaceAll(string(b), "Wickerday", "Wickerday Pro")))
		}
		if err != nil {
			p.t.Fatal(err)
		}
	}
	return dir
}

// proposeX and proposeY lie on "Propose themes".
const (
	proposeX, proposeY = 1190, 80
	dismissX, dismissY = 1136, 134
)
