package help_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"throughline/docs"
	"throughline/ui/help"
	"throughline/ui/kit"
	"throughline/ui/say"
)

func page(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// small is a guide of three pages.
func small() fs.FS {
	return fstest.MapFS{
		"guide/README.md": page("# The guide\n\nSee [elsewhere](tags.md).\n\n## Chapters\n\n### Begin\n\n- [Tags](tags.md): how to tag\n\n### More\n\n- [Figures](../QUALITY.md): what was measured\n\n## End\n\n- [No chapter](gone.md)\n"),
		"guide/tags.md":   page("# Tags\n\nA tag names what a passage is about.\n\n## Undo a tag\n\nPress Ctrl Z. Köln stays. See [merging](#merge) and [figures](../QUALITY.md#themes), [the web](https://example.com), [no page](gone.md).\n\n## Merge\n\nTwo become one.\n"),
		"QUALITY.md":      page("# Figures\n\n## Themes\n\n| what | how good |\n|--|--|\n| undo of themes | 0.8 |\n"),
	}
}

func read(t *testing.T, files fs.FS) *help.Book { return readIn(t, files, say.English) }

func readIn(t *testing.T, files fs.FS, language string) *help.Book {
	t.Helper()
	b, err := help.ReadBook(files, language)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// languages are those of the guide.
var languages = []string{say.English, say.German, say.Spanish}

func TestReadBook_TakesTheChaptersFromTheContents(t *testing.T) {
	var got []string
	for _, c := range read(t, small()).Chapters {
		got = append(got, c.Group+"/"+c.Title+"/"+c.File)
	}
	if want := "/The guide/guide/README.md Begin/Tags/guide/tags.md More/Figures/QUALITY.md"; strings.Join(got, " ") != want {
		t.Errorf("chapters %q, want %q", got, want)
	}
}

func TestReadBook_FailsWithoutAPage(t *testing.T) {
	files := small().(fstest.MapFS)
	delete(files, "guide/tags.md")
	if _, err := help.ReadBook(files, say.English); err == nil {
		t.Error("a guide without one of its pages was read")
	}
}

// TestReadBook_TakesPagesOfALanguageUnderTheirEnglishNames reads a guide of which one page is translated.
func TestReadBook_TakesPagesOfALanguageUnderTheirEnglishNames(t *testing.T) {
	files := small().(fstest.MapFS)
	files["guide/de/README.md"] = page("# Die Anleitung\n\nSiehe [anderswo](tags.md).\n\n## Kapitel\n\n### Beginnen\n\n- [Tags](tags.md): taggen\n\n### Mehr\n\n- [Werte](../../QUALITY.md): was gemessen wurde\n\n## Ende\n\n- [Kein Kapitel](gone.md)\n")
	b := readIn(t, files, say.German)
	first := b.Page("guide/README.md")
	if first.From != "guide/de/README.md" || !first.Translated() || first.Title != "Die Anleitung" {
		t.Errorf("the contents are %q of %s", first.Title, first.From)
	}
	if p := b.Page("guide/tags.md"); p == nil || p.Translated() || p.Block("merge") == 0 {
		t.Errorf("the page without a translation is %+v", p)
	}
	if at, own := first.Block("chapters"), first.Block("kapitel"); at == 0 || at != own {
		t.Errorf("the chapters stand in block %d by their English name, %d by their own", at, own)
	}
	for _, c := range []struct{ link, file string }{{"tags.md", "guide/tags.md"}, {"../../QUALITY.md", "QUALITY.md"}, {"#kapitel", "guide/README.md"}} {
		if file, _, ok := b.Follow("guide/README.md", c.link); !ok || file != c.file {
			t.Errorf("%s leads to %q, %v", c.link, file, ok)
		}
	}
	var got []string
	for _, c := range b.Chapters {
		got = append(got, c.Group+"/"+c.Title+"/"+c.File)
	}
	if want := "/Die Anleitung/guide/README.md Beginnen/Tags/guide/tags.md Mehr/Werte/QUALITY.md"; strings.Join(got, " ") != want {
		t.Errorf("chapters %q, want %q", got, want)
	}
	if hits := b.Find("gemessen"); len(hits) != 1 || hits[0].File != "guide/README.md" {
		t.Errorf("found %+v", hits)
	}
}

func TestFollow(t *testing.T) {
	b := read(t, small())
	for _, c := range []struct {
		name, from, link, file, heading string
		ok                              bool
	}{
		{"a page", "guide/README.md", "tags.md", "guide/tags.md", "", true},
		{"a heading here", "guide/tags.md", "#merge", "guide/tags.md", "merge", true},
		{"a page beside the guide", "guide/tags.md", "../QUALITY.md#themes", "QUALITY.md", "themes", true},
		{"no page", "guide/tags.md", "gone.md", "", "", false},
		{"an address", "guide/tags.md", "https://example.com/tags.md", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, heading, ok := b.Follow(c.from, c.link)
			if ok != c.ok || ok && (file != c.file || heading != c.heading) {
				t.Errorf("Follow() = %q, %q, %v", file, heading, ok)
			}
		})
	}
}

func TestFind(t *testing.T) {
	b := read(t, small())
	for _, c := range []struct{ name, query, want string }{
		{"nothing", "  ", ""},
		{"no such word", "giraffe", ""},
		{"the title and headings come first", "tag", "Tags/ Tags/Undo a tag The guide/Begin"},
		{"a heading before a text", "undo", "Tags/Undo a tag Figures/Themes"},
		{"words by how they begin, without accents", "kol", "Tags/Undo a tag"},
		{"all words before some", "undo themes", "Figures/Themes"},
		{"some words where no part has all", "merg giraffe", "Tags/Merge Tags/Undo a tag"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, h := range b.Find(c.query) {
				got = append(got, h.Title+"/"+h.Section)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("Find() = %q, want %q", strings.Join(got, " "), c.want)
			}
		})
	}
}

