//go:build !sqlite_fts5

package storage

// Without the build tag SQLite lacks the full-text index. The next line stops the build and says what to do.
var _ = Throughline_needs_the_build_tag_sqlite_fts5__run_make_build
