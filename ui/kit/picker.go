package kit

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
)

// PickItem is one line of a Picker.
type PickItem struct {
	Text   string
	Marks  []app.Span // bytes of Text to show bold
	Detail string     // muted, at the end
	Key    string     // a shortcut, shown as a key cap at the end
	Icon   icons.Name
	Dot    Paint
	Group  string // a heading shown above the first item of each group
	Also   string // other words by which it is found, with spaces between; they are not shown
	Last   bool   // cannot be undone: stands behind everything else that is found
	Muted  bool   // "Create tag “doc”"
	Loose  bool   // does not have what was typed: it is run only once it was chosen by hand
	Run    func()
}

// Match keeps the items that match query, best first, marks what matched and leaves the order alone for an empty
// query. The result shares nothing with items.
func Match(query string, items []PickItem) []PickItem {
	type scored struct {
		PickItem
		score int
	}
	var found []scored
	query = strings.Join(strings.Fields(query), " ")
	for _, it := range items {
		s, marks, ok := Fuzzy(query, it.Text)
		if a := alias(query, it); a > s {
			s, marks, ok = a, nil, true
		}
		if ok {
			if it.Marks = marks; it.Last {
				s -= behind
			}
			found = append(found, scored{it, s})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].score > found[j].score })
	out := make([]PickItem, len(found))
	for i, f := range found {
		out[i] = f.PickItem
	}
	return out
}

// How well an item is found by other words than its own: behind a text that begins with what is typed, before one that only has it in the
// middle of a word. What cannot be undone stands behind all that have what was typed, before those that only have its letters.
const (
	aliasScore = 1200
	behind     = 1000
)

// alias scores how well an item matches by words in any order: every word typed begins one of its other words or of its own; 0 for not. Short
// names come first: they are what is most often meant.
func alias(query string, it PickItem) int {
	typed := strings.Fields(strings.ToLower(query))
	if len(typed) == 0 || it.Also == "" && len(typed) == 1 {
		return 0
	}
	words := strings.Fields(strings.ToLower(it.Also + " " + it.Text))
	whole := 0
	for _, t := range typed {
		at := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, t) })
		if at < 0 {
			return 0
		}
		if words[at] == t {
			whole++
		}
	}
	return aliasScore + whole - len(it.Text)
}

// Scattered reports whether an item that Match found has the letters typed only here and there: its pieces are neither the beginnings of words, as "ns" of
// "New study", nor so long that it is likely meant, as "setings" of "Settings".
func Scattered(it PickItem) bool {
	letters, begin := 0, 0
	for _, m := range it.Marks {
		letters += utf8.RuneCountInString(it.Text[m.Start:m.End])
		if r, _ := utf8.DecodeLastRuneInString(it.Text[:m.Start]); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			begin++
		}
	}
	return len(it.Marks) > 1 && begin < len(it.Marks) && letters < 2*len(it.Marks)
}

// Picker is a field above a list that narrows while typing: the tag picker, the study switcher, the command palette.
// Up and Down move, Enter runs the line that is chosen, at first the first one that is not Loose; Escape closes.
type Picker struct {
	widget.BaseWidget
	// Find returns the items for the words typed. It runs on the UI goroutine and must be quick; slow sources call
	// SetItems when they have something.
	Find func(query string) []PickItem
	// Waiting is what an empty list says while a slow source is looking; "" says Searching….
	Waiting string
	// Empty is what a list without items says before anything is typed; "" says Nothing found.
	Empty string
	// Keep lets the picker stay after a choice, so that several can be made; its items are asked for anew.
	Keep bool
	// OnClose runs when Escape is pressed or an item was run.
	OnClose func()

	Entry *Entry
	list  *pickList
	view  *ScrollView
	width float32

	chosen  bool   // an item was run
	waits   bool   // Enter was pressed before there was anything to run: the first item that comes and has what was typed is run
	resized func() // tells the popover that the list has another length
}

// NewPicker makes a picker.
func NewPicker(placeholder string, width float32, find func(query string) []PickItem) *Picker {
	p := &Picker{Find: find, width: width, Entry: NewEntry(placeholder)}
	p.list = &pickList{}
	p.list.ExtendBaseWidget(p.list)
	p.list.run = p.run
	p.list.none = func() string {
		if p.Query() == "" {
			return p.Empty
		}
		return ""
	}
	p.view = Scroll(Inset(p.list, 0, 6, 0, 0)) // the scroll bar stands beside the lines
	p.list.view = p.view
	p.view.OnScrolled(func(float32) { p.list.Refresh() })
	p.Entry.OnChanged = func(q string) { p.SetItems(p.Find(q)) }
	p.Entry.OnSubmitted = func(string) { p.enter() }
	p.Entry.OnKey = p.key
	p.ExtendBaseWidget(p)
	p.SetItems(find(""))
	return p
}

// SetItems shows other items for the words typed.
func (p *Picker) SetItems(items []PickItem) {
	p.list.set(items)
	p.list.at, p.waits = p.list.first(), false
	p.list.Refresh()
	p.view.ScrollTo(0)
	p.Refresh()
	if p.resized != nil {
		p.resized()
	}
}

