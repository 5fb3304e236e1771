package shell

const keyTaste = "taste."

// Taste returns how a person likes a screen, as the screen wrote it; "" for the usual way.
func (s *Settings) Taste(screen string) string { return s.prefs.String(keyTaste + screen) }

// SetTaste keeps how a person likes a screen.
func (s *Settings) SetTaste(screen, text string) { s.prefs.SetString(keyTaste+screen, text) }
