package across_test

import (
	"testing"

	"throughline/app/across"
)

func TestLoosen(t *testing.T) {
	for _, row := range []struct{ name, question, want string }{
		{"a question", "Why do customers leave in the first month?", "customers OR leave OR first OR month"},
		{"one word", "price", "price"},
		{"no word that carries meaning", "why is it so?", "why is it so?"},
		{"nothing", "", ""},
		{"signs", "\"refund\" -fast: OR", "refund OR fast"},
	} {
		if got := across.Loosen(row.question); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}
