package vault_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/history"
	"throughline/app/vault"
	"throughline/storage"
)

// cheap makes a passphrase quick to try, for tests.
var cheap = vault.Cost{KiB: 64, Passes: 1, Threads: 1}

const pass, other = "seven crooked lamps", "eight straight lamps"

// ring is a keyring in memory.
type ring map[string]string

func (r ring) Get(name string) (string, error) {
	if s, ok := r[name]; ok {
		return s, nil
	}
	return "", vault.ErrNoSecret
}
func (r ring) Set(name, secret string) error { r[name] = secret; return nil }
func (r ring) Delete(name string) error      { delete(r, name); return nil }

// noRing is a desktop without a keyring.
type noRing struct{}

func (noRing) Get(string) (string, error) { return "", fmt.Errorf("no bus") }
func (noRing) Set(string, string) error   { return fmt.Errorf("no bus") }
func (noRing) Delete(string) error        { return fmt.Errorf("no bus") }

func serviceOf(b *apptest.Bench) *vault.Service {
	return &vault.Service{Store: b.Store, Log: b.Log, Hand: b.Hand, Cost: cheap}
}

func person(b *apptest.Bench, code string) app.ParticipantID {
	p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Stamp: b.Hand.Stamp()}
	b.Put(p)
	return p.ID
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func code(t *testing.T, what string, err error, want app.Code) {
	t.Helper()
	if app.CodeOf(err) != want {
		t.Errorf("%s: %v, want code %q", what, err, want)
	}
}

func TestVault_OpensByItsPassphraseOnly(t *testing.T) {
	b := apptest.New(t)
	s := serviceOf(b)
	p := person(b, "P07")
	ana := app.Contact{Name: "Ana Silva", Email: "ana@example.org", Phone: "+351 912 345 678", Address: "Rua das Flores 4"}

	code(t, "Open() without a vault", s.Open(t.Context(), pass), app.ENotFound)
	code(t, "Create() with a short passphrase", s.Create(t.Context(), "short"), app.EInvalid)
	must(t, s.Create(t.Context(), pass))
	code(t, "Create() again", s.Create(t.Context(), pass), app.EConflict)
	must(t, s.PutContact(t.Context(), p, ana))
	s.Lock()
	if s.IsOpen() {
		t.Error("IsOpen() after Lock()")
	}
	_, err := s.Contact(t.Context(), p)
	code(t, "Contact() while locked", err, app.ESealed)
	code(t, "PutContact() while locked", s.PutContact(t.Context(), p, ana), app.ESealed)
	for _, wrong := range []string{"", "Seven crooked lamps", pass + " ", other} {
		code(t, "Open("+wrong+")", s.Open(t.Context(), wrong), app.EInvalid)
	}
	must(t, s.Open(t.Context(), pass))
	if got, err := s.Contact(t.Context(), p); err != nil || got != ana {
		t.Errorf("Contact() = %+v, %v", got, err)
	}
	st, err := s.State(t.Context())
	if err != nil || !st.Made || !st.Open || st.Contacts != 1 || st.Lost != 0 || st.Cost != cheap {
		t.Errorf("State() = %+v, %v", st, err)
	}
	fresh := serviceOf(b) // as after a restart
	if fresh.IsOpen() {
		t.Error("a vault begins open")
	}
	accented, composed := "Zw\u00f6lf Boxk\u00e4mpfer jagen", "Zwo\u0308lf Boxka\u0308mpfer jagen"
	must(t, s.ChangePassphrase(t.Context(), pass, accented))
	if err := fresh.Open(t.Context(), composed); err != nil {
		t.Errorf("the same letters in another form: %v", err)
	}
}

func TestVault_AChangedPassphraseIsTheOnlyOneAndUndoDoesNotBringTheOldBack(t *testing.T) {
	b := apptest.New(t)
	s := serviceOf(b)
	p := person(b, "P07")
	must(t, s.Create(t.Context(), pass))
	must(t, s.PutContact(t.Context(), p, app.Contact{Name: "Ana"}))
	code(t, "ChangePassphrase() from a wrong one", s.ChangePassphrase(t.Context(), other, "something else"), app.EInvalid)
	code(t, "ChangePassphrase() to a short one", s.ChangePassphrase(t.Context(), pass, "short"), app.EInvalid)
	must(t, s.ChangePassphrase(t.Context(), pass, other))
	if !s.IsOpen() {
		t.Error("locked after the change")
	}
	if _, err := b.Log.Undo(t.Context()); err != nil { // the contact goes
		t.Fatal(err)
	}
	s.Lock()
	code(t, "Open() with the old passphrase", s.Open(t.Context(), pass), app.EInvalid)
	must(t, s.Open(t.Context(), other))
	if _, err := b.Log.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Contact(t.Context(), p); err != nil || got.Name != "Ana" {
		t.Errorf("Contact() after undo and redo = %+v, %v", got, err)
	}
}

