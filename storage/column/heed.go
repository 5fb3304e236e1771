package column

import "throughline/app"

// Heeded is what findings are chosen, sorted and counted by where the machine may not read all of them: how they sound and what they state,
// without what was estimated from words that it may not read. What people said stays.
type Heeded struct {
	flags []uint32
	mute  Bits // findings whose sound nobody said and nothing may be estimated of
}

var machineMark = app.MarksOf([]string{"machine"})

// Heed works out what is heeded, by the marks of all findings; nil where the machine may read everything.
func (t *Table) Heed(marks []uint8) *Heeded {
	h := &Heeded{flags: t.flags, mute: newBits(len(t.id))}
	own := false
	for i, m := range marks {
		if m&machineMark != 0 || !t.live.has(int32(i)) {
			continue
		}
		if !own {
			h.flags, own = append([]uint32(nil), t.flags...), true
		}
		f := &h.flags[i]
		*f &^= kindMask << kindShift
		if *f&flagSaid == 0 {
			*f &^= soundMask << soundShift
			h.mute.set(int32(i))
		}
	}
	if !own {
		return nil
	}
	return h
}

// among counts the mute findings of a set.
func (h *Heeded) among(b Bits) int {
	if h == nil {
		return 0
	}
	return h.mute.clone().and(b).count()
}

// Mute are the row ids of findings whose sound nobody said and nothing may be estimated of, ascending.
func (t *Table) Mute(given Given) []int64 {
	var ids []int64
	if given.Heeded != nil {
		given.Heeded.mute.each(func(i int32) { ids = append(ids, t.id[i]) })
	}
	return ids
}

// heeded is the flags that sounds and kinds are taken from.
func (t *Table) heeded(given Given) []uint32 {
	if given.Heeded != nil {
		return given.Heeded.flags
	}
	return t.flags
}
