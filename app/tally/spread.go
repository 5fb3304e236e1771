package tally

import (
	"fmt"

	"throughline/synthesis/stat"
)

// Spread says how evenly people are spread over groups, by Blau's index and Shannon's evenness; "" for fewer than two groups.
func Spread(counts []int) string {
	if len(counts) < 2 {
		return ""
	}
	blau, even := stat.Diversity(counts)
	return fmt.Sprintf("Blau's index %.2f (0 all alike), evenness %.2f (1 as many in each).", blau, even)
}
