package autocode_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
	"throughline/app/coding/rule"
	"throughline/app/job"
	"throughline/ui/autocode"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// desk is the screen's model over a small workspace: three interviews in which "price" occurs, one of them tagged.
type desk struct {
	*apptest.Bench
	t        *testing.T
	m        *autocode.Model
	await    func(time.Duration, func() bool) bool
	study    *app.Study
	pricing  *app.Tag
	sessions []*apptest.Session
	told     string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	b := apptest.New(t)
	d := &desk{Bench: b, t: t, study: b.Study("Pricing study")}
	d.pricing = b.Tag(d.study, "Pricing", "")
	d.sessions = []*apptest.Session{b.Session(d.study, "P1", "Mod: The price?", "P: The price is fair.", "P: A price."),
		b.Session(d.study, "P2", "P: No price."), b.Session(d.study, "P3", "P: Nothing.")}
	d.sessions[1].Finding("No price.", d.pricing.ID)
	d.m = &autocode.Model{Store: b.Store, Rules: &rule.Service{Store: b.Store, Log: b.Log, Hand: b.Hand},
		Coding: &coding.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Jobs: &job.Runner{}}
	d.m.OnTold = func(words string) { d.told = words }
	await, release := task.Hold()
	d.await = await
	t.Cleanup(func() {
		d.m.Close()
		d.m.Jobs.Close()
		release()
	})
	stop := b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	t.Cleanup(stop)
	return d
}

func (d *desk) until(what string, done func() bool) {
	d.t.Helper()
	if !d.await(5*time.Second, done) {
		d.t.Fatalf("%s did not happen; error %v, rule %v", what, d.m.Err, d.m.RuleErr)
	}
}

// find opens the model on words and waits for what is found.
func (d *desk) find(b autocode.Begin) {
	d.t.Helper()
	d.m.Open(d.study.ID, b)
	d.until("the search", func() bool { return d.m.Loaded && d.m.Result != nil && !d.m.Searching })
}

// lines are the rows as text: titles, and hits with a mark if they are chosen.
func (d *desk) lines() []string {
	var out []string
	for _, r := range d.m.Rows() {
		h := d.m.Hit(r)
		if h == nil {
			out = append(out, d.m.Result.Interviews[r.Group].Title)
			continue
		}
		mark := "[ ] "
		if d.m.Chosen(r.Hit) {
			mark = "[x] "
		}
		out = append(out, mark+h.View.Text[h.View.Core.Start:h.View.Core.End])
	}
	return out
}

func (d *desk) expect(want ...string) {
	d.t.Helper()
	if got := d.lines(); !slices.Equal(got, want) {
		d.t.Errorf("list %q, want %q", got, want)
	}
}

func TestModel_ListsWhatIsNewAndTagsIt(t *testing.T) {
	d := newDesk(t)
	d.find(autocode.Begin{Text: " price\n", Tag: d.pricing.ID})
	d.expect("Interview with P1", "[x] The price is fair.", "[x] A price.")
	if got := []string{d.m.Summary(), d.m.Already(), d.m.Act(), d.m.Missing()}; !slices.Equal(got,
		[]string{"3 hits in 2 interviews", "1 already tagged", "Tag 2 passages with Pricing", ""}) {
		t.Errorf("it says %q", got)
	}
	d.m.SetShowTagged(true)
	d.expect("Interview with P1", "[x] The price is fair.", "[x] A price.", "Interview with P2", "[ ] No price.")
	d.m.Toggle(d.m.Rows()[4]) // carries the tag already: there is nothing to tick
	d.m.Toggle(d.m.Rows()[1])
	d.expect("Interview with P1", "[ ] The price is fair.", "[x] A price.", "Interview with P2", "[ ] No price.")
	d.OneStep(t, "Tag 1 passage with Pricing", func() error {
		d.m.Apply()
		d.until("the tagging", func() bool { return d.told != "" && !d.m.Searching && d.m.Result.Count(rule.Tagged) == 2 })
		return d.m.Err
	})
	if d.told != "Tagged 1 passage" {
		t.Errorf("told %q", d.told)
	}
}

