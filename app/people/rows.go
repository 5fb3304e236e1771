package people

import (
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/table"
)

// row reads one row into the draft of the person it is about.
func (pl *planner) row(i int) {
	out := PlanRow{Line: pl.sheet.Lines[i]}
	defer func() { pl.plan.Rows = append(pl.plan.Rows, out) }()
	skip := func(why string) {
		out.Act, out.Why = ActSkip, why
		pl.plan.Problems = append(pl.plan.Problems, table.Problem{Line: out.Line, Message: why})
	}
	values := pl.values(i, &out)
	key := ""
	if pl.key >= 0 {
		key = folded(values[pl.key])
		if pl.cols[pl.key].field == nil {
			key = CodeKey(values[pl.key])
		}
		if key == "" {
			skip("It has no " + pl.cols[pl.key].spec.Column + ", by which people are known.")
			return
		}
	}
	if d := pl.byDraft[key]; key != "" && d != nil {
		pl.plan.Repeated++
		out.Code, out.Why = d.now.Code, fmt.Sprintf("Row %d is about the same person.", pl.sheet.Lines[d.rows[0]])
		out.Participant = d.now.ID
		switch pl.spec.Repeat {
		case RepeatFirst:
			out.Act = ActSkip
			return
		case RepeatLast:
			d.restart()
		}
		d.rows = append(d.rows, len(pl.plan.Rows))
		pl.put(d, i, values)
		return
	}
	d, why := pl.begin(key, values)
	if d == nil {
		skip(why)
		return
	}
	pl.put(d, i, values)
	if d.old == nil && !pl.spec.Alike {
		if code := pl.prints[pl.print(&d.now)]; code != "" {
			pl.plan.Alike++
			skip("It says the same as " + code + ", who is here already.")
			return
		}
	}
	if d.old == nil {
		pl.codes[CodeKey(d.now.Code)] = true
	}
	d.rows = append(d.rows, len(pl.plan.Rows))
	out.Code, out.Participant = d.now.Code, d.now.ID
	if key != "" {
		pl.byDraft[key] = d
	}
	pl.drafts = append(pl.drafts, d)
}

// values reads the cells of a row by their columns. What does not fit is reported and read as empty.
func (pl *planner) values(i int, out *PlanRow) []string {
	values := make([]string, len(pl.cols))
	for k, c := range pl.cols {
		text := pl.sheet.Rows[i][c.at]
		values[k] = text
		var err error
		switch {
		case c.field != nil:
			values[k], err = c.spec.Reading.Value(c.field, text)
		case c.spec.Role == RoleStatus && text != "":
			values[k], err = statusOf(text)
		}
		if err != nil {
			message, _ := app.Explain(err)
			pl.plan.Problems = append(pl.plan.Problems, table.Problem{Line: out.Line, Column: c.spec.Column, Value: text, Message: message})
			values[k] = ""
			out.Lost++
		}
	}
	return values
}

// statusOf reads a panel status.
func statusOf(text string) (string, error) {
	for _, st := range []app.PanelStatus{app.PanelActive, app.PanelPaused, app.PanelLeft} {
		if strings.EqualFold(text, string(st)) || strings.EqualFold(text, StatusWord(st)) {
			return string(st), nil
		}
	}
	return "", app.Invalid("“"+short(text)+"” is no panel status.", "Write active, paused or left.")
}

// begin finds the person a row is about, or begins a new one; nil with the reason where it may not.
func (pl *planner) begin(key string, values []string) (*draft, string) {
	if at, here := pl.byKey[key]; here && key != "" {
		switch {
		case at < 0:
			return nil, "Several people here have the same " + pl.cols[pl.key].spec.Column + ". Merge them first."
		case pl.spec.Mode == AddOnly:
			return nil, pl.rows[at].Code + " is here already, and only new people come in."
		}
		old := pl.rows[at].Participant
		d := &draft{old: &old, now: old}
		d.now.Attributes, d.now.Panel.Labels = slices.Clone(old.Attributes), slices.Clone(old.Panel.Labels)
		return d, ""
	}
	if pl.spec.Mode == UpdateOnly {
		return nil, "Nobody here has this " + pl.cols[pl.key].spec.Column + ", and nobody new comes in."
	}
	d := &draft{now: app.Participant{ID: app.NewID[app.ParticipantID](), Stamp: pl.service.Hand.Stamp()}}
	for k, c := range pl.cols {
		if c.spec.Role == RoleCode {
			d.now.Code = values[k]
		}
	}
	switch {
	case d.now.Code == "":
		d.now.Code = pl.freeCode()
	case pl.codes[CodeKey(d.now.Code)]:
		return nil, "Somebody else has the code " + d.now.Code + "."
	}
	return d, ""
}

// freeCode is the next code P001, P002, … that nobody has.
func (pl *planner) freeCode() string {
	for {
		pl.next++
		if code := fmt.Sprintf("P%03d", pl.next); !pl.codes[CodeKey(code)] {
			return code
		}
	}
}

// restart forgets what earlier rows said.
func (d *draft) restart() {
	d.contact, d.private = app.Contact{}, false
	if d.old == nil {
		d.now = app.Participant{ID: d.now.ID, Code: d.now.Code, Stamp: d.now.Stamp}
		return
	}
	d.now = *d.old
	d.now.Attributes, d.now.Panel.Labels = slices.Clone(d.old.Attributes), slices.Clone(d.old.Panel.Labels)
}
