package workspace

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"

	"throughline/app"
	"throughline/app/report"
)

// name gives the step an id made of what it holds.
func (b *handed) name() error {
	sum := sha256.New()
	for _, c := range b.cs.Changes {
		data, err := json.Marshal(c.After)
		if err != nil {
			return err
		}
		sum.Write(data)
	}
	b.cs.ID = app.IDAt[app.ChangeSetID](b.cs.At, [10]byte(sum.Sum(nil)))
	return nil
}

// hides reports whether nothing may lead to an interview.
func (b *handed) hides() bool {
	return b.spec.Naming == report.NamesAlias || b.spec.Naming == report.NamesNone
}

// secretID is an id in the place of another one, that only the sender could make.
func secretID[T ~string](b *handed, parts ...string) T {
	sum := hmac.New(sha256.New, b.secret)
	for _, p := range append([]string{string(b.spec.Naming)}, parts...) {
		sum.Write([]byte(p + "\x00"))
	}
	return app.IDAt[T](b.cs.At, [10]byte(sum.Sum(nil)))
}

// person is the id of a participant in the bundle.
func (b *handed) person(id app.ParticipantID) app.ParticipantID {
	return secretID[app.ParticipantID](b, "participant", string(id))
}

// restamped is who made something, on the day of the report.
func (b *handed) restamped(s app.Stamp) app.Stamp { return app.NewStamp(s.Author, b.cs.At) }
