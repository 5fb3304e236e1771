//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"time"
)

// soakAct is one thing that a person does, and how often.
type soakAct struct {
	name   string
	weight int
	do     func(*soak)
}

// soakActs are what the soak draws from. What is made is bounded: tags have one of a few names, files are written over.
var soakActs = []soakAct{
	{"go", 14, func(s *soak) { s.p.Keys("ctrl+" + s.one("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")) }},
	{"go further", 8, func(s *soak) { s.palette(s.one(soakPlaces...)) }},
	{"back and forward", 4, func(s *soak) {
		s.some(4, "alt+Left")
		s.some(3, "alt+Right")
	}},
	{"scroll", 8, func(s *soak) {
		x, y := s.anywhere()
		s.p.Wheel(x, y, s.dice.IntN(25)-5)
	}},
	{"keys", 8, func(s *soak) {
		for range 1 + s.dice.IntN(12) {
			s.p.Keys(s.one("Down", "Down", "Down", "Up", "Next", "Prior", "End", "Home", "j", "k", "Tab"))
		}
	}},
	{"look around", 6, func(s *soak) {
		for range 1 + s.dice.IntN(4) {
			s.p.Move(s.anywhere())
		}
	}},
	{"click", 6, func(s *soak) { s.p.Click(s.anywhere()) }},
	{"menu", 2, func(s *soak) { s.p.RightClick(s.anywhere()) }},
	{"drag", 2, func(s *soak) {
		x, y := s.anywhere()
		x1, y1 := s.anywhere()
		s.p.Drag(x, y, x1, y1)
	}},
	{"read", 8, (*soak).read},
	{"tag a passage", 8, (*soak).tag},
	{"undo", 8, func(s *soak) { s.some(4, "ctrl+z") }},
	{"redo", 3, func(s *soak) { s.some(3, "ctrl+shift+z") }},
	{"search", 8, (*soak).search},
	{"ask", 4, (*soak).ask},
	{"filter", 6, (*soak).filter},
	{"act on findings", 6, (*soak).act4},
	{"insights", 5, (*soak).insights},
	{"memo", 2, (*soak).memo},
	{"themes", 4, (*soak).themes},
	{"propose themes", 2, (*soak).propose},
	{"study", 4, (*soak).study},
	{"find and tag", 2, func(s *soak) {
		s.p.Keys("ctrl+shift+f")
		s.rest()
		s.p.Keys("ctrl+a")
		s.p.Type(s.one(soakWords...))
		s.rest()
		s.p.Keys("Escape", "j", "j", "n")
	}},
	{"look", 2, func(s *soak) { s.palette(s.one("Dark", "Light")) }},
	{"size of letters", 1, func(s *soak) {
		s.p.Keys("ctrl+equal")
		s.rest()
		s.p.Keys("ctrl+minus")
	}},
	{"rail", 2, func(s *soak) { s.p.Keys("ctrl+b") }},
	{"shortcuts", 2, func(s *soak) { s.p.Keys("question") }},
	{"help", 2, func(s *soak) { s.p.Keys("F1") }},
	{"resize", 4, func(s *soak) {
		size := soakSizes[s.dice.IntN(len(soakSizes))]
		s.resize(size[0], size[1])
	}},
	{"import", 2, (*soak).bring},
	{"coded data", 1, func(s *soak) {
		s.tidy()
		s.palette("Export coded data")
		s.through("job done Export coded data", 4)
	}},
	{"project", 1, func(s *soak) {
		s.study()
		s.tidy()
		s.palette("Export the study as a project")
		s.through("job done Export project", 4)
	}},
	{"report", 2, func(s *soak) { s.report(reportY) }},
	{"sheet", 1, func(s *soak) { s.report(metricsY) }},
	{"back up", 1, func(s *soak) {
		s.tidy()
		s.palette("Back up")
		s.through("job done Back", 3)
	}},
}

// soakPlaces are commands that lead to screens and dialogs without a key of their own.
var soakPlaces = []string{"Across studies", "Product metrics", "UX measures", "UX measures: compare", "Recruitment", "Recruitment: quotas", "Consent", "History", "Tools",
	"Codebook health", "Guide: which", "Moderation", "Retention and erasure", "Duplicate findings", "Duplicates among people", "Fields of people", "Have we asked",
	"Vault", "Which studies use", "Playbook", "Rules of the programme", "Edit the study", "Redact personal data", "Import a project", "Import codebook", "Merge another", "Two interviews side",
	"Search everything", "Find personal data", "Suggest tags"}

var soakWords = []string{"price", "setup", "invitation", "export", "team", "people", "money", "report", "help", "slow"}

// read opens an interview and goes through it.
func (s *soak) read() {
	s.p.Keys("ctrl+2")
	s.rest()
	s.some(30, "Down")
	s.p.Keys("Return")
	s.rest()
	for range 3 + s.dice.IntN(10) {
		s.p.Keys(s.one("j", "j", "k", "Next", "Down", "n"))
	}
	if s.dice.IntN(3) == 0 {
		s.p.Keys(s.one("ctrl+Tab", "ctrl+w", "ctrl+backslash"))
	}
}

// tag marks words of an interview.
func (s *soak) tag() {
	s.read()
	s.p.DoubleClick(s.p.Width/3+s.dice.IntN(s.p.Width/5), 180+s.dice.IntN(s.p.Height-300))
	s.rest()
	s.p.Keys("t")
	s.rest()
	s.p.Type("Soak " + s.one("one", "two", "three", "four", "five"))
	s.rest()
	s.p.Keys("Return")
}

