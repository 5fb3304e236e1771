// Package synthesis finds themes in passages of text: which belong together, what to call them, and which to
// quote.
//
// It is pure: no database, no screen, no clock; randomness comes from a seed. The rooms below do one thing each:
// text cuts, vector counts, cluster groups, label names and quotes, suggest learns tags from examples,
// sentiment estimates praise and complaint, stat holds the formulas. Themes here walks through them.
//
// What comes out is a proposal. On feedback coded by people any method of this kind agrees with their codebook
// only in part, so nothing here is meant to be applied unseen.
package synthesis