func TestVault_ALostPassphraseCostsTheContactsAndNothingElse(t *testing.T) {
	b := apptest.New(t)
	s := serviceOf(b)
	s.Keyring = ring{}
	p := person(b, "P07")
	must(t, s.Create(t.Context(), pass))
	must(t, s.Remember(t.Context()))
	must(t, s.PutContact(t.Context(), p, app.Contact{Name: "Ana"}))
	s.Lock()
	code(t, "StartAnew() with a short passphrase", s.StartAnew(t.Context(), "short"), app.EInvalid)
	must(t, s.StartAnew(t.Context(), other))
	if got, err := s.Contact(t.Context(), p); err != nil || !got.Empty() {
		t.Errorf("Contact() in the new vault = %+v, %v", got, err)
	}
	if _, err := b.Store.Find(t.Context(), app.Ref{Kind: app.KindParticipant, ID: string(p)}); err != nil {
		t.Errorf("the person went too: %v", err)
	}
	code(t, "OpenRemembered() of the new vault", s.OpenRemembered(t.Context()), app.ENotFound)
	if len(s.Keyring.(ring)) != 0 {
		t.Errorf("the keyring still holds %v", s.Keyring)
	}
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if st, err := s.State(t.Context()); err != nil || st.Lost != 1 || st.Contacts != 0 {
		t.Errorf("State() after undo = %+v, %v; want the old record as lost", st, err)
	}
	_, err := s.Contact(t.Context(), p)
	code(t, "Contact() of the old vault", err, app.EDamaged)
	must(t, s.PutContact(t.Context(), p, app.Contact{Name: "Ana again"}))
	if got, err := s.Contact(t.Context(), p); err != nil || got.Name != "Ana again" {
		t.Errorf("Contact() written anew = %+v, %v", got, err)
	}
}

func TestContacts_ManyAreOneStepAndAreFoundByMailAndPhone(t *testing.T) {
	b := apptest.New(t)
	s := serviceOf(b)
	must(t, s.Create(t.Context(), pass))
	var all []vault.ContactOf
	cs := b.Hand.Begin("People")
	for i := range 2000 {
		p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: fmt.Sprintf("P%04d", i), Stamp: b.Hand.Stamp()}
		cs.Create(p)
		all = append(all, vault.ContactOf{Participant: p.ID, Contact: app.Contact{Name: fmt.Sprintf("Name %d", i), Email: fmt.Sprintf("n%d@example.org", i),
			Phone: fmt.Sprintf("+49 170 55%05d", i)}})
	}
	must(t, b.Log.Commit(t.Context(), cs))
	before, _ := b.Log.Entries(t.Context(), app.Page{Limit: 10})
	must(t, s.PutContacts(t.Context(), all))
	after, err := b.Log.Entries(t.Context(), app.Page{Limit: 10})
	if err != nil || len(after) != len(before)+1 || after[0].Label != "Change contact details of 2,000 people" || after[0].Changes != 2000 {
		t.Fatalf("steps = %+v, %v", after, err)
	}
	must(t, s.PutContacts(t.Context(), all)) // nothing changes
	if again, _ := b.Log.Entries(t.Context(), app.Page{Limit: 10}); len(again) != len(after) {
		t.Errorf("the same details again made a step: %+v", again[0])
	}
	book, err := s.Contacts(t.Context())
	if err != nil || len(book.All) != 2000 || book.Unread != 0 {
		t.Fatalf("Contacts() = %d, %d unread, %v", len(book.All), book.Unread, err)
	}
	for _, c := range []struct {
		name  string
		found []app.ParticipantID
		want  []int
	}{
		{"mail in another case", book.ByMail(" N17@Example.org "), []int{17}},
		{"mail of nobody", book.ByMail("nobody@example.org"), nil},
		{"no mail", book.ByMail("n17"), nil},
		{"phone as written", book.ByPhone("+49 170 5500017"), []int{17}},
		{"phone with 00 and brackets", book.ByPhone("0049 (170) 55-00017"), []int{17}},
		{"phone from inside the country", book.ByPhone("0170 5500017"), []int{17}},
		{"phone with the zero in brackets and an extension", book.ByPhone("+49 (0)170 5500017 ext. 3"), []int{17}},
		{"phone of another country", book.ByPhone("+43 170 5500017"), nil},
		{"too short", book.ByPhone("17"), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var want []app.ParticipantID
			for _, i := range c.want {
				want = append(want, all[i].Participant)
			}
			if !slices.Equal(c.found, want) {
				t.Errorf("found %v, want %v", c.found, want)
			}
		})
	}
	if c, ok := book.Of(all[3].Participant); !ok || c != all[3].Contact {
		t.Errorf("Of() = %+v, %v", c, ok)
	}
	must(t, s.PutContact(t.Context(), all[3].Participant, app.Contact{}))
	if st, err := s.State(t.Context()); err != nil || st.Contacts != 1999 {
		t.Errorf("State() after one was emptied = %+v, %v", st, err)
	}
}

