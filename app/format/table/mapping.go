// Package table reads survey tables: CSV, TSV and Excel workbooks, one row a respondent.
package table

// None stands for no column in a Mapping.
const None = -1

// Mapping says what the columns of a table mean. Columns are counted from 0; None means no column.
type Mapping struct {
	Code       int    // the respondent's code or key
	Title      int    // the document's title
	Date       int    // when the row was answered
	Segment    int    // the respondent's segment
	Text       []int  // open answers, in the order to be shown
	Attributes []int  // facts about the respondent, in the order to be kept
	Header     bool   // the first row holds the columns' names
	Sheet      string // of a workbook; "" is the first with rows
	Coded      *Coded // the table holds coded passages, not respondents, and the columns above mean nothing; nil for a survey
}
