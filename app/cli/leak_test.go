package cli_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/cli"
	"throughline/app/report"
	"throughline/app/report/board"
	"throughline/app/workspace"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// person is somebody in the leak test by the state of their consent. Their words are one word each that stands nowhere else.
type person struct {
	code              string
	consent           *app.Consent // without person and study; nil for none recorded
	inside, outside   bool         // may be quoted to
	quote, said, note string       // in a finding, elsewhere in the same turn, in a note filed under them
}

// leakPeople are one of each state.
func leakPeople() []person {
	day := app.Date("2025-01-01")
	all := []person{
		{code: "P1", consent: &app.Consent{Given: day, Scopes: app.Scopes()}, inside: true, outside: true},
		{code: "P2", consent: &app.Consent{Given: day, Scopes: []app.Scope{app.ScopeRecord, app.ScopeInside, app.ScopeMachine}}, inside: true},
		{code: "P3", consent: &app.Consent{Given: day, Scopes: []app.Scope{app.ScopeRecord}}},
		{code: "P4", consent: &app.Consent{Given: day, Scopes: app.Scopes(), Expires: "2025-02-01"}},
		{code: "P5", consent: &app.Consent{Given: day, Scopes: app.Scopes(), Withdrawn: "2025-02-01", Reason: "by mail"}},
		{code: "P6"},
		{code: "P7", consent: &app.Consent{Given: day}},
	}
	first := []string{"qualmberry", "zorvane", "thrixel", "plumquist", "grobnash", "wexilard", "yondrick"}
	for i := range all {
		p := &all[i]
		p.quote, p.said, p.note = first[i]+"quote", first[i]+"said", first[i]+"note"
	}
	return all
}

func (p *person) words() []string { return []string{p.quote, p.said, p.note} }

// leakWorkspace makes a workspace in which everybody's words stand wherever words can stand, and returns where it lies.
func leakWorkspace(t *testing.T, people []person) string {
	t.Helper()
	b := apptest.New(t)
	study := b.Study("Checkout")
	slow, trust := b.Tag(study, "Slow", ""), b.Tag(study, "Trust", "")
	var found []*app.Finding
	var sessions []*apptest.Session
	say := func(p *person) string {
		return "P: It is the " + p.quote + " page that never loads for the people in our office. Then there was the " + p.said + " thing with the printer that nobody fixed for us."
	}
	for i := range people {
		p := &people[i]
		s := b.Session(study, p.code, "Mod: How is it going with the page in the office?", say(p), "Mod: Thank you for telling us.")
		sessions = append(sessions, s)
		f := s.Finding("It is the "+p.quote+" page that never loads for the people in our office.", slow.ID)
		found = append(found, f)
		found = append(found, s.Finding("Then there was the "+p.said+" thing with the printer", trust.ID))
		n := &app.Finding{ID: app.NewID[app.FindingID](), Study: study.ID, Interview: s.ID, Participant: s.Person.ID, Note: "Told us about the " + p.note + " later", At: app.NoTime, Stamp: b.Hand.Stamp()}
		b.Put(n)
		found = append(found, n)
		if p.consent != nil {
			c := *p.consent
			c.ID, c.Participant, c.Study, c.Stamp = app.NewID[app.ConsentID](), s.Person.ID, study.ID, b.Hand.Stamp()
			b.Put(&c)
		}
	}
	circle(b, study, sessions, people)
	enough(b, study, people, slow.ID, trust.ID)
	theme := b.Theme(study, "Pages are slow", found...)
	in := b.Insight(study, "The page is too slow", evidenceOf(found)...)
	b.Put(&app.Publication{ID: app.NewID[app.PublicationID](), Insight: in.ID, Version: 1, Title: in.Title, Level: app.Moderate, Computed: app.Moderate,
		Evidence: proofsOf(found), Stamp: b.Hand.Stamp()})
	for i, f := range found {
		if i%3 == 0 {
			b.Put(&app.Memo{ID: app.NewID[app.MemoID](), Study: study.ID, On: f.Ref(), Kind: app.MemoFree, Title: fmt.Sprint("On ", i),
				Text: "Compare " + app.ExactLink(f.Ref(), f.Text()) + " with " + app.ExactLink(theme.Ref(), theme.Name), Stamp: b.Hand.Stamp()})
		}
	}
	cs := b.Hand.Begin("Example")
	with := *trust
	with.Example, with.Definition = found[len(found)-3].Quote, "What they trust"
	cs.Update(trust, &with)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "leak.throughline")
	if err := b.Store.Backup(t.Context(), path, nil); err != nil {
		t.Fatal(err)
	}
	return path
}

