package app

import (
	"sort"
	"strconv"
)

// PageBreak says where a page of a document begins in its text.
type PageBreak struct {
	Start int `json:"start"` // byte of Transcript.Text
	Page  int `json:"page"`  // as the document counts, from 1
}

// PageAt returns the page that byte at stands on, 0 when the text has no pages.
func (t *Transcript) PageAt(at int) int {
	i := sort.Search(len(t.Pages), func(i int) bool { return t.Pages[i].Start > at })
	if i == 0 {
		return 0
	}
	return t.Pages[i-1].Page
}

// Locator says where in its source a passage stands, as it is cited: the time in the recording, or "p. 12" of a document; "" when neither is known,
// and for a note without a passage.
func (f *Finding) Locator() string {
	switch {
	case f.Quote == "":
		return ""
	case f.Page > 0:
		return "p. " + strconv.Itoa(f.Page)
	}
	return Clock(f.At)
}
