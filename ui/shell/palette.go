package shell

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/fold"
	"throughline/app/search"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// hitsOfAKind is how many search results of each kind the palette shows.
const hitsOfAKind = 4

// searchPause is how long typing rests before the workspace is searched, by words and then by meaning.
const searchPause = 60 * time.Millisecond

// maxRecent is how many places the palette remembers.
const maxRecent = 6

// ShowPalette opens the search: screens, commands and studies at once, then what has the words, then what is like them. What comes later stands
// below what is there.
func (s *Shell) ShowPalette() {
	c := s.p.Window.Canvas()
	if c.Overlays().Top() != nil {
		return
	}
	base := s.Offers()
	var picker *kit.Picker
	stop := func() {}
	cancel := func() {
		stop()
		s.hits.Cancel()
		s.like.Cancel()
	}
	picker = kit.NewPicker(say.T("Search or jump to…"), 620, func(q string) []kit.PickItem {
		cancel()
		asks := len(strings.TrimSpace(q)) >= 2 && s.p.Services.Search != nil
		if picker != nil {
			picker.SetBusy(asks)
		}
		if asks {
			stop = s.stage.After(searchPause, func() { s.searchFor(q, picker) })
		}
		if strings.TrimSpace(q) == "" {
			return inGroups(append(slices.Clone(s.recent), base...), say.T("Recent"), say.T("Saved searches"), say.T("Go to"), say.T("Do"), say.T("Studies"))
		}
		return append(grouped(loosened(kit.Match(q, base))), s.chaptersFor(q)...)
	})
	picker.OnClose = func() {
		cancel()
		s.saved.Cancel()
	}
	if saved := s.p.Services.Saved; saved != nil {
		study := s.study
		s.saved.Load(func(ctx context.Context) ([]app.View, error) { return saved(ctx, study) }, func(all []app.View, err error) {
			for _, v := range all {
				base = append(base, kit.PickItem{Text: v.Name, Icon: icons.Search, Detail: say.T("saved search"), Group: say.T("Saved searches"), Run: func() { s.Go(kit.OpenSearch(v.ID)) }})
			}
			if err == nil && len(all) > 0 && strings.TrimSpace(picker.Query()) == "" {
				picker.Append(base[len(base)-len(all):]...)
			}
		})
	}
	picker.ShowTop(c)
}

// Offers are the screens, commands and studies that the palette knows without asking the workspace.
func (s *Shell) Offers() []kit.PickItem {
	var items []kit.PickItem
	for _, c := range s.commands() {
		if c.Off || c.Hidden {
			continue
		}
		group := say.T("Do")
		if c.Group == say.T("Go") {
			group = say.T("Go to")
		}
		items = append(items, kit.PickItem{Text: c.Title, Icon: c.Icon, Key: keyText(c), Group: group, Also: also(c.Title), Last: c.Grave, Run: c.Run})
	}
	if len(s.studies) > 1 {
		items = append(items, kit.PickItem{Text: say.T("All studies"), Icon: icons.Studies, Group: say.T("Studies"), Run: func() { s.Go(kit.Route{Study: kit.AllStudies}) }})
	}
	for _, st := range s.studies {
		it := s.top.item(st)
		it.Group, it.Detail = say.T("Studies"), say.T("study")
		items = append(items, it)
	}
	return inGroups(items, say.T("Go to"), say.T("Do"), say.T("Studies"))
}

// chaptersFor are the chapters of the user guide that match what was typed. They stand below screens and commands, which are meant more often.
func (s *Shell) chaptersFor(q string) []kit.PickItem {
	found := loosened(kit.Match(q, s.p.Guide))
	found = found[:min(len(found), hitsOfAKind)]
	for i := range found {
		found[i].Group, found[i].Icon = say.T("User guide"), icons.Help
	}
	return found
}

// loosened marks what has the letters of a query only here and there: Enter does not run a command that somebody mistyped into another.
func loosened(items []kit.PickItem) []kit.PickItem {
	for i := range items {
		items[i].Loose = kit.Scattered(items[i])
	}
	return items
}

