package workspace

import (
	"context"
	"fmt"
	"time"

	"throughline/app"
)

// sampleMemo is a memo of the sample: on the record of a name, with links by name.
type sampleMemo struct {
	Kind   app.MemoKind `json:"kind"`
	On     string       `json:"on"` // a tag, theme, insight or finding's key; "" for nothing
	Title  string       `json:"title"`
	Text   string       `json:"text"`
	Author string       `json:"author"`
}

// memos makes the memos of the sample on what the step makes before them.
func (b *sampleBuilder) memos(ctx context.Context, cs *app.ChangeSet) error {
	known, err := b.store.ParticipantsByCode(ctx)
	if err != nil {
		return err
	}
	names := map[string]app.Named{}
	for code, here := range b.codes {
		names[code] = app.Named{Ref: app.Ref{Kind: app.KindParticipant, ID: string(known[here].ID)}, Name: here}
	}
	for key, id := range b.findings {
		names[key] = app.Named{Ref: app.Ref{Kind: app.KindFinding, ID: string(id)}, Name: key}
	}
	for _, c := range cs.Changes {
		switch r := c.After.(type) {
		case *app.Tag:
			names[r.Name] = app.Named{Ref: r.Ref(), Name: r.Name}
		case *app.Theme:
			names[r.Name] = app.Named{Ref: r.Ref(), Name: r.Name}
		case *app.Insight:
			names[r.Title] = app.Named{Ref: r.Ref(), Name: r.Title}
		}
	}
	for i, sm := range b.sample.Memos {
		m := &app.Memo{ID: app.NewID[app.MemoID](), Study: b.study, Kind: sm.Kind, Title: sm.Title, Stamp: b.hand.Stamp()}
		m.Author = sm.Author
		m.Created = m.Created.Add(time.Duration(i-len(b.sample.Memos)) * time.Minute) // one after another, so that their order is certain
		m.Modified = m.Created
		if sm.On != "" {
			if m.On = names[sm.On].Ref; m.On == (app.Ref{}) {
				return fmt.Errorf("sample memo %s: nothing is called %s", sm.Title, sm.On)
			}
		}
		var missing string
		m.Text = app.ReplaceLinks(sm.Text, func(l app.Link) string {
			n, ok := names[l.Words]
			if !ok {
				missing = l.Words
			}
			return app.ExactLink(n.Ref, n.Name)
		})
		if missing != "" {
			return fmt.Errorf("sample memo %s: nothing is called %s", sm.Title, missing)
		}
		cs.Create(m)
	}
	return nil
}
