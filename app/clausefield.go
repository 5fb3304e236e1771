package app

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// clauseFields are the names of the conditions in a line.
var clauseFields = map[string]ClauseOp{"tag": OpTag, "under": OpTag, "theme": OpTheme, "study": OpStudy, "product": OpProduct, "region": OpRegion,
	"method": OpMethod, "interview": OpInterview, "asked": OpAsked, "participant": OpParticipant, "person": OpParticipant, "segment": OpSegment, "author": OpAuthor,
	"coder": OpCoder, "provenance": OpProvenance, "stance": OpStance, "sound": OpSound, "kind": OpKind, "severity": OpSeverity, "consent": OpConsent, "date": OpDate,
	"made": OpMade, "text": OpText, "has": OpStar}

// choiceWords lists choices; the empty one is none.
func choiceWords(choices []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(choices), func(v string) bool { return v == "" }), ", ")
}

const fieldHint = "Fields are tag, under (a tag and those beneath), theme, study, product, region, method, interview, asked (a question of the guide), person, segment, author, coder, " +
	"provenance, stance, sound, kind, severity, consent, date, made, text, has, and @Attribute."

// clauseChoices are the values of the conditions that have few. "none" stands for the empty one where there is one.
var clauseChoices = map[ClauseOp][]string{
	OpProvenance: {string(ByHand), string(BySuggestion), string(ByRule)},
	OpStance:     {string(Supports), string(Contradicts), string(Nuances), ""},
	OpSound:      {string(Positive), string(Negative), string(Neutral), string(Mixed), ""},
	OpConsent:    ConsentMarks[:],
	OpKind:       {string(StatesNeed), string(StatesPain), string(StatesRequest), string(StatesPraise), string(StatesAsk)},
}

// field reads what follows the name of a field that began at start.
func (p *clauseParser) field(start int, name string) (Clause, error) {
	op, ok := clauseFields[name]
	if !ok {
		return Clause{}, p.fail(start, "there is no field “"+name+"”", fieldHint)
	}
	c := Clause{Op: op, SubTags: name == "under"}
	switch op {
	case OpSeverity:
		return p.severity(c)
	case OpDate, OpMade:
		return p.dates(c)
	}
	if !p.take(":") {
		return c, p.fail(p.at, "“"+name+"” cannot be compared like this", "Write "+name+":value.")
	}
	switch op {
	case OpText:
		text, err := p.value(name)
		c.Text = text
		return c, err
	case OpStar:
		return p.has()
	case OpTag:
		ids, err := p.ids(KindTag, name)
		c.Tags = idsOf[TagID](ids)
		return c, err
	case OpTheme:
		ids, err := p.ids(KindTheme, name)
		c.Themes = idsOf[ThemeID](ids)
		return c, err
	}
	var err error
	if kind, ok := refKinds[op]; ok {
		c.Values, err = p.ids(kind, name)
		return c, err
	}
	c.Values, err = p.values(name, clauseChoices[op])
	return c, err
}

func idsOf[T ~string](in []string) []T {
	out := make([]T, len(in))
	for i, v := range in {
		out[i] = T(v)
	}
	return out
}

// values reads a list of values; of choices, if there are any.
func (p *clauseParser) values(field string, choices []string) ([]string, error) {
	var all []string
	for {
		at := p.at
		v, err := p.value(field)
		if err != nil {
			return nil, err
		}
		if choices != nil {
			if low := strings.ToLower(v); low == "none" && slices.Contains(choices, "") {
				v = ""
			} else if slices.Contains(choices, low) {
				v = low
			} else {
				return nil, p.fail(at, "“"+v+"” is no "+field, "Choose among "+choiceWords(choices)+".")
			}
		}
		if all = append(all, v); !p.take(",") {
			return all, nil
		}
	}
}

