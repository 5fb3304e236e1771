package kit

import (
	"strings"

	"throughline/app"
)

const findWith = "tag:"

// FindIn is the place where words of an interview are looked for; "" for either leaves it as it is.
func FindIn(interview app.InterviewID, words string) Route {
	return Route{Screen: AutoCode, ID: string(interview), Filter: words}
}

// FindWith is the place where passages are looked for that get a tag.
func FindWith(tag app.TagID) Route { return Route{Screen: AutoCode, ID: findWith + string(tag)} }

// TagToFind returns the tag that passages are looked for; ok is false for other routes.
func (r Route) TagToFind() (tag app.TagID, ok bool) {
	id, ok := strings.CutPrefix(r.ID, findWith)
	return app.TagID(id), ok && r.Screen == AutoCode
}

// AskedBefore is the place that tells what studies have on a question; "" leaves it to be typed.
func AskedBefore(question string) Route {
	return Route{Screen: Across, ID: askedBefore, Filter: question}
}

// IsAsked reports whether the route goes to where a question is asked.
func (r Route) IsAsked() bool { return r.Screen == Across && r.ID == askedBefore }

const askedBefore = "asked"
