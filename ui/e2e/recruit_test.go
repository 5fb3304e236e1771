//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/workspace"
)

// accentLight is the colour of primary buttons in the light look.
var accentLight = color.RGBA{0x45, 0x57, 0xd6, 0xff}

// panelSize is how many people the list has that is imported.
const panelSize = 2000

// recruiting drives a recruitment, and asks the file besides.
type recruiting struct {
	*Program
	t         *testing.T
	workspace string
}

// Keys, Type and press are a person who looks first: they wait until what was done before is seen.
func (r *recruiting) Keys(keys ...string) {
	r.t.Helper()
	r.Calm()
	r.Program.Keys(keys...)
}

func (r *recruiting) Type(text string) {
	r.t.Helper()
	r.Calm()
	r.Program.Type(text)
}

// press clicks where something stands.
func (r *recruiting) press(x, y int) {
	r.t.Helper()
	r.Calm()
	r.Click(x, y)
}

// recruitment is where the only recruitment of the file stands, as the command tells.
type recruitment struct {
	Candidates, Screened, Qualified, Invited, Scheduled, Ahead, Completed, Declined, Target int
	NoShow                                                                                  int `json:"no_show"`
	Due                                                                                     []string
	Quotas                                                                                  []struct {
		Name                       string
		Planned, Completed, Booked int
	}
}

// TestRecruitment goes the way of a recruitment from an empty workspace: people from the second sheet of an Excel file, a segment of either of
// two conditions, a study with a screener that branches and scores, quotas, candidates of the segment, answers typed and from a file,
// invitations saved as mail, sessions in a calendar that another program reads, a no-show, a refusal, an interview that completes, incentives
// with their threshold, and the ledger as a table. After each part the file is asked by command.
func TestRecruitment(t *testing.T) {
	needCalendarReader(t)
	path := filepath.Join(t.TempDir(), "research.throughline")
	w, err := openWorkspace(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	closeWorkspace(t, w)
	r := &recruiting{Program: Start(t, NewScreen(t, wide, high), "open", path), t: t, workspace: path}
	r.importPeople()
	r.saveSegment()
	r.makeStudy()
	r.writeScreener()
	r.planQuotas()
	r.setUp()
	r.addCandidates()
	r.screen()
	r.invite()
	r.schedule()
	r.hold()
	r.pay()
	r.Close()
	r.stored()
}

// ask calls the program beside the window, which reads the same file, and reads its JSON into out.
func (r *recruiting) ask(out any, args ...string) {
	r.t.Helper()
	cmd := exec.Command(Binary(r.t), append(args, "-w", r.workspace, "--json")...)
	cmd.Env = environment(r.Home, r.Screen.Display, filepath.Join(r.t.TempDir(), "command.log"))
	var said, wrong bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &wrong
	if err := cmd.Run(); err != nil {
		r.fail("throughline %s: %v\n%s", strings.Join(args, " "), err, wrong.String())
	}
	if err := json.Unmarshal(said.Bytes(), out); err != nil {
		r.fail("throughline %s prints no JSON: %v", strings.Join(args, " "), err)
	}
}

// people asks how many people a filter of the command finds.
func (r *recruiting) people(args ...string) int {
	r.t.Helper()
	var out struct{ People []struct{ Code string } }
	r.ask(&out, append([]string{"people", "list"}, args...)...)
	return len(out.People)
}

// stands asks where the recruitment stands.
func (r *recruiting) stands() recruitment {
	r.t.Helper()
	var out struct{ Studies []recruitment }
	r.ask(&out, "recruit", "status", "--study", "Rota planning")
	if len(out.Studies) != 1 {
		r.fail("%d recruitments", len(out.Studies))
	}
	return out.Studies[0]
}

// await waits for a primary button to be shown at a place.
func (r *recruiting) await(x, y int) {
	r.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if r.glance().RGBAAt(r.X+x, r.Y+y) == accentLight {
			return
		}
	}
	r.fail("no button is shown at %d, %d", x, y)
}

// must fails the test with what is on the screen unless ok.
func (r *recruiting) must(ok bool, format string, args ...any) {
	r.t.Helper()
	if !ok {
		r.fail(format, args...)
	}
}

// pick types into a picker that is open and takes the top hit.
func (r *recruiting) pick(words string) {
	r.t.Helper()
	r.Type(words)
	r.Keys("Return")
}

// down takes the n-th line of a menu that is open.
func (r *recruiting) down(n int) {
	r.t.Helper()
	r.Keys("Home")
	for range n - 1 {
		r.Keys("Down")
	}
	r.Keys("Return")
}

