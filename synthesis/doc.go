// Package synthesis finds themes in passages of text: which belong together, what to call them, and which to
// quote. It also tells which passages are alike (Alike) and what may be wrong with a codebook (Codes).
//
// It is pure: no database, no screen, no clock; randomness comes from a seed. The rooms below do one thing each:
// text cuts, vector counts and places, cluster groups, label names and quotes, summary sums up, suggest learns tags from
// examples, sentiment estimates praise and complaint, redact finds candidates for personal data, embed runs a person's own
// model, stat holds the formulas. Themes here walks through those it needs: passages become an Outline, which is cut at any
// number of themes.
//
// What comes out is a proposal. On feedback coded by people any method of this kind agrees with their codebook
// only in part, so nothing here is meant to be applied unseen.
package synthesis
