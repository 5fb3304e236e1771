package merge

import (
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/passage"
)

// revised is an interview to which one of the sides added texts.
type revised struct {
	id           app.InterviewID
	ours, theirs []app.RevisionMark // that the other does not have, ascending
	last, base   app.RevisionMark   // of theirs, of ours
	undone       int                // the highest revision of ours that goes, for theirs took it back
}

// redacted reports whether one of some revisions took words out.
func redacted(marks []app.RevisionMark) bool {
	return slices.ContainsFunc(marks, func(m app.RevisionMark) bool { return strings.HasPrefix(m.Note, "Redacted") })
}

// staysRedacted reports whether a record of ours that went there is a text that took words out, which stays.
func (p *planner) staysRedacted(ref app.Ref, t *touch, ours app.Record) bool {
	text, ok := ours.(*app.Transcript)
	if !ok || !redacted([]app.RevisionMark{{Note: text.Note}}) {
		return false
	}
	p.ask(Conflict{Key: key(ref, "deleted there"), Kind: ref.Kind, ID: ref.ID, Title: titleOf(ours), About: "Redaction taken back there", Options: []Side{Ours},
		Ours: state(ours, text.Note), Theirs: State{Text: "deleted", Author: t.by, At: t.at}, Why: "What was redacted stays so"})
	return true
}

