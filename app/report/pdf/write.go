package pdf

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"throughline/app"
	"throughline/app/report"
)

// Options are how Write works; its zero value is fine.
type Options struct {
	Progress app.Progress // may be nil
}

// Result says what was written.
type Result struct {
	Pages int
	Boxes int // characters that the typeface lacks and that stand as boxes; pages with some say so at their foot
}

// Write sets d on pages of its paper and writes them as PDF with embedded fonts, contents, outline and links. Equal documents
// give equal bytes. Returns ctx's error when stopped and EInternal if the PDF library fails; w's errors pass through.
func Write(ctx context.Context, w io.Writer, d *report.Document, opt Options) (res Result, err error) {
	defer func() {
		if r := recover(); r != nil { // the library panics on what it does not foresee
			err = &app.Error{Code: app.EInternal, Op: "write pdf", Message: "The PDF could not be written.",
				Hint: "Export the workbook instead and report this fault.", Err: fmt.Errorf("panic: %v", r)}
		}
	}()
	d, l, err := settled(ctx, d, opt.Progress)
	if err != nil {
		return Result{}, err
	}
	p := newPen(d, l)
	for id, at := range l.at {
		p.target(id, at)
	}
	entries := l.entries
	level := -1
	for i, pg := range l.pages {
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		opt.Progress.Report(int64(i), int64(len(l.pages)), "Writing pages")
		p.f.AddPage()
		if i == 0 {
			p.brand(d, l)
		}
		for len(entries) > 0 && entries[0].page == i {
			level = p.entry(entries[0], level)
			entries = entries[1:]
		}
		p.paint(pg.ops)
		p.paint(frame(d, l, i))
		res.Boxes += pg.boxes
	}
	if d.Manifest != nil {
		made, err := d.Manifest.Encoded()
		if err != nil {
			return Result{}, err
		}
		p.attach(report.ManifestName, "What this report was made from", made)
	}
	res.Pages = len(l.pages)
	return res, p.write(w)
}

// settled is the document as it is printed, with a remark on what cannot be, on its pages.
func settled(ctx context.Context, d *report.Document, progress app.Progress) (*report.Document, *layout, error) {
	l, err := paginate(ctx, d, progress)
	if err == nil && l.boxes() > 0 {
		d = noted(d, l.boxes(), l.scripts(d.Language))
		l, err = paginate(ctx, d, progress)
	}
	return d, l, err
}

// boxes counts what stands as boxes on all pages.
func (l *layout) boxes() int {
	n := 0
	for _, p := range l.pages {
		n += p.boxes
	}
	return n
}

// scripts are the writing systems of what stands as boxes, in the words of a language, the most frequent first.
func (l *layout) scripts(lang report.Language) []string {
	n := map[string]int{}
	for _, p := range l.pages {
		for _, o := range p.ops {
			if o.kind != opText {
				continue
			}
			for _, r := range o.text {
				if r > math.MaxInt8 && r != box && !has(r) {
					n[scriptOf(r)]++
				}
			}
		}
	}
	delete(n, "")
	names := slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	for i, name := range names {
		names[i] = lang.Say(strings.ReplaceAll(name, "_", " "))
	}
	return names
}

// scriptOf is the Unicode name of the script of a letter, "" for what belongs to several.
func scriptOf(r rune) string {
	for name, table := range unicode.Scripts {
		if name != "Common" && name != "Inherited" && unicode.Is(table, r) {
			return name // a rune is of one script
		}
	}
	return ""
}

// noted is the document with a remark how many characters could not be printed, and of which scripts: at the end of what it says about its method, or of all.
func noted(d *report.Document, boxes int, scripts []string) *report.Document {
	at, in := len(d.Blocks), false
	for i, b := range d.Blocks {
		h, ok := b.(report.Heading)
		_, breaks := b.(report.PageBreak)
		if in && (breaks || ok && h.Level == 1) {
			at = i
			break
		}
		in = in || ok && h.ID == report.MethodID
	}
	say := fmt.Sprintf(d.Language.Say("%d characters of this report are in none of the typefaces of the program and stand as boxes. The web page and the Word file hold them as they were written."), boxes)
	if boxes == 1 {
		say = d.Language.Say("One character of this report is in none of the typefaces of the program and stands as a box. The web page and the Word file hold it as it was written.")
	}
	if len(scripts) > 0 {
		say += " " + fmt.Sprintf(d.Language.Say("They are of these scripts: %s."), strings.Join(scripts, ", "))
	}
	with := *d
	with.Blocks = slices.Insert(slices.Clone(d.Blocks), at, report.Block(report.Note{Runs: []report.Run{{Text: say}}}))
	return &with
}

// entry adds a heading to the outline, at most one level below the one before, as viewers want it. It returns the level.
func (p *pen) entry(e entry, before int) int {
	level := min(e.level-1, before+1)
	text := e.text
	if e.number != "" {
		text = e.number + "  " + text
	}
	p.bookmark(text, level, max(0, e.y-14))
	return level
}

func (p *pen) paint(ops []op) {
	for _, o := range ops {
		switch o.kind {
		case opText:
			p.text(o.x, o.y, o.text, o.typo)
		case opRect:
			p.rect(o.x, o.y, o.w, o.h, o.size, o.color)
		case opLine:
			p.line(o.x, o.y, o.w, o.h, o.size, o.color)
		case opArea:
			p.area(o.x, o.y, o.corners, o.color)
		case opLink:
			p.link(o.x, o.y, o.w, o.h, o.link)
		}
	}
}

// frame is the running title and the footer of page i; none on a cover that stands alone.
func frame(d *report.Document, l *layout, i int) []op {
	if i == 0 && d.Contents {
		return nil
	}
	right := l.w - side
	var s strip
	at := func(x, baseline float64, text string) {
		s.ops = append(s.ops, op{kind: opText, x: x, y: baseline, text: text, typo: tFooter})
	}
	if t := l.pages[i].title; t != "" {
		at(side, headerAt, fit(t, right-side, tFooter))
	}
	if n := l.pages[i].boxes; n > 0 {
		say := fmt.Sprintf(d.Language.Say("%c %d characters on this page are not in the typeface of this PDF."), box, n)
		if n == 1 {
			say = fmt.Sprintf(d.Language.Say("%c One character on this page is not in the typeface of this PDF."), box)
		}
		at(side, l.h-ruleAt-6, say)
	}
	s.rule(side, l.h-ruleAt, right-side, line)
	number := fmt.Sprintf("%d / %d", i+1, len(l.pages))
	if l.more {
		number = fmt.Sprint(i + 1)
	}
	wide := width(number, tFooter.face, tFooter.size)
	at(side, l.h-footerAt, fit(Clean(d.Footer), right-side-wide-20, tFooter))
	at(right-wide, l.h-footerAt, number)
	return s.ops
}
