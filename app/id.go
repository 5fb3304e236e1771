package app

import (
	"crypto/rand"
	"encoding/hex"
	"time"
)

// Identifiers are GUIDs in lower-case canonical form (RFC 9562, 36 characters). Nothing depends on row ids.
type (
	// StudyID names a Study.
	StudyID string
	// ParticipantID names a Participant.
	ParticipantID string
	// SourceID names a Source.
	SourceID string
	// InterviewID names an Interview.
	InterviewID string
	// TranscriptID names one revision of a transcript.
	TranscriptID string
	// TagID names a Tag.
	TagID string
	// FindingID names a Finding.
	FindingID string
	// ThemeID names a Theme.
	ThemeID string
	// InsightID names an Insight.
	InsightID string
	// MemoID names a Memo.
	MemoID string
	// RejectionID names a Rejection.
	RejectionID string
	// RuleID names a Rule.
	RuleID string
	// ViewID names a View.
	ViewID string
	// OpinionWordID names an OpinionWord.
	OpinionWordID string
	// RecommendationID names a Recommendation.
	RecommendationID string
	// DecisionID names a Decision.
	DecisionID string
	// PublicationID names a Publication.
	PublicationID string
	// FieldID names a Field.
	FieldID string
	// ConsentID names a Consent.
	ConsentID string
	// RecruitmentID names a Recruitment.
	RecruitmentID string
	// CandidacyID names a Candidacy.
	CandidacyID string
	// IncentiveID names an Incentive.
	IncentiveID string
	// TemplateID names a Template.
	TemplateID string
	// ToolID names a Tool.
	ToolID string
	// GuideLinkID names a GuideLink.
	GuideLinkID string
	// GuideTopicID names a GuideTopic.
	GuideTopicID string
	// SealedID names a Sealed.
	SealedID string
	// ErasureID names an Erasure.
	ErasureID string
	// ChecklistID names a Checklist.
	ChecklistID string
	// ChangeSetID names a ChangeSet, or a batch of them.
	ChangeSetID string
)

// NewID makes a fresh version 7 GUID: 48 bits of milliseconds, then random bits, so that ids made one after
// another sort roughly by time and keep index pages together.
func NewID[T ~string]() T {
	var b [16]byte
	_, _ = rand.Read(b[:]) // crypto/rand.Read never fails since Go 1.24
	return guid[T](time.Now(), b)
}

// IDAt makes a version 7 GUID of a time and of random bits, ten bytes of them: equal ones give equal ids, and ids sort by
// their times. It serves who makes the same records again, such as package generate.
func IDAt[T ~string](at time.Time, random [10]byte) T {
	var b [16]byte
	copy(b[6:], random[:])
	return guid[T](at, b)
}

// guid puts the time before the random bytes of b and writes it.
func guid[T ~string](at time.Time, b [16]byte) T {
	ms := at.UnixMilli()
	b[0], b[1], b[2] = byte(ms>>40), byte(ms>>32), byte(ms>>24)
	b[3], b[4], b[5] = byte(ms>>16), byte(ms>>8), byte(ms)
	b[6] = b[6]&0x0f | 0x70
	b[8] = b[8]&0x3f | 0x80
	var s [36]byte
	hex.Encode(s[0:8], b[0:4])
	hex.Encode(s[9:13], b[4:6])
	hex.Encode(s[14:18], b[6:8])
	hex.Encode(s[19:23], b[8:10])
	hex.Encode(s[24:36], b[10:16])
	s[8], s[13], s[18], s[23] = '-', '-', '-', '-'
	return T(s[:])
}