// circle is one talk of everybody, with a passage that runs from one person's turn into the next's.
func circle(b *apptest.Bench, study *app.Study, sessions []*apptest.Session, people []person) {
	iv := &app.Interview{ID: app.NewID[app.InterviewID](), Study: study.ID, Source: sessions[0].Interview.Source, Title: "Round table", Date: "2026-10-02", Stamp: b.Hand.Stamp()}
	tr := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: iv.ID, Revision: 1, Language: "en", Stamp: b.Hand.Stamp()}
	for i, s := range sessions {
		iv.Speakers = append(iv.Speakers, app.Speaker{Label: people[i].code, Name: people[i].code, Role: app.RoleParticipant, Participant: s.Person.ID})
		at := len(tr.Text)
		tr.Text += "We all know the " + people[i].said + " thing with the printer."
		tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: at, End: len(tr.Text)}, Speaker: people[i].code, From: app.NoTime, To: app.NoTime})
		tr.Text += "\n"
	}
	b.Put(iv, tr)
	for i := 1; i < len(sessions); i++ { // filed under the one before, and running into the next
		span := app.Span{Start: tr.Turns[0].Start, End: tr.Turns[i].End}
		f := &app.Finding{ID: app.NewID[app.FindingID](), Study: study.ID, Interview: iv.ID, Transcript: tr.ID, Participant: sessions[0].Person.ID, Span: span,
			Quote: tr.Text[span.Start:span.End], Before: "", After: tr.Text[span.End:min(len(tr.Text), span.End+32)], Speaker: people[0].code, At: app.NoTime, Stamp: b.Hand.Stamp()}
		b.Put(f)
	}
}

// enough gives the machine and those who compare something to work on: a second session of somebody like each person in the study, coded by two,
// whose findings are in no theme, and one in a second study whose theme says the same and is marked the other way.
func enough(b *apptest.Bench, study *app.Study, people []person, slow, trust app.TagID) {
	other := b.Study("Onboarding")
	again := b.Tag(other, "Slow", "")
	hands := map[string]app.Hand{"Mara": b.Hand, "Jon": b.As("Jon")}
	var there []*app.Finding
	for i := range people {
		p := &people[i]
		lines := []string{
			"The " + p.quote + " page takes so long that I make tea before it is there.",
			"Our printer stopped, that " + p.said + " thing again, and nobody in the office came to mend it.",
			"I pay the invoice late because the " + p.quote + " page hangs at the total every month.",
			"My colleague prints the " + p.said + " thing at home now, since the printer in the office never works.",
			"When the " + p.quote + " page hangs I close the program and begin the invoice anew.",
			"We called about the " + p.said + " thing with the printer twice and waited for an hour.",
			"It is slow in the morning, the " + p.quote + " page, when everybody pays an invoice.",
			"They sent a man for the " + p.said + " thing, and the printer stopped the day after.",
		}
		turns := []string{"Mod: What happened since we spoke about the office?"}
		for _, l := range lines {
			turns = append(turns, "P: "+l, "Mod: And then?")
		}
		for k, in := range []*app.Study{study, other} {
			s := b.Session(in, p.code+[]string{"x", "y"}[k], turns...)
			if p.consent != nil {
				c := *p.consent
				c.ID, c.Participant, c.Study, c.Stamp = app.NewID[app.ConsentID](), s.Person.ID, in.ID, b.Hand.Stamp()
				b.Put(&c)
			}
			for n, l := range lines {
				if k == 1 {
					f := *s.Finding(l, again.ID)
					with := f
					with.Stance = app.Contradicts
					change(b, &f, &with)
					there = append(there, &with)
					continue
				}
				for _, coder := range []string{"Mara", "Jon"} {
					f := *s.Finding(l, map[bool]app.TagID{true: slow, false: trust}[n%2 == 0 || coder == "Jon"])
					with := f
					with.Author, with.Sentiment, with.Tags = hands[coder].Author, -1, slices.Clone(f.Tags)
					for t := range with.Tags {
						with.Tags[t].Author = with.Author
					}
					change(b, &f, &with)
				}
			}
		}
	}
	b.Theme(other, "Pages are slow", there...)
	b.Put(&app.Template{ID: app.NewID[app.TemplateID](), Kind: app.TemplateChecklist, Name: "Before a session", Stamp: b.Hand.Stamp(),
		Versions: []app.TemplateVersion{{Number: 1, Body: "- [ ] Ask for consent", At: b.Hand.Stamp().Created, Author: "Mara"}}})
}

