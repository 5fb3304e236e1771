package preferences

import (
	"path/filepath"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/settings"
	"throughline/app/vault"
	"throughline/ui/kit"
	"throughline/ui/say"
)

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

func (s *Screen) backups() part {
	m := s.model
	if m.Backups == nil {
		return card("backups", say.T("Backups"), say.T("Backups"), kit.NewParagraph(say.T("How often a workspace is backed up, and where, stands in the workspace itself. Open one to choose."), kit.Small))
	}
	var rhythm []kit.Option
	for _, e := range app.BackupEverys {
		rhythm = append(rhythm, kit.Option{ID: string(e), Text: everyWord(e)})
	}
	every := kit.NewDropdown(rhythm, func(id string) { m.SetRule(func(r *app.BackupRule) { r.Every = app.BackupEvery(id) }) })
	closing := kit.NewCheck(say.T("When the workspace is closed, if something changed"), false, func(on bool) { m.SetRule(func(r *app.BackupRule) { r.Close = on }) })
	where := kit.NewParagraph("", kit.Small)
	s.mark(func() {
		every.Select(string(m.Home.Rule.Every))
		closing.Set(m.Home.Rule.Close)
		every.Disable()
		closing.Disable()
		if m.Known && !m.ReadOnly {
			every.Enable()
			closing.Enable()
		}
		where.SetText(m.Place())
	})
	acts := kit.Flow(kit.Space2, kit.NewButton(say.T("Place, room and rhythm…"), kit.Secondary, s.doors.Rule), kit.NewButton(say.T("See backups"), kit.Quiet, s.doors.Backups))
	return card("backups", say.T("Backups"), say.T("Backups of this workspace"), row(say.T("While you work, if something changed"), "", every), closing, kit.VStack(kit.Space2, where, acts))
}

// Place says where the backups of the open workspace lie.
func (m *Model) Place() string {
	switch {
	case !m.Known:
		return say.T("Looking where they lie…")
	case m.Home.Rule.Place != "":
		return say.T("They go to %s.", m.Home.Rule.Place)
	}
	return say.T("They go to the folder beside the workspace.")
}

func (s *Screen) privacy() part {
	m := s.model
	var options []kit.Option
	for _, n := range []int{5, 0, 60, settings.VaultNever} {
		options = append(options, kit.Option{ID: strconv.Itoa(n), Text: lockWord(n)})
	}
	lock := kit.NewDropdown(options, func(id string) {
		if n, err := strconv.Atoi(id); err == nil {
			m.Set(func(c *settings.Settings) { c.VaultMinutes = n })
		}
	})
	s.mark(func() {
		now := m.Choices().VaultMinutes
		if now == usualLock {
			now = 0
		}
		all := options
		if id := strconv.Itoa(now); !has(options, id) {
			all = append([]kit.Option{{ID: id, Text: lockWord(now)}}, options...)
		}
		lock.SetOptions(all)
		lock.Select(strconv.Itoa(now))
	})
	rows := []fyne.CanvasObject{row(say.T("The vault locks itself"), say.T("It holds who people are: names, mail addresses, telephone numbers."), lock),
		kit.NewParagraph(say.T("Throughline never uses the network: nothing you read, write or choose leaves this computer unless you export it."), kit.Small)}
	if s.doors.Faults != nil {
		rows = append(rows, row(say.T("Reports of faults"), say.T("They hold no words of yours and stay here until you send them."), kit.NewButton(say.T("See them…"), kit.Secondary, s.doors.Faults)))
	}
	return card("privacy", say.T("Privacy"), say.T("Privacy"), rows...)
}

// usualLock is after how many minutes the vault locks itself where nothing was chosen.
const usualLock = int(vault.DefaultIdle / time.Minute)

func lockWord(minutes int) string {
	switch {
	case minutes == 0:
		return lockWord(usualLock)
	case minutes < 0:
		return say.T("Never by itself")
	case minutes == 60:
		return say.T("After an hour")
	}
	return say.T("After %s", say.Count(minutes, "minute"))
}

func has(options []kit.Option, id string) bool {
	for _, o := range options {
		if o.ID == id {
			return true
		}
	}
	return false
}

