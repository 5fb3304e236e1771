package storage

import "testing"

// RankByAllUpTo has larger indexes leave out common words, for the time of a test.
func RankByAllUpTo(t testing.TB, rows int64) {
	was := countedRows
	countedRows = rows
	t.Cleanup(func() { countedRows = was })
}
