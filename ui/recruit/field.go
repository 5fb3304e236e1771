package recruit

import (
	"strconv"
	"strings"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// field is a line to type into that keeps what was typed when it is left, or on Enter.
type field struct {
	*kit.Entry
	was    string // as it is stored
	inside bool   // it has the keyboard
	keep   func(string)
}

func newField(e *kit.Entry, keep func(string)) *field {
	f := &field{Entry: e, keep: keep}
	e.OnFocus = func(on bool) {
		f.inside = on
		if !on {
			f.commit()
		}
	}
	e.OnSubmitted = func(string) { f.commit() }
	return f
}

func (f *field) commit() {
	if t := strings.TrimSpace(f.Text); t != f.was {
		f.keep(t)
	}
}

// fill shows what is stored, unless it is being typed into.
func (f *field) fill(text string) {
	f.was = text
	if !f.inside && f.Text != text {
		f.SetText(text)
	}
}

// points reads a score as typed; nothing is 0.
func points(text string) (float64, error) {
	t := strings.Replace(strings.TrimSpace(text), ",", ".", 1)
	if t == "" {
		return 0, nil
	}
	n, err := strconv.ParseFloat(strings.TrimPrefix(t, "+"), 64)
	if err != nil || n != n || n > 1e6 || n < -1e6 {
		return 0, app.Invalid(say.T("“%s” is no score.", text), say.T("Write a number such as 2 or −1."))
	}
	return n, nil
}

// bound reads a bound as typed; nothing is none.
func bound(text string) (*float64, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	n, err := points(text)
	return &n, err
}

func sayPoints(f float64) string {
	if f == 0 {
		return ""
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func sayBound(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}
