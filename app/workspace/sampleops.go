package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/assets/sample"
)

// sampleOperations is operations.json of the sample: what its people allowed, the templates and tools that its researchers work with. Days
// are counted from the day on which the sample is added, so that it never looks stale.
type sampleOperations struct {
	KeepDays  int              `json:"keep_days"` // for which the words of the study may be kept
	Templates []sampleTemplate `json:"templates"` // that the study was started from
	Consents  []sampleConsent  `json:"consents"`
	Tools     []sampleTool     `json:"tools"`
}

// sampleTemplate is a starter template with the versions that the team made of it.
type sampleTemplate struct {
	playbook.Key
	Used     int      `json:"used"` // version that the study uses
	Open     []string `json:"open"` // how the items of a checklist begin that are not done yet
	Versions []struct {
		Author  string            `json:"author"`
		Note    string            `json:"note"`
		DaysAgo int               `json:"days_ago"`
		Fill    map[string]string `json:"fill"` // words of the version before and what stands in their place
		Add     string            `json:"add"`  // at the end
	} `json:"versions"`
}

type sampleConsent struct {
	Participant string      `json:"participant"`
	Version     int         `json:"version"` // of the consent text
	Scopes      []app.Scope `json:"scopes"`  // none for all
	How         string      `json:"how"`
	Note        string      `json:"note"`
	GivenAgo    int         `json:"given_ago"` // of people who were not interviewed; others gave it on the day of their interview
	ExpiresIn   int         `json:"expires_in"`
	WithdrawnAt int         `json:"withdrawn_ago"` // 0 for not withdrawn
	Reason      string      `json:"reason"`
}

type sampleTool struct {
	app.Tool
	RenewsIn int `json:"renews_in"` // 0 for no renewal
	Profiles []struct {
		app.ToolProfile
		Path    string `json:"path"`
		LastAgo int    `json:"last_ago"`
	} `json:"profiles"`
}

// operations makes consents, templates and tools of the sample, and says of its study until when words may be kept.
func (b *sampleBuilder) operations(ctx context.Context, cs *app.ChangeSet) error {
	raw, err := sample.Files.ReadFile("operations.json")
	if err != nil {
		return err
	}
	var ops sampleOperations
	if err := json.Unmarshal(raw, &ops); err != nil {
		return fmt.Errorf("read the operations of the sample: %w", err)
	}
	rec, err := b.store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(b.study)})
	if err != nil {
		return err
	}
	before := rec.(*app.Study)
	after := *before
	after.Keep = b.day(ops.KeepDays)
	text, err := b.templates(ctx, cs, &after, ops.Templates)
	if err != nil {
		return err
	}
	cs.Update(before, &after)
	for i := range ops.Consents {
		if err := b.consent(cs, &ops.Consents[i], text); err != nil {
			return err
		}
	}
	return b.tools(ctx, cs, ops.Tools)
}

// day is so many days after the one on which the sample is added; before it for a number below zero.
func (b *sampleBuilder) day(n int) app.Date {
	return app.DateOf(b.hand.Stamp().Created.AddDate(0, 0, n))
}

// templates puts the templates of the sample into the playbook where it does not have them, lets the study use them, and returns the text
// that its people agreed to.
func (b *sampleBuilder) templates(ctx context.Context, cs *app.ChangeSet, st *app.Study, all []sampleTemplate) (*app.Template, error) {
	have, err := app.Papers[app.Template](ctx, b.store, app.PaperQuery{Kind: app.KindTemplate})
	if err != nil {
		return nil, err
	}
	var text *app.Template
	starters := playbook.Starters(nil)
	for _, s := range all {
		var t *app.Template
		if i := slices.IndexFunc(have, func(o app.Template) bool { return o.Kind == s.Kind && strings.EqualFold(o.Name, s.Name) }); i >= 0 {
			t = &have[i]
		} else {
			i := slices.IndexFunc(starters, func(r playbook.Row) bool { return r.Kind == s.Kind && r.Name == s.Name })
			if i < 0 {
				return nil, fmt.Errorf("the sample uses the template %s, which is not there", s.Name)
			}
			t = b.template(&starters[i].Template, s)
			cs.Create(t)
		}
		use := app.TemplateUse{Template: t.ID, Kind: t.Kind, Version: min(s.Used, t.Latest().Number)}
		st.Templates = append(slices.Clone(st.Templates), use)
		if t.Kind == app.TemplateConsent {
			text = t
		}
		b.checklist(cs, t, use.Version, s.Open)
	}
	return text, nil
}

