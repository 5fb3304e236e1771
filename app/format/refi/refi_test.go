package refi_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/pack"
	"throughline/app/format/refi"
	"throughline/app/format/source"
	"throughline/app/qda"
)

// g is a GUID that ends in a number.
func g(n int) string { return fmt.Sprintf("0A1B2C3D-0000-4000-8000-%012X", n) }

// all is a project that has everything the standard names, in the way programs write it: attributes and elements of their own, a byte order
// mark, line ends of two signs, files that are missing or elsewhere.
func all() string {
	return strings.NewReplacer("{u}", g(1), "{code}", g(2), "{sub}", g(3), "{var}", g(4), "{case}", g(5), "{text}", g(6), "{sel}", g(7), "{coding}", g(8), "{pdf}", g(9), "{psel}", g(10),
		"{rep}", g(11), "{pic}", g(12), "{audio}", g(13), "{tr}", g(14), "{s1}", g(15), "{s2}", g(16), "{tsel}", g(17), "{asel}", g(18), "{video}", g(19), "{note}", g(20), "{link}", g(21),
		"{set}", g(22), "{graph}", g(23), "{v1}", g(24), "{v2}", g(25), "{e}", g(26), "{zero}", g(27), "{dup}", g(28), "{c2}", g(29), "{c3}", g(30), "{c4}", g(31), "{rsel}", g(32), "{away}", g(33),
		"\n", "\r\n").Replace(`<?xml version="1.0" encoding="utf-8" standalone="no"?>
<Project xmlns="urn:QDA-XML:project:1.0" xmlns:v="urn:vendor" name="All &amp; everything" origin="Vendor 1.2" creatingUserGUID="{u}" creationDateTime="2024-01-02T03:04:05Z" v:build="7">
 <Users><User guid="{u}" name="Ann" id="AN"/></Users>
 <CodeBook><Codes><Code guid="{code}" name="Price" isCodable="false" color="#f00"><Description>What it
costs</Description><NoteRef targetGUID="{note}"/><Code guid="{sub}" name="Too high" isCodable="true" v:weight="3"/></Code></Codes></CodeBook>
 <Variables><Variable guid="{var}" name="Age" typeOfVariable="Integer"><Description>in years</Description></Variable></Variables>
 <Cases><Case guid="{case}" name="P1"><Description>A person</Description><CodeRef targetGUID="{code}"/><VariableValue><VariableRef targetGUID="{var}"/><IntegerValue>44</IntegerValue></VariableValue><SourceRef targetGUID="{text}"/><SelectionRef targetGUID="{sel}"/></Case></Cases>
 <Sources>
  <TextSource guid="{text}" name="Talk" richTextPath="internal://talk.docx" plainTextPath="internal://talk.txt" creatingUser="{u}" creationDateTime="2024-01-02T03:04:05Z">
   <Description>First talk</Description>
   <PlainTextSelection guid="{sel}" name="It costs too much" startPosition="6" endPosition="23" creatingUser="{u}"><Description>Angry</Description><Coding guid="{coding}" creatingUser="{u}" creationDateTime="2024-01-03T03:04:05Z"><CodeRef targetGUID="{sub}"/><NoteRef targetGUID="{note}"/></Coding><Coding guid="{c2}"><CodeRef targetGUID="{code}"/></Coding><NoteRef targetGUID="{note}"/></PlainTextSelection>
   <PlainTextSelection guid="{dup}" startPosition="6" endPosition="23"/>
   <PlainTextSelection guid="{zero}" startPosition="6" endPosition="6"><Coding guid="{c4}"><CodeRef targetGUID="{sub}"/></Coding></PlainTextSelection>
   <Coding guid="{c3}"><CodeRef targetGUID="{sub}"/></Coding><NoteRef targetGUID="{note}"/>
   <VariableValue><VariableRef targetGUID="{var}"/></VariableValue>
   <v:Extra of="this"><v:Deep>kept &amp; whole</v:Deep></v:Extra>
  </TextSource>
  <PDFSource guid="{pdf}" name="Paper" path="internal://paper.pdf" currentPath="absolute:///C:/paper.pdf">
   <PDFSelection guid="{psel}" page="2" firstX="1" firstY="2" secondX="3" secondY="-4"><Coding guid="` + g(40) + `"><CodeRef targetGUID="{sub}"/></Coding></PDFSelection>
   <Representation guid="{rep}" name="words"><PlainTextContent>Words of the paper</PlainTextContent><PlainTextSelection guid="{rsel}" startPosition="0" endPosition="5"/></Representation>
  </PDFSource>
  <PictureSource guid="{pic}" name="Wall" path="internal://missing.png"><TextDescription guid="` + g(41) + `"><PlainTextContent>A wall</PlainTextContent></TextDescription><PictureSelection guid="` + g(42) + `" firstX="0" firstY="0" secondX="9" secondY="9"/></PictureSource>
  <AudioSource guid="{audio}" name="Call" path="relative:///call.mp3">
   <Transcript guid="{tr}" name="as written"><PlainTextContent>Hello there. It rang twice.</PlainTextContent><SyncPoint guid="{s1}" timeStamp="0" position="0"/><SyncPoint guid="{s2}" timeStamp="2500" position="13"/><SyncPoint guid="` + g(43) + `" position="27"/><TranscriptSelection guid="{tsel}" fromSyncPoint="{s2}" toSyncPoint="` + g(43) + `"><Coding guid="` + g(44) + `"><CodeRef targetGUID="{sub}"/></Coding></TranscriptSelection></Transcript>
   <AudioSelection guid="{asel}" begin="100" end="2400"><Coding guid="` + g(45) + `"><CodeRef targetGUID="{sub}"/></Coding></AudioSelection>
  </AudioSource>
  <VideoSource guid="{video}" name="Screen"><VideoSelection guid="` + g(46) + `" begin="0" end="10"/></VideoSource>
  <TextSource guid="{away}" name="Gone" plainTextPath="internal://gone.txt"><PlainTextSelection guid="` + g(47) + `" startPosition="3" endPosition="9"/></TextSource>
 </Sources>
 <Notes><Note guid="{note}" name="Thought" creatingUser="{u}"><PlainTextContent>Is it the price?</PlainTextContent></Note></Notes>
 <Links><Link guid="{link}" name="explains" direction="OneWay" color="#00FF00" originGUID="{sel}" targetGUID="{dup}"><NoteRef targetGUID="{note}"/></Link></Links>
 <Sets><Set guid="{set}" name="Money"><Description>about it</Description><MemberCode targetGUID="{code}"/><MemberSource targetGUID="{text}"/><MemberNote targetGUID="{note}"/></Set></Sets>
 <Graphs><Graph guid="{graph}" name="Map"><Vertex guid="{v1}" representedGUID="{code}" firstX="1" firstY="2" shape="Oval"/><Vertex guid="{v2}" name="b" firstX="3" firstY="4" color="#123456"/><Edge guid="{e}" sourceVertex="{v1}" targetVertex="{v2}" direction="OneWay" lineStyle="dotted"/></Graph></Graphs>
 <Description>The whole project</Description><NoteRef targetGUID="{note}"/>
 <v:Settings><v:Zoom>2</v:Zoom></v:Settings>
</Project>
`)
}