func (s *Screen) ownModel() part {
	m := s.model
	line := kit.NewParagraph("", kit.Small)
	s.mark(func() { line.SetText(m.ModelLine()) })
	rows := kit.VStack(kit.Space2, line)
	if s.doors.Model != nil {
		rows.Add(kit.HStack(0, kit.NewButton(say.T("Choose a folder…"), kit.Secondary, s.doors.Model), kit.Spacer()))
	}
	return card("model", say.T("Model"), say.T("Language model"), rows)
}

// ModelLine says which language model is used.
func (m *Model) ModelLine() string {
	here := m.Choices().Here
	switch {
	case here.ModelFolder == "":
		return say.T("None of your own. Findings are compared by the word vectors that come with Throughline, which know English.")
	case here.ModelOn:
		return say.T("%s is on: it compares findings by their meaning. It lies in %s.", filepath.Base(here.ModelFolder), here.ModelFolder)
	}
	return say.T("%s is off. It lies in %s.", filepath.Base(here.ModelFolder), here.ModelFolder)
}

func (s *Screen) help() part {
	m := s.model
	hints := kit.NewSegments([]kit.Option{{ID: "", Text: say.T("On")}, {ID: "off", Text: say.T("Off")}}, func(id string) {
		m.Set(func(c *settings.Settings) { c.Here.NoHints = id == "off" })
	})
	line := kit.NewParagraph("", kit.Small)
	s.mark(func() {
		id := ""
		if m.Choices().Here.NoHints {
			id = "off"
		}
		hints.Select(id)
		line.SetText(m.HintsLine())
	})
	acts := []fyne.CanvasObject{kit.NewButton(say.T("Show every hint once more"), kit.Quiet, m.ForgetHints)}
	if s.doors.Tour != nil {
		acts = append([]fyne.CanvasObject{kit.NewButton(say.T("Take the tour"), kit.Secondary, s.doors.Tour)}, acts...)
	}
	return card("help", say.T("Hints"), say.T("Hints and tour"), kit.VStack(kit.Space2, row(say.T("Hints"), "", hints), line, kit.Flow(kit.Space2, acts...)))
}

// keys shows the tables that bind keys, one place at a time.
func (s *Screen) keys() part {
	table := kit.VStack(kit.Space2)
	var groups []KeyGroup
	at := "0"
	pick := kit.NewDropdown(nil, nil)
	show := func() {
		i, err := strconv.Atoi(at)
		if err != nil || i >= len(groups) {
			return
		}
		keys := groups[i].Keys
		var left, right []fyne.CanvasObject
		for j, k := range keys {
			line := kit.HStack(kit.Space3, kit.Grow(kit.NewParagraph(k.Does, kit.Body)), kit.NewKeyHint(k.Keys))
			if j < (len(keys)+1)/2 {
				left = append(left, line)
			} else {
				right = append(right, line)
			}
		}
		table.Objects = []fyne.CanvasObject{kit.Columns(kit.Space5, nil, kit.VStack(kit.Space2, left...), kit.VStack(kit.Space2, right...))}
		table.Refresh()
	}
	pick.OnChange = func(id string) {
		at = id
		show()
		s.page.Refresh()
		s.view.Refresh()
	}
	s.mark(func() {
		groups = s.doors.Keys()
		var options []kit.Option
		for i, g := range groups {
			options = append(options, kit.Option{ID: strconv.Itoa(i), Text: g.Title})
		}
		pick.SetOptions(options)
		pick.Select(at)
		show()
	})
	return card("keys", say.T("Keys"), say.T("Keyboard shortcuts"), row(say.T("Keys of"), say.T("? shows those of the screen you are on."), pick), table)
}

func (s *Screen) file() part {
	m := s.model
	var acts []fyne.CanvasObject
	if s.doors.Save != nil {
		acts = append(acts, kit.NewButton(say.T("Export settings…"), kit.Secondary, func() { s.doors.Save(say.T("Throughline settings.json"), m.Export) }))
	}
	if s.doors.Choose != nil {
		acts = append(acts, kit.NewButton(say.T("Import settings…"), kit.Secondary, func() { s.doors.Choose(m.Import) }))
	}
	return card("file", say.T("File"), say.T("Settings as a file"),
		kit.VStack(kit.Space2, kit.NewParagraph(say.T("One file with the choices of this page, to take to another computer. The language model, hints that were shown and backups stay here: they belong to this computer and to the workspace."), kit.Small),
			kit.Flow(kit.Space2, acts...)))
}
