// Package docs holds the user guide with its pictures, and the measured figures it leads to, for the window's help.
package docs

import "embed"

// Files are the pages as they lie here: guide/*.md, their translations in guide/de and guide/es, the pictures of the screens, and what guide pages lead to beside them.
//
//go:embed guide/*.md guide/*/*.md screens/*-light.png screens/*-dark.png screens/contact-*.jpg QUALITY.md SECURITY.md PACKAGING.md
var Files embed.FS