// archive packs files, in the order of their names.
func archive(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var names []string
	for n := range files {
		names = append(names, n)
	}
	slices.Sort(names)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.Create(n)
		if err == nil {
			_, err = io.WriteString(w, files[n])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func whole(t testing.TB) []byte {
	return archive(t, map[string]string{"My project.qde": "\ufeff" + all(), "Sources/talk.txt": "\ufeffThus:\r\nIt costs too much\r\nfor us.", "sources/talk.docx": "PK docx", "sources/paper.pdf": "%PDF-",
		"vendor/layout.bin": "\x00\x01", "sources/.root": ""})
}

func TestRead_TakesEverythingOfTheStandardAndKeepsWhatItDoesNotName(t *testing.T) {
	p := readBytes(t, "all.qdpx", whole(t))
	want := qda.Tally{Users: 1, Codes: 2, Variables: 1, Cases: 1, Sources: 6, Selections: 10, Codings: 7, Notes: 1, Links: 1, Sets: 1, Graphs: 1}
	if got := p.Count(); got != want {
		t.Errorf("counted %+v, want %+v", got, want)
	}
	s := &p.Sources[0]
	if got := s.Text[s.Selections[0].Start:s.Selections[0].End]; got != "It costs too much" || s.Counts.Equal != 1 {
		t.Errorf("the selection is of %q (%+v)", got, s.Counts)
	}
	if s.Selections[2].Start != s.Selections[2].End {
		t.Errorf("a selection of nothing is of something: %+v", s.Selections[2])
	}
	tr := p.Sources[3].Transcripts[0]
	if got := tr.Text[tr.Selections[0].Start:tr.Selections[0].End]; got != "It rang twice." {
		t.Errorf("between the sync points stands %q", got)
	}
	if len(s.Rest.Elements) != 1 || !strings.Contains(s.Rest.Elements[0], `xmlns:v="urn:vendor"`) || !strings.Contains(s.Rest.Elements[0], "kept &amp; whole") {
		t.Errorf("what the standard does not name is %q", s.Rest.Elements)
	}
	if len(p.Rest.Attributes) != 1 || len(p.Rest.Elements) != 1 || len(p.Codes[1].Rest.Attributes) != 1 || len(p.Members) != 2 {
		t.Errorf("kept beside: %+v, %+v, %d members", p.Rest, p.Codes[1].Rest, len(p.Members))
	}
	said := fmt.Sprint(p.Lost)
	for _, part := range []string{"2 files that the project names are not in it", "2 files are kept outside"} {
		_ = part
	}
	if !strings.Contains(said, "not in it") || !strings.Contains(said, "kept outside") {
		t.Errorf("the report says %s", said)
	}
	out := written(t, p)
	validate(t, out)
	check(t, out)
	same(t, p, readBytes(t, "again.qdpx", out))
}

func TestRead_TellsHowProgramsCount(t *testing.T) {
	const words = "One 😀 two\r\nthree four\r\nfive 😀 six seven"
	for _, row := range []struct {
		name, origin, text string
		counts             qda.Counts
		unsure             bool
		from, to           int64
		selected           string
	}{
		{"NVivo: UTF-16, line ends of two, no mark", "NVivo for Windows 12.6", "\ufeff" + words, qda.Counts{Unit: "utf16", CRLF: true}, false, 12, 17, "three"},
		{"ATLAS.ti: line ends of one", "ATLAS.ti for Windows 23", "\ufeff" + words, qda.Counts{}, false, 10, 15, "three"},
		{"unknown, in UTF-16", "Somebody 1", words, qda.Counts{Unit: "utf16"}, false, 22, 26, "five"},
		{"unknown, the mark counts", "Somebody 1", "\ufeff" + words, qda.Counts{Mark: true}, false, 11, 16, "three"},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := qda.NewRuler(row.text, row.counts)
			var sel strings.Builder
			for i, w := range []string{"One", "two", "three", "four", "five", "six", "seven"} {
				at := strings.Index(r.Text, w)
				from, to := r.Places(at, at+len(w))
				fmt.Fprintf(&sel, `<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d"/>`, g(100+i), from, to)
			}
			p := readBytes(t, "x.qdpx", archive(t, map[string]string{"project.qde": `<Project xmlns="urn:QDA-XML:project:1.0" name="x" origin="` + row.origin + `"><Sources><TextSource guid="` + g(1) +
				`" plainTextPath="internal://a.txt">` + sel.String() + `</TextSource></Sources></Project>`, "sources/a.txt": row.text}))
			s := &p.Sources[0]
			for i, w := range []string{"One", "two", "three", "four", "five", "six", "seven"} {
				if got := s.Text[s.Selections[i].Start:s.Selections[i].End]; got != w {
					t.Errorf("selection %d is %q, want %q (%+v)", i, got, w, s.Counts)
				}
			}
			if s.Selections[2].From != row.from && row.selected == "three" || s.Counts.Unsure {
				t.Errorf("three stands at %d, %+v", s.Selections[2].From, s.Counts)
			}
		})
	}
}

