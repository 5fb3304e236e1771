package cluster

const (
	// minClose is the least cosine with its centre a row needs to belong: of rows below it on five public sets fewer
	// than a third had the label of their group, of those above more than half.
	minClose = 0.25
	// minStrong is the same for texts of one or two content words, which mostly say too little.
	minStrong = 0.4
	// minContent is how many content words a text needs to count in full.
	minContent = 3
)

// Outliers says which rows belong to no group: those far from their centre, and those with fewer than 3 content words that do not
// match it strongly. With keepAll only rows of zeros are left out. score has the cosine of each row with its centre, content its
// content words.
func Outliers(score []float32, content []int, keepAll bool) []bool {
	out := make([]bool, len(score))
	for i, s := range score {
		switch {
		case s <= 0:
			out[i] = true
		case keepAll:
		case content[i] < minContent:
			out[i] = s < minStrong
		default:
			out[i] = s < minClose
		}
	}
	return out
}
