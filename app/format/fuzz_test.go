package format_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format"
	"throughline/app/format/formattest"
	"throughline/app/format/source"
)

// FuzzRead fuzzes the door: sniffing, and whichever reader it leads to. The first byte chooses the file's name.
func FuzzRead(f *testing.F) {
	names := []string{"a.txt", "a.vtt", "a.srt", "a.sbv", "a.md", "a.csv", "a.tsv", "a.docx", "a.xlsx", "noname", "2026-03-04.txt"}
	read := func(ctx context.Context, s source.File) (app.Bundle, error) {
		data := make([]byte, s.Size)
		if _, err := s.R.ReadAt(data, 0); len(data) == 0 || err != nil {
			return app.Bundle{}, s.Check()
		}
		s = source.Bytes(names[int(data[0])%len(names)], string(data[1:]))
		b, err := format.Read(ctx, s.Name, s.R, s.Size, format.Options{})
		if message, _ := app.Explain(err); strings.Contains(message, "no reader expects") {
			return b, fmt.Errorf("the door caught a panic: %s", err.Error()) // no app.Error, so that the fuzzer stops
		}
		return b, err
	}
	var seeds []string
	for i := range names {
		for _, text := range []string{vttText, srtText, utf16(vttText), "Ana: hi\nBen: ho\n", "a,b\n1,two words here\n", "\xff\xfe\x00", "PK\x03\x04word/", "caf\xe9"} {
			seeds = append(seeds, string(rune(i))+text)
		}
	}
	formattest.Fuzz(f, "x", read, seeds...)
}
