package measure

import (
	"context"

	"throughline/app"
	"throughline/synthesis"
	"throughline/synthesis/stat"
	"throughline/synthesis/vector"
)

// ThemeSpec says how Themes measures. The zero value means the number of labels, one seed, all rows.
type ThemeSpec struct {
	K      int // themes asked for; 0 is the number of labels
	Seeds  int // runs, with seeds 1, 2, …; 0 is one
	Sample int // rows drawn by the seed for each run; 0 is all
	// Embed places texts by their meaning in place of the bundled vectors, see synthesis.ThemeOptions; nil for those.
	Embed func(ctx context.Context, texts []string, p app.Progress) (*vector.Dense, error)
}

// embed returns spec.Embed as the engine takes it.
func (spec ThemeSpec) embed(p app.Progress) func(context.Context, []string) (*vector.Dense, error) {
	if spec.Embed == nil {
		return nil
	}
	return func(ctx context.Context, texts []string) (*vector.Dense, error) { return spec.Embed(ctx, texts, p) }
}

// ThemeFigures are means over the seeds.
type ThemeFigures struct {
	Rows     int     `json:"rows"`   // of a run
	Labels   int     `json:"labels"` // of the whole set
	K        int     `json:"k"`      // themes asked for
	Seeds    int     `json:"seeds"`
	NMI      float64 `json:"nmi"`      // at K, every row placed
	ARI      float64 `json:"ari"`      // at K
	Accuracy float64 `json:"accuracy"` // at K, best matching of themes to labels
	Chosen   float64 `json:"k_chosen"` // themes when the program chooses
	FreeNMI  float64 `json:"nmi_chosen"`
	FreeARI  float64 `json:"ari_chosen"`
	Wall     float64 `json:"wall_seconds"` // of a run at K
	CPU      float64 `json:"cpu_seconds"`  // of a run at K, all processors; 0 where the system does not tell
	FreeWall float64 `json:"wall_seconds_chosen"`
	FreeCPU  float64 `json:"cpu_seconds_chosen"`
	Peak     float64 `json:"peak_mib"` // of the whole program until the end
}

// Themes groups the texts of a set as a proposal of themes would, with every text placed, and compares the groups with the labels: once
// at the number asked for and once at the number the program chooses. Returns ctx's error when it ends.
func Themes(ctx context.Context, set Set, spec ThemeSpec, p app.Progress) (ThemeFigures, error) {
	_, labels := set.numbers()
	f := ThemeFigures{Labels: labels, K: spec.K, Seeds: max(1, spec.Seeds)}
	if f.K <= 0 {
		f.K = labels
	}
	var nmi, ari, acc, chosen, freeNMI, freeARI, wall, cpu, freeWall, freeCPU []float64
	for seed := range int64(f.Seeds) {
		p.Report(seed, int64(f.Seeds), "Grouping texts")
		run := set
		if spec.Sample > 0 {
			run = set.shuffled(spec.Sample, seed+1)
		}
		f.Rows = len(run.Texts)
		number, _ := run.numbers()
		passages := make([]synthesis.Passage, len(run.Texts))
		for i, t := range run.Texts {
			passages[i].Text = t
		}
		w := start()
		given, err := synthesis.Themes(ctx, passages, synthesis.ThemeOptions{K: f.K, Seed: seed + 1, KeepAll: true, Embed: spec.embed(p)})
		if err != nil {
			return ThemeFigures{}, err
		}
		took, worked := w.stop()
		wall, cpu = append(wall, took), append(cpu, worked)
		w = start()
		free, err := synthesis.Themes(ctx, passages, synthesis.ThemeOptions{Seed: seed + 1, KeepAll: true, Embed: spec.embed(p)})
		if err != nil {
			return ThemeFigures{}, err
		}
		took, worked = w.stop()
		freeWall, freeCPU = append(freeWall, took), append(freeCPU, worked)
		nmi, ari, acc = append(nmi, stat.NMI(number, given.Theme)), append(ari, stat.ARI(number, given.Theme)), append(acc, stat.Accuracy(number, given.Theme))
		chosen, freeNMI, freeARI = append(chosen, float64(free.K)), append(freeNMI, stat.NMI(number, free.Theme)), append(freeARI, stat.ARI(number, free.Theme))
	}
	f.NMI, f.ARI, f.Accuracy = mean(nmi), mean(ari), mean(acc)
	f.Chosen, f.FreeNMI, f.FreeARI = mean(chosen), mean(freeNMI), mean(freeARI)
	f.Wall, f.CPU, f.FreeWall, f.FreeCPU = mean(wall), mean(cpu), mean(freeWall), mean(freeCPU)
	f.Peak = peakMemory()
	return f, nil
}
