package cluster

// Outliers says which rows belong to no group: those with fewer than 3 content words that do not match strongly,
// and those far from their centre. With keepAll none does but rows of zeros.
func (g *Grouping) Outliers(content []int, keepAll bool) []bool {
	out := make([]bool, len(g.Of))
	for i, s := range g.Score {
		switch {
		case s <= 0:
			out[i] = true
		case keepAll:
		case content[i] < 3:
			out[i] = s < 0.6
		default:
			out[i] = s < 0.15
		}
	}
	return out
}
