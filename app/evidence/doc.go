// Package evidence judges what stands behind a claim: how sure one may be, why, and what would change it. It is pure: it knows
// the nouns and no store, so that the window, the commands and the reports say the same.
package evidence
