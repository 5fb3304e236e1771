package playbook

import (
	"strings"

	"throughline/app"
	"throughline/app/markdown"
)

// Outline is what of a template's text a study is filled with.
type Outline struct {
	Method    string          // the first line under “Method”
	Goal      string          // the paragraphs under “Goal”
	Questions []string        // the items under a heading with “research questions”
	Guide     []string        // of an interview guide: its numbered lines, which are asked; what is beneath them are probes
	Items     []app.CheckItem // the lines with a box
	Sections  []string        // headings of the second level
}

// ReadOutline takes a text apart. What a kind does not have stays empty; structured kinds have nothing of it.
func ReadOutline(kind app.TemplateKind, body string) (o Outline) {
	if IsStructured(kind) {
		return o
	}
	section := ""
	for _, b := range markdown.Parse(body) {
		words := strings.TrimSpace(b.Words())
		if words == "" {
			continue
		}
		switch b.Kind {
		case markdown.Heading:
			section = words
			if b.Level == 2 {
				o.Sections = append(o.Sections, words)
			}
		case markdown.Tick:
			o.Items = append(o.Items, app.CheckItem{Section: section, Text: words})
		default:
			o.take(kind, strings.ToLower(section), &b, words)
		}
	}
	return o
}

// take puts the words of a block where they belong.
func (o *Outline) take(kind app.TemplateKind, section string, b *markdown.Block, words string) {
	isItem := b.Kind == markdown.Bullet || b.Kind == markdown.Number
	switch {
	case kind == app.TemplateGuide && b.Kind == markdown.Number && b.Level == 0:
		o.Guide = append(o.Guide, words)
	case kind != app.TemplatePlan:
	case section == "goal" && b.Kind == markdown.Paragraph:
		o.Goal = strings.TrimSpace(o.Goal + " " + words)
	case strings.Contains(section, "research question") && isItem:
		o.Questions = append(o.Questions, words)
	case section == "method" && o.Method == "" && b.Kind == markdown.Paragraph:
		o.Method = strings.TrimSuffix(words, ".")
	}
}

// Fill puts what is known in the places to fill in, such as [product]; the others stay, for a person to see.
func Fill(text string, st *app.Study) string {
	var pairs []string
	for _, p := range []struct{ place, value string }{{"product", st.Product}, {"study", st.Name}, {"owner", st.Owner}, {"region", st.Region}} {
		if p.value != "" {
			pairs = append(pairs, "["+p.place+"]", p.value)
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func fillAll(all []string, st *app.Study) []string {
	var out []string
	for _, s := range all {
		out = append(out, Fill(s, st))
	}
	return out
}
