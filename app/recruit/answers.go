package recruit

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Sheet is a table of answers as a form wrote it: a heading, then a row for each person.
type Sheet struct {
	Head  []string
	Rows  [][]string
	Lines []int // of Rows: their number in the file, counted from 1

	Tables []string // the sheets of a workbook, visible ones first; none for a text
	Table  string   // the sheet of the workbook that the rows are of
}

// ColumnUse says what a column of a Sheet is.
type ColumnUse string

// What a column can be besides a question, which is named by its id.
const (
	ColumnSkip    ColumnUse = ""
	ColumnCode    ColumnUse = "code"    // of the participant
	ColumnSegment ColumnUse = "segment" // of somebody new
	columnAsk     ColumnUse = "question:"
	columnField   ColumnUse = "field:" // of somebody new
)

// ColumnAsk is the use of a column with the answers to a question.
func ColumnAsk(id string) ColumnUse { return columnAsk + ColumnUse(id) }

// ColumnField is the use of a column that fills a field of people who are new.
func ColumnField(name string) ColumnUse { return columnField + ColumnUse(name) }

// Question returns the id of the question whose answers the column has; ok is false for other uses.
func (u ColumnUse) Question() (id string, ok bool) {
	rest, ok := strings.CutPrefix(string(u), string(columnAsk))
	return rest, ok
}

// GuessColumns says what the columns of a sheet seem to be: the code by its usual names, questions by their id, words or field. Each
// question is answered by one column at most.
func GuessColumns(head []string, sc app.Screener) []ColumnUse {
	uses := make([]ColumnUse, len(head))
	taken := map[ColumnUse]bool{}
	try := func(i int, u ColumnUse) {
		if uses[i] == ColumnSkip && !taken[u] {
			uses[i], taken[u] = u, true
		}
	}
	for i, h := range head {
		switch strings.ToLower(strings.TrimSpace(h)) {
		case "code", "participant", "participant code", "participant id", "person", "id":
			try(i, ColumnCode)
		case "segment":
			try(i, ColumnSegment)
		}
	}
	for _, match := range []func(q app.ScreenerQuestion, h string) bool{
		func(q app.ScreenerQuestion, h string) bool { return same(h, q.ID) || same(h, q.Text) },
		func(q app.ScreenerQuestion, h string) bool { return q.Field != "" && same(h, q.Field) },
		func(q app.ScreenerQuestion, h string) bool {
			return len(h) > 12 && strings.Contains(strings.ToLower(h), strings.ToLower(q.Text))
		},
	} {
		for _, q := range sc.Questions {
			for i, h := range head {
				if match(q, strings.TrimSpace(h)) && !taken[ColumnAsk(q.ID)] {
					try(i, ColumnAsk(q.ID))
				}
			}
		}
	}
	return uses
}

// Incoming is a row of a sheet, understood.
type Incoming struct {
	Line     int
	Code     string // "" for somebody new who gets the next free one
	Who      *app.Participant
	New      bool // somebody not in the panel yet
	Has      bool // a candidate already, whose answers are renewed
	Answers  []app.Answer
	Segment  string
	Fields   []app.Attribute // of somebody new
	Walk     Walk            // through the screener with all answers
	Problems []string        // cells that are no answer; those questions stay open
}

// Plan is what an import of answers would do.
type Plan struct {
	Rows      []Incoming
	Qualified int
	Not       int
	Open      int // the screener is not through
	New       int // people
	Doubles   int // rows left out: the code came before in the sheet
}

// PlanAnswers reads the rows of a sheet for the desk: by code, who is in the panel; the others are new. Rows without any answer are left
// out. Nothing is stored.
func (d *Desk) PlanAnswers(sheet Sheet, uses []ColumnUse) Plan {
	byCode := make(map[string]*app.Participant, len(d.Panel))
	for i := range d.Panel {
		byCode[strings.ToLower(d.Panel[i].Code)] = &d.Panel[i].Participant
	}
	var plan Plan
	met := map[string]bool{}
	for i, row := range sheet.Rows {
		in := Incoming{}
		if i < len(sheet.Lines) {
			in.Line = sheet.Lines[i]
		}
		d.readRow(&in, row, uses)
		if in.Code != "" {
			key := strings.ToLower(in.Code)
			if met[key] {
				plan.Doubles++
				continue
			}
			met[key] = true
			in.Who = byCode[key]
		}
		if len(in.Answers) == 0 && len(in.Problems) == 0 {
			continue
		}
		d.judgeRow(&in)
		plan.count(&in)
		plan.Rows = append(plan.Rows, in)
	}
	return plan
}

