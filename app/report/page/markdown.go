package page

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"throughline/app/report"
)

// WriteMarkdown writes d as Markdown with tables as GitHub has them: headings, quotes, links within the file, charts as tables. Equal documents give equal
// bytes. It returns the error of w.
func WriteMarkdown(w io.Writer, d *report.Document) error {
	p := &notes{}
	p.para("# " + plain(d.Title))
	if d.Subtitle != "" {
		p.para(plain(d.Subtitle))
	}
	for _, f := range d.Facts {
		p.line("* **%s:** %s", plain(f.Label), plain(f.Value))
	}
	p.gap()
	if d.Contents {
		for _, h := range d.Entries() {
			p.line("* [%s](#%s)", plain(strings.TrimSpace(h.Number+" "+h.Name())), h.ID)
		}
		p.gap()
	}
	for _, b := range d.Blocks {
		p.block(b)
	}
	p.line("---\n\n%s  \nData: SHA-256 %s", plain(d.Footer), d.Hash)
	if d.Manifest != nil {
		made, err := d.Manifest.InMarkdown()
		if err != nil {
			return err
		}
		p.line("\n%s", made)
	}
	_, err := w.Write(p.b.Bytes())
	return err
}

// notes gathers Markdown.
type notes struct{ b bytes.Buffer }

func (p *notes) line(format string, args ...any) { fmt.Fprintf(&p.b, format+"\n", args...) }
func (p *notes) gap()                            { p.b.WriteString("\n") }
func (p *notes) para(s string)                   { p.line("%s\n", s) }

// marks are what Markdown would take for more than a letter.
var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "|", `\|`, "&", "&amp;", "~", `\~`)

// plain is a text that Markdown leaves as it is.
func plain(s string) string {
	s = marks.Replace(strings.TrimSpace(report.Printable(s)))
	if s == "" {
		return s
	}
	if strings.ContainsRune("#+-=", rune(s[0])) {
		return `\` + s
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }); i > 0 && (s[i] == '.' || s[i] == ')') {
		return s[:i] + `\` + s[i:]
	}
	return s
}

// inside is plain for a piece within a line, with the blanks round it.
func inside(s string) string { return marks.Replace(report.Printable(s)) }

func anchor(id string) string {
	if id == "" {
		return ""
	}
	return `<a id="` + esc(id) + `"></a>`
}

func mdRuns(all []report.Run) string {
	var b strings.Builder
	for _, r := range all {
		if r.PageOf != "" {
			continue
		}
		text := inside(r.Text)
		core := strings.TrimSpace(text)
		if core == "" {
			b.WriteString(text)
			continue
		}
		lead, tail := text[:strings.Index(text, core)], text[strings.Index(text, core)+len(core):]
		if r.Bold {
			core = "**" + core + "**"
		}
		if r.Italic {
			core = "*" + core + "*"
		}
		if r.Link != "" {
			core = "[" + core + "](#" + r.Link + ")"
		}
		b.WriteString(lead + core + tail)
	}
	return b.String()
}

func (p *notes) block(b report.Block) {
	switch b := b.(type) {
	case report.Heading:
		if b.Kicker != "" {
			p.para("*" + inside(b.Kicker) + "*")
		}
		p.para(strings.Repeat("#", min(max(b.Level, 1), 3)+1) + " " + anchor(b.ID) + plain(b.Text))
	case report.Paragraph:
		p.para(mdRuns(b.Runs))
	case report.Note:
		p.para("> **Note.** " + mdRuns(b.Runs))
	case report.Facts:
		for _, f := range b.Facts {
			p.line("* **%s:** %s", inside(f.Label), inside(f.Value))
		}
		p.gap()
	case report.Quote:
		p.quote(b)
	case report.List:
		p.list(b)
	case report.Table:
		p.table(b)
	case report.Chart:
		t := b.Table()
		p.row(t.Header)
		p.line("|%s", strings.Repeat(" --- |", len(t.Header)))
		for _, r := range t.Rows {
			p.row(r)
		}
		p.gap()
	}
}

func (p *notes) list(l report.List) {
	for i, it := range l.Items {
		mark, text := "*", mdRuns(it.Runs)
		if l.Kind != report.Bullets {
			mark = fmt.Sprintf("%d.", i+1)
		}
		if it.Link != "" {
			text = "[" + text + "](#" + it.Link + ")"
		}
		if it.Aside != "" {
			text += " (" + inside(it.Aside) + ")"
		}
		p.line("%s %s", mark, text)
	}
	p.gap()
}

func (p *notes) row(cells []string) {
	for i := range cells {
		cells[i] = inside(cells[i])
	}
	p.line("| %s |", strings.Join(cells, " | "))
}

func (p *notes) quote(q report.Quote) {
	p.line("> %s%s  ", anchor(q.ID), inside(q.Quoted()))
	if q.Comment != "" {
		p.line("> *%s*  ", inside(q.Comment))
	}
	source := inside(q.Origin())
	if q.Evidence != "" {
		source += " · " + mdRuns([]report.Run{{Text: q.Evidence, Link: q.Link}})
	}
	p.para("> " + source)
}

func (p *notes) table(t report.Table) {
	var head, rule []string
	for _, c := range t.Columns {
		head = append(head, inside(c.Title))
		if c.Right {
			rule = append(rule, "---:")
		} else {
			rule = append(rule, "---")
		}
	}
	p.line("| %s |\n| %s |", strings.Join(head, " | "), strings.Join(rule, " | "))
	for _, r := range t.Rows {
		if r.Span {
			p.line("| | %s |%s", anchor(r.ID)+mdRuns(r.Cells[0]), strings.Repeat(" |", max(0, len(t.Columns)-2)))
			continue
		}
		var cells []string
		for i, c := range r.Cells {
			text := mdRuns(c)
			if r.Strong && text != "" {
				text = "**" + text + "**"
			}
			if i == 0 {
				text = anchor(r.ID) + text
			}
			cells = append(cells, text)
		}
		p.line("| %s |", strings.Join(cells, " | "))
	}
	p.gap()
	if t.Note != "" {
		p.para(plain(t.Note))
	}
}
