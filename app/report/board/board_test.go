package board_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"flag"
	"fmt"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/chart/picture"
	"throughline/app/report/board"
)

var update = flag.Bool("update", false, "write the golden files anew")

// bench is a workspace with a board of two themes and something unsorted.
func bench(t *testing.T) (*apptest.Bench, *app.Study) {
	t.Helper()
	b := apptest.New(t)
	st := b.Study("Onboarding <Q3> & friends")
	tag := b.Tag(st, "Access", "")
	iv := b.Session(st, "P07", "Mod: How was it?", "P: I waited nine days for access. =SUM(1) is what I typed. Nobody told us, until the invoice came \"late\".")
	wait := iv.Finding("I waited nine days for access.", tag.ID)
	sum := iv.Finding("=SUM(1) is what I typed.")
	late := iv.Finding("Nobody told us, until the invoice came \"late\".")
	b.Theme(st, "Blocked by someone else’s permission, again and again, until the work is late", wait, sum)
	b.Theme(st, "Empty")
	_ = late
	return b, st
}

func write(t *testing.T, b *apptest.Bench, study app.StudyID, kind board.Kind) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := board.Write(t.Context(), &out, b.Store, study, kind, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// golden compares what was written with the file of testdata; ids, which differ from run to run, are named by order.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not as it was; -update writes it anew\n%s", name, got)
	}
}

func TestWrite_SVGIsAsItWas(t *testing.T) {
	b, st := bench(t)
	got := write(t, b, st.ID, board.SVG)
	golden(t, "board.svg", got)
	if again := write(t, b, st.ID, board.SVG); !bytes.Equal(again, got) {
		t.Error("two pictures of one board differ")
	}
}

func TestWrite_TableIsAsItWas(t *testing.T) {
	b, st := bench(t)
	rows, err := csv.NewReader(bytes.NewReader(write(t, b, st.ID, board.CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, r := range rows {
		if err := w.Write(r[:len(r)-2]); err != nil { // without the ids
			t.Fatal(err)
		}
	}
	w.Flush()
	golden(t, "board.csv", out.Bytes())
	if n := len(rows) - 1; n != 3 {
		t.Errorf("%d rows, want one for each finding", n)
	}
}

func TestWrite_TableNamesNobody(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Checkout")
	who := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P5", Stamp: b.Hand.Stamp()}
	iv := &app.Interview{ID: app.NewID[app.InterviewID](), Study: st.ID, Title: "A call", Stamp: b.Hand.Stamp(), Speakers: []app.Speaker{{Label: "Quorvia Zelm", Name: "Quorvia", Role: app.RoleParticipant, Participant: who.ID},
		{Label: "Brunhild Oxt", Name: "Brunhild", Role: app.RoleModerator}, {Label: "Wexil", Name: "Wexil", Role: app.RoleOther}, {Label: "Yondrick", Name: "Yondrick", Role: app.RoleParticipant}}}
	tr := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: iv.ID, Revision: 1, Stamp: b.Hand.Stamp()}
	for _, s := range iv.Speakers {
		at := len(tr.Text)
		tr.Text += "It is slow here. "
		tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: at, End: len(tr.Text) - 1}, Speaker: s.Label, From: app.NoTime, To: app.NoTime})
	}
	b.Put(who, iv, tr)
	for _, u := range tr.Turns {
		b.Put(&app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Interview: iv.ID, Transcript: tr.ID, Participant: iv.Speaker(u.Speaker).Participant, Span: u.Span, Quote: tr.Text[u.Start:u.End], Speaker: u.Speaker,
			At: app.NoTime, Stamp: b.Hand.Stamp()})
	}
	rows, err := csv.NewReader(bytes.NewReader(write(t, b, st.ID, board.CSV))).ReadAll()
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at, said := slices.Index(rows[0], "speaker"), []string{}
	for _, r := range rows[1:] {
		said = append(said, r[at])
	}
	slices.Sort(said)
	if got := strings.Join(said, ", "); got != ", Moderator, P5, Participant" {
		t.Errorf("speakers are called %s", got)
	}
}

