// Package help shows the user guide: its chapters, one page, and what of it has the words that are looked for.
package help

import (
	"context"
	"io/fs"
	"strings"

	"throughline/ui/kit"
	"throughline/ui/task"
)

// Model is the state of the screen. It belongs to the UI goroutine.
type Model struct {
	Files    fs.FS  // the pages and pictures, as package docs holds them
	Language string // of the window; what is not translated is read in English
	OnChange func()

	Err   error
	Query string
	Hits  []Hit // for Query
	Page  *Page // nil while the book is read
	Block int   // which block of Page to bring into sight
	Turn  int   // counts the pages shown, so that a view knows when one is to be shown anew

	book *Book
	next kit.Route // to open once the book is read
	load task.Latest[*Book]
	find task.Latest[[]Hit]
}

// Open shows the page that a route names: of a screen its chapter, else a file, else the one shown last.
func (m *Model) Open(r kit.Route) {
	m.next = r
	if m.book != nil {
		m.open()
		return
	}
	files, language := m.Files, m.Language
	m.load.Load(func(context.Context) (*Book, error) { return ReadBook(files, language) }, func(b *Book, err error) {
		m.Err, m.book = err, b
		if err == nil {
			m.open()
			m.Search(m.Query)
			return
		}
		m.changed()
	})
}

func (m *Model) open() {
	file, heading, _ := strings.Cut(m.next.ID, "#")
	if screen, ok := m.next.HelpScreen(); ok { // asked for anew, not gone on with
		file, m.Query, m.Hits = ChapterOn(screen), "", nil
		m.find.Cancel()
	}
	page := m.book.Page(file)
	switch {
	case page != nil:
		m.Page = page
	case m.Page == nil:
		m.Page = m.book.Page(contents)
	default:
		return // as it was left
	}
	m.Turn++
	m.Block = m.Page.Block(heading)
	m.changed()
}

// Search looks for words in all pages; "" shows the chapters again. The page stays as it is until a hit is chosen.
func (m *Model) Search(query string) {
	m.Query = query
	book := m.book
	if book == nil {
		return
	}
	m.find.Load(func(context.Context) ([]Hit, error) { return book.Find(query), nil }, func(hits []Hit, _ error) {
		m.Hits = hits
		m.changed()
	})
}

// Searching reports whether hits are listed in place of the chapters.
func (m *Model) Searching() bool { return len(typedWords(m.Query)) > 0 }

// Typed are the words to mark on the page, folded.
func (m *Model) Typed() []string { return typedWords(m.Query) }

// Show brings a hit into sight, on its page.
func (m *Model) Show(h Hit) {
	m.Page, m.Block = m.book.Page(h.File), h.Block
	m.Turn++
	m.changed()
}

// Chapters are all chapters in order; none while the book is read.
func (m *Model) Chapters() []Chapter {
	if m.book == nil {
		return nil
	}
	return m.book.Chapters
}

// At is which of the chapters is shown, -1 for none.
func (m *Model) At() int {
	for i, c := range m.Chapters() {
		if m.Page != nil && c.File == m.Page.File {
			return i
		}
	}
	return -1
}

// Beside is the chapter so many behind the one shown; ok is false beyond the ends.
func (m *Model) Beside(by int) (c Chapter, ok bool) {
	all := m.Chapters()
	if i := m.At() + by; m.At() >= 0 && i >= 0 && i < len(all) {
		return all[i], true
	}
	return Chapter{}, false
}

// Follow says where a link on the page leads.
func (m *Model) Follow(link string) (r kit.Route, ok bool) {
	file, heading, ok := m.book.Follow(m.Page.File, link)
	return kit.HelpPage(file, heading), ok
}

// Close drops what is being read.
func (m *Model) Close() {
	m.load.Cancel()
	m.find.Cancel()
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// ChapterOn is the page about a screen.
func ChapterOn(s kit.Screen) string {
	if name, ok := about[s]; ok {
		return "guide/" + name + ".md"
	}
	return contents
}

var about = map[kit.Screen]string{
	kit.Settings: "settings",
	kit.Home:     "home", kit.Interviews: "documents", kit.Reader: "reading", kit.Codebook: "codebook", kit.Findings: "findings", kit.AutoCode: "find-and-tag",
	kit.Themes: "themes", kit.Across: "across-studies", kit.Insights: "insights", kit.Analysis: "analysis", kit.Measures: "measures", kit.Memos: "memos",
	kit.People: "people", kit.Recruitment: "recruitment", kit.Consent: "consent", kit.Reports: "reports", kit.Playbook: "playbook", kit.StudySheet: "questions",
	kit.History: "history", kit.Search: "search", kit.Redaction: "personal-data", kit.Backups: "backups",
}
