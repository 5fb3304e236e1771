package consent

import (
	"slices"
	"strings"
	"unicode"
)

// headings are what a column may be called, in lower case.
var headings = map[Field][]string{
	FieldCode:      {"code", "person", "participant", "participant code", "participant id"},
	FieldDate:      {"date", "given", "given on", "consent date", "signed", "signed on"},
	FieldScopes:    {"scopes", "scope", "consent", "allowed"},
	FieldRecord:    {"record", "recording", "may record", "recorded"},
	FieldInside:    {"inside", "quote inside", "quotes inside"},
	FieldOutside:   {"outside", "quote outside", "quotes outside", "may quote"},
	FieldMachine:   {"machine", "machine analysis", "ai", "automatic analysis"},
	FieldExpires:   {"expires", "ends", "last day", "until", "valid until"},
	FieldWithdrawn: {"withdrawn", "withdrawn on"},
	FieldReason:    {"reason"},
	FieldHow:       {"how", "form"},
	FieldNote:      {"note", "notes", "comment"},
}

// hints are single words by which a longer heading says what its column means. One that has hints of two fields, or denies, says nothing.
var hints = []struct {
	field Field
	words []string
}{
	{FieldRecord, []string{"record", "recording", "recorded", "audio", "video"}},
	{FieldInside, []string{"inside", "internal", "internally", "team"}},
	{FieldOutside, []string{"outside", "external", "externally", "public", "publicly"}},
	{FieldMachine, []string{"machine", "ai", "automatic", "automated"}},
	{FieldExpires, []string{"expires", "expiry", "expiration", "until"}},
	{FieldWithdrawn, []string{"withdrawn", "withdrawal", "revoked"}},
}

// denials turn what a heading asks around: a yes below it may mean a no.
var denials = []string{"no", "not", "never", "without", "refused", "declined"}

// Guess says what columns mean by their names, each meaning once; "" for those that say nothing of a consent, or not clearly. Names that are
// known as they are go before names that have a word of it.
func Guess(columns []string) []Field {
	out := make([]Field, len(columns))
	for i, c := range columns {
		name := strings.ToLower(strings.Join(strings.Fields(strings.TrimPrefix(c, "\ufeff")), " "))
		for _, f := range Fields() {
			if !slices.Contains(out, f) && slices.Contains(headings[f], name) {
				out[i] = f
				break
			}
		}
	}
	for i, c := range columns {
		if f := hinted(c); out[i] == "" && f != "" && !slices.Contains(out, f) {
			out[i] = f
		}
	}
	return out
}

// hinted returns the one field a heading has a word of, or "".
func hinted(heading string) (f Field) {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool { return !unicode.IsLetter(r) })
	has := func(w string) bool { return slices.Contains(words, w) }
	if slices.ContainsFunc(denials, has) {
		return ""
	}
	for _, h := range hints {
		if !slices.ContainsFunc(h.words, has) {
			continue
		}
		if f != "" {
			return ""
		}
		f = h.field
	}
	return f
}
