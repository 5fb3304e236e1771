package app

import (
	"fmt"
	"strings"
)

// Details says what stands for a person in a study on the day of the permissions: what they allow, by which text, since and until when.
// text names a text of the playbook and may be nil. The words begin in lower case, as they follow a code; "" where nobody is asked and nothing is recorded.
func (p *Permissions) Details(study StudyID, person ParticipantID, text func(TemplateID) string) string {
	c, ok := p.Standing(study, person)
	switch {
	case !ok && p.Asks(study):
		return "has no recorded consent"
	case !ok:
		return ""
	case c.Withdrawn != "" && c.Withdrawn <= p.On:
		return "withdrew the consent of " + dayInWords(c.Given) + " on " + dayInWords(c.Withdrawn) + inBrackets(c.Reason)
	case c.Expires != "" && p.On > c.Expires:
		return "allowed " + scopeWords(c.Scopes) + byText(&c, text) + ", from " + dayInWords(c.Given) + " to " + dayInWords(c.Expires) + ": it has ended"
	case len(c.Scopes) == 0:
		return "allowed nothing on " + dayInWords(c.Given) + byText(&c, text)
	}
	end := ""
	if c.Expires != "" {
		end = ", until " + dayInWords(c.Expires)
	}
	return "allowed " + scopeWords(c.Scopes) + byText(&c, text) + ", on " + dayInWords(c.Given) + end
}

// ScopeWord is a scope as it is said in a list: "quotes outside".
func ScopeWord(s Scope) string {
	switch s {
	case ScopeRecord:
		return "recording"
	case ScopeInside:
		return "quotes inside the team"
	case ScopeOutside:
		return "quotes outside"
	case ScopeMachine:
		return "analysis by the machine"
	}
	return string(s)
}

func scopeWords(all []Scope) string {
	var words []string
	for _, s := range all {
		words = append(words, ScopeWord(s))
	}
	switch n := len(words); n {
	case 0:
		return "nothing"
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// byText names what they agreed to.
func byText(c *Consent, text func(TemplateID) string) string {
	if c.Text == "" {
		return ""
	}
	name := "a text"
	if text != nil {
		if n := text(c.Text); n != "" {
			name = "“" + n + "”"
		}
	}
	if c.Version > 0 {
		name += fmt.Sprintf(" version %d", c.Version)
	}
	return " by " + name
}

func dayInWords(d Date) string {
	if t := d.Time(); !t.IsZero() {
		return t.Format("2 Jan 2006")
	}
	return string(d)
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}
