package history

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
)

// arrow says that one thing took the place of another: "Trust → Confidence", "+ Trust", "− Trust".
func arrow(before, after string) string {
	switch {
	case before == after:
		return ""
	case before == "":
		return "+ " + after
	case after == "":
		return "− " + before
	}
	return before + " → " + after
}

func read[T any](v value) (t T) {
	if len(v) > 0 {
		_ = json.Unmarshal(v, &t) // a field written by an older version stays empty
	}
	return t
}

func sayWord(_ *pair, a, b value) string { return arrow(read[string](a), read[string](b)) }

// sayText shows long texts from shortly before the place where they part.
func sayText(_ *pair, a, b value) string {
	return sayTexts(read[string](a), read[string](b))
}

func sayTexts(before, after string) string {
	before, after = oneLine(before), oneLine(after)
	if before == "" || after == "" {
		return arrow(cut(before, textRunes), cut(after, textRunes))
	}
	before, after = part(before, after)
	return arrow(before, after)
}

// sayMemoText shows the text of a memo as it is read: links by their words.
func sayMemoText(_ *pair, a, b value) string {
	before, after := app.PlainLinks(read[string](a), nil), app.PlainLinks(read[string](b), nil)
	if before == after {
		return "links changed"
	}
	return sayTexts(before, after)
}

// textRunes is how much of a text is shown.
const textRunes = 72

// part cuts two texts to where they differ, a few words before it.
func part(a, b string) (string, string) {
	if len([]rune(a)) <= textRunes && len([]rune(b)) <= textRunes {
		return a, b
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	from := strings.LastIndexByte(a[:n], ' ') + 1
	for range 2 {
		from = strings.LastIndexByte(a[:max(0, from-1)], ' ') + 1
	}
	lead := ""
	if from > 0 {
		lead = "… "
	}
	return lead + cut(a[from:], textRunes), lead + cut(b[from:], textRunes)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut shortens s to n runes.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimSpace(string(r[:n-1])) + "…"
	}
	return s
}

func sayNumber(_ *pair, a, b value) string {
	word := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	return arrow(word(read[int](a)), word(read[int](b)))
}

func sayDecimal(_ *pair, a, b value) string {
	word := func(v value) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(read[float64](v), 'g', -1, 64)
	}
	return arrow(word(a), word(b))
}

// The words of the scales, as they are offered where findings are judged.
var (
	sentiments = map[int]string{-2: "very negative", -1: "negative", 1: "positive", 2: "very positive", app.SaidNeutral: "neutral", app.SaidMixed: "mixed"}
	severities = map[int]string{1: "cosmetic", 2: "minor", 3: "major", 4: "catastrophic"}
)

// sayScale says the words of a scale instead of its numbers.
func sayScale(words map[int]string) func(*pair, value, value) string {
	return func(_ *pair, a, b value) string { return arrow(words[read[int](a)], words[read[int](b)]) }
}

func sayYes(p *pair, a, b value) string {
	switch {
	case read[bool](b):
		return "yes"
	case read[bool](a) && p.verb == Removed:
		return "− yes"
	}
	return "no longer"
}

// sayOther is for values that mean nothing as a number: a colour, a place.
func sayOther(*pair, value, value) string { return "changed" }

func sayRef(kind app.Kind) func(*pair, value, value) string {
	return func(p *pair, a, b value) string {
		return arrow(cut(p.names.of(kind, read[string](a)), textRunes), cut(p.names.of(kind, read[string](b)), textRunes))
	}
}

// sayStudy is sayRef for records that may belong to all studies.
func sayStudy(p *pair, a, b value) string {
	name := func(v value) string {
		if id := read[string](v); id != "" {
			return p.names.of(app.KindStudy, id)
		}
		return "all studies"
	}
	return arrow(name(a), name(b))
}

func sayList(_ *pair, a, b value) string {
	return difference(read[[]string](a), read[[]string](b), "order changed")
}

