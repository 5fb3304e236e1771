package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode chooses between light and dark, plain or of high contrast.
type Mode string

// The modes.
const (
	System       Mode = ""
	Light        Mode = "light"
	Dark         Mode = "dark"
	HighContrast Mode = "contrast"      // black on white, text at 7:1 and more
	HighDark     Mode = "contrast-dark" // white on black, likewise
)

// Theme is Throughline's Fyne theme: the tokens, and Fyne's own names mapped onto them, so that stock form widgets fit in.
type Theme struct {
	mode Mode
}

// NewTheme returns the theme for a mode. Put sets it.
func NewTheme(m Mode) *Theme { return &Theme{mode: m} }

// Mode returns the mode in force.
func (t *Theme) Mode() Mode { return t.mode }

// SetMode changes the colours of a theme that is in force, in all windows. It spares what setting a theme costs: all fonts read and all words measured
// anew, and each part laid out twice. What is out of the windows takes it by Relook.
func (t *Theme) SetMode(m Mode) {
	t.mode = m
	for _, o := range roots() {
		Relook(o)
	}
}

// Put sets the theme, at first: the toolkit reads its scale then, from the environment. Nothing of a window is laid out for it: in the toolkit's units all
// is as large as it was.
func (t *Theme) Put() {
	still = true
	fyne.CurrentApp().Settings().SetTheme(t)
	still = false
	ForgetFonts()
	for _, o := range roots() { // a window that fills the screen got another size
		o.Refresh()
	}
}

// roots are what stands in windows, each with all that is in it.
func roots() (all []fyne.CanvasObject) {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if c := w.Content(); c != nil {
			all = append(all, c)
		}
		all = append(all, w.Canvas().Overlays().List()...)
	}
	return all
}

func (t *Theme) palette(v fyne.ThemeVariant) *palette {
	switch {
	case t.mode == HighContrast:
		return &highLight
	case t.mode == HighDark:
		return &highDark
	case t.mode == Dark, t.mode == System && v == theme.VariantDark:
		return &dark
	}
	return &light
}

// Color returns the colour of a token or of one of Fyne's names. The variant counts in System mode only.
func (t *Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	p := t.palette(v)
	if c, ok := p.colors[name]; ok {
		return c
	}
	if tok, ok := fyneColors[name]; ok {
		return p.colors[tok]
	}
	return theme.DefaultTheme().Color(name, p.variant())
}

// Size returns Fyne's sizes in our scale.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := fyneSizes[name]; ok {
		return s
	}
	return theme.DefaultTheme().Size(name)
}

// Font returns the bundled Noto Sans.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(s) }

// Icon returns Fyne's icon; the kit draws its own from assets/icons.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }

func (p *palette) variant() fyne.ThemeVariant {
	if p.dark {
		return theme.VariantDark
	}
	return theme.VariantLight
}

// current is the palette in force; the light one while another theme is set, as in tests.
func current() *palette {
	s := fyne.CurrentApp().Settings()
	if t, ok := s.Theme().(*Theme); ok {
		return t.palette(s.ThemeVariant())
	}
	return &light
}

// Color returns a token's colour in the theme in force.
func Color(t Token) color.NRGBA { return current().colors[t] }

// IsDark reports whether the theme in force is dark.
func IsDark() bool { return current().dark }

// Look names the colours in force; what keeps colours is made anew when it changes.
func Look() string { return current().name }

var fyneColors = map[fyne.ThemeColorName]Token{
	theme.ColorNameBackground: Background, theme.ColorNameButton: Surface, theme.ColorNameDisabledButton: Rail,
	theme.ColorNameDisabled: Faint, theme.ColorNameError: BadInk, theme.ColorNameFocus: AccentSoft,
	theme.ColorNameForeground: Ink, theme.ColorNameForegroundOnError: OnBad, theme.ColorNameForegroundOnPrimary: OnAccent,
	theme.ColorNameHeaderBackground: Background, theme.ColorNameHover: HoverTint, theme.ColorNameHyperlink: Accent,
	theme.ColorNameInputBackground: Clear, theme.ColorNameInputBorder: Line, theme.ColorNameMenuBackground: Surface,
	theme.ColorNameOverlayBackground: Surface, theme.ColorNamePlaceHolder: Muted, theme.ColorNamePressed: PressTint,
	theme.ColorNamePrimary: Accent, theme.ColorNameScrollBar: Faint, theme.ColorNameScrollBarBackground: Clear,
	theme.ColorNameSelection: AccentSoft, theme.ColorNameSeparator: Line, theme.ColorNameShadow: Clear,
	theme.ColorNameSuccess: GoodInk, theme.ColorNameWarning: WarnInk,
}

var fyneSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding: 4, theme.SizeNameInnerPadding: fieldInset, theme.SizeNameLineSpacing: 3, theme.SizeNameScrollBar: 10,
	theme.SizeNameScrollBarSmall: 4, theme.SizeNameScrollBarRadius: 4, theme.SizeNameSeparatorThickness: Hairline,
	theme.SizeNameSplitThickness: 6, theme.SizeNameText: SizeBody, theme.SizeNameHeadingText: SizeTitle,
	theme.SizeNameSubHeadingText: SizeReading, theme.SizeNameCaptionText: SizeSmall, theme.SizeNameInlineIcon: 18,
	theme.SizeNameInputBorder: 0, theme.SizeNameInputRadius: Radius, theme.SizeNameSelectionRadius: 3,
	theme.SizeNameButtonRadius: Radius, theme.SizeNamePopupRadius: Radius, theme.SizeNameMenuRadius: Radius,
	theme.SizeNameCardRadius: Radius, theme.SizeNameDialogRadius: Radius + 2, theme.SizeNameModalBlurRadius: 0,
}
