package app

// SealedUse says what a sealed record holds.
type SealedUse string

// What is sealed.
const (
	SealedContact SealedUse = "contact" // a Contact of a participant
	SealedAlias   SealedUse = "alias"   // a name and what stands for it in texts
)

// Sealed is something that only the vault's key reads. Journal, backups and copies hold no more of it than this.
type Sealed struct {
	ID          SealedID      `json:"id"`
	Use         SealedUse     `json:"use"`
	Participant ParticipantID `json:"participant,omitempty"`
	Study       StudyID       `json:"study,omitempty"`
	Data        []byte        `json:"data"` // encrypted
	Stamp
}

// Ref names the record.
func (s *Sealed) Ref() Ref { return Ref{KindSealed, string(s.ID)} }

// Filed says whom it is about; a person has one contact.
func (s *Sealed) Filed() Filing {
	f := Filing{Study: s.Study, Participant: s.Participant}
	if s.Use == SealedContact {
		f.Once = string(s.Use) + "/" + string(s.Participant)
	}
	return f
}

// Called says what it is, not whose.
func (s *Sealed) Called() string { return string(s.Use) }

// Validate refuses a sealed record without use or data.
func (s *Sealed) Validate() error {
	if s.Use == "" || len(s.Data) == 0 {
		return Invalid("There is nothing sealed.", "")
	}
	return nil
}

// Equal reports whether o is the same sealed record.
func (s *Sealed) Equal(o Record) bool { return samePaper(s, o) }

// Contact is who a participant is and how to reach them. It exists only while the vault is open and is stored sealed.
type Contact struct {
	Name    string `json:"name,omitempty"`
	Email   string `json:"email,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Address string `json:"address,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Empty reports whether nothing is known.
func (c Contact) Empty() bool { return c == Contact{} }

// Alias is what stands in texts in the place of somebody's name, number or address. Like a contact it exists only while the vault is open.
type Alias struct {
	Kind string   `json:"kind"` // as a candidate's: person, phone, …
	Real []string `json:"real"` // what it stands for, as it was written, by first place
	As   string   `json:"as"`   // [person 3]
}