func TestModel_ChoosesByInterviewAndAll(t *testing.T) {
	d := newDesk(t)
	d.find(autocode.Begin{Text: "price"})
	all := []string{"Interview with P1", "[x] The price is fair.", "[x] A price.", "Interview with P2", "[x] No price."}
	d.expect(all...)
	rows := d.m.Rows()
	d.m.Toggle(rows[2])
	d.m.Toggle(rows[0]) // some are ticked: all are now
	d.expect(all...)
	d.m.Toggle(rows[0])
	d.expect("Interview with P1", "[ ] The price is fair.", "[ ] A price.", "Interview with P2", "[x] No price.")
	d.m.ChooseAll(true)
	d.expect(all...)
	d.m.ChooseAll(false)
	if chosen, of := d.m.Count(); chosen != 0 || of != 3 || d.m.CanTag() {
		t.Errorf("%d of %d are chosen", chosen, of)
	}
}

func TestModel_MakesANewTagWhenItIsUsed(t *testing.T) {
	d := newDesk(t)
	d.find(autocode.Begin{Text: "fair"})
	if d.m.Missing() != "Choose a tag to put on." || d.m.CanTag() {
		t.Errorf("it says %q", d.m.Missing())
	}
	d.m.AddNewTag("  Fair   price ")
	d.m.AddNewTag("Odd")
	d.m.DropNewTag("Odd")
	before := d.Hash()
	if d.m.Act() != "Tag 1 passage with Fair price" || !d.m.CanTag() {
		t.Errorf("the button says %q", d.m.Act())
	}
	d.m.Apply()
	d.m.Apply() // pressed twice
	d.until("the tagging", func() bool {
		return d.told != "" && !d.m.Searching && len(d.m.Spec.Tags) == 1 && d.m.TagNamed(d.m.Spec.Tags[0]) != nil && len(d.m.Rows()) == 0
	})
	if len(d.m.NewTags) != 0 {
		t.Errorf("new tags %q", d.m.NewTags)
	}
	d.m.DropTag(d.m.Spec.Tags[0])
	d.until("the search without a tag", func() bool { return !d.m.Searching && len(d.m.Rows()) == 2 })
	if _, err := d.Log.Undo(t.Context()); err != nil || d.Hash() != before {
		t.Errorf("one undo does not take the tag and the finding back: %v", err)
	}
}

func TestModel_SearchesAsOneTypesAndShowsTheNewestOnly(t *testing.T) {
	d := newDesk(t)
	d.m.Open(d.study.ID, autocode.Begin{})
	if d.m.Ready() || d.m.Missing() != "Type the words to look for." {
		t.Errorf("it says %q", d.m.Missing())
	}
	for _, typed := range []string{"p", "pr", "price is"} {
		d.m.Edit(func(r *app.RuleSpec) { r.Texts = autocode.TextsOf(typed) })
	}
	d.until("the search", func() bool { return d.m.Result != nil })
	d.expect("Interview with P1", "[x] The price is fair.")
	d.m.Edit(func(r *app.RuleSpec) { r.Texts = []string{"price?", "fair."} })
	d.m.SetKind(app.RulePattern)
	if got := d.m.Spec.Texts; !slices.Equal(got, []string{`price\?|fair\.`}) {
		t.Errorf("the words became the pattern %q", got)
	}
	d.m.Edit(func(r *app.RuleSpec) { r.Texts = []string{"pr(ice"} })
	d.until("the complaint", func() bool { return d.m.RuleErr != nil })
	if message, _ := app.Explain(d.m.RuleErr); !strings.Contains(message, "character 3") || len(d.m.Rows()) != 0 || d.m.Err != nil {
		t.Errorf("it says %q, %v", message, d.m.Err)
	}
	d.m.Edit(func(r *app.RuleSpec) { r.Kind = app.RuleSpeaker })
	if d.m.Spec.Scope != app.ScopeTurn || d.m.Ready() {
		t.Errorf("a speaker's rule has scope %q", d.m.Spec.Scope)
	}
	d.m.SetVoice(string(app.RoleModerator))
	d.until("the search", func() bool { return d.m.Result != nil && !d.m.Searching })
	d.expect("Interview with P1", "[x] The price?")
	if d.m.Voice() != string(app.RoleModerator) {
		t.Errorf("voice %q", d.m.Voice())
	}
}

