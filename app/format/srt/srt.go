// Package srt reads SubRip captions (.srt) and SubViewer captions (.sbv).
package srt

import (
	"context"

	"throughline/app"
	"throughline/app/format/cue"
	"throughline/app/format/source"
)

// Read reads one .srt file into one document with cue times. See cue.Read for errors.
func Read(ctx context.Context, f source.File) (app.Bundle, error) { return cue.Read(ctx, f, "srt") }

// ReadSBV reads one .sbv file as Read does.
func ReadSBV(ctx context.Context, f source.File) (app.Bundle, error) { return cue.Read(ctx, f, "sbv") }
