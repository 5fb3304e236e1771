package privacy

import (
	"fyne.io/fyne/v2"

	"throughline/app/erase"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// vaultLine says whether names that only the vault knows are searched for, and opens it where it is locked.
func (s *eraseSheet) vaultLine() []fyne.CanvasObject {
	switch s.preview.Vault {
	case erase.VaultSearched:
		return []fyne.CanvasObject{kit.NewParagraph(say.T("Names that only the vault knows are searched for as well."), kit.Small)}
	case erase.VaultLocked:
		words := kit.NewParagraph(say.T("The vault is locked: names that only it knows are not searched for in the texts of others. What it holds of them goes all the same."), kit.Small)
		var acts []fyne.CanvasObject
		if open := s.v.doors.OpenVault; open != nil {
			acts = append(acts, kit.NewButton(say.T("Open vault…"), kit.Quiet, func() { open(s.look) }))
		}
		return []fyne.CanvasObject{kit.NoticeBar(icons.Lock, kit.Caution, words, acts...)}
	}
	return nil
}
