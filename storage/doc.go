// Package storage keeps a workspace in one SQLite file: opening, migrating, the write door for change sets with its
// journal, the reads a screen needs, full-text search, backup and check.
//
// There is one writer connection and a pool of readers. Every exported method is one transaction, so what it returns
// was true at one moment. Errors are app.Errors or the end of the caller's context. Building needs the tag sqlite_fts5.
package storage
