package playbook

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"throughline/app"
)

// Code is a tag of a codebook template, with the tags under it.
type Code struct {
	Name       string `json:"name"`
	Color      int    `json:"color,omitempty"` // index into the palette, 0-11
	Definition string `json:"definition,omitempty"`
	Include    string `json:"include,omitempty"`
	Exclude    string `json:"exclude,omitempty"`
	Example    string `json:"example,omitempty"`
	Under      []Code `json:"under,omitempty"`
}

// Codes is the body of a codebook template.
type Codes struct {
	Codes []Code `json:"codes"`
}

// ReadScreener reads the body of a screener template. Returns EInvalid for what is none.
func ReadScreener(body string) (s app.Screener, err error) {
	if err := json.Unmarshal([]byte(body), &s); err != nil {
		return s, &app.Error{Code: app.EInvalid, Message: "This is no screener.", Hint: "A screener is kept as JSON with a list of questions.", Err: err}
	}
	ids := map[string]bool{}
	for i, q := range s.Questions {
		if strings.TrimSpace(q.Text) == "" || q.ID == "" || ids[q.ID] {
			return s, app.Invalid(fmt.Sprintf("Question %d of the screener has no text, or shares its id with another.", i+1), "Write every question and give each an id of its own.")
		}
		ids[q.ID] = true
	}
	return s, nil
}

// maxDepth is how deep a codebook may be nested.
const maxDepth = 20

// ReadCodes reads the body of a codebook template. Returns EInvalid for what is none.
func ReadCodes(body string) (c Codes, err error) {
	if err := json.Unmarshal([]byte(body), &c); err != nil {
		return c, &app.Error{Code: app.EInvalid, Message: "This is no codebook.", Hint: "A codebook template is kept as JSON with a list of codes.", Err: err}
	}
	return c, checkCodes(c.Codes, 1)
}

func checkCodes(codes []Code, depth int) error {
	if depth > maxDepth {
		return app.Invalid("The codebook is nested too deeply.", "Put tags nearer to the top.")
	}
	names := map[string]bool{}
	for _, c := range codes {
		key := strings.ToLower(strings.TrimSpace(c.Name))
		if key == "" || names[key] {
			return app.Invalid("A tag of the codebook has no name, or shares it with the one beside it: “"+c.Name+"”.", "Give every tag a name of its own.")
		}
		names[key] = true
		if err := checkCodes(c.Under, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// Book is the codebook as it goes to a file of another program.
func (c Codes) Book() app.Codebook {
	b := app.Codebook{}
	var add func(codes []Code, parent int)
	add = func(codes []Code, parent int) {
		for _, k := range codes {
			at := len(b.Codes)
			b.Codes = append(b.Codes, app.CodeEntry{Parent: parent, Colored: true, Tag: app.Tag{Name: k.Name, Color: k.Color, Definition: k.Definition,
				Include: k.Include, Exclude: k.Exclude, Example: k.Example, Status: app.TagActive}})
			add(k.Under, at)
		}
	}
	add(c.Codes, -1)
	return b
}

// Body writes the body of a structured kind: indented, so that versions compare by lines.
func Body(v any) string {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic("playbook: " + err.Error())
	}
	return string(b)
}

// IsStructured reports whether the body of a kind is JSON, not Markdown.
func IsStructured(k app.TemplateKind) bool {
	return k == app.TemplateScreener || k == app.TemplateCodebook
}

// checkBody refuses a body that is not of its kind, and an empty one.
func checkBody(k app.TemplateKind, body string) (err error) {
	switch k {
	case app.TemplateScreener:
		_, err = ReadScreener(body)
	case app.TemplateCodebook:
		_, err = ReadCodes(body)
	default:
		if strings.TrimSpace(body) == "" {
			err = app.Invalid("A template needs a text.", "Write what it says.")
		}
	}
	return err
}

// Readable is a body as Markdown for people to read and to compare. A structured one that cannot be read is shown as it is.
func Readable(k app.TemplateKind, body string) string {
	switch k {
	case app.TemplateScreener:
		if s, err := ReadScreener(body); err == nil {
			return screenerText(s)
		}
	case app.TemplateCodebook:
		if c, err := ReadCodes(body); err == nil {
			var b strings.Builder
			codesText(&b, c.Codes, 2)
			return b.String()
		}
	}
	return body
}

func codesText(b *strings.Builder, codes []Code, level int) {
	for _, c := range codes {
		fmt.Fprintf(b, "%s %s\n\n", strings.Repeat("#", min(level, 4)), c.Name)
		for _, p := range []struct{ name, text string }{{"", c.Definition}, {"Include", c.Include}, {"Exclude", c.Exclude}, {"Example", c.Example}} {
			switch {
			case p.text == "":
			case p.name == "":
				fmt.Fprintf(b, "%s\n\n", p.text)
			default:
				fmt.Fprintf(b, "- **%s:** %s\n", p.name, p.text)
			}
		}
		b.WriteString("\n")
		codesText(b, c.Under, level+1)
	}
}

func screenerText(s app.Screener) string {
	var b strings.Builder
	if s.Pass != 0 {
		fmt.Fprintf(&b, "Whoever scores %s or more, and is not ruled out by an answer, qualifies.\n\n", figure(s.Pass))
	}
	place := map[string]int{}
	for i, q := range s.Questions {
		place[q.ID] = i + 1
	}
	for i, q := range s.Questions {
		fmt.Fprintf(&b, "## %d. %s\n\n*%s*", i+1, q.Text, strings.ToUpper(string(q.Type[:min(1, len(q.Type))]))+string(q.Type[min(1, len(q.Type)):]))
		if q.Field != "" {
			fmt.Fprintf(&b, ", kept as the field “%s”", q.Field)
		}
		if q.Only != nil {
			fmt.Fprintf(&b, ", asked only after “%s” to question %d", q.Only.Answer, place[q.Only.Question])
		}
		b.WriteString("\n\n")
		for _, o := range q.Options {
			fmt.Fprintf(&b, "- %s%s\n", o.Text, effect(o.Score, o.Out, o.Goto, place))
		}
		for _, r := range q.Rules {
			fmt.Fprintf(&b, "- %s%s\n", ruleText(r), effect(r.Score, r.Out, r.Goto, place))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func ruleText(r app.ScreenerRule) string {
	switch {
	case r.Word != "":
		return "Says “" + r.Word + "”"
	case r.Min != nil && r.Max != nil:
		return figure(*r.Min) + " to " + figure(*r.Max)
	case r.Min != nil:
		return figure(*r.Min) + " or more"
	case r.Max != nil:
		return figure(*r.Max) + " or less"
	}
	return "Any answer"
}

// effect says what an answer does: " · 2 points · goes to question 4".
func effect(score float64, out bool, to string, place map[string]int) string {
	var b strings.Builder
	if score != 0 {
		unit := " points"
		if score == 1 {
			unit = " point"
		}
		b.WriteString(" · " + figure(score) + unit)
	}
	if out {
		b.WriteString(" · **does not qualify**")
	}
	switch {
	case to == "end":
		b.WriteString(" · ends the screener")
	case to != "":
		fmt.Fprintf(&b, " · goes to question %d", place[to])
	}
	return b.String()
}

func figure(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
