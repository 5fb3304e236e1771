package themes

// Accepting reports whether something of the proposal is being accepted: another press does nothing meanwhile.
func (m *Model) Accepting() bool { return m.accepting }
