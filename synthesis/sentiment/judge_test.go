package sentiment_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"throughline/synthesis/sentiment"
)

const (
	pos = sentiment.Positive
	neg = sentiment.Negative
	neu = sentiment.Neutral
	mix = sentiment.Mixed
)

func TestJudge_SaysHowAPassageSounds(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       sentiment.Class
	}{
		{"empty", "", neu},
		{"no letters", "... 12 -- !", neu},
		{"a fact", "We use it on Mondays with the whole team.", neu},
		{"plain praise", "The nurses were lovely.", pos},
		{"plain blame", "The setup was confusing.", neg},
		{"negated praise", "This is not good", neg},
		{"negated praise, far", "I would not say that it was a good idea", neg},
		{"negated blame", "no problems at all", pos},
		{"idiom of praise with two negations", "I couldn't be happier with it", pos},
		{"cannot complain", "can't complain", pos},
		{"typed without apostrophe", "it doesnt work", neg},
		{"booster of the other sign", "terribly good", pos},
		{"booster of the other sign, blame", "terribly slow", neg},
		{"not only, blame", "Not only slow but also expensive", neg},
		{"not only, praise", "Not only fast but also cheap and friendly", pos},
		{"less before blame", "less stressful than before", pos},
		{"less before praise", "less helpful than before", neg},
		{"but turns", "The room was nice but the food was disgusting and cold.", neg},
		{"although concedes", "Although it was a bit slow, the result is fantastic.", pos},
		{"both sides", "Helpful staff. Confusing forms.", mix},
		{"complaint: too", "waiting times too long", neg},
		{"complaint: could not find", "couldn't find the export button", neg},
		{"complaint: nobody", "nobody answered", neg},
		{"complaint: had to", "I had to ask three times", neg},
		{"complaint: keeps", "It keeps logging me out", neg},
		{"complaint: why can't", "why can't I just export it?", neg},
		{"complaint: still waiting", "They promised a refund. I am still waiting.", neg},
		{"complaint: took", "It took me forever to get set up", neg},
		{"complaint: on hold", "been on hold for 2 hours", neg},
		{"complaint: stopped", "Stopped working after two weeks.", neg},
		{"complaint: could be", "Could be better", neg},
		{"a wish is no praise", "It would be nice to have a dark mode", neu},
		{"drawn out letters", "I loooove it", pos},
		{"capitals", "the WORST update ever", neg},
		{"emoji", "the new board 😍", pos},
		{"emoji with a skin tone", "👎🏽", neg},
		{"emoticon", "got it to work :)", pos},
		{"emoticon after a word", "it crashed again:(", neg},
		{"review: praise", "A gripping and beautifully shot thriller that never lets go.", pos},
		{"review: blame", "the plot is predictable and the dialogue is wooden.", neg},
		{"product: praise", "Works exactly as described, and shipping was fast.", pos},
		{"well as a filler", "Well, I use it as well.", neu},
		{"like as a comparison", "It looks like a spreadsheet", neu},
		{"kind of", "It is a kind of list", neu},
		{"pain that is pastry", "I had a pain au chocolat", neu},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := sentiment.Default().Judge(tc.text); got.Class != tc.want {
				t.Errorf("%q is %s (%.2f, %v), want %s", tc.text, got.Class, got.Score, spell(tc.text, got), tc.want)
			}
		})
	}
}

// spell returns the cues of a judgement as words.
func spell(s string, j sentiment.Judgement) []string {
	var out []string
	for _, c := range j.Cues {
		out = append(out, c.Of(s))
	}
	return out
}

func TestJudge_NamesTheWordsThatSpoke(t *testing.T) {
	s := "The onboarding was confusing and I gave up. The chat was very helpful."
	j := sentiment.Default().Judge(s)
	if got, want := spell(s, j), []string{"confusing", "gave up", "very helpful"}; !slices.Equal(got, want) {
		t.Errorf("cues %q, want %q", got, want)
	}
	if j.Cues[0].Weight >= 0 || j.Cues[2].Weight <= 2 {
		t.Errorf("weights %v: confusing blames, very helpful praises more than helpful", j.Cues)
	}
	j.Class = neg
	if got := j.Strongest(1); len(got) != 1 || got[0].Of(s) != "confusing" {
		t.Errorf("strongest blame %v, want confusing", got)
	}
}

