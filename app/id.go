package app

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"sync/atomic"
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
	// MergedID names a Merged.
	MergedID string
	// PackID names a Pack.
	PackID string
	// ChecklistID names a Checklist.
	ChecklistID string
	// MeasureID names a Measure.
	MeasureID string
	// MetricID names a Metric.
	MetricID string
	// AnnotationID names an Annotation.
	AnnotationID string
	// FigureID names a Figure.
	FigureID string
	// ApartID names an Apart.
	ApartID string
	// OriginID names an Origin.
	OriginID string
	// OriginFileID names an OriginFile.
	OriginFileID string
	// ChangeSetID names a ChangeSet, or a batch of them.
	ChangeSetID string
)

// lastTick is the tick of the newest id that NewID made.
var lastTick atomic.Uint64

// NewID makes a fresh version 7 GUID: 48 bits of milliseconds, 12 bits of the part of a millisecond that has passed, then 62 random bits
// (RFC 9562, 6.2, method 3). Ids that one program makes sort in the order in which it made them, also when the clock stands
// still or goes back, so what is listed by id is listed as it came, and index pages stay together.
func NewID[T ~string]() T {
	var b [16]byte
	_, _ = rand.Read(b[:]) // crypto/rand.Read never fails since Go 1.24
	t := nextTick(&lastTick, time.Now())
	b[6], b[7] = byte(t>>8)&0x0f, byte(t)
	return guid[T](int64(t>>12), b)
}

// SeenID makes the ids that NewID makes from now on sort after one that was made before, also by a program that ended, when the clock was set back in
// between. Ids of another kind, and of a time no clock shows, change nothing.
func SeenID(id string) {
	raw, err := hex.DecodeString(strings.ReplaceAll(id, "-", ""))
	if err != nil || len(raw) != 16 || raw[6]>>4 != 7 {
		return
	}
	ms := uint64(0)
	for _, b := range raw[:6] {
		ms = ms<<8 | uint64(b)
	}
	if ms >= endOfClocks {
		return
	}
	tick := ms<<12 | uint64(raw[6]&0x0f)<<8 | uint64(raw[7])
	for before := lastTick.Load(); tick > before && !lastTick.CompareAndSwap(before, tick); before = lastTick.Load() {
	}
}

// endOfClocks is the year 3000 in milliseconds since 1970.
const endOfClocks = 32_503_680_000_000

// nextTick is the time now in ticks of 1/4096 ms since 1970, or one more than *last where that is not later, and is *last from now on.
func nextTick(last *atomic.Uint64, now time.Time) uint64 {
	tick := uint64(now.UnixMilli())<<12 | uint64(now.Nanosecond()%1e6)*4096/1e6
	for {
		before := last.Load()
		tick = max(tick, before+1)
		if last.CompareAndSwap(before, tick) {
			return tick
		}
	}
}

// IDAt makes a version 7 GUID of a time and of random bits, ten bytes of them: equal ones give equal ids, and ids sort by
// their times. It serves who makes the same records again, such as package generate.
func IDAt[T ~string](at time.Time, random [10]byte) T {
	var b [16]byte
	copy(b[6:], random[:])
	return guid[T](at.UnixMilli(), b)
}

// IDOf makes a version 8 GUID of some texts: equal ones give equal ids. It serves what has to be called the same each time it is made.
func IDOf[T ~string](of ...string) T {
	h := sha256.New()
	for _, s := range of {
		_, _ = io.WriteString(h, s) // a hash never fails
		h.Write([]byte{0})
	}
	sum := h.Sum(nil)
	id := guid[T](0, [16]byte(sum[:16]))
	head := hex.EncodeToString(sum[:6])
	return T(head[:8]+"-"+head[8:]+"-8") + id[15:]
}

// guid puts the milliseconds before the other bytes of b and writes it.
func guid[T ~string](ms int64, b [16]byte) T {
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
