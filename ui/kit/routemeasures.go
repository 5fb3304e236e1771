package kit

import (
	"strings"

	"throughline/app"
)

// Measures is the screen of UX measures and product metrics. It stands under Analysis.
const Measures Screen = "measures"

const measuresRoute = "measures:"

// MeasuresAt is the screen of measures at one of its parts: "scores", "entry", "compare" or "metrics"; "" for the one shown last.
func MeasuresAt(part string) Route { return Route{Screen: Measures, ID: measuresRoute + part} }

// MetricAt is the screen of measures at a product metric.
func MetricAt(id app.MetricID) Route { return MeasuresAt("metrics:" + string(id)) }

// MetricID is the metric that the route names, "" for none.
func (r Route) MetricID() app.MetricID {
	id, ok := strings.CutPrefix(r.ID, measuresRoute+"metrics:")
	if !ok || r.Screen != Measures {
		return ""
	}
	return app.MetricID(id)
}

// MeasuresPart returns the part that the route names, "" for none.
func (r Route) MeasuresPart() string {
	part, ok := strings.CutPrefix(r.ID, measuresRoute)
	if !ok || r.Screen != Measures {
		return ""
	}
	part, _, _ = strings.Cut(part, ":")
	return part
}
