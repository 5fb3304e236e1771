package reader

import (
	"slices"

	"throughline/app"
)

// maxTabs is how many interviews are open at once. One more closes the one looked at least lately: where it was read is kept.
const maxTabs = 8

// tabs is which interviews are open, in the order of the strip, and which of them show. The zero value has none.
type tabs struct {
	open   []app.OpenInterview
	front  app.InterviewID   // in the only pane, or in the left one
	beside app.InterviewID   // in the right pane, "" for a single one
	right  bool              // the right pane has the keyboard
	recent []app.InterviewID // last looked at first
}

// focused is the interview that has the keyboard, "" for none.
func (t *tabs) focused() app.InterviewID {
	if t.right && t.beside != "" {
		return t.beside
	}
	return t.front
}

func (t *tabs) has(id app.InterviewID) bool { return t.at(id) >= 0 }

func (t *tabs) at(id app.InterviewID) int {
	return slices.IndexFunc(t.open, func(o app.OpenInterview) bool { return o.ID == id })
}

// show brings an interview into the pane that has the keyboard, or goes to the pane that has it already. A new one gets a
// tab after the present one; gone is the one closed for it, "" for none.
func (t *tabs) show(id app.InterviewID) (gone app.InterviewID) {
	if !t.has(id) {
		if len(t.open) >= maxTabs {
			gone = t.stalest()
			t.close(gone)
		}
		t.open = slices.Insert(t.open, t.at(t.focused())+1, app.OpenInterview{ID: id})
	}
	switch {
	case id == t.front:
		t.right = false
	case id == t.beside:
		t.right = true
	case t.right && t.beside != "":
		t.beside = id
	default:
		t.front, t.right = id, false
	}
	t.touch(id)
	return gone
}

func (t *tabs) touch(id app.InterviewID) {
	t.recent = slices.Insert(slices.DeleteFunc(t.recent, func(x app.InterviewID) bool { return x == id }), 0, id)
}

// stalest is the open interview looked at least lately that does not show.
func (t *tabs) stalest() app.InterviewID {
	age := func(id app.InterviewID) int {
		if i := slices.Index(t.recent, id); i >= 0 {
			return i
		}
		return len(t.recent)
	}
	oldest := app.InterviewID("")
	for _, o := range t.open {
		if o.ID != t.front && o.ID != t.beside && (oldest == "" || age(o.ID) > age(oldest)) {
			oldest = o.ID
		}
	}
	return oldest
}

// close takes an interview off the strip. In its pane the one looked at last shows; a pane without another goes.
func (t *tabs) close(id app.InterviewID) {
	i := t.at(id)
	if i < 0 {
		return
	}
	t.open = slices.Delete(t.open, i, i+1)
	t.recent = slices.DeleteFunc(t.recent, func(x app.InterviewID) bool { return x == id })
	next := t.latest()
	switch {
	case id == t.beside:
		t.beside, t.right = "", false
	case id == t.front && t.beside != "":
		t.front, t.beside, t.right = t.beside, "", false
	case id == t.front:
		t.front = next
		if next != "" {
			t.touch(next)
		}
	}
}

// latest is the open interview looked at last that does not show; the first of the strip if none was looked at.
func (t *tabs) latest() app.InterviewID {
	for _, id := range t.recent {
		if t.has(id) && id != t.front && id != t.beside {
			return id
		}
	}
	for _, o := range t.open {
		if o.ID != t.front && o.ID != t.beside {
			return o.ID
		}
	}
	return ""
}

// next is the interview by places to the right of the one that has the keyboard, round the ends.
func (t *tabs) next(by int) app.InterviewID {
	n := len(t.open)
	if n == 0 {
		return ""
	}
	return t.open[((t.at(t.focused())+by)%n+n)%n].ID
}

// split puts the interview looked at last beside the present one, or takes the second pane away. It reports whether there was
// one to put there.
func (t *tabs) split() bool {
	if t.beside != "" {
		t.front, t.beside, t.right = t.focused(), "", false
		return true
	}
	t.beside = t.latest()
	t.right = false
	return t.beside != ""
}

// swap gives the keyboard to the other pane.
func (t *tabs) swap() {
	if t.beside != "" {
		t.right = !t.right
		t.touch(t.focused())
	}
}

// restore takes over what was open the last time, before what has been opened since.
func (t *tabs) restore(d app.ReadingDesk) {
	var before []app.OpenInterview
	for _, o := range d.Open {
		if !t.has(o.ID) && len(before)+len(t.open) < maxTabs {
			before = append(before, o)
		}
	}
	t.open = append(before, t.open...)
	if t.front == "" && t.has(d.Front) {
		t.front = d.Front
		t.touch(d.Front)
		if t.has(d.Beside) && d.Beside != d.Front {
			t.beside = d.Beside
		}
	}
}

// desk is what to remember.
func (t *tabs) desk(whose Whose) app.ReadingDesk {
	return app.ReadingDesk{Open: slices.Clone(t.open), Front: t.front, Beside: t.beside, Whose: string(whose)}
}

// name gives an open interview its title; it reports whether that is news.
func (t *tabs) name(id app.InterviewID, title string) bool {
	i := t.at(id)
	if i < 0 || title == "" || t.open[i].Title == title {
		return false
	}
	t.open[i].Title = title
	return true
}
