package score

import (
	"fmt"

	"throughline/app"
	"throughline/synthesis/stat"
)

// Make is the score of a questionnaire from the answers of one person, in the order of the form. Returns EInvalid for another number of
// answers, and for one outside of the scale.
func Make(kind app.MeasureKind, answers []int) (float64, error) {
	n, most := kind.Answers()
	if len(answers) != n || n == 0 {
		return 0, app.Invalid(fmt.Sprintf("%s has %s, not %d.", kind.Word(), app.Count(n, "answer"), len(answers)), "Give all of them in the order of the form, or the score itself.")
	}
	for i, a := range answers {
		if a < 1 || a > most {
			return 0, app.Invalid(fmt.Sprintf("Answer %d of %s is %d; answers go from 1 to %d.", i+1, kind.Word(), a, most), "Correct the answer.")
		}
	}
	switch kind {
	case app.MeasureSUS:
		v, _ := stat.SUS(answers) // ten of them, each on the scale
		return v, nil
	case app.MeasureUMUXLite:
		v, _ := stat.UMUXLite(float64(answers[0]), float64(answers[1]))
		return v, nil
	}
	return stat.UXLite(float64(answers[0]), float64(answers[1])), nil
}
