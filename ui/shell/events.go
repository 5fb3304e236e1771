package shell

import (
	"io"
	"strings"
	"sync"
)

// Events writes one line for each thing that happened, for tests that drive the real window and wait for it: "ready",
// "screen findings", "committed Tag with Docs", "focus Import files" when something got the keyboard, "undone …", "redone …", "job done Import 3 files", "error …". The nil
// Events is silent. Safe for concurrent use.
type Events struct {
	Note func(what string) // hears of each event what holds nobody's words; nil for nobody; to be set before the first event

	mu sync.Mutex
	w  io.Writer
}

// NewEvents writes to w.
func NewEvents(w io.Writer) *Events { return &Events{w: w} }

// harmless is what of an event can be nobody's words: its kind, and of a screen which, of a job how it stands.
func harmless(words []string) string {
	if len(words) > 1 && (words[0] == "screen" || words[0] == "job") {
		return words[0] + " " + words[1]
	}
	return words[0]
}

// Log writes one line made of words.
func (e *Events) Log(words ...string) {
	if e == nil {
		return
	}
	if e.Note != nil && len(words) > 0 && words[0] != "focus" { // it is told at every key

		e.Note(harmless(words))
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	line := strings.ReplaceAll(strings.Join(words, " "), "\n", " ")
	_, _ = io.WriteString(e.w, line+"\n") // a log that cannot be written must not stop the window
}
