package storage

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"io"
)

// The lines of a payload are packed in frames of some lines each: a mark, the length and the checksum of what follows, and the lines, compressed by
// themselves. A destroyed page of the file costs the frames that lie on it, not all that come after. Payloads of before version 17 are one piece.
const (
	frameMark  = "\x00TL\xf7"
	frameHead  = len(frameMark) + 4 + 4
	frameLines = 64 << 10 // bytes of lines after which a frame ends: a smaller one compresses worse
)

var crc = crc32.MakeTable(crc32.Castagnoli)

// linePacker makes a payload, line by line. Call done at the end, once.
type linePacker struct {
	out   bytes.Buffer
	w     *flate.Writer
	begin int // of the frame at hand in out
	plain int // bytes of lines in it
}

func newLinePacker() *linePacker {
	p := &linePacker{w: flaters.Get().(*flate.Writer)}
	p.out.WriteByte(packedFrames)
	p.open()
	return p
}

func (p *linePacker) open() {
	p.begin, p.plain = p.out.Len(), 0
	p.out.WriteString(frameMark)
	p.out.Write(make([]byte, frameHead-len(frameMark)))
	p.w.Reset(&p.out)
}

func (p *linePacker) close() {
	_ = p.w.Close() // a bytes.Buffer never fails
	frame := p.out.Bytes()[p.begin:]
	body := frame[frameHead:]
	binary.BigEndian.PutUint32(frame[len(frameMark):], uint32(len(body)))
	binary.BigEndian.PutUint32(frame[len(frameMark)+4:], crc32.Checksum(body, crc))
}

// add takes a line, without its end.
func (p *linePacker) add(text []byte) {
	if p.plain >= frameLines {
		p.close()
		p.open()
	}
	_, _ = p.w.Write(append(text, '\n')) // a bytes.Buffer never fails
	p.plain += len(text) + 1
}

func (p *linePacker) done() []byte {
	p.close()
	flaters.Put(p.w)
	return p.out.Bytes()
}

// packLines packs the lines of a payload.
func packLines(lines [][]byte) []byte {
	p := newLinePacker()
	for _, text := range lines {
		p.add(text)
	}
	return p.done()
}

// eachLine unpacks a payload and hands on its lines, one a change; the bytes are do's until it returns.
func eachLine(payload []byte, do func(text []byte) error) error {
	if len(payload) == 0 {
		return damagedEntry(errors.New("nothing is stored"))
	}
	switch rest := payload[1:]; payload[0] {
	case packedFlate:
		return unpackLines(rest, do)
	case packedFrames:
		for len(rest) > 0 {
			body, after, ok := frame(rest)
			if !ok {
				return damagedEntry(errors.New("a frame is damaged"))
			}
			if err := unpackLines(body, do); err != nil {
				return err
			}
			rest = after
		}
		return nil
	}
	return damagedEntry(errors.New("unknown packing"))
}

// frame takes the first frame off what begins with one.
func frame(b []byte) (body, rest []byte, ok bool) {
	if len(b) < frameHead || string(b[:len(frameMark)]) != frameMark {
		return nil, nil, false
	}
	size, sum := int(binary.BigEndian.Uint32(b[len(frameMark):])), binary.BigEndian.Uint32(b[len(frameMark)+4:])
	if b = b[frameHead:]; size > len(b) || crc32.Checksum(b[:size], crc) != sum {
		return nil, nil, false
	}
	return b[:size], b[size:], true
}

func unpackLines(packed []byte, do func(text []byte) error) error {
	lines := bufio.NewReaderSize(flate.NewReader(bytes.NewReader(packed)), 1<<16)
	for {
		text, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(text) == 0 {
			return nil
		}
		if err != nil {
			return damagedEntry(err)
		}
		if err := do(text); err != nil {
			return err
		}
	}
}

// mendLines packs anew what can be read of a damaged payload: the frames that are whole, and of one in a piece what stands before the damage, up to the byte gap.
func mendLines(payload []byte, gap int) []byte {
	p := newLinePacker()
	keep := func(text []byte) error {
		if text = bytes.TrimSuffix(text, []byte{'\n'}); json.Valid(text) {
			p.add(text)
		}
		return nil
	}
	if len(payload) > 0 && payload[0] == packedFlate {
		_ = unpackLines(payload[1:max(1, min(gap, len(payload)))], keep) // it ends where it breaks off
		return p.done()
	}
	for rest := payload; ; {
		at := bytes.Index(rest, []byte(frameMark))
		if at < 0 {
			return p.done()
		}
		body, after, ok := frame(rest[at:])
		if !ok {
			rest = rest[at+1:]
			continue
		}
		_ = unpackLines(body, keep) // its checksum is right
		rest = after
	}
}
