package score

import (
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/format/table"
	"throughline/app/format/when"
)

// yes and no are how task success is written in tables, in lower case.
var (
	yes = map[string]bool{"1": true, "100%": true, "yes": true, "y": true, "true": true, "pass": true, "passed": true, "success": true, "successful": true, "done": true, "completed": true, "complete": true, "x": true, "✓": true, "ja": true, "j": true, "sí": true, "si": true, "oui": true}
	no  = map[string]bool{"0": true, "0%": true, "no": true, "n": true, "false": true, "fail": true, "failed": true, "failure": true, "not done": true, "incomplete": true, "abandoned": true, "gave up": true, "✗": true, "-": true, "nein": true, "non": true}
)

// Read reads a value of a kind as people type it: yes and no for task success; seconds, 1:30 or 1m 30s for times; the ten answers of SUS
// or the two of UMUX-Lite and UX-Lite parted by spaces or semicolons, or the score itself; a number for the rest. Returns EInvalid, with
// what would fit, for anything else.
func Read(kind app.MeasureKind, text string) (v float64, answers []int, err error) {
	text = strings.TrimSpace(text)
	switch n, _ := kind.Answers(); {
	case kind == app.MeasureSuccess:
		switch word := strings.ToLower(text); {
		case yes[word]:
			return 1, nil, nil
		case no[word]:
			return 0, nil, nil
		}
		return 0, nil, app.Invalid("“"+short(text)+"” is neither yes nor no.", "Write 1 or yes for a task that was done, 0 or no for one that was not.")
	case kind == app.MeasureTime:
		v, err = seconds(text)
		if err == nil {
			err = kind.Check(v)
		}
		return v, nil, err
	case n > 0:
		if parts := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ';' || r == '/' || r == '\t' }); len(parts) > 1 {
			return ofAnswers(kind, parts)
		}
	}
	v, ok := table.Decimal(text)
	if !ok {
		return 0, nil, app.Invalid("“"+short(text)+"” is no number.", "Write "+kind.Word()+" as a number.")
	}
	return v, nil, kind.Check(v)
}

// seconds reads a time on a task.
func seconds(text string) (float64, error) {
	if v, ok := table.Decimal(text); ok {
		return v, nil
	}
	lower := strings.ToLower(text)
	if d, rest, ok := when.Clock(lower); ok && strings.TrimSpace(rest) == "" {
		return d.Seconds(), nil
	}
	if d, rest, ok := when.Spelled(lower); ok && strings.TrimSpace(rest) == "" {
		return d.Seconds(), nil
	}
	for _, unit := range []string{"seconds", "secs", "sec", "s"} {
		if t, cut := strings.CutSuffix(lower, unit); cut {
			if v, ok := table.Decimal(t); ok {
				return v, nil
			}
		}
	}
	return 0, app.Invalid("“"+short(text)+"” is no time.", "Write seconds, or minutes and seconds such as 1:30.")
}

// ofAnswers makes the score of a questionnaire of its answers.
func ofAnswers(kind app.MeasureKind, parts []string) (float64, []int, error) {
	answers := make([]int, 0, len(parts))
	for _, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			return 0, nil, app.Invalid("“"+short(p)+"” is no answer of "+kind.Word()+".", "Answers are whole numbers.")
		}
		answers = append(answers, n)
	}
	v, err := Make(kind, answers)
	return v, answers, err
}

func short(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}
