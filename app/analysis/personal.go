package analysis

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis/redact"
)

// Personal is a passage that may tell who somebody is: a candidate for redaction, which a person confirms or leaves.
type Personal struct {
	Kind        string   // person, organisation, email, phone, card, iban, url, ip, address, birth, id
	Label       string   // the kind in plain words: "e-mail"
	Span        app.Span // bytes of the text it was found in
	Text        string   // the words
	Score       float64  // how sure, 0-1: a convention to sort by, not a measured chance
	Why         string   // in a few plain words
	Placeholder string   // what may stand in its place: "[person 1]"; the same for the same person or number in all texts of one search
}

// PersonalText is what was found in one text, in order of place and without overlap.
type PersonalText struct {
	Found    []Personal
	Redacted string // the text with every candidate replaced by its placeholder
	English  bool   // names were sought by how words are used too; in other languages only by lists and the words before them
}

// PersonalInterview is what was found in the latest transcript of one interview.
type PersonalInterview struct {
	Interview  app.InterviewID
	Title      string
	Transcript app.TranscriptID // the revision that was read
	Text       string           // of it
	PersonalText
}

// KnownNames are names to look for in every form, and what has its placeholder already.
type KnownNames struct {
	People        []string
	Organisations []string
	Kept          []Replacement
}

// Replacement is what stands in texts for somebody's name, number or address.
type Replacement struct {
	Kind        string // as Personal.Kind
	Text        string // what it stands for: "Ana Silva"
	As          string // "[P07]", "[person 3]"
	Participant app.ParticipantID
}

// options are the names as the finder takes them: a participant whose name has a placeholder is known too. With guesses so is everybody who
// was replaced before, which may have been wrong.
func (k KnownNames) options(guesses bool) redact.Options {
	opt := redact.Options{People: slices.Clone(k.People), Organisations: slices.Clone(k.Organisations)}
	for _, r := range k.Kept {
		if r.Participant == "" && !guesses {
			continue
		}
		switch redact.Kind(r.Kind) {
		case redact.Person:
			opt.People = append(opt.People, r.Text)
		case redact.Organisation:
			opt.Organisations = append(opt.Organisations, r.Text)
		}
	}
	return opt
}

func (k KnownNames) kept() []redact.Kept {
	out := make([]redact.Kept, len(k.Kept))
	for i, r := range k.Kept {
		out[i] = redact.Kept{Kind: redact.Kind(r.Kind), Words: r.Text, As: r.As}
	}
	return out
}

// PersonalKinds lists the kinds of candidates, as Personal.Kind holds them, in the order to show them in.
func PersonalKinds() []string {
	return []string{string(redact.Person), string(redact.Organisation), string(redact.Email), string(redact.Phone), string(redact.Address), string(redact.Birth),
		string(redact.Card), string(redact.IBAN), string(redact.ID), string(redact.URL), string(redact.IP)}
}

// PersonalInTexts looks for personal data in plain texts; the result stands beside them. Candidates less sure than least, 0-1, are
// left out.
func PersonalInTexts(ctx context.Context, texts []string, known KnownNames, least float64, p app.Progress) ([]PersonalText, error) {
	total := int64(len(texts))
	told := func(done int) { p.Report(int64(done), total, "Looking for personal data") }
	found, english, err := redact.FindAll(ctx, texts, known.options(false), told)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(known.Kept, func(r Replacement) bool { return r.Participant == "" }) {
		more, _, err := redact.FindAll(ctx, texts, known.options(true), told)
		if err != nil {
			return nil, err
		}
		for i := range found {
			found[i] = withGuesses(found[i], more[i])
		}
	}
	for i := range found {
		found[i] = slices.DeleteFunc(found[i], func(e redact.Entity) bool { return e.Score < least })
	}
	marks := redact.Placeholders(texts, found, known.kept()...)
	out := make([]PersonalText, len(texts))
	for i, s := range texts {
		out[i] = PersonalText{Redacted: redact.Replace(s, found[i], marks[i]), English: english[i]}
		for k, e := range found[i] {
			out[i].Found = append(out[i].Found, Personal{Kind: string(e.Kind), Label: e.Kind.Label(), Span: app.Span{Start: e.Start, End: e.End}, Text: e.Of(s),
				Score: e.Score, Why: e.Why, Placeholder: marks[i][k]})
		}
	}
	return out, nil
}

// guessed is how sure it is that words which were replaced elsewhere in the study tell somebody here too: weak, for a person to choose.
const guessed = .65

