package coding_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/coding"
)

func FuzzAnchor(f *testing.F) {
	f.Add("I waited.\nNaïve 👩‍👩‍👧 e\u0301 🇩🇪🇩🇪 xx", 3, 20)
	f.Add("", 0, 0)
	f.Add("\n\n \u00a0", 0, 4)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		text = strings.ToValidUTF8(text, "?")
		tr := &app.Transcript{ID: "t", Interview: "i", Revision: 1, Text: text, Turns: []app.Turn{{Span: app.Span{End: len(text)}, Speaker: "P"}}}
		if tr.Validate() != nil {
			return
		}
		span := app.Span{Start: start, End: end}
		got, err := coding.Anchor(&app.Interview{ID: "i", Study: "s", Title: "x"}, tr, span)
		_, qerr := tr.Quote(span)
		switch {
		case err != nil && (got != nil || app.CodeOf(err) != app.EInvalid):
			t.Fatalf("Anchor(%v) = %v, %v", span, got, err)
		case err != nil:
			if qerr == nil && strings.TrimSpace(text[start:end]) != "" {
				t.Errorf("Anchor(%v) of %q: %v", span, text, err)
			}
			return
		case qerr != nil:
			t.Fatalf("Anchor(%v) of %q gives %q", span, text, got.Quote)
		}
		if verr := got.Validate(); verr != nil || text[got.Start:got.End] != got.Quote || strings.TrimSpace(got.Quote) != got.Quote {
			t.Errorf("Anchor(%v) = %v %q, %v", span, got.Span, got.Quote, verr)
		}
		if !strings.Contains(got.Quote, strings.TrimSpace(text[start:end])) {
			t.Errorf("Anchor(%v) = %q lost a part of %q", span, got.Quote, text[start:end])
		}
		if again, err := coding.Anchor(&app.Interview{ID: "i", Study: "s", Title: "x"}, tr, got.Span); err != nil || again.Span != got.Span {
			t.Errorf("anchored again %v becomes %v, %v", got.Span, again, err)
		}
		if !strings.HasSuffix(text[:got.Start], got.Before) || !strings.HasPrefix(text[got.End:], got.After) {
			t.Errorf("context %q, %q", got.Before, got.After)
		}
	})
}
