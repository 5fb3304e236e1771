package coded

import "throughline/app"

// lost says what of the study a file does not hold, or not as it is.
func (w *writer) lost(c app.Counts) []app.Loss {
	var out []app.Loss
	add := func(n int, kind string, d app.Degree, text string) {
		if n > 0 {
			out = append(out, app.Loss{Kind: kind, Count: n, Degree: d, Text: text})
		}
	}
	add(w.covered, "consent", app.Degraded, app.Count(w.covered, "finding")+" without words: the people did not allow these readers.")
	switch w.spec.Format {
	case Web:
		add(w.notes, "places", app.Degraded, app.Count(w.notes, "note")+" without a passage stands below its document or at the end.")
	case Graph:
		add(w.done.Findings, "words", app.Degraded, "The words of "+app.Count(w.done.Findings, "finding")+" are not in a graph, only what meets how often.")
	default:
		add(len(w.documents), "texts", app.Degraded, app.Count(len(w.documents), "transcript")+" left out: only passages travel.")
	}
	if w.undefined() {
		add(len(w.met), "definitions", app.Degraded, "Definitions of "+app.Count(len(w.met), "tag")+" left out: export the codebook as well.")
	}
	add(c.Themes, "themes", app.Degraded, app.Count(c.Themes, "theme")+" left out but for their names on findings.")
	add(c.Insights, "insights", app.Dropped, app.Count(c.Insights, "insight")+" left out.")
	add(c.Memos, "memos", app.Dropped, app.Count(c.Memos, "memo")+" left out.")
	return out
}

// undefined reports whether tags are only named in the format.
func (w *writer) undefined() bool {
	return w.spec.Format == CSV || w.spec.Format == Markdown || w.spec.Format == Web
}

// elements counts what became of what the file is of, in the order of the study.
func (w *writer) elements(c app.Counts) []app.Element {
	var out []app.Element
	add := func(name string, total, degraded, dropped int) {
		if total > 0 {
			out = append(out, app.Element{Name: name, Total: total, Kept: total - degraded - dropped, Degraded: degraded, Dropped: dropped})
		}
	}
	findings, texts, tags := w.covered, len(w.documents), 0
	switch w.spec.Format {
	case Graph:
		findings = w.done.Findings
	case Web:
		findings, texts = w.covered+w.notes, 0
	}
	if w.undefined() {
		tags = len(w.met)
	}
	add("findings", w.done.Findings, findings, 0)
	add("documents", len(w.documents), texts, 0)
	add("tags", len(w.met), tags, 0)
	add("themes", c.Themes, c.Themes, 0)
	add("insights", c.Insights, 0, c.Insights)
	add("memos", c.Memos, 0, c.Memos)
	return out
}
