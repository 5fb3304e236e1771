// Package page writes a report.Document as text that flows: one web page with everything in it, or Markdown.
//
// Both are pure: equal documents give equal bytes, nothing is fetched, and no page number stands in them.
package page
