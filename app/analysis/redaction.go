package analysis

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis/redact"
)

// KindSpeaker is the kind of a value that is not in a text but beside it: the name by which a participant's turns are labelled.
const KindSpeaker = "speaker"

// Redaction is what may tell who somebody is in interviews of a study, by value: each is decided on once, for all its places.
type Redaction struct {
	Study      app.StudyID
	Interviews []PersonalInterview
	Values     []PersonalValue // by kind, in each the surest first, then those with most places

	at map[string]int // in Values, by key
}

// PersonalValue is one writing of a name, number or address, at all its places.
type PersonalValue struct {
	Key         string // names it within the redaction
	Kind        string // as Personal.Kind, or KindSpeaker
	Text        string // as it is written first
	As          string // what takes its place
	Score       float64
	Why         string
	Places      int
	Interviews  int               // in how many it stands
	Participant app.ParticipantID // whose it is, when that is known

	places []placeOf
}

// placeOf is a place of a value: an interview of the redaction and what was found in it, -1 for a speaker.
type placeOf struct{ interview, found int }

// PersonalPlace is a place of a value with what stands around it.
type PersonalPlace struct {
	Interview     app.InterviewID
	Title         string
	Span          app.Span // zero for a speaker
	Before, After string
	Words         string
}

// Redaction looks through interviews of a study, all of them for nil. What is known of people by more, and by the study itself, has its placeholder: the
// code of the participant for a name that is known to be theirs. Candidates less sure than least, 0-1, are left out. Nothing is changed.
func (s *Service) Redaction(ctx context.Context, study app.StudyID, interviews []app.InterviewID, more KnownNames, least float64, p app.Progress) (*Redaction, error) {
	all, err := s.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		return nil, err
	}
	if interviews == nil {
		for _, iv := range all {
			interviews = append(interviews, iv.ID)
		}
	}
	r := &Redaction{Study: study, at: map[string]int{}}
	if r.Interviews, err = s.PersonalData(ctx, study, interviews, more, least, p); err != nil {
		return nil, err
	}
	known, _, err := s.known(ctx, study)
	if err != nil {
		return nil, err
	}
	whose := map[string]app.ParticipantID{}
	for _, k := range append(slices.Clone(more.Kept), known.Kept...) {
		whose[k.As] = cmp.Or(whose[k.As], k.Participant)
	}
	for i := range r.Interviews {
		for k := range r.Interviews[i].Found {
			r.add(i, k, &r.Interviews[i].Found[k], whose)
		}
	}
	r.addSpeakers(all, known.Kept)
	r.arrange()
	return r, nil
}

// add counts a place of a value.
func (r *Redaction) add(interview, found int, f *Personal, whose map[string]app.ParticipantID) {
	v := r.value(f.Kind, f.Text, f.Placeholder)
	if f.Score > v.Score {
		v.Score, v.Why = f.Score, f.Why
	}
	v.Participant = whose[f.Placeholder]
	v.put(placeOf{interview, found})
}

// value returns the value of a writing, made when it is new. The same writing with another placeholder is another value.
func (r *Redaction) value(kind, text, as string) *PersonalValue {
	key := kind + "\x00" + SpeakerKey(text) + "\x00" + as
	i, ok := r.at[key]
	if !ok {
		i = len(r.Values)
		r.at[key] = i
		r.Values = append(r.Values, PersonalValue{Key: key, Kind: kind, Text: strings.Join(strings.Fields(text), " "), As: as})
	}
	return &r.Values[i]
}

func (v *PersonalValue) put(p placeOf) {
	if n := len(v.places); n == 0 || v.places[n-1].interview != p.interview {
		v.Interviews++
	}
	v.places = append(v.places, p)
	v.Places++
}

// addSpeakers adds the names by which the turns of participants are labelled; their code takes the place.
func (r *Redaction) addSpeakers(all []app.InterviewRow, kept []Replacement) {
	code := map[app.ParticipantID]string{}
	for _, k := range kept {
		code[k.Participant] = strings.Trim(k.As, "[]")
	}
	at := map[app.InterviewID]int{}
	for i := range r.Interviews {
		at[r.Interviews[i].Interview] = i
	}
	for k := range all {
		i, ok := at[all[k].ID]
		if !ok {
			continue
		}
		taken := map[string]bool{}
		for _, sp := range all[k].Speakers {
			taken[strings.ToLower(sp.Label)] = true
		}
		for _, sp := range all[k].Speakers {
			as := code[sp.Participant]
			if as == "" || sp.Role == app.RoleModerator || taken[strings.ToLower(as)] || !isName(sp.Label) {
				continue
			}
			v := r.value(KindSpeaker, sp.Label, as)
			v.Score, v.Why, v.Participant = 1, "labels the turns of "+as, sp.Participant
			v.put(placeOf{i, -1})
		}
	}
}

