// Package sentiment puts the estimates of praise and complaint, and of kinds of statement, to use: for the findings of a
// workspace, where people correct them, and for the texts of a spreadsheet.
package sentiment
