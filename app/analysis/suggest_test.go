package analysis_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/apptest"
	"throughline/app/workspace"
	"throughline/storage/storagetest"
)

// sample is a workspace with the sample study.
func sample(t *testing.T) (*workspace.Workspace, app.StudyID) { return sampleFor(t) }

func sampleFor(t testing.TB) (*workspace.Workspace, app.StudyID) {
	t.Helper()
	w, err := workspace.Over(t.Context(), storagetest.New(t), app.Hand{Author: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Jobs.Close)
	study, err := w.AddSample(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return w, study
}

func TestSuggest_OnTheSampleStudy(t *testing.T) {
	w, study := sample(t)
	ctx := t.Context()
	ivs, err := w.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	var first analysis.Suggestion
	var of app.InterviewID
	for _, iv := range ivs {
		got, err := w.Analysis.Suggest(ctx, iv.ID)
		if err != nil {
			t.Fatal(err)
		}
		total += len(got)
		check(t, w, iv.ID, got)
		if again, err := w.Analysis.Suggest(ctx, iv.ID); err != nil || !reflect.DeepEqual(again, got) {
			t.Errorf("%s: suggested anew it is another list, %v", iv.Title, err)
		}
		if len(got) > 0 && of == "" {
			first, of = got[0], iv.ID
		}
	}
	if total < len(ivs) || total > 40*len(ivs) {
		t.Errorf("%d suggestions over %d interviews, want some and not everything", total, len(ivs))
	}
	if of == "" {
		t.Fatal("no suggestion at all")
	}
	f, err := w.Coding.MarkAs(ctx, textOf(t, w.Store, of), first.Span, []app.TagID{first.Tag.ID}, app.BySuggestion)
	if err != nil || f.Tags[0].Provenance != app.BySuggestion {
		t.Fatalf("accepting gives %+v, %v", f, err)
	}
	got, err := w.Analysis.Suggest(ctx, of)
	if err != nil || slices.ContainsFunc(got, func(s analysis.Suggestion) bool { return s.Span == first.Span && s.Tag.ID == first.Tag.ID }) {
		t.Errorf("an accepted suggestion comes again, %v", err)
	}
}

func TestSuggest_OnAnInterviewNobodyCoded(t *testing.T) {
	w, study := sample(t)
	ctx := t.Context()
	ivs, err := w.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	total, marked, right := 0, 0, 0
	above := map[app.TagID]app.TagID{}
	tags, err := w.Store.Tags(ctx, study)
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range tags {
		above[tag.ID] = tag.Parent
	}
	for _, iv := range ivs[:6] {
		found, err := w.Store.InterviewFindings(ctx, iv.ID)
		if err != nil {
			t.Fatal(err)
		}
		var ids []app.FindingID
		for _, f := range found {
			ids = append(ids, f.ID)
		}
		if err := w.Coding.Delete(ctx, ids); err != nil {
			t.Fatal(err)
		}
		got, err := w.Analysis.Suggest(ctx, iv.ID)
		if err != nil {
			t.Fatal(err)
		}
		total += len(got)
		for _, s := range got {
			over := slices.DeleteFunc(slices.Clone(found), func(f app.Finding) bool { return !f.Span.Overlaps(s.Span) })
			if len(over) == 0 {
				continue
			}
			marked++
			if slices.ContainsFunc(over, func(f app.Finding) bool {
				return slices.ContainsFunc(f.Tags, func(g app.Tagging) bool { return g.Tag == s.Tag.ID || above[g.Tag] == s.Tag.ID })
			}) {
				right++
			}
		}
		if _, err := w.Log.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d suggestions for 6 interviews, %d on passages people marked, %d with their tag or the one above", total, marked, right)
	if total < 6*4 || total > 6*40 || float64(right) < 0.4*float64(marked) || marked < 8 { // floors; chance is one in twenty-two
		t.Errorf("%d suggestions, %d on marked passages, %d of these right", total, marked, right)
	}
}

// check holds a list of suggestions against its promises.
func check(t *testing.T, w *workspace.Workspace, id app.InterviewID, got []analysis.Suggestion) {
	t.Helper()
	rec, err := w.Store.Find(t.Context(), app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		t.Fatal(err)
	}
	iv := rec.(*app.Interview)
	tr, err := w.Store.Transcript(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.Store.InterviewFindings(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	end := 0
	for _, s := range got {
		quote, err := tr.Quote(s.Span)
		if err != nil || strings.TrimSpace(quote) != quote || len(strings.Fields(quote)) < 5 {
			t.Errorf("%s: passage %q, %v", iv.Title, quote, err)
		}
		if s.Span.Start < end {
			t.Errorf("%s: %q comes twice or out of order", iv.Title, quote)
		}
		end = s.Span.End
		if who := iv.Speaker(tr.Turns[tr.TurnAt(s.Span.Start)].Speaker); who.Role != app.RoleParticipant {
			t.Errorf("%s: %q is said by a %s", iv.Title, quote, who.Role)
		}
		if s.Score < 0.3 || s.Score > 1 || s.Reason == "" || s.Tag.Name == "" || !strings.Contains(s.Reason, s.Tag.Name) || len(s.Nearest) > 3 ||
			len(s.Nearest)+len(s.Terms) == 0 {
			t.Errorf("%s: suggestion %+v", iv.Title, s)
		}
		for _, f := range found {
			if f.HasTag(s.Tag.ID) && f.Span.Overlaps(s.Span) {
				t.Errorf("%s: %q carries %s already", iv.Title, quote, s.Tag.Name)
			}
		}
	}
}

func TestSuggest_LearnsFromWhatPeopleDo(t *testing.T) {
	b := apptest.New(t)
	s := &analysis.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	defer b.Log.Subscribe(s.Forget)()
	st := b.Study("Onboarding")
	price, wait := b.Tag(st, "Price", ""), b.Tag(st, "Waiting", "")
	said := []struct {
		text string
		tag  *app.Tag
	}{
		{"The price is far too high for a small team like ours.", price},
		{"We compared prices and the yearly price was higher than the other tool.", price},
		{"I cannot explain that price to my manager at all.", price},
		{"The price per seat makes us count every single person.", price},
		{"We had to wait three days until somebody gave us access.", wait},
		{"Waiting for the invitation took most of the first week.", wait},
		{"I was waiting for an answer from support for days.", wait},
		{"They made us wait again when the second site joined.", wait},
	}
	var turns []string
	for _, x := range said {
		turns = append(turns, "P: "+x.text)
	}
	read := b.Session(st, "P01", turns...)
	fresh := b.Session(st, "P02", "Mod: Is the price too high for your team, honestly?", "P: The price is too high for a team like ours. My colleague likes green tea more.")
	suggest := func(want int) []analysis.Suggestion {
		t.Helper()
		got, err := s.Suggest(t.Context(), fresh.ID)
		if err != nil || len(got) != want {
			t.Fatalf("Suggest() = %+v, %v, want %d", got, err, want)
		}
		return got
	}
	if got := suggest(1)[0]; got.Tag.ID != price.ID || got.Shown != 0 || got.Score > 0.3 || got.Sure() != "A guess" || !strings.Contains(got.Reason, "guess from the name") {
		t.Errorf("with nothing tagged: %+v, want a guess from the name", got)
	}
	for _, x := range said[:6] {
		read.Finding(x.text, x.tag.ID)
	}
	if got, err := s.Suggest(t.Context(), fresh.ID); err != nil || len(got) == 0 || got[0].Tag.ID != price.ID || got[0].Shown != 4 || got[0].Sure() != "A guess" {
		t.Errorf("with four passages: %+v, %v, want a guess", got, err)
	}
	for _, x := range said[6:] {
		read.Finding(x.text, x.tag.ID)
	}
	list, err := s.Suggest(t.Context(), fresh.ID)
	if err != nil || len(list) == 0 {
		t.Fatalf("Suggest() = %+v, %v", list, err)
	}
	got := list[0]
	if got.Tag.ID != price.ID || got.Span != fresh.Span("The price is too high for a team like ours.") || len(got.Nearest) == 0 {
		t.Errorf("suggestion %+v", got)
	}
	b.Put(&app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Interview: fresh.ID, Transcript: fresh.Text.ID, Span: fresh.Span("price is too high"),
		Quote: "price is too high", At: app.NoTime, Stamp: b.Hand.Stamp(), Tags: []app.Tagging{{Tag: price.ID, Author: "Jonas", Provenance: app.ByHand, Created: apptest.Noon}}})
	again, err := s.Suggest(t.Context(), fresh.ID) // somebody tagged a part of it
	if err != nil || slices.ContainsFunc(again, func(g analysis.Suggestion) bool { return g.Span == got.Span || g.Score >= 0.5 }) {
		t.Errorf("after the passage was tagged: %+v, %v", again, err)
	}
}

func TestSuggest_KnowsTheCodebookAsItIs(t *testing.T) {
	w, study := sample(t)
	ctx := t.Context()
	ivs, err := w.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	var of app.InterviewID
	var tag app.Tag
	for _, iv := range ivs {
		if got, err := w.Analysis.Suggest(ctx, iv.ID); err == nil && len(got) > 0 {
			of, tag = iv.ID, got[0].Tag
			break
		}
	}
	names := func() (names []string) {
		t.Helper()
		got, err := w.Analysis.Suggest(ctx, of)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got {
			names = append(names, s.Tag.Name)
		}
		return names
	}
	tag.Name = "Another name"
	if err := w.Coding.UpdateTag(ctx, tag); err != nil {
		t.Fatal(err)
	}
	if got := names(); !slices.Contains(got, "Another name") {
		t.Errorf("suggested %v, want the tag's new name", got)
	}
	tag.Status = app.TagDeprecated
	if err := w.Coding.UpdateTag(ctx, tag); err != nil {
		t.Fatal(err)
	}
	if got := names(); slices.Contains(got, "Another name") {
		t.Errorf("suggested %v, a tag out of use among them", got)
	}
	if err := w.Coding.DeleteTag(ctx, tag.ID); err != nil {
		t.Fatal(err)
	}
	if got := names(); slices.Contains(got, "Another name") {
		t.Errorf("suggested %v, a deleted tag among them", got)
	}
}

func TestSuggest_Refuses(t *testing.T) {
	b := apptest.New(t)
	s := &analysis.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	if _, err := s.Suggest(t.Context(), "gone"); app.CodeOf(err) != app.ENotFound {
		t.Errorf("Suggest() = %v, want not found", err)
	}
	iv := b.Session(b.Study("Onboarding"), "P01", "P: One two three four five six.")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Suggest(ctx, iv.ID); app.CodeOf(err) != app.ECanceled {
		t.Errorf("Suggest() = %v, want stopped", err)
	}
}

func TestSuggestForTexts(t *testing.T) {
	texts := []string{"The price is far too high.", "Too high a price for us.", "What a price they ask.", "The price went up again.",
		"We waited three days.", "Waiting took a week.", "I had to wait for an answer.", "They let us wait again.", "Lunch was nice."}
	tags := []string{"Price", " Price", "Price ", "Price", "Wait", "Wait", "Wait", "Wait", ""}
	got, err := analysis.SuggestForTexts(t.Context(), texts, tags, []string{"That price is too high.", "", "We waited again for days.", "漢字"}, 3, 1, nil)
	if err != nil || len(got) != 4 {
		t.Fatalf("SuggestForTexts() = %v, %v", got, err)
	}
	if len(got[0]) == 0 || got[0][0].Tag != "Price" || len(got[2]) == 0 || got[2][0].Tag != "Wait" {
		t.Errorf("suggested %v and %v", got[0], got[2])
	}
	if len(got[1]) != 0 {
		t.Errorf("an empty text got %v", got[1])
	}
	for _, list := range got {
		for i, s := range list {
			if s.Score < 0 || s.Score > 1 || i > 0 && s.Score > list[i-1].Score || s.Tag == "" {
				t.Errorf("scores %v", list)
			}
		}
	}
	again, err := analysis.SuggestForTexts(t.Context(), texts, tags, []string{"That price is too high."}, 3, 1, nil)
	if err != nil || again[0][0].Tag != got[0][0].Tag {
		t.Errorf("alone a text gets %v, with others %v", again[0], got[0])
	}
	for _, c := range []struct {
		cells    []string
		all, few int
	}{{nil, 0, 0}, {tags, 2, 2}, {[]string{"A", "A ;B", "A", "A", " A"}, 2, 1}, {[]string{"", ";"}, 0, 0}} {
		if all, few := analysis.ThinTags(c.cells); all != c.all || few != c.few {
			t.Errorf("ThinTags(%q) = %d, %d", c.cells, all, few)
		}
	}
	several := []string{"Price; Money", "Price", "Price;Money ", "Price", "Wait", "Wait", "Wait", "Wait; ;", ""}
	both, err := analysis.SuggestForTexts(t.Context(), texts, several, []string{"That price is too high."}, 3, 1, nil)
	if err != nil || len(both[0]) != 3 || !slices.ContainsFunc(both[0][:2], func(s analysis.TagScore) bool { return s.Tag == "Money" }) {
		t.Errorf("with several tags a text: %v, %v, want Money among the first two of three", both, err)
	}
	if _, err := analysis.SuggestForTexts(t.Context(), texts, make([]string, len(texts)), []string{"x"}, 3, 1, nil); app.CodeOf(err) != app.EInvalid {
		t.Errorf("without any tag: %v, want invalid", err)
	}
}

func TestGroupTexts(t *testing.T) {
	theme, groups, err := analysis.GroupTexts(t.Context(), []string{"", " ", "?"}, analysis.Options{Seed: 1}, nil)
	if err != nil || !slices.Equal(theme, []int{-1, -1, -1}) || len(groups) != 0 {
		t.Errorf("GroupTexts() = %v, %v, %v", theme, groups, err)
	}
	theme, groups, err = analysis.GroupTexts(t.Context(), []string{"The price is too high.", "", "The price went up."}, analysis.Options{Seed: 1}, nil)
	if err != nil || len(theme) != 3 || theme[1] != -1 {
		t.Errorf("GroupTexts() = %v, %v, %v", theme, groups, err)
	}
}

// Some people of the sample did not allow analysis by the machine; what is tagged of theirs while the window is open must not be learned either.
func TestSuggest_LearnsNothingStepByStepFromWhoDidNotAllowIt(t *testing.T) {
	w, study := sample(t)
	ctx := t.Context()
	perms, err := w.Store.Permissions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ivs, err := w.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	tags, err := w.Store.Tags(ctx, study)
	if err != nil {
		t.Fatal(err)
	}
	active := slices.IndexFunc(tags, func(g app.TagRow) bool { return g.Status == app.TagActive && g.Findings > 3 })
	if _, err := w.Analysis.Suggest(ctx, ivs[0].ID); err != nil || len(w.Analysis.Taught()) == 0 {
		t.Fatalf("nothing was learned: %v", err)
	}
	marked := map[bool]int{}
	for _, iv := range ivs {
		tr := textOf(t, w.Store, iv.ID)
		for _, u := range tr.Turns {
			s := iv.Speaker(u.Speaker)
			may := perms.Speaks(study, s).Permits(app.ScopeMachine)
			if s.Role != app.RoleParticipant || u.Len() < 40 || marked[may] > 0 {
				continue
			}
			f, err := w.Coding.MarkAs(ctx, tr, u.Span, []app.TagID{tags[active].ID}, app.ByHand)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Analysis.Suggest(ctx, ivs[0].ID); err != nil {
				t.Fatal(err)
			}
			marked[may]++
			if got := slices.Contains(w.Analysis.Taught(), f.Ref()); got != may {
				t.Errorf("who allowed it %t, learned from it %t", may, got)
			}
		}
	}
	if marked[true] == 0 || marked[false] == 0 {
		t.Fatalf("marked %v", marked)
	}
}
