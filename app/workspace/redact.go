package workspace

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/passage"
	"throughline/app/revise"
	"throughline/app/vault"
)

// FindPersonal looks for what may tell who somebody is in interviews of a study, all of them for nil. With the vault open the contact details of the study's
// participants are known, and what stands for what already; else only what the study itself knows. Candidates less sure than least, 0-1, are left out.
func (w *Workspace) FindPersonal(ctx context.Context, study app.StudyID, interviews []app.InterviewID, more analysis.KnownNames, least float64, p app.Progress) (*analysis.Redaction, error) {
	if w.Vault.IsOpen() {
		kept, err := w.keptNames(ctx, study)
		if err != nil {
			return nil, err
		}
		more.Kept = append(slices.Clone(more.Kept), kept...)
	}
	return w.Analysis.Redaction(ctx, study, interviews, more, least, p)
}

// keptNames are what the open vault knows of a study: first who its participants are, then what stands for what in its texts.
func (w *Workspace) keptNames(ctx context.Context, study app.StudyID) ([]analysis.Replacement, error) {
	people, err := w.Store.Participants(ctx, study)
	if err != nil {
		return nil, err
	}
	book, err := w.Vault.Contacts(ctx)
	if err != nil {
		return nil, err
	}
	var kept []analysis.Replacement
	for i := range people {
		c, ok := book.Of(people[i].ID)
		if !ok {
			continue
		}
		for _, k := range []struct{ kind, text, as string }{{"person", c.Name, ""}, {"email", c.Email, " e-mail"}, {"phone", c.Phone, " phone"}, {"address", c.Address, " address"}} {
			if k.text != "" {
				kept = append(kept, analysis.Replacement{Kind: k.kind, Text: k.text, As: "[" + people[i].Code + k.as + "]", Participant: people[i].ID})
			}
		}
	}
	aliases, err := w.Vault.Aliases(ctx, study)
	if err != nil {
		return nil, err
	}
	for _, a := range aliases {
		for _, real := range a.Real {
			kept = append(kept, analysis.Replacement{Kind: a.Kind, Text: real, As: a.As, Participant: a.Participant})
		}
	}
	return kept, nil
}

// Redacted says what Redact did.
type Redacted struct {
	Interviews int
	Places     int  // in texts
	Kept       bool // the vault holds what stands behind the placeholders
}

// Redact takes the values of a redaction that are chosen by key out of all its interviews, as one step: each of them gets a new revision, findings keep their
// places, and where the vault is open it keeps what stands behind the placeholders. Older revisions and the history hold the words until they are erased.
// Returns EConflict when a transcript was changed meanwhile, EInvalid when nothing is chosen.
func (w *Workspace) Redact(ctx context.Context, r *analysis.Redaction, chosen map[string]bool, p app.Progress) (Redacted, error) {
	var done Redacted
	var drafts []revise.Draft
	all := r.Replaced(chosen)
	for i, one := range all {
		p.Report(int64(i), int64(len(all)), "Redact")
		d, err := w.redacted(ctx, one)
		if err != nil {
			return done, err
		}
		done.Places += len(one.Places)
		drafts = append(drafts, d)
	}
	if len(drafts) == 0 {
		return done, app.Invalid("Nothing is chosen to be redacted.", "Choose at least one name, number or address.")
	}
	done.Interviews = len(drafts)
	var more []app.Change
	if w.Vault.IsOpen() {
		var aliases []vault.AliasOf
		for _, a := range r.Aliases(chosen) {
			aliases = put(aliases, a)
		}
		var err error
		if more, err = w.Vault.AliasChanges(ctx, r.Study, aliases); err != nil {
			return done, err
		}
		done.Kept = true
	}
	return done, w.Revise.ApplyAll(ctx, drafts, "Redact "+app.Count(done.Interviews, "interview"), more, p)
}

// put adds a writing to what its placeholder stands for.
func put(all []vault.AliasOf, a analysis.Replacement) []vault.AliasOf {
	i := slices.IndexFunc(all, func(o vault.AliasOf) bool { return o.As == a.As })
	if i < 0 {
		return append(all, vault.AliasOf{Participant: a.Participant, Alias: app.Alias{Kind: a.Kind, Real: []string{a.Text}, As: a.As}})
	}
	if !slices.Contains(all[i].Real, a.Text) {
		all[i].Real = append(all[i].Real, a.Text)
	}
	return all
}

// redacted is the draft of one interview.
func (w *Workspace) redacted(ctx context.Context, one analysis.Replaced) (revise.Draft, error) {
	base, err := w.Store.Transcript(ctx, one.Interview)
	if err != nil {
		return revise.Draft{}, err
	}
	if base.ID != one.Transcript {
		return revise.Draft{}, &app.Error{Code: app.EConflict, Message: "A transcript was changed meanwhile.", Hint: "Look for personal data again."}
	}
	masks := make([]passage.Edit, len(one.Places))
	for i, p := range one.Places {
		masks[i] = passage.Edit{Span: p.Span, With: p.Placeholder}
	}
	d := revise.Redact(base, masks)
	if len(one.Speakers) == 0 {
		return d, nil
	}
	rec, err := w.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(one.Interview)})
	if err != nil {
		return d, err
	}
	as := func(label string) string {
		if code, ok := one.Speakers[analysis.SpeakerKey(label)]; ok {
			return code
		}
		return label
	}
	d.Turns = slices.Clone(d.Turns)
	for i := range d.Turns {
		d.Turns[i].Speaker = as(d.Turns[i].Speaker)
	}
	for _, sp := range rec.(*app.Interview).Speakers {
		if code := as(sp.Label); code != sp.Label {
			sp.Label, sp.Name = code, code
		}
		d.Speakers = append(d.Speakers, sp)
	}
	return d, nil
}
