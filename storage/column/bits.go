package column

import "math/bits"

// Bits is a set of findings by slot.
type Bits []uint64

// newBits is an empty set with room for n.
func newBits(n int) Bits { return make(Bits, (n+63)/64) }

// has reports whether slot i is in the set.
func (b Bits) has(i int32) bool { return b[uint32(i)/64]&(1<<(uint32(i)%64)) != 0 }

func (b Bits) set(i int32)   { b[uint32(i)/64] |= 1 << (uint32(i) % 64) }
func (b Bits) unset(i int32) { b[uint32(i)/64] &^= 1 << (uint32(i) % 64) }

// and keeps what is in o as well, in place.
func (b Bits) and(o Bits) Bits {
	for i := range b {
		b[i] &= o[i]
	}
	return b
}

// or adds what is in o, in place.
func (b Bits) or(o Bits) Bits {
	for i := range b {
		b[i] |= o[i]
	}
	return b
}

// without takes out what is in o, in place.
func (b Bits) without(o Bits) Bits {
	for i := range b {
		b[i] &^= o[i]
	}
	return b
}

func (b Bits) clone() Bits { return append(Bits(nil), b...) }

// count is the size of the set.
func (b Bits) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls do for every slot of the set, in ascending order.
func (b Bits) each(do func(i int32)) {
	for k, w := range b {
		for w != 0 {
			do(int32(k*64 + bits.TrailingZeros64(w)))
			w &= w - 1
		}
	}
}