// change puts one state of a finding in the place of another.
func change(b *apptest.Bench, from, to *app.Finding) {
	cs := b.Hand.Begin("Change")
	cs.Update(from, to)
	if err := b.Log.Commit(b.T.Context(), cs); err != nil {
		b.T.Fatal(err)
	}
}

func evidenceOf(found []*app.Finding) []app.Evidence {
	var all []app.Evidence
	for _, f := range found {
		all = append(all, app.Evidence{Finding: f.ID, Stance: app.Supports, Note: "They said: " + f.Text()})
	}
	return all
}

func proofsOf(found []*app.Finding) []app.PublishedProof {
	var all []app.PublishedProof
	for _, f := range found {
		all = append(all, app.PublishedProof{Evidence: app.Evidence{Finding: f.ID, Stance: app.Supports}, Text: f.Text()})
	}
	return all
}

// leakRun is a way in which words can leave: a command line, on a copy of the workspace in the working directory.
type leakRun struct {
	command string // as cli.Commands names it
	args    []string
	quotes  bool   // what it makes quotes people, so that those who may be quoted must be found in it
	list    bool   // not a command: the list of findings that the window writes
	fails   string // what it says when it fails, as it must here; "" where it must succeed
	none    string // why the command hands out nobody's words; it is not run then
}

