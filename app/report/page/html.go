package page

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image/color"
	"io"
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/chart/picture"
	"throughline/app/report"
)

// WriteHTML writes d as one HTML file that needs no other: style inside, charts as SVG, links both ways, no script. Equal documents give equal bytes.
// It returns the error of w.
func WriteHTML(w io.Writer, d *report.Document) error {
	p := &webPage{charts: d.Chart(13)}
	p.head(d)
	p.cover(d)
	open := false
	for _, b := range d.Blocks {
		if h, ok := b.(report.Heading); ok && h.Level == 1 {
			if open {
				p.line("</section>")
			}
			p.line("<section>")
			open = true
		}
		p.block(b)
	}
	if open {
		p.line("</section>")
	}
	p.line(`<footer>%s</footer>`, esc(d.Footer))
	if d.Manifest != nil {
		made, err := d.Manifest.InHTML()
		if err != nil {
			return err
		}
		p.line("%s", made)
	}
	p.line("</main>\n</body>\n</html>")
	_, err := w.Write(p.b.Bytes())
	return err
}

// webPage gathers the markup.
type webPage struct {
	b      bytes.Buffer
	charts chart.Theme
}

func (p *webPage) line(format string, args ...any) { fmt.Fprintf(&p.b, format+"\n", args...) }

func esc(s string) string { return html.EscapeString(report.Printable(s)) }

// style is the look of the page on screen and on paper.
const style = `:root{--ink:#1c1b19;--muted:#6b6760;--line:#e4e0d9;--panel:#f4f1ec;--accent:#4557d6;--amber:#b7791f;--red:#b4413c}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:#fff;font:16px/1.55 "Noto Sans","Segoe UI","Helvetica Neue",Arial,sans-serif}
main{max-width:46rem;margin:0 auto;padding:4rem 1.5rem}
h1{font-size:2.4rem;line-height:1.15;margin:.2em 0;text-wrap:balance}
h2{font-size:1.75rem;line-height:1.2;margin:.1em 0 .5em;text-wrap:balance}
h3,h2.contents{font-size:1.1rem;margin:1.8em 0 .4em}
h4{font-size:1rem;margin:1.4em 0 .3em}
section{margin-top:4.5rem}
a{color:var(--accent);text-decoration:none}
a:hover{text-decoration:underline}
p{margin:.6em 0}
.kicker{margin:0;font-size:.78rem;letter-spacing:.04em;text-transform:uppercase;color:var(--muted)}
.about,.small,.source,.comment,footer{color:var(--muted);font-size:.86rem}
.lead{font-size:1.1rem}
.comment{font-style:italic}
.note{background:var(--panel);border-left:3px solid var(--amber);padding:.8rem 1rem}
.facts{display:flex;flex-wrap:wrap;gap:.9rem 2rem;background:var(--panel);border-radius:8px;padding:.9rem 1.1rem;margin:1.2em 0}
.facts div{min-width:4rem}.facts dt,.cover dt{color:var(--muted);font-size:.8rem}.facts dd{margin:0;font-weight:600}
dl{margin:0}
.cover dl{display:grid;grid-template-columns:8rem 1fr;gap:.3rem 1rem;margin:2rem 0}.cover dd{margin:0}
nav ol{list-style:none;margin:0;padding:0}nav li{display:flex;gap:1rem;padding:.2rem 0}nav b{min-width:1.2rem;color:var(--accent)}
blockquote{margin:1em 0;padding:.1em 0 .1em 1rem;border-left:3px solid var(--hue,var(--accent))}
blockquote p{margin:.15em 0}
.contradicts{--hue:var(--red)}.nuances{--hue:var(--amber)}
table{width:100%;border-collapse:collapse;font-size:.92rem;margin:.6em 0}
table.dense{font-size:.84rem}
th{font-weight:400;color:var(--muted);text-align:left;vertical-align:bottom}
th,td{border-bottom:1px solid var(--line);padding:.35em .5em;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr.sum td{font-weight:600}
tr.head th{color:var(--ink);padding-top:1.1em;break-after:avoid}
tr:target,blockquote:target{background:#fbf6e6}
.ruled{list-style:none;padding:0}.ruled li{display:flex;gap:1rem;border-bottom:1px solid var(--line);padding:.45rem 0}.ruled b{color:var(--accent)}.ruled span:last-child{margin-left:auto;color:var(--muted);font-size:.86rem;white-space:nowrap}
.wide{overflow-x:auto}
.one{white-space:nowrap}
svg{max-width:100%;height:auto}
footer{border-top:1px solid var(--line);margin-top:4rem;padding-top:.6rem}
@page{margin:18mm 20mm}
@media print{
html,body{font-size:9.5pt;line-height:1.45;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{padding:0;max-width:none}
section{margin-top:0;break-before:page}
h2,h3,h4,.kicker{break-after:avoid}
p,li{orphans:2;widows:2}
p:has(+svg){break-after:avoid}
blockquote,tr,svg,.facts,.note,table.short{break-inside:avoid}
.wide{overflow:visible;break-before:avoid}
.wide+.small{break-before:avoid}
thead{display:table-header-group}
}
`

