package sentiment

import (
	"context"
	"math"
	"slices"
	"strings"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Class says how a passage sounds.
type Class string

// The classes.
const (
	Positive Class = "positive"
	Negative Class = "negative"
	Neutral  Class = "neutral"
	Mixed    Class = "mixed" // praise and complaint, neither outweighing the other
)

// Classes lists the classes in the order in which chances stand.
var Classes = [...]Class{Positive, Negative, Neutral, Mixed}

// Judgement is an estimate of how a passage sounds, and why.
type Judgement struct {
	Class Class
	Score float64 // -1 all complaint … 1 all praise
	Sure  float64 // chance that the class is right, 0 to 1, see docs/QUALITY.md for how well it holds
	Cues  []Cue   // that spoke, in the order of the text
	// Foreign says that the text is not English: there is no estimate, the class is Neutral and Sure 0.
	Foreign bool
}

// Cue is a part of a text that praises or complains.
type Cue struct {
	text.Span         // in the text
	Weight    float64 // what it adds: above 0 praise, below 0 complaint, after negation and the like
	Learned   bool    // known from texts that people judged, not from the lexicon
	phrase    bool    // of several words
}

// Strongest returns up to n cues that speak for the class, strongest first; for a mixed class of both kinds.
func (j Judgement) Strongest(n int) []Cue {
	var out []Cue
	for _, c := range j.Cues {
		if j.Class == Positive && c.Weight > 0 || j.Class == Negative && c.Weight < 0 || j.Class == Mixed || j.Class == Neutral {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Cue) int {
		switch d := math.Abs(b.Weight) - math.Abs(a.Weight); {
		case d > 0:
			return 1
		case d < 0:
			return -1
		}
		return 0
	})
	return out[:min(n, len(out))]
}

// Judge estimates how a passage sounds.
func (l *Lexicon) Judge(s string) Judgement {
	units := unitsOf(s)
	cues := l.cues(s, units)
	if isForeign(s, units, len(cues)) {
		return Judgement{Class: Neutral, Foreign: true}
	}
	e := weigh(cues)
	j := Judgement{Score: e.score(), Cues: cues}
	j.Class, j.Sure = likeliest(e.logits())
	return j
}

// evidence is what the cues of a text add up to.
type evidence struct {
	praise, blame float64 // sums, 0 and above
}

func weigh(cues []Cue) (e evidence) {
	for _, c := range cues {
		if c.Weight > 0 {
			e.praise += c.Weight
		} else {
			e.blame -= c.Weight
		}
	}
	return e
}

// scoreHalf is the square of the weight at which the score is about .7: one strong word.
const scoreHalf = 6

func (e evidence) score() float64 {
	d := e.praise - e.blame
	return d / math.Sqrt(d*d+scoreHalf)
}

// The chances of the classes as a softmax over lines of the evidence: a text is praise or complaint from a weight of about 1 on,
// mixed when both sides have about 2.
const (
	steep   = 1.2
	enough  = 0.8 // weight at which praise or blame is as likely as neither
	mixedAt = 1.0 // weight of the weaker side at which mixed is as likely as neither
	lopside = 0.8 // how much a difference of the sides speaks against mixed
	most    = 6   // weights beyond add nothing
)

// logits returns the log odds of Classes, up to a constant.
func (e evidence) logits() [4]float64 {
	d := math.Max(-most, math.Min(most, e.praise-e.blame))
	both := math.Min(most, math.Min(e.praise, e.blame))
	return [4]float64{steep * (d - enough), steep * (-d - enough), 0, steep * (both - mixedAt - lopside*math.Abs(d))}
}

// likeliest returns the class of the greatest chance, the first of equal ones, and that chance.
func likeliest(logits [4]float64) (Class, float64) {
	p := softmax(logits)
	best := 2 // nothing speaks: neutral
	for i := range p {
		if p[i] > p[best] {
			best = i
		}
	}
	return Classes[best], p[best]
}

func softmax(z [4]float64) (p [4]float64) {
	top := math.Max(math.Max(z[0], z[1]), math.Max(z[2], z[3]))
	sum := 0.0
	for i, v := range z {
		p[i] = math.Exp(v - top)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// cues returns what praises and complains, in order.
func (l *Lexicon) cues(s string, units []unit) []Cue {
	r := reader{lex: l, units: units}
	for i := 0; i < len(units); {
		i = r.step(i)
	}
	r.turn()
	cues := append(r.cues, l.emoticons(s)...)
	out := cues[:0]
	for _, c := range cues {
		if math.Abs(c.Weight) >= faint {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Cue) int { return a.Start - b.Start })
	return out
}

// faint is the weight below which a cue is not worth a word.
const faint = 0.15

// emoticons finds signs of punctuation, such as ":)", at the end of or between words.
func (l *Lexicon) emoticons(s string) []Cue {
	if !strings.ContainsAny(s, ":;=<>()_\\^") {
		return nil
	}
	var out []Cue
	at := 0
	for f := range strings.FieldsSeq(s) {
		start := at + strings.Index(s[at:], f)
		at = start + len(f)
		if w := l.signs[f]; w != 0 {
			out = append(out, Cue{Span: text.Span{Start: start, End: at}, Weight: w})
			continue
		}
		for n := 2; n <= 3 && n < len(f); n++ {
			tail := f[len(f)-n:]
			if w := l.signs[tail]; w != 0 && strings.ContainsAny(tail[:1], ":;=<") && strings.ContainsAny(tail[1:], ")(D3") && !strings.Contains(f, "://") {
				out = append(out, Cue{Span: text.Span{Start: at - n, End: at}, Weight: w})
				break
			}
		}
	}
	return out
}

// judgeChunk is how many texts a goroutine takes at a time.
const judgeChunk = 256

// JudgeAll judges texts; the judgements stand beside them. Returns ctx's error when it ends early.
func (l *Lexicon) JudgeAll(ctx context.Context, texts []string) ([]Judgement, error) {
	out := make([]Judgement, len(texts))
	err := vector.EachChunk(ctx, len(texts), judgeChunk, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			out[i] = l.Judge(texts[i])
		}
	})
	return out, err
}