// leakRuns are all commands. A new one fails the test until it is listed here.
var leakRuns = []leakRun{
	{command: "report", args: []string{"--out", "out.pdf"}, quotes: true},
	{command: "report", args: []string{"--out", "all.pdf", "--study", "Checkout", "--paper", "Letter"}, quotes: true},
	{command: "report", args: []string{"--out", "out.html"}, quotes: true},
	{command: "report", args: []string{"--out", "out.docx"}, quotes: true},
	{command: "report", args: []string{"--out", "out.md"}, quotes: true},
	{command: "report", args: []string{"--out", "query.pdf", "--where", "tag:Slow"}, quotes: true},
	{command: "report", args: []string{"--out", "version.pdf", "--insight", "The page is too slow"}, quotes: true},
	{command: "metrics", args: []string{"--out", "query.xlsx", "--where", "tag:Slow"}, quotes: true},
	{command: "metrics", args: []string{"--out", "out.xlsx"}, quotes: true},
	{command: "bundle", args: []string{"--out", "hand.zip"}, quotes: true},
	{command: "bundle", args: []string{"--out", "alias.zip", "--study", "Checkout", "--names", "alias"}, quotes: true},
	{command: "pack", args: []string{"--study", "Checkout", "--out", "pack.throughline"}, quotes: true},
	{command: "pack", args: []string{"--study", "Checkout", "--with-findings", "--out", "open.throughline"}, quotes: true},
	{command: "merge", none: "says kinds, fields and names, see TestMerge_SaysNobodysWords"},
	{command: "bundle check", none: "says whether a bundle is as it was signed"},
	{command: "board", args: []string{"--study", "Checkout", "board.csv"}, quotes: true},
	{command: "board", args: []string{"--study", "Checkout", "board.svg"}, quotes: true},
	{command: "board", args: []string{"--study", "Checkout", "board.png"}},
	{command: "memos export", args: []string{"memos.md"}, quotes: true},
	{command: "memos export", args: []string{"memos.csv"}, quotes: true},
	{command: "project export", args: []string{"--study", "Checkout", "study.qdpx"}, quotes: true},
	{command: "export", args: []string{"--study", "Checkout", "coded.csv"}, quotes: true},
	{command: "export", args: []string{"--study", "Checkout", "coded.jsonl"}, quotes: true},
	{command: "export", args: []string{"--study", "Checkout", "coded.md"}, quotes: true},
	{command: "export", args: []string{"--study", "Checkout", "coded.html"}, quotes: true},
	{command: "export", args: []string{"--study", "Checkout", "coded.gexf"}},
	{command: "project export", args: []string{"--study", "Checkout", "names.qdpx", "--names"}, quotes: true},
	{command: "project", none: "shows its help"},
	{command: "project import", none: "says what a file holds and what became of it; a drawn curtain keeps nothing of it"},
	{command: "project repair", none: "knows no workspace"},
	{command: "codebook export", args: []string{"--study", "Checkout", "book.csv"}},
	{command: "codebook export", args: []string{"--study", "Checkout", "book.qdc"}},
	{list: true, args: []string{"list.csv"}, quotes: true},
	{list: true, args: []string{"list.xlsx"}, quotes: true},
	{command: "codebook health", args: []string{"--study", "Checkout"}},
	{command: "findings", quotes: true},
	{command: "findings", args: []string{"--csv"}, quotes: true},
	{command: "findings", args: []string{"--json"}, quotes: true},
	{command: "search", args: []string{"page printer thing office"}, quotes: true},
	{command: "search", args: []string{"page", "--json", "--facets"}, quotes: true},
	{command: "search", args: []string{"thrixelquote", "--json"}},
	{command: "search", args: []string{"wexilardsaid"}, fails: "Nothing was found"},
	{command: "themes", args: []string{"--study", "Checkout", "--json"}, quotes: true},
	{command: "themes", args: []string{"--study", "Checkout", "--accept", "--json"}},
	{command: "insights"},
	{command: "insights", args: []string{"--json"}},
	{command: "suggest", args: []string{"--study", "Checkout", "--json"}, quotes: true},
	{command: "suggest", args: []string{"--study", "Checkout", "--teach", "5", "--json"}},
	{command: "sentiment", args: []string{"--json"}, quotes: true},
	{command: "redact", args: []string{"--study", "Checkout", "--json"}},
	{command: "code", args: []string{"--find", "thing", "--tag", "New", "--dry-run"}, quotes: true},
	{command: "code", args: []string{"--find", "page", "--tag", "New", "--json"}, quotes: true},
	{command: "agreement", args: []string{"--disagreements", "--coders", "Mara,Jon"}, quotes: true},
	{command: "crosstab"},
	{command: "saturation"},
	{command: "dashboard"},
	{command: "across", none: "shows its help"},
	{command: "across themes", args: []string{"--json"}},
	{command: "across tags", args: []string{"--json"}},
	{command: "across contradictions", args: []string{"--json"}},
	{command: "check"},
	{command: "guide", args: []string{"--study", "Checkout", "--json"}},
	{command: "guide", args: []string{"--study", "Checkout", "--propose", "--json"}},
	{command: "playbook list"},
	{command: "playbook export", args: []string{"templates.json"}},
	{command: "tools list"},
	{command: "tools export", args: []string{"tools.csv"}},
	{command: "tools export", args: []string{"tools.xlsx"}},
	{command: "report check", none: "names insights, themes and numbers of evidence, nobody's words"},
	{command: "tools run", none: "writes through the doors that are listed here"},
	{command: "playbook import", none: "takes in"},
	{command: "consent report", args: []string{"--json"}},
	{command: "consent report"},
	{command: "people list", args: []string{"--json"}},
	{command: "retention"},
	{command: "retention end", none: "takes words away, and says how many"},
	{command: "retention extend", none: "changes a day"},
	{command: "erase", none: "takes words away, and says how many"},
	{command: "recruit status", args: []string{"--json"}},
	{command: "recruit ledger", none: "amounts by code"},
	{command: "recruit ics", none: "days and places of sessions"},
	{command: "recruit", none: "shows its help"},
	{command: "metrics import", none: "takes in"},
	{command: "metrics list", none: "numbers of the product, of nobody"},
	{command: "metrics define", none: "numbers of the product, of nobody"},
	{command: "metrics mark", none: "numbers of the product, of nobody"},
	{command: "metrics compare", none: "numbers of the product, of nobody"},
	{command: "metrics unmark", none: "numbers of the product, of nobody"},
	{command: "metrics delete", none: "numbers of the product, of nobody"},
	{command: "metrics attach", none: "numbers of the product beside a claim that was given"},
	{command: "measures attach", none: "a score beside a claim that was given"},
	{command: "measures delete", none: "takes away, and says how many"},
	{command: "measures", none: "shows its help"},
	{command: "measures import", none: "takes in"},
	{command: "measures list", args: []string{"--by", "segment"}},
	{command: "measures list", args: []string{"--each"}},
	{command: "measures list", args: []string{"--each", "--json"}},
	{command: "measures compare", none: "scores of groups, no words"},
	{command: "people", none: "shows its help"},
	{command: "people import", none: "takes in"},
	{command: "consent import", none: "takes in"},
	{command: "consent", none: "shows its help"},
	{command: "playbook", none: "shows its help"},
	{command: "tools", none: "shows its help"},
	{command: "backup", none: "a copy of the workspace holds all of it, for those who keep it"},
	{command: "backup make", none: "a copy of the workspace holds all of it, for those who keep it"},
	{command: "backup list"},
	{command: "backup list", args: []string{"--json"}},
	{command: "backup verify", args: []string{"--json"}},
	{command: "backup restore", none: "a copy of the workspace holds all of it, for those who keep it"},
	{command: "backup keep", none: "says which file is kept"},
	{command: "backup remove", none: "says which file is removed"},
	{command: "backup settings", args: []string{"--json"}},
	{command: "open", none: "opens the window"},
	{command: "new", none: "makes an empty workspace"},
	{command: "import", none: "takes in"},
	{command: "codebook import", none: "takes in"},
	{command: "codebook", none: "shows its help"},
	{command: "memos", none: "shows its help"},
	{command: "eval", none: "shows its help"},
	{command: "eval themes", none: "reads a table, no workspace"},
	{command: "eval suggest", none: "reads a table, no workspace"},
	{command: "eval sentiment", none: "reads a table, no workspace"},
	{command: "generate", none: "makes people who do not exist"},
	{command: "demo", none: "makes the sample"},
	{command: "lock", none: "says who has the file open"},
	{command: "version", none: "says which version it is"},
	{command: "manual", none: "tells the commands"},
}

