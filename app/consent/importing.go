package consent

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"throughline/app"
)

// Plan is what an import of consents would record. Nothing is stored.
type Plan struct {
	Study    app.StudyID
	Consents []app.Consent // in the order of the table, without ids and stamps
	Wrong    []Wrong
}

// Wrong is a row that is left out. The heading is row 1.
type Wrong struct {
	Row int
	Why string
}

// mostTable is the largest table that is read, in bytes.
const mostTable = 32 << 20

// headings are what a column may be called, in lower case.
var headings = map[string][]string{
	"code":      {"code", "person", "participant", "participant code"},
	"date":      {"date", "given", "given on", "consent date"},
	"scopes":    {"scopes", "scope", "consent", "allowed"},
	"expires":   {"expires", "ends", "last day", "until"},
	"withdrawn": {"withdrawn", "withdrawn on"},
	"reason":    {"reason"},
	"how":       {"how"},
	"note":      {"note", "notes"},
}

// Plan reads a table of consents (CSV in UTF-8, with commas, semicolons or tabs) and says what its import would record for a study, or for all
// for "". People are known by their codes, whatever their case. Returns EInvalid for what is no table or has no column of codes or scopes.
func (s *Service) Plan(ctx context.Context, study app.StudyID, table io.Reader) (Plan, error) {
	p := Plan{Study: study}
	rows, err := readTable(table)
	if err != nil {
		return p, err
	}
	at, err := columnsOf(rows[0])
	if err != nil {
		return p, err
	}
	people, err := s.Store.ParticipantsByCode(ctx)
	if err != nil {
		return p, err
	}
	byCode := make(map[string]app.ParticipantID, len(people))
	for code, person := range people {
		byCode[strings.ToLower(code)] = person.ID
	}
	for n, row := range rows[1:] {
		cell := func(field string) string {
			if i, ok := at[field]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		c, why := s.read(cell, byCode)
		if c.Study = study; why == "" {
			if err := c.Validate(); err != nil {
				why, _ = app.Explain(err)
			}
		}
		if why != "" {
			p.Wrong = append(p.Wrong, Wrong{n + 2, why})
			continue
		}
		p.Consents = append(p.Consents, c)
	}
	return p, ctx.Err()
}

// columnsOf finds the columns by their headings.
func columnsOf(head []string) (map[string]int, error) {
	at := map[string]int{}
	for i, h := range head {
		for field, names := range headings {
			if slices.Contains(names, strings.ToLower(strings.TrimSpace(h))) {
				at[field] = i
			}
		}
	}
	for _, needed := range []string{"code", "scopes"} {
		if _, ok := at[needed]; !ok {
			return nil, app.Invalid("The table has no column "+needed+".", "Its first row names the columns: code, date, scopes, expires, withdrawn, reason, how, note.")
		}
	}
	return at, nil
}

// read makes a consent of a row; why says what is wrong with it.
func (s *Service) read(cell func(field string) string, byCode map[string]app.ParticipantID) (c app.Consent, why string) {
	id, ok := byCode[strings.ToLower(cell("code"))]
	if !ok {
		return c, "nobody has the code “" + cell("code") + "”"
	}
	c = app.Consent{Participant: id, Given: app.Date(cell("date")), Expires: app.Date(cell("expires")), Withdrawn: app.Date(cell("withdrawn")),
		Reason: cell("reason"), How: cell("how"), Note: cell("note")}
	if c.Given == "" {
		c.Given = s.Today()
	}
	for _, d := range []app.Date{c.Given, c.Expires, c.Withdrawn} {
		if !d.Valid() {
			return c, "“" + string(d) + "” is no date; write it as 2026-05-31"
		}
	}
	for _, word := range strings.FieldsFunc(cell("scopes"), func(r rune) bool { return r == ',' || r == ';' || r == '|' || r == '+' }) {
		scopes, ok := scopesOf(strings.ToLower(strings.TrimSpace(word)))
		if !ok {
			return c, "“" + strings.TrimSpace(word) + "” is nothing that consent is asked for"
		}
		c.Scopes = append(c.Scopes, scopes...)
	}
	c.Scopes = inOrder(c.Scopes)
	return c, ""
}

// scopesOf reads one word of a cell of scopes.
func scopesOf(word string) ([]app.Scope, bool) {
	switch word {
	case "", "none", "no", "refused":
		return nil, true
	case "all", "yes":
		return app.Scopes(), true
	case "record", "recording":
		return []app.Scope{app.ScopeRecord}, true
	case "inside", "quote inside":
		return []app.Scope{app.ScopeInside}, true
	case "outside", "quote outside":
		return []app.Scope{app.ScopeOutside}, true
	case "machine", "machine analysis":
		return []app.Scope{app.ScopeMachine}, true
	}
	return nil, false
}

// readTable reads a CSV table with at least a heading.
func readTable(table io.Reader) ([][]string, error) {
	data, err := io.ReadAll(io.LimitReader(table, mostTable+1))
	if err != nil {
		return nil, err
	}
	if len(data) > mostTable {
		return nil, &app.Error{Code: app.ETooLarge, Message: "The table is larger than 32 MB.", Hint: "Is it the right file?"}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(data))
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	head, _, _ := bytes.Cut(data, []byte("\n"))
	for _, sep := range []byte{'\t', ';'} {
		if bytes.Count(head, []byte{sep}) > bytes.Count(head, []byte{','}) {
			r.Comma = rune(sep)
		}
	}
	rows, err := r.ReadAll()
	var broken *csv.ParseError
	switch {
	case errors.As(err, &broken):
		return nil, app.Invalid("The table cannot be read: "+broken.Error()+".", "Save it as CSV in UTF-8.")
	case err != nil:
		return nil, err
	case len(rows) == 0:
		return nil, app.Invalid("The table is empty.", "Its first row names the columns.")
	}
	return rows, nil
}

// Import records what a plan says as one step.
func (s *Service) Import(ctx context.Context, p Plan) error {
	cs := s.Hand.Begin("Import " + app.Count(len(p.Consents), "consent"))
	for _, c := range p.Consents {
		c.ID, c.Stamp = app.NewID[app.ConsentID](), s.Hand.Stamp()
		cs.Create(&c)
	}
	return s.Log.Commit(ctx, cs)
}