func TestContacts_OfOnePersonDoNotOpenInThePlaceOfAnothers(t *testing.T) {
	b := apptest.New(t)
	s := serviceOf(b)
	must(t, s.Create(t.Context(), pass))
	p, q := person(b, "P01"), person(b, "P02")
	must(t, s.PutContacts(t.Context(), []vault.ContactOf{{p, app.Contact{Name: "Ana"}}, {q, app.Contact{Name: "Ben"}}}))
	all, err := app.Papers[app.Sealed](t.Context(), b.Store, app.PaperQuery{Kind: app.KindSealed})
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	for _, c := range []struct {
		name string
		edit func(r *app.Sealed)
	}{
		{"the data of another", func(r *app.Sealed) { r.Data = all[1].Data }},
		{"a bit turned", func(r *app.Sealed) { r.Data = slices.Clone(r.Data); r.Data[len(r.Data)-1] ^= 1 }},
		{"cut off", func(r *app.Sealed) { r.Data = r.Data[:len(r.Data)-1] }},
		{"hardly anything", func(r *app.Sealed) { r.Data = []byte{1} }},
		{"another use", func(r *app.Sealed) { r.Use = app.SealedAlias }},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := all[0]
			c.edit(&r)
			cs := b.Hand.Begin("Meddle")
			cs.Update(&all[0], &r)
			must(t, b.Log.Commit(t.Context(), cs))
			if got, err := s.Contact(t.Context(), p); err == nil && !got.Empty() {
				t.Errorf("Contact() = %+v", got)
			}
			if aliases, err := s.Aliases(t.Context(), ""); err != nil || len(aliases) != 0 {
				t.Errorf("Aliases() = %+v, %v", aliases, err)
			}
			if _, err := b.Log.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
	}
	if got, err := s.Contact(t.Context(), p); err != nil || got.Name != "Ana" {
		t.Errorf("Contact() after all = %+v, %v", got, err)
	}
}

func TestVault_LocksItselfWhenIdleAndAfterASleep(t *testing.T) {
	b := apptest.New(t)
	s := serviceOf(b)
	now := apptest.Noon
	s.Now = func() time.Time { return now }
	s.Idle = time.Hour
	p := person(b, "P07")
	must(t, s.Create(t.Context(), pass))
	must(t, s.PutContact(t.Context(), p, app.Contact{Name: "Ana"}))
	now = now.Add(50 * time.Minute)
	if _, err := s.Contact(t.Context(), p); err != nil {
		t.Errorf("after 50 minutes: %v", err)
	}
	now = now.Add(50 * time.Minute) // 100 after it was opened, 50 after it was used
	s.Touch()
	if !s.IsOpen() {
		t.Error("it locked itself while in use")
	}
	now = now.Add(61 * time.Minute) // no timer of a sleeping computer rings
	if s.IsOpen() {
		t.Error("open after 61 minutes without use")
	}
	_, err := s.Contact(t.Context(), p)
	code(t, "Contact() after 61 minutes", err, app.ESealed)

	s.Now, s.Idle = nil, 30*time.Millisecond
	locked := make(chan bool, 8)
	must(t, s.Open(t.Context(), pass))
	cancel := s.OnChange(func() { locked <- s.IsOpen() })
	defer cancel()
	select {
	case open := <-locked:
		if open {
			t.Error("told of a change, and it is open")
		}
	case <-time.After(20 * time.Second):
		t.Error("it does not lock itself")
	}
}

