package kit

import "strings"

const aboutScreen = "screen:"

// HelpOn is the chapter of the user guide about a screen.
func HelpOn(s Screen) Route { return Route{Screen: Help, ID: aboutScreen + string(s)} }

// HelpPage is a page of the user guide by the name of its file, and a heading on it by its name in links; "" for its beginning.
func HelpPage(file, heading string) Route {
	if heading != "" {
		file += "#" + heading
	}
	return Route{Screen: Help, ID: file}
}

// HelpScreen returns the screen about which the route asks; ok is false for other routes.
func (r Route) HelpScreen() (s Screen, ok bool) {
	id, ok := strings.CutPrefix(r.ID, aboutScreen)
	return Screen(id), ok && r.Screen == Help
}