func TestFind_MarksTheWordsOfTheExcerpt(t *testing.T) {
	files := small().(fstest.MapFS)
	files["guide/tags.md"] = page("# Tags\n\n" + strings.Repeat("Many words stand here. ", 20) + "Then the Wörd comes. " + strings.Repeat("More follow. ", 40))
	hits := read(t, files).Find("word comes")
	if len(hits) == 0 || hits[0].File != "guide/tags.md" {
		t.Fatalf("found %+v", hits)
	}
	h := hits[0]
	var marked []string
	for _, m := range h.Marks {
		marked = append(marked, h.Said[m.Start:m.End])
	}
	if len(h.Said) > 200 || !slices.Contains(marked, "words") {
		t.Errorf("%q with %q marked", h.Said, marked)
	}
}

// TestGuide_EveryScreenHasItsChapter holds the real guide to the screens.
func TestGuide_EveryScreenHasItsChapter(t *testing.T) {
	b := read(t, docs.Files)
	for _, s := range []kit.Screen{kit.Home, kit.Settings, kit.Interviews, kit.Reader, kit.Codebook, kit.Findings, kit.Themes, kit.Insights, kit.Memos, kit.People, kit.Reports, kit.AutoCode,
		kit.History, kit.Search, kit.Across, kit.Recruitment, kit.Consent, kit.Playbook, kit.Redaction, kit.StudySheet, kit.Backups, kit.Analysis, kit.Measures} {
		file := help.ChapterOn(s)
		if file == "guide/README.md" || b.Page(file) == nil {
			t.Errorf("%s has no chapter (%s)", s, file)
		}
	}
	if got := help.ChapterOn(kit.Help); got != "guide/README.md" {
		t.Errorf("about the guide itself stands %s", got)
	}
}

// TestGuide_EveryPageIsAChapter finds pages that nobody is led to.
func TestGuide_EveryPageIsAChapter(t *testing.T) {
	names, err := fs.Glob(docs.Files, "guide/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range languages {
		b := readIn(t, docs.Files, language)
		for _, name := range names {
			p := b.Page(name)
			if p == nil {
				t.Errorf("%s: %s is not in the contents", language, name)
				continue
			}
			if p.Title == name || len(p.Blocks) < 3 {
				t.Errorf("%s: %s has no title or says nothing", language, name)
			}
			if p.Translated() != (language != say.English && name != "guide/commands.md") {
				t.Errorf("%s: %s was read from %s", language, name, p.From)
			}
			for _, l := range p.Links() {
				if _, _, ok := b.Follow(name, l.Link); !ok && strings.HasSuffix(path.Ext(l.Link), ".md") && !strings.HasPrefix(l.Link, "../") {
					t.Errorf("%s: %s leads to %s, which is not in the program", language, name, l.Link)
				}
			}
		}
	}
}

func TestModel_OpensWhatARouteNames(t *testing.T) {
	m, await := newModel(t, docs.Files)
	for _, c := range []struct {
		name  string
		route kit.Route
		file  string
		block bool
	}{
		{"nothing opens the contents", kit.Route{Screen: kit.Help}, "guide/README.md", false},
		{"a screen opens its chapter", kit.HelpOn(kit.Themes), "guide/themes.md", false},
		{"nothing stays where one was", kit.Route{Screen: kit.Help}, "guide/themes.md", false},
		{"a page and a heading", kit.HelpPage("guide/README.md", "chapters"), "guide/README.md", true},
		{"the guide itself opens the contents", kit.HelpOn(kit.Help), "guide/README.md", false},
		{"what is not there stays where one was", kit.HelpPage("guide/gone.md", ""), "guide/README.md", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			m.Open(c.route)
			await(func() bool { return m.Page != nil && m.Page.File == c.file })
			if (m.Block > 0) != c.block {
				t.Errorf("block %d is brought into sight", m.Block)
			}
		})
	}
}

func TestModel_SearchesAndComesBackToTheChapters(t *testing.T) {
	m, await := newModel(t, docs.Files)
	m.Open(kit.Route{})
	m.Search("kappa")
	await(func() bool { return len(m.Hits) > 0 })
	if !m.Searching() {
		t.Error("hits are not shown")
	}
	h := m.Hits[0]
	m.Show(h)
	if m.Page.File != h.File || m.Block != h.Block {
		t.Errorf("%s at %d is shown, want %s at %d", m.Page.File, m.Block, h.File, h.Block)
	}
	m.Search("")
	await(func() bool { return len(m.Hits) == 0 })
	if m.Searching() {
		t.Error("the chapters do not come back")
	}
}

func TestGuide_HasTheTopicsThatScreensLeadTo(t *testing.T) {
	for _, language := range languages {
		b := readIn(t, docs.Files, language)
		for _, topic := range kit.HelpTopics {
			file, heading, _ := strings.Cut(topic.Route().ID, "#")
			if p := b.Page(file); p == nil || p.Block(heading) == 0 {
				t.Errorf("%s: there is no %s in %s", language, heading, file)
			}
		}
	}
}