func TestJudge_GivesNoEstimateOfOtherLanguages(t *testing.T) {
	for _, tc := range []struct{ name, text string }{
		{"German", "Das ist ein sehr gutes Produkt und ich bin zufrieden"},
		{"French", "Le service est vraiment mauvais et je ne suis pas content"},
		{"Spanish", "El servicio es muy malo y no me gusta nada"},
		{"Italian", "Il prodotto non funziona e il servizio è pessimo"},
		{"Dutch", "Ik vind het een erg goed programma en het werkt prima"},
		{"Polish", "Bardzo dobry produkt polecam wszystkim znajomym"},
		{"Chinese", "这个产品非常好"},
		{"Russian", "Очень плохой сервис, никто не отвечает"},
		{"Arabic", "الخدمة سيئة جدا ولا أحد يرد"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if j := sentiment.Default().Judge(tc.text); !j.Foreign || j.Class != neu || j.Sure != 0 || j.Score != 0 {
				t.Errorf("%+v, want no estimate", j)
			}
		})
	}
	for _, s := range []string{"Excellent service friendly staff clean rooms", "ok", "P07 admin login CRM", "@JetBlue YVR JFK B6 flt delayed again http://t.co/xyz #fail #jfk @someone", "The café in Köln was great", "No."} {
		if sentiment.Default().Judge(s).Foreign {
			t.Errorf("%q is taken for another language", s)
		}
	}
}

func TestWith_OwnWordsGoFirst(t *testing.T) {
	own := sentiment.Default().With([]sentiment.Entry{{"Latticey", -2}, {"sick", 2}, {"pivot table", -9}, {"slow cooker", 0}, {"🧀", 2}, {"  ", 3}})
	for _, tc := range []struct {
		text string
		want sentiment.Class
	}{
		{"It feels latticey", neg}, {"That is sick", pos}, {"not latticey", pos}, {"another PIVOT TABLE", neg}, {"I have a slow cooker", neu}, {"🧀", pos}, {"It is slow", neg},
	} {
		if got := own.Judge(tc.text); got.Class != tc.want {
			t.Errorf("%q is %s, want %s", tc.text, got.Class, tc.want)
		}
	}
	if j := own.Judge("pivot table"); j.Cues[0].Weight != -sentiment.MaxWeight {
		t.Errorf("weight %v, want it cut to %d", j.Cues[0].Weight, -sentiment.MaxWeight)
	}
	if got := sentiment.Default().Judge("That is sick"); got.Class != neg {
		t.Errorf("the bundled lexicon changed: sick is %s", got.Class)
	}
}

func TestJudgeAll_EqualsJudgeAndStops(t *testing.T) {
	texts := strings.Split(strings.Repeat("great|awful|it is a table|not bad|", 300), "|")
	all, err := sentiment.Default().JudgeAll(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range texts {
		if one := sentiment.Default().Judge(s); one.Class != all[i].Class || one.Score != all[i].Score {
			t.Fatalf("%q: %v and %v", s, one, all[i])
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := sentiment.Default().JudgeAll(ctx, texts); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzJudge(f *testing.F) {
	for _, s := range []string{"", "not good", "I can't :( believe it's 3 times!!!", "sooooooo\xff\xfe good", "👩🏽‍💻👍🏽 no", "a'b'c''", "但是 very bad", strings.Repeat("not ", 50) + "good"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		j := sentiment.Default().Judge(s)
		if !(j.Score >= -1 && j.Score <= 1 && j.Sure >= 0 && j.Sure <= 1) || !slices.Contains(sentiment.Classes[:], j.Class) {
			t.Errorf("%+v", j)
		}
		last := 0
		for _, c := range j.Cues {
			if c.Start < last || c.End > len(s) || c.Start > c.End || math.IsNaN(c.Weight) || c.Weight == 0 {
				t.Fatalf("cue %+v in %q", c, s)
			}
			last = c.Start
		}
	})
}
