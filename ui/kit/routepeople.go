package kit

// rulesOf names the sheet of the rules in a route to People.
const rulesOf = "rules of the programme"

// ProgrammeRules is the place where the rules of the research programme are edited.
func ProgrammeRules() Route { return Route{Screen: People, Filter: rulesOf} }

// IsRules reports whether the route goes to the rules of the programme.
func (r Route) IsRules() bool { return r.Screen == People && r.Filter == rulesOf }
