package coded_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/format"
	"throughline/app/report/coded"
)

var update = flag.Bool("update", false, "rewrite golden files")

// scene is a study of two interviews: passages that overlap, one of two tags, one of a formula, one note, one without a tag.
func scene(t *testing.T) (*apptest.Bench, *app.Study) {
	t.Helper()
	b := apptest.New(t)
	st := b.Study("Checkout <b>&amp;")
	pay := b.Tag(st, "Pay run", "")
	slow, trust := b.Tag(st, "Slow", pay.ID), b.Tag(st, "Trust \"me\"", "")
	for i, g := range []*app.Tag{slow, trust} { // another colour each
		after := *g
		after.Color = i + 1
		cs := b.Hand.Begin("Colour")
		cs.Update(g, &after)
		if err := b.Log.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
	}
	one := b.Session(st, "P01", "Mod: How was it?", "P: The parallel run took two days 🙂, and nobody told us why.", "Mod: I see.")
	two := b.Session(st, "P02", "P: =SUM(A1) is what I typed.", "P: Well.")
	one.Finding("The parallel run took two days 🙂, and nobody told us why.", pay.ID, trust.ID)
	noted := one.Finding("took two days 🙂", slow.ID)
	after := *noted
	after.Note = "Every month\nagain"
	cs := b.Hand.Begin("Note")
	cs.Update(noted, &after)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	two.Finding("=SUM(A1) is what I typed.", slow.ID)
	two.Finding("Well.")
	b.Put(&app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Note: "Seen in the office", At: app.NoTime, Stamp: b.Hand.Stamp()})
	return b, st
}

func write(t *testing.T, b *apptest.Bench, st *app.Study, f coded.Format) (string, coded.Result) {
	t.Helper()
	var out bytes.Buffer
	res, err := coded.Write(t.Context(), &out, b.Store, coded.Spec{Find: app.FindingQuery{Study: st.ID}, Format: f, Date: "2026-11-02", Author: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), res
}

// TestWrite_Golden holds each format against a stored file, ids told by order.
func TestWrite_Golden(t *testing.T) {
	b, st := scene(t)
	ids, err := b.Store.Findings(t.Context(), app.FindingQuery{Study: st.ID, Page: app.Page{Limit: 100}})
	if err != nil {
		t.Fatal(err)
	}
	tags, err := b.Store.Tags(t.Context(), st.ID)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(tags, func(x, y app.TagRow) int { return strings.Compare(x.Name, y.Name) })
	var pairs []string
	for i := range ids {
		pairs = append(pairs, string(ids[i].ID), "finding-"+string(rune('a'+i)), string(ids[i].Interview), "interview-"+ids[i].Code)
	}
	for i := range tags {
		pairs = append(pairs, string(tags[i].ID), "tag-"+string(rune('a'+i)))
	}
	var clean []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] != "" {
			clean = append(clean, pairs[i], pairs[i+1])
		}
	}
	for _, f := range coded.Formats() {
		got, res := write(t, b, st, f)
		got = strings.NewReplacer(clean...).Replace(got)
		if res.Findings != 5 || res.Documents != 2 || res.Tags != 3 || len(res.Lost) == 0 {
			t.Errorf("%s: result %+v", f, res)
		}
		for _, l := range res.Lost {
			if l.Degree != app.Degraded && l.Degree != app.Dropped {
				t.Errorf("%s: it is not said how much of it is lost: %+v", f, l)
			}
		}
		for _, e := range res.Elements {
			if e.Total != e.Kept+e.Degraded+e.Dropped || e.Total == 0 || e.Kept < 0 {
				t.Errorf("%s: %s do not add up: %+v", f, e.Name, e)
			}
		}
		var said strings.Builder
		if err := res.Report("x", f).WriteText(&said); err != nil || !strings.Contains(said.String(), "Findings ") || !strings.Contains(said.String(), "(degraded)") {
			t.Errorf("%s: the report says %q (%v)", f, said.String(), err)
		}
		path := filepath.Join("testdata", "checkout."+string(f))
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", f, got, want)
		}
	}
}

