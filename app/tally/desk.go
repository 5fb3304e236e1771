package tally

import (
	"cmp"
	"context"
	"math"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
	"throughline/synthesis/text"
)

// desk is what one comparison works on.
type desk struct {
	q     AgreementQuery
	book  *book
	texts []comparedText
	given map[app.TagID]bool // tags that either gave
}

// comparedText is one interview with what both did in it, in characters.
type comparedText struct {
	interview app.InterviewID
	turns     []stat.Stretch // of people who are not moderators
	units     []stat.Stretch // sentences, or turns
	length    int
	marks     [2][]coded // of A and B, by place
}

// coded is one tag on one stretch.
type coded struct {
	stat.Stretch
	tag app.TagID
}

// desk reads what both coders did.
func (s *Service) desk(ctx context.Context, q AgreementQuery, p app.Progress) (*desk, error) {
	if q.Unit == "" {
		q.Unit = Sentences
	}
	if q.A == "" || q.B == "" || q.A == q.B {
		return nil, app.Invalid("Agreement compares two coders.", "Choose two people who coded the same interview.")
	}
	if len(q.Interviews) == 0 {
		both, err := s.bothCoded(ctx, q.Study, q.A, q.B)
		if err != nil {
			return nil, err
		}
		q.Interviews = both
	}
	if len(q.Interviews) == 0 {
		return nil, app.Invalid("There is no interview that "+q.A+" and "+q.B+" both coded.", "Set up a double coding, or choose others.")
	}
	b, err := s.book(ctx)
	if err != nil {
		return nil, err
	}
	codings, err := s.Store.Codings(ctx, q.Interviews)
	if err != nil {
		return nil, err
	}
	d := &desk{q: q, book: b, given: map[app.TagID]bool{}}
	at := 0
	for i, id := range q.Interviews {
		p.Report(int64(i), int64(len(q.Interviews)), "Read interviews")
		from := at
		for at < len(codings) && codings[at].Interview == id {
			at++
		}
		if err := s.lay(ctx, d, id, codings[from:at]); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// bothCoded lists the interviews in which both gave tags.
func (s *Service) bothCoded(ctx context.Context, study app.StudyID, a, b string) ([]app.InterviewID, error) {
	all, err := s.Store.CodedInterviews(ctx, study)
	if err != nil {
		return nil, err
	}
	var ids []app.InterviewID
	for _, c := range all {
		has := func(name string) bool {
			return slices.ContainsFunc(c.Coders, func(p app.CoderPart) bool { return p.Author == name })
		}
		if has(a) && has(b) {
			ids = append(ids, c.Interview)
		}
	}
	return ids, nil
}

// lay puts one interview on the desk.
func (s *Service) lay(ctx context.Context, d *desk, id app.InterviewID, codings []app.Coding) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return err
	}
	tr, err := s.Store.Transcript(ctx, id)
	if err != nil {
		return err
	}
	iv, at := rec.(*app.Interview), characters(tr.Text)
	t := comparedText{interview: id, length: at(len(tr.Text))}
	for _, turn := range tr.Turns {
		if iv.Speaker(turn.Speaker).Role == app.RoleModerator || turn.Len() == 0 {
			continue
		}
		t.turns = append(t.turns, stat.Stretch{Start: at(turn.Start), End: at(turn.End)})
		if d.q.Unit == Sentences {
			for _, sent := range text.Sentences(tr.Text[turn.Start:turn.End]) {
				t.units = append(t.units, stat.Stretch{Start: at(turn.Start + sent.Start), End: at(turn.Start + sent.End)})
			}
		}
	}
	if d.q.Unit == Turns {
		t.units = t.turns
	}
	for _, c := range codings {
		who := slices.Index([]string{d.q.A, d.q.B}, c.Author)
		if who < 0 {
			continue
		}
		for _, tag := range d.counts(c.Tag) {
			d.given[tag] = true
			t.marks[who] = append(t.marks[who], coded{stat.Stretch{Start: at(c.Start), End: at(c.End)}, tag})
		}
	}
	d.texts = append(d.texts, t)
	return nil
}

