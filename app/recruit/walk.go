package recruit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
)

// Asked is a question that a walk through a screener came to.
type Asked struct {
	Question app.ScreenerQuestion
	Values   []string // the answer; nil while there is none
	Score    float64  // it gave
	Out      bool     // it rules the person out
}

// Walk is a way through a screener.
type Walk struct {
	Asked []Asked // in the order asked; the last one may wait for its answer
	Next  string  // id of the question that waits, "" when the screener is through
	Score float64
	Fit   app.Fit // FitUnknown while a question waits
	Why   string  // "score 4 of the 6 needed", "ruled out by q2: works in the trade"
}

// Take walks through a screener with answers, in the order in which its questions would be asked: what the walk does not come to is left
// out. It ends with the first answer that rules somebody out, and stops before the first question without an answer, even where the
// screener would lead round in a circle. An answer that its question does not offer counts as none, and a question without an id, which Check tells, is
// passed over: no answer can name it.
func Take(s app.Screener, answers []app.Answer) Walk {
	var w Walk
	at := make(map[string]int, len(s.Questions))
	for i, q := range s.Questions {
		if _, ok := at[q.ID]; !ok {
			at[q.ID] = i
		}
	}
	given := make(map[string][]string, len(answers))
	for _, a := range answers {
		given[a.Question] = a.Values
	}
	seen := make([]bool, len(s.Questions))
	for i := 0; i < len(s.Questions) && !seen[i]; {
		q := s.Questions[i]
		seen[i] = true
		if q.ID == "" || q.Only != nil && !w.gave(*q.Only) {
			i++
			continue
		}
		values := offered(q, given[q.ID])
		if len(values) == 0 {
			w.Asked, w.Next = append(w.Asked, Asked{Question: q}), q.ID
			return w
		}
		a, to := judge(q, values)
		w.Asked, w.Score = append(w.Asked, a), w.Score+a.Score
		if a.Out {
			w.Fit, w.Why = app.FitNot, "ruled out by "+q.ID+": "+strings.Join(values, "; ")
			return w
		}
		next, ok := at[to]
		switch {
		case to == End:
			i = len(s.Questions)
		case ok:
			i = next
		default:
			i++
		}
	}
	w.conclude(s)
	return w
}

// gave reports whether the walk came to a question and it was answered so.
func (w *Walk) gave(o app.ScreenerOnly) bool {
	for _, a := range w.Asked {
		if a.Question.ID == o.Question {
			return slices.ContainsFunc(a.Values, func(v string) bool { return same(v, o.Answer) })
		}
	}
	return false
}

func (w *Walk) conclude(s app.Screener) {
	switch {
	case len(s.Questions) == 0:
		return // nothing was asked, so nothing is known
	case w.Score < s.Pass:
		w.Fit, w.Why = app.FitNot, fmt.Sprintf("score %s of the %s needed", plain(w.Score), plain(s.Pass))
	case s.Pass > 0:
		w.Fit, w.Why = app.FitQualified, fmt.Sprintf("score %s, %s needed", plain(w.Score), plain(s.Pass))
	default:
		w.Fit, w.Why = app.FitQualified, "nothing rules them out"
	}
}

// offered keeps the values that a question can take.
func offered(q app.ScreenerQuestion, values []string) []string {
	var out []string
	for _, v := range values {
		v = strings.TrimSpace(v)
		switch {
		case v == "":
		case q.Type == app.AskNumber:
			if _, err := strconv.ParseFloat(v, 64); err == nil {
				out = append(out, v)
			}
		case len(Options(q)) > 0:
			if o, ok := option(q, v); ok && !slices.Contains(out, o.Text) {
				out = append(out, o.Text)
			}
		case q.Type == app.AskText:
			out = append(out, v)
		}
	}
	if q.Type != app.AskMulti && len(out) > 1 {
		out = out[:1]
	}
	return out
}

// judge says what an answer is worth and where it leads.
func judge(q app.ScreenerQuestion, values []string) (a Asked, to string) {
	a = Asked{Question: q, Values: values}
	count := func(score float64, out bool, leads string) {
		a.Score += score
		a.Out = a.Out || out
		if to == "" {
			to = leads
		}
	}
	for _, o := range Options(q) {
		if slices.Contains(values, o.Text) {
			count(o.Score, o.Out, o.Goto)
		}
	}
	for _, r := range q.Rules {
		if fits(q, r, values[0]) {
			count(r.Score, r.Out, r.Goto)
		}
	}
	return a, to
}

