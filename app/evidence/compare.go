package evidence

import (
	"fmt"

	"throughline/app"
)

// Delta is one thing that is otherwise than when an insight was published.
type Delta struct {
	What string // "Evidence added"
	Text string // what it was and is
	Ref  app.Ref
}

// Compare says what changed from one state of an insight to another: its words, its confidence, the counts behind it, and each piece
// of evidence that came, went or changed. The evidence comes in the order of now, then what went.
func Compare(then, now *app.Publication) []Delta {
	var out []Delta
	add := func(what, text string) { out = append(out, Delta{What: what, Text: text}) }
	if then.Title != now.Title {
		add("Claim", "“"+then.Title+"” → “"+now.Title+"”")
	}
	if then.Body != now.Body {
		add("Text", "changed")
	}
	if then.Level != now.Level {
		add("Confidence", string(then.Level)+" → "+string(now.Level))
	}
	for _, n := range []struct {
		name string
		a, b int
	}{
		{"People", then.Support.Participants, now.Support.Participants}, {"Passages for it", then.Support.Findings, now.Support.Findings},
		{"Passages against it", then.Support.Against, now.Support.Against},
	} {
		if n.a != n.b {
			add(n.name, app.Number(n.a)+" → "+app.Number(n.b))
		}
	}
	return append(out, compareEvidence(then, now)...)
}

func compareEvidence(then, now *app.Publication) []Delta {
	var out []Delta
	was := map[app.Ref]app.PublishedProof{}
	for _, p := range then.Evidence {
		was[p.Ref()] = p
	}
	for _, p := range now.Evidence {
		old, there := was[p.Ref()]
		delete(was, p.Ref())
		if !there {
			out = append(out, Delta{"Evidence added", quoted(p), p.Ref()})
			continue
		}
		if text := proofChange(old, p); text != "" {
			out = append(out, Delta{"Evidence changed", quoted(p) + ": " + text, p.Ref()})
		}
	}
	for _, p := range then.Evidence {
		if _, gone := was[p.Ref()]; gone {
			out = append(out, Delta{"Evidence removed", quoted(p), p.Ref()})
		}
	}
	return out
}

func proofChange(a, b app.PublishedProof) string {
	switch {
	case a.Stance != b.Stance:
		return string(a.Stance) + " → " + string(b.Stance)
	case a.Strength.Rank() != b.Strength.Rank():
		return word(a.Strength) + " → " + word(b.Strength)
	case a.Text != b.Text && b.Text == "":
		return "it is gone"
	case a.Text != b.Text:
		return "it reads otherwise now"
	case a.Findings != b.Findings:
		return fmt.Sprintf("%s → %s", app.Count(a.Findings, "finding"), app.Number(b.Findings))
	}
	return ""
}

func word(s app.Strength) string {
	if s == "" {
		return string(app.Medium)
	}
	return string(s)
}

// quoted is the beginning of a piece of evidence.
func quoted(p app.PublishedProof) string {
	text := []rune(p.Text)
	if len(text) > 80 {
		text = append(text[:79:79], '…')
	}
	if p.Theme != "" {
		return "theme “" + string(text) + "”"
	}
	return "“" + string(text) + "”"
}
