package across

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"throughline/app"
	"throughline/synthesis"
	"throughline/synthesis/label"
	"throughline/synthesis/synthesistest"
)

// full makes the quality tests measure as the published figures are: seeds 1 to 5.
var full = flag.Bool("full", false, "measure quality on 5 seeds")

// pseudo is a labelled set cut into studies that never were: each has two thirds of the labels, and of each label some passages of its own,
// which is a theme there.
type pseudo struct {
	home  []app.StudyID
	truth []int // label of each theme
	codes []synthesis.Code
	texts []string
}

const pseudoStudies = 3

// cutIntoStudies cuts a set. With a taxonomy, the first study stands above the others and its entries have the labels' own names.
func cutIntoStudies(t *testing.T, set synthesistest.Set, each int, seed int64, taxonomy bool) pseudo {
	t.Helper()
	labels, n := set.Numbers()
	rng := rand.New(rand.NewPCG(uint64(seed), 7))
	of := make([][]int, n)
	for _, i := range rng.Perm(len(labels)) {
		of[labels[i]] = append(of[labels[i]], i)
	}
	called := make([]string, n)
	for i, l := range labels {
		called[l] = strings.NewReplacer("_", " ", "/", " ").Replace(set.Labels[i])
	}
	var p pseudo
	for study := range pseudoStudies {
		first := len(p.codes)
		theme, texts := []int{}, []string{}
		for _, l := range rng.Perm(n)[:(2*n+2)/3] {
			share := len(of[l]) / pseudoStudies
			mine := of[l][study*share : study*share+min(each, share)]
			if len(mine) < synthesis.MinUse {
				continue
			}
			var c synthesis.Code
			for _, i := range mine {
				c.Passages = append(c.Passages, len(p.texts))
				p.texts = append(p.texts, set.Texts[i])
				theme, texts = append(theme, len(p.codes)-first), append(texts, set.Texts[i])
			}
			p.codes, p.truth, p.home = append(p.codes, c), append(p.truth, l), append(p.home, app.StudyID(fmt.Sprint("study ", study)))
		}
		namer, err := label.NewNamer(t.Context(), texts, synthesis.LanguageOf(texts))
		if err != nil {
			t.Fatal(err)
		}
		names, err := namer.Name(t.Context(), theme, len(p.codes)-first)
		if err != nil {
			t.Fatal(err)
		}
		for i, words := range names {
			p.codes[first+i].Name = fmt.Sprint("theme ", i)
			if len(words) > 0 {
				p.codes[first+i].Name = words[0]
			}
			if taxonomy && study == 0 {
				p.codes[first+i].Name, p.home[first+i] = called[p.truth[first+i]], ""
			}
		}
	}
	return p
}

// agreement is how far groups of themes agree with the labels, by pairs of themes of different studies.
type agreement struct {
	right, told, all float64
	sureRight, sure  float64 // in groups called very alike
}

func (a agreement) precision() float64 { return a.right / max(1, a.told) }
func (a agreement) recall() float64    { return a.right / max(1, a.all) }
func (a agreement) sureness() float64  { return a.sureRight / max(1, a.sure) }

func (p pseudo) measure(ctx context.Context, t *testing.T, single bool) (a agreement) {
	t.Helper()
	learned, err := synthesis.LearnCodes(ctx, p.texts, p.codes, seed, nil)
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := learned.Near(ctx, leastPair, func(a, b int) bool { return p.home[a] == p.home[b] })
	if err != nil {
		t.Fatal(err)
	}
	p.count(func(i, j int) { a.all++ }, all(len(p.codes)), true)
	for _, g := range groupsOf(p.home, pairs, nil, synthesis.NearFloor, single) {
		p.count(func(i, j int) { a.right++ }, g.members, true)
		p.count(func(i, j int) { a.told++ }, g.members, false)
		if g.Score >= veryAlike {
			p.count(func(i, j int) { a.sureRight++ }, g.members, true)
			p.count(func(i, j int) { a.sure++ }, g.members, false)
		}
	}
	return a
}

// count tells the pairs of different studies among members, all or those of one label.
func (p pseudo) count(tell func(i, j int), members []int, same bool) {
	for k, i := range members {
		for _, j := range members[k+1:] {
			if p.home[i] != p.home[j] && (!same || p.truth[i] == p.truth[j]) {
				tell(i, j)
			}
		}
	}
}

func all(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func (a agreement) plus(b agreement) agreement {
	return agreement{a.right + b.right, a.told + b.told, a.all + b.all, a.sureRight + b.sureRight, a.sure + b.sure}
}

type qualityRow struct {
	set               string
	precision, recall float64
}

func measureRows(t *testing.T, rows []qualityRow, taxonomy bool) {
	t.Helper()
	if testing.Short() {
		t.Skip("measures quality")
	}
	for _, row := range rows {
		t.Run(row.set, func(t *testing.T) {
			seeds := int64(1)
			if *full {
				seeds = 5
			}
			var a agreement
			for s := int64(1); s <= seeds; s++ {
				a = a.plus(cutIntoStudies(t, synthesistest.Load(t, row.set, 0, s), 30, s, taxonomy).measure(t.Context(), t, !taxonomy))
			}
			t.Logf("precision %.2f, recall %.2f of %.0f pairs; very alike %.2f of %.0f", a.precision(), a.recall(), a.all, a.sureness(), a.sure)
			if a.precision() < row.precision || a.recall() < row.recall {
				t.Errorf("want precision %.2f, recall %.2f", row.precision, row.recall)
			}
		})
	}
}

// TestQuality_ThemesOfPseudoStudiesFindEachOther cuts public sets into three studies, names their themes as the machine would, and counts
// which pairs of one label are proposed as one theme across studies. Floors stand a little under what was measured.
func TestQuality_ThemesOfPseudoStudiesFindEachOther(t *testing.T) {
	measureRows(t, []qualityRow{{"stackoverflow", 0.9, 0.9}, {"banking77", 0.6, 0.6}, {"opinosis51", 0.65, 0.7}, {"nhs_p1_label", 0.5, 0.2}}, false)
}

// TestQuality_TagsOfPseudoStudiesFindTheTaxonomy is the same of codebooks: the taxonomy has people's names, the studies' tags the machine's.
func TestQuality_TagsOfPseudoStudiesFindTheTaxonomy(t *testing.T) {
	measureRows(t, []qualityRow{{"stackoverflow", 0.9, 0.9}, {"banking77", 0.65, 0.75}, {"opinosis51", 0.65, 0.8}, {"nhs_p1_label", 0.5, 0.2}}, true)
}
