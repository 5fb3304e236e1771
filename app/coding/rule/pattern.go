package rule

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"

	"throughline/app"
)

// compilePattern reads a regular expression in the language of RE2. Returns EInvalid naming what is wrong and at which sign.
func compilePattern(pattern string, matchCase bool) (*regexp.Regexp, error) {
	if strings.TrimSpace(pattern) == "" {
		return nil, app.Invalid("The pattern is empty.", `Type a regular expression, such as pric(e|ing).`)
	}
	if _, err := syntax.Parse(pattern, syntax.Perl); err != nil {
		return nil, patternError(pattern, err)
	}
	flags := "(?i)"
	if matchCase {
		flags = ""
	}
	re, err := regexp.Compile(flags + pattern)
	if err != nil {
		return nil, patternError(pattern, err)
	}
	return re, nil
}

// patternFaults say in plain words what the parser found.
var patternFaults = map[syntax.ErrorCode]string{
	syntax.ErrInvalidCharClass:      "is not a set of characters",
	syntax.ErrInvalidCharRange:      "is a range that runs backwards",
	syntax.ErrInvalidEscape:         "is an escape that is not known",
	syntax.ErrInvalidNamedCapture:   "is not a name for a group",
	syntax.ErrInvalidPerlOp:         "is not supported; looking ahead and behind cannot be used",
	syntax.ErrInvalidRepeatOp:       "repeats a repetition",
	syntax.ErrInvalidRepeatSize:     "repeats more often than the 1,000 times allowed",
	syntax.ErrMissingBracket:        "opens a set of characters that is never closed",
	syntax.ErrMissingParen:          "opens a group that is never closed",
	syntax.ErrMissingRepeatArgument: "has nothing before it to repeat",
	syntax.ErrTrailingBackslash:     "ends the pattern; a backslash needs a character after it",
	syntax.ErrUnexpectedParen:       "closes a group that was never opened",
	syntax.ErrNestingDepth:          "is nested too deeply",
	syntax.ErrLarge:                 "is too large",
	syntax.ErrInvalidUTF8:           "is not clean text",
}

// patternError names the fault and its place, counted in characters from 1.
func patternError(pattern string, err error) error {
	var fault *syntax.Error
	if !errors.As(err, &fault) {
		return &app.Error{Code: app.EInvalid, Message: "The pattern cannot be used.", Hint: "Try a simpler one.", Err: err}
	}
	what, at := fault.Expr, strings.Index(pattern, fault.Expr)
	switch fault.Code {
	case syntax.ErrMissingParen, syntax.ErrUnexpectedParen:
		if at = strayParen(pattern, fault.Code == syntax.ErrMissingParen); at >= 0 {
			what = pattern[at : at+1]
		}
	case syntax.ErrTrailingBackslash:
		what, at = `\`, len(pattern)-1
	}
	says, known := patternFaults[fault.Code]
	if !known {
		says = "is not understood"
	}
	if r := []rune(what); len(r) > 24 {
		what = string(r[:22]) + "…"
	}
	return &app.Error{Code: app.EInvalid, Err: err, Hint: `To find signs such as ( or . themselves, put a backslash before them.`,
		Message: fmt.Sprintf("In the pattern, “%s” at character %d %s.", what, utf8.RuneCountInString(pattern[:max(at, 0)])+1, says)}
}

// strayParen returns the byte of the last group that is opened and not closed, or of the first one closed and not opened,
// -1 if there is none.
func strayParen(pattern string, opened bool) int {
	var open []int
	set := false // inside [ ]
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case set:
			set = c != ']'
		case c == '[':
			set = true
			if strings.HasPrefix(pattern[i+1:], "^") {
				i++
			}
			if strings.HasPrefix(pattern[i+1:], "]") { // stands for itself
				i++
			}
		case c == '(':
			open = append(open, i)
		case c == ')' && len(open) > 0:
			open = open[:len(open)-1]
		case c == ')' && !opened:
			return i
		}
	}
	if opened && len(open) > 0 {
		return open[len(open)-1]
	}
	return -1
}