// TestRead_KeepsTheUsualWayWhereFewSelectionsSpeakAgainstIt reads projects in which somebody marked a piece of a word.
func TestRead_KeepsTheUsualWayWhereFewSelectionsSpeakAgainstIt(t *testing.T) {
	const text = "\ufeffAna: When do you order?\r\nBen: On Monday.\r\nAna: And how?\r\nBen: On paper. The checkout is slow.\r\nAna: Why is it so?\r\nBen: I type it twice.\r\n"
	spans := func(r *qda.Ruler, words ...string) string {
		var b strings.Builder
		for i, w := range words {
			at := strings.Index(r.Text, w)
			from, to := r.Places(at, at+len(w))
			fmt.Fprintf(&b, `<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d"/>`, g(100+i), from, to)
		}
		return b.String()
	}
	nvivo := qda.Counts{Unit: "utf16", CRLF: true}
	whole := []string{"When", "order", "paper", "checkout", "slow", "type", "twice"}
	for _, c := range []struct {
		name   string
		texts  [][]string
		unsure bool
	}{
		{"a letter short", [][]string{{"The checkout is slo"}}, true},
		{"half a word", [][]string{{"Mon"}}, true},
		{"beside others", [][]string{{"Mon"}, whole}, false},
		{"beside others of its text", [][]string{{"Mon", "paper", "type", "twice"}}, false},
	} {
		files := map[string]string{}
		var all strings.Builder
		for i, words := range c.texts {
			name := fmt.Sprintf("%d.txt", i)
			files["sources/"+name] = text
			fmt.Fprintf(&all, `<TextSource guid="%s" plainTextPath="internal://%s">%s</TextSource>`, g(1+i), name, spans(qda.NewRuler(text, nvivo), words...))
		}
		files["project.qde"] = `<Project xmlns="urn:QDA-XML:project:1.0" name="x" origin="NVivo for Windows 12.6"><Sources>` + all.String() + `</Sources></Project>`
		p := readBytes(t, "x.qdpx", archive(t, files))
		for i, words := range c.texts {
			s := &p.Sources[i]
			for k, w := range words {
				if got := s.Text[s.Selections[k].Start:s.Selections[k].End]; got != w {
					t.Errorf("%s: selection of %q is %q (%+v)", c.name, w, got, s.Counts)
				}
			}
			if s.Counts.Unsure != c.unsure {
				t.Errorf("%s: %+v", c.name, s.Counts)
			}
		}
	}
}

