package kit

import (
	"fmt"
	"slices"
	"testing"
)

func TestMatcher_FindsTheBestInTheirOrder(t *testing.T) {
	texts := []string{"Surprise", "Renewal price", "Pricing", "Trust", "Price of trust", "PRICE", "Café price", ""}
	for _, c := range []struct {
		name, query string
		n           int
		want        []int
	}{
		{"beginnings first, the shortest of these", "pri", 3, []int{5, 2, 4}},
		{"all that match", " Pri ", 10, []int{5, 2, 4, 6, 1, 0}},
		{"nothing typed keeps the order", "", 3, []int{0, 1, 2}},
		{"none wanted", "pri", 0, []int{}},
		{"an accent", "é", 5, []int{6}},
		{"nothing matches", "xyz", 5, []int{}},
		{"letters in order", "prt", 5, []int{4}},
	} {
		if got := NewMatcher(c.query).Best(texts, c.n); !slices.Equal(got, c.want) {
			t.Errorf("%s: Best(%q, %d) = %v, want %v", c.name, c.query, c.n, got, c.want)
		}
	}
	for _, n := range []int{1, 5, 100} { // as sorting all would have it
		var items []PickItem
		var many []string
		for i := range 60 {
			many = append(many, fmt.Sprintf("Setup %d of %d", i%7, i*i%11))
			items = append(items, PickItem{Text: many[i], Detail: fmt.Sprint(i)})
		}
		var want []string
		for _, it := range Match("st 1", items) {
			want = append(want, it.Detail)
		}
		var got []string
		for _, i := range NewMatcher("st 1").Best(many, n) {
			got = append(got, fmt.Sprint(i))
		}
		if !slices.Equal(got, want[:min(n, len(want))]) {
			t.Errorf("the best %d are %v, want %v", n, got, want)
		}
	}
}

func FuzzMatcher(f *testing.F) {
	f.Add("doc", "Setup effort / Doc gaps")
	f.Add("pms", "Permissions")
	f.Add("1a", "P1 a1A")
	f.Add("İ", "iİı")
	f.Add(" ", "\xff")
	f.Fuzz(func(t *testing.T, q, s string) {
		want, _, ok := Fuzzy(q, s)
		got, gotOK := NewMatcher(q).Score(s)
		if gotOK != ok || ok && got != want {
			t.Fatalf("Score(%q) in %q = %d, %v, want %d, %v", q, s, got, gotOK, want, ok)
		}
	})
}
