package app

// CheckReport tells whether a workspace keeps its laws.
type CheckReport struct {
	OK       bool           `json:"ok"`
	Problems []string       `json:"problems"` // sentences, empty when OK
	Tables   map[string]int `json:"tables"`   // rows in each table
}