// TestRead_FindsTheWayOfAProjectInAllItsTexts reads texts with a selection each, in a way that is not the usual one.
func TestRead_FindsTheWayOfAProjectInAllItsTexts(t *testing.T) {
	const text = "\ufeffThree four\r\nfive 😀 six seven"
	way := qda.Counts{Mark: true, CRLF: true}
	r := qda.NewRuler(text, way)
	files, all := map[string]string{}, ""
	words := []string{"four", "five", "six", "seven", "four", "six"}
	for i, w := range words {
		at := strings.Index(r.Text, w)
		from, to := r.Places(at, at+len(w))
		name := fmt.Sprintf("%d.txt", i)
		files["sources/"+name] = text
		all += fmt.Sprintf(`<TextSource guid="%s" plainTextPath="internal://%s"><PlainTextSelection guid="%s" startPosition="%d" endPosition="%d"/></TextSource>`, g(1+i), name, g(100+i), from, to)
	}
	files["project.qde"] = `<Project xmlns="urn:QDA-XML:project:1.0" name="x" origin="Somebody 1"><Sources>` + all + `</Sources></Project>`
	p := readBytes(t, "x.qdpx", archive(t, files))
	for i, w := range words {
		s := &p.Sources[i]
		if got := s.Text[s.Selections[0].Start:s.Selections[0].End]; got != w || s.Counts.Unsure {
			t.Errorf("selection of %q is %q (%+v)", w, got, s.Counts)
		}
	}
}

