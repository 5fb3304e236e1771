package library

import (
	"fmt"
	"path/filepath"
	"strings"

	"throughline/app/exchange"
	"throughline/ui/say"
)

// FileLine says in one line what was recognised in a file, or why it stays out.
func FileLine(f *exchange.FileResult) string {
	switch f.Status {
	case exchange.Failed, exchange.Skipped:
		message, hint := say.Explain(f.Err)
		if message == "" {
			message = say.T("Left out.")
		}
		return strings.TrimSpace(message + " " + hint)
	case exchange.Duplicate:
		if message, _ := say.Explain(f.Err); message != "" {
			return message
		}
		return say.T("The study holds this file already.")
	}
	parts := []string{FormatWord(f.Format)}
	switch {
	case f.Update != nil:
		parts = append(parts, say.Count(f.Documents, "new interview"))
	case f.Documents != 1:
		parts = append(parts, say.Count(f.Documents, "interview"))
	case len(f.Speakers) > 0:
		parts = append(parts, speakers(f.Speakers))
	}
	if f.Date != "" && f.Documents == 1 {
		parts = append(parts, Day(f.Date))
	}
	return strings.Join(append(parts, say.Count(f.Words, "word")), " · ")
}

// ReadingText says what is awaited while files are looked at.
func ReadingText(paths []string) string {
	s := say.T("Looking at %s…", say.Count(len(paths), "file"))
	if len(paths) == 1 {
		s = say.T("Looking at %s…", filepath.Base(paths[0]))
	}
	for _, p := range paths {
		if strings.EqualFold(filepath.Ext(p), ".pdf") {
			return say.T("%s The first PDF on this computer takes some seconds longer.", s)
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
		out = append(out, say.Sentence(f.Update.Text()))
	}
	if f.Findings > 0 {
		out = append(out, say.Sentence(exchange.MarksText(f.Findings, f.Tags)))
	}
	for _, l := range f.Lost {
		out = append(out, say.T("Not kept: %s", say.Sentence(l.Text)))
	}
	for _, w := range f.Warnings {
		out = append(out, say.Sentence(w))
	}
	return out
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
		return say.T("%s and %d more", strings.Join(shown[:4], ", "), len(shown)-4)
	}
	return strings.Join(shown, ", ")
}

// Recognised sums a preview up: "3 files, 5 interviews. 1 is here already, 1 cannot be read."
func Recognised(r exchange.Result) string {
	if r.Count(exchange.Imported) == 0 {
		return strings.TrimSpace(rest(r))
	}
	s := say.Count(r.Count(exchange.Imported), "file") + ", " + say.Count(r.Interviews(), "interview") + "."
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
	what := []string{say.Count(r.Interviews(), "interview"), say.Count(words, "word")}
	if findings > 0 {
		what = append(what, say.Count(findings, "finding"))
	}
	return say.T("%s imported: %s.%s", say.Count(r.Count(exchange.Imported), "file"), strings.Join(what, ", "), rest(r))
}

// rest says what stayed out.
func rest(r exchange.Result) string {
	var parts []string
	for _, c := range []struct {
		status    exchange.Status
		one, many string
	}{{exchange.Duplicate, say.T("1 is here already"), say.T("%d are here already")}, {exchange.Failed, say.T("1 cannot be read"), say.T("%d cannot be read")},
		{exchange.Skipped, say.T("1 was left out"), say.T("%d were left out")}} {
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