// difference lists what came and what went; same is said when only the order changed.
func difference(before, after []string, same string) string {
	var parts []string
	for _, s := range after {
		if !slices.Contains(before, s) {
			parts = append(parts, "+ "+cut(oneLine(s), textRunes))
		}
	}
	for _, s := range before {
		if !slices.Contains(after, s) {
			parts = append(parts, "− "+cut(oneLine(s), textRunes))
		}
	}
	if len(parts) == 0 {
		return same
	}
	return strings.Join(parts, ", ")
}

// sayTags names the tags that came and went, how they came, and whose they are when another author's.
func sayTags(p *pair, a, b value) string {
	before, after := read[[]app.Tagging](a), read[[]app.Tagging](b)
	word := func(t app.Tagging, others []app.Tagging) string {
		name := p.names.of(app.KindTag, string(t.Tag))
		if slices.ContainsFunc(others, func(o app.Tagging) bool { return o.Tag == t.Tag && o.Author != t.Author }) {
			name += " by " + t.Author
		}
		return name
	}
	var parts []string
	for _, t := range after {
		if i := slices.IndexFunc(before, func(o app.Tagging) bool { return o.Tag == t.Tag && o.Author == t.Author }); i >= 0 {
			if before[i].Provenance != t.Provenance {
				parts = append(parts, word(t, after)+" "+how(t.Provenance))
			}
			continue
		}
		text := "+ " + word(t, slices.Concat(before, after))
		if t.Provenance != app.ByHand {
			text += " (" + how(t.Provenance) + ")"
		}
		parts = append(parts, text)
	}
	for _, t := range before {
		if !slices.ContainsFunc(after, func(o app.Tagging) bool { return o.Tag == t.Tag && o.Author == t.Author }) {
			parts = append(parts, "− "+word(t, slices.Concat(before, after)))
		}
	}
	return strings.Join(parts, ", ")
}

func how(p app.Provenance) string {
	switch p {
	case app.BySuggestion:
		return "suggested, then accepted"
	case app.ByRule:
		return "by rule"
	case app.ByAgreement:
		return "settled between two coders"
	}
	return "by hand"
}

func sayEvidence(p *pair, a, b value) string {
	words := func(all []app.Evidence) []string {
		out := make([]string, len(all))
		for i, e := range all {
			r := e.Ref()
			out[i] = "“" + cut(oneLine(p.names.of(r.Kind, r.ID)), 48) + "”"
			if e.Stance != "" {
				out[i] += " " + string(e.Stance)
			}
			if e.Note != "" {
				out[i] += ": " + cut(oneLine(e.Note), 32)
			}
		}
		return out
	}
	return difference(words(read[[]app.Evidence](a)), words(read[[]app.Evidence](b)), "order changed")
}

func sayAttributes(_ *pair, a, b value) string {
	before, after := read[[]app.Attribute](a), read[[]app.Attribute](b)
	get := func(all []app.Attribute, name string) string {
		for _, x := range all {
			if x.Name == name {
				return x.Value
			}
		}
		return ""
	}
	var parts []string
	seen := map[string]bool{}
	for _, x := range slices.Concat(after, before) {
		if was, is := get(before, x.Name), get(after, x.Name); !seen[x.Name] && was != is {
			parts = append(parts, x.Name+": "+arrow(was, is))
		}
		seen[x.Name] = true
	}
	if len(parts) == 0 {
		return "order changed"
	}
	return strings.Join(parts, ", ")
}