func TestRead_SaysWherePositionsAreUncertain(t *testing.T) {
	var sel strings.Builder
	for i := range 10 {
		fmt.Fprintf(&sel, `<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d"/>`, g(100+i), 3+i*9, 8+i*9)
	}
	p := readBytes(t, "x.qde", []byte(`<Project name="x"><Sources><TextSource guid="`+g(1)+`" name="Odd"><PlainTextContent>`+strings.Repeat("abcdefghijk", 12)+`</PlainTextContent>`+sel.String()+`</TextSource></Sources></Project>`))
	if !p.Sources[0].Counts.Unsure || !strings.Contains(fmt.Sprint(p.Lost), "10 selections may stand some letters off: position uncertain") || len(p.Warnings) != 1 {
		t.Errorf("%+v, %v, %v", p.Sources[0].Counts, p.Lost, p.Warnings)
	}
}

func TestRead_RefusesWhatIsHostileWithAClearSentence(t *testing.T) {
	bomb := strings.Repeat("\x00", 40<<20)
	deep := strings.Repeat("<Code guid='x' name='x'>", 200)
	for _, row := range []struct {
		name string
		data []byte
		code app.Code
		says string
	}{
		{"a bomb as project", archive(t, map[string]string{"project.qde": bomb}), app.ETooLarge, "unpacks to far more"},
		{"a bomb as text", archive(t, map[string]string{"project.qde": `<Project name="x"><Sources><TextSource guid="a" plainTextPath="internal://a.txt"/></Sources></Project>`, "sources/a.txt": bomb}), app.ETooLarge, "unpacks to far more"},
		{"a document type", []byte(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project name="&a;"/>`), app.EInvalid, "declares a document type"},
		{"an entity", []byte(`<Project name="x"><Description>&a;</Description></Project>`), app.EInvalid, "is damaged"},
		{"elements without end", []byte(`<Project name="x"><CodeBook><Codes>` + deep), app.EInvalid, "is nested too deeply"},
		{"no project in it", archive(t, map[string]string{"a.txt": "hello"}), app.EInvalid, "there is no .qde"},
		{"a codebook", []byte(`<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>`), app.EInvalid, "begins with “CodeBook”"},
		{"cut off", whole(t)[:900], app.EInvalid, "damaged"},
		{"no XML", []byte("hello there"), app.EInvalid, "is no project"},
		{"half a project", []byte(`<Project name="x"><Users>`), app.EInvalid, "is damaged"},
		{"nothing", nil, app.EInvalid, "empty"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := refi.Read(t.Context(), source.File{Name: "h.qdpx", R: bytes.NewReader(row.data), Size: int64(len(row.data))})
			message, hint := app.Explain(err)
			if app.CodeOf(err) != row.code || !strings.Contains(message, row.says) || hint == "" && row.code != app.EInvalid {
				t.Errorf("got %v (%s; %s)", app.CodeOf(err), message, hint)
			}
		})
	}
	t.Run("names that lead outside", func(t *testing.T) {
		p := readBytes(t, "slip.qdpx", archive(t, map[string]string{"project.qde": `<Project name="x"><Sources><TextSource guid="` + g(1) + `" plainTextPath="internal://../../../../etc/passwd"/></Sources></Project>`, "../../evil.txt": "x", "/etc/cron": "x"}))
		if p.Sources[0].Text != "" || !strings.Contains(fmt.Sprint(p.Lost), "leads outside the archive") {
			t.Errorf("%+v %v", p.Sources[0], p.Lost)
		}
	})
}

// TestWrite_NamesNothingOutsideTheArchive writes sources whose paths another program made up, as they could stand in a file that was read.
func TestWrite_NamesNothingOutsideTheArchive(t *testing.T) {
	for i, said := range []string{"internal://../../x.txt", `internal://..\..\x.txt`, "/etc/passwd", `C:\boot.ini`, "internal://C:x.txt", "internal://con.txt", "internal://a/nul", "internal://a\x00b.txt", "internal://a\nb.txt",
		"internal://" + strings.Repeat("a/", 3000) + "x.txt", "internal://./x.txt", "internal://x/", "", "relative:///../x.txt", "internal://a.txt"} {
		p := &qda.Project{Name: "x", Sources: []qda.Source{{GUID: qda.GUID(g(1)), Kind: qda.Text, Name: "../../talk", PlainPath: said, Plain: []byte("\ufeffIt broke."), Text: "It broke."}}}
		data := written(t, p)
		a, err := pack.Open(t.Context(), source.File{Name: "x.qdpx", R: bytes.NewReader(data), Size: int64(len(data))}, "a project")
		if err != nil || a.Unsafe != 0 || len(a.Names()) != 3 {
			t.Errorf("%d %.60q: %d names lead outside, names %.200q, %v", i, said, a.Unsafe, a.Names(), err)
		}
		if again := readBytes(t, "x.qdpx", data); len(again.Sources) != 1 || again.Sources[0].Text != "It broke." {
			t.Errorf("%d %.60q: read again as %+v", i, said, again.Sources)
		}
	}
}

func TestRead_StopsWhenToldTo(t *testing.T) {
	ctx, stop := newContext(t)
	stop()
	data := whole(t)
	if _, err := refi.Read(ctx, source.File{Name: "x.qdpx", R: bytes.NewReader(data), Size: int64(len(data))}); app.CodeOf(err) != app.ECanceled {
		t.Errorf("got %v", err)
	}
	if _, err := refi.Write(ctx, io.Discard, readBytes(t, "x.qdpx", data), nil); app.CodeOf(err) != app.ECanceled {
		t.Errorf("writing gave %v", err)
	}
}

func TestWrite_IsValidWhateverTheProjectHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for i := range 150 {
		p := wild(r)
		out := written(t, p)
		check(t, out)
		if i < 25 {
			validate(t, out)
		}
		if t.Failed() {
			t.Fatalf("project %d", i)
		}
		once := readBytes(t, "wild.qdpx", out)
		same(t, once, readBytes(t, "again.qdpx", written(t, once)))
	}
}

func TestMend_BringsAProjectToTheStandard(t *testing.T) {
	p := readBytes(t, "x.qdpx", archive(t, map[string]string{"project.qde": `<Project name="x" origin="NVivo 12"><Sources><TextSource guid="` + g(1) + `" plainTextPath="a.txt"><PlainTextSelection guid="` + g(2) +
		`" startPosition="12" endPosition="17"><Coding guid="` + g(3) + `"><CodeRef targetGUID="` + g(9) + `"/></Coding></PlainTextSelection><PlainTextSelection guid="` + g(2) + `" startPosition="90" endPosition="99"/></TextSource></Sources></Project>`,
		"sources/a.txt": "\ufeffOne 😀 two\r\nthree four"}))
	lost := fmt.Sprint(refi.Mend(p))
	for _, part := range []string{"1 text counted places", "1 text began with a byte order mark", "1 text had line ends", "1 selection reached beyond", "1 path did not say", "1 GUID stood for several", "1 reference named something"} {
		if !strings.Contains(lost, part) {
			t.Errorf("%q is not said in %s", part, lost)
		}
	}
	p.Origin = "Throughline"
	again := readBytes(t, "y.qdpx", written(t, p))
	s := &again.Sources[0]
	if s.Text[s.Selections[0].Start:s.Selections[0].End] != "three" || s.Counts.Unit != "" || strings.ContainsAny(string(s.Plain), "\r\ufeff") || s.PlainPath != "internal://a.txt" || len(s.Selections[0].Codings) != 0 {
		t.Errorf("mended it is %+v", s)
	}
	if more := refi.Mend(again); len(more) != 0 {
		t.Errorf("mended twice: %v", more)
	}
}

// check holds a project to the order and the attributes that the standard's schema asks for, where no schema is at hand.
func check(t *testing.T, data []byte) {
	t.Helper()
	a, err := pack.Open(t.Context(), source.File{Name: "x.qdpx", R: bytes.NewReader(data), Size: int64(len(data))}, "a project")
	if err != nil {
		t.Fatal(err)
	}
	r, err := a.Part(t.Context(), "project.qde")
	if err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(r)
	type level struct {
		name string
		at   int
	}
	var open []level
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.StartElement:
			name := e.Name.Local
			if n := len(open); n > 0 {
				up := &open[n-1]
				order, known := orders[up.name]
				at := slices.Index(order, name)
				if known && (at < 0 || at < up.at) {
					t.Errorf("<%s> stands in <%s> after %q", name, up.name, order[max(0, up.at)])
				}
				up.at = max(at, 0)
			}
			for _, must := range required[name] {
				if !slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == must }) {
					t.Errorf("<%s> has no %s", name, must)
				}
			}
			open = append(open, level{name, 0})
		}
	}
}

