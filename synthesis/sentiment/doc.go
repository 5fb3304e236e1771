// Package sentiment estimates how a passage of English sounds, praise or complaint, and what kind of statement it makes.
//
// Two things work together. The lexicon needs no training: words and turns of phrase with weights, with what turns them round
// (negation), strengthens or weakens them, and what a "but" makes of them; in its manner it follows SO-CAL (Taboada et al. 2011,
// "Lexicon-based methods for sentiment analysis") and VADER (Hutto and Gilbert 2014). A Model learns from texts that people judged
// and departs from the lexicon as far as they show.
//
// Everything here is an estimate and says by which words it came about. Nothing panics, and time grows with the length of the text
// alone.
package sentiment
