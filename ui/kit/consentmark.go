package kit

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
)

// ConsentSign is how a consent stands wherever a person's words do: an icon and a word, loud only where the words may not go out.
type ConsentSign struct {
	Icon icons.Name
	Word string // "Inside only"
	Ink  Token
	Held bool // the words may not be quoted outside the team
}

// quiet is the colour of the icon where it stands alone: what is allowed stands back.
func (s *ConsentSign) quiet() Token {
	if !s.Held {
		return Faint
	}
	return s.Ink
}

// SignOf is the sign of words by what everybody heard in them allowed; false where nobody is asked.
func SignOf(a app.Allowed) (ConsentSign, bool) {
	switch s := a.For(app.ScopeOutside); {
	case s == "":
		return ConsentSign{}, false
	case s == app.ConsentGiven:
		return ConsentSign{Icon: icons.Done, Word: say.T("Consent given"), Ink: Muted}, true
	case s == app.ConsentRefused && a.Permits(app.ScopeInside):
		return ConsentSign{Icon: icons.People, Word: say.T("Inside only"), Ink: WarnInk, Held: true}, true
	case s == app.ConsentRefused:
		return ConsentSign{Icon: icons.Lock, Word: say.T("Not to be quoted"), Ink: WarnInk, Held: true}, true
	case s == app.ConsentUnrecorded:
		return ConsentSign{Icon: icons.Help, Word: say.T("No consent recorded"), Ink: WarnInk, Held: true}, true
	case s == app.ConsentExpired:
		return ConsentSign{Icon: icons.Clock, Word: say.T("Consent ended"), Ink: WarnInk, Held: true}, true
	}
	return ConsentSign{Icon: icons.Lock, Word: say.T("Consent withdrawn"), Ink: BadInk, Held: true}, true
}

// Consents is what everybody allowed, as the window knows it: read once beside the window and shared by its screens, so that a mark never asks
// the store. The nil Consents know nothing. It belongs to the UI goroutine.
type Consents struct {
	perms   *app.Permissions
	texts   map[app.TemplateID]string
	studies map[app.StudyID]string
	heard   []func()
}

// Set takes what was read and tells those who listen. texts and studies are the names of consent texts and of studies.
func (c *Consents) Set(p *app.Permissions, texts map[app.TemplateID]string, studies map[app.StudyID]string) {
	c.perms, c.texts, c.studies = p, texts, studies
	for _, f := range c.heard {
		f()
	}
}

// Permissions are what was read last; nil before.
func (c *Consents) Permissions() *app.Permissions {
	if c == nil {
		return nil
	}
	return c.perms
}

// Listen calls f after each Set.
func (c *Consents) Listen(f func()) {
	if c != nil {
		c.heard = append(c.heard, f)
	}
}

// Whom is somebody of whom a tooltip tells, and what they are called.
type Whom struct {
	ID   app.ParticipantID
	Code string
}

// Speaks is what all who speak in an interview allowed together, moderators aside, and whom to tell of.
func (c *Consents) Speaks(iv *app.Interview) (a app.Allowed, people []Whom) {
	if c == nil || c.perms == nil || iv == nil {
		return a, nil
	}
	var v app.Voices
	for _, s := range iv.Speakers {
		had := len(v.People)
		if v.Add(s); len(v.People) > had {
			people = append(people, Whom{s.Participant, s.Name})
		}
	}
	return c.perms.Heard(iv.Study, v), people
}

// Unread are those who speak in an interview whom the machine may not read.
func (c *Consents) Unread(iv *app.Interview) (people []Whom) {
	_, all := c.Speaks(iv)
	for _, p := range all {
		if !c.perms.Of(iv.Study, p.ID).Permits(app.ScopeMachine) {
			people = append(people, p)
		}
	}
	return people
}

// mostTold is of how many people a tooltip tells.
const mostTold = 4

// Tell says of people what each allowed to a study, for a tooltip: a sentence each, "" where nobody is asked.
func (c *Consents) Tell(study app.StudyID, people ...Whom) string {
	if c == nil || c.perms == nil {
		return ""
	}
	var out []string
	for _, p := range people {
		if words := say.Sentence(c.perms.Details(study, p.ID, c.text)); words != "" {
			out = append(out, sentence(p.Code+" "+words))
		}
	}
	if n := len(out) - mostTold; n > 0 {
		out = append(out[:mostTold], say.T("%s more.", say.Number(n)))
	}
	return strings.Join(out, " ")
}

