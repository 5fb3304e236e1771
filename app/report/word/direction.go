package word

import (
	"regexp"
	"strings"

	"throughline/app/report"
)

// toward are the properties of a paragraph, with its direction where its text runs from right to left. The format wants the direction before spacing.
func toward(text, props string) string {
	if !report.RightToLeft(text) {
		return props
	}
	if at := strings.Index(props, "<w:spacing"); at >= 0 {
		return props[:at] + "<w:bidi/>" + props[at:]
	}
	return props + "<w:bidi/>"
}

var size = regexp.MustCompile(`<w:sz w:val="([0-9]+)"/>`)

// bothSizes are properties whose size holds for letters from right to left too: Word keeps one of its own for those.
func bothSizes(props string) string { return size.ReplaceAllString(props, `$0<w:szCs w:val="$1"/>`) }
