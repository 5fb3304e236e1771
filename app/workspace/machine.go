package workspace

import (
	"context"
	"slices"

	"throughline/app"
)

// machine is a store as the machine may read it: what people said who did not allow its analysis is not there to learn from, to group, to
// estimate or to count words of. What is covered by a curtain it does not read either. Records that services change pass whole.
type machine struct{ *Curtain }

// unread reports whether the machine may not read a finding.
func unread(f *app.FindingRow) bool {
	return f.Withheld != "" || !f.Consent.Permits(app.ScopeMachine)
}

// Findings leaves out what the machine may not read. A page may hold fewer than it asks for.
func (m machine) Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error) {
	rows, err := m.Curtain.Findings(ctx, q)
	return slices.DeleteFunc(rows, func(f app.FindingRow) bool { return unread(&f) }), err
}

// Find makes bystanders of those in an interview whom the machine may not read.
func (m machine) Find(ctx context.Context, ref app.Ref) (app.Record, error) {
	rec, err := m.Curtain.Find(ctx, ref)
	if iv, ok := rec.(*app.Interview); ok && err == nil {
		bystanders, err := m.bystanders(ctx)
		if err != nil {
			return nil, err
		}
		return bystanders(iv), nil
	}
	return rec, err
}

// Readings makes bystanders of those whom the machine may not read.
func (m machine) Readings(ctx context.Context, ids []app.InterviewID, cues bool) ([]app.Reading, error) {
	all, err := m.Curtain.Readings(ctx, ids, cues)
	if err != nil {
		return nil, err
	}
	bystanders, err := m.bystanders(ctx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Interview = *bystanders(&all[i].Interview)
	}
	return all, nil
}

// bystanders returns what gives the speakers of an interview whom the machine may not read the role of others, whose words it leaves alone.
func (m machine) bystanders(ctx context.Context) (func(*app.Interview) *app.Interview, error) {
	perms, err := m.Curtain.Permissions(ctx)
	if err != nil {
		return nil, err
	}
	audience, drawn := m.Curtain.Drawn()
	mayRead := func(a app.Allowed) bool {
		return a.Permits(app.ScopeMachine) && (!drawn || a.Permits(audience.Scope()))
	}
	return func(iv *app.Interview) *app.Interview {
		if perms.Idle() {
			return iv
		}
		n := *iv
		n.Speakers = slices.Clone(iv.Speakers)
		for i := range n.Speakers {
			if s := &n.Speakers[i]; s.Role == app.RoleParticipant && !mayRead(perms.Speaks(iv.Study, *s)) {
				s.Role = app.RoleOther
			}
		}
		if s := iv.Speaker(""); len(iv.Speakers) == 0 && !mayRead(perms.Speaks(iv.Study, s)) {
			n.Speakers = []app.Speaker{{Role: app.RoleOther}}
		}
		return &n
	}, nil
}

// ThemeSamples leaves out what the machine may not read.
func (m machine) ThemeSamples(ctx context.Context, most int) ([]app.Sample, error) {
	all, err := m.Curtain.ThemeSamples(ctx, most)
	return m.samples(ctx, all, err)
}

// TagSamples leaves out what the machine may not read.
func (m machine) TagSamples(ctx context.Context, most int) ([]app.Sample, error) {
	all, err := m.Curtain.TagSamples(ctx, most)
	return m.samples(ctx, all, err)
}

// BoardSamples leaves out what the machine may not read.
func (m machine) BoardSamples(ctx context.Context, study app.StudyID, most int) ([]app.Sample, error) {
	all, err := m.Curtain.BoardSamples(ctx, study, most)
	return m.samples(ctx, all, err)
}

func (m machine) samples(ctx context.Context, all []app.Sample, err error) ([]app.Sample, error) {
	if err != nil {
		return nil, err
	}
	may, err := m.reads(ctx, len(all), func(i int) app.FindingID { return all[i].Finding })
	return slices.DeleteFunc(all, func(s app.Sample) bool { return !may(s.Finding) }), err
}

// reads asks which of n findings the machine may read, unless nobody is asked.
func (m machine) reads(ctx context.Context, n int, id func(i int) app.FindingID) (func(app.FindingID) bool, error) {
	perms, err := m.Curtain.Permissions(ctx)
	if err != nil || perms.Idle() {
		return func(app.FindingID) bool { return true }, err
	}
	ids := make([]app.FindingID, n)
	for i := range ids {
		ids[i] = id(i)
	}
	allowed, err := m.allowed(ctx, ids)
	return func(f app.FindingID) bool { return allowed[f].Permits(app.ScopeMachine) }, err
}

// Judged leaves out what the machine may not learn from.
func (m machine) Judged(ctx context.Context, limit int) ([]app.Judged, error) {
	all, err := m.Curtain.Judged(ctx, limit)
	if err != nil {
		return nil, err
	}
	may, err := m.reads(ctx, len(all), func(i int) app.FindingID { return all[i].Finding })
	return slices.DeleteFunc(all, func(j app.Judged) bool { return !may(j.Finding) }), err
}

// Unestimated returns findings that the machine may not read without their words: nothing is made of them.
func (m machine) Unestimated(ctx context.Context, basis string, after int64, limit int) ([]app.EstimateOf, error) {
	all, err := m.Curtain.Unestimated(ctx, basis, after, limit)
	if err != nil {
		return nil, err
	}
	may, err := m.reads(ctx, len(all), func(i int) app.FindingID { return all[i].Finding })
	for i := range all {
		if !may(all[i].Finding) {
			all[i].Text = ""
		}
	}
	return all, err
}
