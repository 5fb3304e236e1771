// Package app holds the nouns of customer research and their laws: studies, participants, interviews,
// transcripts, tags, findings, themes, insights and memos, and the ChangeSet by which they change.
//
// It imports the standard library only. Text positions are byte offsets into the canonical text of a
// transcript (UTF-8, NFC, line feeds), half-open. Times are UTC, to the millisecond.
package app
