package coded

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"throughline/app"
)

// web writes one page of the transcripts with their highlights. A passage is tinted in the colour of its first tag, and every tag of every passage on it
// draws a line of its colour below it, so that overlaps stay readable; the names of the tags stand where a passage ends. The name of a tag leads to the next passage
// that has it, the legend to the first. The page loads nothing.
func (w *writer) web(ctx context.Context, out io.Writer) error {
	uses, docs := map[app.TagID]int{}, map[app.InterviewID]int{}
	var order []app.InterviewID
	err := w.each(ctx, func(f *app.FindingRow) error {
		for _, id := range f.TagIDs() {
			uses[id]++
		}
		if docs[f.Interview]++; docs[f.Interview] == 1 {
			order = append(order, f.Interview)
		}
		return nil
	})
	if err != nil {
		return err
	}
	w.done.Findings, w.covered, w.notes = 0, 0, 0 // they are read once more
	p := sheet{printer: printer{out: out}, w: w, uses: uses, seen: map[app.TagID]int{}}
	p.head(order, docs)
	var found []app.FindingRow
	flush := func() error {
		if len(found) == 0 {
			return nil
		}
		err := p.document(ctx, found)
		found = found[:0]
		return err
	}
	err = w.each(ctx, func(f *app.FindingRow) error {
		if len(found) > 0 && found[0].Interview != f.Interview {
			if err := flush(); err != nil {
				return err
			}
		}
		found = append(found, *f)
		return p.err
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return err
	}
	p.put("</main>\n</body>\n</html>\n")
	return p.err
}

// sheet is the page being written.
type sheet struct {
	printer
	w    *writer
	uses map[app.TagID]int
	seen map[app.TagID]int // passages with a tag so far
}

func (p *sheet) putf(format string, args ...any) { p.put(fmt.Sprintf(format, args...)) }

// ordered are tags by use, then name.
func (p *sheet) ordered() []app.TagID {
	ids := make([]app.TagID, 0, len(p.uses))
	for id := range p.uses {
		if p.w.tags[id] != nil {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b app.TagID) int {
		return cmp.Or(cmp.Compare(p.uses[b], p.uses[a]), strings.Compare(p.w.name(a), p.w.name(b)), strings.Compare(string(a), string(b)))
	})
	return ids
}

const style = `:root{--ink:#1F1D1A;--muted:#6B665E;--ground:#FBFAF8;--line:#E6E2DC;--accent:#4557D6;--chip:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#ECEAE6;--muted:#9C97A0;--ground:#17161A;--line:#33313A;--accent:#8C9BFF;--chip:#1F1E23}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.65 system-ui,sans-serif}
header,main{max-width:46rem;margin:0 auto;padding:0 1.25rem}h1{font-size:1.75rem;line-height:1.25;margin:2.5rem 0 .25rem}h2{font-size:1.25rem;margin:3rem 0 1rem;padding-top:1rem;border-top:1px solid var(--line)}
.meta,.who{color:var(--muted);font-size:.875rem}.who{font-weight:600;margin:1.25rem 0 0}.who span{font-weight:400;margin-left:.5rem}p{margin:0 0 .5rem;white-space:pre-line;overflow-wrap:anywhere}
mark{color:inherit;border-radius:2px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
ul.legend,ul.docs{list-style:none;padding:0;margin:1rem 0;display:flex;flex-wrap:wrap;gap:.375rem}ul.docs{display:block}a{color:var(--accent)}
.tag{display:inline-block;font-size:.75rem;line-height:1.3;padding:0 .4em;border:1px solid var(--line);border-left-width:4px;border-radius:4px;background:var(--chip);color:var(--ink);text-decoration:none;white-space:nowrap}
mark+.tag,.tag+.tag{margin-left:.25em}.tag:target{outline:2px solid currentColor}.tag b{font-weight:400;color:var(--muted)}.note{display:block;color:var(--muted);font-size:.875rem;border-left:2px solid var(--line);padding-left:.6rem;margin:.25rem 0}
@media print{body{background:#fff;color:#000}.tag{border-color:#999}}`

// head writes the title, the legend of the tags and where the documents are.
func (p *sheet) head(order []app.InterviewID, docs map[app.InterviewID]int) {
	title := html.EscapeString(p.w.spec.Title)
	p.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n")
	p.put(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` + "\n")
	p.putf("<title>%s</title>\n<style>%s\n", title, style)
	for _, id := range p.ordered() {
		p.putf(".%s{border-left-color:%s}\n", p.class(id), app.HueCode(p.w.tags[id].Color))
	}
	p.putf("</style>\n</head>\n<body>\n<header>\n<h1>%s</h1>\n<div class=\"meta\">", title)
	about := []string{app.Count(len(order), "document"), app.Count(len(p.uses), "tag")}
	if p.w.spec.Date != "" {
		about = append(about, string(p.w.spec.Date))
	}
	if p.w.spec.Author != "" {
		about = append(about, html.EscapeString(p.w.spec.Author))
	}
	p.put(strings.Join(about, " · ") + "</div>\n<nav aria-label=\"Tags\"><ul class=\"legend\">\n")
	for _, id := range p.ordered() {
		p.putf("<li><a class=\"tag %s\" href=\"#%[1]s-1\">%s <b>%d</b></a></li>\n", p.class(id), html.EscapeString(p.w.name(id)), p.uses[id])
	}
	p.put("</ul></nav>\n<nav aria-label=\"Documents\"><ul class=\"docs\">\n")
	for _, id := range order {
		p.putf("<li><a href=\"#d-%s\">%s</a> <span class=\"meta\">%s</span></li>\n", html.EscapeString(string(id)), html.EscapeString(p.title(id)), app.Count(docs[id], "finding"))
	}
	p.put("</ul></nav>\n</header>\n<main>\n")
}

// class names a tag in the page.
func (p *sheet) class(id app.TagID) string {
	return "t" + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' {
			return r
		}
		return '-'
	}, string(id))
}

func (p *sheet) title(id app.InterviewID) string {
	if iv := p.w.sessions[id]; iv != nil {
		return iv.Title
	}
	return "Notes"
}

// document writes one transcript with its findings, which are in the order of the text; those that do not stand on it follow as notes.
func (p *sheet) document(ctx context.Context, found []app.FindingRow) error {
	id := found[0].Interview
	iv := p.w.sessions[id]
	p.putf("<section id=\"d-%s\">\n<h2>%s", html.EscapeString(string(id)), html.EscapeString(p.title(id)))
	if iv != nil && iv.Date != "" {
		p.putf(" <span class=\"meta\">%s</span>", iv.Date)
	}
	p.put("</h2>\n")
	var rest []app.FindingRow
	if iv == nil {
		rest = found
	} else {
		t, err := p.w.store.Transcript(ctx, id)
		if err != nil && app.CodeOf(err) != app.ENotFound {
			return err
		}
		if rest = p.turns(iv, t, found); p.err != nil {
			return p.err
		}
	}
	for i := range rest {
		f := &rest[i]
		p.putf("<p class=\"note\">%s", html.EscapeString(f.Text()))
		p.chips(f)
		p.put("</p>\n")
	}
	p.put("</section>\n")
	return p.err
}

// turns writes what is said, and returns the findings that stand on no text here.
func (p *sheet) turns(iv *app.InterviewRow, t *app.Transcript, found []app.FindingRow) (rest []app.FindingRow) {
	if t == nil {
		return found
	}
	var on []app.FindingRow
	for _, f := range found {
		if f.Quote != "" && f.Transcript == t.ID && f.End <= len(t.Text) {
			on = append(on, f)
		} else {
			rest = append(rest, f)
		}
	}
	from := 0 // findings before it end before the turn at hand
	for _, u := range t.Turns {
		for from < len(on) && on[from].End <= u.Start {
			from++
		}
		var here []*app.FindingRow
		for i := from; i < len(on) && on[i].Start < u.End; i++ {
			if on[i].End > u.Start {
				here = append(here, &on[i])
			}
		}
		p.who(iv, t, u)
		p.put("<p>")
		p.passage(t.Text, u.Span, here)
		p.put("</p>\n")
	}
	return rest
}

// who says who speaks, and when or on which page.
func (p *sheet) who(iv *app.InterviewRow, t *app.Transcript, u app.Turn) {
	at, who := app.Clock(u.From), ""
	if page := t.PageAt(u.Start); page > 0 {
		at = fmt.Sprintf("p. %d", page)
	}
	if u.Speaker != "" {
		who = p.w.speaker(iv, u.Speaker)
	}
	if who != "" || at != "" {
		p.putf("<div class=\"who\">%s<span>%s</span></div>\n", html.EscapeString(who), at)
	}
}

// passage writes a turn, cut where findings begin and end.
func (p *sheet) passage(text string, span app.Span, here []*app.FindingRow) {
	cuts := []int{span.Start, span.End}
	for _, f := range here {
		cuts = append(cuts, min(max(f.Start, span.Start), span.End), min(max(f.End, span.Start), span.End))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := 1; i < len(cuts); i++ {
		a, b := cuts[i-1], cuts[i]
		var over, ends []*app.FindingRow
		for _, f := range here {
			if f.Start < b && f.End > a {
				over = append(over, f)
			}
			if f.End == b {
				ends = append(ends, f)
			}
		}
		p.stretch(html.EscapeString(text[a:b]), over)
		for _, f := range ends {
			p.chips(f)
		}
	}
}

// mostLines is how many lines of colour fit below a line of text; the names of further tags stand where their passage ends, and under the pointer.
const mostLines = 3

// stretch writes text that the same findings stand on.
func (p *sheet) stretch(text string, over []*app.FindingRow) {
	if len(over) == 0 {
		p.put(text)
		return
	}
	var colors, names []string
	for _, f := range over {
		for _, id := range f.TagIDs() {
			if t := p.w.tags[id]; t != nil {
				if color := app.HueCode(t.Color); !slices.Contains(colors, color) {
					colors = append(colors, color)
				}
				names = append(names, t.Name)
			}
		}
	}
	if len(colors) == 0 {
		colors = []string{"#8A8580"}
	}
	lines := make([]string, 0, len(colors))
	for i, c := range colors[:min(mostLines, len(colors))] {
		lines = append(lines, fmt.Sprintf("0 %dpx 0 %s", 2+3*i, c))
	}
	p.putf("<mark style=\"background:%s38;box-shadow:%s\" title=\"%s\">%s</mark>", colors[0], strings.Join(lines, ","), html.EscapeString(strings.Join(names, ", ")), text)
}

// chips names the tags of a finding where it ends, each leading to the next of its kind, and says what was noted.
func (p *sheet) chips(f *app.FindingRow) {
	for _, id := range f.TagIDs() {
		t := p.w.tags[id]
		if t == nil {
			continue
		}
		p.seen[id]++
		n := p.seen[id]
		next := n%max(1, p.uses[id]) + 1
		p.putf("<a class=\"tag %s\" id=\"%[1]s-%[2]d\" href=\"#%[1]s-%[3]d\">%[4]s</a>", p.class(id), n, next, html.EscapeString(t.Name))
	}
	if n := noteOf(f); n != "" {
		p.putf("<span class=\"note\">%s</span>", html.EscapeString(n))
	}
}
