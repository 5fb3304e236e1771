package ui

import (
	"context"

	"throughline/app"
	"throughline/app/consent"
	"throughline/app/workspace"
	"throughline/ui/kit"
	"throughline/ui/people"
	"throughline/ui/say"
	"throughline/ui/task"
)

// allowed is what the marks beside people's words are made of.
type allowed struct {
	perms   *app.Permissions
	texts   map[app.TemplateID]string
	studies map[app.StudyID]string
}

// keepConsents reads what everybody allowed, now and after each step that may change it, and has the screens show it.
func (d *desktop) keepConsents(w *workspace.Workspace) {
	c := &kit.Consents{}
	d.consents = c
	var read task.Latest[allowed]
	load := func() {
		read.Load(func(ctx context.Context) (a allowed, err error) {
			if a.perms, err = w.Store.Permissions(ctx); err != nil {
				return a, err
			}
			if a.texts, err = w.Consent.Texts(ctx); err != nil {
				return a, err
			}
			all, err := w.Store.Studies(ctx)
			a.studies = make(map[app.StudyID]string, len(all))
			for _, st := range all {
				a.studies[st.ID] = st.Name
			}
			return a, err
		}, func(a allowed, err error) {
			if err != nil {
				d.events.Log("error", err.Error())
				return // the marks stay as they were
			}
			c.Set(a.perms, a.texts, a.studies)
		})
	}
	stop := w.Log.Subscribe(func(cs *app.ChangeSet) {
		if cs.Touches(app.KindConsent, app.KindStandards, app.KindTemplate, app.KindStudy) {
			task.Post(load)
		}
	})
	d.leave = append(d.leave, func() {
		stop()
		read.Cancel()
	})
	load()
}

// showConsents gives the table and the profile of people what each allowed, in a word.
func (d *desktop) showConsents(s *people.Screen, m *people.Model) {
	c := d.consents
	stand := func(id app.ParticipantID) consent.Standing {
		p := c.Permissions()
		if p == nil || p.Idle() {
			return ""
		}
		return consent.StandingIn(p, m.Study, id)
	}
	s.UseColumn(people.Extra{ID: "x:consent", Title: say.T("Consent"), Width: 130,
		Cell: func(id app.ParticipantID) (string, bool) {
			st := stand(id)
			return say.Sentence(consent.StandingWord(st)), st != "" && st != consent.StandGiven && st != consent.StandPartly
		},
		Tip: func(r *app.ParticipantRow) string {
			if stand(r.ID) == "" {
				return ""
			}
			return c.TellAll(kit.Whom{ID: r.ID, Code: r.Code})
		}})
	c.Listen(m.Repaint)
}
