package qda_test

import (
	"testing"
	"time"

	"throughline/app/qda"
)

func TestWhen(t *testing.T) {
	noon := time.Date(2019, 3, 18, 12, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name string
		in   qda.When
		want time.Time
	}{
		{"with Z", "2019-03-18T12:00:00Z", noon},
		{"with an offset", "2019-03-18T14:00:00+02:00", noon},
		{"without a zone", "2019-03-18T12:00:00", noon},
		{"with parts of a second", "2019-03-18T12:00:00.2500000Z", noon.Add(250 * time.Millisecond)},
		{"a day alone", "2019-03-18", noon.Add(-12 * time.Hour)},
		{"nothing", "", time.Time{}},
		{"no time", "yesterday", time.Time{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tc.in.Time(); !got.Equal(tc.want) {
				t.Errorf("%q is %v, want %v", tc.in, got, tc.want)
			}
			if got := qda.WhenOf(tc.want).Time(); !got.Equal(tc.want) {
				t.Errorf("written and read again it is %v, want %v", got, tc.want)
			}
		})
	}
}

func TestCount_GoesIntoTextsOfPDFsAndRecordings(t *testing.T) {
	coded := qda.Selection{Codings: make([]qda.Coding, 2)}
	text := &qda.Source{Selections: []qda.Selection{coded}}
	p := qda.Project{
		Codes: make([]qda.Code, 3),
		Sources: []qda.Source{
			{Kind: qda.Text, Selections: []qda.Selection{coded, {}}, Codings: make([]qda.Coding, 1)},
			{Kind: qda.PDF, Of: text, Selections: []qda.Selection{{Of: text}}},
			{Kind: qda.Audio, Transcripts: []qda.Transcript{{Source: *text}}},
		},
		Notes: []qda.Source{{}},
	}
	want := qda.Tally{Codes: 3, Sources: 3, Notes: 1, Selections: 6, Codings: 9}
	if got := p.Count(); got != want {
		t.Errorf("counted %+v, want %+v", got, want)
	}
}

func TestGUID_KeyIsOneForAllWritings(t *testing.T) {
	for _, g := range []qda.GUID{"8F5E1B3A-0000-4000-8000-0000000000AB", "{8f5e1b3a-0000-4000-8000-0000000000ab}"} {
		if got := g.Key(); got != "8f5e1b3a-0000-4000-8000-0000000000ab" {
			t.Errorf("%q has key %q", g, got)
		}
	}
}