// grouped brings items of a group together, groups in the order of their first item.
func grouped(items []kit.PickItem) []kit.PickItem {
	var order []string
	seen := map[string]bool{}
	for _, it := range items {
		if !seen[it.Group] {
			seen[it.Group] = true
			order = append(order, it.Group)
		}
	}
	return inGroups(items, order...)
}

// inGroups sorts items into the order of groups, stable.
func inGroups(items []kit.PickItem, order ...string) []kit.PickItem {
	var out []kit.PickItem
	for _, g := range order {
		for _, it := range items {
			if it.Group == g {
				out = append(out, it)
			}
		}
	}
	return out
}

// searchFor asks the workspace and adds what it finds to the palette: what has the words, then what is like them, then the way to all of it.
func (s *Shell) searchFor(q string, picker *kit.Picker) {
	find, study := s.p.Services.Search, s.study
	known := map[app.Ref]bool{}
	s.hits.Load(func(ctx context.Context) ([]kit.PickItem, error) {
		groups, err := find.Search(ctx, q, study, hitsOfAKind)
		if err != nil {
			return nil, err
		}
		var items []kit.PickItem
		for _, g := range namedFirst(groups, q) {
			for _, h := range g.Hits {
				known[app.Ref{Kind: h.Kind, ID: h.ID}] = true
				items = append(items, s.hitItem(say.Sentence(g.Title), h))
			}
		}
		return items, nil
	}, func(items []kit.PickItem, err error) {
		if picker.Query() != q {
			return
		}
		if err != nil {
			picker.SetBusy(false)
			s.Fail(err)
			return
		}
		picker.Append(items...)
		s.alikeFor(q, known, picker)
	})
}

// alikeFor adds what is like a question but has other words, and the way to all answers.
func (s *Shell) alikeFor(q string, known map[app.Ref]bool, picker *kit.Picker) {
	find, study := s.p.Services.Search, s.study
	s.like.Load(func(ctx context.Context) ([]kit.PickItem, error) {
		a, err := find.Answer(ctx, search.Question{SearchQuery: app.SearchQuery{Text: q, Study: study, Limit: hitsOfAKind}, Mode: search.Meaning})
		var items []kit.PickItem
		for _, g := range a.Groups {
			for _, r := range g.Results {
				if !known[r.Ref()] {
					it := s.hitItem(say.T("%s like this", say.Sentence(g.Title)), r.Hit)
					it.Loose = true
					items = append(items, it)
				}
			}
		}
		return items, err
	}, func(items []kit.PickItem, err error) {
		if picker.Query() != q {
			return
		}
		if err != nil {
			s.Fail(err)
		}
		if s.find(kit.Search) != nil {
			all := kit.PickItem{Text: say.T("See all results for “%s”", strings.TrimSpace(q)), Icon: icons.Search, Group: say.T("All answers"), Key: s.KeysOf("search-everything"),
				Run: func() { s.Go(kit.SearchFor(strings.TrimSpace(q))) }}
			if items = append(items, all); picker.Idle() { // Enter asks for what was typed, never for what is only like it
				items = append([]kit.PickItem{all}, items[:len(items)-1]...)
			}
		}
		picker.Append(items...)
		picker.SetBusy(false)
	})
}

// remember keeps where the palette led.
func (s *Shell) remember(it kit.PickItem) {
	it.Group, it.Marks, it.Loose = say.T("Recent"), nil, false
	s.recent = slices.DeleteFunc(s.recent, func(o kit.PickItem) bool { return o.Text == it.Text && o.Detail == it.Detail })
	s.recent = append([]kit.PickItem{it}, s.recent...)
	s.recent = s.recent[:min(maxRecent, len(s.recent))]
}

// namedFirst puts the kinds first of which something bears a name that begins with what was typed; the order is kept otherwise.
func namedFirst(groups []search.Group, q string) []search.Group {
	q = fold.Text(strings.TrimSpace(q))
	rank := func(g search.Group) int {
		if slices.ContainsFunc(g.Hits, func(h app.Hit) bool { return strings.HasPrefix(fold.Text(h.Title), q) && named(h.Kind) }) {
			return 0
		}
		return 1
	}
	out := slices.Clone(groups)
	slices.SortStableFunc(out, func(a, b search.Group) int { return rank(a) - rank(b) })
	return out
}

