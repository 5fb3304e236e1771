package report

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
)

// Design is how a report is made, whatever it is about: what a report template of the playbook says.
type Design struct {
	Depth     Depth
	Audience  string       // in words, for the cover
	Readers   app.Audience // "" for outside
	Naming    Naming
	Language  Language
	Paper     Paper
	Sections  []Section // in their order; nil for those of Depth in the order of the study's outline
	MaxQuotes int       // with one insight; 0 for those of Depth
	Brand     Brand
}

// Design is how a report of the spec is made.
func (s Spec) Design() Design {
	d := Design{Depth: s.Depth, Audience: s.Audience, Readers: s.Readers, Naming: s.Naming, Language: s.Language, Paper: s.Paper, MaxQuotes: s.MaxQuotes, Brand: s.Brand}
	for _, sec := range s.Order {
		if s.Sections != nil && slices.Contains(s.Sections, sec) {
			d.Sections = append(d.Sections, sec)
		}
	}
	if s.Order == nil {
		d.Sections = slices.Clone(s.Sections)
	}
	return d
}

// With is the spec made as a design says.
func (s Spec) With(d Design) Spec {
	s.Depth, s.Audience, s.Readers, s.Naming, s.Language, s.Paper, s.MaxQuotes, s.Brand = d.Depth, d.Audience, d.Readers, d.Naming, d.Language, d.Paper, d.MaxQuotes, d.Brand
	s.Sections, s.Order = slices.Clone(d.Sections), slices.Clone(d.Sections)
	return s
}

// Compact is the design with its logo as small as files hold it. Returns the errors of logo.Read and EInvalid for a colour that is none.
func (d Design) Compact() (Design, error) {
	look, err := d.Brand.look()
	if len(look.Logo.PNG) > 0 {
		d.Brand.Logo = look.Logo.PNG
	}
	return d, err
}

// designLine is one choice of a design.
type designLine struct {
	name string
	say  func(d *Design) string
	read func(d *Design, v string) error
}

// designLines are the lines of a design, each with its name, its value, and what reads one. A value "" is not written.
var designLines = []designLine{
	{"For", func(d *Design) string { return string(d.Depth) }, func(d *Design, v string) error { return oneOf(&d.Depth, usual(v, "full"), Depths()) }},
	{"Audience", func(d *Design) string { return oneLine(d.Audience) }, func(d *Design, v string) error { d.Audience = v; return nil }},
	{"Leaves to", func(d *Design) string { return string(d.Readers) }, func(d *Design, v string) error {
		return oneOf(&d.Readers, v, []app.Audience{app.AudienceOutside, app.AudienceInside})
	}},
	{"Names", func(d *Design) string { return string(d.Naming) }, func(d *Design, v string) error { return oneOf(&d.Naming, usual(v, "segment"), Namings()) }},
	{"Language", func(d *Design) string { return string(d.Language) }, func(d *Design, v string) error { return oneOf(&d.Language, v, Languages()) }},
	{"Paper", func(d *Design) string { return string(d.Paper) }, func(d *Design, v string) error { return oneOf(&d.Paper, v, []Paper{A4, Letter}) }},
	{"Sections", func(d *Design) string { return strings.Join(textsOf(d.Sections), ", ") }, readSections},
	{"Quotes", func(d *Design) string {
		if d.MaxQuotes <= 0 {
			return ""
		}
		return strconv.Itoa(d.MaxQuotes)
	}, func(d *Design, v string) (err error) {
		if d.MaxQuotes, err = strconv.Atoi(v); err != nil || d.MaxQuotes < 1 || d.MaxQuotes > mostQuotes {
			return app.Invalid("“"+v+"” is no number of quotes.", "Write a number from 1 to 20.")
		}
		return nil
	}},
	{"Colour", func(d *Design) string { return strings.TrimSpace(d.Brand.Main) }, func(d *Design, v string) error { return readColor(&d.Brand.Main, v) }},
	{"Second colour", func(d *Design) string { return strings.TrimSpace(d.Brand.Second) }, func(d *Design, v string) error { return readColor(&d.Brand.Second, v) }},
	{"Cover line", func(d *Design) string { return oneLine(d.Brand.Cover) }, func(d *Design, v string) error { d.Brand.Cover = v; return nil }},
	{"Footer", func(d *Design) string { return oneLine(d.Brand.Footer) }, func(d *Design, v string) error { d.Brand.Footer = v; return nil }},
	{"Logo", func(d *Design) string { return base64.StdEncoding.EncodeToString(d.Brand.Logo) }, func(d *Design, v string) (err error) {
		if d.Brand.Logo, err = base64.StdEncoding.DecodeString(v); err == nil {
			_, err = d.Brand.look()
		}
		if err != nil {
			return app.Invalid("The logo of this report template cannot be read.", "Choose it again.")
		}
		return nil
	}},
}

const mostQuotes = 20

// usual is a value as it is kept: nothing for the word of what is usual.
func usual(v, word string) string {
	if strings.EqualFold(v, word) {
		return ""
	}
	return v
}

// oneOf takes a value that is among those there are.
func oneOf[T ~string](into *T, v string, all []T) error {
	i := slices.IndexFunc(all, func(x T) bool { return strings.EqualFold(string(x), v) })
	if i < 0 {
		known := slices.DeleteFunc(textsOf(all), func(s string) bool { return s == "" })
		return app.Invalid("“"+v+"” is not known.", "Write one of: "+strings.Join(known, ", ")+".")
	}
	*into = all[i]
	return nil
}

func readSections(d *Design, v string) error {
	d.Sections = nil
	for name := range strings.SplitSeq(v, ",") {
		var s Section
		if err := oneOf(&s, strings.TrimSpace(name), Sections()); err != nil {
			return err
		}
		if !slices.Contains(d.Sections, s) {
			d.Sections = append(d.Sections, s)
		}
	}
	return nil
}

func readColor(into *string, v string) error {
	*into = v
	_, err := colorOf(v)
	return err
}

// Text is the design as lines that people read and change, "* For: executive"; what is as usual is left out. ReadDesign reads it.
func (d Design) Text() string {
	var b strings.Builder
	b.WriteString("# How the report is made\n\n")
	for _, l := range designLines {
		if v := l.say(&d); v != "" {
			fmt.Fprintf(&b, "* %s: %s\n", l.name, v)
		}
	}
	return b.String()
}

// ReadDesign reads the lines of a design; what is neither a heading nor such a line is for people and passed over. Returns EInvalid, with the
// line's name, for a value that is not known.
func ReadDesign(text string) (d Design, err error) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		item, ok := strings.CutPrefix(line, "* ")
		if !ok {
			item, ok = strings.CutPrefix(line, "- ")
		}
		name, value, found := strings.Cut(item, ":")
		if !ok || !found {
			continue
		}
		value = oneLine(strings.ToValidUTF8(value, ""))
		i := slices.IndexFunc(designLines, func(l designLine) bool {
			return strings.EqualFold(l.name, strings.TrimSpace(name))
		})
		if i < 0 || value == "" {
			continue
		}
		if err := designLines[i].read(&d, value); err != nil {
			return Design{}, fmt.Errorf("report template, %s: %w", designLines[i].name, err)
		}
	}
	return d, nil
}
