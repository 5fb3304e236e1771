package consent

import "throughline/app"

// Waiting counts what waits for somebody among the people of a desk: consents that end within the days of notice, and people who were
// interviewed without one where one counts. one is the only person of the first, "" for several.
func (d *Desk) Waiting() (ending, missing int, one app.ParticipantID) {
	for _, r := range d.Rows {
		if r.Standing == StandEnding {
			if ending++; ending == 1 {
				one = r.ID
			} else {
				one = ""
			}
		}
		if d.Asks && r.Standing == StandMissing && r.Interviews > 0 {
			missing++
		}
	}
	return ending, missing, one
}
