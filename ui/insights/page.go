package insights

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/evidence"
	"throughline/app/insight"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// insight is the page: the claim, what is due, the evidence, what speaks against it, what to do.
func (s *Screen) insight(p *insight.Page) []fyne.CanvasObject {
	m := s.model
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("More about this insight"), func() { kit.ShowMenu(more, s.more(p)...) })
	status := kit.NewDropdown(statusOptions(), func(id string) {
		if st := app.InsightStatus(id); st == app.InsightSuperseded {
			s.askSupersede()
		} else {
			m.SetStatus(st)
		}
	})
	status.Select(string(p.Status))
	edit := kit.NewIconButton(icons.Edit, say.T("Edit the claim and text (E)"), s.editText)
	var rows []fyne.CanvasObject
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil {
		rows = append(rows, bar)
	}
	rows = append(rows, kit.HStack(kit.Space2, kit.Grow(kit.NewParagraph(kicker(p), kit.Small).Limit(2)), status, edit, more))
	rows = append(rows, s.notices(p)...)
	rows = append(rows, kit.NewParagraph(p.Title, kit.Display))
	if p.Body != "" {
		rows = append(rows, kit.NewParagraph(p.Body, kit.Reading))
	} else {
		rows = append(rows, kit.NewParagraph(say.T("No text yet. Say in two or three sentences what stands behind the claim."), kit.Body.In(kit.Muted)))
	}
	rows = append(rows, s.evidence(p))
	return append(rows, s.whatToDo(p)...)
}

// kicker is the line above the claim: "Insight · published 4 Nov 2026 · owner: Mara".
func kicker(p *insight.Page) string {
	parts := []string{say.T("Insight")}
	switch {
	case p.Version > 1:
		parts = append(parts, say.T("version %s published %s", say.Number(p.Version), say.Date(p.Published.Local(), "2 Jan 2006")))
	case p.Version == 1:
		parts = append(parts, say.T("published %s", say.Date(p.Published.Local(), "2 Jan 2006")))
	default:
		parts = append(parts, say.T("changed %s", say.Date(p.Modified.Local(), "2 Jan 2006")))
	}
	if p.Owner != "" {
		parts = append(parts, say.T("owner: %s", p.Owner))
	}
	return strings.Join(parts, " · ")
}

// notices say what is due, and what superseded the insight.
func (s *Screen) notices(p *insight.Page) []fyne.CanvasObject {
	m := s.model
	var rows []fyne.CanvasObject
	if p.Better != nil {
		id := p.Better.ID
		rows = append(rows, kit.NoticeBar(icons.Info, kit.Plain, kit.NewParagraph(say.T("Superseded by “%s”.", p.Better.Title), kit.Control),
			kit.NewButton(say.T("Show it"), kit.Quiet, func() { m.Open(m.Study, id, "") })))
	}
	if len(p.Due) > 0 {
		var words []string
		for _, d := range p.Due {
			words = append(words, say.Sentence(d.Words)+".")
		}
		actions := []fyne.CanvasObject{kit.NewButton(say.T("Still true"), kit.Secondary, s.askRenew)}
		rows = append(rows, kit.NoticeBar(icons.Clock, kit.Caution, kit.NewParagraph(strings.Join(words, " "), kit.Control), actions...))
	}
	return rows
}

func statusOptions() []kit.Option {
	var out []kit.Option
	for _, st := range app.InsightStatuses() {
		out = append(out, kit.Option{ID: string(st), Text: say.Sentence(st.Word())})
	}
	return out
}

