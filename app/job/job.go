// Package job runs long use cases beside the window, with progress and cancel.
package job

import (
	"context"
	"slices"
	"sync"
	"time"

	"throughline/app"
)

// State is where a job stands.
type State string

// The states of a job.
const (
	Running  State = "running"
	Done     State = "done"
	Failed   State = "failed"
	Canceled State = "canceled"
)

// Status is what a job tray shows.
type Status struct {
	ID      int
	Name    string
	State   State
	Done    int64 // units done
	Total   int64 // units in all, 0 when unknown
	What    string
	Err     error // why it failed
	Started time.Time
}

// interval is the least time between two published reports of progress.
const interval = 100 * time.Millisecond

// keep is how many ended jobs stay listed.
const keep = 8

// Runner runs jobs and tells its subscribers. The zero value is ready. Safe for concurrent use.
type Runner struct {
	Now     func() time.Time             // nil means time.Now; to be set before the first job
	OnPanic func(said any, stack []byte) // hears of a job that panicked; nil for nobody; to be set before the first job

	mu      sync.Mutex // guards what follows and the status of every job
	jobs    []*Job
	next    int
	closed  bool
	subs    []subscriber
	nextSub int
	last    time.Time   // when progress was last published
	later   *time.Timer // publishes what came too soon; nil when nothing waits

	telling, again bool // one goroutine at a time tells subscribers; again asks it for another round
	wg             sync.WaitGroup
}

type subscriber struct {
	id int
	f  func([]Status)
}

// Job is one started piece of work.
type Job struct {
	runner *Runner
	cancel context.CancelFunc
	done   chan struct{}
	status Status // guarded by runner.mu
}

// Start runs a use case on its own goroutine. Its context ends when the job is cancelled or the runner closed. A panic is a
// failure of the job, not the end of the program. On a closed runner the job is cancelled before it begins.
func (r *Runner) Start(name string, run func(ctx context.Context, p app.Progress) error) *Job {
	ctx, cancel := context.WithCancel(context.Background())
	r.mu.Lock()
	r.next++
	j := &Job{runner: r, cancel: cancel, done: make(chan struct{}), status: Status{ID: r.next, Name: name, State: Running, Started: r.now()}}
	r.jobs = append(r.jobs, j)
	r.forget()
	closed := r.closed
	if !closed {
		r.wg.Add(1)
	}
	r.mu.Unlock()
	if closed {
		cancel()
		j.end(context.Canceled)
		return j
	}
	r.publish()
	go func() {
		defer r.wg.Done()
		defer cancel()
		j.end(app.Guard(name+" stopped because of a fault in the program.", r.OnPanic, func() error { return run(ctx, j.progress) }))
	}()
	return j
}

func (r *Runner) now() time.Time {
	if r.Now == nil {
		return time.Now()
	}
	return r.Now()
}

// forget drops the oldest ended jobs beyond keep. The caller holds mu.
func (r *Runner) forget() {
	ended := 0
	for _, j := range r.jobs {
		if j.status.State != Running {
			ended++
		}
	}
	r.jobs = slices.DeleteFunc(r.jobs, func(j *Job) bool {
		if ended > keep && j.status.State != Running {
			ended--
			return true
		}
		return false
	})
}

// progress notes how far the job is. Subscribers hear of it at once, or when the interval is over.
func (j *Job) progress(done, total int64, what string) {
	r := j.runner
	r.mu.Lock()
	if j.status.State != Running { // a goroutine of the use case that outlived it
		r.mu.Unlock()
		return
	}
	j.status.Done, j.status.Total, j.status.What = done, total, what
	now := time.Now() // the pace of publishing is real time, whatever clock jobs are stamped by
	wait := interval - now.Sub(r.last)
	due := wait <= 0 && r.later == nil // what waits comes late on a busy machine, but comes
	if due {
		r.last = now
	} else if r.later == nil {
		r.later = time.AfterFunc(wait, r.overdue)
	}
	r.mu.Unlock()
	if due {
		r.publish()
	}
}

// overdue publishes progress that came too soon after the last.
func (r *Runner) overdue() {
	r.mu.Lock()
	r.later = nil
	r.last = time.Now()
	r.mu.Unlock()
	r.publish()
}

func (j *Job) end(err error) {
	r := j.runner
	r.mu.Lock()
	j.status.Err = err
	switch app.CodeOf(err) {
	case "":
		j.status.State = Done
	case app.ECanceled:
		j.status.State, j.status.Err = Canceled, nil
	default:
		j.status.State = Failed
	}
	r.mu.Unlock()
	close(j.done)
	r.publish()
}

// Cancel asks the job to stop; it ends when its use case returns. A job that has ended stays as it is.
func (j *Job) Cancel() { j.cancel() }

// Wait blocks until the job has ended and returns its error, nil when it was cancelled.
func (j *Job) Wait() error {
	<-j.done
	j.runner.mu.Lock()
	defer j.runner.mu.Unlock()
	return j.status.Err
}

// ID is the number the job has in Status.
func (j *Job) ID() int { return j.status.ID }

// Jobs lists running and recent jobs, oldest first.
func (r *Runner) Jobs() []Status {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.list()
}

func (r *Runner) list() []Status {
	out := make([]Status, len(r.jobs))
	for i, j := range r.jobs {
		out[i] = j.status
	}
	return out
}

// Cancel stops the job with a number, if it still runs.
func (r *Runner) Cancel(id int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, j := range r.jobs {
		if j.status.ID == id {
			j.cancel()
		}
	}
}

// Subscribe calls f with all jobs when one starts, ends, or moves on (at most ten times a second), never twice at once, the
// last call with the latest state. f runs on a goroutine of the runner and must not block; it may start and cancel jobs.
func (r *Runner) Subscribe(f func([]Status)) (cancel func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.nextSub++
	id := r.nextSub
	r.subs = append(slices.Clone(r.subs), subscriber{id, f})
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.subs = slices.DeleteFunc(slices.Clone(r.subs), func(s subscriber) bool { return s.id == id })
	}
}

// publish tells subscribers. If somebody is telling them already, that one tells them once more: so none hears an older state
// after a newer one.
func (r *Runner) publish() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.telling {
		r.again = true
		return
	}
	r.telling = true
	for r.again = true; r.again; {
		r.again = false
		all, subs := r.list(), r.subs
		r.mu.Unlock()
		for _, s := range subs {
			s.f(slices.Clone(all))
		}
		r.mu.Lock()
	}
	r.telling = false
}

// Close cancels all jobs and waits until they have ended. Jobs started later are cancelled at once.
func (r *Runner) Close() {
	r.mu.Lock()
	r.closed = true
	for _, j := range r.jobs {
		j.cancel()
	}
	r.mu.Unlock()
	r.wg.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.later != nil { // every end was told; there is no progress left to tell
		r.later.Stop()
		r.later = nil
	}
}
