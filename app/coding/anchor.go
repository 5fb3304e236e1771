package coding

import (
	"throughline/app"
	"throughline/app/passage"
)

// Anchor makes an unsigned, untagged finding of a passage: see passage.Anchor.
func Anchor(iv *app.Interview, tr *app.Transcript, span app.Span) (*app.Finding, error) {
	return passage.Anchor(iv, tr, span)
}
