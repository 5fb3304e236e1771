package app

// Rejection says that a person turned a suggested tag down for a passage. It is not offered there again, and what is
// suggested elsewhere learns from it.
type Rejection struct {
	ID        RejectionID `json:"id"`
	Interview InterviewID `json:"interview"`
	Tag       TagID       `json:"tag"`
	Quote     string      `json:"quote"` // the passage as it was suggested; found again by its words, so that it outlives an edit elsewhere
	Stamp
}

// Ref names the record.
func (r *Rejection) Ref() Ref { return Ref{KindRejection, string(r.ID)} }

// Validate refuses a rejection that does not say of what or where.
func (r *Rejection) Validate() error {
	if r.Interview == "" || r.Tag == "" || r.Quote == "" {
		return Invalid("A rejection needs an interview, a tag and a passage.", "")
	}
	return nil
}

// Equal reports whether o is the same rejection.
func (r *Rejection) Equal(o Record) bool {
	s, ok := o.(*Rejection)
	return ok && r.ID == s.ID && r.Interview == s.Interview && r.Tag == s.Tag && r.Quote == s.Quote && r.Stamp.equal(s.Stamp)
}
