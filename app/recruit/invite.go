package recruit

import (
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"throughline/app"
)

// DefaultInvitation is the text of a study that has none of its own.
var DefaultInvitation = app.Invitation{
	Subject: "Would you talk to us? {study}",
	Text: "Hello {name},\n\nwe would like to hear how you work: a conversation of {minutes} minutes, {place}. Nothing needs to be prepared.\n" +
		"For your time you receive {incentive}.\n\nIf you would like to take part, answer with two times that suit you.\n\nYour number with us is {code}.\n",
}

// Words are the words in braces that an invitation can have, with what they stand for.
func Words() [][2]string {
	return [][2]string{{"{name}", "the person's name, or nothing while the vault is closed"}, {"{code}", "their code"}, {"{study}", "the study"}, {"{minutes}", "how long a session takes"},
		{"{place}", "where"}, {"{incentive}", "what they receive"}, {"{when}", "the session, once it has a date"}, {"{moderator}", "who leads it"}}
}

// Invitation is a message to one person, filled in.
type Invitation struct {
	Participant app.ParticipantID
	Code        string
	To          string // e-mail address, "" while the vault is closed or holds none
	Name        string
	Subject     string
	Text        string
}

// Invitations fills in the invitation of the study for candidates. contacts gives names and addresses, nil while the vault is closed.
func (d *Desk) Invitations(ids []app.CandidacyID, contacts map[app.ParticipantID]app.Contact) []Invitation {
	text := d.Recruitment.Invite
	if text.Subject == "" {
		text.Subject = DefaultInvitation.Subject
	}
	if strings.TrimSpace(text.Text) == "" {
		text.Text = DefaultInvitation.Text
	}
	var all []Invitation
	for _, id := range ids {
		p := d.Candidate(id)
		if p == nil {
			continue
		}
		k := contacts[p.Participant]
		in := Invitation{Participant: p.Participant, Code: d.code(p.Participant), To: strings.TrimSpace(k.Email), Name: k.Name}
		in.Subject, in.Text = d.fill(text.Subject, p, k), d.fill(text.Text, p, k)
		all = append(all, in)
	}
	return all
}

// fill puts what is known in the place of words in braces.
func (d *Desk) fill(text string, p *Person, k app.Contact) string {
	r := &d.Recruitment
	minutes, place := p.Session.Minutes, p.Session.Place
	if minutes == 0 {
		minutes = Minutes(r)
	}
	if place == "" {
		place = r.Place
	}
	incentive, when := "nothing but our thanks", ""
	if r.Incentive > 0 {
		incentive = Money(r.Incentive, d.Currency())
	}
	if !p.Session.Start.IsZero() {
		when = about(p.Session)
		when, _, _ = strings.Cut(when, "\n")
	}
	text = strings.NewReplacer("{code}", d.code(p.Participant), "{study}", d.Study.Name, "{minutes}", fmt.Sprint(minutes), "{place}", place,
		"{incentive}", incentive, "{when}", when, "{moderator}", p.Session.Moderator, "{name}", k.Name).Replace(text)
	return strings.NewReplacer(" ,", ",", ", .", ".").Replace(text) // of words that stand for nothing
}

// UsualMinutes is how long a session takes where a recruitment does not say.
const UsualMinutes = 60

// Minutes is how long a session of a recruitment takes.
func Minutes(r *app.Recruitment) int {
	if r.Minutes == 0 {
		return UsualMinutes
	}
	return r.Minutes
}

// WriteMail writes an invitation as a message file (RFC 5322) that mail programs open as a draft. Without an address it has no recipient.
// Returns EInvalid for an address that is none, and w's errors.
func WriteMail(w io.Writer, in Invitation, now time.Time) error {
	var b strings.Builder
	b.WriteString("X-Unsent: 1\r\n")
	if in.To != "" {
		a, err := mail.ParseAddress(in.To)
		if err != nil {
			return app.Invalid("The address of "+in.Code+" is no e-mail address.", "Correct it in the vault.")
		}
		a.Name = oneLine(in.Name)
		b.WriteString("To: " + a.String() + "\r\n")
	}
	b.WriteString("Date: " + now.Format(time.RFC1123Z) + "\r\n")
	b.WriteString("Subject: " + mime.QEncoding.Encode("utf-8", oneLine(in.Subject)) + "\r\n")
	b.WriteString("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	q := quotedprintable.NewWriter(w)
	if _, err := io.WriteString(q, strings.ReplaceAll(strings.ReplaceAll(in.Text, "\r\n", "\n"), "\n", "\r\n")); err != nil {
		return err
	}
	return q.Close()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Mailto is a link that opens a message to all who have an address, each hidden from the others, "" if nobody has one; missing is how many
// have none. It carries no text, which is not the same for all.
func Mailto(all []Invitation, subject string) (link string, missing int) {
	var to []string
	for _, in := range all {
		if in.To == "" {
			missing++
			continue
		}
		to = append(to, in.To)
	}
	if len(to) == 0 {
		return "", missing
	}
	return "mailto:?bcc=" + url.QueryEscape(strings.Join(to, ",")) + "&subject=" + strings.ReplaceAll(url.QueryEscape(oneLine(subject)), "+", "%20"), missing
}
