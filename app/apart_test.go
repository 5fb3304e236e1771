package app_test

import (
	"testing"

	"throughline/app"
)

func TestApart_CoversProposalsOfNoOtherTags(t *testing.T) {
	told := app.Apart{Into: "t", Tags: []app.TagID{"a", "b", "c"}}
	for _, c := range []struct {
		name string
		into app.TagID
		tags []app.TagID
		want bool
	}{
		{"the same", "t", []app.TagID{"a", "b", "c"}, true},
		{"some of them", "t", []app.TagID{"c", "a"}, true},
		{"with another", "t", []app.TagID{"a", "b", "d"}, false},
		{"for another tag of the taxonomy", "u", []app.TagID{"a", "b", "c"}, false},
		{"for a new one", "", []app.TagID{"a", "b"}, false},
	} {
		if got := told.Covers(c.into, c.tags); got != c.want {
			t.Errorf("%s: Covers() = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestApart_TellsTwoTagsApartAtLeast(t *testing.T) {
	for _, c := range []struct {
		name string
		a    app.Apart
		ok   bool
	}{
		{"two tags", app.Apart{Tags: []app.TagID{"a", "b"}}, true},
		{"one, from the taxonomy's", app.Apart{Into: "t", Tags: []app.TagID{"a"}}, true},
		{"one", app.Apart{Tags: []app.TagID{"a"}}, false},
		{"none, from the taxonomy's", app.Apart{Into: "t"}, false},
		{"out of order", app.Apart{Tags: []app.TagID{"b", "a"}}, false},
	} {
		if err := c.a.Validate(); (err == nil) != c.ok {
			t.Errorf("%s: Validate() = %v", c.name, err)
		}
	}
}