// template is a starter as the team of the sample has it, with the versions they made of it.
func (b *sampleBuilder) template(starter *app.Template, s sampleTemplate) *app.Template {
	t := &app.Template{ID: app.NewID[app.TemplateID](), Kind: starter.Kind, Name: starter.Name, About: starter.About, Owner: b.sample.Study.Owner,
		Language: starter.Language, Stamp: b.hand.Stamp()}
	body := starter.Latest().Body
	at := func(days int) time.Time { return app.Moment(t.Created.AddDate(0, 0, -days)) }
	t.Versions = []app.TemplateVersion{{Number: 1, Body: body, Note: "As it comes with Throughline", Author: b.sample.Study.Owner, At: at(100)}}
	for _, v := range s.Versions {
		var pairs []string
		for _, old := range slices.Sorted(maps.Keys(v.Fill)) {
			pairs = append(pairs, old, v.Fill[old])
		}
		body = strings.NewReplacer(pairs...).Replace(body)
		if v.Add != "" {
			body = strings.TrimRight(body, "\n") + "\n\n" + v.Add
		}
		t.Versions = append(t.Versions, app.TemplateVersion{Number: len(t.Versions) + 1, Body: body, Note: v.Note, Author: v.Author, At: at(v.DaysAgo)})
	}
	return t
}

// checklist makes the checklist of a template with boxes, ticked but for what is open.
func (b *sampleBuilder) checklist(cs *app.ChangeSet, t *app.Template, version int, open []string) {
	v, _ := t.Version(version)
	items := playbook.ReadOutline(t.Kind, v.Body).Items
	if len(items) == 0 {
		return
	}
	c := &app.Checklist{ID: app.NewID[app.ChecklistID](), Study: b.study, Template: t.ID, Version: version, Name: t.Name, Items: items, Stamp: b.hand.Stamp()}
	for i := range c.Items {
		it := &c.Items[i]
		if slices.ContainsFunc(open, func(o string) bool { return strings.HasPrefix(it.Text, o) }) {
			continue
		}
		it.Done, it.By, it.At = true, b.sample.Study.Owner, app.Moment(c.Created.AddDate(0, 0, -80+i))
	}
	cs.Create(c)
}

// consent makes what somebody allowed: on the day of their interview, but never after today, or so many days ago.
func (b *sampleBuilder) consent(cs *app.ChangeSet, sc *sampleConsent, text *app.Template) error {
	p := b.who[sc.Participant]
	if p == nil {
		return fmt.Errorf("the consents of the sample: nobody is called %s", sc.Participant)
	}
	given := b.day(-sc.GivenAgo)
	if i := slices.IndexFunc(b.sample.Interviews, func(iv sampleInterview) bool { return iv.Participant == sc.Participant }); i >= 0 {
		given = min(given, b.sample.Interviews[i].Date)
	}
	c := &app.Consent{ID: app.NewID[app.ConsentID](), Participant: p.ID, Study: b.study, Scopes: sc.Scopes, Given: given, Expires: b.day(sc.ExpiresIn),
		How: sc.How, Note: sc.Note, Stamp: b.hand.Stamp()}
	if text != nil {
		c.Text, c.Version = text.ID, min(sc.Version, text.Latest().Number)
	}
	if c.Scopes == nil {
		c.Scopes = app.Scopes()
	}
	if sc.WithdrawnAt > 0 {
		c.Withdrawn, c.Reason = max(given, b.day(-sc.WithdrawnAt)), sc.Reason
	}
	cs.Create(c)
	return nil
}

// tools puts tools into the register that it does not have.
func (b *sampleBuilder) tools(ctx context.Context, cs *app.ChangeSet, all []sampleTool) error {
	have, err := app.Papers[app.Tool](ctx, b.store, app.PaperQuery{Kind: app.KindTool})
	if err != nil {
		return err
	}
	for i := range all {
		s, t := &all[i], all[i].Tool
		if slices.ContainsFunc(have, func(o app.Tool) bool { return strings.EqualFold(o.Name, t.Name) }) {
			continue
		}
		t.ID, t.Stamp = app.NewID[app.ToolID](), b.hand.Stamp()
		if s.RenewsIn > 0 {
			t.Renewal = b.day(s.RenewsIn)
		}
		for _, sp := range s.Profiles {
			p := sp.ToolProfile
			spec := playbook.Spec{Path: sp.Path, Study: b.study}
			if p.What == "people" {
				spec.Study = ""
			}
			p.Spec, p.Last = playbook.Body(spec), app.Moment(t.Created.AddDate(0, 0, -sp.LastAgo))
			if _, err := playbook.SpecOf(p); err != nil {
				return err
			}
			t.Profiles = append(t.Profiles, p)
		}
		cs.Create(&t)
	}
	return nil
}