// SetBusy says whether a slow source is still looking: an empty list says so, and Enter waits for the first item to come that is not Loose.
func (p *Picker) SetBusy(on bool) {
	p.list.busy = ""
	if on {
		p.list.busy = cmp.Or(p.Waiting, say.T("Searching…"))
	}
	p.waits = p.waits && on
	p.list.Refresh()
}

// enter is Enter in the field.
func (p *Picker) enter() {
	p.waits = p.list.at < 0 && p.list.busy != ""
	p.run(p.list.at)
}

// Idle reports whether Enter would run nothing: no item has what was typed, and none was chosen by hand.
func (p *Picker) Idle() bool { return p.list.at < 0 }

// Renew asks for the items of the words typed anew; the place of the keyboard stays. An Enter that waits runs the first.
func (p *Picker) Renew() {
	p.list.set(p.Find(p.Query()))
	p.list.at = min(p.list.at, len(p.list.items)-1)
	if p.settle() {
		return
	}
	p.list.Refresh()
	p.Refresh()
	if p.resized != nil {
		p.resized()
	}
}

// Append shows more items after those there, as slow sources find them; the place of the keyboard stays.
func (p *Picker) Append(items ...PickItem) {
	p.list.set(append(p.list.items, items...))
	if p.settle() {
		return
	}
	p.list.Refresh()
	p.Refresh()
	if p.resized != nil {
		p.resized()
	}
}

// settle chooses the first item that can be, where none is; an Enter that waits runs it.
func (p *Picker) settle() (ran bool) {
	if p.list.at >= 0 {
		return false
	}
	if p.list.at = p.list.first(); p.list.at < 0 {
		return false
	}
	if ran = p.waits; ran {
		p.waits = false
		p.run(p.list.at)
		return true
	}
	p.list.moveTo(p.list.at)
	return false
}

// Items returns the items shown.
func (p *Picker) Items() []PickItem { return p.list.items }

// Query returns the words typed.
func (p *Picker) Query() string { return p.Entry.Text }

// Type puts words into the field as if they had been typed.
func (p *Picker) Type(words string) {
	p.Entry.SetText(words)
	p.Entry.CursorColumn = len([]rune(words))
	p.Entry.Refresh()
}

// Chosen reports whether an item was run: once the picker closes, it tells choosing from turning away.
func (p *Picker) Chosen() bool { return p.chosen }

// ShowBelow opens the picker under an object and closes it after a choice.
func (p *Picker) ShowBelow(anchor fyne.CanvasObject) *Popover {
	return p.open(func(pop *Popover) { pop.ShowBelow(anchor) })
}

// ShowAt opens the picker at a place of a canvas.
func (p *Picker) ShowAt(c fyne.Canvas, at fyne.Position) *Popover {
	return p.open(func(pop *Popover) { pop.ShowAt(c, at) })
}

// ShowTop opens the picker in the upper middle of the window.
func (p *Picker) ShowTop(c fyne.Canvas) *Popover {
	return p.open(func(pop *Popover) { pop.ShowTop(c) })
}

func (p *Picker) open(show func(*Popover)) *Popover {
	pop := NewPopover(Pad(p, Space2))
	then := p.OnClose
	p.OnClose = func() {
		pop.Hide()
		if then != nil {
			then()
		}
	}
	p.resized = pop.Refresh
	show(pop)
	p.Entry.Focus()
	return pop
}

func (p *Picker) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		p.move(p.list.at + 1)
	case fyne.KeyUp:
		p.move(max(p.list.at, 0) - 1)
	case fyne.KeyEscape:
		if p.OnClose != nil {
			p.OnClose()
		}
	default:
		return false
	}
	return true
}

// move chooses a line by hand; an Enter that waits is forgotten.
func (p *Picker) move(to int) {
	p.waits = false
	p.list.moveTo(to)
}

func (p *Picker) run(i int) {
	if i < 0 || i >= len(p.list.items) {
		return
	}
	run := p.list.items[i].Run
	p.chosen = true
	if p.Keep {
		if run != nil {
			run()
		}
		p.list.at = i
		p.Renew()
		return
	}
	if p.OnClose != nil {
		p.OnClose()
	}
	if run != nil {
		run()
	}
}

const maxPickHigh float32 = 380

// CreateRenderer implements fyne.Widget.
func (p *Picker) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{objects: []fyne.CanvasObject{p.Entry, p.view}}
	entryHigh := func() float32 { return p.Entry.MinSize().Height }
	r.min = func() fyne.Size {
		return fyne.NewSize(p.width, entryHigh()+Space2+min(maxPickHigh, max(32, p.list.MinSize().Height)))
	}
	r.layout = func(s fyne.Size) {
		place(p.Entry, 0, 0, s.Width, entryHigh())
		place(p.view, 0, entryHigh()+Space2, s.Width, max(0, s.Height-entryHigh()-Space2))
	}
	r.attach(p)
	return r
}
