package kit

import "throughline/app"

// PeopleTabs is the row at the head of the screens about people: who they are, how they are found, what they allowed. goTo is called
// when another is chosen; the row then goes on showing where it stands.
func PeopleTabs(at Screen, goTo func(Route)) *Segments {
	tabs := NewSegments([]Option{{ID: string(People), Text: "Participants"}, {ID: string(Recruitment), Text: "Recruitment"}, {ID: string(Consent), Text: "Consent"}}, nil)
	tabs.Select(string(at))
	tabs.OnChange = func(id string) {
		tabs.Select(string(at))
		goTo(Route{Screen: Screen(id)})
	}
	return tabs
}

// ConsentBadge is how a consent's state is shown wherever a person's words stand: its word and its tone.
func ConsentBadge(s app.ConsentState) (word string, warn bool) {
	switch s {
	case app.ConsentGiven:
		return "Consent given", false
	case app.ConsentUnrecorded:
		return "Consent not recorded", false
	case app.ConsentRefused:
		return "Not to be quoted", true
	case app.ConsentExpired:
		return "Consent expired", true
	}
	return "Consent withdrawn", true
}
