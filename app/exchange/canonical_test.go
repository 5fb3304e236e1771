package exchange

import (
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
)

func TestCanonical(t *testing.T) {
	const s = time.Second
	no := app.NoTime
	tests := []struct {
		name  string
		doc   app.Document
		text  string
		turns []string // "speaker|text"
		cues  int
	}{
		{"empty", app.Document{}, "", nil, 0},
		{"captions of one speaker join over a short pause",
			app.Document{Utterances: []app.Utterance{{Speaker: "Ana", Text: "I tried", From: 0, To: s}, {Speaker: "Ana", Text: "twice.", From: 2 * s, To: 3 * s}}},
			"I tried twice.", []string{"Ana|I tried twice."}, 2},
		{"a long pause begins a new turn",
			app.Document{Utterances: []app.Utterance{{Speaker: "Ana", Text: "I tried.", From: 0, To: s}, {Speaker: "Ana", Text: "Twice.", From: 9 * s, To: 10 * s}}},
			"I tried.\nTwice.", []string{"Ana|I tried.", "Ana|Twice."}, 2},
		{"speakers alternate",
			app.Document{Utterances: []app.Utterance{{Speaker: "M", Text: "Why?", From: no, To: no}, {Speaker: "P", Text: "Because.", From: no, To: no}}},
			"Why?\nBecause.", []string{"M|Why?", "P|Because."}, 0},
		{"paragraphs of one speaker stay one turn",
			app.Document{Utterances: []app.Utterance{{Speaker: "P", Text: "One.", From: no, To: no}, {Speaker: "P", Text: "Two.", From: no, To: no}}},
			"One.\nTwo.", []string{"P|One.\nTwo."}, 0},
		{"paragraphs without speakers are turns of their own",
			app.Document{Unspeakered: true, Utterances: []app.Utterance{{Text: "One.", From: no, To: no}, {Text: "Two.", From: no, To: no}}},
			"One.\nTwo.", []string{"|One.", "|Two."}, 0},
		{"text is composed, line ends unified, control characters dropped",
			app.Document{Utterances: []app.Utterance{{Speaker: "P", Text: "cafe\u0301\r\n\x07 ok\u2028\tyes ", From: no, To: no}}},
			"café\nok\nyes", []string{"P|café\nok\nyes"}, 0},
		{"empty captions vanish",
			app.Document{Utterances: []app.Utterance{{Speaker: "P", Text: " \n", From: 0, To: s}, {Speaker: "P", Text: "Hi", From: s, To: 2 * s}}},
			"Hi", []string{"P|Hi"}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := canonical(&tt.doc)
			text, turns, cues := b.text, b.turns, b.cues
			if text != tt.text {
				t.Errorf("text = %q, want %q", text, tt.text)
			}
			var got []string
			for _, u := range turns {
				got = append(got, u.Speaker+"|"+text[u.Start:u.End])
			}
			if !slices.Equal(got, tt.turns) {
				t.Errorf("turns = %q, want %q", got, tt.turns)
			}
			if len(cues) != tt.cues {
				t.Errorf("cues = %d, want %d", len(cues), tt.cues)
			}
			tr := app.Transcript{ID: "t", Interview: "i", Revision: 1, Text: text, Turns: turns, Cues: cues}
			if err := tr.Validate(); err != nil {
				t.Errorf("Validate() = %v", err)
			}
		})
	}
}

func TestCanonical_SpeechWithoutSpeakersBreaksAtSentences(t *testing.T) {
	var doc app.Document
	for i := range 200 {
		at := time.Duration(i) * time.Second
		doc.Utterances = append(doc.Utterances, app.Utterance{Text: "this caption ends a sentence.", From: at, To: at + time.Second})
	}
	b := canonical(&doc)
	text, turns := b.text, b.turns
	if len(turns) < 5 {
		t.Fatalf("turns = %d, want several", len(turns))
	}
	for _, u := range turns {
		if u.Len() > longTurn+40 {
			t.Errorf("turn of %d bytes: %q", u.Len(), text[u.Start:u.End])
		}
	}
}

// TestCanonical_KeepsPages checks where pages begin once the text is canonical, whatever white space and letters were before.
func TestCanonical_KeepsPages(t *testing.T) {
	doc := app.Document{Unspeakered: true, Utterances: []app.Utterance{
		{Text: "  Cafe\u0301  one.\n\n two", From: app.NoTime, To: app.NoTime}, {Text: " \n", From: app.NoTime, To: app.NoTime}, {Text: "three", From: app.NoTime, To: app.NoTime}}}
	at := func(u int, words string) app.DocPlace {
		return app.DocPlace{Utterance: u, Byte: strings.Index(doc.Utterances[u].Text, words)}
	}
	doc.Pages = []app.PageStart{{DocPlace: app.DocPlace{}, Page: 1}, {DocPlace: at(0, "two"), Page: 2}, {DocPlace: app.DocPlace{Utterance: 1}, Page: 3}, {DocPlace: at(2, "three"), Page: 4}}
	b := canonical(&doc)
	tr := app.Transcript{Text: b.text, Pages: b.pages(&doc)}
	for words, want := range map[string]int{"Caf": 1, "one": 1, "two": 2, "three": 4, "ree": 4} {
		if got := tr.PageAt(strings.Index(b.text, words)); got != want {
			t.Errorf("%q stands on page %d, want %d: %v", words, got, want, tr.Pages)
		}
	}
}