func TestVault_LocksItselfWhenAPersonChose(t *testing.T) {
	for _, c := range []struct {
		name   string
		idle   time.Duration
		after  time.Duration
		isOpen bool
	}{
		{"not before five minutes", 5 * time.Minute, 5 * time.Minute, true},
		{"after five minutes", 5 * time.Minute, 5*time.Minute + time.Second, false},
		{"the usual", 0, 16 * time.Minute, false},
		{"after an hour", time.Hour, time.Hour + time.Second, false},
		{"never", vault.Never, 300 * time.Hour, true},
		{"the clock is set right by a second", 5 * time.Minute, -time.Second, true},
		{"the clock is set back by years", 5 * time.Minute, -5 * 365 * 24 * time.Hour, false},
		{"the clock is set forward by years", 5 * time.Minute, 5 * 365 * 24 * time.Hour, false},
		{"never, and the clock is set back by years", vault.Never, -5 * 365 * 24 * time.Hour, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serviceOf(apptest.New(t))
			now := apptest.Noon
			s.Now = func() time.Time { return now }
			must(t, s.Create(t.Context(), pass))
			s.SetIdle(c.idle)
			now = now.Add(c.after)
			st, err := s.State(t.Context())
			if err != nil || s.IsOpen() != c.isOpen || st.Open != c.isOpen {
				t.Errorf("open is %v (%v), want %v", s.IsOpen(), err, c.isOpen)
			}
		})
	}
	t.Run("what is late does not come back", func(t *testing.T) {
		s := serviceOf(apptest.New(t))
		now := apptest.Noon
		s.Now = func() time.Time { return now }
		must(t, s.Create(t.Context(), pass))
		now = now.Add(16 * time.Minute)
		s.SetIdle(vault.Never)
		if s.IsOpen() {
			t.Error("a vault that should have locked itself is open again")
		}
	})
}

func TestVault_TheKeyringRemembersWhenAskedAndOnlyThen(t *testing.T) {
	b := apptest.New(t)
	s := serviceOf(b)
	keys := ring{}
	s.Keyring = keys
	p := person(b, "P07")
	must(t, s.Create(t.Context(), pass))
	must(t, s.PutContact(t.Context(), p, app.Contact{Name: "Ana"}))
	s.Lock()
	if len(keys) != 0 {
		t.Fatalf("remembered unasked: %v", keys)
	}
	code(t, "OpenRemembered() when nothing is", s.OpenRemembered(t.Context()), app.ENotFound)
	code(t, "Remember() while locked", s.Remember(t.Context()), app.ESealed)
	must(t, s.Open(t.Context(), pass))
	must(t, s.Remember(t.Context()))
	s.Lock()
	if !s.Remembered(t.Context()) {
		t.Error("Remembered() after Remember()")
	}
	must(t, s.OpenRemembered(t.Context()))
	if got, err := s.Contact(t.Context(), p); err != nil || got.Name != "Ana" {
		t.Errorf("Contact() = %+v, %v", got, err)
	}
	for name := range keys {
		if strings.Contains(keys[name], pass) {
			t.Error("the passphrase itself is kept")
		}
		keys[name] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	}
	s.Lock()
	code(t, "OpenRemembered() with another key", s.OpenRemembered(t.Context()), app.ENotFound)
	must(t, s.StopRemembering(t.Context()))
	if len(keys) != 0 {
		t.Errorf("still remembered: %v", keys)
	}
	s.Keyring = noRing{}
	must(t, s.Open(t.Context(), pass))
	code(t, "Remember() without a keyring", s.Remember(t.Context()), app.EUnsupported)
	if s.Remembered(t.Context()) {
		t.Error("Remembered() without a keyring")
	}
}

