package kit

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
	"throughline/assets/icons"
)

// Icon is a line icon in a colour of the theme, 20 pixels unless sized otherwise.
type Icon struct {
	widget.BaseWidget
	name  icons.Name
	token Token
	size  float32
}

// NewIcon makes an icon of 20 pixels.
func NewIcon(name icons.Name, t Token) *Icon { return NewIconSized(name, t, 20) }

// NewIconSized makes an icon with sides of px pixels.
func NewIconSized(name icons.Name, t Token, px float32) *Icon {
	i := &Icon{name: name, token: t, size: px}
	i.ExtendBaseWidget(i)
	return i
}

// KindIcon is the icon of a kind of record; interviews and what has none of its own share one.
func KindIcon(k app.Kind) icons.Name {
	switch k {
	case app.KindStudy:
		return icons.Studies
	case app.KindInsight:
		return icons.Insights
	case app.KindMemo:
		return icons.Note
	case app.KindTheme:
		return icons.Themes
	case app.KindFinding:
		return icons.Quote
	case app.KindTag:
		return icons.Tag
	case app.KindParticipant:
		return icons.People
	case app.KindTemplate:
		return icons.Book
	}
	return icons.Interviews
}

// Set shows another icon or colour.
func (i *Icon) Set(name icons.Name, t Token) {
	if i.name != name || i.token != t {
		i.name, i.token = name, t
		i.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	img := newIconImage()
	r := &painter{objects: []fyne.CanvasObject{img}}
	r.min = func() fyne.Size { return fyne.NewSize(i.size, i.size) }
	r.layout = func(s fyne.Size) { place(img, (s.Width-i.size)/2, (s.Height-i.size)/2, i.size, i.size) }
	r.paint = func() { setIcon(img, i.name, Color(i.token)) }
	r.attach(i)
	return r
}

func newIconImage() *canvas.Image {
	return &canvas.Image{FillMode: canvas.ImageFillContain}
}

// setIcon shows an icon in a colour, doing nothing when it is shown already.
func setIcon(img *canvas.Image, name icons.Name, c color.NRGBA) {
	if img.Resource != nil && img.Resource.Name() == iconFile(name, c) {
		return
	}
	img.Resource = IconResource(name, c)
	img.Refresh()
}

// iconFile names an icon in a colour.
func iconFile(name icons.Name, c color.NRGBA) string {
	return fmt.Sprintf("%s#%02x%02x%02x.svg", name, c.R, c.G, c.B)
}

// IconResource returns an icon in a colour as a Fyne resource, for the places where Fyne wants one.
func IconResource(name icons.Name, c color.NRGBA) fyne.Resource {
	hex := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	src := bytes.ReplaceAll(icons.SVG(name), []byte("currentColor"), []byte(hex))
	return fyne.NewStaticResource(iconFile(name, c), src)
}
