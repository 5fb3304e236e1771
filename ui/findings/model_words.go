package findings

import (
	"context"

	"throughline/app"
)

// Opinions are the workspace's own words of opinion, as their dialog shows them.
type Opinions struct {
	All      []app.OpinionWord
	Loaded   bool
	Err      error
	OnChange func() // repaint; called on the UI goroutine
}

// LoadWords asks for the words; OnChange of Opinions tells when they are there.
func (m *Model) LoadWords() {
	m.sounds.words.Load(m.Sounds.Words, func(all []app.OpinionWord, err error) {
		m.Opinions.Loaded = true
		if m.Opinions.Err = err; err == nil {
			m.Opinions.All = all
		}
		m.wordsChanged()
	})
}

// SetWord gives a word a weight; done hears how it went.
func (m *Model) SetWord(words string, weight float64, done func(error)) {
	m.wordAct(func(ctx context.Context) error { return m.Sounds.SetWord(ctx, words, weight) }, done)
}

// RemoveWord takes a word away.
func (m *Model) RemoveWord(id app.OpinionWordID) {
	m.wordAct(func(ctx context.Context) error { return m.Sounds.RemoveWord(ctx, id) }, nil)
}

func (m *Model) wordAct(do func(context.Context) error, done func(error)) {
	m.work.Do(do, func(err error) {
		m.Opinions.Err = err
		if done != nil {
			done(err)
		}
		m.wordsChanged()
	})
}

func (m *Model) wordsChanged() {
	if m.Opinions.OnChange != nil {
		m.Opinions.OnChange()
	}
}
