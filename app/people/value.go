package people

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/format/when"
)

// Reading says how numbers and dates are written where a value comes from. The zero Reading is that of a person typing here: a decimal
// point, and days as 2026-05-31, 31.5.2026 or 31 May 2026.
type Reading struct {
	Dates when.Order `json:"dates,omitempty"` // of 3/4/2026
	Comma bool       `json:"comma,omitempty"` // numbers have a decimal comma: 1.234,5
}

// Value reads text as a value of a field and returns it as it is kept. Choices are taken as the field spells them; a field without
// options takes any. Returns EInvalid, naming the value and what would fit, for what does not.
func (r Reading) Value(f *app.Field, text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	bad := func(what, hint string) error {
		return app.Invalid(fmt.Sprintf("“%s” is no %s.", short(text), what), hint)
	}
	switch f.Type {
	case app.FieldNumber:
		if n, ok := r.number(text); ok {
			return n, nil
		}
		return "", bad("number", "Write a number such as 12 or 3.5.")
	case app.FieldDate:
		if d := when.Date(text, r.Dates); d != "" {
			return string(d), nil
		}
		return "", bad("date", "Write a day such as 2026-05-31 or 31 May 2026.")
	case app.FieldYesNo:
		if v, ok := yesNo[strings.ToLower(text)]; ok {
			return v, nil
		}
		return "", bad("answer", "Write yes or no.")
	case app.FieldSingle:
		return chosen(f, text)
	case app.FieldMulti:
		return many(text, func(v string) (string, error) { return chosen(f, v) })
	case app.FieldPeople:
		return many(text, func(v string) (string, error) { return v, nil })
	case app.FieldURL:
		if link, ok := linkOf(text); ok {
			return link, nil
		}
		return "", bad("link", "Write an address such as https://example.org/page.")
	}
	return text, nil
}

// many reads several values, each once.
func many(text string, read func(string) (string, error)) (string, error) {
	var out []string
	for _, v := range app.SplitValues(text) {
		v, err := read(v)
		if err != nil {
			return "", err
		}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return strings.Join(out, app.ValueSeparator), nil
}

// chosen is a value as the field's options spell it.
func chosen(f *app.Field, text string) (string, error) {
	if len(f.Options) == 0 {
		return text, nil
	}
	for _, o := range f.Options {
		if strings.EqualFold(o, text) {
			return o, nil
		}
	}
	return "", app.Invalid(fmt.Sprintf("“%s” is none of the choices.", short(text)), "Choose "+orWords(f.Options)+", or add the choice to the field.")
}

// orWords lists up to six words: "A, B or C".
func orWords(all []string) string {
	if len(all) > 6 {
		return strings.Join(all[:6], ", ") + " or another of the choices"
	}
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
}

var yesNo = map[string]string{"yes": "yes", "y": "yes", "true": "yes", "1": "yes", "x": "yes", "ja": "yes", "oui": "yes", "sí": "yes", "si": "yes",
	"no": "no", "n": "no", "false": "no", "0": "no", "nein": "no", "non": "no"}

// linkOf is text as a web or mail-free link; a missing scheme is https.
func linkOf(text string) (string, bool) {
	if strings.ContainsAny(text, " \t\n") {
		return "", false
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || !strings.Contains(u.Hostname(), ".") {
		return "", false
	}
	return text, true
}

// numberSigns are what people put between the digits of a number.
var numberSigns = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "")

// number is text as a plain number with a point: without separators of thousands, a sign of percent or a space.
func (r Reading) number(text string) (string, bool) {
	if !strings.ContainsAny(text, "0123456789") {
		return "", false
	}
	s := numberSigns.Replace(strings.TrimSuffix(text, "%"))
	decimal, thousand := ".", ","
	if r.Comma {
		decimal, thousand = ",", "."
	}
	whole, part, broken := strings.Cut(s, decimal)
	if strings.Contains(whole, thousand) {
		groups := strings.Split(whole, thousand)
		for i, g := range groups {
			if i == 0 && (len(strings.TrimLeft(g, "+-")) == 0 || len(strings.TrimLeft(g, "+-")) > 3) || i > 0 && len(g) != 3 {
				return "", false
			}
		}
		whole = strings.Join(groups, "")
	}
	if broken {
		whole += "." + part
	}
	if strings.ContainsAny(whole, "xXpPnNiI_") || len(whole) > 40 { // no hexadecimal, NaN or Inf
		return "", false
	}
	v, err := strconv.ParseFloat(whole, 64)
	if err != nil {
		return "", false
	}
	return strconv.FormatFloat(v, 'f', -1, 64), true
}

// short cuts a value for a message.
func short(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return string(r)
}
