package erase

import (
	"throughline/app"
)

// originKinds are the kinds of records that things of an imported project became.
var originKinds = []app.Kind{app.KindParticipant, app.KindInterview, app.KindFinding, app.KindMemo}

// origin is what stays of what was kept of an imported project. One that cannot be read goes: nobody could tell what it says.
func (p *plan) origin(o *app.Origin) app.Record {
	called := make(map[string][]string, len(o.Names))
	for _, n := range o.Names {
		called[n.GUID] = append(called[n.GUID], n.ID)
	}
	any := func(guid string, is func(id string) bool) bool {
		for _, id := range append([]string{guid}, called[guid]...) {
			if is(id) {
				return true
			}
		}
		return false
	}
	left, err := o.Scrubbed(app.OriginScrub{
		Words: p.blank,
		Goes: func(guid string) bool {
			return any(guid, func(id string) bool {
				for _, k := range originKinds {
					if p.Goes(app.Ref{Kind: k, ID: id}) {
						return true
					}
				}
				return false
			})
		},
		Hush: func(guid string) bool {
			return any(guid, func(id string) bool { return p.sessions[app.InterviewID(id)] != nil })
		},
	})
	if err != nil {
		return nil
	}
	return left
}

// originFile is what stays of a file of an imported project: nothing where it can hold what goes. One of no interview goes with the words of
// anybody in its study.
func (p *plan) originFile(f *app.OriginFile) app.Record {
	if p.sessions[f.Interview] != nil {
		return nil
	}
	if f.Interview == "" {
		for _, s := range p.sessions {
			if s.iv.Study == f.Study {
				return nil
			}
		}
	}
	return f
}
