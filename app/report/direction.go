package report

import "unicode"

// rightToLeft are the scripts that run from right to left and are in use.
var rightToLeft = []*unicode.RangeTable{unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam, unicode.Samaritan, unicode.Mandaic}

// RightToLeft reports whether text runs from right to left: its first letter does (Unicode Standard Annex 9, P2 and P3).
func RightToLeft(text string) bool {
	for _, r := range text {
		if unicode.In(r, rightToLeft...) {
			return true
		}
		if unicode.IsLetter(r) {
			return false
		}
	}
	return false
}

// HasRightToLeft reports whether some letter of text runs from right to left.
func HasRightToLeft(text string) bool {
	for _, r := range text {
		if r > 0x058F && unicode.In(r, rightToLeft...) {
			return true
		}
	}
	return false
}

// Plain is the text of runs, without what they lead to.
func Plain(runs []Run) string {
	out := ""
	for _, r := range runs {
		out += r.Text
	}
	return out
}
