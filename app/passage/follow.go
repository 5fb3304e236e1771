package passage

import "throughline/app"

// Follow returns where a passage of the text that a person saw stands in the text as it is now: the same place in the same revision,
// the place of its words in another. Returns EConflict when not all of its words stand where they stood, EInvalid if the span does
// not lie in the text that was seen.
func Follow(seen, now *app.Transcript, span app.Span) (app.Span, error) {
	quote, err := seen.Quote(span)
	if err != nil || seen.ID == now.ID || quote == "" {
		return span, err
	}
	span = Snap(seen.Text, span)
	at := Diff(seen.Text, now.Text).inPlace(&app.Finding{Span: span, Quote: seen.Text[span.Start:span.End]})
	if at.Verdict != Kept {
		return span, app.StaleText()
	}
	return at.Span, nil
}
