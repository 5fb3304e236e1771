package kit

import "strings"

const privacyRoute = "privacy:"

// PrivacyAt is the screen about consent and what is kept of people, at one of its sections ("consent", "retention", "vault"), with
// something of it open: a participant, or what the section knows by that name; "" for nothing.
func PrivacyAt(section, id string) Route {
	return Route{Screen: Consent, ID: privacyRoute + section + ":" + id}
}

// Privacy returns the section that the route names and what of it is to be opened. ok is false for a route that leaves both open.
func (r Route) Privacy() (section, id string, ok bool) {
	rest, ok := strings.CutPrefix(r.ID, privacyRoute)
	if !ok || r.Screen != Consent {
		return "", "", false
	}
	section, id, _ = strings.Cut(rest, ":")
	return section, id, true
}