func (d *Desk) readRow(in *Incoming, row []string, uses []ColumnUse) {
	for c, use := range uses {
		if c >= len(row) || strings.TrimSpace(row[c]) == "" {
			continue
		}
		text := strings.TrimSpace(row[c])
		if name, ok := strings.CutPrefix(string(use), string(columnField)); ok {
			in.Fields = append(in.Fields, app.Attribute{Name: name, Value: text})
			continue
		}
		switch use {
		case ColumnCode:
			in.Code = text
		case ColumnSegment:
			in.Segment = text
		}
		id, ok := use.Question()
		at := slices.IndexFunc(d.Recruitment.Screener.Questions, func(q app.ScreenerQuestion) bool { return ok && q.ID == id })
		if at < 0 {
			continue
		}
		values, err := Read(d.Recruitment.Screener.Questions[at], text)
		if err != nil {
			message, _ := app.Explain(err)
			in.Problems = append(in.Problems, message)
			continue
		}
		in.Answers = append(in.Answers, app.Answer{Question: id, Values: values})
	}
}

func (d *Desk) judgeRow(in *Incoming) {
	sc := d.Recruitment.Screener
	var have []app.Answer
	if in.Who != nil {
		in.Code, have = in.Who.Code, Known(sc, in.Who)
		if id := d.here[in.Who.ID]; id != "" {
			in.Has = true
			have = Merge(sc, have, d.Candidate(id).Answers)
		}
	}
	in.New = in.Who == nil
	in.Answers = Merge(sc, have, in.Answers)
	in.Walk = Take(sc, in.Answers)
}

func (p *Plan) count(in *Incoming) {
	switch in.Walk.Fit {
	case app.FitQualified:
		p.Qualified++
	case app.FitNot:
		p.Not++
	default:
		p.Open++
	}
	if in.New {
		p.New++
	}
}

// ImportAnswers stores what a plan holds as one step: people who are new, candidates, and answers of those who are candidates already.
// Somebody new without a code gets the next free one: P013 after P012. Returns EInvalid for an empty plan.
func (s *Service) ImportAnswers(ctx context.Context, d *Desk, plan Plan) (out Outcome, err error) {
	if len(plan.Rows) == 0 {
		return out, app.Invalid("There are no answers to import.", "Say which columns answer which questions.")
	}
	cs := s.Hand.Begin("Import " + app.Count(len(plan.Rows), "answered screener"))
	if err := s.begin(cs, d); err != nil {
		return out, err
	}
	next, order := d.nextCode(plan), d.last(app.StageCandidate)
	sc := d.Recruitment.Screener
	for _, in := range plan.Rows {
		out.Done++
		if in.Has {
			old := d.Candidate(d.here[in.Who.ID]).Candidacy
			s.keep(cs, sc, in.Who, in.Answers)
			if err := s.update(cs, &old, func(c *app.Candidacy) error {
				c.Answers = in.Answers
				judged(c, sc)
				return nil
			}); err != nil {
				return out, err
			}
			continue
		}
		who := in.Who
		if in.New {
			who = &app.Participant{ID: app.NewID[app.ParticipantID](), Code: in.Code, Segment: in.Segment, Attributes: slices.Clone(in.Fields), Stamp: s.Hand.Stamp()}
			if who.Code == "" {
				who.Code = next()
			}
			learn(who, sc, in.Answers)
			cs.Create(who)
		} else {
			s.keep(cs, sc, who, in.Answers)
		}
		order++
		c := s.candidate(d, who, order)
		c.Answers = in.Answers
		judged(c, sc)
		cs.Create(c)
	}
	return out, s.Log.Commit(ctx, cs)
}

// nextCode gives codes that nobody has, in the panel or in the plan, after the highest that is P and a number.
func (d *Desk) nextCode(plan Plan) func() string {
	top, wide := 0, 2
	look := func(code string) {
		var n int
		if rest, ok := strings.CutPrefix(code, "P"); ok && rest != "" && digits(rest) == len(rest) && len(rest) < 9 {
			if _, err := fmt.Sscanf(rest, "%d", &n); err == nil && n >= top {
				top, wide = n, len(rest)
			}
		}
	}
	for i := range d.Panel {
		look(d.Panel[i].Code)
	}
	for _, in := range plan.Rows {
		look(in.Code)
	}
	return func() string {
		top++
		return fmt.Sprintf("P%0*d", wide, top)
	}
}
