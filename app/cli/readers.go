package cli

import (
	"encoding/json"
	"errors"
	"fmt"

	"throughline/app"
	"throughline/app/report"
)

// readers is who reads what the command prints or writes.
func (c *command) readers() (app.Audience, error) {
	switch a := app.Audience(c.audience); a {
	case app.AudienceInside, app.AudienceOutside:
		return a, nil
	}
	return "", usageError{errors.New("--audience takes outside or inside")}
}

// file is how a file is written for readers. What its writer says it kept out is what the command tells, as the window does: the curtain counts all that
// was read for it.
func (c *command) file(readers app.Audience, replace bool) report.FileOptions {
	return report.FileOptions{Overwrite: replace, Audience: readers, OnWithheld: func(x app.Withheld) { c.kept = &x }}
}

// tellWithheld says what consent kept out of the result.
func (c *command) tellWithheld(w app.Withheld) {
	switch {
	case w.Passages == 0:
	case c.json:
		_ = json.NewEncoder(c.Err).Encode(map[string]any{"withheld": w}) // the result is printed already
	default:
		fmt.Fprintln(c.Err, "Note: "+w.Words()+".")
	}
}
