// Package pdf sets a report.Document on pages and writes them as PDF.
//
// The work goes in two halves. Layout is pure: blocks become strips (lines, rows, charts), strips are placed on pages,
// and this is done again until the page numbers in the table of contents hold. Painting hands the placed strips to the
// PDF library, through one type that no raw string can pass.
package pdf