// named reports whether the title of a hit is its own name, not that of the interview it stands in.
func named(k app.Kind) bool {
	return k != app.KindTranscript && k != app.KindFinding && k != app.KindMemo
}

func (s *Shell) hitItem(group string, h app.Hit) kit.PickItem {
	it := kit.PickItem{Text: h.Title, Detail: say.Sentence(h.Detail), Group: group, Icon: kit.KindIcon(h.Kind)}
	if h.Snippet != "" && (h.Kind == app.KindTranscript || h.Kind == app.KindFinding) {
		it.Text, it.Marks, it.Detail = oneLine(h.Snippet), h.Marks, h.Title
	}
	it.Run = func() {
		s.remember(it)
		s.Go(RouteTo(h))
	}
	return it
}

// oneLine replaces line feeds by spaces, byte for byte, so that marks stay true.
func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

// ShowShortcuts opens the sheet of keys: those of this screen first, then those that work everywhere.
func (s *Shell) ShowShortcuts() {
	c := s.p.Window.Canvas()
	if c.Overlays().Top() != nil {
		return
	}
	columns := []fyne.CanvasObject{keyColumn(say.T("Everywhere"), s.everywhere())}
	if s.page != nil && len(s.page.Keys) > 0 {
		columns = append([]fyne.CanvasObject{keyColumn(s.page.Title, s.asChosen(s.page.Keys))}, columns...)
	}
	d := kit.NewDialog(say.T("Keyboard shortcuts"), 340*float32(len(columns))+40, 620)
	d.SetContent(kit.Scroll(kit.Inset(kit.Columns(kit.Space6, nil, columns...), 0, kit.Space3, 0, 0)))
	d.SetActions([]fyne.CanvasObject{kit.NewText(say.T("? opens this sheet on every screen, F1 the chapter of the guide about it."), kit.Small)}, kit.NewButton(say.T("Close"), kit.Secondary, d.Hide))
	d.Show(c)
}

// everywhere lists the keys of commands, which act on every screen: a second shortcut stands beside the first.
func (s *Shell) everywhere() []kit.KeyHelp {
	var all []kit.KeyHelp
	list := s.commands()
	places := 0
	for _, cmd := range list {
		if cmd.Shortcut == (Shortcut{}) || cmd.Hidden {
			continue
		}
		if isPlace(cmd) {
			places++ // they have one line together
			continue
		}
		keys := cmd.Shortcut.String()
		for _, second := range list {
			if second.Hidden && second.ID != "" && second.ID == cmd.ID && second.Shortcut != (Shortcut{}) {
				keys += ", " + second.Shortcut.String()
			}
		}
		all = append(all, kit.KeyHelp{Keys: keys, Does: plainTitle(cmd.Title)})
	}
	if places > 0 {
		all = append(all, kit.KeyHelp{Keys: fmt.Sprintf("Ctrl 1–%d", min(9, len(s.places()))), Does: say.T("Go to a screen, in the order of the rail")})
	}
	return all
}

// isPlace reports whether a command goes to a screen by the digit it comes with.
func isPlace(c Command) bool {
	_, err := strconv.Atoi(string(c.Shortcut.Key))
	return err == nil && c.Shortcut == c.Usual && strings.HasPrefix(c.ID, "go-")
}

// KeyTables calls table with the keys that act everywhere, then with those of each screen that has some, in the order of the rail.
func (s *Shell) KeyTables(table func(title string, keys []kit.KeyHelp)) {
	table(say.T("Everywhere"), s.everywhere())
	for _, p := range s.pages {
		if len(p.Keys) > 0 {
			table(p.Title, s.asChosen(p.Keys))
		}
	}
}

func keyColumn(title string, keys []kit.KeyHelp) fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewText(title, kit.Strong)}
	for _, k := range keys {
		rows = append(rows, kit.HStack(kit.Space3, kit.Grow(kit.NewParagraph(k.Does, kit.Body)), kit.NewKeyHint(k.Keys)))
	}
	return kit.VStack(kit.Space2, rows...)
}
