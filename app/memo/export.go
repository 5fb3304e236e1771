package memo

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"throughline/app"
)

// Format is how memos are written to a file.
type Format string

// The formats.
const (
	Markdown Format = "md"
	CSV      Format = "csv"
)

// FormatOf returns the format named, or for "" the one that the ending of a file's name says. Returns EInvalid for others.
func FormatOf(name, path string) (Format, error) {
	if name == "" {
		name = strings.TrimPrefix(filepath.Ext(path), ".")
	}
	switch strings.ToLower(name) {
	case "md", "markdown":
		return Markdown, nil
	case "csv":
		return CSV, nil
	}
	return "", app.Invalid(fmt.Sprintf("Memos are written as md or csv, not as %q.", name), "Choose one of them.")
}

// Export writes the memos a query chooses, the one changed last first, with their authors and dates (UTC) and with links by the
// present names of what they lead to. Returns how many it wrote.
func (s *Service) Export(ctx context.Context, q app.MemoQuery, format Format, out io.Writer) (int, error) {
	rows, err := s.Store.Memos(ctx, q)
	if err != nil {
		return 0, err
	}
	var all strings.Builder
	for i := range rows {
		all.WriteString(rows[i].Text)
		all.WriteByte('\n')
	}
	targets, err := s.Targets(ctx, q.Study, all.String())
	if err != nil {
		return 0, err
	}
	if format == CSV {
		return len(rows), writeCSV(out, rows, targets)
	}
	return len(rows), writeMarkdown(out, rows, targets)
}

// day writes a date as a sheet reads it.
func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// placeOf says in words what a memo stands on: "tag “Waiting”", "tag “Waiting” (deleted)"; "" for nothing.
func placeOf(r *app.MemoRow) string {
	if r.On == (app.Ref{}) {
		return ""
	}
	kind := string(r.On.Kind)
	if r.On.Kind == app.KindParticipant {
		kind = "person"
	}
	words := fmt.Sprintf("%s “%s”", kind, strings.Join(strings.Fields(r.Place.Name), " "))
	if r.Gone {
		words += " (deleted)"
	}
	return words
}

func writeMarkdown(out io.Writer, rows []app.MemoRow, targets Targets) error {
	var b strings.Builder
	b.WriteString("# Memos\n")
	for i := range rows {
		r := &rows[i]
		about := []string{r.Kind.Word()}
		if p := placeOf(r); p != "" {
			about = append(about, "on "+p)
		}
		about = append(about, r.Author, day(r.Created))
		if day(r.Modified) != day(r.Created) {
			about = append(about, "changed "+day(r.Modified))
		}
		if r.StudyName != "" {
			about = append(about, r.StudyName)
		}
		fmt.Fprintf(&b, "\n## %s\n\n*%s*\n", strings.Join(strings.Fields(r.Name()), " "), strings.ReplaceAll(strings.Join(about, " · "), "*", "\\*"))
		markdownText(&b, app.ReplaceLinks(r.Text, targets.Read))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// markdownText writes lines as paragraphs, list items below each other. A line that would be a heading is none.
func markdownText(b *strings.Builder, text string) {
	item := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			item = false
			continue
		}
		if strings.HasPrefix(line, "#") {
			line = "\\" + line
		}
		was := item
		item = strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || ordered(line)
		if !item || !was {
			b.WriteByte('\n')
		}
		b.WriteString(line + "\n")
	}
}

// ordered reports whether a line begins as a numbered item.
func ordered(line string) bool {
	rest := strings.TrimLeftFunc(line, unicode.IsDigit)
	return len(rest) < len(line) && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") "))
}

// columns of the CSV, in their order.
var columns = []string{"Title", "Type", "Stands on", "Text", "Links to", "Author", "Written", "Changed", "Study", "ID"}

// writeCSV writes UTF-8 with a mark at its beginning, by which Excel knows it.
func writeCSV(out io.Writer, rows []app.MemoRow, targets Targets) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(out)
	if err := w.Write(columns); err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		var links []string
		for _, l := range app.Links(r.Text) {
			if name := targets.Read(l); !slices.Contains(links, name) {
				links = append(links, name)
			}
		}
		cells := []string{r.Title, r.Kind.Word(), placeOf(r), app.ReplaceLinks(r.Text, targets.Read), strings.Join(links, "; "), r.Author,
			day(r.Created), day(r.Modified), r.StudyName, string(r.ID)}
		for i, c := range cells {
			cells[i] = inert(c)
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// inert keeps a spreadsheet from taking words for a formula.
func inert(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
