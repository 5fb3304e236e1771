package refi_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"throughline/app/qda"
)

func newContext(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithCancel(t.Context())
}

// words are texts as programs and people write them, and as nobody should.
var words = []string{"", "x", "Price", "a\nb", "tab\there", "\x00\x07", "<b>&\"'", "😀", "\xff\xfe", "]]>", " ", "very long " + "word word word word word word"}

// guids are GUIDs of all forms, and what is none.
var guids = []qda.GUID{qda.GUID(g(1)), qda.GUID(g(2)), "{0a1b2c3d-0000-4000-8000-000000000003}", "no guid", "", "42", qda.GUID(g(4)) + " "}

// times are times of all forms, and what is none.
var times = []qda.When{"", "2024-01-02T03:04:05Z", "2024-01-02", "yesterday", "2024-13-40T99:99:99Z", "2024-01-02T03:04:05+15:30", "2024-02-30T00:00:00"}

func any[T interface{}](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// some makes up to n of something.
func some[T interface{}](r *rand.Rand, n int, one func() T) []T {
	var all []T
	for range r.IntN(n + 1) {
		all = append(all, one())
	}
	return all
}

// wild is a project of anything.
func wild(r *rand.Rand) *qda.Project {
	word := func() string { return any(r, words) }
	guid := func() qda.GUID { return any(r, guids) }
	refs := func() []qda.GUID { return some(r, 2, guid) }
	number := func() int64 { return r.Int64N(40) - 5 }
	made := func() qda.Made {
		return qda.Made{By: guid(), At: any(r, times), ChangedBy: guid(), Changed: any(r, times)}
	}
	color := func() string { return any(r, []string{"", "#f00", "#00FF00", "red", "nothing", "#12"}) }
	rest := func() qda.Rest {
		if r.IntN(4) > 0 {
			return qda.Rest{}
		}
		return qda.Rest{Attributes: []qda.Attribute{{Name: "odd", Value: word()}}, Elements: []string{"<odd/>"}}
	}
	value := func() qda.Value {
		return qda.Value{Variable: guid(), Type: any(r, []string{"Text", "Integer", "Date", "DateTime", "Boolean", "Float", "Odd", ""}), Text: any(r, []string{"", "12", "1.5", "true", "2024-01-02", "x", "0000-01-01"}), Missing: r.IntN(3) == 0}
	}
	coding := func() qda.Coding {
		return qda.Coding{GUID: guid(), Code: guid(), By: guid(), At: any(r, times), NoteRefs: refs(), Rest: rest()}
	}
	var source func(depth int) qda.Source
	selection := func(depth int) qda.Selection {
		s := qda.Selection{GUID: guid(), Name: word(), Description: word(), Made: made(), From: number(), To: number(), Start: -1, End: -1, Page: number(), Box: [4]int64{number(), number(), number(), number()},
			FromSync: guid(), ToSync: guid(), Codings: some(r, 2, coding), NoteRefs: refs(), Rest: rest()}
		if depth > 0 && r.IntN(4) == 0 {
			of := source(depth - 1)
			of.Kind = qda.Text
			s.Of = &of
		}
		return s
	}
	source = func(depth int) qda.Source {
		s := qda.Source{GUID: guid(), Name: word(), Kind: any(r, []qda.SourceKind{qda.Text, qda.PDF, qda.Picture, qda.Audio, qda.Video, "odd"}), Description: word(), Made: made(),
			Path: any(r, []string{"", "internal://a.docx", "../../a", "absolute:///c/a.mp3", "a b.png", "internal://"}), PlainPath: any(r, []string{"", "internal://a.txt", "a.txt"}), CurrentPath: word(), Text: word(),
			Inline: r.IntN(2) == 0, Codings: some(r, 2, coding), NoteRefs: refs(), Values: some(r, 2, value), Rest: rest()}
		if r.IntN(2) == 0 {
			s.Data = []byte("data")
		}
		if r.IntN(2) == 0 {
			s.Plain = []byte("One two\r\nthree")
		}
		s.Selections = some(r, 3, func() qda.Selection { return selection(depth) })
		if depth > 0 && r.IntN(2) == 0 {
			of := source(depth - 1)
			of.Kind = qda.Text
			s.Of = &of
		}
		if depth > 0 && (s.Kind == qda.Audio || s.Kind == qda.Video) {
			t := source(0)
			t.Kind = qda.Text
			at := number()
			s.Transcripts = []qda.Transcript{{Source: t, Sync: []qda.SyncPoint{{GUID: guid(), At: &at}, {GUID: guid(), Position: &at}}}}
		}
		return s
	}
	p := &qda.Project{Format: "qdpx", Name: word(), Origin: word(), BasePath: word(), Made: made(), Description: word(), NoteRefs: refs(), Rest: rest()}
	p.Users = some(r, 2, func() qda.User { return qda.User{GUID: guid(), Name: word(), ID: word(), Rest: rest()} })
	for i := range r.IntN(6) {
		p.Codes = append(p.Codes, qda.Code{GUID: guid(), Name: word(), Parent: r.IntN(i+2) - 1, Codable: r.IntN(2) == 0, Color: color(), Description: word(), NoteRefs: refs(), Rest: rest()})
	}
	p.Variables = some(r, 2, func() qda.Variable {
		return qda.Variable{GUID: guid(), Name: word(), Type: any(r, []string{"Text", "odd", ""}), Description: word(), Rest: rest()}
	})
	p.Cases = some(r, 2, func() qda.Case {
		return qda.Case{GUID: guid(), Name: word(), Description: word(), Codes: refs(), Values: some(r, 3, value), Sources: refs(), Selections: refs(), Rest: rest()}
	})
	p.Sources = some(r, 4, func() qda.Source { return source(2) })
	p.Notes = some(r, 2, func() qda.Source { s := source(1); s.Kind = qda.Text; return s })
	p.Links = some(r, 2, func() qda.Link {
		return qda.Link{GUID: guid(), Name: word(), Direction: any(r, []string{"", "OneWay", "odd"}), Color: color(), From: guid(), To: guid(), NoteRefs: refs(), Rest: rest()}
	})
	p.Sets = some(r, 2, func() qda.Set {
		return qda.Set{GUID: guid(), Name: word(), Description: word(), Codes: refs(), Sources: refs(), Notes: refs(), Rest: rest()}
	})
	p.Graphs = some(r, 2, func() qda.Graph {
		return qda.Graph{GUID: guid(), Name: word(), XML: any(r, []string{"", "<Vertex/>", `<Edge guid="` + g(1) + `" sourceVertex="` + g(1) + `" targetVertex="` + g(2) + `" color="odd"/><Vertex guid="` + g(1) + `" firstX="1" firstY="2" odd="x"/>`, "<broken"}), Rest: rest()}
	})
	p.Members = some(r, 2, func() qda.Member {
		return qda.Member{Path: any(r, []string{"a/b.bin", "../c", "project.qde", "", "sources/a.txt"}), Data: []byte("m")}
	})
	return p
}
