package storage

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"sync"
)

// The first byte of a packed blob says how the rest is kept.
const (
	packedPlain  = 0
	packedFlate  = 1
	packedFrames = 2 // lines alone, see linePacker
)

// flaters are reused: each holds over half a megabyte of tables.
var flaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(io.Discard, flate.BestSpeed)
	if err != nil {
		panic("storage: " + err.Error()) // a constant level is never refused
	}
	return w
}}

// pack compresses data, unless that gains nothing.
func pack(data []byte) []byte {
	if len(data) > 64 {
		var b bytes.Buffer
		b.WriteByte(packedFlate)
		w := flaters.Get().(*flate.Writer)
		defer flaters.Put(w)
		w.Reset(&b)
		_, _ = w.Write(data) // a bytes.Buffer never fails
		_ = w.Close()
		if b.Len() <= len(data) {
			return b.Bytes()
		}
	}
	return append([]byte{packedPlain}, data...)
}

// unpack takes back pack. The result is the caller's. An empty blob is empty data.
func unpack(blob []byte) ([]byte, error) {
	if len(blob) == 0 {
		return nil, nil
	}
	switch blob[0] {
	case packedPlain:
		return bytes.Clone(blob[1:]), nil
	case packedFlate:
		return io.ReadAll(flate.NewReader(bytes.NewReader(blob[1:])))
	}
	return nil, fmt.Errorf("packed blob of kind %d", blob[0])
}
