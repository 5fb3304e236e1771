package kit

import (
	"throughline/ui/say"
)

// PeopleTabs is the row at the head of the screens about people: who they are, how they are found, what they allowed. goTo is called
// when another is chosen; the row then goes on showing where it stands.
func PeopleTabs(at Screen, goTo func(Route)) *Segments {
	tabs := NewSegments([]Option{{ID: string(People), Text: say.T("Participants")}, {ID: string(Recruitment), Text: say.T("Recruitment")}, {ID: string(Consent), Text: say.T("Consent")}}, nil)
	tabs.Select(string(at))
	tabs.OnChange = func(id string) {
		tabs.Select(string(at))
		goTo(Route{Screen: Screen(id)})
	}
	return tabs
}
