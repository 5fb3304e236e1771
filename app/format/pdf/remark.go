package pdf

import (
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"throughline/app/format/source"
)

// remark is a passage that somebody marked on a page, or a note.
type remark struct {
	boxes   []box // of the passage; empty for a note
	at      box
	note    string
	author  string
	created time.Time
}

// remarksOf reads what was highlighted, underlined and noted on a page, in the order of the file. Links, forms and drawings are no remarks.
func remarksOf(lib pdfium.Pdfium, at requests.Page) ([]remark, error) {
	count, err := lib.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: at})
	if err != nil {
		return nil, err
	}
	var out []remark
	place := map[int]int{} // in out, by place on the page
	for i := range min(count.Count, maxMarks) {
		got, err := lib.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: at, Index: i})
		if err != nil {
			continue // a broken entry of the list; the others may be sound
		}
		r, ok := readRemark(lib, got.Annotation)
		if ok {
			if to, answers := answered(lib, at, got.Annotation, place); answers {
				out[to].note = strings.TrimSpace(out[to].note + "\n" + said(r, out[to].author))
			} else {
				place[i] = len(out)
				out = append(out, r)
			}
		}
		if _, err := lib.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: got.Annotation}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// said is a remark that answers another, with its author where that is somebody else.
func said(r remark, first string) string {
	if r.author == "" || r.author == first || r.note == "" {
		return r.note
	}
	return r.author + ": " + r.note
}

// answered finds the remark that another answers.
func answered(lib pdfium.Pdfium, at requests.Page, a references.FPDF_ANNOTATION, place map[int]int) (int, bool) {
	link, err := lib.FPDFAnnot_GetLinkedAnnot(&requests.FPDFAnnot_GetLinkedAnnot{Annotation: a, Key: "IRT"})
	if err != nil {
		return 0, false
	}
	index, err := lib.FPDFPage_GetAnnotIndex(&requests.FPDFPage_GetAnnotIndex{Page: at, Annotation: link.LinkedAnnotation})
	_, _ = lib.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: link.LinkedAnnotation}) // it was only looked at
	if err != nil {
		return 0, false
	}
	to, ok := place[index.Index]
	return to, ok
}

// readRemark reads one; ok is false for what is no remark or an empty note.
func readRemark(lib pdfium.Pdfium, a references.FPDF_ANNOTATION) (r remark, ok bool) {
	kind, err := lib.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: a})
	if err != nil {
		return r, false
	}
	passage := false
	switch kind.Subtype {
	case enums.FPDF_ANNOT_SUBTYPE_HIGHLIGHT, enums.FPDF_ANNOT_SUBTYPE_UNDERLINE, enums.FPDF_ANNOT_SUBTYPE_SQUIGGLY, enums.FPDF_ANNOT_SUBTYPE_STRIKEOUT:
		passage = true
	case enums.FPDF_ANNOT_SUBTYPE_TEXT, enums.FPDF_ANNOT_SUBTYPE_FREETEXT, enums.FPDF_ANNOT_SUBTYPE_CARET:
	default:
		return r, false
	}
	text := func(key string) string {
		got, err := lib.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: a, Key: key})
		if err != nil {
			return "" // it has no such entry
		}
		return strings.TrimSpace(source.Clean(got.Value))
	}
	r = remark{note: text("Contents"), author: text("T"), created: moment(text("M"))}
	if made := moment(text("CreationDate")); !made.IsZero() {
		r.created = made
	}
	if rect, err := lib.FPDFAnnot_GetRect(&requests.FPDFAnnot_GetRect{Annotation: a}); err == nil {
		x := rect.Rect
		r.at = box{float64(min(x.Left, x.Right)), float64(min(x.Top, x.Bottom)), float64(max(x.Left, x.Right)), float64(max(x.Top, x.Bottom))}
	}
	if passage {
		r.boxes = quads(lib, a)
		if len(r.boxes) == 0 {
			r.boxes = []box{r.at}
		}
	}
	return r, passage || r.note != ""
}

// quads are the boxes of a marked passage, one a line.
func quads(lib pdfium.Pdfium, a references.FPDF_ANNOTATION) []box {
	n, err := lib.FPDFAnnot_CountAttachmentPoints(&requests.FPDFAnnot_CountAttachmentPoints{Annotation: a})
	if err != nil {
		return nil
	}
	var out []box
	for i := range min(n.Count, maxMarks) {
		got, err := lib.FPDFAnnot_GetAttachmentPoints(&requests.FPDFAnnot_GetAttachmentPoints{Annotation: a, Index: i})
		if err != nil {
			continue
		}
		q := got.QuadPoints
		out = append(out, box{float64(min(q.X1, q.X2, q.X3, q.X4)), float64(min(q.Y1, q.Y2, q.Y3, q.Y4)),
			float64(max(q.X1, q.X2, q.X3, q.X4)), float64(max(q.Y1, q.Y2, q.Y3, q.Y4))})
	}
	return out
}

// moment reads a time such as D:20260304101500+01'00'; the zero time for anything else.
func moment(s string) time.Time {
	s = strings.TrimPrefix(s, "D:")
	s = strings.ReplaceAll(s, "'", "")
	for _, layout := range []string{"20060102150405-0700", "20060102150405Z0000", "20060102150405Z", "20060102150405", "200601021504", "20060102"} {
		if at, err := time.Parse(layout, s); err == nil && at.Year() > 1900 {
			return at.UTC()
		}
	}
	return time.Time{}
}
