package search

import (
	"strings"

	"throughline/app"
	engine "throughline/app/search"
	"throughline/ui/say"
)

// Row is a line of the answers: a heading, an answer, or the way to more of a kind.
type Row struct {
	Kind   app.Kind
	Head   string // of a heading
	Count  string
	Open   bool
	Result *engine.Result // of an answer
	More   string         // of the line that shows more
}

// Rows are the lines of the answer.
func (m *Model) Rows() []Row {
	var rows []Row
	for gi := range m.Answer.Groups {
		g := &m.Answer.Groups[gi]
		open := !m.closed[g.Kind]
		rows = append(rows, Row{Kind: g.Kind, Head: say.Sentence(g.Title), Count: say.Sentence(g.Counted()), Open: open})
		if !open {
			continue
		}
		n := len(g.Results)
		if len(m.Question.Narrow.Kinds) != 1 && !m.widened[g.Kind] {
			n = min(n, shownFirst)
		}
		for i := range n {
			rows = append(rows, Row{Kind: g.Kind, Result: &g.Results[i]})
		}
		if g.Count > n && n < shownMore {
			rows = append(rows, Row{Kind: g.Kind, More: say.T("Show more %s", strings.ToLower(kindWords[g.Kind]))})
		}
	}
	return rows
}

// kindWords name the kinds in the plural.
var kindWords = map[app.Kind]string{app.KindInsight: say.T("Insights"), app.KindTheme: say.T("Themes"), app.KindFinding: say.T("Findings"), app.KindTranscript: say.T("Passages"),
	app.KindInterview: say.T("Interviews"), app.KindParticipant: say.T("People"), app.KindMemo: say.T("Memos"), app.KindTag: say.T("Tags"), app.KindTemplate: say.T("Templates")}

// Line says in a row where an answer is from: study, interview and speaker, date.
func (m *Model) Line(r *engine.Result) string {
	var parts []string
	add := func(s string) {
		if s != "" && (len(parts) == 0 || parts[len(parts)-1] != s) {
			parts = append(parts, s)
		}
	}
	add(say.Sentence(r.Detail))
	if m.Study == "" && !strings.Contains(say.Sentence(r.Detail), m.names[r.Study]) {
		add(m.names[r.Study])
	}
	if r.Date != "" && !strings.Contains(say.Sentence(r.Detail), string(r.Date)) {
		add(say.Date(r.Date.Time(), "2 Jan 2006"))
	}
	return strings.Join(parts, " · ")
}

// Title is what an answer is called: of what was said, the interview.
func Title(r *engine.Result) string {
	if r.Title == "" {
		return say.T("A note")
	}
	return r.Title
}

// Said is what was found in an answer and what to mark in it, "" when it is its title.
func Said(r *engine.Result) (string, []app.Span) {
	if r.Snippet == r.Title {
		return "", nil
	}
	return r.Snippet, r.Marks
}

// Summary says in a sentence what the answer is: how it was searched, what was mended, what cannot be found yet.
func (m *Model) Summary() string {
	a := m.Answer
	var parts []string
	switch p := a.Placed; {
	case m.Question.Mode == engine.Words:
	case !p.Ready:
		parts = append(parts, say.T("Meaning is being prepared: until then only words are searched."))
	case p.Waiting > 0:
		parts = append(parts, say.T("%s not yet found by meaning.", say.Count(p.Waiting, "recent change")))
	}
	if a.Foreign {
		parts = append(parts, say.T("This question is not English: it is compared by the forms of its words."))
	}
	for _, g := range a.Groups {
		if g.More {
			parts = append(parts, say.T("Of very common words only the newest are ranked."))
			break
		}
	}
	return strings.Join(parts, " ")
}

// Mended says what was searched instead; "" when it was what was typed.
func (m *Model) Mended() string {
	switch a := m.Answer; {
	case len(a.Left) > 0:
		return say.T("Nothing has all of these words. Showing results without “%s”.", strings.Join(a.Left, "”, “"))
	case a.Mended != "":
		return say.T("Showing results for “%s”.", strings.Trim(a.Mended, `"`))
	}
	return ""
}
