package erase

import (
	"context"
	"strings"

	"throughline/app"
)

// The names under which what goes is counted, in the order in which it is listed.
const (
	CountPeople     = "participants"
	CountInterviews = "interviews removed"
	CountKept       = "interviews that keep the words of others"
	CountRevisions  = "revisions of transcripts"
	CountTurns      = "turns"
	CountFiles      = "original files removed"
	CountEmptied    = "original files emptied"
	CountFindings   = "findings"
	CountEvidence   = "pieces of evidence in insights"
	CountQuotes     = "quotes in published insights"
	CountRejections = "tags turned down"
	CountMemos      = "memos on them"
	CountViews      = "saved views"
	CountPassages   = "passages in texts of others"
	CountSteps      = "steps of the history rewritten"
	CountErased     = "steps of the history left without contents"
)

// paperCounts name the papers that go.
var paperCounts = map[app.Kind]string{
	app.KindConsent: "consents", app.KindCandidacy: "candidacies", app.KindIncentive: "incentives", app.KindSealed: "sealed contacts and aliases",
	app.KindGuideLink: "questions marked as asked", app.KindMeasure: "measures",
	app.KindOrigin: "imported projects", app.KindOriginFile: "files of imported projects",
}

// singular is how the nouns of the names are written for one.
var singular = strings.NewReplacer("participants", "participant", "interviews", "interview", "revisions", "revision", "turns", "turn", "files", "file", "findings", "finding",
	"pieces", "piece", "quotes", "quote", "tags", "tag", "memos", "memo", "views", "view", "passages", "passage", "steps", "step", "consents", "consent",
	"candidacies", "candidacy", "incentives", "incentive", "contacts and aliases", "contact or alias", "questions", "question", "that keep", "that keeps", "measures", "measure")

// named is a name for so many.
func named(name string, n int) string {
	if n != 1 {
		return name
	}
	first, rest, _ := strings.Cut(name, " in ") // what it is in stays as many as it is
	if rest != "" {
		return singular.Replace(first) + " in " + rest
	}
	return singular.Replace(name)
}

// Counts lists the names under which what goes is counted, in the order in which it is listed.
func Counts() []string {
	all := []string{CountPeople, CountInterviews, CountKept, CountRevisions, CountTurns, CountFiles, CountEmptied, CountFindings, CountEvidence, CountQuotes,
		CountRejections, CountMemos}
	for _, k := range app.PaperKinds() {
		if name := paperCounts[k]; name != "" {
			all = append(all, name)
		}
	}
	return append(all, CountViews, CountPassages, CountSteps, CountErased)
}

// surveyed are the kinds that are looked through for what goes.
var surveyed = append([]app.Kind{app.KindParticipant, app.KindInterview, app.KindSource, app.KindTranscript, app.KindFinding, app.KindRejection,
	app.KindStudy, app.KindTag, app.KindTheme, app.KindInsight, app.KindRecommendation, app.KindDecision, app.KindPublication, app.KindMemo, app.KindRule,
	app.KindOpinionWord, app.KindView, app.KindStandards}, app.PaperKinds()...)

// survey counts what goes of what is stored, and lists where words give way.
func (p *plan) survey(ctx context.Context, view app.ErasureView) error {
	p.census = true
	defer func() { p.census = false }()
	for _, k := range surveyed {
		if err := view.Records(ctx, k, func(r app.Record) error {
			p.in = r
			left := p.Record(r)
			switch {
			case left == nil:
				p.countGone(r)
			case left != r:
				p.countChanged(r, left)
			}
			return nil
		}); err != nil {
			return err
		}
	}
	p.add(CountPassages, len(p.passages))
	p.in = nil
	return nil
}

func (p *plan) add(name string, n int) {
	if n > 0 {
		p.removed[name] += n
	}
}

func (p *plan) countGone(r app.Record) {
	switch r := r.(type) {
	case *app.Participant:
		p.add(CountPeople, 1)
	case *app.Interview:
		p.add(CountInterviews, 1)
	case *app.Source:
		p.add(CountFiles, 1)
	case *app.Transcript:
		p.add(CountRevisions, 1)
		p.add(CountTurns, len(r.Turns))
	case *app.Finding:
		p.add(CountFindings, 1)
	case *app.Rejection:
		p.add(CountRejections, 1)
	case *app.Memo:
		p.add(CountMemos, 1)
	case *app.View:
		p.add(CountViews, 1)
	case *app.Consent:
		p.add(paperCounts[app.KindConsent], 1)
		p.proof = append(p.proof, app.ConsentProof{Given: r.Given, Withdrawn: r.Withdrawn, Scopes: r.Scopes})
	default:
		p.add(paperCounts[r.Ref().Kind], 1)
	}
}

func (p *plan) countChanged(before, after app.Record) {
	switch b := before.(type) {
	case *app.Interview:
		if p.sessions[b.ID] != nil && len(p.people) > 0 {
			p.add(CountKept, 1)
		}
	case *app.Source:
		if len(b.Data) > 0 && len(after.(*app.Source).Data) == 0 {
			p.add(CountEmptied, 1)
		}
	case *app.Transcript:
		p.add(CountRevisions, 1)
		p.countTurns(b, after.(*app.Transcript))
	case *app.Insight:
		p.countInsight(b, after.(*app.Insight))
	case *app.Publication:
		p.add(CountQuotes, len(b.Evidence)-len(after.(*app.Publication).Evidence))
	}
}

// countTurns counts the turns of a text that change. What others repeat is a passage, not a turn of the person's.
func (p *plan) countTurns(before, after *app.Transcript) {
	for i, u := range before.Turns {
		v := after.Turns[i]
		was, is := before.Text[u.Start:u.End], after.Text[v.Start:v.End]
		switch {
		case was == is:
		case is != app.Erased && len(p.people) > 0:
			p.add(CountPassages, strings.Count(is, app.Erased))
		default:
			p.add(CountTurns, 1)
		}
	}
}

// countInsight counts the evidence that an insight loses. One that was published counts as stale from then on.
func (p *plan) countInsight(before, after *app.Insight) {
	lost := len(before.Evidence) - len(after.Evidence)
	if lost == 0 {
		return
	}
	p.add(CountEvidence, lost)
	p.affected = append(p.affected, Affected{ID: before.ID, Title: after.Title, Study: before.Study, Status: before.Status, Lost: lost, Left: len(after.Evidence)})
	if before.Status == app.InsightPublished {
		p.flags = append(p.flags, app.Change{Before: after, After: after})
	}
}
