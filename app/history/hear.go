package history

import (
	"context"

	"throughline/app"
)

// Hear publishes steps that another program committed to the same file, in their order, so that subscribers hear them like steps of their own; and reads
// where the journal stands by now.
func (l *Log) Hear(ctx context.Context, sets []*app.ChangeSet) error {
	l.write.Lock()
	defer l.write.Unlock()
	if err := l.read(ctx); err != nil {
		return err
	}
	for _, cs := range sets {
		l.publish(cs)
	}
	return nil
}
