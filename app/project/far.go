package project

import (
	"context"

	"throughline/app"
	"throughline/app/qda"
)

// far tells how far a draft is, by the selections that were made, and whether it is to go on. A nil one is silent and goes on.
type far struct {
	ctx         context.Context
	progress    app.Progress
	done, total int64
	what        string
}

// begin counts what there is to do in a project.
func begin(ctx context.Context, p *qda.Project, progress app.Progress) *far {
	f := &far{ctx: ctx, progress: progress}
	for i := range p.Sources {
		eachText(&p.Sources[i], func(t *qda.Source) { f.total += 1 + int64(len(t.Selections)) })
	}
	return f
}

// at begins something of a name.
func (f *far) at(what string) {
	f.what = what
	f.step()
}

// stride is after how many selections progress is told: they take some microseconds each.
const stride = 512

// step notes that one more is made, and reports whether to go on.
func (f *far) step() bool {
	if f == nil {
		return true
	}
	if f.done++; f.done%stride != 0 && f.done < f.total && f.total > stride {
		return true
	}
	f.progress.Report(min(f.done, f.total), f.total, f.what)
	return !f.stopped()
}

// stopped reports whether somebody ended the work.
func (f *far) stopped() bool { return f != nil && f.ctx.Err() != nil }
