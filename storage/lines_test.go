package storage

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// aPayload is a payload of n lines of some length, and its lines.
func aPayload(n int) (payload []byte, lines []string) {
	p := newLinePacker()
	for i := range n {
		line := fmt.Sprintf(`{"after":{"id":"%d","text":"%s"}}`, i, strings.Repeat(fmt.Sprint(i*i), 20))
		lines = append(lines, line)
		p.add([]byte(line))
	}
	return p.done(), lines
}

func linesOf(payload []byte) (lines []string, err error) {
	err = eachLine(payload, func(text []byte) error {
		lines = append(lines, strings.TrimSuffix(string(text), "\n"))
		return nil
	})
	return lines, err
}

func TestLines_ComeBack(t *testing.T) {
	for _, n := range []int{0, 1, 300, 5000} {
		payload, want := aPayload(n)
		if got, err := linesOf(payload); err != nil || !slices.Equal(got, want) {
			t.Errorf("of %d lines %d come back, %v", n, len(got), err)
		}
	}
}

func TestLines_AreMended(t *testing.T) {
	whole, all := aPayload(5000)
	written := map[string]bool{}
	for _, line := range all {
		written[line] = true
	}
	for _, tt := range []struct {
		name  string
		spoil func(b []byte)
		least int // lines that are left
	}{
		{"whole", func([]byte) {}, 5000},
		{"a page in the middle blank", func(b []byte) { copy(b[len(b)/2:], bytes.Repeat([]byte{' '}, 4096)) }, 3500},
		{"a page in the middle noise", func(b []byte) { copy(b[len(b)/2:], bytes.Repeat([]byte{0x5a, 0, 'T'}, 1365)) }, 3500},
		{"the beginning blank", func(b []byte) { copy(b, bytes.Repeat([]byte{' '}, 4096)) }, 3500},
		{"the end blank", func(b []byte) { copy(b[len(b)-4096:], bytes.Repeat([]byte{' '}, 4096)) }, 3500},
		{"nothing but blanks", func(b []byte) { copy(b, bytes.Repeat([]byte{' '}, len(b))) }, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := bytes.Clone(whole)
			tt.spoil(b)
			got, err := linesOf(mendLines(b, 0))
			if err != nil || len(got) < tt.least {
				t.Errorf("%d lines are left, want at least %d; %v", len(got), tt.least, err)
			}
			for _, line := range got {
				if !written[line] {
					t.Fatalf("%q was never written", line)
				}
			}
		})
	}
}
