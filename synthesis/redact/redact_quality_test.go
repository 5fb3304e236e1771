package redact_test

import (
	"encoding/json"
	"flag"
	"testing"

	"throughline/synthesis/redact"
	"throughline/synthesis/synthesistest"
)

// misses makes the quality test tell what was missed and wrongly found of a kind.
var misses = flag.String("misses", "", "kind of which to show what was missed and wrongly found")

// truth is a passage that people marked.
type truth struct {
	kind       redact.Kind
	start, end int  // bytes
	other      bool // of a kind that is not measured: finding it is neither right nor wrong
}

// marked is a text of the labelled set with what it holds.
type marked struct {
	text   string
	truths []truth
}

// measured are the labels of the set by our kinds.
var measured = map[string]redact.Kind{"PERSON": redact.Person, "EMAIL_ADDRESS": redact.Email, "PHONE_NUMBER": redact.Phone, "CREDIT_CARD": redact.Card,
	"IBAN_CODE": redact.IBAN, "IP_ADDRESS": redact.IP, "DOMAIN_NAME": redact.URL, "US_SSN": redact.ID, "US_DRIVER_LICENSE": redact.ID,
	"STREET_ADDRESS": redact.Address, "ZIP_CODE": redact.Address, "ORGANIZATION": redact.Organisation}

func labelled(t *testing.T) []marked {
	t.Helper()
	var raw []struct {
		Text  string
		Spans []struct {
			Type       string
			Start, End int // code points
		}
	}
	if err := json.Unmarshal(synthesistest.File(t, "pii_dev.json"), &raw); err != nil {
		t.Fatal(err)
	}
	out := make([]marked, len(raw))
	for i, x := range raw {
		out[i].text = x.Text
		at := make([]int, 0, len(x.Text)+1)
		for b := range x.Text {
			at = append(at, b)
		}
		at = append(at, len(x.Text))
		for _, s := range x.Spans {
			kind, ok := measured[s.Type]
			out[i].truths = append(out[i].truths, truth{kind, at[s.Start], at[s.End], !ok})
		}
	}
	return out
}

// tally counts, by lenient overlap, what was found of what is there, and what was found that is not.
type tally struct{ there, hit, found, right int }

func (c tally) scores() (p, r, f float64) {
	p, r = float64(c.right)/float64(max(1, c.found)), float64(c.hit)/float64(max(1, c.there))
	return p, r, 2 * p * r / max(p+r, 1e-9)
}

func tallies(t *testing.T, set []marked, opt redact.Options) map[redact.Kind]*tally {
	out := map[redact.Kind]*tally{}
	for _, k := range measured {
		out[k] = &tally{}
	}
	finder := redact.NewFinder(opt)
	for _, x := range set {
		found := finder.Find(x.text)
		meets := func(e redact.Entity, g truth) bool {
			return e.Kind == g.kind && !g.other && e.Start < g.end && g.start < e.End
		}
		for _, g := range x.truths {
			if g.other {
				continue
			}
			c, hit := out[g.kind], false
			for _, e := range found {
				hit = hit || meets(e, g)
			}
			c.there++
			if hit {
				c.hit++
			} else if string(g.kind) == *misses {
				t.Logf("missed %q in %q", x.text[g.start:g.end], x.text)
			}
		}
		for _, e := range found {
			c, right := out[e.Kind], false
			if c == nil {
				continue
			}
			for _, g := range x.truths {
				right = right || meets(e, g)
			}
			c.found++
			if right {
				c.right++
			} else if string(e.Kind) == *misses {
				t.Logf("wrong %q (%s, %.2f) in %q", e.Of(x.text), e.Why, e.Score, x.text)
			}
		}
	}
	return out
}

// TestQuality_OfCandidates holds the scores over floors a little under what was measured, without any list of names.
func TestQuality_OfCandidates(t *testing.T) {
	scores := tallies(t, labelled(t), redact.Options{})
	for _, c := range []struct {
		kind          redact.Kind
		precise, full float64
	}{
		{redact.Email, .99, .99}, {redact.URL, .99, .99}, {redact.IP, .99, .99}, {redact.IBAN, .99, .99}, {redact.Card, .97, .97},
		{redact.Phone, .97, .97}, {redact.ID, .9, .9}, {redact.Person, .8, .92}, {redact.Address, .95, .86}, {redact.Organisation, .8, .25},
	} {
		p, r, f := scores[c.kind].scores()
		t.Logf("%-13s P %.3f R %.3f F1 %.3f of %d", c.kind, p, r, f, scores[c.kind].there)
		if p < c.precise || r < c.full {
			t.Errorf("%s: precision %.3f, recall %.3f; floors %.2f and %.2f", c.kind, p, r, c.precise, c.full)
		}
	}
}

// TestQuality_WithTheNamesOfParticipants is how well people are found whose names are known beforehand, as those in an open vault are: half of the people of
// the set, each known by the full name.
func TestQuality_WithTheNamesOfParticipants(t *testing.T) {
	set := labelled(t)
	var known []string
	half := make([]marked, len(set)) // of the people only those who are known are looked at
	for i, x := range set {
		half[i].text = x.text
		for k, g := range x.truths {
			g.other = g.kind != redact.Person || (i+k)%2 == 1
			if !g.other {
				known = append(known, x.text[g.start:g.end])
			}
			half[i].truths = append(half[i].truths, g)
		}
	}
	without, with := tallies(t, half, redact.Options{})[redact.Person], tallies(t, half, redact.Options{People: known})[redact.Person]
	_, before, _ := without.scores()
	_, after, _ := with.scores()
	t.Logf("%d people: recall %.3f, with their names known %.3f", with.there, before, after)
	if after < .99 || after < before {
		t.Errorf("recall of known people %.3f, without %.3f", after, before)
	}
}
