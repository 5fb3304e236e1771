package shell

import (
	"fyne.io/fyne/v2"

	"throughline/app/history"
	"throughline/app/job"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// statusBar tells what is saved, what undo would do, and what runs in the background.
type statusBar struct {
	s     *Shell
	root  *fyne.Container
	row   *fyne.Container
	saved *kit.Text
	undo  *kit.TextButton
	job   *kit.TextButton
	bar   *kit.Progress
	stop  *kit.IconButton
	past  *kit.IconButton
	jobs  []job.Status
	ended map[int]bool
}

const statusHigh float32 = 27

func newStatusBar(s *Shell) *statusBar {
	b := &statusBar{s: s, ended: map[int]bool{}}
	b.saved = kit.NewText(say.T("All saved"), kit.Small)
	if s.p.Services.ReadOnly {
		b.saved.SetText(say.T("Read only"))
	}
	b.undo = kit.NewTextButton("", kit.Small, s.Undo)
	b.job = kit.NewTextButton("", kit.Small, b.showJobs)
	b.bar = kit.NewProgress(120)
	b.stop = kit.NewIconButton(icons.Close, say.T("Cancel"), b.cancelNewest)
	b.past = kit.NewIconButton(icons.History, say.T("History"), s.ShowHistory)
	b.layKeys()
	b.past.Hidden = s.find(kit.History) == nil
	b.row = kit.HStack(kit.Space3, b.saved, b.past, b.undo, kit.Spacer(), b.job, b.bar, b.stop)
	b.root = kit.VStack(0, kit.HLine(), kit.Fixed(kit.PadXY(b.row, kit.Space4, 0), 0, statusHigh))
	b.paintJobs(nil)
	return b
}

func (b *statusBar) paintHistory(st history.State) {
	text := ""
	if st.Undo != "" && !b.s.p.Services.ReadOnly {
		text = say.T("Undo: %s", say.Sentence(st.Undo))
	}
	if b.undo.Text() != text {
		b.undo.SetText(text)
		b.row.Refresh()
	}
}

// jobsMoved hears the runner on the job's goroutine.
func (b *statusBar) jobsMoved(all []job.Status) { task.Post(func() { b.paintJobs(all) }) }

func (b *statusBar) paintJobs(all []job.Status) {
	b.jobs = all
	line, share, running := jobLine(all)
	for _, o := range []fyne.CanvasObject{b.job, b.bar, b.stop} {
		if running > 0 {
			o.Show()
		} else {
			o.Hide()
		}
	}
	b.bar.Set(share)
	if b.job.Text() != line {
		b.job.SetText(line)
	}
	b.row.Refresh()
	for _, j := range all {
		b.tellEnd(j)
	}
}

// tellEnd says once how a job ended.
func (b *statusBar) tellEnd(j job.Status) {
	if j.State == job.Running || b.ended[j.ID] {
		return
	}
	b.ended[j.ID] = true
	b.s.p.Events.Log("job", string(j.State), j.Name)
	if j.State == job.Failed {
		b.s.Fail(j.Err)
	}
}

func (b *statusBar) cancelNewest() {
	for i := len(b.jobs) - 1; i >= 0; i-- {
		if b.jobs[i].State == job.Running {
			b.s.p.Services.Jobs.Cancel(b.jobs[i].ID)
			return
		}
	}
}

// showJobs lists what runs and what ended, with a way to cancel.
func (b *statusBar) showJobs() {
	var items []kit.MenuItem
	for i := len(b.jobs) - 1; i >= 0; i-- {
		j := b.jobs[i]
		it := kit.MenuItem{Text: j.Name, Detail: say.Sentence(string(j.State)), Icon: icons.Done, Run: func() {}}
		switch j.State {
		case job.Running:
			it.Icon, it.Detail, it.Text = icons.Close, say.T("running"), say.T("Cancel: %s", j.Name)
			it.Run = func() { b.s.p.Services.Jobs.Cancel(j.ID) }
		case job.Failed:
			it.Icon, it.Danger = icons.Error, true
			it.Run = func() { b.s.Fail(j.Err) }
		case job.Canceled:
			it.Icon = icons.Close
		}
		items = append(items, it)
	}
	if len(items) > 0 {
		kit.ShowMenu(b.job, items...)
	}
}

// layKeys names the keys beside what the bar can do.
func (b *statusBar) layKeys() {
	b.undo.SetTip(kit.WithKeys(say.T("Undo"), b.s.KeysOf("undo")))
	b.past.SetTip(kit.WithKeys(say.T("History"), b.s.KeysOf("history")))
}