func (p *webPage) head(d *report.Document) {
	p.line("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">", d.Language.Tag())
	p.line(`<meta name="viewport" content="width=device-width, initial-scale=1">`)
	p.line(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`)
	p.line("<title>%s</title>", esc(d.Title))
	for _, m := range [][2]string{{"author", d.Author}, {"description", d.Subject}, {"keywords", strings.Join(d.Keywords, ", ")}, {"date", string(d.Date)},
		{"generator", "Throughline"}, {"data-sha256", d.Hash}} {
		if m[1] != "" {
			p.line(`<meta name="%s" content="%s">`, m[0], esc(m[1]))
		}
	}
	p.line("<style>\n%s%s</style>\n</head>\n<body>\n<main>", style, brand(d.Look))
}

func (p *webPage) cover(d *report.Document) {
	p.line(`<header class="cover">`)
	if pic := d.Look.Logo; len(pic.PNG) > 0 {
		p.line(`<img class="logo" alt="" src="data:image/png;base64,%s">`, base64.StdEncoding.EncodeToString(pic.PNG))
	}
	p.line(`<p class="kicker">%s</p>`, esc(d.Kicker()))
	p.line("<h1%s>%s</h1>", dir(d.Title), esc(d.Title))
	if d.Subtitle != "" {
		p.line(`<p class="about">%s</p>`, esc(d.Subtitle))
	}
	p.line("<dl>")
	for _, f := range d.Facts {
		p.line("<dt>%s</dt><dd>%s</dd>", esc(f.Label), esc(f.Value))
	}
	p.line("</dl>")
	if d.Contents {
		p.line("<nav aria-labelledby=\"contents\"><h2 id=\"contents\" class=\"contents\">%s</h2><ol>", d.Language.Say("Contents"))
		for _, h := range d.Entries() {
			p.line(`<li><b>%s</b><a href="#%s">%s</a></li>`, esc(h.Number), esc(h.ID), esc(h.Name()))
		}
		p.line("</ol></nav>")
	}
	p.line("</header>")
}

func (p *webPage) block(b report.Block) {
	switch b := b.(type) {
	case report.Heading:
		p.heading(b)
	case report.Paragraph:
		p.line("<p%s%s>%s</p>", [...]string{"", ` class="lead"`, ` class="small"`}[b.Tone], dirOf(b.Runs), runs(b.Runs))
	case report.Note:
		p.line(`<p class="note"%s>%s</p>`, dirOf(b.Runs), runs(b.Runs))
	case report.Facts:
		p.line(`<dl class="facts">`)
		for _, f := range b.Facts {
			p.line("<div><dt>%s</dt><dd>%s</dd></div>", esc(f.Label), esc(f.Value))
		}
		p.line("</dl>")
	case report.Quote:
		p.quote(b)
	case report.List:
		p.list(b)
	case report.Table:
		p.table(b)
	case report.Chart:
		p.chart(b)
	}
}

func id(s string) string {
	if s == "" {
		return ""
	}
	return ` id="` + esc(s) + `"`
}

func (p *webPage) heading(h report.Heading) {
	level := min(max(h.Level, 1), 3) + 1
	if h.Kicker != "" {
		p.line(`<p class="kicker">%s</p>`, esc(h.Kicker))
	}
	p.line("<h%d%s%s>%s</h%[1]d>", level, id(h.ID), dir(h.Text), esc(h.Text))
}

func runs(all []report.Run) string {
	var b strings.Builder
	for _, r := range all {
		if r.PageOf != "" {
			continue
		}
		text := esc(r.Text)
		if r.Bold {
			text = "<strong>" + text + "</strong>"
		}
		if r.Italic {
			text = "<em>" + text + "</em>"
		}
		if r.Link != "" {
			text = `<a href="#` + esc(r.Link) + `">` + text + "</a>"
		}
		b.WriteString(text)
	}
	return b.String()
}

func (p *webPage) quote(q report.Quote) {
	look := ""
	switch {
	case q.Stance == app.Contradicts || q.Stance == app.Nuances:
		look = ` class="` + string(q.Stance) + `"`
	case q.Hue > 0:
		palette := chart.Light(10).Palette
		look = ` style="--hue:` + hex(palette[(q.Hue-1)%len(palette)]) + `"`
	}
	p.line("<blockquote%s%s>\n<p%s>%s</p>", id(q.ID), look, dir(q.Text), esc(q.Quoted()))
	if q.Comment != "" {
		p.line(`<p class="comment"%s>%s</p>`, dir(q.Comment), esc(q.Comment))
	}
	source := esc(q.Origin())
	if q.Evidence != "" {
		source += " · " + runs([]report.Run{{Text: q.Evidence, Link: q.Link}})
	}
	p.line(`<p class="source">%s</p>`+"\n</blockquote>", source)
}

// dir says that a text runs from right to left, where it does.
func dir(text string) string {
	if report.RightToLeft(text) {
		return ` dir="rtl"`
	}
	return ""
}

func dirOf(all []report.Run) string { return dir(report.Plain(all)) }

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

func (p *webPage) list(l report.List) {
	if l.Kind == report.Ruled {
		p.line(`<ol class="ruled">`)
		for i, it := range l.Items {
			text := runs(it.Runs)
			if it.Link != "" {
				text = `<a href="#` + esc(it.Link) + `">` + text + "</a>"
			}
			p.line("<li><b>%d</b><span>%s</span><span>%s</span></li>", i+1, text, esc(it.Aside))
		}
		p.line("</ol>")
		return
	}
	tag := "ul"
	if l.Kind == report.Numbered {
		tag = "ol"
	}
	p.line("<%s>", tag)
	for _, it := range l.Items {
		p.line("<li%s>%s</li>", dirOf(it.Runs), runs(it.Runs))
	}
	p.line("</%s>", tag)
}

// fewRows is how many rows a table may have that stays on one page of paper, and shortCell how many letters a cell that stays on one line.
const (
	fewRows   = 12
	shortCell = 20
)

// classes are the looks of a table's columns: numbers stand right, and where all cells of a column are short they stay on one line.
func classes(t report.Table) []string {
	out := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		short := c.Share == 0
		for _, r := range t.Rows {
			if i < len(r.Cells) && !r.Span {
				n := 0
				for _, run := range r.Cells[i] {
					n += utf8.RuneCountInString(run.Text)
				}
				short = short && n <= shortCell
			}
		}
		switch {
		case c.Right:
			out[i] = ` class="n"`
		case short:
			out[i] = ` class="one"`
		}
	}
	return out
}

func (p *webPage) table(t report.Table) {
	var looks []string
	if t.Dense {
		looks = append(looks, "dense")
	}
	if len(t.Rows) <= fewRows {
		looks = append(looks, "short")
	}
	look := ""
	if len(looks) > 0 {
		look = ` class="` + strings.Join(looks, " ") + `"`
	}
	class := classes(t)
	p.line("<div class=\"wide\"><table%s>\n<thead><tr>", look)
	for i, c := range t.Columns {
		p.line(`<th scope="col"%s>%s</th>`, class[i], esc(c.Title))
	}
	p.line("</tr></thead>\n<tbody>")
	for _, r := range t.Rows {
		if r.Span {
			p.line(`<tr%s class="head"><th scope="colgroup" colspan="%d">%s</th></tr>`, id(r.ID), len(t.Columns), runs(r.Cells[0]))
			continue
		}
		strong := ""
		if r.Strong {
			strong = ` class="sum"`
		}
		p.line("<tr%s%s>", id(r.ID), strong)
		for i, c := range r.Cells[:min(len(r.Cells), len(class))] {
			p.line("<td%s%s>%s</td>", class[i], dirOf(c), runs(c))
		}
		p.line("</tr>")
	}
	p.line("</tbody>\n</table></div>")
	if t.Note != "" {
		p.line(`<p class="small">%s</p>`, esc(t.Note))
	}
}

func (p *webPage) chart(c report.Chart) {
	l := chart.Lay(c.Chart, 680, 0, &picture.Type{}, p.charts)
	_ = picture.SVG(&p.b, l, color.NRGBA{R: 255, G: 255, B: 255, A: 255}, report.Printable(c.Alt)) // a buffer takes everything
}
