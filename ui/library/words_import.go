package library

import (
	"fmt"
	"path/filepath"
	"strings"

	"throughline/app"
	"throughline/app/exchange"
)

// FileLine says in one line what was recognised in a file, or why it stays out.
func FileLine(f *exchange.FileResult) string {
	switch f.Status {
	case exchange.Failed, exchange.Skipped:
		message, hint := app.Explain(f.Err)
		if message == "" {
			message = "Left out."
		}
		return strings.TrimSpace(message + " " + hint)
	case exchange.Duplicate:
		if message, _ := app.Explain(f.Err); message != "" {
			return message
		}
		return "The study holds this file already."
	}
	parts := []string{FormatWord(f.Format)}
	switch {
	case f.Update != nil:
		parts = append(parts, count(f.Documents, "new interview"))
	case f.Documents != 1:
		parts = append(parts, count(f.Documents, "interview"))
	case len(f.Speakers) > 0:
		parts = append(parts, speakers(f.Speakers))
	}
	if f.Date != "" && f.Documents == 1 {
		parts = append(parts, Day(f.Date))
	}
	return strings.Join(append(parts, count(f.Words, "word")), " · ")
}

// ReadingText says what is awaited while files are looked at.
func ReadingText(paths []string) string {
	s := "Looking at " + count(len(paths), "file") + "…"
	if len(paths) == 1 {
		s = "Looking at " + filepath.Base(paths[0]) + "…"
	}
	for _, p := range paths {
		if strings.EqualFold(filepath.Ext(p), ".pdf") {
			return s + " The first PDF on this computer takes some seconds longer."
		}
	}
	return s
}

// mostRemarks is how many remarks on a file are shown, what is lost before what was noticed.
const mostRemarks = 4

// Remarks are the sentences on a file that comes in: what its marks became, what is not kept, what was noticed.
func Remarks(f *exchange.FileResult) []string {
	if f.Status != exchange.Imported {
		return nil
	}
	var out []string
	if f.Update != nil {
		out = append(out, f.Update.Text())
	}
	if f.Findings > 0 {
		out = append(out, exchange.MarksText(f.Findings, f.Tags))
	}
	for _, l := range f.Lost {
		out = append(out, "Not kept: "+l.Text)
	}
	return append(out, f.Warnings...)
}

// speakers lists up to four names.
func speakers(names []string) string {
	var shown []string
	for _, n := range names {
		if n != "" {
			shown = append(shown, n)
		}
	}
	if len(shown) > 4 {
		return strings.Join(shown[:4], ", ") + fmt.Sprintf(" and %d more", len(shown)-4)
	}
	return strings.Join(shown, ", ")
}

// Recognised sums a preview up: "3 files, 5 interviews. 1 is here already, 1 cannot be read."
func Recognised(r exchange.Result) string {
	s := count(r.Count(exchange.Imported), "file") + ", " + count(r.Interviews(), "interview") + "."
	return s + rest(r)
}

// Outcome sums an import up: "3 files imported: 5 interviews, 12,400 words. 1 could not be read."
func Outcome(r exchange.Result) string {
	words, findings := 0, 0
	for _, f := range r.Files {
		if f.Status == exchange.Imported {
			words += f.Words
			findings += f.Findings
		}
	}
	what := []string{count(r.Interviews(), "interview"), count(words, "word")}
	if findings > 0 {
		what = append(what, count(findings, "finding"))
	}
	return fmt.Sprintf("%s imported: %s.", count(r.Count(exchange.Imported), "file"), strings.Join(what, ", ")) + rest(r)
}

// rest says what stayed out.
func rest(r exchange.Result) string {
	var parts []string
	for _, c := range []struct {
		status    exchange.Status
		one, many string
	}{{exchange.Duplicate, "1 is here already", "%d are here already"}, {exchange.Failed, "1 cannot be read", "%d cannot be read"},
		{exchange.Skipped, "1 was left out", "%d were left out"}} {
		switch n := r.Count(c.status); {
		case n == 1:
			parts = append(parts, c.one)
		case n > 1:
			parts = append(parts, fmt.Sprintf(c.many, n))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " " + strings.Join(parts, ", ") + "."
}
