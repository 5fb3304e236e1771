package app

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
)

// Paper is a record of the paperwork of a research programme: consents, screeners, templates, the ledger. Papers are kept whole, as
// JSON, filed under what they belong to, so that a new sort of paper needs no table of its own.
type Paper interface {
	Record
	// Filed says what the paper belongs to.
	Filed() Filing
	// Called is what the paper is called, in messages and in the history.
	Called() string
	// Signed is the paper's stamp.
	Signed() Stamp
}

// Filing says what a paper belongs to: empty fields are nothing. It has to go before what it belongs to.
type Filing struct {
	Study       StudyID
	Participant ParticipantID
	Interview   InterviewID
	// Once is a key that no two papers of a kind share, such as a folded name; "" for none.
	Once string
}

// The kinds of papers.
const (
	KindField       Kind = "field"
	KindConsent     Kind = "consent"
	KindRecruitment Kind = "recruitment"
	KindCandidacy   Kind = "candidacy"
	KindIncentive   Kind = "incentive"
	KindTemplate    Kind = "template"
	KindTool        Kind = "tool"
	KindGuideLink   Kind = "guide link"
	KindGuideTopic  Kind = "guide topic"
	KindSealed      Kind = "sealed"
	KindErasure     Kind = "erasure"
	KindChecklist   Kind = "checklist"
	KindMeasure     Kind = "measure"
	KindMetric      Kind = "metric"
	KindAnnotation  Kind = "annotation"
	KindFigure      Kind = "figure"
	KindApart       Kind = "tags told apart"
	KindOrigin      Kind = "imported project"
	KindOriginFile  Kind = "file of a project"
	KindMerged      Kind = "merge"
	KindPack        Kind = "pack"
)

// PaperKinds lists the kinds of papers, in the order in which their names come up.
func PaperKinds() []Kind {
	return []Kind{KindField, KindConsent, KindRecruitment, KindCandidacy, KindIncentive, KindTemplate, KindTool, KindGuideLink, KindGuideTopic, KindSealed, KindErasure, KindChecklist,
		KindMeasure, KindMetric, KindAnnotation, KindFigure, KindApart, KindOrigin, KindOriginFile, KindMerged, KindPack}
}

func init() {
	for kind, made := range map[Kind]func() Record{
		KindField:       func() Record { return new(Field) },
		KindConsent:     func() Record { return new(Consent) },
		KindRecruitment: func() Record { return new(Recruitment) },
		KindCandidacy:   func() Record { return new(Candidacy) },
		KindIncentive:   func() Record { return new(Incentive) },
		KindTemplate:    func() Record { return new(Template) },
		KindTool:        func() Record { return new(Tool) },
		KindGuideLink:   func() Record { return new(GuideLink) },
		KindGuideTopic:  func() Record { return new(GuideTopic) },
		KindSealed:      func() Record { return new(Sealed) },
		KindErasure:     func() Record { return new(Erasure) },
		KindChecklist:   func() Record { return new(Checklist) },
		KindMeasure:     func() Record { return new(Measure) },
		KindMetric:      func() Record { return new(Metric) },
		KindAnnotation:  func() Record { return new(Annotation) },
		KindFigure:      func() Record { return new(Figure) },
		KindApart:       func() Record { return new(Apart) },
		KindOrigin:      func() Record { return new(Origin) },
		KindOriginFile:  func() Record { return new(OriginFile) },
		KindMerged:      func() Record { return new(Merged) },
		KindPack:        func() Record { return new(Pack) },
	} {
		newRecord[kind] = made
	}
}

// PaperQuery chooses papers of one kind: every non-empty field must match.
type PaperQuery struct {
	Kind        Kind
	Study       StudyID
	Participant ParticipantID
	Interview   InterviewID
	Once        string
}

// PaperStore reads papers, in the order in which they were made.
type PaperStore interface {
	Papers(ctx context.Context, q PaperQuery) ([]Record, error)
}

// Papers reads the papers that q chooses as what they are, in the order in which they were made. T is the noun of q.Kind.
func Papers[T any, P interface {
	*T
	Paper
}](ctx context.Context, s PaperStore, q PaperQuery) ([]T, error) {
	found, err := s.Papers(ctx, q)
	if err != nil {
		return nil, err
	}
	all := make([]T, 0, len(found))
	for _, r := range found {
		if p, ok := r.(P); ok {
			all = append(all, *p)
		}
	}
	return all, nil
}

// samePaper reports whether o is the same paper in the same state: papers are what their JSON says.
func samePaper[T Paper](p T, o Record) bool {
	q, ok := o.(T)
	if !ok {
		return false
	}
	a, errA := json.Marshal(p)
	b, errB := json.Marshal(q)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// needs returns EInvalid with a message unless text has a letter in it.
func needs(text, message, hint string) error {
	if strings.TrimSpace(text) == "" {
		return Invalid(message, hint)
	}
	return nil
}
