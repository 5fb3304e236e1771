package sentiment

import (
	"strconv"
	"strings"
)

// Scale reads labels that people gave as classes. The zero value knows the words for the classes and numbers: 1 and 2 are
// positive, 3 neutral, 4 and 5 negative, as in feedback rated from "very positive" to "very negative"; 0 is neutral and numbers
// below it negative. Star ratings run the other way and need a scale of their own.
type Scale struct {
	own map[string]Class
}

// NewScale returns a scale that knows the labels named alone, in any case. Without any it is the zero value.
func NewScale(positive, neutral, negative []string) Scale {
	s := Scale{}
	for _, list := range []struct {
		labels []string
		class  Class
	}{{positive, Positive}, {neutral, Neutral}, {negative, Negative}} {
		for _, l := range list.labels {
			if l = plainLabel(l); l != "" {
				if s.own == nil {
					s.own = map[string]Class{}
				}
				s.own[l] = list.class
			}
		}
	}
	return s
}

// IsOwn reports whether the scale names its labels itself.
func (s Scale) IsOwn() bool { return s.own != nil }

func plainLabel(l string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(l), func(r rune) bool { return r == ' ' || r == '_' || r == '-' && len(l) > 2 }), " ")
}

var labelWords = map[string]Class{
	"positive": Positive, "pos": Positive, "very positive": Positive, "praise": Positive, "good": Positive, "+": Positive, "++": Positive,
	"negative": Negative, "neg": Negative, "very negative": Negative, "complaint": Negative, "bad": Negative, "-": Negative, "--": Negative,
	"neutral": Neutral, "neu": Neutral, "none": Neutral, "mixed": Mixed, "both": Mixed, "mix": Mixed,
}

// Class returns the class of a label; ok is false for one that the scale does not know.
func (s Scale) Class(label string) (c Class, ok bool) {
	l := plainLabel(label)
	if s.own != nil {
		if c, ok = s.own[l]; !ok && l == string(Mixed) {
			return Mixed, true
		}
		return c, ok
	}
	if c, ok = labelWords[l]; ok {
		return c, true
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(label), 64)
	switch {
	case err != nil || n > 5 || n < -5 || n != n:
		return "", false
	case n == 0, n == 3:
		return Neutral, true
	case n < 0, n > 3:
		return Negative, true
	}
	return Positive, true
}

// IsNumber reports whether a label is a number, so that a zero Scale had to assume a direction.
func IsNumber(label string) bool {
	_, err := strconv.ParseFloat(strings.TrimSpace(label), 64)
	return err == nil
}
