package sentiment

import (
	"context"

	"throughline/app"
	engine "throughline/synthesis/sentiment"
)

// Estimate is how a text sounds, for people who have a spreadsheet and no workspace.
type Estimate struct {
	Class   string  // positive, negative, neutral or mixed
	Score   float64 // -1 all complaint … 1 all praise
	Sure    float64 // 0 to 1
	Foreign bool    // the text is not English: there is no estimate
}

// Corrections are texts that people judged.
type Corrections struct {
	Texts  []string
	Labels []string // beside Texts
	// Positive, Neutral and Negative name the labels; without any, words and the numbers 1 (very positive) to 5 (very negative) are known.
	Positive, Neutral, Negative []string
}

// Taken says what was learned from corrections.
type Taken struct {
	Learned int  // texts
	Unread  int  // rows with a text whose label means nothing
	Numbers bool // labels are numbers whose direction was assumed
}

// Texts estimates how each text sounds, after learning from corrections if there are any. The estimates stand beside the texts.
func Texts(ctx context.Context, texts []string, c Corrections, p app.Progress) ([]Estimate, Taken, error) {
	var t Taken
	scale := engine.NewScale(c.Positive, c.Neutral, c.Negative)
	var ex []engine.Example
	for i, s := range c.Texts {
		class, ok := scale.Class(c.Labels[i])
		switch {
		case s == "" || c.Labels[i] == "":
		case !ok:
			t.Unread++
		default:
			ex = append(ex, engine.Example{Text: s, Class: class})
			t.Numbers = t.Numbers || !scale.IsOwn() && engine.IsNumber(c.Labels[i])
		}
	}
	if len(c.Texts) > 0 && len(ex) == 0 {
		return nil, t, app.Invalid("None of the corrected texts has a label that means positive, negative, neutral or mixed.",
			"Is it the right column? Name other labels with --positive, --neutral and --negative.")
	}
	p.Report(0, int64(len(texts)), "Learning from corrections")
	m, err := engine.Train(ctx, engine.Default(), ex)
	if err != nil {
		return nil, t, err
	}
	t.Learned = m.Learned()
	out := make([]Estimate, len(texts))
	for lo := 0; lo < len(texts); lo += batch {
		p.Report(int64(lo), int64(len(texts)), "Estimating sentiment")
		hi := min(lo+batch, len(texts))
		js, err := m.JudgeAll(ctx, texts[lo:hi])
		if err != nil {
			return nil, t, err
		}
		for i, j := range js {
			out[lo+i] = Estimate{string(j.Class), j.Score, j.Sure, j.Foreign}
		}
	}
	return out, t, nil
}

// batch is how many texts are estimated between two reports of progress.
const batch = 5000
