// Package redact finds what may tell who somebody is: names, numbers, addresses. It proposes; a person confirms each.
//
// No finder of this kind is complete. What has a form (e-mail, card, IBAN, IP address) is found nearly always; names are found by how
// words are written and used, and some are missed. In texts that are not English the forms work as well, while names are found only
// where they are known, listed or introduced as names; see FindAll.
//
// Nothing here panics on any string, and the time grows with the length of the text, whatever stands in it.
package redact

import (
	"cmp"
	"context"
	"slices"
	"sync/atomic"

	"throughline/synthesis/vector"
)

// Kind says what an entity is. Its text is what JSON holds.
type Kind string

// The kinds of entities.
const (
	Person       Kind = "person"
	Organisation Kind = "organisation"
	Email        Kind = "email"
	Phone        Kind = "phone"
	Card         Kind = "card"
	IBAN         Kind = "iban"
	URL          Kind = "url"
	IP           Kind = "ip"
	Address      Kind = "address" // of a house or a letter box; also a postcode alone
	Birth        Kind = "birth"   // a date of birth, or a full date that may be one
	ID           Kind = "id"      // numbers of papers, staff, customers, accounts, orders and devices
)

// labels name the kinds in words.
var labels = map[Kind]string{Person: "person", Organisation: "organisation", Email: "e-mail", Phone: "phone", Card: "card", IBAN: "IBAN",
	URL: "web address", IP: "IP address", Address: "address", Birth: "birth date", ID: "number"}

// Label names the kind in plain words, as it stands in placeholders: "e-mail".
func (k Kind) Label() string { return labels[k] }

// Entity is a passage that may tell who somebody is.
type Entity struct {
	Kind  Kind
	Start int     // byte offsets into the text, half-open; they split no rune
	End   int     //
	Score float64 // how sure, 0 to 1: a convention to sort by, not a measured chance
	Why   string  // in a few plain words: "looks like an e-mail address"
}

// Of returns the words of the entity. s must be the text it was found in.
func (e Entity) Of(s string) string { return s[e.Start:e.End] }

// Options says what is known beforehand. The zero value knows nothing.
type Options struct {
	People        []string // names of participants, speakers and others, found in any case, whole and by each of their words
	Organisations []string // found whole, in any case
}

// Finder finds the entities of texts under one set of options. Safe for concurrent use.
type Finder struct {
	known *names
}

// NewFinder prepares for many texts.
func NewFinder(opt Options) *Finder { return &Finder{known: knownNames(opt)} }

// Find returns the entities of s in order of place. They do not overlap: of two that do the surer counts, then the longer, then the
// first. Equal texts and options give equal results.
func (f *Finder) Find(s string) []Entity {
	found, _ := f.find(s)
	return found
}

func (f *Finder) find(s string) (found []Entity, english bool) {
	r := read(s)
	found = append(found, f.known.find(r)...)
	for _, sought := range []func(*reading) []Entity{mails, webs, hosts, ibans, numbers, spokenDigits, cued, papers, births, addresses, people} {
		found = append(found, sought(r)...)
	}
	found = settle(s, found)
	if again := echoes(r, found); len(again) > 0 {
		found = settle(s, append(found, again...))
	}
	return found, r.english
}

// Find is Finder.Find for one text.
func Find(s string, opt Options) []Entity { return NewFinder(opt).Find(s) }

// chunk is how many texts are looked at before cancel is noticed: about 5 ms of short ones.
const chunk = 128

// FindAll finds in each of the texts, on all processors; found and english stand beside them. english says that names are sought by how
// words are used, as they are in English and in texts too short to tell; in others a name is found where it is known, listed or
// introduced as one. progress, if not nil, hears now and then how many are done, from any goroutine. Returns ctx's error when it ends
// early.
func FindAll(ctx context.Context, texts []string, opt Options, progress func(done int)) (found [][]Entity, english []bool, err error) {
	f := NewFinder(opt)
	found, english = make([][]Entity, len(texts)), make([]bool, len(texts))
	var done atomic.Int64
	err = vector.EachChunk(ctx, len(texts), chunk, func(lo, hi int) {
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			found[i], english[i] = f.find(texts[i])
		}
		if n := done.Add(int64(hi - lo)); progress != nil {
			progress(int(n))
		}
	})
	if err != nil {
		return nil, nil, err
	}
	return found, english, nil
}

// settle keeps, of entities that overlap, the surest, then the longest, then the first.
func settle(s string, found []Entity) []Entity {
	found = slices.DeleteFunc(found, func(e Entity) bool { return e.Start >= e.End })
	rank := func(e Entity) float64 {
		if e.Kind == Address { // the names of people that streets are called after are inside
			return e.Score + .25
		}
		return e.Score
	}
	slices.SortStableFunc(found, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(a.Start, b.Start),
			cmp.Compare(a.Kind, b.Kind))
	})
	taken := make([]bool, len(s))
	kept := found[:0]
	for _, e := range found {
		if !slices.Contains(taken[e.Start:e.End], true) {
			for i := e.Start; i < e.End; i++ {
				taken[i] = true
			}
			kept = append(kept, e)
		}
	}
	slices.SortFunc(kept, func(a, b Entity) int { return cmp.Compare(a.Start, b.Start) })
	return kept
}
