package history

import (
	"context"
	"time"

	"throughline/app"
)

// Keep is how much of the history can be taken back unless somebody decides otherwise: at least the newest 1,000 steps, all
// of the last 30 days, and as many older ones as fit into 256 MB.
var Keep = app.SealPolicy{Steps: 1000, Age: 30 * 24 * time.Hour, Bytes: 256 << 20}

// Tidy seals the steps that the policy no longer keeps, a few hundred at a time, so that work goes on in between, and returns
// how many entries it sealed. What it did stays done when ctx ends.
func (l *Log) Tidy(ctx context.Context, p app.SealPolicy, now time.Time) (sealed int, err error) {
	for {
		n, err := l.seal(ctx, p, now)
		sealed += n
		if err != nil || n == 0 {
			return sealed, err
		}
	}
}

func (l *Log) seal(ctx context.Context, p app.SealPolicy, now time.Time) (int, error) {
	l.write.Lock()
	defer l.write.Unlock()
	n, err := l.store.Seal(ctx, p, now)
	if err == nil && n > 0 {
		err = l.read(context.WithoutCancel(ctx))
	}
	return n, err
}
