package consent

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Standing is where a person stands in a study on one day, in one word.
type Standing string

// The standings, the most pressing first.
const (
	StandWithdrawn Standing = "withdrawn"    // took it back
	StandExpired   Standing = "expired"      // ended
	StandMissing   Standing = "missing"      // nobody wrote a consent down
	StandRefused   Standing = "refused"      // asked, and allowed nothing
	StandEnding    Standing = "ending"       // stands, and ends within the days of notice
	StandPartly    Standing = "partly given" // stands for some scopes
	StandGiven     Standing = "given"        // stands for all scopes
)

// Standings lists the standings, the most pressing first.
func Standings() []Standing {
	return []Standing{StandWithdrawn, StandExpired, StandMissing, StandRefused, StandEnding, StandPartly, StandGiven}
}

// Row is a person with where their consent stands.
type Row struct {
	app.ParticipantRow
	States   app.Allowed // as recorded, whatever the rule says about people of whom nothing is
	Standing Standing
	Consent  app.Consent // the one that decides; zero when missing
}

// Desk is what the screen and the report show: people of a study with their consents on a day.
type Desk struct {
	Study  app.StudyID
	On     app.Date
	Notice int  // days before an end from which it is said
	Asks   bool // people without a recorded consent count as not asked
	Rows   []Row
	Count  map[Standing]int
	Perms  *app.Permissions
	Texts  []app.Template // consent texts of the playbook that are in use
}

// Texts are the names of the consent texts of the playbook, those out of use among them.
func (s *Service) Texts(ctx context.Context) (map[app.TemplateID]string, error) {
	all, err := app.Papers[app.Template](ctx, s.Store, app.PaperQuery{Kind: app.KindTemplate})
	names := map[app.TemplateID]string{}
	for _, t := range all {
		if t.Kind == app.TemplateConsent {
			names[t.ID] = t.Name
		}
	}
	return names, err
}

// Desk reads the people of a study, or of all for "", by code: who took part, stands for it as a candidate, or has given a consent to it.
func (s *Service) Desk(ctx context.Context, study app.StudyID) (Desk, error) {
	d := Desk{Study: study, On: s.Today(), Count: map[Standing]int{}}
	var err error
	if d.Perms, err = s.Permissions(ctx); err != nil {
		return d, err
	}
	std, err := s.Store.Standards(ctx)
	if err != nil {
		return d, err
	}
	d.Notice, d.Asks = std.Programme.Notice(), d.Perms.Asks(study)
	people, err := s.people(ctx, study)
	if err != nil {
		return d, err
	}
	d.Rows = make([]Row, 0, len(people))
	for _, p := range people {
		r := d.row(p)
		d.Rows = append(d.Rows, r)
		d.Count[r.Standing]++
	}
	texts, err := app.Papers[app.Template](ctx, s.Store, app.PaperQuery{Kind: app.KindTemplate})
	for _, t := range texts {
		if t.Kind == app.TemplateConsent && !t.Retired {
			d.Texts = append(d.Texts, t)
		}
	}
	return d, err
}

// people are those of a study, by code as the store counts.
func (s *Service) people(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error) {
	took, err := s.Store.Participants(ctx, study)
	if err != nil || study == "" {
		return took, err
	}
	more := map[app.ParticipantID]bool{}
	consents, err := app.Papers[app.Consent](ctx, s.Store, app.PaperQuery{Kind: app.KindConsent, Study: study})
	if err != nil {
		return nil, err
	}
	for _, c := range consents {
		more[c.Participant] = true
	}
	candidates, err := app.Papers[app.Candidacy](ctx, s.Store, app.PaperQuery{Kind: app.KindCandidacy, Study: study})
	if err != nil {
		return nil, err
	}
	for _, c := range candidates {
		more[c.Participant] = true
	}
	for _, p := range took {
		delete(more, p.ID)
	}
	if len(more) == 0 {
		return took, nil
	}
	all, err := s.Store.Participants(ctx, "")
	if err != nil {
		return nil, err
	}
	part := map[app.ParticipantID]app.ParticipantRow{}
	for _, p := range took {
		part[p.ID] = p
	}
	out := make([]app.ParticipantRow, 0, len(took)+len(more))
	for _, p := range all { // the store's order
		if own, ok := part[p.ID]; ok {
			out = append(out, own)
		} else if more[p.ID] {
			out = append(out, app.ParticipantRow{Participant: p.Participant})
		}
	}
	return out, nil
}

// row is where a person stands: in the study, or, in all, where they stand worst of the studies they gave a consent to.
func (d *Desk) row(p app.ParticipantRow) Row {
	if d.Study != "" {
		return d.rowIn(d.Study, p)
	}
	worst := d.rowIn("", p)
	for _, c := range d.Perms.Consents(p.ID) {
		r := d.rowIn(c.Study, p)
		if worst.Standing == StandMissing || slices.Index(Standings(), r.Standing) < slices.Index(Standings(), worst.Standing) {
			worst = r
		}
	}
	return worst
}

// StandingIn is where somebody stands in a study, or, for "", where they stand worst of those they gave a consent to: as the desk has it.
func StandingIn(p *app.Permissions, study app.StudyID, person app.ParticipantID) Standing {
	d := Desk{Study: study, On: p.On, Notice: p.Notice(), Perms: p}
	r := d.row(app.ParticipantRow{Participant: app.Participant{ID: person}})
	return r.Standing
}

// StandingWord is a standing as a column says it; "" for none.
func StandingWord(s Standing) string {
	switch s {
	case "":
		return ""
	case StandMissing:
		return "Not recorded"
	case StandRefused:
		return "Allowed nothing"
	case StandEnding:
		return "Ending soon"
	case StandPartly:
		return "In part"
	case StandExpired:
		return "Ended"
	}
	return strings.ToUpper(string(s[:1])) + string(s[1:])
}

func (d *Desk) rowIn(study app.StudyID, p app.ParticipantRow) Row {
	r := Row{ParticipantRow: p}
	r.Consent, _ = d.Perms.Standing(study, p.ID)
	all := d.Perms.Consents(p.ID)
	given := 0
	for i, sc := range app.Scopes() {
		r.States[i] = app.ConsentOf(all, study, sc, d.On)
		if r.States[i] == app.ConsentGiven {
			given++
		}
	}
	switch first := r.States[0]; {
	case first == app.ConsentUnrecorded:
		r.Standing = StandMissing
	case first == app.ConsentWithdrawn:
		r.Standing = StandWithdrawn
	case first == app.ConsentExpired:
		r.Standing = StandExpired
	case given == 0:
		r.Standing = StandRefused
	case ends(r.Consent, d.On, d.Notice):
		r.Standing = StandEnding
	case given < len(r.States):
		r.Standing = StandPartly
	default:
		r.Standing = StandGiven
	}
	return r
}

// ends reports whether a consent that stands ends within some days.
func ends(c app.Consent, on app.Date, days int) bool {
	return c.Expires != "" && c.Expires >= on && c.Expires <= app.DateOf(on.Time().AddDate(0, 0, days))
}

// Matches reports whether a row has a standing ("" for any) and a text in its code, segment or note.
func (r *Row) Matches(standing Standing, text string) bool {
	if standing != "" && r.Standing != standing {
		return false
	}
	text = strings.ToLower(strings.TrimSpace(text))
	return text == "" || slices.ContainsFunc([]string{r.Code, r.Segment, r.Consent.How, r.Consent.Note, r.Consent.Reason},
		func(s string) bool { return strings.Contains(strings.ToLower(s), text) })
}
