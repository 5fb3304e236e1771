package analysis

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/synthesis"
	"throughline/synthesis/suggest"
)

// Group is one theme of plain texts.
type Group struct {
	Label string
	Terms []string
	Size  int
}

// GroupTexts groups plain texts, for people who have a spreadsheet and no workspace. theme has one entry a text: an index
// into the groups, sorted by size, or -1 for texts that fit nowhere.
func GroupTexts(ctx context.Context, texts []string, opt Options, p app.Progress) (theme []int, groups []Group, err error) {
	ps := make([]synthesis.Passage, len(texts))
	for i, t := range texts {
		ps[i].Text = t
	}
	res, err := synthesis.Themes(ctx, ps, synthesis.ThemeOptions{K: opt.K, Granularity: opt.Granularity, Seed: opt.Seed, Progress: p, Embed: opt.Embed.bound(p)})
	if err != nil {
		return nil, nil, err
	}
	for _, t := range res.Themes {
		groups = append(groups, Group{Label: t.Label, Terms: t.Terms, Size: t.Size})
	}
	return res.Theme, groups, nil
}

// TagScore is a tag and how sure the machine is, 0-1.
type TagScore struct {
	Tag   string
	Score float64
}

// SuggestForTexts learns from labelled texts (parallel slices; a cell of tags may hold several parted by semicolons, "" is a text that was
// read and given none) and returns the n likeliest tags for each new text, best first, however unlikely: the score says how much to trust
// them. Which words go together is learned from the new texts as well, so what one gets depends a little on the others. Returns
// EInvalid when no text has a tag.
func SuggestForTexts(ctx context.Context, texts, tags, fresh []string, n int, seed int64, p app.Progress) ([][]TagScore, error) {
	ex := make([]suggest.Example, 0, len(texts))
	tagged := 0
	for i, t := range texts {
		e := suggest.Example{Text: t, Tags: splitTags(tags[i])}
		if len(e.Tags) > 0 {
			tagged++
		}
		ex = append(ex, e)
	}
	if tagged == 0 {
		return nil, app.Invalid("None of the texts to learn from has a tag.", "Is it the right column?")
	}
	p.Report(0, int64(len(fresh)), "Learning from the labelled rows")
	m, err := suggest.Train(ctx, ex, suggest.Options{Seed: seed, Background: fresh})
	if err != nil {
		return nil, err
	}
	out := make([][]TagScore, len(fresh))
	for i, t := range fresh {
		if i%64 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			p.Report(int64(i), int64(len(fresh)), "Suggesting tags")
		}
		for _, s := range m.Rank(t, n) {
			out[i] = append(out[i], TagScore{Tag: s.Tag, Score: s.Score})
		}
	}
	return out, nil
}

// EnoughExamples is from how many texts on what is suggested of a tag is more than a guess.
const EnoughExamples = suggest.Few

// ThinTags counts the different tags in cells as SuggestForTexts takes them, and those with fewer than EnoughExamples texts.
func ThinTags(cells []string) (all, few int) {
	texts := map[string]int{}
	for _, c := range cells {
		for _, tag := range splitTags(c) {
			texts[tag]++
		}
	}
	for _, n := range texts {
		if n < EnoughExamples {
			few++
		}
	}
	return len(texts), few
}

// splitTags parts a cell of tags at semicolons.
func splitTags(cell string) (tags []string) {
	for part := range strings.SplitSeq(cell, ";") {
		if tag := strings.TrimSpace(part); tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}
