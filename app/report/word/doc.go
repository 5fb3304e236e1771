// Package word writes a report.Document for word processors (Office Open XML, .docx): styles that can be changed, a table of contents that is kept up, bookmarks
// and links both ways, tables whose heads repeat, charts as pictures. Equal documents give equal bytes.
package word