var (
	text   = []string{"Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"}
	stuff  = []string{"Description", "Representation", "Coding", "NoteRef"}
	orders = map[string][]string{
		"Project": {"Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs", "Description", "NoteRef"},
		"Code":    {"Description", "NoteRef", "Code"}, "Case": {"Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"},
		"TextSource": text, "Note": text, "Representation": text, "TextDescription": text, "Coding": {"CodeRef", "NoteRef"}, "User": {},
		"PDFSource":          {"Description", "PDFSelection", "Representation", "Coding", "NoteRef", "VariableValue"},
		"PictureSource":      {"Description", "TextDescription", "PictureSelection", "Coding", "NoteRef", "VariableValue"},
		"AudioSource":        {"Description", "Transcript", "AudioSelection", "Coding", "NoteRef", "VariableValue"},
		"VideoSource":        {"Description", "Transcript", "VideoSelection", "Coding", "NoteRef", "VariableValue"},
		"Transcript":         {"Description", "PlainTextContent", "SyncPoint", "TranscriptSelection", "NoteRef"},
		"PlainTextSelection": stuff, "PDFSelection": stuff, "PictureSelection": stuff, "Set": {"Description", "MemberCode", "MemberSource", "MemberNote"}, "Graph": {"Vertex", "Edge"},
		"Link": {"NoteRef"}, "Variable": {"Description"},
	}
	required = map[string][]string{"Project": {"name"}, "User": {"guid"}, "Code": {"guid", "name", "isCodable"}, "Variable": {"guid", "name", "typeOfVariable"}, "Case": {"guid"}, "TextSource": {"guid"},
		"PlainTextSelection": {"guid", "startPosition", "endPosition"}, "PDFSelection": {"guid", "page", "firstX", "firstY", "secondX", "secondY"}, "Coding": {"guid"}, "CodeRef": {"targetGUID"},
		"NoteRef": {"targetGUID"}, "Set": {"guid", "name"}, "Link": {"guid"}, "Vertex": {"guid", "firstX", "firstY"}, "Edge": {"guid", "sourceVertex", "targetVertex"}, "SyncPoint": {"guid"}}
)

