package people

import (
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/when"
)

// names are headings by which columns are known, folded and without signs.
var roleNames = map[Role][]string{
	RoleCode:    {"code", "participant code", "participant id", "participant", "id", "pid", "person id", "respondent id", "customer id", "user id", "external id", "panel id", "record id"},
	RoleSegment: {"segment", "cohort", "persona", "user group", "customer segment", "zielgruppe"},
	RoleLabels:  {"labels", "label", "tags"},
	RoleStatus:  {"panel status", "panel"},
	RoleSource:  {"source", "came from", "referrer", "channel"},
	RoleNote:    {"note", "notes", "comment", "comments", "remark", "remarks"},
	RoleName:    {"name", "full name", "first name", "last name", "surname", "vorname", "nachname", "contact name", "display name"},
	RoleEmail:   {"email", "e mail", "email address", "e mail address", "mail", "work email"},
	RolePhone:   {"phone", "phone number", "telephone", "mobile", "mobile phone", "telefon", "handy", "cell"},
	RoleAddress: {"address", "street", "street address", "postal address", "adresse", "postcode", "zip", "zip code", "postal code"},
}

// plain makes headings comparable.
func plain(name string) string {
	return strings.Join(strings.FieldsFunc(folded(name), func(r rune) bool { return strings.ContainsRune(" _-.:\t", r) }), " ")
}

// Guess says what the columns of a file seem to mean, by their names and by what they hold. A column called like a field is that field.
func Guess(s *Sheet, fields []app.Field) Spec {
	spec := Spec{Mode: AddAndUpdate, Repeat: RepeatJoin}
	if len(s.Tables) > 1 {
		spec.Table = s.Table
	}
	used := map[Role]bool{}
	for i, name := range s.Columns {
		c := ColumnSpec{Column: name, Role: RoleField, Field: name}
		for _, r := range Roles() {
			single := r == RoleCode || r == RoleSegment || r == RoleStatus || r == RoleSource || r == RoleNote
			if slices.Contains(roleNames[r], plain(name)) && !(single && used[r]) {
				c.Role, c.Field = r, ""
				used[r] = true
				break
			}
		}
		if at := slices.IndexFunc(fields, func(f app.Field) bool { return nameKey(f.Name) == nameKey(name) }); at >= 0 && !c.Role.Private() && c.Role != RoleCode {
			c.Role, c.Field, c.Type = RoleField, fields[at].Name, fields[at].Type
			c.Reading = s.reading(i)
		}
		if c.Role == RoleField && c.Type == "" {
			c.Type, c.Reading = s.Detect(i)
			if s.holdsMails(i) {
				c.Role, c.Field, c.Type = RoleEmail, "", ""
			}
		}
		spec.Columns = append(spec.Columns, c)
	}
	if !used[RoleCode] {
		spec.guessCode(s)
	}
	spec.guessPeople(s, fields)
	return spec
}

// guessPeople takes columns of codes of the same file, such as who brought somebody in, for fields of people.
func (spec *Spec) guessPeople(s *Sheet, fields []app.Field) {
	at := slices.IndexFunc(spec.Columns, func(c ColumnSpec) bool { return c.Role == RoleCode })
	if at < 0 {
		return
	}
	codes := make(map[string]bool, len(s.Rows))
	for _, r := range s.Rows {
		codes[nameKey(r[at])] = r[at] != ""
	}
	for i := range spec.Columns {
		c := &spec.Columns[i]
		chosen := c.Type == app.FieldText || c.Type == app.FieldSingle || c.Type == app.FieldMulti
		if c.Role != RoleField || !chosen || slices.ContainsFunc(fields, func(f app.Field) bool { return nameKey(f.Name) == nameKey(c.Field) }) {
			continue
		}
		var count columnCount
		known := 0
		for _, r := range s.Rows {
			for _, v := range app.SplitValues(r[i]) {
				count.n++
				if codes[nameKey(v)] {
					known++
				}
			}
		}
		if count.most(known) {
			c.Type, c.Reading = app.FieldPeople, Reading{}
		}
	}
}