// command runs a command of the palette.
func (r *recruiting) command(words string) {
	r.t.Helper()
	r.Keys("ctrl+k")
	r.pick(words)
}

// choose names a file in the dialog that is open.
func (r *recruiting) choose(path string) {
	r.t.Helper()
	r.Type(path)
	r.Keys("Return")
}

// importPeople brings in a list of which the first sheet is a title page with rows.
func (r *recruiting) importPeople() {
	list := filepath.Join(r.Home, "panel.xlsx")
	writePanel(r.t, list)
	r.Go("people")
	r.MustShow("recruit-01-nobody")
	r.Keys("i")
	r.choose(list)
	r.await(importX, importY)
	r.MustShow("recruit-02-wrong-sheet")
	r.press(sheetX, sheetY)
	r.down(2)
	r.await(importX-30, importY) // the button of 2,000 people is wider
	r.MustShow("recruit-03-columns")
	r.Keys("Return") // the button has the keyboard
	r.Expect("committed Import 2,000 people")
	r.MustShow("recruit-04-imported")
	r.Keys("Return")
	r.MustShow("recruit-05-people")
	r.must(r.people() == panelSize, "people came in: %d, want %d", r.people(), panelSize)
	r.must(r.people("--where", "Team size>50") == 333 && r.people("--where", "Customer since>2018-01-01", "--where", "Tools=Paper") > 0, "values are lost")
}

// saveSegment filters by either of two conditions and keeps the filter.
func (r *recruiting) saveSegment() {
	r.Keys("f")
	r.pick("Role")
	r.Keys("space") // Admin, the first
	r.press(orX, orY)
	r.pick("Team")
	r.Type("50")
	r.Keys("Return")
	r.MustShow("recruit-06-either")
	r.press(saveSegmentX, saveSegmentY)
	r.Keys("ctrl+a")
	r.Type("Admins and large teams")
	r.Keys("Return")
	r.Expect("committed Save view")
	n := r.people("--segment", "Admins and large teams")
	r.must(n == 733 && n == r.people("--where", "Role=Admin || Team size>50"), "%d people are admins or in large teams", n)
}

// makeStudy makes a study and opens its recruitment.
func (r *recruiting) makeStudy() {
	r.command("new study")
	r.Type("Rota planning")
	r.Keys("Return")
	r.Expect("committed New study Rota planning")
	r.command("Recruitment: scr")
	r.Expect("screen recruitment")
	r.MustShow("recruit-07-no-screener")
}

// writeScreener writes three questions: who does not plan is out, large teams end early with a point, others are asked on.
func (r *recruiting) writeScreener() {
	r.question(3, "Do you plan shifts yourself?")
	r.press(scoreX, optionY)
	r.Type("2")
	r.Keys("Return")
	r.Expect("committed Change question q1")
	r.press(outX, optionY+optionHigh)
	r.Expect("committed Change question q1")
	r.press(firstAskX, firstAskY) // out of the field
	r.question(4, "How many people are in your team?")
	r.press(fieldX, fieldY)
	r.pick("Team")
	r.Expect("committed Change question q2")
	r.press(addRangeX, addRangeY)
	r.Expect("committed Change question q2")
	r.press(leastX, optionY)
	r.Keys("ctrl+a")
	r.Type("10")
	r.Keys("Return")
	r.Expect("committed Change question q2")
	r.press(scoreX, optionY)
	r.Type("1")
	r.Keys("Return")
	r.Expect("committed Change question q2")
	r.press(thenX, optionY)
	r.down(3) // the end
	r.Expect("committed Change question q2")
	r.press(firstAskX, firstAskY)
	r.Keys("Down")
	r.question(1, "What do you plan with?")
	r.press(passX, passY)
	r.Type("3")
	r.Keys("Return")
	r.Expect("committed Set the score")
	r.MustShow("recruit-08-screener")
}

// question adds a question of the n-th type.
func (r *recruiting) question(n int, words string) {
	r.t.Helper()
	r.Keys("n")
	r.down(n)
	r.Expect("committed Add question")
	r.Type(words)
	r.Keys("Return")
	r.Expect("committed Change question")
}

// planQuotas plans five people in four cells of segment and region.
func (r *recruiting) planQuotas() {
	r.command("Recruitment: quo")
	r.Keys("e")
	r.press(quotaFieldX, quotaFieldY)
	r.down(5)
	r.press(quotaCellX, quotaCellY)
	for i, n := range []string{"2", "1", "1", "1"} {
		if i > 0 {
			r.Keys("Tab")
		}
		r.Type(n)
	}
	r.MustShow("recruit-09-plan-quotas")
	r.Keys("Return")
	r.Expect("committed Set quotas")
	r.MustShow("recruit-10-quotas")
	r.must(len(r.stands().Quotas) == 4, "quotas %+v", r.stands().Quotas)
}

