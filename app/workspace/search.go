package workspace

import (
	"time"

	"throughline/app"
	"throughline/app/evidence"
)

// confidence judges what stands behind an insight on the day of the question.
func confidence(hand app.Hand) func(app.Support) string {
	return func(s app.Support) string {
		now := time.Now
		if hand.Now != nil {
			now = hand.Now
		}
		level, _, _ := evidence.Confidence(s, app.DateOf(now()))
		return level
	}
}