func TestModel_SavesARuleAndOffersOnlyWhatIsNew(t *testing.T) {
	d := newDesk(t)
	d.find(autocode.Begin{Text: "price", Tag: d.pricing.ID})
	var failed error
	d.m.Save(" ", func(err error) { failed = err })
	d.until("the refusal", func() bool { return failed != nil })
	d.m.Save("Price  words", func(err error) { failed = err })
	d.until("the saving", func() bool { return failed == nil && len(d.m.Saved) == 1 })
	if d.m.Name != "Price words" {
		t.Errorf("the rule is named %q", d.m.Name)
	}
	saved := d.m.Saved[0]
	d.m.Clear()
	d.m.Load(saved)
	d.until("the search", func() bool { return d.m.Result != nil && !d.m.Searching })
	d.expect("Interview with P1", "[x] The price is fair.", "[x] A price.")
	d.m.Forget(saved.ID)
	d.until("the deletion", func() bool { return len(d.m.Saved) == 0 && d.m.Name == "" })
}

func TestModel_LetsGoOfATagThatIsGone(t *testing.T) {
	d := newDesk(t)
	gone := d.Tag(d.study, "Gone", "")
	d.find(autocode.Begin{Text: "price", Tag: gone.ID})
	cs := d.Hand.Begin("Delete tag")
	cs.Delete(gone)
	if err := d.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	d.until("the tag's going", func() bool { return len(d.m.Spec.Tags) == 0 && !d.m.Searching })
}

func TestModel_OpensOnAnInterviewAndKeepsItsRuleAcrossVisits(t *testing.T) {
	d := newDesk(t)
	d.find(autocode.Begin{Interview: d.sessions[1].ID, Text: "price"})
	d.expect("Interview with P2", "[x] No price.")
	d.until("the title", func() bool { return d.m.Title(d.sessions[1].ID) == "Interview with P2" })
	d.find(autocode.Begin{})
	d.expect("Interview with P2", "[x] No price.")
	d.m.Toggle(d.m.Rows()[1])
	d.find(autocode.Begin{Interview: d.sessions[1].ID, Text: "price"}) // back from the passage
	d.expect("Interview with P2", "[ ] No price.")
	d.m.Open("", autocode.Begin{}) // all studies
	d.until("the wider search", func() bool { return !d.m.Searching && len(d.m.Rows()) == 5 })
}

func TestModel_TellsWhenATextWasRevised(t *testing.T) {
	d := newDesk(t)
	d.find(autocode.Begin{Text: "fair", Tag: d.pricing.ID})
	d.m.OnChange = nil
	next := *d.sessions[0].Text
	next.ID, next.Revision = app.NewID[app.TranscriptID](), 2
	d.m.Tagging = true // a job is under way, so that the search is not begun anew by the step below
	d.Put(&next)
	d.await(50*time.Millisecond, func() bool { return false })
	d.m.Tagging = false
	d.m.Apply()
	d.until("the refusal", func() bool { return d.m.Err != nil && !d.m.Tagging })
	if app.CodeOf(d.m.Err) != app.EConflict {
		t.Errorf("error %v", d.m.Err)
	}
	d.m.Retry()
	d.until("the new search", func() bool { return d.m.Err == nil && !d.m.Searching && d.m.Result.Hits[0].Transcript == next.ID })
}

func TestModel_OnlyLooksWhereNothingCanBeChanged(t *testing.T) {
	d := newDesk(t)
	d.m.ReadOnly = true
	d.find(autocode.Begin{Text: "price", Tag: d.pricing.ID})
	d.Nothing(t, "", func() error { d.m.Apply(); return d.m.Err })
	if !strings.Contains(d.m.Missing(), "reading only") || len(d.m.Rows()) == 0 || d.m.Tagging {
		t.Errorf("it says %q", d.m.Missing())
	}
}

func TestRoute_SaysWhatIsLookedFor(t *testing.T) {
	if tag, ok := kit.FindWith("t1").TagToFind(); !ok || tag != "t1" {
		t.Errorf("FindWith gives %q, %v", tag, ok)
	}
	if _, ok := kit.FindIn("iv", "words").TagToFind(); ok {
		t.Error("an interview is taken for a tag")
	}
}
