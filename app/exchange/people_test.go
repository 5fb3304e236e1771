package exchange_test

import (
	"fmt"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/exchange"
)

func TestImport_FindsParticipantsByCode(t *testing.T) {
	for _, c := range []struct {
		name   string
		has    []string // codes in the workspace
		file   string
		text   string
		opt    func(path string) exchange.Options
		want   string   // code of the first participant
		people []string // afterwards
	}{
		{"in the file's name", nil, "P07 first talk.txt", talk("Ana", "Hm."), nil, "P07", []string{"P07"}},
		{"in the name, in small letters with a dash", nil, "talk_p-07_final.txt", talk("Ana", "Hm."), nil, "P07", []string{"P07"}},
		{"of somebody there is", []string{"P07"}, "P07.txt", talk("Ana", "Hm."), nil, "P07", []string{"P07"}},
		{"written another way", []string{"P07"}, "p7.txt", talk("Ana", "Hm."), nil, "P07", []string{"P07"}},
		{"exactly, before one written another way", []string{"P-07", "p7", "P07"}, "P07.txt", talk("Ana", "Hm."), nil, "P07", []string{"P-07", "P07", "p7"}},
		{"in the title", []string{"P03"}, "talk.txt", talk("Ana", "Hm."), func(p string) exchange.Options {
			return exchange.Options{Titles: map[string]string{p: "P03, Admin"}}
		}, "P03", []string{"P03"}},
		{"given by the person", []string{"K1"}, "P07.txt", talk("Ana", "Hm."), func(p string) exchange.Options {
			return exchange.Options{Codes: map[string]string{p: " k1 "}}
		}, "K1", []string{"K1"}},
		{"as the speaker's label", []string{"P05"}, "talk.txt", talk("P05", "Hm."), nil, "P05", []string{"P05"}},
		{"as a new speaker's label", []string{"P05"}, "talk.txt", talk("P6", "Hm."), nil, "P6", []string{"P05", "P6"}},
		{"as a label that somebody has for a code", []string{"Ana"}, "talk.txt", talk("ANA", "Hm."), nil, "Ana", []string{"Ana"}},
		{"the file's name before the label", []string{"P1"}, "P09.txt", talk("P1", "Hm."), nil, "P09", []string{"P1", "P09"}},
		{"no code: the next that is free", []string{"P01", "P3"}, "talk.txt", talk("Ana", "Hm."), nil, "P02", []string{"P01", "P02", "P3"}},
		{"no speakers", []string{"P01"}, "notes.txt", "She waited three days.\n\nThen she gave up.\n", nil, "P02", []string{"P01", "P02"}},
		{"letters before are no code", nil, "mp3 backup7.txt", talk("Ana", "Hm."), nil, "P01", []string{"P01"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			for _, code := range c.has {
				d.Put(&app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Stamp: d.Hand.Stamp()})
			}
			path := d.file(c.file, c.text)
			opt := exchange.Options{}
			if c.opt != nil {
				opt = c.opt(path)
			}
			res := d.run(opt, path)
			if res.Files[0].Status != exchange.Imported {
				t.Fatal(res.Files[0].Err)
			}
			rows, err := d.Store.Interviews(t.Context(), d.study.ID, app.Page{})
			if err != nil || len(rows) != 1 || len(rows[0].Codes) == 0 || rows[0].Codes[0] != c.want {
				t.Errorf("codes %v, %v, want %s first", rows[0].Codes, err, c.want)
			}
			if got := d.codes(); !slices.Equal(got, c.people) {
				t.Errorf("participants %v, want %v", got, c.people)
			}
		})
	}
}

func TestImport_GroupTalk(t *testing.T) {
	d := newDesk(t)
	d.Put(&app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P04", Stamp: d.Hand.Stamp()})
	text := "Mod: Who begins?\n\nP04: I do, of course.\n\nP3: Then me, I think.\n\nAna: And me in the end.\n\nMod: Thank you all.\n\nP04: Welcome.\n\nP3: Bye.\n\nAna: Bye.\n"
	path := d.file("group of P03 and others.txt", text)
	res := d.run(exchange.Options{Moderator: map[string]string{path: "Mod"}}, path)
	if res.Files[0].Status != exchange.Imported {
		t.Fatal(res.Files[0].Err)
	}
	rows, err := d.Store.Interviews(t.Context(), d.study.ID, app.Page{})
	if err != nil || !slices.Equal(rows[0].Codes, []string{"P04", "P03", "P01"}) {
		t.Errorf("codes %v, %v; want P04 by label, the file's P03 by its label, and a free one", rows[0].Codes, err)
	}
}

func TestImport_ModeratorAsThePersonSays(t *testing.T) {
	for _, c := range []struct {
		name, given, want string
		participants      int
	}{
		{"the one recognised", "", "", 2},
		{"the other one", "ana", "Ana", 1},
		{"nobody of that name", "Zoe", "", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			path := d.file("talk.txt", talk("Ana", "Hm."))
			res := d.run(exchange.Options{Moderator: map[string]string{path: c.given}}, path)
			iv, _ := d.interview(res.Files[0].Interviews[0])
			if iv.Moderator != c.want || res.Files[0].Moderator != c.want || len(iv.Participants()) != c.participants {
				t.Errorf("moderator %q (result %q), %d participants; want %q and %d", iv.Moderator, res.Files[0].Moderator, len(iv.Participants()), c.want, c.participants)
			}
		})
	}
}

func TestImport_NewPeopleAreSharedWithinARun(t *testing.T) {
	d := newDesk(t)
	var paths []string
	for i := range 6 {
		paths = append(paths, d.file(fmt.Sprintf("P%02d session %d.txt", i%3+1, i), talk("Ana", fmt.Sprint("Session ", i, "."))))
	}
	d.run(exchange.Options{}, paths...)
	if got := d.codes(); !slices.Equal(got, []string{"P01", "P02", "P03"}) {
		t.Errorf("participants %v", got)
	}
}
