package analysis_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/apptest"
)

// patient is a codebook with findings, made by hand, that are looked over without a workspace.
type patient struct {
	tags []app.TagRow
	rows []app.FindingRow
	rng  *rand.Rand
}

func newPatient() *patient { return &patient{rng: rand.New(rand.NewPCG(2, 2))} }

// tag adds a tag with a definition; change may set more.
func (p *patient) tag(name string, change ...func(*app.TagRow)) app.TagID {
	t := app.TagRow{Tag: app.Tag{ID: app.TagID(fmt.Sprintf("tag-%02d", len(p.tags))), Study: "s", Name: name, Status: app.TagActive, Definition: name + " as defined."}}
	for _, c := range change {
		c(&t)
	}
	p.tags = append(p.tags, t)
	return t.ID
}

func under(parent app.TagID) func(*app.TagRow)    { return func(t *app.TagRow) { t.Parent = parent } }
func undefined(t *app.TagRow)                     { t.Definition = "" }
func as(s app.TagStatus) func(*app.TagRow)        { return func(t *app.TagRow) { t.Status = s } }
func replacedBy(next app.TagID) func(*app.TagRow) { return func(t *app.TagRow) { t.ReplacedBy = next } }

// finding adds a finding said by person number who, on day day.
func (p *patient) finding(text string, who, day int, author string, tags ...app.TagID) {
	f := app.FindingRow{Code: fmt.Sprintf("P%02d", who), InterviewTitle: fmt.Sprintf("Interview %d", who)}
	f.ID, f.Study, f.Quote = app.FindingID(fmt.Sprintf("f-%04d", len(p.rows))), "s", text
	f.Interview, f.Transcript = app.InterviewID(fmt.Sprintf("i-%02d", who)), app.TranscriptID(fmt.Sprintf("t-%02d", who))
	f.Participant = app.ParticipantID(fmt.Sprintf("p-%02d", who))
	f.Span = app.Span{Start: len(p.rows) * 1000, End: len(p.rows)*1000 + len(text)}
	at := apptest.Noon.AddDate(0, 0, day).Add(time.Duration(len(p.rows)) * time.Second)
	for _, t := range tags {
		f.Finding = *f.WithTag(app.Tagging{Tag: t, Author: author, Provenance: app.ByHand, Created: at})
	}
	p.rows = append(p.rows, f)
}

// Words of subjects that have nothing in common.
var (
	money  = strings.Fields("invoice price seat discount bill renewal plan quote budget fee")
	access = strings.Fields("password login code account browser phone token lock reset session")
	speed  = strings.Fields("slow loading spinner freeze wait minute page crawl hang stutter")
	train  = strings.Fields("training guide tour checklist lesson beginner welcome course video trainer")
	filler = strings.Fields("team week office colleague thing morning manager people work page tool screen")
)

func (p *patient) say(words []string) string {
	var out []string
	for range 5 {
		out = append(out, words[p.rng.IntN(len(words))], filler[p.rng.IntN(len(filler))])
	}
	return strings.Join(out, " ")
}