// setUp says what a session is worth, and from which sum of a year on it is to be said.
func (r *recruiting) setUp() {
	r.press(setUpX, setUpY)
	for i, words := range []string{"5", "45", "40"} {
		if i > 0 {
			r.Keys("Tab")
		}
		r.Type(words)
	}
	r.MustShow("recruit-11-set-up")
	r.Keys("Return")
	r.Expect("committed Set up recruitment")
	r.command("Rules of the programme")
	r.Expect("screen people")
	r.Keys("Tab", "Tab")
	r.Type("30")
	r.Keys("Return")
	r.Expect("committed")
	r.command("Recruitment")
	r.Expect("screen recruitment")
	r.Keys("1")
	r.MustShow("recruit-12-no-candidates")
	r.must(r.stands().Target == 5, "%d people are wanted", r.stands().Target)
}

// addCandidates takes those of the saved segment who live in the south and have a code, or a friend, among the first hundred.
func (r *recruiting) addCandidates() {
	r.Keys("n")
	r.press(segmentX, addFilterY)
	r.down(2)
	r.press(regionX, addFilterY)
	r.down(5)
	r.press(southX, addFilterY)
	r.down(4)
	r.press(addSearchX, addFilterY)
	r.Type("p00")
	r.press(chooseAllX, addFootY)
	r.MustShow("recruit-13-add")
	r.press(addX, addFootY)
	r.Expect("committed Add 7 candidates")
	r.MustShow("recruit-14-candidates")
	r.must(r.stands().Candidates == 7, "%d candidates", r.stands().Candidates)
}

// screen types the answers of one, and takes those of others from the table of a form.
func (r *recruiting) screen() {
	r.Keys("a")
	r.Keys("Right") // yes; the size of the team is known
	r.MustShow("recruit-15-answers")
	r.Keys("Return")
	r.Expect("committed Screen P0009")
	answers := filepath.Join(r.Home, "answers.csv")
	text := "Timestamp,Code,Do you plan shifts yourself?,How many people are in your team?,What do you plan with?\n" +
		"2026-11-20,P0041,Yes,54,\n2026-11-20,P0069,Yes,58,\n2026-11-21,P0189,No,58,\n2026-11-21,P0005,Yes,12,\n2026-11-21,P9001,Yes,3,First answer\n2026-11-22,P9002,Yes,many,\n"
	if err := os.WriteFile(answers, []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
	r.press(importAnswersX, toolsY)
	r.choose(answers)
	r.await(importSixX, importSixY)
	r.MustShow("recruit-16-answers-of-a-form")
	r.Keys("Return")
	r.Expect("committed Import 6 answered screeners")
	r.MustShow("recruit-17-judged")
	now := r.stands()
	r.must(now.Candidates == 10 && now.Qualified == 4 && r.people() == panelSize+2, "%d candidates, %d qualify, %d people", now.Candidates, now.Qualified, r.people())
}

// invite saves the letters to all who qualify, and marks them as invited.
func (r *recruiting) invite() {
	r.press(fitX, toolsY)
	r.down(2)
	r.press(firstCardX, firstCardY)
	r.Keys("ctrl+a")
	r.Keys("m")
	r.MustShow("recruit-18-invitations")
	r.press(saveMailX, saveMailY)
	r.Keys("Return")
	r.Expect("job done Save invitations")
	letters, err := filepath.Glob(filepath.Join(r.Home, "Documents", "Invitations", "P*.eml"))
	r.must(err == nil && len(letters) == 4, "letters %v, %v", letters, err)
	letter, err := os.ReadFile(letters[0])
	r.must(err == nil && bytes.Contains(letter, []byte("45 minutes")) && bytes.Contains(letter, []byte("P0005")), "the first letter reads %q, %v", letter, err)
	r.press(markX, markY)
	r.Expect("committed Invite 4")
	r.MustShow("recruit-19-invited")
	r.must(r.stands().Invited == 4, "%d invited", r.stands().Invited)
}

// schedule gives three of them a date, one says no; the dates are saved for calendars and read by another program.
func (r *recruiting) schedule() {
	r.Keys("Right", "Down")
	for i, at := range []struct{ code, clock string }{{"P0005", "10:00"}, {"P0009", "11:30"}, {"P0041", "13:00"}} {
		r.Keys("e")
		r.Keys("Tab", "ctrl+a")
		r.Type(at.clock)
		if i == 1 {
			r.MustShow("recruit-20-schedule")
		}
		r.Keys("Return")
		r.Expect("committed Schedule " + at.code)
	}
	r.Keys("d") // the key acts on who took their place
	r.Expect("committed Mark P0069 as declined")
	r.Keys("4")
	r.MustShow("recruit-21-sessions")
	r.Keys("s")
	r.Keys("Return")
	path := filepath.Join(r.Home, "Documents", "Rota planning.ics")
	r.appears(path)
	r.calendar(path)
	now := r.stands()
	r.must(now.Scheduled == 3 && now.Ahead == 3 && now.Declined == 1, "%+v", now)
}

// appears waits for a file.
func (r *recruiting) appears(path string) {
	r.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if info, err := os.Stat(path); err == nil && info.Size() > 0 {
			return
		}
	}
	r.fail("%s is not written", path)
}

