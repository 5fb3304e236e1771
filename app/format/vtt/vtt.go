// Package vtt reads WebVTT captions as Zoom, Teams, Stream, Meet and others write them.
package vtt

import (
	"context"

	"throughline/app"
	"throughline/app/format/cue"
	"throughline/app/format/source"
)

// Read reads one file into one document with cue times. See cue.Read for errors.
func Read(ctx context.Context, f source.File) (app.Bundle, error) { return cue.Read(ctx, f, "vtt") }
