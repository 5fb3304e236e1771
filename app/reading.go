package app

// ReadingDesk is what one person has open in the reader: a matter of their own, no part of the workspace's history.
type ReadingDesk struct {
	Open   []OpenInterview // in the order of their tabs
	Front  InterviewID     // the one in sight, "" for none
	Beside InterviewID     // the one shown beside it, "" for none
	Whose  string          // whose work is shown, in the reader's terms; "" for everybody's
}

// OpenInterview is an interview that is open, with its title.
type OpenInterview struct {
	ID    InterviewID
	Title string
}