// guessCode takes the first column of short values that are all different and hold a digit for the code.
func (spec *Spec) guessCode(s *Sheet) {
	for i := range spec.Columns {
		c := &spec.Columns[i]
		if c.Role != RoleField || c.Type != app.FieldText {
			continue
		}
		seen := map[string]bool{}
		ok := true
		for _, r := range s.Rows {
			v := r[i]
			if v == "" || len(v) > 40 || strings.ContainsAny(v, " @") || !strings.ContainsAny(v, "0123456789") || seen[v] {
				ok = false
				break
			}
			seen[v] = true
		}
		if ok {
			c.Role, c.Field, c.Type = RoleCode, "", ""
			return
		}
	}
}

// holdsMails reports whether most values of a column are e-mail addresses.
func (s *Sheet) holdsMails(col int) bool {
	n, mails := 0, 0
	for _, r := range s.Rows[:min(len(s.Rows), 500)] {
		if r[col] == "" {
			continue
		}
		n++
		if at := strings.IndexByte(r[col], '@'); at > 0 && !strings.ContainsAny(r[col], " \n") && strings.Contains(r[col][at:], ".") {
			mails++
		}
	}
	return mails > 0 && mails*2 > n
}

// Detect says of which type the values of a column are, and how its numbers and dates are written. A column is of a type when nineteen of
// twenty values fit.
func (s *Sheet) Detect(col int) (app.FieldType, Reading) {
	rd := s.reading(col)
	c := columnCount{rd: rd, different: map[string]bool{}}
	for _, r := range s.Rows {
		if r[col] != "" {
			c.add(r[col])
		}
	}
	switch {
	case c.most(c.answers):
		return app.FieldYesNo, Reading{}
	case c.most(c.dates) && !c.most(c.numbers):
		return app.FieldDate, rd
	case c.most(c.numbers):
		return app.FieldNumber, rd
	case c.most(c.links):
		return app.FieldURL, Reading{}
	case c.several*4 >= c.n && c.several > 0:
		return app.FieldMulti, Reading{}
	case c.n >= 8 && len(c.different) <= 24 && len(c.different)*4 <= c.n && c.longest <= 60:
		return app.FieldSingle, Reading{}
	}
	return app.FieldText, Reading{}
}

// columnCount counts what the values of a column are like.
type columnCount struct {
	rd                                                  Reading
	n, numbers, dates, answers, links, several, longest int
	different                                           map[string]bool
}

func (c *columnCount) most(k int) bool { return c.n > 0 && k*20 >= c.n*19 }

func (c *columnCount) add(v string) {
	c.n++
	if len(c.different) <= 60 {
		c.different[v] = true
	}
	c.longest = max(c.longest, len(v))
	if _, word := yesNo[strings.ToLower(v)]; word && v != "1" && v != "0" {
		c.answers++
	}
	if len(v) == 1 || v[0] != '0' || !digit(v[1]) { // 007 is no number
		if _, ok := c.rd.number(v); ok {
			c.numbers++
		}
	}
	if strings.ContainsAny(v, "0123456789") && when.Date(v, c.rd.Dates) != "" {
		c.dates++
	}
	if strings.Contains(v, "://") {
		c.links++
	}
	if strings.Contains(v, ";") {
		c.several++
	}
}

// reading finds out how numbers and dates of a column are written.
func (s *Sheet) reading(col int) Reading {
	var rd Reading
	point, comma := 0, 0
	for _, r := range s.Rows {
		v := r[col]
		if a, b, ok := when.Numbers(v); ok {
			switch {
			case a > 12:
				rd.Dates = when.DayFirst
			case b > 12:
				rd.Dates = when.MonthFirst
			}
			continue
		}
		_, after, ok := strings.Cut(v, ",")
		if ok && strings.Count(v, ",") == 1 && len(after) != 3 && strings.IndexByte(after, '.') < 0 {
			comma++
		}
		if _, after, ok := strings.Cut(v, "."); ok && strings.Count(v, ".") == 1 && len(after) != 3 {
			point++
		}
	}
	rd.Comma = comma > point
	if rd.Dates == when.Unknown {
		rd.Dates = when.DayFirst
	}
	return rd
}

// Options gathers the different values of a column that is read as choices, in the order of their first use.
func (s *Sheet) options(col int, many bool) []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range s.Rows {
		values := []string{r[col]}
		if many {
			values = app.SplitValues(r[col])
		}
		for _, v := range values {
			if v = strings.Join(strings.Fields(strings.ReplaceAll(v, ";", " ")), " "); v != "" && !seen[nameKey(v)] {
				seen[nameKey(v)] = true
				out = append(out, v)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return natural(folded(a), folded(b)) })
	return out
}