// texts asks about interviews whose text both sides revised, and lets passages stand where their words are in the text that stays.
func (p *planner) texts() error {
	concerned := map[string]bool{}
	for _, ref := range p.order {
		c := p.out[ref]
		if c == nil || c.after == nil {
			continue
		}
		switch r := c.after.(type) {
		case *app.Transcript:
			concerned[string(r.Interview)] = true
		case *app.Finding:
			if r.Quote != "" {
				concerned[string(r.Interview)] = true
			}
		}
	}
	for ids := range slices.Chunk(sortedKeys(concerned), 500) {
		ours, err := p.ours.Marks(p.ctx, ids)
		if err != nil {
			return err
		}
		theirs, err := p.theirs.Marks(p.ctx, ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			r := &revised{id: app.InterviewID(id)}
			r.compare(p.kept(r, ours), theirs)
			if err := p.text(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// kept are the revisions of ours of an interview that stay.
func (p *planner) kept(r *revised, ours []app.RevisionMark) (stay []app.RevisionMark) {
	for _, m := range ours {
		after, said := p.becomes(app.Ref{Kind: app.KindTranscript, ID: string(m.ID)})
		switch {
		case !said || after != nil:
			stay = append(stay, m)
		case m.Interview == r.id:
			r.undone = max(r.undone, m.Revision)
		}
	}
	return stay
}

func (r *revised) compare(ours, theirs []app.RevisionMark) {
	of := func(all []app.RevisionMark) []app.RevisionMark {
		return slices.DeleteFunc(slices.Clone(all), func(m app.RevisionMark) bool { return m.Interview != r.id })
	}
	ours, theirs = of(ours), of(theirs)
	less := func(a, b []app.RevisionMark) []app.RevisionMark {
		return slices.DeleteFunc(slices.Clone(a), func(m app.RevisionMark) bool {
			return slices.ContainsFunc(b, func(o app.RevisionMark) bool { return o.ID == m.ID })
		})
	}
	r.ours, r.theirs = less(ours, theirs), less(theirs, ours)
	if len(ours) > 0 {
		r.base = ours[len(ours)-1]
	}
	if len(theirs) > 0 {
		r.last = theirs[len(theirs)-1]
	}
}

// text decides about one interview.
func (p *planner) text(r *revised) error {
	coming := slices.DeleteFunc(slices.Clone(r.theirs), func(m app.RevisionMark) bool {
		after, _ := p.becomes(app.Ref{Kind: app.KindTranscript, ID: string(m.ID)})
		return after == nil
	})
	if len(r.ours) > 0 && len(coming) > 0 {
		if p.whichText(r) == Ours {
			for _, m := range coming {
				ref := app.Ref{Kind: app.KindTranscript, ID: string(m.ID)}
				p.leave(p.out[ref].after, "the text as it was revised here stays")
				p.drop(ref)
			}
			coming = nil
		}
	}
	p.renumber(coming, max(r.base.Revision, r.undone))
	latest := p.latest(r, coming)
	if latest == "" || r.base.ID == "" && r.last.ID == latest || r.base.ID == r.last.ID && p.sameWords() {
		return nil
	}
	return p.carry(r, latest)
}

// renumber lets revisions that come in stand above one of ours, where they do not already.
func (p *planner) renumber(coming []app.RevisionMark, top int) {
	if len(coming) == 0 || coming[0].Revision > top {
		return
	}
	for i, m := range coming {
		c := p.out[app.Ref{Kind: app.KindTranscript, ID: string(m.ID)}]
		made := *c.after.(*app.Transcript)
		made.Revision = top + 1 + i
		c.after = &made
	}
}

// latest is the text of the highest revision, once those that come in have.
func (p *planner) latest(r *revised, coming []app.RevisionMark) (id app.TranscriptID) {
	top := 0
	for _, m := range append([]app.RevisionMark{r.base}, coming...) {
		if after, _ := p.becomes(app.Ref{Kind: app.KindTranscript, ID: string(m.ID)}); after != nil {
			m.Revision = after.(*app.Transcript).Revision
		}
		if m.ID != "" && m.Revision > top {
			id, top = m.ID, m.Revision
		}
	}
	return id
}

// sameWords reports whether a text of one id has one and the same words on both sides: not in packs, where consent may have covered some, nor
// after an erasure.
func (p *planner) sameWords() bool {
	return p.pack == nil && len(p.erased.own) == 0
}

// whichText asks which of two revisions stays the text.
func (p *planner) whichText(r *revised) Side {
	ours, theirs := r.ours[len(r.ours)-1], r.theirs[len(r.theirs)-1]
	say := func(m app.RevisionMark) string {
		if m.Note != "" {
			return m.Note
		}
		return fmt.Sprintf("revision %d", m.Revision)
	}
	c := Conflict{Key: "text/" + string(r.id), Kind: app.KindTranscript, ID: string(theirs.ID), Title: fmt.Sprintf("Text of an interview, revision %d", theirs.Revision),
		About: "Text revised on both sides", Options: either, Ours: State{Text: say(ours)}, Theirs: State{Text: say(theirs)},
		Why: "Texts are not merged by lines; passages go with their words"}
	switch a, b := redacted(r.ours), redacted(r.theirs); {
	case a && !b:
		c.Options, c.Why = []Side{Ours}, "What was redacted stays so"
	case b && !a:
		c.Options, c.Why = []Side{Theirs}, "What was redacted stays so"
	case a && b:
		p.plan.Notices = append(p.plan.Notices, "A text was redacted on both sides, and one of the two stays: look through it again for what the other had taken out ("+c.Title+").")
	}
	if t := p.touched.all[app.Ref{Kind: app.KindTranscript, ID: string(theirs.ID)}]; t != nil {
		c.Theirs.Author, c.Theirs.At = t.by, t.at
	}
	return p.ask(c)
}

// carry lets the findings of an interview stand in the latest text: those of theirs that stood in their latest, and those of ours that stood in ours.
func (p *planner) carry(r *revised, latest app.TranscriptID) error {
	words, err := p.words(r, latest)
	if err != nil || words[latest] == nil {
		return err
	}
	var iv *app.Interview
	if iv, err = p.interview(r.id); err != nil || iv == nil {
		return err
	}
	var theirs, ours []app.Ref
	for _, ref := range p.order {
		if after, _ := p.becomes(ref); ref.Kind == app.KindFinding && after != nil && after.(*app.Finding).Interview == r.id && after.(*app.Finding).Quote != "" {
			if f := after.(*app.Finding); p.out[ref].before != nil && f.Transcript == r.base.ID && f.Transcript != r.last.ID {
				ours = append(ours, ref)
			} else {
				theirs = append(theirs, ref)
			}
		}
	}
	if latest != r.base.ID {
		more, err := p.standingIn(r.base.ID)
		if err != nil {
			return err
		}
		ours = append(ours, more...)
	}
	from, err := p.from(r, words)
	if err != nil {
		return err
	}
	p.calledHere(from, theirs)
	hidden := redacted(r.ours) || redacted(r.theirs) || !p.sameWords()
	if err := p.place(iv, words[latest], words[r.base.ID], ours, hidden); err != nil {
		return err
	}
	return p.place(iv, words[latest], from, theirs, hidden)
}

// from is the text in which the findings of theirs stand, with the speakers of a pack, who are called by their codes there, as they are called here.
func (p *planner) from(r *revised, words map[app.TranscriptID]*app.Transcript) (*app.Transcript, error) {
	text := words[theirKey(r.last.ID)]
	if p.pack == nil || text == nil {
		return text, nil
	}
	err := p.ours.Some(p.ctx, app.KindTranscript, []string{string(text.ID)}, func(rec app.Record) error {
		own := rec.(*app.Transcript)
		if len(own.Turns) != len(text.Turns) {
			return nil
		}
		named := *text
		named.Turns = slices.Clone(text.Turns)
		for i := range named.Turns {
			named.Turns[i].Speaker = own.Turns[i].Speaker
		}
		text = &named
		return nil
	})
	return text, err
}

// calledHere gives the findings of a pack that are new here the speakers of their text.
func (p *planner) calledHere(text *app.Transcript, refs []app.Ref) {
	if p.pack == nil || text == nil {
		return
	}
	for _, ref := range refs {
		c := p.out[ref]
		f, ok := c.after.(*app.Finding)
		if !ok || c.before != nil || f.Transcript != text.ID {
			continue
		}
		if at := text.TurnAt(f.Start); at < len(text.Turns) {
			g := *f
			g.Speaker = text.Turns[at].Speaker
			c.after = &g
		}
	}
}

// theirKey tells the text of theirs from that of ours of the same id.
func theirKey(id app.TranscriptID) app.TranscriptID { return "theirs/" + id }

// words reads the texts that are compared.
func (p *planner) words(r *revised, latest app.TranscriptID) (map[app.TranscriptID]*app.Transcript, error) {
	words := map[app.TranscriptID]*app.Transcript{}
	if err := p.ours.Some(p.ctx, app.KindTranscript, []string{string(r.base.ID)}, func(rec app.Record) error {
		words[r.base.ID] = rec.(*app.Transcript)
		return nil
	}); err != nil {
		return nil, err
	}
	if after, _ := p.becomes(app.Ref{Kind: app.KindTranscript, ID: string(latest)}); after != nil {
		words[latest] = after.(*app.Transcript)
	}
	return words, p.theirs.Some(p.ctx, app.KindTranscript, []string{string(r.last.ID)}, func(rec app.Record) error {
		words[theirKey(r.last.ID)] = rec.(*app.Transcript)
		return nil
	})
}

// interview is an interview as it becomes.
func (p *planner) interview(id app.InterviewID) (iv *app.Interview, err error) {
	ref := app.Ref{Kind: app.KindInterview, ID: string(id)}
	if after, said := p.becomes(ref); said {
		iv, _ = after.(*app.Interview)
		return iv, nil
	}
	return iv, p.ours.Some(p.ctx, app.KindInterview, []string{string(id)}, func(r app.Record) error {
		iv = r.(*app.Interview)
		return nil
	})
}

// standingIn lists findings of ours that stand in a text and of which nothing was said.
func (p *planner) standingIn(id app.TranscriptID) (refs []app.Ref, err error) {
	uses, err := p.ours.Users(p.ctx, app.KindTranscript, []string{string(id)})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, u := range uses {
		if _, said := p.becomes(u.By); !said && u.By.Kind == app.KindFinding {
			ids = append(ids, u.By.ID)
		}
	}
	return refs, p.ours.Some(p.ctx, app.KindFinding, ids, func(r app.Record) error {
		if r.(*app.Finding).Quote != "" {
			p.put(r.Ref(), &change{before: r, after: r})
			refs = append(refs, r.Ref())
		}
		return nil
	})
}

// place carries findings from one text to another. Those that find no place stay on the revision that has their words, unless something was
// taken out of the text since: then they stay out.
func (p *planner) place(iv *app.Interview, to, from *app.Transcript, refs []app.Ref, hidden bool) error {
	if from == nil || to.Text == from.Text && to.ID == from.ID {
		return nil
	}
	refs, found := p.standing(to, from, refs, hidden)
	placed, err := passage.Carry(p.ctx, passage.DiffTurns(from, to), found)
	if err != nil {
		return err
	}
	after, _ := p.becomes(app.Ref{Kind: app.KindTranscript, ID: string(from.ID)})
	stays := !hidden && (from.ID == to.ID || after != nil || p.here(from.ID))
	for i, ref := range refs {
		c := p.out[ref]
		mine, _ := c.before.(*app.Finding)
		switch {
		case placed[i].Verdict != passage.Lost:
			c.after, c.theirs = passage.Move(&found[i], iv, to, placed[i].Span), nil
		case stays: // on the revision that has its words
		case mine != nil:
			c.after, c.theirs = standingAs(&found[i], mine), nil
		default:
			p.drop(ref)
			p.leave(&found[i], notHere)
		}
	}
	return nil
}

// notHere is why a passage is not taken.
const notHere = "its words are not in the text as it is here"

// standing are the findings of some that are passages of a text. Others stand in older texts: where that stays out, or something was taken out
// since and their words are not in the text any more, those that are new stay out. One of ours stands where it stood.
func (p *planner) standing(to, from *app.Transcript, refs []app.Ref, hidden bool) (in []app.Ref, found []app.Finding) {
	for _, ref := range refs {
		f := p.out[ref].after.(*app.Finding)
		if f.Transcript == from.ID && f.End <= len(from.Text) && from.Text[f.Start:f.End] == f.Quote {
			in, found = append(in, ref), append(found, *f)
			continue
		}
		left := p.leftOut(f.Transcript)
		if mine, ok := p.out[ref].before.(*app.Finding); ok && left {
			p.out[ref].after, p.out[ref].theirs = standingAs(f, mine), nil
			continue
		}
		if left || hidden && p.out[ref].before == nil && !strings.Contains(to.Text, f.Quote) {
			p.drop(ref)
			p.leave(f, notHere)
		}
	}
	return in, found
}

// standingAs is a finding where another state of it stands.
func standingAs(f, where *app.Finding) *app.Finding {
	g := *f
	g.Interview, g.Transcript, g.Participant, g.Span, g.Quote = where.Interview, where.Transcript, where.Participant, where.Span, where.Quote
	g.Before, g.After, g.Speaker, g.At, g.Page = where.Before, where.After, where.Speaker, where.At, where.Page
	return &g
}

// leftOut reports whether a text is neither in ours nor comes in.
func (p *planner) leftOut(id app.TranscriptID) bool {
	_, said := p.becomes(app.Ref{Kind: app.KindTranscript, ID: string(id)})
	return !said && !p.here(id)
}

// here reports whether a text is in ours.
func (p *planner) here(id app.TranscriptID) bool {
	found, err := p.ours.Stored(p.ctx, app.KindTranscript, []string{string(id)})
	return err == nil && len(found) > 0
}