// withGuesses adds to what was found what is found by the words that were replaced elsewhere, where nothing was. Both are in order of place.
func withGuesses(found, more []redact.Entity) []redact.Entity {
	out := slices.Clone(found)
	at := 0
	for _, e := range more {
		for at < len(found) && found[at].End <= e.Start {
			at++
		}
		if at < len(found) && found[at].Start < e.End {
			continue
		}
		e.Score, e.Why = min(e.Score, guessed), "replaced elsewhere in this study"
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b redact.Entity) int { return a.Start - b.Start })
	return out
}

// PersonalData looks for personal data in interviews of a study, in their order; nothing is changed. The names of the study's speakers and
// participants are known, and those of more. See PersonalInTexts. Returns ENotFound for an interview that is gone.
func (s *Service) PersonalData(ctx context.Context, study app.StudyID, interviews []app.InterviewID, more KnownNames, least float64, p app.Progress) ([]PersonalInterview, error) {
	known, titles, err := s.known(ctx, study)
	if err != nil {
		return nil, err
	}
	known.People, known.Organisations = append(known.People, more.People...), append(known.Organisations, more.Organisations...)
	known.Kept = append(slices.Clone(more.Kept), known.Kept...)
	out := make([]PersonalInterview, len(interviews))
	texts := make([]string, len(interviews))
	for i, id := range interviews {
		t, err := s.Store.Transcript(ctx, id)
		if err != nil {
			return nil, err
		}
		out[i].Interview, out[i].Title, out[i].Transcript, texts[i] = id, titles[id], t.ID, t.Text
	}
	found, err := PersonalInTexts(ctx, texts, known, least, p)
	if err != nil {
		return nil, err
	}
	for i, f := range found {
		out[i].PersonalText, out[i].Text = f, texts[i]
	}
	return out, nil
}

// known gathers the names a study knows, and the titles of its interviews.
func (s *Service) known(ctx context.Context, study app.StudyID) (KnownNames, map[app.InterviewID]string, error) {
	var known KnownNames
	titles := map[app.InterviewID]string{}
	interviews, err := s.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		return known, nil, err
	}
	participants, err := s.Store.Participants(ctx, study)
	if err != nil {
		return known, nil, err
	}
	codes, code := map[string]bool{}, map[app.ParticipantID]string{}
	for _, who := range participants {
		codes[strings.ToLower(who.Code)] = true
		code[who.ID] = who.Code
	}
	is := func(id app.ParticipantID, name string) { // who somebody is: their code stands for their name
		if code[id] != "" && isName(name) && !codes[strings.ToLower(name)] {
			known.Kept = append(known.Kept, Replacement{Kind: string(redact.Person), Text: name, As: "[" + code[id] + "]", Participant: id})
		}
	}
	for _, iv := range interviews {
		titles[iv.ID] = iv.Title
		known.People = append(known.People, iv.Moderator)
		for _, sp := range iv.Speakers {
			known.People = append(known.People, sp.Label, sp.Name)
			is(sp.Participant, sp.Label)
			is(sp.Participant, sp.Name)
		}
	}
	for _, who := range participants {
		for _, a := range who.Attributes {
			switch field := strings.ToLower(strings.TrimSpace(a.Name)); {
			case nameFields[field]:
				known.People = append(known.People, a.Value)
				is(who.ID, a.Value)
			case firmFields[field]:
				known.Organisations = append(known.Organisations, a.Value)
			}
		}
	}
	known.People = slices.DeleteFunc(known.People, func(name string) bool { return codes[strings.ToLower(name)] || !isName(name) })
	slices.Sort(known.People)
	known.People = slices.Compact(known.People)
	return known, titles, nil
}

// Fields of participants that hold names.
var (
	nameFields = map[string]bool{"name": true, "full name": true, "first name": true, "last name": true, "surname": true, "given name": true, "family name": true,
		"nickname": true, "vorname": true, "nachname": true, "nom": true, "prénom": true, "nombre": true, "apellido": true}
	firmFields = map[string]bool{"company": true, "organisation": true, "organization": true, "employer": true, "firma": true, "entreprise": true, "empresa": true}
)

// roles stand where a speaker's name would: who plays them is not told by them.
var roles = map[string]bool{"": true, "moderator": true, "mod": true, "interviewer": true, "interviewee": true, "participant": true, "respondent": true, "speaker": true, "facilitator": true,
	"researcher": true, "observer": true, "user": true, "customer": true, "client": true, "patient": true, "host": true, "guest": true, "question": true, "answer": true,
	"unknown": true, "note": true, "notes": true, "q": true, "a": true, "m": true, "p": true, "i": true, "r": true}

// isName reports whether the name of a speaker is one, and no role and no code such as P07.
func isName(name string) bool {
	for _, w := range strings.Fields(strings.ToLower(name)) {
		if !roles[strings.Trim(w, ".:,()")] {
			return !strings.ContainsAny(name, "0123456789")
		}
	}
	return false
}