// RedactionKinds lists the kinds of values in the order to show them in.
func RedactionKinds() []string { return append([]string{KindSpeaker}, PersonalKinds()...) }

func (r *Redaction) arrange() {
	kinds := RedactionKinds()
	slices.SortStableFunc(r.Values, func(a, b PersonalValue) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(SureBand(b.Score), SureBand(a.Score)),
			cmp.Compare(b.Places, a.Places), strings.Compare(a.Text, b.Text), strings.Compare(a.As, b.As))
	})
	for i, v := range r.Values {
		r.at[v.Key] = i
	}
}

// SureBand is how sure a score is, coarsely: 2 likely, 1 maybe, 0 weak.
func SureBand(score float64) int {
	switch {
	case score >= .9:
		return 2
	case score >= .7:
		return 1
	}
	return 0
}

// around is how many bytes before and behind a place are shown at most.
const around = 60

// Places returns the places of a value, at most limit of them, in the order of the interviews.
func (r *Redaction) Places(key string, limit int) []PersonalPlace {
	i, ok := r.at[key]
	if !ok {
		return nil
	}
	v := &r.Values[i]
	var out []PersonalPlace
	for _, p := range v.places[:min(limit, len(v.places))] {
		iv := &r.Interviews[p.interview]
		place := PersonalPlace{Interview: iv.Interview, Title: iv.Title, Words: v.Text}
		if p.found >= 0 {
			f := &iv.Found[p.found]
			place.Span, place.Words = f.Span, f.Text
			place.Before, place.After = before(iv.Text, f.Span.Start), after(iv.Text, f.Span.End)
		}
		out = append(out, place)
	}
	return out
}

// before is what stands before a place, from a word on; after what stands behind it, to the end of a word.
func before(s string, at int) string {
	from := max(0, at-around)
	cut := s[from:at]
	if i := strings.LastIndexByte(cut, '\n'); i >= 0 {
		return strings.TrimLeft(cut[i+1:], " ")
	}
	if from > 0 {
		_, cut, _ = strings.Cut(cut, " ")
		return "… " + strings.ToValidUTF8(cut, "")
	}
	return cut
}

func after(s string, at int) string {
	to := min(len(s), at+around)
	cut := s[at:to]
	if i := strings.IndexByte(cut, '\n'); i >= 0 {
		return cut[:i]
	}
	if to < len(s) {
		if i := strings.LastIndexByte(cut, ' '); i > 0 {
			cut = cut[:i]
		}
		return strings.ToValidUTF8(cut, "") + " …"
	}
	return cut
}

// Replaced is what is put in the place of what in one interview.
type Replaced struct {
	Interview  app.InterviewID
	Transcript app.TranscriptID  // the revision it was found in
	Places     []Personal        // by place
	Speakers   map[string]string // the code for a label, which is folded by SpeakerKey
}

// SpeakerKey is a speaker's label as labels are compared: without its case and double spaces.
func SpeakerKey(label string) string {
	return strings.ToLower(strings.Join(strings.Fields(label), " "))
}

// Replaced lists by interview what the values chosen by key put in the place of what. Interviews in which nothing changes are left out.
func (r *Redaction) Replaced(chosen map[string]bool) []Replaced {
	all := make([]Replaced, len(r.Interviews))
	for i := range r.Values {
		v := &r.Values[i]
		if !chosen[v.Key] {
			continue
		}
		for _, p := range v.places {
			one := &all[p.interview]
			if p.found >= 0 {
				one.Places = append(one.Places, r.Interviews[p.interview].Found[p.found])
				continue
			}
			if one.Speakers == nil {
				one.Speakers = map[string]string{}
			}
			one.Speakers[SpeakerKey(v.Text)] = v.As
		}
	}
	var out []Replaced
	for i, one := range all {
		if len(one.Places) == 0 && len(one.Speakers) == 0 {
			continue
		}
		one.Interview, one.Transcript = r.Interviews[i].Interview, r.Interviews[i].Transcript
		slices.SortFunc(one.Places, func(a, b Personal) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
		out = append(out, one)
	}
	return out
}

// Aliases lists what the chosen values stand for afterwards, one for each placeholder, by the order of the values.
func (r *Redaction) Aliases(chosen map[string]bool) []Replacement {
	var out []Replacement
	for i := range r.Values {
		v := &r.Values[i]
		if !chosen[v.Key] {
			continue
		}
		a := Replacement{Kind: v.Kind, Text: v.Text, As: v.As, Participant: v.Participant}
		if v.Kind == KindSpeaker { // the name of a person too
			a.Kind, a.As = string(redact.Person), "["+v.As+"]"
		}
		out = append(out, a)
	}
	return out
}
