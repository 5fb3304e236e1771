package kit

import (
	"slices"

	"throughline/ui/say"
)

// TieMenu chooses which questions of a guide a tag or a theme belongs to: those after which its findings lie, or some by hand. tied are those it is tied to by hand, nil for none;
// tie is given what is chosen, nil for those after which the findings lie.
func TieMenu(guide, tied []string, byHand bool, tie func([]string)) []MenuItem {
	if !byHand {
		tied = nil
	}
	items := []MenuItem{{Text: say.T("Those after which its findings lie"), Checked: !byHand, Run: func() { tie(nil) }}, Separator}
	for _, q := range guide {
		on := slices.Contains(tied, q)
		items = append(items, MenuItem{Text: q, Checked: on, Run: func() {
			if on {
				tie(slices.DeleteFunc(slices.Clone(tied), func(x string) bool { return x == q }))
				return
			}
			tie(append(slices.Clone(tied), q))
		}})
	}
	return items
}
