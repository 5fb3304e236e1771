package codebook

import (
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/tagpath"
)

// The labels that part a description. A description is the definition, then for each field that is not empty its label and
// text, parted by blank lines:
//
//	The moment a rota goes out.
//
//	Include: Accidents, checks, rituals.
//
//	Status: deprecated
//
//	Replaced by: Setup / Fear of publishing
//
// A line of a text that would pass for a label, also behind backslashes, gets a backslash before it.
const (
	labelDefinition = "Definition"
	labelInclude    = "Include"
	labelExclude    = "Exclude"
	labelExample    = "Example"
	labelShortcut   = "Shortcut"
	labelStatus     = "Status"
	labelReplaced   = "Replaced by"
)

var labels = []string{labelDefinition, labelInclude, labelExclude, labelExample, labelShortcut, labelStatus, labelReplaced}

// describe writes what a tag says of itself as one readable text, which readDescription reads back. White space round a
// field is not kept.
func describe(c *app.CodeEntry) string {
	t := &c.Tag
	var parts []string
	if d := strings.TrimSpace(t.Definition); d != "" {
		parts = append(parts, guard(d, true))
	}
	put := func(label, value string) {
		if value = strings.TrimSpace(value); value != "" {
			parts = append(parts, label+": "+guard(value, false))
		}
	}
	put(labelInclude, t.Include)
	put(labelExclude, t.Exclude)
	put(labelExample, t.Example)
	if t.Shortcut > 0 {
		put(labelShortcut, strconv.Itoa(t.Shortcut))
	}
	if t.Status != app.TagActive {
		put(labelStatus, string(t.Status))
	}
	put(labelReplaced, tagpath.Join(c.Replaced))
	return strings.Join(parts, "\n\n")
}

// guard puts a backslash before lines that would be read as something else; the first line only if it stands for itself.
func guard(value string, first bool) string {
	lines := strings.Split(value, "\n")
	for i, l := range lines {
		if i == 0 && !first {
			continue
		}
		if passes(l) {
			lines[i] = `\` + l
		}
	}
	return strings.Join(lines, "\n")
}

// passes reports whether a line would pass for a label, also behind backslashes.
func passes(line string) bool {
	_, _, is := labelled(strings.TrimLeft(line, `\`))
	return is
}

// labelled parts a line into one of the labels and the text behind it.
func labelled(line string) (label, rest string, ok bool) {
	head, rest, found := strings.Cut(line, ":")
	if !found {
		return "", "", false
	}
	for _, l := range labels {
		if strings.EqualFold(strings.TrimSpace(head), l) {
			return l, strings.TrimPrefix(rest, " "), true
		}
	}
	return "", "", false
}

// readDescription puts the parts of a description into a tag. Text without labels is the definition. A shortcut, a status and what replaces
// a tag that is deprecated are one line each; where such a line says something else it is text like any other.
func readDescription(text string, c *app.CodeEntry) {
	fields := map[string][]string{}
	at := labelDefinition
	t := &c.Tag
	t.Shortcut, t.Status, c.Replaced = 0, "", nil
	for _, line := range strings.Split(text, "\n") {
		label, rest, ok := labelled(line)
		switch {
		case !ok:
			if passes(line) {
				line = strings.TrimPrefix(line, `\`)
			}
		case label == labelShortcut && t.Shortcut == 0 && shortcut(strings.TrimSpace(rest)) > 0:
			t.Shortcut = shortcut(strings.TrimSpace(rest))
			continue
		case label == labelStatus && t.Status == "" && status(rest) != "":
			t.Status = status(rest)
			continue
		case label == labelReplaced && t.Status == app.TagDeprecated && len(c.Replaced) == 0 && len(tagpath.Split(rest)) > 0:
			c.Replaced = tagpath.Split(rest)
			continue
		case label != labelShortcut && label != labelStatus && label != labelReplaced:
			at, line = label, rest
		}
		fields[at] = append(fields[at], line)
	}
	value := func(label string) string { return strings.TrimSpace(strings.Join(fields[label], "\n")) }
	t.Definition, t.Include, t.Exclude, t.Example = value(labelDefinition), value(labelInclude), value(labelExclude), value(labelExample)
}

// shortcut reads a digit from 1 to 9, else 0.
func shortcut(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 9 {
		return n
	}
	return 0
}

// status reads a tag's status; "" for words that say nothing of it.
func status(s string) app.TagStatus {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "active", "current", "in use", "approved":
		return app.TagActive
	case "proposed", "draft", "new", "candidate":
		return app.TagProposed
	case "deprecated", "retired", "obsolete", "inactive", "archived":
		return app.TagDeprecated
	}
	return ""
}

// clean is a text as it can be stored: valid, with plain line ends, without white space round it.
func clean(s string) string { return strings.TrimSpace(source.Clean(s)) }

// Describe writes what a tag says of itself as one readable text, as the codebooks of the standard have it.
func Describe(t *app.Tag) string { return describe(&app.CodeEntry{Tag: *t}) }

// ReadDescription fills a tag from a text that Describe wrote, or from any other: all of it is the definition then. own says that this program wrote
// it: its shortcut and what replaces the tag are left out then, as they belong to a study, where another tag may have the one and the other may not be.
// In the text of another program such lines are words like any other, and stay.
func ReadDescription(text string, t *app.Tag, own bool) {
	if text = clean(text); !own {
		text = settled(text)
	}
	c := app.CodeEntry{Tag: *t}
	readDescription(text, &c)
	t.Definition, t.Include, t.Exclude, t.Example = c.Tag.Definition, c.Tag.Include, c.Tag.Exclude, c.Tag.Example
	if c.Tag.Status != "" {
		t.Status = c.Tag.Status
	}
}

// settled is a text whose lines on shortcuts and replacements are words.
func settled(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if label, _, _ := labelled(l); label == labelShortcut || label == labelReplaced {
			lines[i] = `\` + l
		}
	}
	return strings.Join(lines, "\n")
}