// more is the menu of everything that can be done with the insight.
func (s *Screen) more(p *insight.Page) []kit.MenuItem {
	m := s.model
	publish := say.T("Publish")
	if p.Version > 0 {
		publish = say.T("Publish version %s", say.Number(p.Version+1))
	}
	return []kit.MenuItem{
		{Text: say.T("Edit…"), Icon: icons.Edit, Key: "E", Run: s.editText},
		{Text: say.T("Add evidence…"), Icon: icons.Plus, Key: "A", Run: func() { s.addEvidence(false) }},
		{Text: say.T("Look for what speaks against it…"), Icon: icons.Search, Key: "C", Run: func() { s.addEvidence(true) }},
		{Text: say.T("Play the evidence through"), Icon: icons.Play, Key: "P", Disabled: len(p.Proofs) == 0, Run: func() { m.StartPlay(m.At) }},
		{Text: say.T("Recommend something…"), Icon: icons.Done, Key: "R", Run: s.askAdvice},
		{Text: say.T("Note a decision…"), Icon: icons.Note, Key: "D", Run: s.askDecision},
		kit.Separator,
		{Text: publish, Icon: icons.Reports, Disabled: len(p.Proofs) == 0, Run: m.Publish},
		{Text: say.T("Still true…"), Icon: icons.Refresh, Disabled: p.Version == 0 && p.Status != app.InsightPublished && p.Status != app.InsightStale, Run: s.askRenew},
		{Text: say.T("Fresh until…"), Icon: icons.Calendar, Run: s.askFresh},
		{Text: say.T("Superseded by…"), Icon: icons.Forward, Run: s.askSupersede},
		{Text: say.T("Owner…"), Icon: icons.People, Run: s.askOwner},
		{Text: say.T("Standards of the workspace…"), Icon: icons.Settings, Run: s.askStandards},
		kit.Separator,
		{Text: say.T("Delete insight"), Icon: icons.Trash, Key: "Del", Danger: true, Run: m.Delete},
	}
}

// whatToDo lists the recommendations that rest on the insight.
func (s *Screen) whatToDo(p *insight.Page) []fyne.CanvasObject {
	head := kit.HStack(kit.Space2, kit.NewText(say.T("What to do"), kit.Strong), kit.Spacer(), kit.NewIconTextButton(icons.Plus, say.T("Recommend"), kit.Quiet, s.askAdvice))
	rows := []fyne.CanvasObject{kit.Inset(head, kit.Space3, 0, 0, 0)}
	for i := range p.Advised {
		rows = append(rows, s.adviceCard(p.Advised[i]))
	}
	if len(p.Advised) == 0 {
		rows = append(rows, kit.NewParagraph(say.T("Nothing is recommended yet."), kit.Body.In(kit.Muted)))
	}
	return rows
}

// adviceCard is a recommendation with its score and what it comes from.
func (s *Screen) adviceCard(r insight.Scored) fyne.CanvasObject {
	text := kit.NewParagraph(r.Text, kit.Body)
	var under []string
	if r.Kind == app.Opportunity {
		under = append(under, say.T("Opportunity"))
	}
	under = append(under, capital(say.Sentence(string(r.Status))))
	if r.Owner != "" {
		under = append(under, r.Owner)
	}
	if n := len(r.Rests); n > 1 {
		under = append(under, say.T("rests on %s", say.Count(n, "insight")))
	}
	words := kit.VStack(kit.Space1, text, kit.NewElastic(strings.Join(under, " · "), kit.Small))
	score, formula := scoreWords(r)
	side := kit.VStack(kit.Space1, kit.NewTextAt(score, kit.Strong, fyne.TextAlignTrailing), kit.NewTextAt(formula, kit.Small, fyne.TextAlignTrailing))
	rec := r.Recommendation
	card := kit.NewTapCard(kit.HStackTop(kit.Space3, kit.Grow(words), side), func() { s.editAdvice(rec, r.Level) })
	card.SetTip(say.T("Edit the recommendation and its score"))
	card.OnMenu = func(at fyne.Position) {
		kit.ShowMenuAt(kit.CanvasOf(s.root), at, kit.MenuItem{Text: say.T("Edit…"), Icon: icons.Edit, Run: func() { s.editAdvice(rec, r.Level) }},
			kit.MenuItem{Text: say.T("Delete recommendation"), Icon: icons.Trash, Danger: true, Run: func() { s.model.Drop(rec.Ref()) }})
	}
	return card
}

// scoreWords is a score and its formula: "RICE 1,067", "2,000 × 2 × 80 % ÷ 3".
func scoreWords(r insight.Scored) (score, formula string) {
	method := r.Recommendation.Score.Method
	switch {
	case method == "":
		return say.T("Not scored"), ""
	case !r.Score.OK:
		return string(method) + " —", say.Sentence(r.Score.Formula)
	}
	return string(method) + " " + figure(r.Score.Value), say.Sentence(r.Score.Formula)
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	return app.Capital(s)
}

// deltas tells what changed since a publication, at most a few lines.
func deltas(all []evidence.Delta) fyne.CanvasObject {
	box := kit.VStack(kit.Space1)
	for i, d := range all {
		if i == 6 {
			box.Add(kit.NewParagraph(say.T("and %s", say.Count(len(all)-i, "more change")), kit.Small))
			break
		}
		box.Add(kit.NewParagraph(say.Sentence(d.What)+": "+say.Sentence(d.Text), kit.Small))
	}
	return box
}
