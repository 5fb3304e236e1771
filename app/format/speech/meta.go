package speech

import (
	"strings"

	"throughline/app"
	"throughline/app/format/when"
)

// maxMeta bounds the block of facts at the head of a transcript.
const maxMeta = 16

var (
	dateKeys  = set(`date datum fecha data dato interview\ date session\ date date\ of\ interview recorded recorded\ on aufnahmedatum`)
	titleKeys = set(`title titel titre título titolo`)
)

// meta reads a block of "Key: value" lines at the head of the file and returns the line after it. The block is
// kept as text: only labels in it are not taken for speakers. It must hold a key that is no speaker, such as Date,
// or name as the moderator somebody who speaks below.
func (r *reader) meta() int {
	start := 0
	for start < r.lines.Len() && isBlank(r.lines.At(start).Text) {
		start++
	}
	end, sure := start, false
	for ; end < r.lines.Len() && end < start+maxMeta; end++ {
		key, value, found := strings.Cut(strings.TrimSpace(r.lines.At(end).Text), ":")
		if !found || len(key) > 4*maxLabelRunes || len(strings.Fields(key)) > 4 {
			break
		}
		known, speaks := r.fact(strings.Trim(fold(key), "*_# "), strings.Trim(value, " *_"))
		if speaks {
			break
		}
		sure = sure || known
	}
	if !sure {
		return r.noMeta()
	}
	return r.keep(start, end)
}

// fact takes one line of the block. known says that the line belongs to such a block for certain, speaks that its key
// is a speaker.
func (r *reader) fact(key, value string) (known, speaks bool) {
	switch {
	case dateKeys[key]:
		if d := when.Date(value, when.Unknown); d != "" && r.out.Date == "" {
			r.out.Date = d
		}
		return true, false
	case titleKeys[key]:
		if r.out.Title == "" {
			r.out.Title = value
		}
		return true, false
	case never[key]:
		return true, false
	case moderatorWords[key] == 2 && value != "" && !strings.ContainsAny(value, ".?!"):
		r.out.Moderator = value
		known = r.speakers.counts[fold(value)] > 1
	}
	return known, r.speakers.counts[key] > 1
}

func (r *reader) noMeta() int {
	r.out.Moderator = ""
	return 0
}

// keep emits the block as text without a speaker.
func (r *reader) keep(start, end int) int {
	if r.out.Unspeakered {
		return end // its lines are among the paragraphs already
	}
	for i := start; i < end; i++ {
		r.now = i
		r.put(strings.TrimSpace(r.lines.At(i).Text))
	}
	r.speaker, r.from, r.to = "", app.NoTime, app.NoTime
	r.flush()
	return end
}
