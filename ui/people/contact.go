package people

import "throughline/ui/kit"

// UseContacts shows who the chosen person is in the inspector, while the vault is open. Call it once, before the screen is used.
func (s *Screen) UseContacts(d *kit.ContactDesk) *kit.ContactRow {
	s.contact = kit.NewContactRow(d, s.panel.Grow)
	return s.contact
}