// lax is a store that lets everything of everybody pass: the enforcement taken out.
type lax struct{ workspace.Store }

func (l lax) Permissions(context.Context) (*app.Permissions, error) {
	return app.NewPermissions(nil, app.Programme{Consent: app.ConsentNever}, ""), nil
}

func (l lax) Heard(_ context.Context, places []app.Place) ([]app.Allowed, error) {
	return make([]app.Allowed, len(places)), nil
}

func (l lax) Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error) {
	rows, err := l.Store.Findings(ctx, q)
	return unasked(rows), err
}

func (l lax) FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error) {
	rows, err := l.Store.FindingsByID(ctx, ids)
	return unasked(rows), err
}

func unasked(rows []app.FindingRow) []app.FindingRow {
	for i := range rows {
		rows[i].Consent = app.Allowed{}
	}
	return rows
}

// leakOutput runs a command on a copy of the workspace and returns all it put out: printed, and every file it made, unpacked.
func leakOutput(t *testing.T, from string, r leakRun, audience app.Audience, enforced bool) string {
	t.Helper()
	leakCopy(t, from)
	opener := func(ctx context.Context, path string, mode workspace.Mode) (workspace.Store, error) {
		if mode == workspace.New {
			return storage.Create(ctx, path, storage.Options{})
		}
		s, err := storage.Open(ctx, path, storage.Options{ReadOnly: mode == workspace.ReadOnly})
		if err != nil {
			return nil, err
		}
		if enforced {
			return s, nil
		}
		return lax{s}, nil
	}
	var out bytes.Buffer
	if r.list {
		writeList(t, opener, r.args[0], audience)
	} else {
		args := append(strings.Fields(r.command), r.args...)
		args = append(args, "-w", "leak.throughline", "--audience", string(audience))
		code := cli.Run(t.Context(), cli.Env{Open: opener, Out: &out, Err: &out, Version: "1", Author: "Mara", Settings: t.TempDir(), Now: func() time.Time { return noon }}, args)
		switch failed := code != cli.ExitOK; {
		case failed != (r.fails != ""):
			t.Fatalf("%s %s ended with %d: %s", r.command, r.args, code, out.String())
		case !strings.Contains(out.String(), r.fails):
			t.Fatalf("%s failed, and not because of %q: %s", r.command, r.fails, out.String())
		}
	}
	text := strings.ReplaceAll(out.String(), strings.Join(r.args, " "), "") // what was asked is no answer
	for _, a := range r.args {
		text = strings.ReplaceAll(text, a, "")
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "leak.throughline") {
			continue
		}
		data, err := os.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		text += "\n" + unpacked(t, e.Name(), data)
	}
	return strings.ToLower(text)
}

