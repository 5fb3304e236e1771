package job_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"throughline/app"
	"throughline/app/job"
)

func last(r *job.Runner) job.Status {
	all := r.Jobs()
	return all[len(all)-1]
}

func TestJob_EndsAsItsWorkDid(t *testing.T) {
	broken := errors.New("no such file")
	for _, c := range []struct {
		name string
		run  func(ctx context.Context, p app.Progress) error
		stop bool
		want job.State
		err  error
	}{
		{"done", func(context.Context, app.Progress) error { return nil }, false, job.Done, nil},
		{"failed", func(context.Context, app.Progress) error { return broken }, false, job.Failed, broken},
		{"cancelled", func(ctx context.Context, _ app.Progress) error { <-ctx.Done(); return ctx.Err() }, true, job.Canceled, nil},
		{"cancelled, as our error", func(ctx context.Context, _ app.Progress) error { <-ctx.Done(); return &app.Error{Code: app.ECanceled} }, true, job.Canceled, nil},
		{"done although cancelled", func(ctx context.Context, _ app.Progress) error { <-ctx.Done(); return nil }, true, job.Done, nil},
		{"failed while being cancelled", func(ctx context.Context, _ app.Progress) error { <-ctx.Done(); return broken }, true, job.Failed, broken},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
			r := &job.Runner{Now: func() time.Time { return start }}
			j := r.Start("Work", c.run)
			if c.stop {
				j.Cancel()
			}
			if err := j.Wait(); !errors.Is(err, c.err) || c.err == nil && err != nil {
				t.Errorf("Wait() = %v, want %v", err, c.err)
			}
			if got, want := last(r), (job.Status{ID: j.ID(), Name: "Work", State: c.want, Err: c.err, Started: start}); got != want {
				t.Errorf("Jobs() = %+v, want %+v", got, want)
			}
		})
	}
}

func TestJob_APanicIsAFailure(t *testing.T) {
	heard := ""
	r := &job.Runner{OnPanic: func(said any, stack []byte) {
		heard = fmt.Sprint(said, "|", strings.Contains(string(stack), "job_test.go"))
	}}
	err := r.Start("Import", func(context.Context, app.Progress) error { panic("index out of range") }).Wait()
	if heard != "index out of range|true" {
		t.Errorf("who asked heard %q", heard)
	}
	var e *app.Error
	if !errors.As(err, &e) || e.Code != app.EInternal || e.Message == "" || e.Err == nil {
		t.Errorf("Wait() = %#v", err)
	}
	if last(r).State != job.Failed {
		t.Errorf("Jobs() = %+v", last(r))
	}
}

func TestRunner_PublishesProgressAtMostTenTimesASecondAndTheLatest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &job.Runner{}
		var mu sync.Mutex
		var heard []job.Status
		var at []time.Time
		cancel := r.Subscribe(func(all []job.Status) {
			mu.Lock()
			defer mu.Unlock()
			heard, at = append(heard, all[len(all)-1]), append(at, time.Now())
		})
		j := r.Start("Count", func(_ context.Context, p app.Progress) error {
			for i := range int64(1000) {
				p(i+1, 1000, "counting")
				time.Sleep(time.Millisecond)
			}
			time.Sleep(time.Second) // says nothing for a while: what it said last must be heard
			return nil
		})
		time.Sleep(1500 * time.Millisecond)
		mu.Lock()
		n, latest := len(heard), heard[len(heard)-1]
		mu.Unlock()
		if n < 9 || n > 13 || latest.Done != 1000 || latest.Total != 1000 || latest.What != "counting" {
			t.Errorf("heard %d times in a second, latest %+v", n, latest)
		}
		if err := j.Wait(); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if got := heard[len(heard)-1]; got.State != job.Done {
			t.Errorf("heard last %+v, want done", got)
		}
		for i := 3; i < len(at)-1; i++ { // the first are start and first progress, the last is the end
			if d := at[i].Sub(at[i-1]); d < 99*time.Millisecond {
				t.Errorf("call %d came %v after the one before", i, d)
			}
		}
		cancel()
		n = len(heard)
		_ = r.Start("More", func(context.Context, app.Progress) error { return nil }).Wait()
		synctest.Wait()
		if len(heard) != n {
			t.Error("a cancelled subscriber was called")
		}
	})
}

func TestRunner_TellsTheNewestStateLast(t *testing.T) {
	r := &job.Runner{}
	var mu sync.Mutex
	var busy bool
	var latest []job.Status
	r.Subscribe(func(all []job.Status) {
		mu.Lock()
		if busy {
			t.Error("called twice at once")
		}
		busy, latest = true, all
		mu.Unlock()
		_ = r.Jobs() // a subscriber may ask
		mu.Lock()
		busy = false
		mu.Unlock()
	})
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			_ = r.Start("x", func(_ context.Context, p app.Progress) error { p(1, 1, ""); return nil }).Wait()
		})
	}
	wg.Wait()
	r.Close()
	deadline := time.Now().Add(5 * time.Second)
	for {
		mu.Lock()
		done := !slices.ContainsFunc(latest, func(s job.Status) bool { return s.State == job.Running })
		mu.Unlock()
		if done {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("heard last %+v", latest)
		}
		time.Sleep(time.Millisecond)
	}
}

func TestRunner_ASubscriberMayStartTheNextJob(t *testing.T) {
	r := &job.Runner{}
	second := make(chan struct{})
	var once sync.Once
	r.Subscribe(func(all []job.Status) {
		if all[0].State == job.Done {
			once.Do(func() { r.Start("Second", func(context.Context, app.Progress) error { close(second); return nil }) })
		}
	})
	_ = r.Start("First", func(context.Context, app.Progress) error { return nil }).Wait()
	select {
	case <-second:
	case <-time.After(5 * time.Second):
		t.Fatal("the second job did not run")
	}
}

func TestRunner_KeepsAFewEndedJobsAndAllRunning(t *testing.T) {
	r := &job.Runner{}
	release := make(chan struct{})
	first := r.Start("Long", func(context.Context, app.Progress) error { <-release; return nil })
	for range 30 {
		_ = r.Start("Short", func(context.Context, app.Progress) error { return nil }).Wait()
	}
	if all := r.Jobs(); len(all) > 10 || all[0].ID != first.ID() || all[0].State != job.Running {
		t.Errorf("Jobs() = %+v", all)
	}
	close(release)
	if err := first.Wait(); err != nil {
		t.Error(err)
	}
}

func TestRunner_CloseStopsEverything(t *testing.T) {
	r := &job.Runner{}
	var ended sync.WaitGroup
	for range 5 {
		ended.Add(1)
		r.Start("Long", func(ctx context.Context, _ app.Progress) error { defer ended.Done(); <-ctx.Done(); return ctx.Err() })
	}
	r.Cancel(2)
	r.Close()
	ended.Wait()
	for _, s := range r.Jobs() {
		if s.State != job.Canceled {
			t.Errorf("job %d is %s", s.ID, s.State)
		}
	}
	ran := false
	j := r.Start("Late", func(context.Context, app.Progress) error { ran = true; return nil })
	if err := j.Wait(); err != nil || ran || last(r).State != job.Canceled {
		t.Errorf("a job after Close: %v, ran %v, %+v", err, ran, last(r))
	}
	r.Close()
}
