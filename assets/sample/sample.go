// Package sample holds the invented study that a new user can open at once.
package sample

import "embed"

// Files has the interviews, the survey, study.json, which ties them together, recruitment.json, how people were found, and operations.json,
// what they allowed and by which templates and tools it was done, all at the root.
//
//go:embed README.md study.json recruitment.json operations.json survey.csv *.vtt *.srt *.docx *.txt *.md
var Files embed.FS
