package storagetest

import (
	"context"
	"fmt"

	"throughline/storage"
)

// State is what a workspace holds: a checksum of all records and of the key of the vault, which is no record, and its last step, 0 for none.
type State struct {
	Hash string
	Seq  int64
}

// Holds is what a workspace holds now.
func Holds(s *storage.Store) (now State, err error) {
	ctx := context.Background()
	if now.Hash, err = s.ContentHash(ctx); err != nil {
		return now, err
	}
	key, err := s.VaultHeader(ctx)
	if err != nil {
		return now, err
	}
	now.Hash += "/" + string(key)
	last, ok, err := s.LastApplied(ctx)
	if ok {
		now.Seq = last.Seq
	}
	return now, err
}

// TakeBack takes back what came after a state that was confirmed, sees that this is there again and nothing else, brings all of it again
// and sees that it is what it was. It returns how many steps came, and in words what is wrong, "" for nothing: a confirmed step that is
// lost, or one that is there in part.
func TakeBack(s *storage.Store, confirmed State) (steps int, wrong string) {
	now, err := Holds(s)
	if err != nil {
		return 0, "it cannot be read: " + err.Error()
	}
	if steps, wrong = revert(s, confirmed.Seq); wrong != "" {
		return steps, wrong
	}
	before, err := Holds(s)
	switch {
	case err != nil:
		return steps, "it cannot be read: " + err.Error()
	case before != confirmed && steps == 0:
		return steps, "it holds something else than was confirmed"
	case before != confirmed:
		return steps, fmt.Sprintf("without the newest %d steps it holds something else than was confirmed: a step is there in part, or a confirmed one is not", steps)
	}
	if wrong := reapply(s, steps); wrong != "" {
		return steps, wrong
	}
	if again, err := Holds(s); err != nil || again != now {
		return steps, fmt.Sprint("steps that were taken back come again as something else: ", err)
	}
	return steps, ""
}

// revert takes back the steps after one.
func revert(s *storage.Store, seq int64) (steps int, wrong string) {
	for ; ; steps++ {
		last, ok, err := s.LastApplied(context.Background())
		switch {
		case err != nil:
			return steps, "the history cannot be read: " + err.Error()
		case !ok && seq > 0, ok && last.Seq < seq:
			return steps, fmt.Sprintf("the confirmed step %d is lost", seq)
		case !ok, last.Seq == seq:
			return steps, ""
		}
		if _, err := s.Revert(context.Background(), last.Seq); err != nil {
			return steps, fmt.Sprintf("the step %q cannot be taken back: %v", last.Label, err)
		}
	}
}

// reapply brings steps again that were taken back.
func reapply(s *storage.Store, steps int) (wrong string) {
	for range steps {
		next, ok, err := s.NextUndone(context.Background())
		if err == nil && ok {
			_, err = s.Reapply(context.Background(), next.Seq)
		}
		if err != nil || !ok {
			return fmt.Sprint("a step that was taken back does not come again: ", err)
		}
	}
	return ""
}
