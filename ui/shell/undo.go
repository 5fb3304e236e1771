package shell

import (
	"context"

	"throughline/app"
	"throughline/app/history"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Undo takes the last step back: typed text in a field that has the keyboard, else the last step of the workspace.
func (s *Shell) Undo() {
	if f, ok := s.p.Window.Canvas().Focused().(interface{ Undo() }); ok {
		f.Undo()
		return
	}
	if s.p.Window.Canvas().Overlays().Top() != nil {
		return // a dialog is in front
	}
	s.walk(say.T("Undone"), "undone", say.T("Redo"), s.Redo, func(h History) func(context.Context) (app.Entry, error) { return h.Undo })
}

// Redo brings back what Undo took.
func (s *Shell) Redo() {
	if f, ok := s.p.Window.Canvas().Focused().(interface{ Redo() }); ok {
		f.Redo()
		return
	}
	if s.p.Window.Canvas().Overlays().Top() != nil {
		return
	}
	s.walk(say.T("Redone"), "redone", say.T("Undo"), s.Undo, func(h History) func(context.Context) (app.Entry, error) { return h.Redo })
}

func (s *Shell) walk(word, event, back string, other func(), step func(History) func(context.Context) (app.Entry, error)) {
	h := s.p.Services.History
	if h == nil {
		return
	}
	var e app.Entry
	s.settle()
	s.work.DoInTurn(func(ctx context.Context) (err error) {
		task.Post(func() { s.walking++ }) // what is stored until then is told as any step
		e, err = step(h)(ctx)
		return err
	}, func(err error) {
		s.walking--
		s.paintHistory()
		switch {
		case app.CodeOf(err) == app.ENotFound:
			message, _ := say.Explain(err)
			s.stage.Toast(kit.Toast{Text: message})
		case err != nil:
			s.Fail(err)
		default:
			s.p.Events.Log(event, e.Label)
			text := word + ": " + say.Sentence(e.Label)
			if e.Part {
				text += ". " + say.T("Only a part of it: later steps stand on the rest.")
			}
			s.stage.Toast(kit.Toast{Text: text, Action: back, Run: other})
		}
	})
}

// settle has the pages hand over what they still hold back, so that undo, which comes in its turn behind it, takes back the last thing a person did.
func (s *Shell) settle() {
	for _, p := range s.pages {
		if p.Settle != nil {
			p.Settle()
		}
	}
}

func (s *Shell) historyState() history.State {
	if s.p.Services.History == nil {
		return history.State{}
	}
	return s.p.Services.History.State()
}

func (s *Shell) paintHistory() {
	st := s.historyState()
	s.status.paintHistory(st)
	s.refreshMenu()
}
