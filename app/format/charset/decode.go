package charset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ErrBinary says that the bytes are not text in the encoding asked for.
var ErrBinary = errors.New("not text")

// Decode reads all of r as text in the encoding named (canonical or a known label; "" is utf-8) and returns it as
// UTF-8 with \n for \r\n, \r, form feed and vertical tab, without byte order mark and without other control
// characters. dropped counts these; replaced counts the U+FFFD in the text. size is a hint, in bytes. A zero
// character, or control characters above one in a hundred, give ErrBinary. Progress is told bytes read.
func Decode(ctx context.Context, r io.Reader, name string, size int64, progress func(done int64)) (text string, dropped, replaced int, err error) {
	canonical, ok := "utf-8", true
	if name != "" {
		canonical, ok = Canonical(name)
	}
	if !ok {
		return "", 0, 0, fmt.Errorf("charset: unknown encoding %q", name)
	}
	counted := &counter{r: r}
	in := decoder(canonical).Reader(counted)
	var c cleaner
	if canonical != "utf-8" {
		size += size / 8 // letters with accents take two bytes
	}
	c.out.Grow(int(max(size, 0)))
	buf := make([]byte, chunk)
	for {
		if err := ctx.Err(); err != nil {
			return "", 0, 0, err
		}
		n, err := in.Read(buf)
		if cleanErr := c.write(buf[:n]); cleanErr != nil {
			return "", 0, 0, cleanErr
		}
		if progress != nil {
			progress(counted.n)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", 0, 0, err
		}
	}
	text = strings.TrimPrefix(c.out.String(), "\ufeff")
	if c.dropped > 8 && c.dropped*100 > len(text) {
		return "", 0, 0, ErrBinary
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	return text, c.dropped, strings.Count(text, "\ufffd"), nil
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// cleaner normalises line ends and drops control characters. All are single bytes in UTF-8.
type cleaner struct {
	out     strings.Builder
	cr      bool // the last byte was \r, already written as \n
	dropped int
}

func (c *cleaner) write(p []byte) error {
	from := 0
	for i, b := range p {
		if b >= 0x20 && b != 0x7f || b == '\t' || b == '\n' && !c.cr {
			c.cr = false
			continue
		}
		c.out.Write(p[from:i])
		from = i + 1
		switch b {
		case 0:
			return ErrBinary
		case '\r', '\f', '\v':
			c.out.WriteByte('\n')
		case '\n': // the second half of \r\n
		default:
			c.dropped++
		}
		c.cr = b == '\r'
	}
	c.out.Write(p[from:])
	return nil
}

// Reader decodes r from the encoding with the label given. Returns an error for an unknown label.
func Reader(label string, r io.Reader) (io.Reader, error) {
	name, ok := Canonical(label)
	if !ok {
		return nil, fmt.Errorf("charset: unknown encoding %q", label)
	}
	return decoder(name).Reader(r), nil
}

// Bytes decodes a few bytes from the encoding with the label given, from windows-1252 where there is none of that name. What does not fit the
// encoding becomes U+FFFD.
func Bytes(label string, b []byte) string {
	name, ok := Canonical(label)
	if !ok {
		name = "windows-1252"
	}
	text, err := decoder(name).Bytes(b)
	if err != nil {
		return strings.Repeat("\ufffd", len(b))
	}
	return string(text)
}
