package exchange_test

import (
	"fmt"
	"strings"
	"testing"
)

// paged is a PDF with a line of text on each page. It has no table of its objects: readers look for them.
func paged(lines ...string) string {
	var b strings.Builder
	var kids []string
	b.WriteString("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n")
	for i, l := range lines {
		said := "BT /F1 11 Tf 72 780 Td (" + l + ") Tj ET"
		body, page := 4+2*i, 5+2*i
		fmt.Fprintf(&b, "%d 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n", body, len(said), said)
		fmt.Fprintf(&b, "%d 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>\nendobj\n", page, body)
		kids = append(kids, fmt.Sprint(page, " 0 R"))
	}
	fmt.Fprintf(&b, "2 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n", len(kids), strings.Join(kids, " "))
	return b.String()
}

func TestReadText_KnowsThePages(t *testing.T) {
	d := newDesk(t)
	f, err := d.exchange.ReadText(t.Context(), d.file("talk.pdf", paged("We waited for two weeks.", "Then the pilot began.")), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Transcript.PageAt(strings.Index(f.Transcript.Text, "pilot")); got != 2 {
		t.Errorf("the pilot is on page %d of %q, want 2: %v", got, f.Transcript.Text, f.Transcript.Pages)
	}
}