// writeList writes all findings as the window does.
func writeList(t *testing.T, open workspace.Opener, path string, audience app.Audience) {
	t.Helper()
	s, err := open(t.Context(), "leak.throughline", workspace.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(t.Context(), s, app.Hand{Author: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	var kept app.Withheld
	_, err = w.WriteList(t.Context(), report.ListSpec{}, strings.TrimPrefix(filepath.Ext(path), "."), path,
		report.FileOptions{Audience: audience, OnWithheld: func(x app.Withheld) { kept = x }})
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	if _, isLax := s.(lax); !isLax && (kept.Passages == 0 || len(kept.Why) < 3 || kept.Words() == "") {
		t.Errorf("what was kept out is not said: %+v", kept)
	}
}

// unpacked is a file as it is, what is in it when it is an archive, and the words of the pages when it is a PDF.
func unpacked(t *testing.T, name string, data []byte) string {
	t.Helper()
	text := string(data)
	switch filepath.Ext(name) {
	case ".throughline":
		text += "\n" + storagetest.FileWords(t, data)
	case ".xlsx", ".qdpx", ".docx", ".zip":
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			inner, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			text += "\n" + unpacked(t, f.Name, inner)
		}
	case ".pdf":
		words := pdfWords(data)
		if len(words) < 200 {
			t.Fatalf("%s: only %d letters could be read", name, len(words))
		}
		text += "\n" + words
	}
	return text
}

// pdfWords inflates the streams of a PDF and reads the texts that its pages show: strings of two bytes a letter. Words that are set one by
// one are joined by blanks, and what stands in document properties is read as well.
func pdfWords(data []byte) string {
	var b strings.Builder
	read := func(stream []byte) {
		for i := 0; i < len(stream); i++ {
			if stream[i] != '(' {
				continue
			}
			var raw []byte
			for i++; i < len(stream) && stream[i] != ')'; i++ {
				if stream[i] == '\\' && i+1 < len(stream) {
					i++
					switch stream[i] {
					case 'r':
						raw = append(raw, '\r')
						continue
					case 'n':
						raw = append(raw, '\n')
						continue
					}
				}
				raw = append(raw, stream[i])
			}
			for k := 0; k+1 < len(raw); k += 2 {
				b.WriteRune(rune(raw[k])<<8 | rune(raw[k+1]))
			}
			b.WriteByte(' ')
		}
	}
	read(data)
	for rest := data; ; {
		at := bytes.Index(rest, []byte("stream\n"))
		if at < 0 {
			return b.String()
		}
		rest = rest[at+len("stream\n"):]
		if r, err := zlib.NewReader(bytes.NewReader(rest)); err == nil {
			if inner, err := io.ReadAll(r); err == nil {
				read(inner)
				b.Write(inner) // what is attached
			}
		}
	}
}

// TestNoDoorLeaks_WhatPeopleDidNotAllow runs every command and format, for readers outside and inside, on a workspace with a person in each
// state of consent, and looks for their words in all that comes out.
func TestNoDoorLeaks_WhatPeopleDidNotAllow(t *testing.T) {
	people := leakPeople()
	from := leakWorkspace(t, people)
	for _, audience := range []app.Audience{app.AudienceOutside, app.AudienceInside} {
		for _, r := range leakRuns {
			if r.none != "" {
				continue
			}
			t.Run(fmt.Sprint(audience, " ", r.command, " ", strings.Join(r.args, " ")), func(t *testing.T) {
				got := leakOutput(t, from, r, audience, true)
				for i := range people {
					p := &people[i]
					may := p.outside
					if audience == app.AudienceInside {
						may = p.inside
					}
					for _, w := range p.words() {
						if !may && strings.Contains(got, w) {
							t.Errorf("%s of %s came out", w, p.code)
						}
					}
					if may && r.quotes && !slices.ContainsFunc(p.words(), func(w string) bool { return strings.Contains(got, w) }) {
						t.Errorf("nothing of %s came out, who may be quoted", p.code)
					}
				}
			})
		}
	}
}

// TestTheLeakTest_FindsWhatLeaks takes the enforcement out: every door that quotes must then let out words of people who did not allow it.
// Otherwise the test above would look in vain.
func TestTheLeakTest_FindsWhatLeaks(t *testing.T) {
	people := leakPeople()
	from := leakWorkspace(t, people)
	for _, r := range leakRuns {
		if r.none != "" || !r.quotes {
			continue
		}
		t.Run(fmt.Sprint(r.command, " ", strings.Join(r.args, " ")), func(t *testing.T) {
			got := leakOutput(t, from, r, app.AudienceOutside, false)
			leaked := 0
			for i := range people {
				if !people[i].outside && slices.ContainsFunc(people[i].words(), func(w string) bool { return strings.Contains(got, w) }) {
					leaked++
				}
			}
			if leaked < 2 {
				t.Errorf("without enforcement the words of only %d people are found", leaked)
			}
		})
	}
}

// TestLeakTest_KnowsEveryDoor fails when a command, a format of boards or a way to write files is added without the leak test.
func TestLeakTest_KnowsEveryDoor(t *testing.T) {
	listed := map[string]bool{}
	said := ""
	for _, r := range leakRuns {
		listed[r.command] = true // "" for the list
		said += strings.Join(r.args, " ") + "\n"
	}
	for _, name := range cli.Commands() {
		if !listed[name] {
			t.Errorf("the command %q is not in the leak test: list what it puts out, or why it hands out nobody's words", name)
		}
	}
	for _, k := range board.Kinds() {
		if !strings.Contains(said, "board."+string(k)) {
			t.Errorf("boards are written as %s, and the leak test does not", k)
		}
	}
	wordless := []string{"WriteLedger", "WriteTemplates", "WriteTools", "WriteCertificate", "WriteMergeReport"} // amounts by code, texts of the playbook, a register of programs, what was erased, see TestMerge_SaysNobodysWords
	writers := map[string]string{"WriteReport": "out.pdf", "WriteSheet": "out.xlsx", "WriteBoard": "board.csv", "WriteList": "list.xlsx", "WriteCodebook": "book.qdc", "WriteMemos": "memos.md", "WriteHandOff": "hand.zip", "WriteProject": "study.qdpx", "WriteCoded": "coded.html"}
	writers["WritePack"] = "pack.throughline"
	w := reflect.TypeFor[*workspace.Workspace]()
	for i := range w.NumMethod() {
		name := w.Method(i).Name
		if file, ok := writers[name]; strings.HasPrefix(name, "Write") && !slices.Contains(wordless, name) && (!ok || !strings.Contains(said, file)) {
			t.Errorf("%s writes a file, and the leak test does not", name)
		}
	}
}
