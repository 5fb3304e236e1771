package help

import (
	"context"
	"image"
	_ "image/jpeg" // the sheet of all screens
	_ "image/png"  // the other pictures of the guide
	"io/fs"
	"path"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app/markdown"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// picture is one to be read.
type picture struct {
	name  string
	photo *kit.Photo
}

// photos reads the pictures of a page beside the window, one after another.
type photos struct {
	files fs.FS
	page  string // on which they stand
	dark  bool
	wait  []picture
	read  task.Latest[image.Image]
}

// begin forgets the pictures of the page before.
func (p *photos) begin(files fs.FS, page string, dark bool) {
	p.read.Cancel()
	p.files, p.page, p.dark, p.wait = files, page, dark, nil
}

// of makes the room for a picture; nil if it is not there.
func (p *photos) of(b markdown.Block) fyne.CanvasObject {
	name := path.Join(path.Dir(p.page), b.Text)
	if p.dark {
		if other := strings.Replace(name, "-light.", "-dark.", 1); isFile(p.files, other) {
			name = other
		}
	}
	f, err := p.files.Open(name)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // it was only read
	c, _, err := image.DecodeConfig(f)
	if err != nil {
		return nil
	}
	o := kit.NewPhoto(c.Width, c.Height)
	p.wait = append(p.wait, picture{name, o})
	return o
}

// load reads the first picture that waits, shows it, and goes on with the next.
func (p *photos) load() {
	if len(p.wait) == 0 {
		return
	}
	first, files := p.wait[0], p.files
	p.wait = p.wait[1:]
	p.read.Load(func(context.Context) (image.Image, error) {
		f, err := files.Open(first.name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // it was only read
		img, _, err := image.Decode(f)
		return img, err
	}, func(img image.Image, err error) {
		if err == nil {
			first.photo.Set(img)
		}
		p.load()
	})
}