func TestWrite_PNGHasTwoPixelsAUnit(t *testing.T) {
	b, st := bench(t)
	made, err := board.Compose(t.Context(), b.Store, st.ID, board.MostCards)
	if err != nil {
		t.Fatal(err)
	}
	l := board.Lay(made)
	img, err := png.Decode(bytes.NewReader(write(t, b, st.ID, board.PNG)))
	if err != nil {
		t.Fatal(err)
	}
	if w := img.Bounds().Dx(); w != int(2*(l.W+32)) {
		t.Errorf("%d pixels wide for %.0f units and margins", w, l.W)
	}
}

// many is a board of a size, without a workspace.
func many(themes, cards int) *board.Board {
	b := &board.Board{Title: "Large", Line: "many"}
	for i := range themes {
		c := board.Column{Name: fmt.Sprint("Theme ", i), Line: "x", More: 3}
		for range cards {
			c.Cards = append(c.Cards, board.Card{Text: strings.Repeat("said at length ", 30), Who: "P01"})
		}
		b.Columns = append(b.Columns, c)
	}
	return b
}

func svgOf(t testing.TB, b *board.Board) string {
	t.Helper()
	var out bytes.Buffer
	l := board.Lay(b)
	if err := picture.SVG(&out, l, color.NRGBA{A: 0xFF}, b.Title); err != nil {
		t.Fatal(err)
	}
	if l.W*l.H > board.MostPoints {
		t.Errorf("the picture is %.0f by %.0f", l.W, l.H)
	}
	return out.String()
}

func TestLay_SaysWhatItLeavesOut(t *testing.T) {
	for _, row := range []struct {
		name          string
		themes, cards int
		more          int
		want          string
	}{
		{"all of it", 3, 2, 0, ""},
		{"more in the workspace", 2, 2, 3, "Shown are the first 40 findings of each theme; 6 more are left to the table (CSV)."},
		{"too many cards", 60, 40, 0, "Shown are the first"},
		{"too many themes", 900, 1, 0, "The picture has the first 400 themes of 900."},
	} {
		t.Run(row.name, func(t *testing.T) {
			b := many(row.themes, row.cards)
			for i := range b.Columns {
				b.Columns[i].More = row.more
			}
			got := svgOf(t, b)
			if row.want == "" && (strings.Contains(got, "Shown") || strings.Contains(got, "only its")) || !strings.Contains(got, row.want) {
				t.Errorf("the picture does not say %q", row.want)
			}
			if row.name != "too many themes" && strings.Count(got, ">Theme ") != row.themes {
				t.Errorf("%d names of %d themes", strings.Count(got, ">Theme "), row.themes)
			}
		})
	}
}

func TestLay_OfNothing(t *testing.T) {
	if got := svgOf(t, &board.Board{Title: "Empty", Line: "0 themes"}); !strings.Contains(got, "Empty") {
		t.Error("an empty board has no title")
	}
}

// FuzzLay writes boards of any words and expects well-formed SVG that says no more than its words.
func FuzzLay(f *testing.F) {
	f.Add("Title", "Name", "said", "P01", 3)
	f.Add("<a&b>", "\"'", "]]> <script>", "\x00\xff", -5)
	f.Add("مرحبا", "日本語", "👩‍👩‍👧 e\u0301", "\u202e", 99)
	f.Fuzz(func(t *testing.T, title, name, said, who string, hue int) {
		b := &board.Board{Title: title, Columns: []board.Column{{Name: name, Hue: hue, Share: float64(hue), Cards: []board.Card{{Text: said, Who: who, Hues: []int{hue}, Star: true}}}}}
		d := xml.NewDecoder(strings.NewReader(svgOf(t, b)))
		var elements []string
		for {
			tok, err := d.Token()
			if err != nil {
				if err.Error() != "EOF" {
					t.Fatal(err)
				}
				break
			}
			if e, ok := tok.(xml.StartElement); ok {
				elements = append(elements, e.Name.Local)
			}
		}
		for _, e := range elements {
			if !slices.Contains([]string{"svg", "title", "rect", "text", "line", "polygon"}, e) {
				t.Errorf("an element %q", e)
			}
		}
	})
}
