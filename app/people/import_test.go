package people_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/format/source"
	"throughline/app/people"
)

// vault is a vault of the tests: it keeps what it is given unsealed, in records that a real one would seal.
type vault struct {
	open bool
	hand app.Hand
	all  map[app.ParticipantID]app.Contact
}

func (v *vault) Open() bool { return v.open }

func (v *vault) All(context.Context) (map[app.ParticipantID]app.Contact, error) { return v.all, nil }

func (v *vault) Put(_ context.Context, cs *app.ChangeSet, all []people.Contact) error {
	for _, c := range all {
		cs.Create(&app.Sealed{ID: app.NewID[app.SealedID](), Use: app.SealedContact, Participant: c.Participant, Data: []byte("sealed"), Stamp: v.hand.Stamp()})
		v.all[c.Participant] = c.Contact
	}
	return nil
}

func (v *vault) Merge(context.Context, *app.ChangeSet, app.ParticipantID, []app.ParticipantID) error {
	return nil
}

func sheet(t testing.TB, text string) *people.Sheet {
	t.Helper()
	s, err := people.ReadSheet(t.Context(), source.Bytes("people.csv", text), "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func plan(t testing.TB, s *people.Service, sh *people.Sheet, spec people.Spec) *people.Plan {
	t.Helper()
	p, err := s.PlanImport(t.Context(), sh, spec)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const panel = `Participant ID,Segment,Team size,Since,Plan,Tools,Remote,Full name,E-mail,Labels
P1,Admin,12,31/01/2026,Free,Jira;Figma,yes,Ana Lima,ana@example.org,beta
P2,User,about 5,02/03/2026,Team,Jira,no,Ben Okafor,ben@example.org,"beta, vip"
P3,User,1.5,,Team,,,,,
`

func TestImport_GuessesAndComesInAsOneStep(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	sh := sheet(t, panel)
	spec := people.Guess(sh, nil)
	var roles []string
	for _, c := range spec.Columns {
		roles = append(roles, strings.TrimSpace(string(c.Role)+" "+string(c.Type)))
	}
	want := []string{"code", "segment", "field text", "field date", "field text", "field several choices", "field yes/no", "name", "e-mail", "labels"}
	if !slices.Equal(roles, want) {
		t.Fatalf("columns are %q, want %q", roles, want)
	}
	spec.Columns[2].Type = app.FieldNumber
	p := plan(t, s, sh, spec)
	if !slices.Equal(p.Private, []string{"Full name", "E-mail"}) {
		t.Errorf("left out for the vault: %q", p.Private)
	}
	if len(p.Problems) != 1 || p.Problems[0].String() != "Row 3, Team size: “about 5” is no number." {
		t.Errorf("problems %v", p.Problems)
	}
	if p.Count(people.ActAdd) != 3 || p.Rows[1].Lost != 1 || len(p.Fields) != 5 {
		t.Errorf("rows %+v, fields %v", p.Rows, p.Fields)
	}
	b.OneStep(t, "Import 3 people from people.csv", func() error { return s.Import(t.Context(), p, sh.Name) })
	rows, err := b.Store.Participants(t.Context(), "")
	if err != nil || len(rows) != 3 {
		t.Fatal(rows, err)
	}
	got, err := json.Marshal([]any{rows[1].Code, rows[1].Segment, rows[1].Attributes, rows[1].Panel.Labels})
	if err != nil || string(got) != `["P2","User",[{"name":"Since","value":"2026-03-02"},{"name":"Plan","value":"Team"},{"name":"Tools","value":"Jira"},{"name":"Remote","value":"no"}],["beta","vip"]]` {
		t.Errorf("P2 is %s, %v", got, err)
	}
	for _, text := range []string{"Ana Lima", "ana@example.org"} {
		for i := range rows {
			if whole, _ := json.Marshal(rows[i]); bytes.Contains(whole, []byte(text)) {
				t.Errorf("%q is kept in the open: %s", text, whole)
			}
		}
	}
	again := plan(t, s, sh, people.Guess(sh, p.Fields))
	if again.Count(people.ActSame) != 3 || !again.Empty() {
		t.Errorf("the same file again: %+v", again.Rows)
	}
}

func TestImport_ContactsGoToTheOpenVault(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	v := &vault{open: true, hand: b.Hand, all: map[app.ParticipantID]app.Contact{}}
	s.Contacts = v
	sh := sheet(t, "Code,First name,Last name,Email\nP1,Ana,Lima,ana@example.org\nP2,,,\n")
	p := plan(t, s, sh, people.Guess(sh, nil))
	if len(p.Private) > 0 {
		t.Fatalf("left out: %v", p.Private)
	}
	b.OneStep(t, "Import 2 people from people.csv", func() error { return s.Import(t.Context(), p, sh.Name) })
	if len(v.all) != 1 || v.all[p.Rows[0].Participant] != (app.Contact{Name: "Ana Lima", Email: "ana@example.org"}) {
		t.Errorf("the vault has %+v", v.all)
	}
	v.open = false
	if p = plan(t, s, sh, people.Guess(sh, nil)); len(p.Private) != 3 || !p.Empty() {
		t.Errorf("locked: %v, %+v", p.Private, p.Rows)
	}
}

func TestImport_Modes(t *testing.T) {
	field := people.ColumnSpec{Column: "Role", Role: people.RoleField, Field: "Role"}
	mail := people.ColumnSpec{Column: "Customer", Role: people.RoleField, Field: "Customer"}
	code := people.ColumnSpec{Column: "Code", Role: people.RoleCode}
	for _, c := range []struct {
		name string
		file string
		spec people.Spec
		acts string // of the rows
		p1   string // role of P1 afterwards
		all  int    // people afterwards
	}{
		{"both", "Code,Role\np-01,CTO\nP9,PM\n", people.Spec{Columns: []people.ColumnSpec{code, field}}, "updated added", "CTO", 3},
		{"add only", "Code,Role\nP1,CTO\nP9,PM\n", people.Spec{Columns: []people.ColumnSpec{code, field}, Mode: people.AddOnly}, "left out added", "PM", 3},
		{"update only", "Code,Role\nP1,CTO\nP9,PM\n", people.Spec{Columns: []people.ColumnSpec{code, field}, Mode: people.UpdateOnly}, "updated left out", "CTO", 2},
		{"empty cells say nothing", "Code,Role\nP1,\n,x\n", people.Spec{Columns: []people.ColumnSpec{code, field}}, "unchanged left out", "PM", 2},
		{"empty cells clear", "Code,Role\nP1,\n,x\n", people.Spec{Columns: []people.ColumnSpec{code, field}, Clear: true}, "updated left out", "", 2},
		{"by a field", "Customer,Role\nC-1,CTO\nC-9,PM\n", people.Spec{Columns: []people.ColumnSpec{mail, field}, Key: "customer"}, "updated added", "CTO", 3},
		{"by a field, with another's code", "Customer,Code,Role\nC-9,P2,PM\n", people.Spec{Columns: []people.ColumnSpec{mail, code, field}, Key: "Customer"}, "left out", "PM", 2},
		{"by a field, with a new code", "Customer,Code,Role\nC-1,P77,PM\n", people.Spec{Columns: []people.ColumnSpec{mail, code, field}, Key: "Customer"}, "updated", "PM", 2},
		{"without a code", "Role\nCTO\nCEO\n", people.Spec{Columns: []people.ColumnSpec{field}}, "added added", "PM", 4},
		{"repeated, joined", "Code,Role,Customer\nP9,PM,\nP9,,C-7\n", people.Spec{Columns: []people.ColumnSpec{code, field, mail}}, "added joined", "PM", 3},
		{"repeated, the first", "Code,Role\nP1,CTO\nP1,CEO\n", people.Spec{Columns: []people.ColumnSpec{code, field}, Repeat: people.RepeatFirst}, "updated left out", "CTO", 2},
		{"repeated, the last", "Code,Role\nP1,CTO\nP1,CEO\n", people.Spec{Columns: []people.ColumnSpec{code, field}, Repeat: people.RepeatLast}, "joined updated", "CEO", 2},
	} {
		b := apptest.New(t)
		s := service(b)
		p1 := person(b, "P1", "Role", "PM", "Customer", "C-1")
		person(b, "P2", "Role", "PM", "Customer", "C-2")
		p := plan(t, s, sheet(t, c.file), c.spec)
		var acts []string
		for _, r := range p.Rows {
			acts = append(acts, string(r.Act))
		}
		if got := strings.Join(acts, " "); got != c.acts {
			t.Errorf("%s: %s, want %s (%v)", c.name, got, c.acts, p.Problems)
		}
		if err := s.Import(t.Context(), p, "people.csv"); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		rows, err := b.Store.Participants(t.Context(), "")
		if err != nil || len(rows) != c.all || apptest.Find(b, p1).Attribute("Role") != c.p1 {
			t.Errorf("%s: %d people, P1 is %q, %v", c.name, len(rows), apptest.Find(b, p1).Attribute("Role"), err)
		}
	}
}

func TestImport_FindsPeopleWhoAreHereUnderAnotherCode(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	person(b, "P1", "Role", "PM", "City", "Bern", "Plan", "Team")
	sh := sheet(t, "Code,Role,City,Plan\nX9,pm,Bern,Team\n")
	spec := people.Guess(sh, nil)
	if p := plan(t, s, sh, spec); p.Alike != 1 || p.Rows[0].Act != people.ActSkip || p.Rows[0].Why != "It says the same as P1, who is here already." {
		t.Errorf("%+v", p.Rows)
	}
	spec.Alike = true
	if p := plan(t, s, sh, spec); p.Count(people.ActAdd) != 1 {
		t.Errorf("wanted all the same: %+v", p.Rows)
	}
}

func TestImport_RefusesWhatCannotBeMeant(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	sh := sheet(t, "A,B\n1,2\n")
	col := func(name string, r people.Role, field string) people.ColumnSpec {
		return people.ColumnSpec{Column: name, Role: r, Field: field}
	}
	for _, c := range []struct {
		name string
		spec people.Spec
	}{
		{"nothing", people.Spec{}},
		{"two codes", people.Spec{Columns: []people.ColumnSpec{col("A", people.RoleCode, ""), col("B", people.RoleCode, "")}}},
		{"one field twice", people.Spec{Columns: []people.ColumnSpec{col("A", people.RoleField, "X"), col("B", people.RoleField, "x")}}},
		{"no field", people.Spec{Columns: []people.ColumnSpec{col("A", people.RoleField, " ")}}},
		{"no such role", people.Spec{Columns: []people.ColumnSpec{col("A", "age", "")}}},
		{"a key that is not there", people.Spec{Columns: []people.ColumnSpec{col("A", people.RoleCode, "")}, Key: "X"}},
		{"update without a key", people.Spec{Columns: []people.ColumnSpec{col("A", people.RoleField, "X")}, Mode: people.UpdateOnly}},
	} {
		if _, err := s.PlanImport(t.Context(), sh, c.spec); app.CodeOf(err) != app.EInvalid {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := people.ReadSheet(t.Context(), source.Bytes("people.csv", "Code,Role\n"), ""); app.CodeOf(err) != app.EInvalid {
		t.Errorf("a file without people: %v", err)
	}
}

func TestSpec_FillsWhatAnotherFileHas(t *testing.T) {
	spec := people.Spec{Columns: []people.ColumnSpec{{Column: "CODE", Role: people.RoleCode}, {Column: "Age", Role: people.RoleField, Field: "Age"}}}
	text, err := json.Marshal(spec)
	if err != nil {
		t.Fatal(err)
	}
	var again people.Spec
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	got, missing := again.Fill(sheet(t, "City,code\nBern,P1\n"))
	if !slices.Equal(missing, []string{"Age"}) || got.Columns[0].Role != people.RoleSkip || got.Columns[1].Role != people.RoleCode || got.Columns[1].Column != "code" {
		t.Errorf("%+v, missing %v", got.Columns, missing)
	}
}

func FuzzPlanImport(f *testing.F) {
	f.Add(panel)
	f.Add("a;b\n1;2\n1;3\n")
	f.Add("\"x\n\xff,,,\n=1,2")
	b := apptest.New(f)
	s := service(b)
	person(b, "P1", "Team size", "3")
	f.Fuzz(func(t *testing.T, text string) {
		sh, err := people.ReadSheet(t.Context(), source.Bytes("people.csv", text), "")
		if err != nil {
			return
		}
		p, err := s.PlanImport(t.Context(), sh, people.Guess(sh, nil))
		if err == nil && len(p.Rows) != len(sh.Rows) {
			t.Errorf("%d rows are told of, the file has %d", len(p.Rows), len(sh.Rows))
		}
	})
}

// many writes n invented people with so many fields, as a table.
func many(n, fields int) [][]string {
	rng := rand.New(rand.NewPCG(7, 7))
	head := []string{"Code", "Segment"}
	for f := range fields {
		head = append(head, fmt.Sprintf("%s %d", []string{"Team size", "Since", "Plan", "City", "Tools", "Remote", "Role", "Score"}[f%8], f/8+1))
	}
	rows := [][]string{head}
	pick := func(all ...string) string { return all[rng.IntN(len(all))] }
	for i := range n {
		row := []string{fmt.Sprintf("C-%05d", i+1), pick("Admin", "User", "Buyer", "Partner")}
		for f := range fields {
			v := ""
			switch f % 8 {
			case 0:
				v = fmt.Sprint(1 + rng.IntN(5000))
			case 1:
				v = fmt.Sprintf("20%02d-%02d-%02d", 15+rng.IntN(12), 1+rng.IntN(12), 1+rng.IntN(28))
			case 2:
				v = pick("Free", "Team", "Business", "Enterprise")
			case 3:
				v = pick("Bern", "Łódź", "Porto", "Graz", "Lyon", "Turku") + fmt.Sprint(" ", rng.IntN(400))
			case 4:
				v = pick("Jira", "Figma", "Notion") + "; " + pick("Miro", "Slack", "Teams")
			case 5:
				v = pick("yes", "no")
			case 6:
				v = pick("Product manager", "Designer", "Engineer", "Researcher", "Support")
			case 7:
				v = fmt.Sprintf("%.1f", rng.Float64()*10)
			}
			row = append(row, v)
		}
		rows = append(rows, row)
	}
	return rows
}

func csvOf(rows [][]string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Join(r, ",") + "\n")
	}
	return b.String()
}

func xlsxOf(t testing.TB, rows [][]string) string {
	t.Helper()
	x := excelize.NewFile()
	w, err := x.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		cells := make([]any, len(r))
		for k, v := range r {
			cells[k] = v
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := x.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// BenchmarkImport brings 5,000 people with 40 fields in: read, plan, commit. With THROUGHLINE_PEOPLE_DIR it leaves the files there.
func BenchmarkImport(b *testing.B) {
	rows := many(5000, 40)
	files := map[string]string{"people.csv": csvOf(rows), "people.xlsx": xlsxOf(b, rows)}
	for _, name := range []string{"people.csv", "people.xlsx"} {
		if dir := os.Getenv("THROUGHLINE_PEOPLE_DIR"); dir != "" {
			if err := os.WriteFile(dir+"/"+name, []byte(files[name]), 0o600); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				bench := apptest.New(b)
				s := service(bench)
				b.StartTimer()
				sh, err := people.ReadSheet(b.Context(), source.Bytes(name, files[name]), "")
				if err != nil {
					b.Fatal(err)
				}
				p, err := s.PlanImport(b.Context(), sh, people.Guess(sh, nil))
				if err != nil {
					b.Fatal(err)
				}
				if p.Count(people.ActAdd) != 5000 {
					b.Fatal(p.Count(people.ActAdd), p.Problems)
				}
				if err := s.Import(b.Context(), p, name); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRoster filters and sorts 5,000 people with 40 fields, as one key stroke does.
func BenchmarkRoster(b *testing.B) {
	bench := apptest.New(b)
	s := service(bench)
	sh := sheet(b, csvOf(many(5000, 40)))
	if err := s.Import(b.Context(), plan(b, s, sh, people.Guess(sh, nil)), "people.csv"); err != nil {
		b.Fatal(err)
	}
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Load(b.Context(), "", "2026-11-02"); err != nil {
				b.Fatal(err)
			}
		}
	})
	src, err := s.Load(b.Context(), "", "2026-11-02")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("columns", func(b *testing.B) {
		for b.Loop() {
			people.NewRoster(src)
		}
	})
	r := people.NewRoster(src)
	for _, c := range []struct {
		name string
		f    app.PeopleFilter
		sort string
		want int
	}{
		{"all by code", app.PeopleFilter{}, "", 5000},
		{"all by number", app.PeopleFilter{}, "field:team size 1", 5000},
		{"all by text", app.PeopleFilter{}, "field:city 3", 5000},
		{"words by text", app.PeopleFilter{Text: "lodz figma engineer"}, "field:city 1", -1},
		{"five conditions by day", app.PeopleFilter{All: []app.PeopleWhere{{Column: "field:team size 1", Test: app.PeopleOver, Values: []string{"500"}},
			{Column: "field:since 2", Test: app.PeopleBetween, Values: []string{"2016-01-01", "2024-12-31"}}, {Column: "field:plan 1", Test: app.PeopleIs, Values: []string{"Team", "Business"}},
			{Column: "field:tools 2", Test: app.PeopleIs, Values: []string{"Miro"}}, {Column: "field:city 1", Test: app.PeopleHas, Values: []string{"1"}}}}, "field:since 1", -1},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if got := len(r.Select(c.f, false, c.sort, false)); got == 0 || c.want >= 0 && got != c.want {
					b.Fatal(got)
				}
			}
		})
	}
}

func TestSavedSpecs_AreKeptWithTheirTool(t *testing.T) {
	b := apptest.New(t)
	s, ctx := service(b), t.Context()
	sh := sheet(t, "Code,Role\nP1,PM\n")
	spec := people.Guess(sh, nil)
	b.OneStep(t, "Save import Customers of CRM", func() error { return s.SaveSpec(ctx, "CRM", "Customers", spec) })
	b.Nothing(t, "", func() error { return s.SaveSpec(ctx, "crm", "customers", spec) })
	spec.Clear = true
	b.OneStep(t, "Save import customers of crm", func() error { return s.SaveSpec(ctx, "crm", "customers", spec) })
	b.OneStep(t, "Save import Panel of CRM", func() error { return s.SaveSpec(ctx, "CRM", "Panel", spec) })
	b.Nothing(t, app.EInvalid, func() error { return s.SaveSpec(ctx, " ", "Panel", spec) })
	all, err := s.SavedSpecs(ctx)
	if err != nil || len(all) != 2 || all[0].Name != "Customers" || !all[0].Spec.Clear || all[0].ToolName != "CRM" {
		t.Fatalf("%+v, %v", all, err)
	}
	p := plan(t, s, sh, all[0].Spec)
	p.Used = &all[0]
	b.OneStep(t, "Import 1 person from people.csv", func() error { return s.Import(ctx, p, sh.Name) })
	tools, err := app.Papers[app.Tool](ctx, b.Store, app.PaperQuery{Kind: app.KindTool})
	if err != nil || len(tools) != 1 || tools[0].Profiles[0].Rows != 1 || tools[0].Profiles[0].Last.IsZero() {
		t.Errorf("%+v, %v", tools, err)
	}
	if _, err := people.ReadSpec("{"); app.CodeOf(err) != app.EInvalid {
		t.Errorf("no JSON: %v", err)
	}
}
