// Package torture holds the program to what it promises when it is killed, or when the disk or the power fails beneath it. Its tests run
// the real program, command by command, on a workspace that goes on from round to round, end it at any moment, and look whether every
// command that said it was done is there, the one that was under way is there whole or not at all, and nothing is left lying about.
//
// TORTURE is how many kills there are, and a quarter of it how many faults of the disk; some in every run of the tests, thousands in
// "make torture". TORTURE_SEED makes other rounds of the same, THROUGHLINE_BIN names another program, and TORTURE_KEEP a folder for what
// is wrong.
package torture
