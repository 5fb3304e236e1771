package exchange

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"throughline/app"
)

// codePattern finds a participant's code such as P7 or p-007 in a title, name or label.
var codePattern = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(p[-_ ]?0*[0-9]{1,5})(?:$|[^\pL\pN])`)

// codeSigns are what people put between the letter and the number of a code.
var codeSigns = strings.NewReplacer("-", "", "_", "", " ", "")

// tidy writes a code as P07.
func tidy(code string) string { return strings.ToUpper(codeSigns.Replace(code)) }

// codeKey makes P7, p07 and P-007 one code. Other codes differ by more than case only.
func codeKey(code string) string {
	key := strings.ToLower(strings.TrimSpace(code))
	if m := codePattern.FindStringSubmatch(key); m != nil && m[1] == key {
		return "p" + cmp.Or(strings.TrimLeft(codeSigns.Replace(key[1:]), "0"), "0")
	}
	return key
}

// codebook tells who has a code: exactly, whatever its case, or else written another way.
type codebook struct {
	exact, alike map[string]app.ParticipantID
}

func newCodebook() codebook {
	return codebook{exact: map[string]app.ParticipantID{}, alike: map[string]app.ParticipantID{}}
}

func (c codebook) find(code string) (app.ParticipantID, bool) {
	if code == "" {
		return "", false
	}
	if id, ok := c.exact[strings.ToLower(code)]; ok {
		return id, true
	}
	id, ok := c.alike[codeKey(code)]
	return id, ok
}

func (c codebook) add(code string, id app.ParticipantID) {
	c.exact[strings.ToLower(code)] = id
	if _, taken := c.alike[codeKey(code)]; !taken {
		c.alike[codeKey(code)] = id
	}
}

func (c codebook) remove(code string, id app.ParticipantID) {
	delete(c.exact, strings.ToLower(code))
	if c.alike[codeKey(code)] == id {
		delete(c.alike, codeKey(code))
	}
}

// codeOf finds the participant code document i of a file speaks of: given by the person, in the document, its title or, if it
// is the file's only one, the file's name. It is "" when there is none.
func (d *desk) codeOf(r *readFile, i int) string {
	doc := &r.bundle.Documents[i]
	from := []string{d.title(r, doc)}
	if r.single() {
		if c := strings.TrimSpace(d.opt.Codes[r.path]); c != "" {
			return c
		}
		from = append(from, baseName(r.path))
	}
	if c := strings.TrimSpace(doc.Code); c != "" {
		return c
	}
	for _, s := range from {
		if m := codePattern.FindStringSubmatch(s); m != nil {
			return tidy(m[1])
		}
	}
	return ""
}

// question is the speaker under which survey readers put the wording of a question.
const question = "Question"

// speakers fills iv.Speakers in order of appearance and returns the participants that had to be made. The file's code belongs
// to the speaker who is labelled with it, or to the first participant; others match by their label when it is a code somebody
// has, or get the next free one.
func (d *desk) speakers(iv *app.Interview, doc *app.Document, turns []app.Turn, moderator, code string) []app.Record {
	var recs []app.Record
	labels, owner := d.labels(turns, moderator, code)
	for _, label := range labels {
		sp := app.Speaker{Label: label, Name: label, Role: app.RoleParticipant}
		if isModerator(label, moderator) {
			sp.Role = app.RoleModerator
			if label != question {
				iv.Moderator = label
			}
			iv.Speakers = append(iv.Speakers, sp)
			continue
		}
		theirs := ""
		if label == owner {
			theirs = code
			d.learn(cmp.Or(code, label), doc)
		}
		id, made := d.participant(label, theirs, doc)
		if made != nil {
			recs = append(recs, made)
		}
		sp.Participant = id
		iv.Speakers = append(iv.Speakers, sp)
	}
	return recs
}

// labels lists who speaks, each once, and tells to whom the code belongs. In a text with speakers, lines without one (a title,
// a note) are nobody's.
func (d *desk) labels(turns []app.Turn, moderator, code string) (labels []string, owner string) {
	seen := map[string]bool{"": slices.ContainsFunc(turns, func(t app.Turn) bool { return t.Speaker != "" })}
	first, named := true, false
	for _, t := range turns {
		if seen[t.Speaker] {
			continue
		}
		seen[t.Speaker] = true
		labels = append(labels, t.Speaker)
		switch {
		case isModerator(t.Speaker, moderator) || named:
		case code != "" && codeKey(t.Speaker) == codeKey(code):
			owner, named = t.Speaker, true
		case first:
			owner, first = t.Speaker, false
		}
	}
	return labels, owner
}

func isModerator(label, moderator string) bool {
	return label != "" && (strings.EqualFold(label, moderator) || label == question)
}

// participant finds or makes the person behind a speaker: by code, or by label if there is no code.
func (d *desk) participant(label, code string, doc *app.Document) (app.ParticipantID, *app.Participant) {
	if id, ok := d.codes.find(cmp.Or(code, label)); ok {
		return id, nil
	}
	if m := codePattern.FindStringSubmatch(label); code == "" && m != nil && m[1] == label {
		code = tidy(label)
	}
	if code == "" {
		code = d.freeCode()
	}
	p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Segment: doc.Segment, Attributes: doc.Attributes,
		Stamp: d.service.Hand.Stamp()}
	d.codes.add(code, p.ID)
	d.people[p.ID] = p
	return p.ID, p
}

// freeCode returns the next code P01, P02, … that nobody has.
func (d *desk) freeCode() string {
	for {
		d.next++
		code := fmt.Sprintf("P%02d", d.next)
		if _, taken := d.codes.find(code); !taken {
			return code
		}
	}
}
