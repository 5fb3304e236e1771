package memos

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// shownPicks is how many names the picker lists; more would not be looked through.
const shownPicks = 30

// quickPicks is how many names are compared within a frame: 15,000 took 30 ms on a shared machine.
const quickPicks = 3000

// searchPause is how long typing rests before passages are searched.
const searchPause = 120 * time.Millisecond

// pickLink lists everything a memo can link to, under the caret of a field, beginning with the words typed so far. done runs when
// the picker closes, with the words that stand in it and whether something was taken; then chosen runs with that.
func (s *Screen) pickLink(f *kit.GrowingField, words string, done func(typed string, took bool), chosen func(app.Named)) {
	c := kit.CanvasOf(s.root)
	if c == nil {
		done(words, false)
		return
	}
	var all []kit.PickItem
	var known []app.Named
	var picker *kit.Picker
	ended := false // by the brackets that were typed
	stop := func() {}
	item := func(n app.Named, detail string) kit.PickItem {
		return kit.PickItem{Text: n.Name, Detail: detail, Icon: kit.KindIcon(n.Kind), Run: func() { chosen(n) }}
	}
	picker = kit.NewPicker(say.T("Link to a tag, theme, insight, person, interview, study, memo or passage"), 440, func(q string) []kit.PickItem {
		stop()
		var found []kit.PickItem
		if len(all) <= quickPicks {
			found = kit.Match(q, all)
		} else {
			s.matching(q, all, picker)
		}
		if len(strings.TrimSpace(q)) >= 3 {
			stop = task.After(searchPause, func() {
				s.model.Passages(q, func(hits []app.Hit) {
					if picker.Query() != q {
						return
					}
					for _, h := range hits {
						n := app.Named{Ref: app.Ref{Kind: h.Kind, ID: h.ID}, Name: strings.Join(strings.Fields(h.Snippet), " "), Study: h.Study, Interview: h.Interview, Span: h.Span}
						picker.Append(item(n, h.Title))
					}
				})
			})
		}
		found = found[:min(len(found), shownPicks)]
		if name := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(q, "]"), "]")); name != "" {
			byName := app.Named{Name: name}
			if strings.HasSuffix(q, "]]") { // typed on without looking; at once, so that the next letter reaches the field
				ended = true
				picker.OnClose()
				chosen(called(name, known))
				return nil
			}
			found = append(found, kit.PickItem{Text: "[[" + name + "]]", Detail: say.T("by name"), Muted: true, Run: func() { chosen(byName) }})
		}
		return found
	})
	picker.OnClose = f.Focus
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f).Add(f.CursorPosition()).AddXY(0, 28)
	picker.ShowAt(c, at).OnHide = func() { // a click beside the picker closes it as well
		stop()
		done(picker.Query(), ended || picker.Chosen())
	}
	if words != "" {
		picker.Type(words)
	}
	s.model.Names(func(names []app.Named, err error) {
		if err != nil {
			s.tell(err)
			return
		}
		known, all = names, make([]kit.PickItem, 0, len(names))
		for _, n := range names {
			if n.Name != "" {
				all = append(all, item(n, wordOf(n.Kind)))
			}
		}
		picker.SetItems(picker.Find(picker.Query()))
	})
}

// matching compares very many names beside the window and shows those that match before what the picker has.
func (s *Screen) matching(q string, all []kit.PickItem, picker *kit.Picker) {
	s.match.Load(func(context.Context) ([]kit.PickItem, error) {
		found := kit.Match(q, all)
		return found[:min(len(found), shownPicks)], nil
	}, func(found []kit.PickItem, _ error) {
		if picker.Query() == q {
			picker.SetItems(append(found, picker.Items()...))
		}
	})
}

// called returns what is known by a name, or a link by that name.
func called(name string, known []app.Named) app.Named {
	for _, n := range known {
		if strings.EqualFold(n.Name, name) {
			return n
		}
	}
	return app.Named{Name: name}
}

// goPick lists where the memo leads and where it is mentioned.
func (s *Screen) goPick() {
	p, c := s.model.Page, kit.CanvasOf(s.root)
	if p == nil || c == nil {
		return
	}
	var items []kit.PickItem
	if p.Place.Ref != (app.Ref{}) && !p.Gone {
		items = append(items, kit.PickItem{Text: p.Place.Name, Detail: say.T("stands on"), Icon: kit.KindIcon(p.Place.Kind), Run: func() { s.follow(p.Place) }})
	}
	seen := map[app.Ref]bool{}
	for _, l := range app.Links(p.Text()) {
		if n, ok := p.Targets.Of(l); ok && !seen[n.Ref] {
			seen[n.Ref] = true
			items = append(items, kit.PickItem{Text: n.Name, Detail: wordOf(n.Kind), Icon: kit.KindIcon(n.Kind), Run: func() { s.follow(n) }})
		}
	}
	for _, r := range p.Backlinks {
		items = append(items, kit.PickItem{Text: r.Name(), Detail: say.T("mentions this memo"), Icon: icons.Note, Run: func() { s.model.Select(r.ID) }})
	}
	kit.NewPicker(say.T("Go to"), 440, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(c)
}
