package format_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/formattest"
)

// TestRead_ShapesOfServices reads what each service writes: who says what, and when. "/" is a line break in a turn.
func TestRead_ShapesOfServices(t *testing.T) {
	teams := func(lines ...string) string {
		var b strings.Builder
		for _, l := range lines {
			fmt.Fprintf(&b, `<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, l)
		}
		return formattest.Zip("word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+b.String()+`</w:body></w:document>`)
	}
	for _, c := range []struct{ name, file, data, want string }{
		{"Zoom cloud", "a.vtt", "WEBVTT\n\n1\n00:00:03.000 --> 00:00:05.000\nInes Roth: So you keep\na list?\n\n2\n00:00:05.500 --> 00:00:07.000\nBen Otto: By hand.\n\n3\n00:00:07.200 --> 00:00:09.000\nEach day.\n\n4\n00:00:09.500 --> 00:00:10.000\nInes Roth: Why?\n\n5\n00:00:10.500 --> 00:00:11.000\nBen Otto: Habit.\n",
			"Ines Roth@3s|So you keep/a list?\nBen Otto@5.5s|By hand.\nBen Otto@7.2s|Each day.\nInes Roth@9.5s|Why?\nBen Otto@10.5s|Habit.\n"},
		{"Zoom saved captions", "a.txt", "[Ines Roth] 10:15:03\nSo you keep a list?\n\n[Ben Otto] 10:15:09\nBy hand.\n\n[Ines Roth] 10:15:12\nWhy?\n",
			"Ines Roth@0s|So you keep a list?\nBen Otto@6s|By hand.\nInes Roth@9s|Why?\n"},
		{"Zoom saved captions, older", "a.txt", "10:15:03\tInes Roth\tSo you keep a list?\n10:15:09\tBen Otto\tBy hand.\n10:15:12\tInes Roth\tWhy?\n",
			"Ines Roth@0s|So you keep a list?\nBen Otto@6s|By hand.\nInes Roth@9s|Why?\n"},
		{"Teams captions", "a.vtt", "WEBVTT\n\n8f1e6f3a-1c2b-4d5e-9f00-aabbccddeeff/12-0\n00:00:03.000 --> 00:00:05.000\n<v Ines Roth>So you keep\na list?</v>\n\n8f1e6f3a-1c2b-4d5e-9f00-aabbccddeeff/13-1\n00:00:05.500 --> 00:00:07.000\n<v Ben Otto>By hand.</v>\n",
			"Ines Roth@3s|So you keep/a list?\nBen Otto@5.5s|By hand.\n"},
		{"Stream", "a.vtt", "WEBVTT\n\nNOTE duration:\"00:01:05.5380000\"\n\nNOTE language:en-us\n\nNOTE Confidence: 0.694\n\n8f1e6f3a-1c2b-4d5e-9f00-aabbccddeeff\n00:00:03.000 --> 00:00:05.000\nSo you keep a list?\n\nNOTE Confidence: 0.9\n\n8f1e6f3a-1c2b-4d5e-9f00-aabbccddee00\n00:00:05.500 --> 00:00:07.000\nBy hand.\n",
			"@3s|So you keep a list?\n@5.5s|By hand.\n"},
		{"Teams document", "a.docx", teams("Ines Roth   0:03", "So you keep a list?", "Ben Otto   0:09", "By hand.", "Ines Roth   0:12", "Why?"),
			"Ines Roth@3s|So you keep a list?\nBen Otto@9s|By hand.\nInes Roth@12s|Why?\n"},
		{"Meet captions", "a.sbv", "0:00:03.000,0:00:05.000\n(Ines Roth)\nSo you keep a list?\n\n0:00:05.500,0:00:07.000\n(Ben Otto)\nBy hand.\n",
			"Ines Roth@3s|So you keep a list?\nBen Otto@5.5s|By hand.\n"},
		{"Meet, two in one caption", "a.vtt", "WEBVTT\n\n00:00:03.000 --> 00:00:05.000\n(Ines Roth)\nSo you keep a list?\n\n00:00:05.500 --> 00:00:09.000\n- By hand.\n- Why?\n\n00:00:10.000 --> 00:00:11.000\n(Ben Otto)\nHabit.\n\n00:00:12.000 --> 00:00:13.000\n(Ines Roth)\nI see.\n",
			"Ines Roth@3s|So you keep a list?\n@5.5s|By hand.\n@5.5s|Why?\nBen Otto@10s|Habit.\nInes Roth@12s|I see.\n"},
		{"Meet notes", "a.txt", "Ines Roth\nInes Roth\n00:12:15\nSo you keep a list?\nBen Otto\nBen Otto\n00:12:20\nBy hand.\nInes Roth\nInes Roth\n00:12:30\nWhy?\n",
			"Ines Roth@12m15s|So you keep a list?\nBen Otto@12m20s|By hand.\nInes Roth@12m30s|Why?\n"},
		{"Otter text", "a.txt", "Ines Roth  0:03  \nSo you keep a list?\n\nUnknown Speaker  0:09  \nBy hand.\n\nInes Roth  1:00:12  \nWhy?\n\nTranscribed by https://otter.ai\n",
			"Ines Roth@3s|So you keep a list?\nUnknown Speaker@9s|By hand.\nInes Roth@1h0m12s|Why?\n"},
		{"Otter captions", "a.srt", "1\n00:00:03,000 --> 00:00:05,000\nInes Roth: So you keep\na list?\n\n2\n00:00:05,500 --> 00:00:07,000\nBen Otto: By hand.\n\n3\n00:00:08,000 --> 00:00:09,000\nInes Roth: Why?\n",
			"Ines Roth@3s|So you keep/a list?\nBen Otto@5.5s|By hand.\nInes Roth@8s|Why?\n"},
		{"voices without an end", "a.vtt", "\ufeffWEBVTT - talk\r\n\r\nSTYLE\r\n::cue{}\r\n\r\n00:03.000 --> 00:05.000 align:start\r\n<v.loud Ines Roth>So <i>you</i> keep a list &amp; more?\r\n\r\n00:05.500 --> 00:07.000\r\n<v Ben Otto>By hand.\r\n",
			"Ines Roth@3s|So you keep a list & more?\nBen Otto@5.5s|By hand.\n"},
		{"captions without numbers", "a.srt", "00:00:03.000 --> 00:00:05.000\n<i>So you keep a list?</i>\n\n00:00:05,500 --> 00:00:07,000\nBy hand.",
			"@3s|So you keep a list?\n@5.5s|By hand.\n"},
		{"signs", "a.txt", "#Ines: So you keep a list?\n#Ben: See https://example.org/list.\n#Ines: Why?\n", "Ines|So you keep a list?\nBen|See https://example.org/list.\nInes|Why?\n"},
		{"braces", "a.txt", "{Ines} So you keep a list?\n{Ben} By hand.\n{Ines} Why?\n", "Ines|So you keep a list?\nBen|By hand.\nInes|Why?\n"},
	} {
		b, err := read(t, c.file, c.data)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got strings.Builder
		for _, u := range b.Documents[0].Utterances {
			got.WriteString(u.Speaker)
			if u.From != app.NoTime {
				fmt.Fprintf(&got, "@%v", u.From)
			}
			fmt.Fprintf(&got, "|%s\n", strings.ReplaceAll(u.Text, "\n", "/"))
		}
		if got.String() != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got.String(), c.want)
		}
	}
}
