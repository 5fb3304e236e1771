package cue_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/cue"
	"throughline/app/format/source"
)

// show gives utterances one a line: "speaker@from-to|text" with line breaks as /.
func show(b app.Bundle) string {
	var w strings.Builder
	for _, u := range b.Documents[0].Utterances {
		w.WriteString(u.Speaker)
		if u.From != app.NoTime {
			fmt.Fprintf(&w, "@%v-%v", u.From, u.To)
		}
		fmt.Fprintf(&w, "|%s\n", strings.ReplaceAll(u.Text, "\n", "/"))
	}
	return w.String()
}

func read(t *testing.T, text string) app.Bundle {
	t.Helper()
	b, err := cue.Read(t.Context(), source.Bytes("a.vtt", text), "vtt")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// cues sets payloads at one second each, from 1 s on.
func cues(payloads ...string) string {
	var w strings.Builder
	w.WriteString("WEBVTT\n\n")
	for i, p := range payloads {
		fmt.Fprintf(&w, "00:%02d.000 --> 00:%02d.000\n%s\n\n", i+1, i+2, p)
	}
	return w.String()
}

func TestRead_Grammar(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"no header", "00:01.000 --> 00:02.000\nHi\n", "@1s-2s|Hi\n"},
		{"header glued", "WEBVTT\n00:01.000 --> 00:02.000\nHi\n", "@1s-2s|Hi\n"},
		{"header and name glued", "WEBVTT\nintro\n00:01.000 --> 00:02.000\nHi\n", "@1s-2s|Hi\n"},
		{"last cue ends the file", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi", "@1s-2s|Hi\n"},
		{"no space around the arrow", "WEBVTT\n\n00:01.000-->00:02.000\nHi\n", "@1s-2s|Hi\n"},
		{"comma and hours", "WEBVTT\n\n01:00:01,5 --> 01:00:02,25\nHi\n", "@1h0m1.5s-1h0m2.25s|Hi\n"},
		{"end missing", "WEBVTT\n\n00:01.000 --> \nHi\n", "@1s--1ns|Hi\n"},
		{"start broken", "WEBVTT\n\n00:x1.000 --> 00:02.000\nHi\n", "|Hi\n"},
		{"blank line inside", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\nthere\n\n00:03.000 --> 00:04.000\nyou\n", "@1s-2s|Hi/there\n@3s-4s|you\n"},
		{"name of words", "WEBVTT\n\nAna's part\n00:01.000 --> 00:02.000\nHi\n", "@1s-2s|Hi\n"},
		{"words before a timing line without a blank", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\nthere\n00:03.000 --> 00:04.000\nyou\n", "@1s-2s|Hi/there\n@3s-4s|you\n"},
		{"a number spoken", "1\n00:00:01,000 --> 00:00:02,000\n42\n\n2\n00:00:03,000 --> 00:00:04,000\nyes\n", "@1s-2s|42\n@3s-4s|yes\n"},
		{"an arrow spoken", "WEBVTT\n\n00:01.000 --> 00:02.000\nfrom A --> to B\n", "@1s-2s|from A --> to B\n"},
		{"note between name and cue", "WEBVTT\n\nNOTE one\n\nNOTE\ntwo\nlines\n\n00:01.000 --> 00:02.000\nNOTE is a word\n", "@1s-2s|NOTE is a word\n"},
		{"a note with a cue right below", "WEBVTT\n\nNOTE one\n00:01.000 --> 00:02.000\nHi\n", "@1s-2s|Hi\n"},
		{"text first", "Some title\n\n00:01.000 --> 00:02.000\nHi\n", "|Some title\n@1s-2s|Hi\n"},
		{"empty cue", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\nHi\n", "@3s-4s|Hi\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(read(t, c.in)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestRead_Markup(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"<v Ana Ruiz>Hi</v>", "Ana Ruiz|Hi"},
		{"<v.loud.first Ana>Hi", "Ana|Hi"},
		{"<V Ana>Hi</V>", "Ana|Hi"},
		{"<v Ana>Hi</v> you", "Ana|Hi\n|you"},
		{"<v Ana>Hi\n<v Ben>Ho", "Ana|Hi\nBen|Ho"},
		{"<v R&amp;D>Hi", "R&D|Hi"},
		{"<c.red><i>so</i></c> <b>on</b><00:00:01.500> and", "|so on and"},
		{"a<br>b<br/>c", "|a/b/c"},
		{"1 < 2 > 0 <3 <laughs> <", "|1 < 2 > 0 <3 <laughs> <"},
		{"&lt;v Ana&gt; &amp;amp; &#x1F642; AT&T &copy; R&D; &", "|<v Ana> &amp; 🙂 AT&T © R&D; &"},
		{"{\\an8}{\\i1}up {kept}", "|up {kept}"},
		{"a&#13;b&#0;c", "|a/b\ufffdc"},
	} {
		var got []string
		for l := range strings.SplitSeq(strings.TrimSpace(show(read(t, cues(c.in)))), "\n") {
			who, text, _ := strings.Cut(l, "|")
			who, _, _ = strings.Cut(who, "@")
			got = append(got, who+"|"+text)
		}
		if g := strings.Join(got, "\n"); g != c.want {
			t.Errorf("%q gives %q, want %q", c.in, g, c.want)
		}
	}
}

func TestRead_Speakers(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []string
		want string
	}{
		{"a name before a colon", []string{"Ana: Hi", "Ben: Ho", "and more", "Ana: So"}, "Ana|Hi Ben|Ho Ben|and_more Ana|So"},
		{"two in one cue", []string{"Ana: Hi\nBen: Ho", "Ana: So"}, "Ana|Hi Ben|Ho Ana|So"},
		{"a colon in words", []string{"One thing: it was slow", "and I gave up", "so I left", "that is all"}, "|One_thing:_it_was_slow |and_I_gave_up |so_I_left |that_is_all"},
		{"voice tags win", []string{"<v Ana>Note: yes", "<v Ben>Note: no", "<v Ana>Note: so"}, "Ana|Note:_yes Ben|Note:_no Ana|Note:_so"},
		{"brackets", []string{"[Ana] Hi", "[Ben] Ho", "[Ana] So"}, "Ana|Hi Ben|Ho Ana|So"},
		{"noises", []string{"[Music]", "hello", "[Music]", "you", "[Music]"}, "|[Music] |hello |[Music] |you |[Music]"},
		{"change of voice", []string{">> ANA: Hi", ">> Who is that", ">> ANA: Me", "yes me"}, "ANA|Hi |Who_is_that ANA|Me ANA|yes_me"},
		{"dashes", []string{"- Hi\n- Ho", "- a thought"}, "|Hi |Ho |-_a_thought"},
	} {
		var got []string
		for _, u := range read(t, cues(c.in...)).Documents[0].Utterances {
			got = append(got, u.Speaker+"|"+strings.ReplaceAll(u.Text, " ", "_"))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: got %q, want %q", c.name, g, c.want)
		}
	}
}

func TestRead_RollingCaptions(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []string
		want string
	}{
		{"last line repeated", []string{"one two", "one two\nthree four", "three four\nfive six", "five six\nseven"}, "one two|three four|five six|seven"},
		{"growing", []string{"so", "so we", "so we talked", "so we talked about it", "then we left", "then we left at noon"}, "so|we|talked|about it|then we left|at noon"},
		{"shown again whole", []string{"one two", "one two", "one two three", "one two three", "four"}, "one two|three|four"},
		{"a person repeats", []string{"Yes.", "Yes.", "I think that it was slow", "it was fine", "and then", "we left"}, "Yes.|Yes.|I think that it was slow|it was fine|and then|we left"},
	} {
		var got []string
		for _, u := range read(t, cues(c.in...)).Documents[0].Utterances {
			got = append(got, u.Text)
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s: got %q, want %q", c.name, g, c.want)
		}
	}
}

func TestRead_RollingNeedsNeighbours(t *testing.T) {
	b := read(t, "WEBVTT\n\n00:01.000 --> 00:02.000\nI said no\n\n00:10.000 --> 00:11.000\nI said no\n\n00:20.000 --> 00:21.000\nI said no\n\n00:30.000 --> 00:31.000\nI said no\n")
	if len(b.Documents[0].Utterances) != 4 {
		t.Errorf("got %s", show(b))
	}
}

func TestRead_SaysWhatWasLost(t *testing.T) {
	b := read(t, "WEBVTT\n\nNOTE for the editor\n\n00:03.000 --> 00:02.000\nHi\n\n0x:03.000 --> 00:04.000\nyou\n")
	want := "1 caption kept without a time: the timing line could not be read.|1 caption ended before the beginning; the end was set to the beginning.|1 note to caption editors left out."
	if got := strings.Join(b.Warnings, "|"); got != want {
		t.Errorf("got %q", got)
	}
}

func TestRead_Language(t *testing.T) {
	for in, want := range map[string]string{
		"WEBVTT\nKind: captions\nLanguage: pt-BR\n\n00:01.000 --> 00:02.000\nOi\n": "pt",
		"WEBVTT\n\nNOTE language:en-us\n\n00:01.000 --> 00:02.000\nHi\n":           "en",
		"WEBVTT\nLanguage: klingon\n\n00:01.000 --> 00:02.000\nHi\n":               "",
	} {
		if got := read(t, in).Documents[0].Language; got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestRead_Moderator(t *testing.T) {
	b := read(t, cues("Ana: Why was that?", "Ben: It was closed the whole day and nobody said so", "Ana: And then?", "Ben: I went home", "Ana: Where to?", "Ben: Home"))
	if d := b.Documents[0]; d.Moderator != "Ana" || !strings.Contains(strings.Join(b.Warnings, " "), "3 of 3 questions") {
		t.Errorf("moderator %q, %q", d.Moderator, b.Warnings)
	}
}

func TestRead_Stops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := cue.Read(ctx, source.Bytes("a.vtt", cues("Hi")), "vtt"); app.CodeOf(err) != app.ECanceled {
		t.Errorf("got %v", err)
	}
}
