// Package app embeds the application's icon. Import it as appicon, so that it is not taken for the nouns.
package app

import _ "embed"

// Icon512 is the icon as a PNG of 512 × 512 pixels, for windows and documents.
//
//go:embed icon-512.png
var Icon512 []byte

// Icon128 is the icon as a PNG of 128 × 128 pixels, for the first screen.
//
//go:embed icon-128.png
var Icon128 []byte
