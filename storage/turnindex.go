package storage

import "strings"

// unindexedMost is how many bytes of words wait for the full-text index, of some two hundred interviews of an hour.
const unindexedMost = 8 << 20

// unindexed are words of turns that wait for the full-text index: of rows that follow each other in the table of turns, a list as JSON for each transcript.
//
// They go in together, at the end of a step, since every statement that writes more than one row makes the index write out what it gathered, as a piece
// of its own. Pieces of one transcript each were merged with others as often as there are levels, which was half of what an import into a large workspace took.
type unindexed struct {
	first, next int64 // rows of turns
	lists       []string
	bytes       int
}

// indexLater has the words of n turns, a list as JSON, wait for the index; last is the row of the last turn.
func (w *writer) indexLater(last int64, n int, words string) error {
	if n == 0 {
		return nil
	}
	u := &w.unindexed
	first := last - int64(n) + 1 // one statement made the rows, each after the highest there was
	if len(u.lists) > 0 && first != u.next || u.bytes >= unindexedMost {
		if err := w.indexTurns(); err != nil {
			return err
		}
	}
	if len(u.lists) == 0 {
		u.first = first
	}
	u.next, u.lists, u.bytes = last+1, append(u.lists, words[1:len(words)-1]), u.bytes+len(words)
	return nil
}

// indexTurns puts the words that wait into the full-text index. Whoever asks the index within a step, or takes turns from it, calls it first.
func (w *writer) indexTurns() error {
	u := w.unindexed
	if len(u.lists) == 0 {
		return nil
	}
	w.unindexed = unindexed{}
	return w.exec("INSERT INTO turn_text (rowid, text) SELECT ?1 + key, value FROM json_each(?2)", u.first, "["+strings.Join(u.lists, ",")+"]")
}