func TestAliases_SayWhoStandsBehindAReplacement(t *testing.T) {
	b := apptest.New(t)
	s := serviceOf(b)
	must(t, s.Create(t.Context(), pass))
	one, two, p := b.Study("One"), b.Study("Two"), person(b, "P07")
	put := func(study app.StudyID, all ...vault.AliasOf) {
		t.Helper()
		changes, err := s.AliasChanges(t.Context(), study, all)
		must(t, err)
		cs := b.Hand.Begin("Redact")
		cs.Changes = changes
		must(t, b.Log.Commit(t.Context(), cs))
	}
	put(one.ID, vault.AliasOf{Alias: app.Alias{Kind: "person", Real: []string{"Ana Silva"}, As: "[P07]"}, Participant: p},
		vault.AliasOf{Alias: app.Alias{Kind: "phone", Real: []string{"0170 1234567"}, As: "[phone 1]"}})
	put(two.ID, vault.AliasOf{Alias: app.Alias{Kind: "phone", Real: []string{"0170 7654321"}, As: "[phone 1]"}})
	put(one.ID, vault.AliasOf{Alias: app.Alias{Kind: "person", Real: []string{"Ana Silva", "Ana"}, As: "[P07]"}})
	if changes, err := s.AliasChanges(t.Context(), one.ID, []vault.AliasOf{{Alias: app.Alias{Kind: "person", Real: []string{"Ana"}, As: "[P07]"}}}); err != nil || len(changes) != 0 {
		t.Errorf("what is known already makes %v, %v", changes, err)
	}
	for _, c := range []struct {
		study app.StudyID
		as    string
		want  string
	}{{one.ID, "[P07]", "[[Ana Silva Ana]]"}, {"", "p07", "[[Ana Silva Ana]]"}, {one.ID, "phone 1", "[[0170 1234567]]"}, {"", "[phone 1]", "[[0170 1234567] [0170 7654321]]"}, {"", "[phone 9]", "[]"}} {
		who, err := s.Who(t.Context(), c.study, c.as)
		got := [][]string{}
		for _, a := range who {
			got = append(got, a.Real)
		}
		if err != nil || fmt.Sprint(got) != c.want {
			t.Errorf("Who(%q, %q) = %v, %v, want %s", c.study, c.as, got, err, c.want)
		}
	}
	s.Lock()
	_, err := s.Who(t.Context(), "", "[P07]")
	code(t, "Who() while locked", err, app.ESealed)
}

func TestStrength_GoesByLength(t *testing.T) {
	for _, c := range []struct{ name, pass, want string }{
		{"nothing", "", ""}, {"short", "lamps", "Too short"}, {"one sign", strings.Repeat("a", 30), "Weak"}, {"ten", "crookedlam", "Weak"},
		{"sixteen", "sevencrookedlamp", "Fair"}, {"four words", "one red tin fox", "Good"}, {"long", "sevencrookedlampsinthehall", "Good"},
	} {
		if word, why := vault.Strength(c.pass); word != c.want || why == "" {
			t.Errorf("%s: Strength() = %q, %q, want %q", c.name, word, why, c.want)
		}
	}
}

