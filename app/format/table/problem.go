package table

import "fmt"

// Problem is a cell of an import that could not be read, or a row. Its value is left out, the rest of the row comes in.
type Problem struct {
	Line    int    `json:"line"`             // in the file, from 1
	Column  string `json:"column,omitempty"` // "" for the whole row
	Value   string `json:"value,omitempty"`
	Message string `json:"message"`
}

// String is the problem in words: "Row 12, Team size: “many” is no number."
func (p Problem) String() string {
	if p.Column == "" {
		return fmt.Sprintf("Row %d: %s", p.Line, p.Message)
	}
	return fmt.Sprintf("Row %d, %s: %s", p.Line, p.Column, p.Message)
}