// fits reports whether a rule is about an answer.
func fits(q app.ScreenerQuestion, r app.ScreenerRule, value string) bool {
	switch q.Type {
	case app.AskNumber:
		n, err := strconv.ParseFloat(value, 64)
		return err == nil && (r.Min != nil || r.Max != nil) && (r.Min == nil || n >= *r.Min) && (r.Max == nil || n <= *r.Max)
	case app.AskText:
		return r.Word != "" && strings.Contains(strings.ToLower(value), strings.ToLower(strings.TrimSpace(r.Word)))
	}
	return false
}

// Read makes an answer of what somebody typed or a form recorded: numbers with point or comma, yes or no in usual words, several choices
// parted by semicolons, commas or lines. Nothing typed is no answer and no error. Returns EInvalid for what the question does not offer.
func Read(q app.ScreenerQuestion, text string) ([]string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	switch q.Type {
	case app.AskNumber:
		return readNumber(q, text)
	case app.AskText:
		return []string{text}, nil
	case app.AskYesNo:
		if v := yesOrNo(text); v != "" {
			if o, ok := option(q, v); ok {
				return []string{o.Text}, nil
			}
		}
	}
	if o, ok := option(q, text); ok {
		return []string{o.Text}, nil
	}
	if q.Type == app.AskMulti {
		return readSeveral(q, text)
	}
	return nil, notOffered(q, text)
}

func readNumber(q app.ScreenerQuestion, text string) ([]string, error) {
	n := strings.ReplaceAll(text, " ", "")
	if !strings.Contains(n, ".") && strings.Count(n, ",") == 1 {
		n = strings.Replace(n, ",", ".", 1)
	}
	f, err := strconv.ParseFloat(n, 64)
	if err != nil || f != f || f > 1e15 || f < -1e15 {
		return nil, app.Invalid("“"+text+"” is no number, which "+q.ID+" asks for.", "Write digits, such as 12 or 2.5.")
	}
	return []string{plain(f)}, nil
}

// readSeveral takes several choices apart. Choices may have commas in them: the longest that fits is taken first.
func readSeveral(q app.ScreenerQuestion, text string) ([]string, error) {
	for _, apart := range []string{";", "\n", ","} {
		var out []string
		bad := ""
		for _, part := range strings.Split(text, apart) {
			if strings.TrimSpace(part) == "" {
				continue
			}
			o, ok := option(q, part)
			if !ok {
				bad = strings.TrimSpace(part)
				break
			}
			if !slices.Contains(out, o.Text) {
				out = append(out, o.Text)
			}
		}
		if bad == "" && len(out) > 0 {
			return out, nil
		}
	}
	return nil, notOffered(q, text)
}

func notOffered(q app.ScreenerQuestion, text string) error {
	var words []string
	for _, o := range Options(q) {
		words = append(words, "“"+o.Text+"”")
	}
	return app.Invalid("“"+text+"” is no answer to "+q.ID+".", "It offers "+strings.Join(words, ", ")+".")
}

// yesOrNo is yes or no for the usual ways to write them, "" for anything else.
func yesOrNo(text string) string {
	switch strings.ToLower(text) {
	case "yes", "y", "true", "1", "x", "ja", "oui", "sí", "si":
		return yes
	case "no", "n", "false", "0", "nein", "non":
		return no
	}
	return ""
}

// Known answers what the fields of a participant already say: questions with a field whose value they can take. The field "Segment" is
// the person's segment. Answers come in the order of the questions.
func Known(s app.Screener, p *app.Participant) []app.Answer {
	var all []app.Answer
	for _, q := range s.Questions {
		if q.Field == "" {
			continue
		}
		values, err := Read(q, fieldOf(p, q.Field))
		if err == nil && len(values) > 0 {
			all = append(all, app.Answer{Question: q.ID, Values: values})
		}
	}
	return all
}

// SegmentField is the name by which questions and quotas mean a person's segment.
const SegmentField = "Segment"

func fieldOf(p *app.Participant, name string) string {
	if same(name, SegmentField) {
		return p.Segment
	}
	return p.Attribute(name)
}

// Merge is the answers to a screener when new ones come to those that are there: a new answer takes the place of an old one. They come in
// the order of the questions; answers to questions that are gone are dropped.
func Merge(s app.Screener, have, come []app.Answer) []app.Answer {
	var all []app.Answer
	for _, q := range s.Questions {
		for _, from := range [][]app.Answer{come, have} {
			i := slices.IndexFunc(from, func(a app.Answer) bool { return a.Question == q.ID && len(a.Values) > 0 })
			if i >= 0 {
				all = append(all, app.Answer{Question: q.ID, Values: slices.Clone(from[i].Values)})
				break
			}
		}
	}
	return all
}
