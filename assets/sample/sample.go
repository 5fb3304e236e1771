// Package sample holds the invented study that a new user can open at once.
package sample

import "embed"

// Files has the interviews, the survey and study.json, which ties them together, all at the root.
//
//go:embed README.md study.json survey.csv *.vtt *.srt *.docx *.txt *.md
var Files embed.FS
