// Package codebook reads and writes codebooks: the exchange format of qualitative research programs (REFI-QDA, .qdc, and
// the codebook inside a .qdpx project) and tables (.csv, .tsv, .xlsx). A reader makes a value of nouns, app.Codebook; what the
// file says and a codebook here cannot hold is counted in its Lost.
package codebook

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
)

// Limits on codebooks. The largest seen in the wild have some hundred codes, five levels deep.
const (
	MaxCodes = 20_000
	maxBytes = 32 << 20
	maxDepth = 64 // levels of the tree
)

// Read reads a codebook, told by its content: XML, a REFI-QDA project (zip), a workbook or delimited text. Returns EInvalid
// for a file that is empty, binary, broken or holds no codes, ETooLarge beyond 20,000 codes, 64 levels or 32 MB, EIO, and the
// context's error.
func Read(ctx context.Context, f source.File) (b app.Codebook, err error) {
	defer func() {
		if p := recover(); p != nil {
			b, err = app.Codebook{}, f.Fail(app.EInvalid, "could not be read: it is built in a way no reader expects.",
				"Open it in the program it comes from and export the codebook again.", fmt.Errorf("%v", p))
		}
	}()
	if f.MaxBytes == 0 {
		f.MaxBytes = maxBytes
	}
	if err := f.Check(); err != nil {
		return app.Codebook{}, err
	}
	head, err := f.Head(4096)
	if err != nil {
		return app.Codebook{}, err
	}
	switch {
	case strings.HasPrefix(string(head), "PK\x03\x04"):
		return readZip(ctx, f)
	case looksLikeXML(head):
		return readQDC(ctx, f)
	}
	return readTable(ctx, f)
}
