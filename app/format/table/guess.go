package table

import (
	"strings"
	"unicode"
)

// role is what a column's name says it is for.
type role int

const (
	roleNone role = iota
	roleCode
	roleDate
	roleSegment
	roleTitle
	rolePrivate // contact details and places, kept out unless somebody asks for them
	roleText
)

// roleNames lists names by role, in lower case with single blanks. The first match in the order of roles wins.
var roleNames = map[role][]string{
	roleCode: {"participant code", "participant id", "participant", "respondent code", "respondent id", "respondent", "code", "pid", "p code",
		"id", "response id", "user id", "customer id", "case id", "case", "record id", "submission id", "key", "teilnehmer", "teilnehmercode", "proband", "kürzel", "nr", "no", "#"},
	roleDate: {"date", "submitted", "submitted at", "submit date", "submission date", "completed", "completed at", "end date", "recorded date", "created", "created at",
		"timestamp", "time stamp", "start date", "started", "datum", "zeitstempel", "abgeschickt am", "fecha", "date created", "response date"},
	roleSegment: {"segment", "cohort", "persona", "group", "user group", "customer type", "user type", "participant type", "plan", "tier", "gruppe", "segmento", "zielgruppe", "kundentyp"},
	roleTitle:   {"title", "titel", "subject", "betreff", "título", "titre", "interview"},
	rolePrivate: {"email", "e mail", "email address", "e mail address", "mail", "phone", "phone number", "telephone", "telefon", "telefonnummer", "mobile", "handy",
		"name", "full name", "first name", "last name", "surname", "vorname", "nachname", "ip", "ip address", "ipaddress", "address", "adresse", "street", "postcode", "zip",
		"latitude", "longitude", "location latitude", "location longitude", "locationlatitude", "locationlongitude", "date of birth", "birthday", "birth date", "geburtsdatum",
		"recipient first name", "recipient last name", "recipient email", "recipientfirstname", "recipientlastname", "recipientemail", "external data reference", "username", "user name"},
	roleText: {"text", "note", "notes", "comment", "comments", "answer", "response", "feedback", "verbatim", "transcript", "content", "description", "kommentar", "antwort", "quote"},
}

var roleOf = func() map[string]role {
	m := map[string]role{}
	for r := roleText; r >= roleCode; r-- {
		for _, n := range roleNames[r] {
			m[n] = r
		}
	}
	return m
}()

// plainName folds a column's name: lower case, words parted by single blanks, ResponseId as response id.
func plainName(name string) string {
	var b strings.Builder
	prev := rune(0)
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(prev) || r == '_' || r == '-' || r == '.' || r == ':' {
			b.WriteByte(' ')
		}
		prev = r
		if r != '_' && r != '-' && r != '.' && r != ':' {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func roleByName(name string) role {
	if len(name) > 60 {
		return roleNone
	}
	return roleOf[plainName(name)]
}

// GuessMapping says what the columns of t seem to mean: by their names first, then by their kind. Every column of
// open answers is text, in the table's order; when there is none, those named as such or the wordiest column. Columns named as contact
// details, or holding e-mail addresses, are left out. The rest are attributes. A table with passages, tags and documents is one of coded passages.
func GuessMapping(t Table) Mapping {
	if c, ok := GuessCoded(t); ok {
		return Mapping{Code: None, Title: None, Date: None, Segment: None, Header: t.Header, Sheet: t.Sheet, Coded: &c}
	}
	return GuessSurvey(t)
}

// GuessSurvey is GuessMapping of a table in which one row is one respondent, whatever its columns are called.
func GuessSurvey(t Table) Mapping {
	m := Mapping{Code: None, Title: None, Date: None, Segment: None, Header: t.Header, Sheet: t.Sheet}
	m.Code = pick(t, roleCode, KindID, KindNumber, KindCategory, KindText)
	m.Date = pick(t, roleDate, KindDate)
	m.Segment = pick(t, roleSegment, KindCategory, KindText, KindID)
	m.Title = pick(t, roleTitle, KindText, KindCategory, KindID)
	wordy := false
	for i, c := range t.Columns {
		wordy = wordy || c.Kind == KindText && i != m.Title && i != m.Segment
	}
	used := map[int]bool{m.Code: true, m.Date: true, m.Segment: true, m.Title: true}
	for i, c := range t.Columns {
		if used[i] || isPrivate(t, i) {
			continue
		}
		switch r := roleByName(c.Name); {
		case c.Kind == KindText, !wordy && r == roleText && (c.Kind == KindCategory || c.Kind == KindID):
			m.Text = append(m.Text, i)
		case c.Kind != KindEmpty:
			m.Attributes = append(m.Attributes, i)
		}
	}
	if len(m.Text) == 0 {
		m.takeWordiest(t)
	}
	return m
}

// pick returns the first column of the earliest name of a role whose kind is one of kinds. For codes and dates a
// column of the first kind does when no name fits.
func pick(t Table, r role, kinds ...Kind) int {
	fits := func(c Column) bool {
		for _, k := range kinds {
			if c.Kind == k {
				return true
			}
		}
		return false
	}
	for _, name := range roleNames[r] {
		for i, c := range t.Columns {
			if plainName(c.Name) == name && fits(c) {
				return i
			}
		}
	}
	if r == roleCode || r == roleDate {
		for i, c := range t.Columns {
			if c.Kind == kinds[0] && !isPrivate(t, i) {
				return i
			}
		}
	}
	return None
}

func isPrivate(t Table, i int) bool {
	c := t.Columns[i]
	if roleByName(c.Name) == rolePrivate {
		return true
	}
	mails := 0
	for _, v := range c.Sample {
		if at := strings.IndexByte(v, '@'); at > 0 && !strings.ContainsAny(v, " \n") && strings.Contains(v[at:], ".") {
			mails++
		}
	}
	return mails > 0 && mails == len(c.Sample)
}

// takeWordiest makes the column with the most words its text.
func (m *Mapping) takeWordiest(t Table) {
	best, most := None, 0
	for i, c := range t.Columns {
		if isPrivate(t, i) || c.Kind == KindDate || i == m.Code && len(t.Columns) > 1 {
			continue
		}
		words := 0
		for _, r := range t.Rows {
			words += len(strings.Fields(r[i]))
		}
		if c.Kind == KindNumber {
			words = min(words, 1)
		}
		if words > most {
			best, most = i, words
		}
	}
	if best == None {
		return
	}
	m.Text = []int{best}
	for _, p := range []*int{&m.Code, &m.Title, &m.Segment} {
		if *p == best {
			*p = None
		}
	}
	for k, a := range m.Attributes {
		if a == best {
			m.Attributes = append(m.Attributes[:k:k], m.Attributes[k+1:]...)
			break
		}
	}
}