// TestWorkspace_HoldsNoContactInTheClear searches every file of a workspace, and of its backup, byte by byte.
func TestWorkspace_HoldsNoContactInTheClear(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "people.throughline")
	store, err := storage.Create(t.Context(), path, storage.Options{})
	must(t, err)
	log, err := history.Open(t.Context(), store)
	must(t, err)
	s := &vault.Service{Store: store, Log: log, Hand: app.Hand{Author: "Mara"}, Cost: cheap}
	must(t, s.Create(t.Context(), pass))
	cs := s.Hand.Begin("People")
	var all []vault.ContactOf
	words := []string{pass}
	for i := range 20 {
		p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: fmt.Sprintf("P%04d", i), Stamp: s.Hand.Stamp()}
		cs.Create(p)
		c := app.Contact{Name: fmt.Sprintf("Anouk Vandersteen-%d", i), Email: fmt.Sprintf("anouk.%d@vandersteen.example", i), Phone: fmt.Sprintf("+31 6 5550 %04d", i),
			Address: fmt.Sprintf("Keizersgracht %d, Amsterdam", i), Note: fmt.Sprintf("prefers mornings %d", i)}
		all = append(all, vault.ContactOf{Participant: p.ID, Contact: c})
		words = append(words, c.Name, c.Email, c.Phone, c.Address, c.Note)
	}
	must(t, log.Commit(t.Context(), cs))
	must(t, s.PutContacts(t.Context(), all))
	must(t, s.PutContact(t.Context(), all[0].Participant, app.Contact{Name: "Anouk Renamed"})) // before and after are in the history
	must(t, s.PutContact(t.Context(), all[1].Participant, app.Contact{}))
	words = append(words, "Anouk Renamed")
	if _, err := log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(dir, "backup.throughline")
	must(t, store.Backup(t.Context(), backup, nil))
	searched := func(when string) {
		t.Helper()
		files, _ := filepath.Glob(filepath.Join(dir, "*"))
		if len(files) < 2 {
			t.Fatalf("%s: only %v to search", when, files)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			must(t, err)
			for _, w := range words {
				for form, text := range forms(w) {
					if strings.Contains(string(b), text) {
						t.Errorf("%s: %s holds %q (%s)", when, filepath.Base(f), w, form)
					}
				}
			}
		}
	}
	searched("open")
	if wal, err := os.Stat(path + "-wal"); err != nil || wal.Size() == 0 {
		t.Errorf("there was no write-ahead log to search: %v", err)
	}
	must(t, store.Close())
	searched("closed")
	again, err := storage.Open(context.Background(), path, storage.Options{})
	must(t, err)
	defer func() { _ = again.Close() }()
	s = &vault.Service{Store: again, Cost: cheap}
	must(t, s.Open(t.Context(), pass))
	if got, err := s.Contact(t.Context(), all[7].Participant); err != nil || got != all[7].Contact {
		t.Errorf("Contact() = %+v, %v", got, err)
	}
}

func TestMerge_WhatIsSealedGoesToWhoIsKept(t *testing.T) {
	b := apptest.New(t)
	s := serviceOf(b)
	must(t, s.Create(t.Context(), pass))
	study := b.Study("One")
	keep, double, third := person(b, "P01"), person(b, "P02"), person(b, "P03")
	must(t, s.PutContacts(t.Context(), []vault.ContactOf{{keep, app.Contact{Name: "Ana Silva", Note: "mornings"}},
		{double, app.Contact{Name: "A. Silva", Email: "ana@example.org"}}, {third, app.Contact{Phone: "0170 1234567", Note: "evenings"}}}))
	changes, err := s.AliasChanges(t.Context(), study.ID, []vault.AliasOf{{Participant: double, Alias: app.Alias{Kind: "person", Real: []string{"Silva"}, As: "[P02]"}}})
	must(t, err)
	cs := b.Hand.Begin("Redact")
	cs.Changes = changes
	must(t, b.Log.Commit(t.Context(), cs))

	cs = b.Hand.Begin("Merge")
	must(t, s.Merge(t.Context(), cs, keep, []app.ParticipantID{double, third}))
	must(t, b.Log.Commit(t.Context(), cs))
	want := app.Contact{Name: "Ana Silva", Email: "ana@example.org", Phone: "0170 1234567", Note: "mornings\nA. Silva\nevenings"}
	if got, err := s.Contact(t.Context(), keep); err != nil || got != want {
		t.Errorf("Contact() = %+v, %v, want %+v", got, err, want)
	}
	for _, gone := range []app.ParticipantID{double, third} {
		if got, err := s.Contact(t.Context(), gone); err != nil || !got.Empty() {
			t.Errorf("Contact(%s) = %+v, %v", gone, got, err)
		}
	}
	if who, err := s.Who(t.Context(), "", "[P02]"); err != nil || len(who) != 1 || who[0].Participant != keep {
		t.Errorf("Who([P02]) = %+v, %v", who, err)
	}
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Contact(t.Context(), third); err != nil || got.Phone == "" {
		t.Errorf("Contact() after undo = %+v, %v", got, err)
	}
	s.Lock()
	code(t, "Merge() while locked", s.Merge(t.Context(), b.Hand.Begin("Merge"), keep, []app.ParticipantID{double}), app.ESealed)
	cs = b.Hand.Begin("Merge")
	if must(t, s.Merge(t.Context(), cs, keep, []app.ParticipantID{person(b, "P09")})); len(cs.Changes) != 0 {
		t.Errorf("Merge() of somebody with nothing sealed, while locked: %+v", cs.Changes)
	}
}