// search asks in the palette and follows an answer now and then.
func (s *soak) search() {
	s.p.Keys("ctrl+k")
	s.rest()
	s.p.Type(s.one(soakWords...))
	if s.dice.IntN(2) == 0 {
		s.p.Type(" " + s.one(soakWords...))
	}
	s.rest()
	s.some(6, "Down")
	if s.dice.IntN(2) == 0 {
		s.p.Keys("Return")
	}
}

// ask puts a question to everything.
func (s *soak) ask() {
	s.p.Keys("ctrl+shift+k")
	s.rest()
	s.p.Keys("ctrl+a")
	s.p.Type("people who " + s.one("gave up", "asked for help", "paid", "left") + " because of " + s.one(soakWords...))
	s.rest()
	s.some(8, "Down")
	if s.dice.IntN(2) == 0 {
		s.p.Keys("Return")
	}
}

// filter narrows the table of findings, by words, by a value, or by a clause.
func (s *soak) filter() {
	s.p.Keys("ctrl+4")
	s.rest()
	switch s.dice.IntN(3) {
	case 0:
		s.p.Keys("slash")
		s.p.Type(s.one(soakWords...))
	case 1:
		s.p.Keys("f")
		s.rest()
		s.p.Type(s.one("pl", "ad", "ne", "ow", "en"))
		s.rest()
		s.p.Keys("Return")
	case 2:
		s.p.Keys("q")
	}
	s.rest()
	s.p.Keys("Escape")
	s.some(5, "Down")
	s.rest()
	s.p.Keys("ctrl+4") // without the filter again
}

// act4 does something to some findings.
func (s *soak) act4() {
	s.p.Keys("ctrl+4")
	s.rest()
	for range 1 + s.dice.IntN(5) {
		s.p.Keys("j", "x")
	}
	switch s.dice.IntN(4) {
	case 0:
		s.p.Keys("s")
	case 1:
		s.p.Keys(s.one("plus", "minus", "equal"))
	case 2:
		s.p.Keys("t")
		s.rest()
		s.p.Type("Soak " + s.one("one", "two", "three"))
		s.rest()
		s.p.Keys("Return")
	case 3:
		s.p.Keys("n")
		s.rest()
		s.p.Type("noted")
		s.p.Keys("ctrl+Return")
	}
}

// insights goes through claims and their evidence, and changes a stance.
func (s *soak) insights() {
	s.p.Keys("ctrl+6")
	s.rest()
	s.some(8, "Down")
	s.rest()
	s.p.Keys(s.one("v", "p", "f", "c", "a"))
	s.rest()
	s.away()
	s.p.Keys("j", "j", s.one("1", "2", "3", "4", "5", "6"))
}

func (s *soak) memo() {
	s.p.Keys("ctrl+7")
	s.rest()
	s.p.Keys("n")
	s.rest()
	s.p.Type("A thought about " + s.one(soakWords...))
	s.p.Keys("Return")
	s.p.Type("It was said more than once.")
}

// themes looks at themes in each way and locks one.
func (s *soak) themes() {
	s.p.Keys("ctrl+5")
	s.rest()
	s.some(4, "v")
	s.rest()
	s.some(6, "Down")
	if s.dice.IntN(3) == 0 {
		s.p.Keys("l")
	}
}

// propose has themes proposed for one study, cuts them finer and coarser, accepts them or not.
func (s *soak) propose() {
	s.study()
	s.p.Keys("ctrl+5")
	s.rest()
	from := len(s.p.Events())
	s.p.Keys("p")
	if s.wait(from, "job", 5*time.Second) == "" { // the study has nothing to group
		return
	}
	s.wait(from, "job done Propose themes", 5*time.Minute)
	s.rest()
	s.some(6, "plus")
	s.some(3, "minus")
	s.rest()
	if s.dice.IntN(2) == 0 {
		s.p.Keys("a")
	}
	s.rest()
}

// study changes to one study, or to all.
func (s *soak) study() {
	s.palette(s.one(s.studies...))
}

// bring imports a file and takes it back.
func (s *soak) bring() {
	s.study()
	s.resize(wide, high)
	s.rest()
	s.p.Keys("ctrl+i")
	s.rest()
	s.p.Click(chooseX, chooseY)
	s.rest()
	s.p.Type(s.texts[s.dice.IntN(len(s.texts))])
	s.p.Keys("Return")
	s.rest()
	from := len(s.p.Events())
	s.p.Click(primaryX, primaryY)
	s.wait(from, "job done Import", time.Minute)
	s.rest()
	s.away()
	s.p.Keys("ctrl+1")
	s.rest()
	s.p.Keys("ctrl+z")
}

// report writes a report or a sheet of one study.
func (s *soak) report(y int) {
	s.study()
	s.tidy()
	s.resize(wide, high)
	s.p.Keys("ctrl+9")
	s.rest()
	s.p.Click(saveX, y)
	s.rest()
	s.through("job done Write", 2)
	s.rest()
}

// tidy removes what was written before.
func (s *soak) tidy() {
	old, _ := filepath.Glob(filepath.Join(s.p.Home, "Documents", "*")) // the pattern is ours
	for _, path := range old {
		if path != s.workspace {
			_ = os.Remove(path)
		}
	}
}
