package recruit

import (
	"context"

	"throughline/app"
)

// Row is a study in the overview of all recruitments.
type Row struct {
	Study   app.Study
	Target  int // people wanted; 0 for unknown
	Funnel  Funnel
	Quotas  int  // cells
	Full    int  // of them
	Trouble int  // cells over quota or not to be filled
	Ready   int  // qualified candidates not invited yet
	Any     bool // it has a recruitment or candidates
	Due     []Sum
	Owed    int // entries of the ledger that are due
}

// Overview reads where each study's recruitment stands, in the order of the store's studies.
func (s *Service) Overview(ctx context.Context) ([]Row, error) {
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	recruitments, err := app.Papers[app.Recruitment](ctx, s.Store, app.PaperQuery{Kind: app.KindRecruitment})
	if err != nil {
		return nil, err
	}
	all, err := app.Papers[app.Candidacy](ctx, s.Store, app.PaperQuery{Kind: app.KindCandidacy})
	if err != nil {
		return nil, err
	}
	ledger, err := app.Papers[app.Incentive](ctx, s.Store, app.PaperQuery{Kind: app.KindIncentive})
	if err != nil {
		return nil, err
	}
	var panel []app.ParticipantRow
	if len(recruitments) > 0 && len(all) > 0 {
		if panel, err = s.Store.Participants(ctx, ""); err != nil {
			return nil, err
		}
	}
	return overview(studies, recruitments, all, ledger, panel), nil
}

func overview(studies []app.Study, recruitments []app.Recruitment, all []app.Candidacy, ledger []app.Incentive, panel []app.ParticipantRow) []Row {
	who := make(map[app.ParticipantID]*app.Participant, len(panel))
	for i := range panel {
		who[panel[i].ID] = &panel[i].Participant
	}
	people := map[app.StudyID][]Person{}
	plain := map[app.StudyID][]app.Candidacy{}
	for _, c := range all {
		people[c.Study] = append(people[c.Study], Person{c, who[c.Participant]})
		plain[c.Study] = append(plain[c.Study], c)
	}
	of := map[app.StudyID]*app.Recruitment{}
	for i := range recruitments {
		of[recruitments[i].Study] = &recruitments[i]
	}
	entries := map[app.StudyID][]Entry{}
	for _, e := range ledger {
		entries[e.Study] = append(entries[e.Study], Entry{Incentive: e})
	}
	rows := make([]Row, len(studies))
	for i, st := range studies {
		rows[i] = Row{Study: st, Funnel: FunnelOf(plain[st.ID]), Any: of[st.ID] != nil || len(plain[st.ID]) > 0, Due: Sums(entries[st.ID]), Owed: owed(entries[st.ID])}
		for _, c := range plain[st.ID] {
			if c.Stage == app.StageCandidate && c.Fit == app.FitQualified {
				rows[i].Ready++
			}
		}
		if r := of[st.ID]; r != nil {
			rows[i].quotas(r, people[st.ID])
		}
	}
	return rows
}

func (row *Row) quotas(r *app.Recruitment, people []Person) {
	row.Target, row.Quotas = r.Target, len(r.Quotas)
	for _, f := range Fills(r.Quotas, people) {
		switch f.State() {
		case QuotaOver, QuotaShort:
			row.Trouble++
		case QuotaFull:
			row.Full++
		}
	}
}

// owed counts entries that are due, without those that were corrected.
func owed(entries []Entry) int {
	fixed := map[app.IncentiveID]bool{}
	for _, e := range entries {
		fixed[e.Corrects] = e.Corrects != ""
	}
	n := 0
	for _, e := range entries {
		if !e.Paid && e.Amount > 0 && !fixed[e.ID] {
			n++
		}
	}
	return n
}