func saySpeakers(p *pair, a, b value) string {
	before, after := read[[]app.Speaker](a), read[[]app.Speaker](b)
	words := func(all []app.Speaker, label string) string {
		i := slices.IndexFunc(all, func(s app.Speaker) bool { return s.Label == label })
		if i < 0 {
			return ""
		}
		s := all[i]
		out := string(s.Role)
		if s.Name != s.Label && s.Name != "" {
			out = s.Name + ", " + out
		}
		if s.Participant != "" {
			out += " " + p.names.of(app.KindParticipant, string(s.Participant))
		}
		return out
	}
	var parts []string
	seen := map[string]bool{}
	for _, s := range slices.Concat(after, before) {
		if was, is := words(before, s.Label), words(after, s.Label); !seen[s.Label] && was != is {
			name := s.Label
			if name == "" {
				name = "Text without a speaker"
			}
			parts = append(parts, name+": "+arrow(was, is))
		}
		seen[s.Label] = true
	}
	if len(parts) == 0 {
		return "order changed"
	}
	return strings.Join(parts, "; ")
}

func sayMemoKind(_ *pair, a, b value) string {
	return arrow(read[app.MemoKind](a).Word(), read[app.MemoKind](b).Word())
}

// sayOn names what a memo stands on.
func sayOn(p *pair, a, b value) string {
	was, is := read[app.Ref](a), read[app.Ref](b)
	return arrow(cut(p.names.of(was.Kind, was.ID), textRunes), cut(p.names.of(is.Kind, is.ID), textRunes))
}

// sayAny is for fields that the table does not know.
func sayAny(p *pair, a, b value) string {
	switch firstOf(a, b) {
	case '"':
		return sayText(p, a, b)
	case 't', 'f':
		return sayYes(p, a, b)
	case '[':
		var s []string
		if json.Unmarshal(b, &s) == nil || json.Unmarshal(a, &s) == nil {
			return sayList(p, a, b)
		}
	case '{':
	default:
		zero := func(v value) string {
			if s := string(v); s != "0" && s != "null" {
				return s
			}
			return ""
		}
		return arrow(zero(a), zero(b))
	}
	return "changed"
}

func firstOf(a, b value) byte {
	for _, v := range []value{b, a} {
		if len(v) > 0 && string(v) != "null" {
			return v[0]
		}
	}
	return 'n'
}

// sayRevision tells that a finding was carried over to another text of its interview.
func sayRevision(*pair, value, value) string { return "carried over to another revision" }

// findings of a pair, with what a move needs: the same text, and passages that overlap.
func (p *pair) findings() (before, after *app.Finding, moved bool) {
	before, _ = p.before.(*app.Finding)
	after, _ = p.after.(*app.Finding)
	ok := before != nil && after != nil
	return before, after, ok && before.Transcript == after.Transcript && before.Span.Overlaps(after.Span) &&
		len(before.Quote) == before.Len() && len(after.Quote) == after.Len()
}

func sayStart(p *pair, _, _ value) string {
	f, g, moved := p.findings()
	switch {
	case !moved:
		return ""
	case g.Start < f.Start:
		return "moved " + distance(g.Quote[:f.Start-g.Start]) + " left"
	}
	return "moved " + distance(f.Quote[:g.Start-f.Start]) + " right"
}

func sayEnd(p *pair, _, _ value) string {
	f, g, moved := p.findings()
	switch {
	case !moved:
		return ""
	case g.End < f.End:
		return "moved " + distance(f.Quote[len(f.Quote)-(f.End-g.End):]) + " left"
	}
	return "moved " + distance(g.Quote[len(g.Quote)-(g.End-f.End):]) + " right"
}

// sayQuote shows the words themselves where a move cannot be told in words passed over.
func sayQuote(p *pair, a, b value) string {
	if _, _, moved := p.findings(); moved {
		return ""
	}
	return sayText(p, a, b)
}

// distance is how far a boundary went: "3 words", or signs where there is no word.
func distance(over string) string {
	letters := strings.ContainsFunc(over, func(r rune) bool { return r > 127 || 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9' })
	if n := app.CountWords(over); letters && n > 0 {
		return app.Count(n, "word")
	}
	return app.Count(len([]rune(over)), "sign")
}
