package exchange

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
)

// FuzzCanonical builds a document of lines "speaker|seconds|text" and expects a transcript that keeps its laws.
func FuzzCanonical(f *testing.F) {
	f.Add("Ana|0|I waited\nAna|1|three days.\n|2|\nBen||cafe\u0301\r\x07\n", false)
	f.Add("\xff|x|\u2028\ufeff\n||\x00a\u0085b", true)
	f.Fuzz(func(t *testing.T, text string, paragraphs bool) {
		doc := app.Document{Unspeakered: paragraphs}
		for line := range strings.SplitSeq(text, "\n") {
			parts := append(strings.SplitN(line, "|", 3), "", "")
			u := app.Utterance{Speaker: strings.ToValidUTF8(parts[0], ""), Text: parts[2], From: app.NoTime, To: app.NoTime}
			if parts[1] != "" {
				u.From = time.Duration(parts[1][0]) * time.Second
				u.To = u.From + time.Second
			}
			doc.Utterances = append(doc.Utterances, u)
		}
		b := canonical(&doc)
		got, turns, cues := b.text, b.turns, b.cues
		tr := app.Transcript{ID: "t", Interview: "i", Revision: 1, Text: got, Turns: turns, Cues: cues}
		if err := tr.Validate(); err != nil {
			t.Fatalf("%v: %q", err, got)
		}
		for i, u := range turns {
			if u.Len() == 0 || i > 0 && got[u.Start-1] != '\n' {
				t.Errorf("turn %d at %d-%d of %q", i, u.Start, u.End, got)
			}
		}
		for _, c := range cues {
			if at := tr.TurnAt(c.Start); at == len(turns) || c.Start < turns[at].Start || c.End > turns[at].End || c.Start >= c.End {
				t.Errorf("cue %+v lies in no turn", c)
			}
		}
		if again := cleanText(got, false); again != got && !strings.Contains(got, "\n") {
			t.Errorf("cleaned again %q becomes %q", got, again)
		}
	})
}

func FuzzCodeKey(f *testing.F) {
	f.Add("P007")
	f.Add(" p-0 ")
	f.Fuzz(func(t *testing.T, code string) {
		key := codeKey(code)
		if again := codeKey(key); again != key {
			t.Errorf("codeKey(%q) = %q, again %q", code, key, again)
		}
		if m := codePattern.FindStringSubmatch(code); m != nil && m[1] == code && codeKey(tidy(code)) != key {
			t.Errorf("%q tidied is another code", code)
		}
	})
}
