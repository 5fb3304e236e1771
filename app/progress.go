package app

import "context"

// Progress receives how far a long use case is: done of total units (total 0 when unknown) and what is being
// worked on. It may be called from any goroutine and must return quickly; callers throttle what they paint.
// A nil Progress is silent.
type Progress func(done, total int64, what string)

// Report calls p unless it is nil.
func (p Progress) Report(done, total int64, what string) {
	if p != nil {
		p(done, total, what)
	}
}

type progressKey struct{}

// WithProgress gives ctx a progress that long writes report to.
func WithProgress(ctx context.Context, p Progress) context.Context {
	return context.WithValue(ctx, progressKey{}, p)
}

// ProgressOf returns the progress that ctx was given, nil without one.
func ProgressOf(ctx context.Context) Progress {
	p, _ := ctx.Value(progressKey{}).(Progress)
	return p
}
