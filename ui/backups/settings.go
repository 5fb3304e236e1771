package backups

import (
	"fmt"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/backup"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// settings is the sheet with the rhythm and the place.
type settings struct {
	s      *Screen
	dialog *kit.Dialog
	shown  string
}

// limits are the amounts of room offered, in bytes; 0 for no limit.
var limits = []int64{1e9, 5e9, 10e9, 20e9, 50e9, 100e9, 0}

// AskRule opens the sheet with the rhythm and the place.
func (s *Screen) AskRule() {
	c := kit.CanvasOf(s.root)
	if c == nil {
		return
	}
	t := &settings{s: s, dialog: kit.NewDialog(say.T("Rhythm and place of backups"), 620, 560)}
	t.dialog.OnClose = func() { s.settings = nil }
	t.dialog.SetActions(nil, kit.NewButton(say.T("Done"), kit.Primary, t.dialog.Hide))
	s.settings = t
	t.paint()
	t.dialog.Show(c)
}

func everyWord(e app.BackupEvery) string {
	switch e {
	case app.BackupHourly:
		return say.T("Every hour")
	case app.BackupDaily:
		return say.T("Every day")
	case app.BackupWeekly:
		return say.T("Every week")
	}
	return say.T("Never")
}

// paint shows the rule that is in force.
func (t *settings) paint() {
	m := t.s.model
	shown := fmt.Sprint(m.View.Home, m.View.Places, m.Loaded)
	if shown == t.shown {
		return
	}
	t.shown = shown
	r := m.View.Home.Rule
	set := func(change func(*app.BackupRule)) {
		next := m.View.Home.Rule
		change(&next)
		m.SetRule(next)
	}
	row := func(label string, o fyne.CanvasObject) fyne.CanvasObject {
		return kit.HStack(kit.Space4, kit.Grow(kit.NewText(label, kit.Body)), o)
	}
	var rows []fyne.CanvasObject
	if m.ReadOnly {
		rows = append(rows, kit.NewParagraph(say.T("The workspace is open for reading only: how it is backed up can be changed where it is open for writing."), kit.Small))
	}
	var rhythm []kit.Option
	for _, e := range app.BackupEverys {
		rhythm = append(rhythm, kit.Option{ID: string(e), Text: everyWord(e)})
	}
	every := kit.NewDropdown(rhythm, func(id string) { set(func(r *app.BackupRule) { r.Every = app.BackupEvery(id) }) })
	every.Select(string(r.Every))
	room := kit.NewDropdown(limitOptions(r.Limit), func(id string) {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			set(func(r *app.BackupRule) { r.Limit = n })
		}
	})
	room.Select(strconv.FormatInt(r.Limit, 10))
	rows = append(rows, row(say.T("While you work, if something changed"), every),
		kit.NewCheck(say.T("When the workspace is closed, if something changed"), r.Close, func(on bool) { set(func(r *app.BackupRule) { r.Close = on }) }))
	if words := m.Closing(); words != "" {
		rows = append(rows, kit.Inset(kit.NewParagraph(words, kit.Small), 0, 0, 0, kit.Space5))
	}
	rows = append(rows, kit.NewCheck(say.T("Before large changes, such as tagging hundreds of findings at once"), r.Large, func(on bool) { set(func(r *app.BackupRule) { r.Large = on }) }),
		kit.NewParagraph(say.T("One is always made before a merge and before the file is brought to a new version."), kit.Small),
		kit.HLine(), t.places(set), kit.HLine(), row(say.T("Room for those made by themselves"), room),
		kit.NewParagraph(say.T("The last %d stay, then one for each day of a week and one for each of %d weeks. Those you made by hand or keep stay until you remove them. The newest good one is never let go, "+
			"nor one that holds much more than all that came after it.", backup.KeepLast, backup.KeepWeeks), kit.Small))
	t.dialog.SetContent(kit.Scroll(kit.Inset(kit.VStack(kit.Space3, rows...), 0, kit.Space3, kit.Space3, 0)))
}

func limitOptions(now int64) []kit.Option {
	all := limits
	known := false
	for _, n := range all {
		known = known || n == now
	}
	if !known {
		all = append([]int64{now}, all...)
	}
	var options []kit.Option
	for _, n := range all {
		text := say.T("No limit")
		if n > 0 {
			text = fileSize(n)
		}
		options = append(options, kit.Option{ID: strconv.FormatInt(n, 10), Text: text})
	}
	return options
}

// places says where backups go, and in which other folders some may lie.
func (t *settings) places(set func(func(*app.BackupRule))) fyne.CanvasObject {
	m := t.s.model
	where := say.T("In the folder beside the workspace")
	for _, p := range m.View.Places {
		if p.Chosen {
			where = p.Folder
			if p.Away {
				where += say.T(" (not there at the moment)")
			}
		}
	}
	acts := []fyne.CanvasObject{kit.NewButton(say.T("Choose folder…"), kit.Secondary, func() {
		if t.s.doors.Folder != nil {
			t.s.doors.Folder(say.T("Where backups go"), func(folder string) { set(func(r *app.BackupRule) { r.Place = folder }) })
		}
	})}
	if m.View.Home.Rule.Place != "" {
		acts = append(acts, kit.NewButton(say.T("Beside the workspace"), kit.Quiet, func() { set(func(r *app.BackupRule) { r.Place = "" }) }))
	}
	rows := []fyne.CanvasObject{kit.NewText(say.T("Place"), kit.Body), kit.NewParagraph(where, kit.Small), kit.Flow(kit.Space2, acts...),
		kit.NewParagraph(say.T("A folder on another disk survives the loss of this one. An erasure reaches the backups in every place that was chosen here, and waits for those that are away."), kit.Small)}
	for _, p := range m.View.Places[min(1, len(m.View.Places)):] {
		if p.Chosen {
			continue
		}
		words := say.T("Also looked into: %s", p.Folder)
		if p.Away {
			words = say.T("Also looked for, and not there: %s", filepath.Dir(p.Folder))
		}
		rows = append(rows, kit.HStack(kit.Space2, kit.Grow(kit.NewParagraph(words, kit.Small)), kit.NewButton(say.T("Forget"), kit.Quiet, func() { m.ForgetPlace(p.Folder) })))
	}
	return kit.VStack(kit.Space2, rows...)
}
