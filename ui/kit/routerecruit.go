package kit

import "strings"

const recruitRoute = "recruit:"

// RecruitAt is the screen of recruitment at one of its parts ("board", "screener", "quotas", "sessions", "incentives"; "" for the one shown
// last), with a participant chosen; "" for nobody.
func RecruitAt(part, participant string) Route {
	return Route{Screen: Recruitment, ID: recruitRoute + part + ":" + participant}
}

// Recruit returns the part that the route names and who is to be chosen. ok is false for a route that leaves both open.
func (r Route) Recruit() (part, participant string, ok bool) {
	rest, ok := strings.CutPrefix(r.ID, recruitRoute)
	if !ok || r.Screen != Recruitment {
		return "", "", false
	}
	part, participant, _ = strings.Cut(rest, ":")
	return part, participant, true
}
