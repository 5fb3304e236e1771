// Package charset finds out how a file's bytes stand for text and decodes them to clean UTF-8.
package charset

import (
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"
)

// Guess says how bytes are taken to be encoded.
type Guess struct {
	Name   string // canonical lower-case name as in the WHATWG list, "utf-32le", "utf-32be"; "" for binary content
	Sure   bool   // false when another encoding fits about as well
	Broken int    // bytes that do not fit the encoding and become U+FFFD
}

const (
	chunk     = 64 << 10
	sampleMax = 128 << 10 // bytes with context shown to the statistical detector
	around    = 32        // bytes kept on each side of a non-ASCII byte
)

// Detect reads all of r and tells its encoding. In order: byte order mark; zero bytes in the pattern of UTF-16 or
// UTF-32; escape sequences of ISO-2022-JP; valid (or nearly valid) UTF-8 wherever its first non-ASCII character
// stands; else the eight-bit encodings, see legacy. The whole input counts, not its beginning.
func Detect(ctx context.Context, r io.Reader) (Guess, error) {
	var c census
	buf := make([]byte, chunk+utf8.UTFMax)
	kept := 0 // bytes of an unfinished character carried over
	for {
		if err := ctx.Err(); err != nil {
			return Guess{}, err
		}
		n, err := io.ReadFull(r, buf[kept:kept+chunk])
		end := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !end {
			return Guess{}, err
		}
		used := c.add(buf[:kept+n], end)
		kept = copy(buf, buf[used:kept+n])
		if end {
			return c.guess(), nil
		}
	}
}

// census counts what tells encodings apart.
type census struct {
	total      int
	head       []byte // the first bytes, for marks and zero patterns
	nul        [4]int // zero bytes by offset modulo 4
	multi      int    // well-formed UTF-8 sequences beyond ASCII
	broken     int    // bytes outside UTF-8
	cut        bool   // the input ends inside a character
	escapes    bool   // holds an escape sequence of ISO-2022-JP
	sample     []byte
	lastSample int // end of the last stretch sampled, as an offset into the input
}

// add counts p and returns how many of its bytes are done with; the rest begins a character that p cuts off.
func (c *census) add(p []byte, last bool) int {
	if c.total == 0 {
		c.head = append(c.head, p[:min(len(p), 4096)]...)
	}
	used := len(p)
	if !last {
		used -= unfinished(p)
	}
	p = p[:used]
	if bytes.IndexByte(p, 0) >= 0 {
		for i, b := range p {
			if b == 0 {
				c.nul[(c.total+i)%4]++
			}
		}
	}
	c.escapes = c.escapes || bytes.Contains(p, []byte("\x1b$B")) || bytes.Contains(p, []byte("\x1b$@"))
	c.scan(p, last)
	c.total += used
	return used
}

// scan walks the non-ASCII bytes of p.
func (c *census) scan(p []byte, last bool) {
	for i := 0; i < len(p); {
		if p[i] < utf8.RuneSelf {
			i++
			continue
		}
		c.keep(p, i)
		r, n := utf8.DecodeRune(p[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			c.multi++
		case last && len(p)-i < utf8.UTFMax && !utf8.FullRune(p[i:]):
			c.cut = true
			return
		default:
			c.broken++
		}
		i += n
	}
}

// keep adds the surroundings of p[i] to the sample.
func (c *census) keep(p []byte, i int) {
	if len(c.sample) >= sampleMax {
		return
	}
	from, to := max(i-around, c.lastSample-c.total, 0), min(i+around, len(p))
	if from < to {
		c.sample = append(c.sample, p[from:to]...)
		c.lastSample = c.total + to
	}
}

// unfinished returns how many bytes at the end of p begin a UTF-8 sequence that is not complete.
func unfinished(p []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(p); n++ {
		b := p[len(p)-n]
		if b >= 0xC0 {
			if !utf8.FullRune(p[len(p)-n:]) {
				return n
			}
			return 0
		}
		if b < 0x80 {
			return 0
		}
	}
	return 0
}

func (c *census) guess() Guess {
	if name := mark(c.head); name != "" {
		g := Guess{Name: name, Sure: true}
		if name == "utf-8" {
			g.Broken = c.brokenBytes()
		}
		return g
	}
	switch {
	case c.nul != [4]int{}:
		return Guess{Name: c.wide(), Sure: true}
	case c.broken == 0 && !c.cut:
		if c.escapes {
			return Guess{Name: "iso-2022-jp", Sure: true}
		}
		return Guess{Name: "utf-8", Sure: true}
	case c.multi > 0 && c.multi >= 4*c.broken:
		// One bad byte among many good sequences is damage, not another encoding: eight-bit text hardly ever
		// forms well-formed sequences.
		return Guess{Name: "utf-8", Sure: true, Broken: c.brokenBytes()}
	}
	return legacy(c.sample)
}

func (c *census) brokenBytes() int {
	if c.cut {
		return c.broken + 1
	}
	return c.broken
}

// mark returns the encoding named by a byte order mark.
func mark(head []byte) string {
	for _, m := range []struct{ bytes, name string }{
		{"\xEF\xBB\xBF", "utf-8"},
		{"\xFF\xFE\x00\x00", "utf-32le"},
		{"\x00\x00\xFE\xFF", "utf-32be"},
		{"\xFF\xFE", "utf-16le"},
		{"\xFE\xFF", "utf-16be"},
	} {
		if bytes.HasPrefix(head, []byte(m.bytes)) {
			return m.name
		}
	}
	return ""
}

// wide tells UTF-16 and UTF-32 without a mark by where zero bytes stand, or returns "" for binary content.
func (c *census) wide() string {
	even, odd := c.nul[0]+c.nul[2], c.nul[1]+c.nul[3]
	quarter := c.total / 4
	switch {
	case c.broken == 0 && (even+odd)*3 < c.total:
		return "" // ASCII with stray zeros: read as UTF-16 it would pass for Chinese
	case c.total%4 == 0 && c.nul[2] == quarter && c.nul[3] == quarter && c.nul[0] == 0:
		return "utf-32le"
	case c.total%4 == 0 && c.nul[0] == quarter && c.nul[1] == quarter && c.nul[3] == 0:
		return "utf-32be"
	case even*20 <= odd && readsAs("utf-16le", c.head):
		return "utf-16le"
	case odd*20 <= even && readsAs("utf-16be", c.head):
		return "utf-16be"
	}
	return ""
}

// readsAs reports whether head decodes to text without control characters, lone surrogates or unassigned places.
func readsAs(name string, head []byte) bool {
	head = head[:len(head)&^1]
	text, err := decoder(name).Bytes(head)
	if err != nil || len(text) == 0 {
		return false
	}
	bad, n := 0, 0
	for i, r := range string(text) {
		n++
		atEnd := i+utf8.RuneLen(r) >= len(text)
		if r == utf8.RuneError && !atEnd || r < 0x20 && r != '\n' && r != '\r' && r != '\t' || !assigned(r) {
			bad++
		}
	}
	return bad*50 <= n
}
