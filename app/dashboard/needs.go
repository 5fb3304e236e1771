package dashboard

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"throughline/app"
)

// NeedKind says what waits, and so where it is answered.
type NeedKind string

// What can wait, in the order in which needs are listed.
const (
	NeedErasure  NeedKind = "studies kept too long"
	NeedTags     NeedKind = "untagged interviews"
	NeedEvidence NeedKind = "insights without evidence"
	NeedConflict NeedKind = "contradicted insights"
	NeedRefresh  NeedKind = "stale insights"
	NeedReview   NeedKind = "insights in review"
	NeedDraft    NeedKind = "own drafts"
	NeedSorting  NeedKind = "unsorted findings"
	NeedTagging  NeedKind = "untagged findings"
	NeedRenewal  NeedKind = "consents about to end"
	NeedConsent  NeedKind = "missing consents"
	NeedTool     NeedKind = "renewals of tools"
)

// What waits in recruitment. Needs does not know of it: whoever shows needs joins it by Join.
const (
	NeedSession   NeedKind = "sessions today"
	NeedQuota     NeedKind = "quotas in trouble"
	NeedAnswer    NeedKind = "invitations without an answer"
	NeedInvite    NeedKind = "qualified candidates"
	NeedIncentive NeedKind = "incentives due"
)

// Join puts what other rooms say waits among needs: what is loud before all, the rest after them.
func Join(needs, others []Need) []Need {
	var loud, rest []Need
	for _, n := range others {
		if n.Loud {
			loud = append(loud, n)
		} else {
			rest = append(rest, n)
		}
	}
	return slices.Concat(loud, needs, rest)
}

// Need is something that waits for somebody.
type Need struct {
	Kind  NeedKind    `json:"kind"`
	Text  string      `json:"text"`
	Act   string      `json:"act"`            // a verb: "Review"
	N     int         `json:"n"`              // how many wait
	Study app.StudyID `json:"study,omitzero"` // the only one they are of, "" for several
	ID    string      `json:"id,omitempty"`   // the one record that waits, "" for several
	Loud  bool        `json:"loud"`           // somebody should look soon
}

// contested is the share of contradicting evidence from which a firm insight needs a second look.
const contested = 1. / 3

// recent is how many days after its end a study still asks for its findings to be sorted and tagged.
const recent = 30

// Needs lists what waits for a person, the most pressing first: what is alike stands in one line. Findings wait in studies that go on or
// ended in the last month, so that old studies do not ask for ever; the open study asks whatever its age.
func Needs(f Facts, me string, study app.StudyID, today app.Date) []Need {
	f = f.In(Scope{Study: study})
	var out []Need
	add := func(n Need) {
		if n.N > 0 {
			out = append(out, n)
		}
	}
	add(f.overdue(today))
	add(waiting(f))
	add(f.insights(NeedEvidence, "has no evidence yet", "have no evidence yet", "Add", func(in app.Standing) bool {
		return in.Evidence == 0 && in.Status != app.InsightSuperseded
	}))
	add(f.insights(NeedConflict, "is contradicted by a third of its evidence or more", "are contradicted by a third of their evidence or more", "Look",
		func(in app.Standing) bool {
			return firm(in) && float64(in.Against) >= contested*float64(in.Evidence) && in.Against > 0
		}))
	add(f.insights(NeedRefresh, "is stale", "are stale", "Refresh", func(in app.Standing) bool { return stale(in, today) }))
	add(f.insights(NeedReview, "waits for review", "wait for review", "Review", func(in app.Standing) bool { return in.Status == app.InsightInReview }))
	add(f.insights(NeedDraft, "is your draft", "are your drafts", "Go on", func(in app.Standing) bool {
		return in.Status == app.InsightDraft && in.Evidence > 0 && in.Owner == me
	}))
	add(f.renewals(me, study, today))
	add(f.findings(NeedSorting, "in no theme", "Sort", study, today, func(st app.StudyRow) int { return st.Unsorted }))
	add(f.findings(NeedTagging, "without a tag", "Tag", study, today, func(st app.StudyRow) int { return st.Untagged }))
	return out
}

