package coded

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/report"
)

// columns are those of the table. Programs that read highlights know most of them, this one among them.
var columns = []string{"id", "study", "document", "date", "participant", "segment", "speaker", "start", "end", "time", "page", "content", "note", "tag", "coder",
	"provenance", "tagged", "stance", "sentiment", "severity", "star", "theme", "author", "created"}

// csv writes a row for each passage and tag: UTF-8 with a byte order mark. A finding without a tag has one row. No cell is run as a formula.
func (w *writer) csv(ctx context.Context, out io.Writer) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	t := csv.NewWriter(out)
	if err := t.Write(columns); err != nil {
		return err
	}
	err := w.each(ctx, func(f *app.FindingRow) error {
		taggings := f.Tags
		if len(taggings) == 0 {
			taggings = []app.Tagging{{}}
		}
		for _, g := range taggings {
			cells := []string{string(f.ID), w.studies[f.Study], f.InterviewTitle, string(w.date(f)), f.Code, f.Segment, w.speaker(w.sessions[f.Interview], f.Speaker),
				place(f, f.Start), place(f, f.End), app.Clock(f.At), number(f.Page), f.Text(), noteOf(f), "", g.Author, string(g.Provenance), moment(g.Created),
				string(f.Stance), number(f.Sentiment), number(f.Severity), strconv.FormatBool(f.Star), f.ThemeName, f.Author, moment(f.Created)}
			for i := range cells {
				cells[i] = report.Inert(cells[i])
			}
			cells[slices.Index(columns, "tag")] = guarded(w.name(g.Tag))
			if err := t.Write(cells); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	t.Flush()
	return t.Error()
}

// guarded is report.Inert for a name that comes back: one that has an apostrophe of its own gets another.
func guarded(name string) string {
	if bare := strings.TrimLeft(name, "'"); bare != name && report.Inert(bare) != bare {
		return "'" + name
	}
	return report.Inert(name)
}

func (w *writer) date(f *app.FindingRow) app.Date {
	if iv := w.sessions[f.Interview]; iv != nil {
		return iv.Date
	}
	return ""
}

// place is a byte of the text, "" for a note without a passage.
func place(f *app.FindingRow, at int) string {
	if f.Quote == "" {
		return ""
	}
	return strconv.Itoa(at)
}

// number is "" for 0, which stands for nothing said.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func noteOf(f *app.FindingRow) string {
	if f.Quote == "" {
		return ""
	}
	return f.Note
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// line is one finding as JSON. Fields are only ever added.
type line struct {
	ID          app.FindingID `json:"id"`
	Study       string        `json:"study"`
	Document    string        `json:"document,omitempty"`
	Date        app.Date      `json:"date,omitempty"`
	Participant string        `json:"participant,omitempty"`
	Segment     string        `json:"segment,omitempty"`
	Speaker     string        `json:"speaker,omitempty"`
	Start       *int          `json:"start,omitempty"` // bytes of the document's text, half-open
	End         *int          `json:"end,omitempty"`
	Time        string        `json:"time,omitempty"`
	Page        int           `json:"page,omitempty"`
	Quote       string        `json:"quote,omitempty"`
	Note        string        `json:"note,omitempty"`
	Tags        []lineTag     `json:"tags"`
	Stance      app.Stance    `json:"stance,omitempty"`
	Sentiment   int           `json:"sentiment,omitempty"`
	Severity    int           `json:"severity,omitempty"`
	Star        bool          `json:"star,omitempty"`
	Theme       string        `json:"theme,omitempty"`
	Withheld    string        `json:"withheld,omitempty"` // why the words are not here
	Author      string        `json:"author"`
	Created     string        `json:"created"`
}

// lineTag is one tag on a finding by one author.
type lineTag struct {
	ID         app.TagID      `json:"id"`
	Path       []string       `json:"path"` // names from the top down
	Coder      string         `json:"coder"`
	Provenance app.Provenance `json:"provenance"`
	Created    string         `json:"created"`
}

// json writes a line for each finding.
func (w *writer) json(ctx context.Context, out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return w.each(ctx, func(f *app.FindingRow) error {
		l := line{ID: f.ID, Study: w.studies[f.Study], Document: f.InterviewTitle, Date: w.date(f), Participant: f.Code, Segment: f.Segment,
			Speaker: w.speaker(w.sessions[f.Interview], f.Speaker), Quote: f.Quote, Note: f.Note, Tags: []lineTag{}, Stance: f.Stance, Sentiment: f.Sentiment,
			Severity: f.Severity, Star: f.Star, Theme: f.ThemeName, Withheld: string(f.Withheld), Author: f.Author, Created: moment(f.Created)}
		if f.Quote != "" {
			l.Start, l.End, l.Time, l.Page = &f.Start, &f.End, app.Clock(f.At), f.Page
		}
		for _, g := range f.Tags {
			l.Tags = append(l.Tags, lineTag{g.Tag, w.path(g.Tag), g.Author, g.Provenance, moment(g.Created)})
		}
		return enc.Encode(l)
	})
}

// markdown writes a heading for each document and its passages as quotes.
func (w *writer) markdown(ctx context.Context, out io.Writer) error {
	p := printer{out: out}
	p.put("# " + escaped(w.spec.Title) + "\n")
	last, begun := app.InterviewID(""), false
	err := w.each(ctx, func(f *app.FindingRow) error {
		if !begun || f.Interview != last {
			last, begun = f.Interview, true
			title := f.InterviewTitle
			if f.Interview == "" {
				title = "Notes"
			}
			p.put("\n## " + escaped(title))
			if d := w.date(f); d != "" {
				p.put(" (" + string(d) + ")")
			}
			p.put("\n")
		}
		p.put("\n")
		for l := range strings.SplitSeq(f.Text(), "\n") {
			p.put("> " + escaped(l) + "\n")
		}
		var about []string
		for _, part := range []string{f.Code, f.Locator()} {
			if part != "" {
				about = append(about, escaped(part))
			}
		}
		for _, id := range f.TagIDs() {
			about = append(about, "**"+escaped(w.name(id))+"**")
		}
		if len(about) > 0 {
			p.put("\n" + strings.Join(about, " · ") + "\n")
		}
		if n := noteOf(f); n != "" {
			p.put("\n" + escaped(strings.Join(strings.Fields(n), " ")) + "\n")
		}
		return p.err
	})
	if err != nil {
		return err
	}
	return p.err
}

// escaped takes the meaning from the signs of Markdown.
func escaped(s string) string {
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune("\\`*_[]<>#|~", r) || i == 0 && strings.ContainsRune("-+=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// printer writes until the first error.
type printer struct {
	out io.Writer
	err error
}

func (p *printer) put(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.out, s)
	}
}