// ids reads a list of names, or of ids after a #, of one kind of records.
func (p *clauseParser) ids(kind Kind, field string) ([]string, error) {
	var all []string
	for {
		at := p.at
		byID := p.take("#")
		v, err := p.value(field)
		if err != nil {
			return nil, err
		}
		ids := []string{v}
		if !byID {
			if ids = p.names.IDs(kind, v); len(ids) == 0 {
				hint := "Names with blanks stand in quotes: " + field + `:"two words".`
				if like := p.names.Like(kind, v); like != "" {
					hint = "Did you mean “" + like + "”? " + hint
				}
				return nil, p.fail(at, "no "+string(kind)+" is called “"+v+"”", hint)
			}
		}
		for _, id := range ids {
			if !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
		if !p.take(",") {
			return all, nil
		}
	}
}

func (p *clauseParser) has() (Clause, error) {
	var c Clause
	c.Op = OpOr
	for {
		at := p.at
		v, err := p.value("has")
		if err != nil {
			return c, err
		}
		op := ClauseOp("")
		for _, o := range []ClauseOp{OpStar, OpNote, OpTagged, OpSorted} {
			if strings.EqualFold(hasWords[o], v) {
				op = o
			}
		}
		if op == "" {
			return c, p.fail(at, "“"+v+"” is nothing a finding has", "It can have a star, a note, a tag or a theme: has:note.")
		}
		if c.Parts = append(c.Parts, Clause{Op: op}); !p.take(",") {
			break
		}
	}
	if len(c.Parts) == 1 {
		return c.Parts[0], nil
	}
	return c, nil
}

// comparison takes one of the signs, the longest first. "" when none stands here.
func (p *clauseParser) comparison() string {
	for _, s := range []string{"<=", ">=", "<", ">", "~", ":"} {
		if p.take(s) {
			return s
		}
	}
	return ""
}

func (p *clauseParser) attribute() (Clause, error) {
	c := Clause{Op: OpAttribute}
	at := p.at
	var err error
	if c.Attribute, err = p.value("@"); err != nil {
		return c, err
	}
	sign := p.comparison()
	for m, s := range matchSigns {
		if s == sign {
			c.Match = m
		}
	}
	if sign == "" {
		return c, p.fail(at, "the attribute is compared with nothing", "Write @Role:PM, @Role~lead or @Age>=40.")
	}
	at = p.at
	if c.Values, err = p.values("@"+c.Attribute, nil); err != nil {
		return c, err
	}
	if err := c.checkAttribute(); err != nil {
		_, hint := Explain(err)
		return c, p.fail(at, "a number is needed here", hint)
	}
	return c, nil
}

func (p *clauseParser) severity(c Clause) (Clause, error) {
	sign, at := p.comparison(), p.at
	values, err := p.values("severity", nil)
	if err != nil {
		return c, err
	}
	if c.Values = values; sign == ":" {
		if c.checkValues() != nil {
			return c, p.fail(at, "severity goes from 0 to 4", "Write severity:3,4 or severity>=3.")
		}
		return c, nil
	}
	n, err := strconv.Atoi(values[0])
	if err != nil || len(values) > 1 || n < 0 || n > 4 {
		return c, p.fail(at, "severity goes from 0 to 4", "Write severity:3,4 or severity>=3.")
	}
	c.Values = nil
	for v := range 5 {
		if sign == ">=" && v >= n || sign == ">" && v > n || sign == "<=" && v <= n || sign == "<" && v < n {
			c.Values = append(c.Values, strconv.Itoa(v))
		}
	}
	if len(c.Values) == 0 {
		return c, p.fail(at, "no severity is like that", "Severity goes from 0 to 4.")
	}
	return c, nil
}

// dates reads "2026-01..2026-03", "2026", "..2026-03-31", or a comparison by >= or <=.
func (p *clauseParser) dates(c Clause) (Clause, error) {
	sign, at := p.comparison(), p.at
	word := p.peek()
	p.at += len(word)
	from, to, span := strings.Cut(word, "..")
	switch {
	case sign == ":" && !span:
		to = from
	case sign == ">=" && !span:
		to = ""
	case sign == "<=" && !span:
		from, to = "", from
	case sign != ":":
		return c, p.fail(at, "dates are compared by :, >= or <=", "Write date:2026-01..2026-03 or date>=2026-01-15.")
	}
	var ok, also bool
	c.From, _, ok = dayRange(from)
	_, c.To, also = dayRange(to)
	if !ok || !also || from == "" && to == "" {
		return c, p.fail(at, "this is no date", "Write a day, month or year, or two with .. between: 2026-01-15, 2026-03, 2026-01..2026-03.")
	}
	return c, nil
}

// dayRange are the first and last day of a day, month or year; "" is open.
func dayRange(s string) (first, last Date, ok bool) {
	if s == "" {
		return "", "", true
	}
	for _, f := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(f.layout, s); err == nil {
			return DateOf(t), DateOf(t.AddDate(f.years, f.months, f.days).AddDate(0, 0, -1)), true
		}
	}
	return "", "", false
}
