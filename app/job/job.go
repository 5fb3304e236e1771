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
	mu      sync.Mutex
	jobs    []*Job
	next    int
	subs    map[int]func([]Status)
	nextSub int
	wg      sync.WaitGroup
	last    time.Time
}

// Job is one started piece of work.
type Job struct {
	runner *Runner
	cancel context.CancelFunc
	done   chan struct{}
	status Status // guarded by runner.mu
}

// Start runs a use case on its own goroutine. Its context ends when the job is cancelled or the runner closed.
func (r *Runner) Start(name string, run func(ctx context.Context, p app.Progress) error) *Job {
	ctx, cancel := context.WithCancel(context.Background())
	r.mu.Lock()
	r.next++
	j := &Job{runner: r, cancel: cancel, done: make(chan struct{}), status: Status{ID: r.next, Name: name, State: Running, Started: time.Now()}}
	r.jobs = append(r.jobs, j)
	r.forget()
	r.mu.Unlock()
	r.wg.Add(1)
	r.publish()
	go func() {
		defer r.wg.Done()
		err := run(ctx, j.progress)
		cancel()
		j.end(err)
	}()
	return j
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

func (j *Job) progress(done, total int64, what string) {
	r := j.runner
	r.mu.Lock()
	j.status.Done, j.status.Total, j.status.What = done, total, what
	now := time.Now()
	due := now.Sub(r.last) >= interval
	if due {
		r.last = now
	}
	r.mu.Unlock()
	if due {
		r.publish()
	}
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

// Cancel asks the job to stop; it ends when its use case returns.
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

// Subscribe calls f with all jobs when one starts, ends, or moves on (at most ten times a second), on the job's goroutine.
func (r *Runner) Subscribe(f func([]Status)) (cancel func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.subs == nil {
		r.subs = map[int]func([]Status){}
	}
	r.nextSub++
	id := r.nextSub
	r.subs[id] = f
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.subs, id)
	}
}

func (r *Runner) publish() {
	all := r.Jobs()
	r.mu.Lock()
	ids := make([]int, 0, len(r.subs))
	for id := range r.subs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	subs := make([]func([]Status), len(ids))
	for i, id := range ids {
		subs[i] = r.subs[id]
	}
	r.mu.Unlock()
	for _, f := range subs {
		f(all)
	}
}

// Close cancels all jobs and waits until they have ended.
func (r *Runner) Close() {
	r.mu.Lock()
	for _, j := range r.jobs {
		j.cancel()
	}
	r.mu.Unlock()
	r.wg.Wait()
}
