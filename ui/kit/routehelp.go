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

// HelpTopic is a heading of the guide that a screen leads to, by its page and its name in links.
type HelpTopic struct{ Page, Heading string }

// The method notes that screens lead to.
var (
	MethodPeople     = HelpTopic{"methods", "people-not-mentions"}
	MethodSegments   = HelpTopic{"methods", "difference-between-segments"}
	MethodTogether   = HelpTopic{"methods", "tags-together-co-occurrence"}
	MethodSaturation = HelpTopic{"methods", "saturation-have-we-heard-enough"}
	MethodWords      = HelpTopic{"methods", "words-that-stand-out"}
	MethodAgreement  = HelpTopic{"methods", "cohens-kappa"}
	MethodConfidence = HelpTopic{"methods", "how-sure-an-insight-is"}
)

// HelpTopics are all of them, for tests to hold against the guide.
var HelpTopics = []HelpTopic{MethodPeople, MethodSegments, MethodTogether, MethodSaturation, MethodWords, MethodAgreement, MethodConfidence}

// Route is the place of the topic.
func (t HelpTopic) Route() Route { return HelpPage("guide/"+t.Page+".md", t.Heading) }