// characters returns what turns a byte of a text into the number of characters before it.
func characters(s string) func(at int) int {
	if ascii(s) {
		return func(at int) int { return at }
	}
	before := make([]int32, len(s)+1)
	n := int32(0)
	for i := range len(s) {
		before[i] = n
		if s[i]&0xC0 != 0x80 { // the first byte of a character
			n++
		}
	}
	before[len(s)] = n
	return func(at int) int {
		for at < len(s) && s[at]&0xC0 == 0x80 { // not on a character: its start counts
			at--
		}
		return int(before[at])
	}
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// counts returns what a tag given counts as.
func (d *desk) counts(tag app.TagID) []app.TagID {
	all := []app.TagID{tag}
	if d.q.RollUp {
		all = d.book.above(tag)
	}
	if len(d.q.Tags) > 0 {
		all = slices.DeleteFunc(all, func(id app.TagID) bool { return !slices.Contains(d.q.Tags, id) })
	}
	return all
}

// tags lists what is compared, in the order of the codebook.
func (d *desk) tags() []app.TagID {
	var ids []app.TagID
	for _, t := range d.book.list {
		if d.given[t.ID] {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// size is how many units a text has.
func (d *desk) size(t comparedText) int {
	if d.q.Unit == Characters {
		return stat.Length(t.turns)
	}
	return len(t.units)
}

// compare counts on one tag, in blocks that are drawn for intervals: units, turns for characters, or interviews when those are too many.
func (d *desk) compare(tag app.TagID) []stat.Tally {
	var blocks, whole []stat.Tally
	for _, t := range d.texts {
		a, b := t.of(0, tag), t.of(1, tag)
		var own []stat.Tally
		if d.q.Unit == Characters {
			own = stat.TallyText(t.turns, a, b)
		} else {
			own = stat.TallyUnits(t.units, a, b)
		}
		blocks, whole = append(blocks, own...), append(whole, stat.SumTallies(own))
	}
	if len(blocks) > maxBlocks {
		return whole
	}
	return blocks
}

// of is where a coder gave a tag, each character once.
func (t *comparedText) of(who int, tag app.TagID) []stat.Stretch {
	var all []stat.Stretch
	for _, c := range t.marks[who] {
		if c.tag == tag {
			all = append(all, c.Stretch)
		}
	}
	return stat.Union(all)
}

// unitized is the family for unitised text over the tags, all interviews one after another. U and Coding are NaN when one coder's
// stretches of two tags overlap.
func (d *desk) unitized(tags []app.TagID) stat.Unitizing {
	units := make([][]stat.Unit, 2)
	marked := make([][]stat.Unit, 2)
	length, overlap := 0, false
	for _, t := range d.texts {
		for who := range 2 {
			var own []stat.Unit
			var all []stat.Stretch
			for k, tag := range tags {
				for _, s := range t.of(who, tag) {
					all = append(all, s)
					own = append(own, stat.Unit{Stretch: stat.Stretch{Start: length + s.Start, End: length + s.End}, Value: k})
				}
			}
			slices.SortFunc(own, func(a, b stat.Unit) int { return cmp.Compare(a.Start, b.Start) })
			for i := 1; i < len(own); i++ {
				overlap = overlap || own[i].Start < own[i-1].End
			}
			units[who] = append(units[who], own...)
			for _, s := range stat.Union(all) {
				marked[who] = append(marked[who], stat.Unit{Stretch: stat.Stretch{Start: length + s.Start, End: length + s.End}})
			}
		}
		length += t.length
	}
	if !overlap {
		return stat.Unitize(units, length)
	}
	return stat.Unitizing{U: math.NaN(), Binary: stat.Unitize(marked, length).Binary, Coding: math.NaN()}
}

func (b *book) name(id app.TagID) string {
	if t := b.tags[id]; t != nil {
		return t.Name
	}
	return ""
}

// hue is the tag's colour for charts, 1 to 12.
func (b *book) hue(id app.TagID) int {
	if t := b.tags[id]; t != nil {
		return app.HueOf(t.Color)
	}
	return 0
}
