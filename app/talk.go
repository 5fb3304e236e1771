package app

import (
	"slices"
	"time"
)

// Voice is how much one speaker says.
type Voice struct {
	Speaker
	Turns int
	Words int
	Time  time.Duration // of turns whose length is known
	Share float64       // of the whole, 0 to 1, see Talk.ByTime
}

// Talk is who says how much in an interview.
type Talk struct {
	Voices    []Voice // in the order of the interview's speakers, then of appearance
	ByTime    bool    // shares are of talking time; else, because times are unknown, of words
	Moderator float64 // share of all moderators together, 0 to 1
	Words     int
	Time      time.Duration
}

// timedEnough is the part of the words that must lie in turns of known length for shares to be of time.
const timedEnough = 0.9

// TalkOf counts who says how much. A turn lasts until its end or, if that is unknown, until the next begins. Text that belongs to no
// speaker of an interview with speakers (a title, a note) is left out; speakers who say nothing are listed with zeros.
func TalkOf(iv *Interview, t *Transcript) Talk {
	var talk Talk
	for _, s := range iv.Speakers {
		talk.Voices = append(talk.Voices, Voice{Speaker: s})
	}
	timed := 0
	for i, u := range t.Turns {
		if u.Speaker == "" && len(iv.Speakers) > 0 && !slices.ContainsFunc(iv.Speakers, func(s Speaker) bool { return s.Label == "" }) {
			continue
		}
		k := slices.IndexFunc(talk.Voices, func(v Voice) bool { return v.Label == u.Speaker })
		if k < 0 {
			k = len(talk.Voices)
			talk.Voices = append(talk.Voices, Voice{Speaker: iv.Speaker(u.Speaker)})
		}
		v, words := &talk.Voices[k], CountWords(t.Text[u.Start:u.End])
		v.Turns++
		v.Words += words
		talk.Words += words
		if d, ok := t.Lasts(i); ok {
			v.Time += d
			talk.Time += d
			timed += words
		}
	}
	talk.ByTime = talk.Time > 0 && float64(timed) >= timedEnough*float64(talk.Words)
	for i := range talk.Voices {
		v := &talk.Voices[i]
		switch {
		case talk.ByTime:
			v.Share = float64(v.Time) / float64(talk.Time)
		case talk.Words > 0:
			v.Share = float64(v.Words) / float64(talk.Words)
		}
		if v.Role == RoleModerator {
			talk.Moderator += v.Share
		}
	}
	return talk
}

// Lasts returns how long turn i lasts, if that is known: until its end or, without one, until the next begins.
func (t *Transcript) Lasts(i int) (time.Duration, bool) {
	u := t.Turns[i]
	end := u.To
	if end == NoTime && i+1 < len(t.Turns) {
		end = t.Turns[i+1].From
	}
	if u.From == NoTime || end == NoTime || end < u.From {
		return 0, false
	}
	return end - u.From, true
}