// TellAll says of a person what they allowed to all studies and to each of which a consent is recorded.
func (c *Consents) TellAll(p Whom) string {
	if c == nil || c.perms == nil {
		return ""
	}
	var of []app.StudyID
	for _, g := range c.perms.Consents(p.ID) {
		if !slices.Contains(of, g.Study) {
			of = append(of, g.Study)
		}
	}
	if len(of) == 0 {
		return c.Tell("", p)
	}
	slices.SortFunc(of, func(a, b app.StudyID) int {
		return cmp.Or(strings.Compare(c.studies[a], c.studies[b]), strings.Compare(string(a), string(b)))
	})
	var out []string
	for _, s := range of {
		to := say.T("All studies: ")
		if s != "" {
			to = c.studies[s] + ": "
		}
		out = append(out, to+sentence(p.Code+" "+say.Sentence(c.perms.Details(s, p.ID, c.text))))
	}
	return strings.Join(out, " ")
}

func (c *Consents) text(id app.TemplateID) string { return c.texts[id] }

func sentence(s string) string {
	s = strings.TrimSpace(s)
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:] + "."
}

// MarkOf is the mark of a finding by what everybody heard in it allowed, with its tooltip; nil where nobody is asked. open may be nil.
func (c *Consents) MarkOf(f *app.FindingRow, word bool, open func()) *ConsentMark {
	s, ok := SignOf(f.Consent)
	if !ok {
		return nil
	}
	return NewConsentMark(s, word, c.TellOf(f), open)
}

// TellOf says what the person of a finding allowed, for a tooltip; "" for a finding of nobody known.
func (c *Consents) TellOf(f *app.FindingRow) string {
	if f.Participant == "" {
		return ""
	}
	return c.Tell(f.Study, Whom{f.Participant, f.Code})
}

// ConsentMark shows a ConsentSign: its icon, and its word where there is room. Its tooltip says what was allowed; a press leads to more.
type ConsentMark struct {
	control
	sign ConsentSign
	word bool
	open func()
}

// NewConsentMark makes a mark with its word, or the icon alone. tip may be "": then the word is the tooltip. open may be nil.
func NewConsentMark(s ConsentSign, word bool, tip string, open func()) *ConsentMark {
	m := &ConsentMark{open: open}
	m.extend(m, func() {
		if open != nil {
			open()
		}
	})
	m.Set(s, word, tip)
	return m
}

// Set shows another sign.
func (m *ConsentMark) Set(s ConsentSign, word bool, tip string) {
	switch {
	case tip == "":
		tip = s.Word
	case !word:
		tip = s.Word + ". " + tip
	}
	m.SetTip(tip)
	if m.sign != s || m.word != word {
		m.sign, m.word = s, word
		m.Refresh()
	}
}

// Inert implements Inert: a mark that leads nowhere is a sign.
func (m *ConsentMark) Inert() bool { return m.open == nil }

// Disabled implements fyne.Disableable: the keyboard passes a sign.
func (m *ConsentMark) Disabled() bool { return m.disabled || m.Inert() }

// AccessibilityLabel implements fyne.Accessible.
func (m *ConsentMark) AccessibilityLabel() string { return m.sign.Word }

// AccessibilityRole implements fyne.Accessible.
func (m *ConsentMark) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Sign is what the mark shows.
func (m *ConsentMark) Sign() ConsentSign { return m.sign }

const markIcon float32 = 14

// CreateRenderer implements fyne.Widget.
func (m *ConsentMark) CreateRenderer() fyne.WidgetRenderer {
	img, word, ring := newIconImage(), &canvas.Text{}, newRing()
	ring.CornerRadius = 4
	r := &painter{objects: []fyne.CanvasObject{img, word, ring}}
	r.min = func() fyne.Size {
		if !m.word {
			return fyne.NewSize(markIcon, 20)
		}
		return fyne.NewSize(markIcon+5+roundUp(Measure(m.sign.Word, Small).Width)+1, 20)
	}
	r.layout = func(s fyne.Size) {
		place(img, 0, (s.Height-markIcon)/2, markIcon, markIcon)
		place(word, markIcon+5, 0, max(0, s.Width-markIcon-5), s.Height)
		place(ring, -4, 0, s.Width+8, s.Height)
	}
	r.paint = func() {
		if m.sign.Icon != "" {
			setIcon(img, m.sign.Icon, Color(m.sign.Ink))
		}
		word.Text = ""
		if m.word {
			word.Text = m.sign.Word
		}
		Small.In(m.sign.Ink).apply(word)
		m.paintRing(ring)
	}
	r.attach(m)
	return r
}
