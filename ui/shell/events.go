package shell

import (
	"io"
	"strings"
	"sync"
)

// Events writes one line for each thing that happened, for tests that drive the real window and wait for it: "ready",
// "screen findings", "committed Tag with Docs", "undone …", "redone …", "job done Import 3 files", "error …". The nil
// Events is silent. Safe for concurrent use.
type Events struct {
	mu sync.Mutex
	w  io.Writer
}

// NewEvents writes to w.
func NewEvents(w io.Writer) *Events { return &Events{w: w} }

// Log writes one line made of words.
func (e *Events) Log(words ...string) {
	if e == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	line := strings.ReplaceAll(strings.Join(words, " "), "\n", " ")
	_, _ = io.WriteString(e.w, line+"\n") // a log that cannot be written must not stop the window
}