// calendar reads the file of sessions with the icalendar library of Python, and holds it to what was agreed.
func (r *recruiting) calendar(path string) {
	r.t.Helper()
	const script = `import icalendar, json, sys
cal = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
print(json.dumps([{"Summary": str(e["SUMMARY"]), "Start": e["DTSTART"].dt.strftime("%H:%M %Z"), "Minutes": int((e["DTEND"].dt - e["DTSTART"].dt).total_seconds() / 60),
    "Status": str(e["STATUS"]), "UID": str(e["UID"])} for e in cal.walk("VEVENT")]))`
	out, err := exec.Command("/usr/bin/python3", "-c", script, path).CombinedOutput()
	r.must(err == nil, "another program cannot read the calendar: %v\n%s", err, out)
	var events []struct {
		Summary, Start, Status, UID string
		Minutes                     int
	}
	err = json.Unmarshal(out, &events)
	r.must(err == nil && len(events) == 3, "events %s, %v", out, err)
	for i, want := range []string{"P0005 · Rota planning at 10:00 UTC", "P0009 · Rota planning at 11:30 UTC", "P0041 · Rota planning at 13:00 UTC"} {
		e := events[i]
		r.must(e.Summary+" at "+e.Start == want && e.Minutes == 45 && e.Status == "CONFIRMED" && e.UID != "", "event %+v, want %s", e, want)
	}
}

// hold lets one not come, one complete, and one complete by the interview that is imported.
func (r *recruiting) hold() {
	r.Keys("1")
	r.Keys("Right", "Down")
	r.Keys("x")
	r.Expect("committed Mark P0005 as no-show")
	r.Keys("c")
	r.Expect("committed Complete P0009")
	r.MustShow("recruit-22-completed")
	talk := filepath.Join(r.Home, "P0041.txt")
	if err := os.WriteFile(talk, []byte("Mara: How do you plan a week?\n\nP0041: On Mondays I copy the last week and move people around.\n\nMara: And when somebody is ill?\n\nP0041: Then I call everybody who is off, one after another.\n"), 0o600); err != nil {
		r.t.Fatal(err)
	}
	r.Keys("ctrl+i")
	r.press(chooseX, chooseY)
	r.choose(talk)
	r.await(primaryX, primaryY-14)
	r.MustShow("recruit-23-interview")
	r.press(primaryX, primaryY)
	r.Expect("job done Import 1 file")
	r.Keys("Escape")
	r.command("Recruitment")
	r.Expect("screen recruitment")
	r.MustShow("recruit-24-link")
	r.press(linkX, linkY)
	r.Expect("committed Link")
	r.MustShow("recruit-25-linked")
	now := r.stands()
	r.must(now.Completed == 2 && now.NoShow == 1 && now.Ahead == 0 && len(now.Due) == 1, "%+v", now)
}

// pay marks what is due as paid, says who is above the threshold of the year, and writes the ledger.
func (r *recruiting) pay() {
	r.Keys("5")
	r.MustShow("recruit-26-due")
	r.Keys("ctrl+a", "p")
	r.Expect("committed")
	r.MustShow("recruit-27-paid")
	r.must(len(r.stands().Due) == 0, "due is %v", r.stands().Due)
	r.press(exportX, toolsY)
	r.Keys("Return")
	r.Keys("Return")
	r.Expect("job done Export incentives")
	f, err := excelize.OpenFile(filepath.Join(r.Home, "Documents", "Incentives.xlsx"))
	r.must(err == nil, "the ledger: %v", err)
	rows, err := f.GetRows("Incentives")
	r.must(err == nil && len(rows) == 3 && strings.Contains(fmt.Sprint(rows), "P0009") && strings.Contains(fmt.Sprint(rows), "P0041"), "the ledger has %v, %v", rows, err)
	r.Keys("3")
	r.MustShow("recruit-28-covered")
}