func (p *patient) report(t *testing.T) *analysis.HealthReport {
	t.Helper()
	rep, err := analysis.Diagnose(t.Context(), p.tags, p.rows, "s", 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// told are the items of a kind as "remedy: names -> into".
func (p *patient) told(rep *analysis.HealthReport, kind analysis.Ailment) []string {
	names := map[app.TagID]string{}
	for _, t := range p.tags {
		names[t.ID] = t.Name
	}
	var out []string
	for _, g := range rep.Groups {
		for _, item := range g.Items {
			if g.Kind != kind {
				continue
			}
			var tags []string
			for _, id := range item.Tags {
				tags = append(tags, names[id])
			}
			s := string(item.Remedy) + ": " + strings.Join(tags, ", ")
			if item.Into != "" {
				s += " -> " + names[item.Into]
			}
			out = append(out, s)
		}
	}
	return out
}

func TestDiagnose(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(*patient)
		kind analysis.Ailment
		want []string
	}{
		{"unused tags, but no parent of a used one", func(p *patient) {
			top := p.tag("Top")
			p.finding("x", 1, 0, "Mara", p.tag("Sub", under(top)))
			p.tag("Nothing")
			p.tag("Gone", as(app.TagDeprecated))
			p.tags = append(p.tags, app.TagRow{Tag: app.Tag{ID: "shared", Name: "Region", Status: app.TagActive}})
		}, analysis.Unused, []string{"delete: Gone", "delete: Nothing"}},
		{"undefined tags, the most used first", func(p *patient) {
			a, b := p.tag("A", undefined), p.tag("B", undefined)
			p.tag("C", undefined)
			p.finding("x", 1, 0, "Mara", a, b)
			p.finding("y", 1, 0, "Mara", b, p.tag("D"))
		}, analysis.Undefined, []string{"define: B", "define: A"}},
		{"deprecated tags still in use", func(p *patient) {
			next := p.tag("Next")
			p.finding("x", 1, 0, "Mara", p.tag("Old", as(app.TagDeprecated), replacedBy(next)), p.tag("Older", as(app.TagDeprecated)))
			p.finding("y", 1, 0, "Mara", p.tag("Older still", as(app.TagDeprecated)))
		}, analysis.Deprecated, []string{"replace: Old -> Next", "replace: Older", "replace: Older still"}},
		{"one voice, from three findings on", func(p *patient) {
			one, few, all := p.tag("One"), p.tag("Few"), p.tag("All")
			for i := range 4 {
				p.finding("x", 1, 0, "Mara", one, all)
				p.finding("y", i, 0, "Mara", all)
			}
			p.finding("z", 2, 0, "Mara", few)
			p.finding("z", 2, 0, "Mara", few)
		}, analysis.Thin, []string{"look: One"}},
		{"no thin tags in a study of three people", func(p *patient) {
			one, all := p.tag("One"), p.tag("All")
			for i := range 3 {
				p.finding("x", 1, 0, "Mara", one)
				p.finding("y", i, 0, "Mara", all)
			}
		}, analysis.Thin, nil},
		{"tags that always come together", func(p *patient) {
			a, b, in, other, free := p.tag("A"), p.tag("B"), p.tag("Inner"), p.tag("Other"), p.tag("Free")
			for i := range 12 {
				p.finding("x", i, 0, "Mara", a, b)
				p.finding("y", i, 0, "Mara", in, other)
				p.finding("z", i, 0, "Mara", other)
				p.finding("u", i, 0, "Mara", free)
				p.finding("v", i, 0, "Mara", free)
			}
		}, analysis.Together, []string{"merge: A, B -> B", "merge: Inner, Other -> Other"}},
		{"not a tag that is everywhere, nor a parent, nor seven findings", func(p *patient) {
			all := p.tag("Everywhere")
			top := p.tag("Top")
			sub, rare, with := p.tag("Sub", under(top)), p.tag("Rare"), p.tag("With")
			for i := range 12 {
				p.finding("x", i, 0, "Mara", all, sub, top)
				p.finding("y", i, 0, "Mara", all)
				if i < 7 {
					p.finding("z", i, 0, "Mara", all, rare, with)
				}
			}
		}, analysis.Together, nil},
		{"tags on findings that overlap", func(p *patient) {
			a, b, free := p.tag("A"), p.tag("B"), p.tag("Free")
			for i := range 10 {
				p.finding("the whole sentence that was said", i, 0, "Mara", a)
				p.finding("whole sentence", i, 0, "Jonas", b)
				p.rows[len(p.rows)-1].Span = app.Span{Start: p.rows[len(p.rows)-2].Start + 4, End: p.rows[len(p.rows)-2].Start + 18}
				for range 4 {
					p.finding("u", i, 0, "Mara", free)
				}
			}
		}, analysis.Together, []string{"merge: A, B -> B"}},
		{"tags that mean the same by name", func(p *patient) {
			p.finding("x", 1, 0, "Mara", p.tag("Log in"))
			p.finding("y", 1, 0, "Mara", p.tag("Week 1"), p.tag("Week 2"))
			p.tag("Login")
			p.tag("Logins", as(app.TagDeprecated))
		}, analysis.Near, []string{"merge: Login, Log in -> Log in"}},
		{"not the same name in two branches, nor under its own", func(p *patient) {
			a, b := p.tag("Speed"), p.tag("Cost")
			p.tag("Praise", under(a))
			p.tag("Praise", under(b))
			p.tag("Speeds of pages", under(a))
		}, analysis.Near, nil},
		{"a study's tag is mapped to the shared one", func(p *patient) {
			shared := p.tag("Region", func(t *app.TagRow) { t.Study = "" })
			p.tag("Regions")
			p.tag("region", func(t *app.TagRow) { t.MapsTo = shared })
		}, analysis.Near, []string{"map: Regions, Region -> Region", "merge: region, Regions -> Regions"}},
		{"tags that mean the same by what they mark", func(p *patient) {
			one, other, far, third := p.tag("Expense"), p.tag("Outlay"), p.tag("Entry"), p.tag("Teaching")
			fourth := p.tag("Waiting")
			for i := range 60 {
				if i%2 == 0 {
					p.finding(p.say(money), i%12, 0, "Mara", one)
				}
				p.finding(p.say(money), i%12, 0, "Mara", other)
				p.finding(p.say(access), i%12, 0, "Mara", far)
				p.finding(p.say(train), i%12, 0, "Mara", third)
				p.finding(p.say(speed), i%12, 0, "Mara", fourth)
			}
		}, analysis.Near, []string{"merge: Expense, Outlay -> Outlay"}},
		{"broad tags", func(p *patient) {
			wide := p.tag("Everything")
			names := []app.TagID{p.tag("A"), p.tag("B"), p.tag("C"), p.tag("D"), p.tag("E"), p.tag("F")}
			words := [][]string{money, access, speed, train}
			for i := range 60 {
				p.finding(p.say(words[i%2]), i%12, 0, "Mara", wide)
				p.finding(p.say(words[2+i%2]), i%12, 0, "Mara", names[2*(i%2)+(i/2)%2])
			}
			for i := range 10 {
				p.finding(p.say(speed), i, 0, "Mara", names[4])
				p.finding(p.say(train), i, 0, "Mara", names[5])
			}
		}, analysis.Broad, []string{"split: Everything"}},
		{"tags that drift over time", func(p *patient) {
			moved, still := p.tag("Moved"), p.tag("Still")
			for i := range 12 {
				words := money
				if i >= 6 {
					words = access
				}
				for range 4 {
					p.finding(p.say(words), i, i, "Mara", moved)
					p.finding(p.say(train), i, i, "Mara", still)
				}
			}
		}, analysis.Drifting, []string{"define: Moved"}},
		{"no drift in one sitting", func(p *patient) {
			moved := p.tag("Moved")
			for i := range 12 {
				for range 4 {
					p.finding(p.say([][]string{money, access}[i/6]), i, 0, "Mara", moved)
				}
			}
		}, analysis.Drifting, nil},
		{"coders who use a tag for different words", func(p *patient) {
			differ, agree := p.tag("Differ"), p.tag("Agree")
			for i := range 8 {
				for k := range 6 {
					author, words := "Mara", money
					if k%2 == 1 {
						author, words = "Jonas", access
					}
					p.finding(p.say(words), i, 0, author, differ)
					p.finding(p.say(speed), i, 0, author, agree)
				}
			}
		}, analysis.Drifting, []string{"define: Differ"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPatient()
			c.make(p)
			rep := p.report(t)
			got := p.told(rep, c.kind)
			if !slices.Equal(got, c.want) {
				t.Errorf("told %q, want %q", got, c.want)
			}
			for _, g := range rep.Groups {
				for _, item := range g.Items {
					if item.Seen == "" || item.Sure == "" || !strings.HasSuffix(item.Sure, ".") || len(item.Findings) > 4 || !(item.Score >= 0 && item.Score <= 1) {
						t.Errorf("item %+v", item)
					}
					if g.Kind == c.kind {
						t.Log(item.Seen, "|", item.Sure)
					}
				}
			}
		})
	}
}

// TestDiagnose_SeesNothingInASoundCodebook holds that what is in order raises no alarm, over many studies of random words.
func TestDiagnose_SeesNothingInASoundCodebook(t *testing.T) {
	alarms := 0
	for seed := range uint64(10) {
		p := &patient{rng: rand.New(rand.NewPCG(seed, 7))}
		names := []string{"Cost", "Access", "Waiting", "Teaching"}
		var tags []app.TagID
		for _, n := range names {
			tags = append(tags, p.tag(n))
		}
		for i := range 12 {
			for range 3 {
				for k, words := range [][]string{money, access, speed, train} {
					p.finding(p.say(words), i, i, []string{"Mara", "Jonas"}[p.rng.IntN(2)], tags[k])
				}
			}
		}
		rep := p.report(t)
		alarms += rep.Items()
		for _, g := range rep.Groups {
			for _, item := range g.Items {
				t.Log(item.Seen, item.Sure)
			}
		}
	}
	if alarms > 2 {
		t.Errorf("%d alarms over ten sound codebooks, want 2 at most", alarms)
	}
}

func TestDiagnose_KeepsItsLawsOnOddInput(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(*patient)
	}{
		{"nothing", func(*patient) {}},
		{"tags alone", func(p *patient) { p.tag("A"); p.tag("") }},
		{"a circle of parents", func(p *patient) {
			p.tag("A", under("tag-01"))
			p.tag("B", under("tag-00"))
			p.finding("x", 1, 0, "Mara", "tag-00", "tag-01")
		}},
		{"findings with tags not in the book", func(p *patient) { p.finding("x", 1, 0, "Mara", "stranger") }},
		{"notes without interview or person", func(p *patient) {
			a := p.tag("A")
			for range 30 {
				p.finding("", 1, 0, "Mara", a)
				f := &p.rows[len(p.rows)-1]
				f.Note, f.Interview, f.Participant, f.Transcript, f.Span = "a note", "", "", "", app.Span{}
			}
		}},
		{"one passage marked a thousand times", func(p *patient) {
			a, b := p.tag("A"), p.tag("B")
			for i := range 1000 {
				p.finding("x", 1, 0, "Mara", []app.TagID{a, b}[i%2])
				p.rows[i].Span = app.Span{Start: 0, End: 1}
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPatient()
			c.make(p)
			if rep := p.report(t); len(rep.Groups) != 8 {
				t.Errorf("%d groups, want all 8", len(rep.Groups))
			}
		})
	}
}

func TestDiagnose_DependsOnNothingButItsInput(t *testing.T) {
	p := newPatient()
	a, b := p.tag("Expense"), p.tag("Outlay")
	for i := range 24 {
		p.finding(p.say(money), i%12, i, "Mara", a)
		p.finding(p.say(money), i%12, i, "Jonas", b)
	}
	want := p.report(t)
	slices.Reverse(p.rows)
	slices.Reverse(p.tags)
	if got := p.report(t); !reflect.DeepEqual(got, want) {
		t.Errorf("in another order\n%+v\nwant\n%+v", got, want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := analysis.Diagnose(ctx, p.tags, p.rows, "s", 1, nil); app.CodeOf(err) != app.ECanceled {
		t.Errorf("Diagnose() = %v, want canceled", err)
	}
}

func TestHealth_ReadsTheStudy(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Onboarding")
	trust := b.Tag(study, "Trust", "")
	b.Tag(study, "Trusts", "")
	b.Tag(b.Study("Other"), "Trust", "")
	iv := b.Session(study, "P01", "P: I waited three days.")
	iv.Finding("I waited", trust.ID)
	s := analysis.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	rep, err := s.Health(t.Context(), study.ID, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []analysis.Ailment
	for _, g := range rep.Groups {
		for _, item := range g.Items {
			kinds = append(kinds, item.Kind)
			if item.Kind == analysis.Near && item.Into != trust.ID {
				t.Errorf("the used tag should stay: %+v", item)
			}
		}
	}
	if !slices.Equal(kinds, []analysis.Ailment{analysis.Near, analysis.Undefined, analysis.Unused}) || rep.Tags != 2 || rep.Findings != 1 || rep.Cut {
		t.Errorf("seen %v in %+v", kinds, rep)
	}
}

// BenchmarkHealth200Over20k looks over 200 tags on 20,000 findings of 100 interviews, read from a workspace.
func BenchmarkHealth200Over20k(b *testing.B) {
	bench := apptest.New(b)
	study := bench.Study("Large")
	var tags []*app.Tag
	for i := range 200 {
		t := &app.Tag{ID: app.NewID[app.TagID](), Study: study.ID, Name: fmt.Sprintf("Topic %03d", i), Status: app.TagActive, Stamp: bench.Hand.Stamp()}
		tags = append(tags, t)
		bench.Put(t)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	var words []string
	for i := range 4000 {
		words = append(words, fmt.Sprintf("%c%c%c%cing", 'a'+i%26, 'a'+i/26%26, 'k'+i/676%8, 'a'+i%5))
	}
	for iv := range 100 {
		var turns []string
		for range 200 {
			var said []string
			for range 17 {
				said = append(said, words[int(float64(len(words))*rng.Float64()*rng.Float64())])
			}
			turns = append(turns, "P: "+strings.Join(said, " "))
		}
		s := bench.Session(study, fmt.Sprintf("P%03d", iv), turns...)
		cs := bench.Hand.Begin("Fill")
		for k, turn := range s.Text.Turns {
			f := &app.Finding{ID: app.NewID[app.FindingID](), Study: study.ID, Interview: s.ID, Transcript: s.Text.ID, Span: turn.Span, Participant: s.Person.ID,
				Quote: s.Text.Text[turn.Start:turn.End], Speaker: "P", At: turn.From, Stamp: bench.Hand.Stamp()}
			for range 1 + k%3 {
				f = f.WithTag(app.Tagging{Tag: tags[rng.IntN(len(tags))].ID, Author: []string{"Mara", "Jonas"}[k%2], Provenance: app.ByHand, Created: f.Created.AddDate(0, 0, iv)})
			}
			cs.Create(f)
		}
		if err := bench.Log.Commit(b.Context(), cs); err != nil {
			b.Fatal(err)
		}
	}
	s := analysis.Service{Store: bench.Store, Log: bench.Log, Hand: bench.Hand}
	var rep *analysis.HealthReport
	for b.Loop() {
		var err error
		if rep, err = s.Health(b.Context(), study.ID, 1, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rep.Items()), "items")
	if rep.Findings != 20_000 {
		b.Fatalf("%d findings", rep.Findings)
	}
}
