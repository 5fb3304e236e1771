package storage

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/user"
	"strings"
	"time"

	"throughline/app"
)

// note is what the owner of a workspace writes beside it. It stands from the second byte of the side file on, for Windows locks the first, and
// others must get past it; and it always fills noteSize bytes, so that one write replaces it whole.
type note struct {
	Token   string    `json:"token"` // of one opening
	Name    string    `json:"name"`  // the person
	Host    string    `json:"host"`
	Boot    string    `json:"boot,omitempty"` // of one run of one kernel, "" where the system has no such thing
	Process int       `json:"process"`
	Since   time.Time `json:"since"`
	Alive   time.Time `json:"alive"`
}

const noteSize = 1024

// machine is the computer a program runs on.
type machine struct{ host, boot string }

func thisMachine() machine {
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		boot = nil // not Linux
	}
	return machine{host: host, boot: strings.TrimSpace(string(boot))}
}

func newNote(here machine, by string, now time.Time) note {
	if by == "" {
		by = os.Getenv("USER")
		if u, err := user.Current(); err == nil {
			by = u.Username
		}
	}
	return note{Token: rand.Text(), Name: short(by), Host: short(here.host), Boot: here.boot, Process: os.Getpid(), Since: now.UTC(), Alive: now.UTC()}
}

// short keeps a name so short that a note has room for it, however JSON writes its signs.
func short(name string) string {
	if r := []rune(strings.ToValidUTF8(name, "")); len(r) > 40 {
		return string(r[:40])
	}
	return name
}

// empty reports that nobody signed.
func (n note) empty() bool { return n == note{} }

// unread reports that something stands there which is no note.
func (n note) unread() bool { return n.Token == "" }

func (n note) owner(here machine, now time.Time) app.Owner {
	return app.Owner{Name: n.Name, Host: n.Host, Since: n.Since, Alive: n.Alive, Here: n.Host != "" && n.Host == here.host, Quiet: silent(n.Alive, now)}
}

// readNote reads who signed. A side file that is missing or blank gives an empty note; one that holds something else a note without a token that was
// alive when the file was changed last.
func readNote(side string) (n note, err error) {
	f, err := os.Open(side)
	if isMissing(err) {
		return n, nil
	}
	if err != nil {
		return n, err
	}
	defer func() { _ = f.Close() }() // only read
	b, err := io.ReadAll(io.NewSectionReader(f, 1, noteSize))
	if err != nil {
		return n, err
	}
	text := bytes.Trim(b, " \n\x00")
	if len(text) == 0 {
		return n, nil
	}
	if json.Unmarshal(text, &n) == nil && n.Token != "" {
		return n, nil
	}
	info, err := f.Stat()
	if err != nil {
		return note{}, err
	}
	return note{Alive: info.ModTime().UTC()}, nil
}

// writeNote replaces the note in one write.
func writeNote(side string, n note) error {
	text := []byte{}
	if !n.empty() {
		var err error
		if text, err = json.Marshal(n); err != nil {
			return err
		}
	}
	text = append(text, bytes.Repeat([]byte{' '}, max(0, noteSize-1-len(text)))...)
	f, err := os.OpenFile(side, os.O_WRONLY|os.O_CREATE, 0o644) // #nosec G302 -- others on a share must read who has the workspace
	if err != nil {
		return err
	}
	_, err = f.WriteAt(append(text, '\n'), 1)
	return errors.Join(err, f.Close())
}
