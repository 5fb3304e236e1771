package ui

import (
	"throughline/app/workspace"
	"throughline/ui/kit"
)

// evidenceDesk lets other screens add what they show to insights.
func (d *desktop) evidenceDesk(w *workspace.Workspace, l links) *kit.EvidenceDesk {
	return &kit.EvidenceDesk{Insights: w.Store.Insights, Attach: w.Insights.Attach, GoTo: l.goTo, Write: w.Insights.Save,
		Toast: d.toast, Fail: d.sayIf}
}