// stored looks at the file the window has left.
func (r *recruiting) stored() {
	r.t.Helper()
	mustBeWhole(r.t, r.workspace, func(w *workspace.Workspace) {
		ctx := context.Background()
		entries, err := app.Papers[app.Incentive](ctx, w.Store, app.PaperQuery{Kind: app.KindIncentive})
		if err != nil || len(entries) != 2 || !entries[0].Paid || !entries[1].Paid || entries[0].Amount != 4000 {
			r.t.Errorf("the ledger holds %+v, %v", entries, err)
		}
		all, err := app.Papers[app.Candidacy](ctx, w.Store, app.PaperQuery{Kind: app.KindCandidacy})
		if err != nil {
			r.t.Fatal(err)
		}
		linked := 0
		for _, c := range all {
			if c.Interview != "" && c.Stage == app.StageCompleted {
				linked++
			}
		}
		if len(all) != 10 || linked != 1 {
			r.t.Errorf("%d candidates, %d with an interview", len(all), linked)
		}
	})
}

// Where things stand in the window of these tests, pixels.
const (
	sheetX, sheetY             = 460, 164
	importX, importY           = 1027, 690
	orX, orY                   = 965, 322
	saveSegmentX, saveSegmentY = 567, 132
	scoreX, outX, thenX        = 690, 732, 884
	optionY, optionHigh        = 357, 41
	leastX                     = 490
	fieldX, fieldY             = 960, 282
	addRangeX, addRangeY       = 500, 336
	firstAskX, firstAskY       = 300, 132
	passX, passY               = 380, 700
	quotaFieldX, quotaFieldY   = 465, 144
	quotaCellX, quotaCellY     = 490, 235
	setUpX, setUpY             = 870, 80
	segmentX, addFilterY       = 508, 145
	regionX, southX            = 700, 786
	addSearchX                 = 345
	chooseAllX, addFootY       = 308, 652
	addX                       = 1000
	toolsY, fitX               = 137, 479
	importAnswersX             = 1064
	importSixX, importSixY     = 946, 666
	firstCardX, firstCardY     = 280, 270
	saveMailX, saveMailY       = 867, 144
	markX, markY               = 867, 652
	linkX, linkY               = 1170, 137
	exportX                    = 880
)

// writePanel writes a workbook of people who do not exist: a title page, then the list with a column of each type.
func writePanel(t *testing.T, path string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f := excelize.NewFile()
	must(f.SetSheetName("Sheet1", "Read me"))
	must(f.SetSheetRow("Read me", "A1", &[]any{"Export of the panel", "Made by"}))
	must(f.SetSheetRow("Read me", "A2", &[]any{"The people are on the second sheet", "Panel desk"}))
	_, err := f.NewSheet("Panel")
	must(err)
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	must(err)
	w, err := f.NewStreamWriter("Panel")
	must(err)
	must(w.SetRow("A1", []any{"Code", "Segment", "Role", "Team size", "Customer since", "Uses the mobile app", "Tools", "Referred by", "Profile", "Region", "Plan", "E-mail"}))
	segments, roles, regions := []string{"Clinic", "Retail", "Hospitality"}, []string{"Planner", "Manager", "Admin", "Owner"}, []string{"North", "South", "East", "West"}
	tools := []string{"Spreadsheet", "Whiteboard", "Chat group", "Paper"}
	for i := 1; i <= panelSize; i++ {
		mobile, used, by, profile := "yes", tools[i%4], "", ""
		if i%3 == 0 {
			mobile = "no"
		}
		if i%2 == 0 {
			used += "; " + tools[(i+1)%4]
		}
		if i%9 == 0 {
			by = fmt.Sprintf("P%04d", i/9)
		}
		if i%5 != 0 {
			profile = fmt.Sprintf("https://panel.example/%d", i)
		}
		must(w.SetRow(fmt.Sprintf("A%d", i+1), []any{fmt.Sprintf("P%04d", i), segments[i%3], roles[i*7%4], 1 + i*13%60, excelize.Cell{StyleID: day, Value: 42000 + i%2500}, mobile, used, by,
			profile, regions[i*5%4], fmt.Sprintf("Plans %d rosters a month", 1+i%12), fmt.Sprintf("person%d@mail.example", i)}))
	}
	must(w.Flush())
	must(f.SaveAs(path))
}

// needCalendarReader skips the test where the reader of calendars is missing: the icalendar library of Python.
func needCalendarReader(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("/usr/bin/python3", "-c", "import icalendar").CombinedOutput(); err != nil {
		t.Skipf("python3-icalendar is not installed: .ci/setup e2e installs it: %s", out)
	}
}