// overdue gathers the studies whose words may not be kept any more.
func (f Facts) overdue(today app.Date) Need {
	n := Need{Kind: NeedErasure, Act: "Look", Loud: true}
	for i := range f.Studies {
		st := &f.Studies[i].Study
		until, _ := st.KeptUntil(f.Months)
		if until == "" || until >= today || slices.Contains(f.Erased, st.ID) {
			continue
		}
		if n.N++; n.N == 1 {
			n.Study, n.Text = st.ID, "The words of “"+st.Name+"” were to be kept until "+until.Time().Format("2 January 2006")
		}
	}
	if n.N > 1 {
		n.Study, n.Text = "", app.Count(n.N, "study")+" are past the day until which their words may be kept"
	}
	return n
}

func waiting(f Facts) Need {
	n := Need{Kind: NeedTags, Act: "Open", Loud: true}
	var first app.SessionRow
	studies := map[app.StudyID]bool{}
	for _, s := range f.Sessions {
		if s.Findings > 0 {
			continue
		}
		if n.N++; n.N == 1 {
			first = s
		}
		studies[s.Study] = true
	}
	if len(studies) == 1 {
		n.Study = first.Study
	}
	switch {
	case n.N == 1:
		n.Text, n.ID = first.Title+" waits to be tagged", string(first.ID)
	case len(studies) > 1:
		n.Text = fmt.Sprintf("%s of %s wait to be tagged", app.Count(n.N, "interview"), app.Count(len(studies), "study"))
	default:
		n.Text = app.Count(n.N, "interview") + " wait to be tagged"
	}
	return n
}

// insights gathers the insights that wait for the same.
func (f Facts) insights(kind NeedKind, one, many, act string, which func(app.Standing) bool) Need {
	n := Need{Kind: kind, Act: act, Loud: kind == NeedEvidence || kind == NeedConflict || kind == NeedRefresh}
	for _, in := range f.Insights {
		if !which(in) {
			continue
		}
		switch n.N++; {
		case n.N == 1:
			n.Study, n.ID, n.Text = in.Study, string(in.ID), "“"+in.Title+"” "+one
		case in.Study != n.Study:
			n.Study = ""
		}
	}
	if n.N > 1 {
		n.ID, n.Text = "", app.Count(n.N, "insight")+" "+many
	}
	return n
}

// findings gathers the findings that wait for the same, from the study that is open or from those that still ask.
func (f Facts) findings(kind NeedKind, what, act string, open app.StudyID, today app.Date, of func(app.StudyRow) int) Need {
	n := Need{Kind: kind, Act: act}
	studies := 0
	for _, st := range f.Studies {
		if of(st) <= 0 || open == "" && !asks(st, today) {
			continue
		}
		n.N += of(st)
		if studies++; studies == 1 {
			n.Study = st.ID
		} else {
			n.Study = ""
		}
	}
	n.Text = app.Count(n.N, "finding") + " " + what
	if studies > 1 {
		n.Text = fmt.Sprintf("%s of %s %s", app.Count(n.N, "finding"), app.Count(studies, "study"), what)
	}
	return n
}

// asks reports whether a study goes on, ended in the last month, or does not say when it ends.
func asks(st app.StudyRow, today app.Date) bool {
	end := st.End.Time()
	return end.IsZero() || today.Time().Sub(end) <= recent*24*time.Hour
}

// Progress is where a study stands.
type Progress struct {
	app.StudyRow
	Interviews int
	Tagged     int // interviews with a finding
	Insights   int
	Firm       int // insights in review or published
	Last       app.Date
}

// Studies says where each study stands: those that go on first, then by the last interview, the latest first.
func Studies(f Facts) []Progress {
	all := make([]Progress, len(f.Studies))
	at := make(map[app.StudyID]*Progress, len(all))
	for i, st := range f.Studies {
		all[i].StudyRow = st
		at[st.ID] = &all[i]
	}
	for _, s := range f.Sessions {
		p := at[s.Study]
		p.Interviews++
		p.Last = max(p.Last, s.Date)
		if s.Findings > 0 {
			p.Tagged++
		}
	}
	for _, in := range f.Insights {
		p := at[in.Study]
		if p == nil {
			continue // across studies
		}
		p.Insights++
		if firm(in) {
			p.Firm++
		}
	}
	slices.SortStableFunc(all, func(a, b Progress) int {
		return cmp.Or(cmp.Compare(rank(a.Status), rank(b.Status)), -cmp.Compare(a.Last, b.Last))
	})
	return all
}

func rank(status string) int {
	if status == "done" {
		return 1
	}
	return 0
}