// TestWrite_TheTableComesBack reads the table as highlights of another program are read.
func TestWrite_TheTableComesBack(t *testing.T) {
	b, st := scene(t)
	data, _ := write(t, b, st, coded.CSV)
	back, err := format.Read(t.Context(), "coded.csv", strings.NewReader(data), int64(len(data)), format.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tags := map[string][][]string{}
	for _, d := range back.Documents {
		for _, m := range d.Marks {
			tags[d.Utterances[m.From.Utterance].Text] = m.Tags
		}
	}
	want := map[string][][]string{
		"The parallel run took two days 🙂, and nobody told us why.": {{"Pay run"}, {`Trust "me"`}}, "took two days 🙂": {{"Pay run", "Slow"}},
		"'=SUM(A1) is what I typed.": {{"Pay run", "Slow"}}, "Well.": nil, "Seen in the office": nil,
	}
	for text, paths := range want {
		got, ok := tags[text]
		slices.SortFunc(got, func(a, b []string) int { return slices.Compare(a, b) })
		if !ok || !slices.EqualFunc(got, paths, func(a, b []string) bool { return slices.Equal(a, b) }) {
			t.Errorf("%q came back with %q, want %q", text, got, paths)
		}
	}
	if len(tags) != len(want) {
		t.Errorf("%d passages came back: %v", len(tags), tags)
	}
}

// Signs that part tags in tables of other programs, and what a spreadsheet would run, are letters of a name in ours.
func TestWrite_NamesOfTagsComeBackWhateverTheirSigns(t *testing.T) {
	for _, names := range [][]string{{"Cost; delay", "Slow"}, {"Yes | no", "Slow"}, {"Yes|no"}, {"A > B", "C::D"}, {"In / out", "Slow"}, {"=Sum", "'=Sum", "-5", "'-5", "-five", "'quoted'"},
		{`Back\slash`, `a \/ b`}, {"1, 2, 3", "Slow"}, {"/"}} {
		b := apptest.New(t)
		st := b.Study("Checkout")
		iv := b.Session(st, "P01", "Mod: How was it?", "P: It took two days.")
		var ids []app.TagID
		for _, n := range names {
			ids = append(ids, b.Tag(st, n, "").ID)
		}
		ids = append(ids, b.Tag(st, "Under; it", ids[0]).ID)
		iv.Finding("It took two days.", ids...)
		data, _ := write(t, b, st, coded.CSV)
		back, err := format.Read(t.Context(), "coded.csv", strings.NewReader(data), int64(len(data)), format.Options{})
		if err != nil || len(back.Documents) != 1 || len(back.Documents[0].Marks) != 1 {
			t.Fatalf("%q: %+v (%v)", names, back, err)
		}
		var got []string
		for _, path := range back.Documents[0].Marks[0].Tags {
			got = append(got, strings.Join(path, " under "))
		}
		want := append(slices.Clone(names), names[0]+" under Under; it")
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("came back as %q, want %q", got, want)
		}
	}
}

func TestWrite_IsSound(t *testing.T) {
	b, st := scene(t)
	lines, _ := write(t, b, st, coded.JSON)
	for l := range strings.Lines(lines) {
		if !json.Valid([]byte(l)) {
			t.Errorf("no JSON: %s", l)
		}
	}
	graph, _ := write(t, b, st, coded.Graph)
	var g struct {
		Nodes []struct {
			Label string `xml:"label,attr"`
		} `xml:"graph>nodes>node"`
		Edges []struct {
			Weight int `xml:"weight,attr"`
		} `xml:"graph>edges>edge"`
	}
	if err := xml.Unmarshal([]byte(graph), &g); err != nil || len(g.Nodes) != 5 || len(g.Edges) != 7 {
		t.Errorf("%d nodes, %d edges, %v", len(g.Nodes), len(g.Edges), err)
	}
	page, _ := write(t, b, st, coded.Web)
	for _, bad := range []string{"<script", "http://", "https://", "<b>&amp;", "src="} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}

func TestWrite_RefusesNothing(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Empty")
	var out bytes.Buffer
	if _, err := coded.Write(t.Context(), &out, b.Store, coded.Spec{Find: app.FindingQuery{Study: st.ID}, Format: coded.CSV}); app.CodeOf(err) != app.ENotFound {
		t.Errorf("got %v", err)
	}
	if _, err := coded.FormatOf(".docx"); app.CodeOf(err) != app.EInvalid {
		t.Errorf("got %v", err)
	}
	for name, want := range map[string]coded.Format{".HTM": coded.Web, "json": coded.JSON, "gexf": coded.Graph} {
		if got, err := coded.FormatOf(name); err != nil || got != want {
			t.Errorf("FormatOf(%q) = %q, %v", name, got, err)
		}
	}
}
