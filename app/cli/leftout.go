package cli

import (
	"context"
	"encoding/json"
	"fmt"

	"throughline/app"
	"throughline/app/workspace"
)

// tellLeftOut says, also after a failure, what of a study the machine did not read because of consent: the result is made without it.
func (c *command) tellLeftOut(ctx context.Context, w *workspace.Workspace, study app.StudyID) {
	l, err := w.LeftOut(ctx, study)
	switch {
	case err != nil, l.Findings == 0:
		// an error of the command itself is told already
	case c.json:
		_ = json.NewEncoder(c.Err).Encode(map[string]any{"not_read": l}) // the result is printed already
	default:
		fmt.Fprintln(c.Err, "Note: "+l.Words()+".")
	}
}
