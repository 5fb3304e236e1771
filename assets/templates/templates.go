// Package templates holds the templates that the playbook offers to begin with.
package templates

import "embed"

// Files has one template a file, all at the root: Markdown with a head of its kind, name and purpose, or JSON for screeners and codebooks.
//
//go:embed *.md *.json
var Files embed.FS
