package speech_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/format/speech"
)

// show gives utterances one a line: "speaker@from-to: text" with line breaks as /.
func show(s speech.Script) string {
	var b strings.Builder
	for _, u := range s.Utterances {
		b.WriteString(u.Speaker)
		if u.From != app.NoTime {
			fmt.Fprintf(&b, "@%v", u.From)
		}
		if u.To != app.NoTime {
			fmt.Fprintf(&b, "-%v", u.To)
		}
		fmt.Fprintf(&b, "|%s\n", strings.ReplaceAll(u.Text, "\n", "/"))
	}
	return b.String()
}

func read(t *testing.T, text string) speech.Script {
	t.Helper()
	s, err := speech.Read(t.Context(), speech.Split(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRead_FindsSpeakers(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"colon", "Ana: Hello.\nBen: Hi.\nAna: How did it go?", "Ana|Hello.\nBen|Hi.\nAna|How did it go?\n"},
		{"colon, each once", "Ana: Hello.\nBen: Hi.", "Ana|Hello.\nBen|Hi.\n"},
		{"lower case", "ana: hello\nben: hi\nana: so\nben: yes", "ana|hello\nben|hi\nana|so\nben|yes\n"},
		{"continuation lines", "Ana: Hello\nthere.\n\nMore from her.\n\nBen: Hi.\nAna: So.", "Ana|Hello/there./More from her.\nBen|Hi.\nAna|So.\n"},
		{"label alone", "Ana:\nHello.\n\nBen:\nHi.\n\nAna:\nSo.\n", "Ana|Hello.\nBen|Hi.\nAna|So.\n"},
		{"square brackets", "[Ana] Hello.\n[Ben] Hi.\n[Ana] So.", "Ana|Hello.\nBen|Hi.\nAna|So.\n"},
		{"braces", "{Ana} Hello.\n{Ben} Hi.\n{Ana} So.", "Ana|Hello.\nBen|Hi.\nAna|So.\n"},
		{"hash", "#Ana: Hello.\n#Ben: Hi.\n#Ana: So.", "Ana|Hello.\nBen|Hi.\nAna|So.\n"},
		{"at", "@Ana: Hello.\n@Ben: Hi.\n@Ana: So.", "Ana|Hello.\nBen|Hi.\nAna|So.\n"},
		{"codes", "I: And then?\nP1: Nothing.\nI: Nothing?\nP1: No.", "I|And then?\nP1|Nothing.\nI|Nothing?\nP1|No.\n"},
		{"wide colon", "小林：どうでしたか。\n田中：難しかったです。\n小林：そうですか。", "小林|どうでしたか。\n田中|難しかったです。\n小林|そうですか。\n"},
		{"names with signs", "Dr. Ana Ruiz-O’Neill (UX): Hello.\nJ. P. van der Berg: Hi.\nDr. Ana Ruiz-O’Neill (UX): So.",
			"Dr. Ana Ruiz-O’Neill (UX)|Hello.\nJ. P. van der Berg|Hi.\nDr. Ana Ruiz-O’Neill (UX)|So.\n"},
		{"preamble", "Talk in the shop\n\nAna: Hello.\nBen: Hi.\nAna: So.", "|Talk in the shop\nAna|Hello.\nBen|Hi.\nAna|So.\n"},
		{"time before", "[00:01:23] Ana: Hello.\n[00:01:30] Ben: Hi.", "Ana@1m23s|Hello.\nBen@1m30s|Hi.\n"},
		{"bare time before", "00:01:23 Ana: Hello.\n00:01:30 Ben: Hi.", "Ana@1m23s|Hello.\nBen@1m30s|Hi.\n"},
		{"time between", "Ana (0:05): Hello.\nBen [0:09]: Hi.", "Ana@5s|Hello.\nBen@9s|Hi.\n"},
		{"time after colon", "Ana: [00:00:05] Hello.\nBen: [00:00:09] Hi.", "Ana@5s|Hello.\nBen@9s|Hi.\n"},
		{"range", "[00:01 - 00:04] Ana: Hello.\n[00:05 - 00:09] Ben: Hi.", "Ana@1s-4s|Hello.\nBen@5s-9s|Hi.\n"},
		{"header", "Ana Ruiz  0:03  \nHello.\n\nBen Cole  0:09  \nHi.\n\nAna Ruiz  1:02:10  \nSo.\n",
			"Ana Ruiz@3s|Hello.\nBen Cole@9s|Hi.\nAna Ruiz@1h2m10s|So.\n"},
		{"header, one blank", "Ana 0:03\nHello.\nBen 0:09\nHi.\nAna 0:12\nSo.", "Ana@3s|Hello.\nBen@9s|Hi.\nAna@12s|So.\n"},
		{"header, dash and number", "Speaker 1 - 00:03\nHello.\nSpeaker 2 - 00:09\nHi.\nSpeaker 1 - 00:12\nSo.", "Speaker 1@3s|Hello.\nSpeaker 2@9s|Hi.\nSpeaker 1@12s|So.\n"},
		{"header with colon", "Ana (00:03):\nHello.\nBen (00:09):\nHi.", "Ana@3s|Hello.\nBen@9s|Hi.\n"},
		{"header time first", "00:00:03 Speaker 1\nHello.\n\n00:00:09 Speaker 2\nHi.\n\n00:00:12 Speaker 1\nSo.",
			"Speaker 1@3s|Hello.\nSpeaker 2@9s|Hi.\nSpeaker 1@12s|So.\n"},
		{"nobody named", "Ana  0:03  \nHello.\n\n0:15  \nHm.\n\nAna  0:20  \nSo.\n", "Ana@3s|Hello.\n@15s|Hm.\nAna@20s|So.\n"},
		{"name above time", "Ana Ruiz\nAna Ruiz\n00:00:03\nHello.\nBen Cole\nBen Cole\n00:00:09\nHi.\nAna Ruiz\n00:00:12\nSo.",
			"Ana Ruiz@3s|Hello.\nBen Cole@9s|Hi.\nAna Ruiz@12s|So.\n"},
		{"copied from the browser", "Ana Ruiz\n0 minutes 3 seconds0:03\nAna Ruiz 0 minutes 3 seconds\nHello.\nBC\n\nBen Cole\n0 minutes 9 seconds0:09\nBen Cole 0 minutes 9 seconds\nHi.\nAR\n\nAna Ruiz\n1 minute 2 seconds1:02\nAna Ruiz 1 minute 2 seconds\nSo.\n",
			"Ana Ruiz@3s|Hello.\nBen Cole@9s|Hi.\nAna Ruiz@1m2s|So.\n"},
		{"lone times between turns", "Ana: Hello.\n00:05:00\nBen: Hi.\n00:10:00\nAna: So.", "Ana|Hello.\nBen@5m0s|Hi.\nAna@10m0s|So.\n"},
		{"times without speakers", "0:03\nhello everyone\n0:07\nwe talk today\n0:12\nabout shops", "@3s|hello everyone\n@7s|we talk today\n@12s|about shops\n"},
		{"saved captions", "[Ana Ruiz] 14:03:22\nHello.\n\n[Ben Cole] 14:03:30\nHi.\n\n[Ana Ruiz] 14:04:00\nSo.\n", "Ana Ruiz@0s|Hello.\nBen Cole@8s|Hi.\nAna Ruiz@38s|So.\n"},
		{"over midnight", "[Ana] 23:59:50\nHello.\n\n[Ben] 00:00:10\nHi.\n\n[Ana] 00:00:30\nSo.\n", "Ana@0s|Hello.\nBen@20s|Hi.\nAna@40s|So.\n"},
		{"tabs", "00:00:03\tAna Ruiz\tHello.\n00:00:09\tBen Cole:\tHi: you\n00:00:12\tAna Ruiz\tSo.", "Ana Ruiz@3s|Hello.\nBen Cole@9s|Hi: you\nAna Ruiz@12s|So.\n"},
		{"a tab", "Ana\tHello.\nBen\tHi: you.\nAna\tSo.", "Ana|Hello.\nBen|Hi: you.\nAna|So.\n"},
		{"chat", "10:02:03\t From  Ana Ruiz to Everyone : Hello\n10:02:09\t From  Ben Cole to Everyone : Hi", "Ana Ruiz@0s|Hello\nBen Cole@6s|Hi\n"},
		{"am and pm", "Ana 11:59:50 AM\nHello.\nBen 12:00:05 PM\nHi.\nAna 12:00:10 PM\nSo.", "Ana@0s|Hello.\nBen@15s|Hi.\nAna@20s|So.\n"},
		{"broadcast", ">> ANA: Hello.\n>> BEN: Hi.\n>> ANA: So.", "ANA|Hello.\nBEN|Hi.\nANA|So.\n"},
		{"facts at the head", "Title: Shop talk\nDate: 2026-03-04\nInterviewer: Ana Ruiz\nParticipant: P07\n\nAna: Hello?\nP07: Hi.\nAna: So?",
			"|Title: Shop talk/Date: 2026-03-04/Interviewer: Ana Ruiz/Participant: P07\nAna|Hello?\nP07|Hi.\nAna|So?\n"},
		{"note once", "Ana: Hello.\nBen: Hi.\nNote: Ben shows his phone.\nAna: So.", "Ana|Hello.\nBen|Hi./Note: Ben shows his phone.\nAna|So.\n"},
		{"address", "Ana: Look here.\nhttp://example.org is it\nhttps: no\nBen: Ah.\nAna: So.", "Ana|Look here./http://example.org is it/https: no\nBen|Ah.\nAna|So.\n"},
		{"noises", "Ana: Hello.\n[laughs]\n[laughs] Right.\nBen: Hi.\nAna: So.", "Ana|Hello./[laughs]/[laughs] Right.\nBen|Hi.\nAna|So.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(read(t, c.in)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// TestRead_LeavesTimesPeopleSpeakOfInTheirWords reads answers that begin with a time of the day.
func TestRead_LeavesTimesPeopleSpeakOfInTheirWords(t *testing.T) {
	const head, tail = "Ana Ruiz  0:03\nWhen do you start?\n\nBen Cole  0:09\n", "\n\nAna Ruiz  0:15\nAnd then?\n\nBen Cole  0:20\nCoffee.\n"
	const before, after = "Ana Ruiz@3s|When do you start?\n", "Ana Ruiz@15s|And then?\nBen Cole@20s|Coffee.\n"
	for _, c := range []struct{ name, in, want string }{
		{"a sentence", head + "9:30 is when I start." + tail, before + "Ben Cole@9s|9:30 is when I start.\n" + after},
		{"with a half of the day", head + "9:30 AM is when I start." + tail, before + "Ben Cole@9s|9:30 AM is when I start.\n" + after},
		{"a time alone", head + "9:30" + tail, before + "Ben Cole@9s|9:30\n" + after},
		{"a day behind it", head + "9:30 Monday" + tail, before + "Ben Cole@9s|9:30 Monday\n" + after},
		{"a day before it", head + "Monday 9:30" + tail, before + "Ben Cole@9s|Monday 9:30\n" + after},
		{"in the last turn", head + "Early." + tail + "9:30 is when I start.\n", before + "Ben Cole@9s|Early.\n" + strings.TrimSuffix(after, "\n") + "/9:30 is when I start.\n"},
		{"names above times", "Ana Ruiz\n0:03\nWhen?\n\nBen Cole\n0:09\n9:30 at best.\n\nAna Ruiz\n0:15\nAnd then?\n\nBen Cole\n0:20\nCoffee.\n",
			"Ana Ruiz@3s|When?\nBen Cole@9s|9:30 at best.\n" + after},
		{"a mark within a turn", head + "Early.\n0:12\nAt dawn." + tail, before + "Ben Cole@9s|Early.\n@12s|At dawn.\n" + after},
		{"marks in the last turn", head + "Early." + tail + "0:28 With milk.\n0:33 And sugar.\n", before + "Ben Cole@9s|Early.\n" + after + "@28s|With milk.\n@33s|And sugar.\n"},
		{"somebody who speaks once", head + "Early.\n0:12 Cleo Dahl\nSo do I." + tail, before + "Ben Cole@9s|Early.\nCleo Dahl@12s|So do I.\n" + after},
		{"a mark in brackets", head + "Early.\n[9:30] At dawn." + tail, before + "Ben Cole@9s|Early.\n@9m30s|At dawn.\n" + after},
		{"another recording", "Ana  0:03\nOne.\n\nBen  9:30\nTwo.\n0:02 Three.\n\nAna  0:03\nFour.\n\nBen  9:30\nFive.\n",
			"Ana@3s|One.\nBen@9m30s|Two.\n@2s|Three.\nAna@3s|Four.\nBen@9m30s|Five.\n"},
		{"after midnight", "Ana  23:58:00\nOne.\nBen  23:59:00\nTwo.\nAna  00:02:00\nThree.\n3:00\nFour.\nBen  00:04:00\nFive.\n9:30 is the last.\n",
			"Ana@23h58m0s|One.\nBen@23h59m0s|Two.\nAna@2m0s|Three.\n@3m0s|Four.\nBen@4m0s|Five./9:30 is the last.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(read(t, c.in)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestRead_FindsNoSpeakerInProse(t *testing.T) {
	for _, c := range []struct{ name, in string }{
		{"a note", "Note: the shop was closed. We walked on.\nWe came back the next day. It was open.\nThen we bought bread. It was good."},
		{"times", "We met at 12:30 and left at 13:00.\nAt 14:15: coffee.\nThe end."},
		{"agenda", "Monday 10:30\nTalk.\nTuesday 11:00\nWalk.\n"},
		{"agenda of hours", "09:00 Breakfast for all of us here.\n10:00 A talk about shops and more.\n11:30 A walk around the town.\n"},
		{"address", "http://example.org\nhttps://example.org/two\nftp: none\n"},
		{"a thought", "There is one thing I want to say. It matters.\nOne rule: never ask twice. It annoys people.\nThat is all I have. Thanks.\nWe went home then. It was late."},
		{"notes by page", "Login: too slow for all.\nSearch: hard to find.\nCheckout: went well.\nProfile: nobody looked.\n"},
		{"tasks", "Task 1: find the list.\nTask 2: order bread.\nTask 3: pay.\n"},
		{"a list of facts", "Problem: too many steps.\nSolution: fewer steps.\nResult: happier people.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, c.in)
			if !s.Unspeakered {
				t.Errorf("got\n%s", show(s))
			}
			var all []string
			for _, u := range s.Utterances {
				all = append(all, u.Text)
			}
			if got, want := strings.Fields(strings.Join(all, " ")), strings.Fields(c.in); len(got) != len(want) {
				t.Errorf("words are lost: %q", got)
			}
		})
	}
}

func TestRead_Paragraphs(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"wrapped", "this text is\nwrapped by hand.\n\nsecond one\nhere\n", "|this text is/wrapped by hand.\n|second one/here\n"},
		{"a line each", "One thing happened.\nThen another did.\nThat was it.", "|One thing happened.\n|Then another did.\n|That was it.\n"},
	} {
		if got := show(read(t, c.in)); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
	long := read(t, strings.Repeat("no blank line\nends anywhere\nin it. so\n", 30)+strings.Repeat("and on.\n", 10))
	if len(long.Utterances) < 2 {
		t.Error("a block without blank lines stays one paragraph")
	}
}

func TestRead_Facts(t *testing.T) {
	s := read(t, "Title: Shop talk\nDate: 4 March 2026\nInterviewer: Ana Ruiz\n\nAna: Hello.\nP07: Hi.\nAna: So.\nP07: Yes.")
	if s.Title != "Shop talk" || s.Date != "2026-03-04" || s.Moderator != "Ana" {
		t.Errorf("got title %q, date %q, moderator %q", s.Title, s.Date, s.Moderator)
	}
}

func TestModerator(t *testing.T) {
	for _, c := range []struct{ name, in, want, why string }{
		{"label", "Moderator: Hello.\nP1: Hi.\nModerator: So.", "Moderator", "because of the label"},
		{"label in brackets", "Ana (Interviewer): Hello.\nBen: Hi.\nAna (Interviewer): So.", "Ana (Interviewer)", "because of the label"},
		{"label in Japanese", "司会：どうでしたか。\n三好：難しかったです。\n司会：そうですか。", "司会", "because of the label"},
		{"label in Arabic", "المحاور: كيف كان؟\nسلمى: صعب.\nالمحاور: نعم.", "المحاور", "because of the label"},
		{"label in Russian", "Модератор: Как?\nАня: Трудно.\nМодератор: Так.", "Модератор", "because of the label"},
		{"letters", "Q: Hello.\nA: Hi.\nQ: So.\nA: Yes.", "Q", "because of the label"},
		{"a letter beside names", "I: Hello.\nBen: Hi.\nI: So.", "", ""},
		{"questions", "Ana: Why?\nBen: Because it was closed that day.\nAna: And then?\nBen: Then I went home and slept. You?\nAna: Where?\nBen: At home.\n", "Ana", "3 of 4 questions"},
		{"nobody", "Ana: Hello.\nBen: Hi.\nAna: So.", "", ""},
	} {
		s := read(t, c.in)
		if s.Moderator != c.want || !strings.Contains(strings.Join(s.Warnings, " "), c.why) {
			t.Errorf("%s: %q %q, want %q … %q", c.name, s.Moderator, s.Warnings, c.want, c.why)
		}
	}
}

func TestRead_LeavesFootersOut(t *testing.T) {
	s := read(t, "Ana  0:03  \nHello.\n\nBen  0:09  \nHi.\n\nTranscribed by https://otter.ai\n")
	if got, want := show(s), "Ana@3s|Hello.\nBen@9s|Hi.\n"; got != want || len(s.Warnings) != 1 {
		t.Errorf("got %s and %q", got, s.Warnings)
	}
}

func TestRead_IsQuickAndStops(t *testing.T) {
	text := strings.Repeat("Ana: one two three four five six seven\nBen: eight nine ten\n", 50_000)
	start := time.Now()
	if s := read(t, text); len(s.Utterances) != 100_000 {
		t.Errorf("%d utterances", len(s.Utterances))
	}
	if d := time.Since(start); d > 15*time.Second {
		t.Errorf("5 MB took %v", d)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := speech.Read(ctx, speech.Split(text)); !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v", err)
	}
}