// FuzzRead fuzzes the XML of a project and one text in it, where a checksum would stop mutations of the archive.
func FuzzRead(f *testing.F) {
	f.Add(all(), "\ufeffThus:\r\nIt costs too much\r\nfor us.")
	f.Add("<Project name='x'><Sources><TextSource guid='a' plainTextPath='talk.txt'><PlainTextSelection startPosition='1' endPosition='99'/></TextSource></Sources></Project>", "\ufeffx\r\n")
	f.Fuzz(func(t *testing.T, qde, text string) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, m := range [][2]string{{"project.qde", qde}, {"sources/talk.txt", text}} {
			w, err := z.CreateHeader(&zip.FileHeader{Name: m[0]}) // stored, which is quicker
			if err == nil {
				_, err = io.WriteString(w, m[1])
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		sound(t, b.Bytes())
	})
}

// FuzzPackage fuzzes the archive.
func FuzzPackage(f *testing.F) {
	f.Add(whole(f))
	f.Add([]byte(all()))
	f.Fuzz(sound)
}

// sound reads a project and holds what is written of it to the standard.
func sound(t *testing.T, data []byte) {
	p, err := refi.Read(t.Context(), source.File{Name: "f.qdpx", R: bytes.NewReader(data), Size: int64(len(data))})
	if err != nil {
		if app.CodeOf(err) == app.EInternal {
			t.Fatalf("no error of ours: %v", err)
		}
		return
	}
	out := written(t, p)
	check(t, out)
	again := readBytes(t, "again.qdpx", out)
	if a, b := p.Count(), again.Count(); a.Selections != b.Selections || a.Codes != b.Codes || a.Sources != b.Sources {
		t.Fatalf("%+v became %+v", a, b)
	}
	refi.Mend(again)
	check(t, written(t, again))
}
