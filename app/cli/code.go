package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"throughline/app"
	"throughline/app/coding"
	"throughline/app/coding/rule"
	"throughline/app/workspace"
)

type codeOptions struct {
	workspace, study, interview, pattern, scope string
	saved, save                                 string
	find, questions, headings, speakers, tags   []string
	inside, outside, overlapping                []string
	matchCase, wholeWords, moderators, untagged bool
	around                                      int
	all, dryRun                                 bool
}

func (c *command) codeCommand() *cobra.Command {
	var o codeOptions
	cmd := &cobra.Command{
		Use:   "code",
		Short: "Find passages by a rule and tag them",
		Long: `Finds passages by words, a regular expression, a speaker, a question or a heading and tags them, as one step that undo takes back.
Passages that lie in a finding with the tag already are left alone unless --all is given. Give --dry-run first to see what would be tagged.`,
		Example: `  throughline code -w research.throughline --find price --find cost --scope sentence --tag Pricing --dry-run
  throughline code -w research.throughline --regex '\d+ (euros?|dollars?)' --scope match --tag Amounts
  throughline code -w research.throughline --question "How do you share files?" --tag Sharing`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runCode(cmd.Context(), o) },
	}
	workspaceFlag(cmd, &o.workspace)
	f := cmd.Flags()
	f.StringArrayVar(&o.find, "find", nil, "word or phrase to find; may be given several times")
	f.StringVar(&o.pattern, "regex", "", "regular expression (RE2) to find")
	f.StringArrayVar(&o.questions, "question", nil, "find answers to a question, in the moderator's own words")
	f.StringArrayVar(&o.headings, "heading", nil, "find what stands under a heading")
	f.StringArrayVar(&o.speakers, "speaker", nil, "look only at what this speaker says; alone, find all of it")
	f.BoolVar(&o.matchCase, "match-case", false, "case and accents must be as given")
	f.BoolVar(&o.wholeWords, "whole-words", false, "no parts of words")
	f.StringVar(&o.scope, "scope", "", "how much to tag: match, sentence, turn, around, or whole for a whole answer")
	f.IntVar(&o.around, "around", 1, "turns before and after, for --scope around")
	f.StringArrayVar(&o.inside, "inside", nil, "only inside findings with this tag")
	f.StringArrayVar(&o.outside, "outside", nil, "only outside findings with this tag")
	f.StringArrayVar(&o.overlapping, "overlapping", nil, "only where findings with this tag are")
	f.BoolVar(&o.untagged, "untagged", false, "only where no tag is")
	f.StringVar(&o.study, "study", "", "study to look in; all if not given")
	f.StringVar(&o.interview, "interview", "", "interview's title or id; all if not given")
	f.BoolVar(&o.moderators, "moderators", false, "look at what moderators say, too")
	f.StringArrayVar(&o.tags, "tag", nil, "tag to put on, made if there is none of that name")
	f.BoolVar(&o.all, "all", false, "tag passages that overlap findings with the tag, too")
	f.StringVar(&o.saved, "rule", "", "run the saved rule of this name")
	f.StringVar(&o.save, "save", "", "save the rule under a name")
	f.BoolVar(&o.dryRun, "dry-run", false, "say what would be tagged and change nothing")
	return cmd
}

func (c *command) runCode(ctx context.Context, o codeOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	mode := workspace.Existing
	if o.dryRun {
		mode = workspace.ReadOnly
	}
	return c.withinWhole(ctx, o.workspace, mode, func(w *workspace.Workspace) error {
		study, err := studyNamed(ctx, w, o.study, true)
		if err != nil {
			return err
		}
		book, err := w.Store.Tags(ctx, study)
		if err != nil {
			return err
		}
		spec, err := o.spec(ctx, w, study, book)
		if err != nil {
			return err
		}
		res, err := w.Rules.Find(ctx, spec, c.progress())
		if err != nil {
			return err
		}
		chosen := slices.DeleteFunc(slices.Clone(res.Hits), func(h rule.Hit) bool { return h.State == rule.Tagged || h.State == rule.Overlaps && !o.all })
		var done rule.Applied
		if !o.dryRun {
			if done, err = c.tagHits(ctx, w, o, spec, chosen, book); err != nil {
				return err
			}
		}
		if err := c.coverHits(ctx, w, res); err != nil {
			return err
		}
		if err := c.printCode(o, res, len(chosen), done); err != nil || len(res.Hits) > 0 {
			return err
		}
		return &app.Error{Code: app.ENotFound, Message: fmt.Sprintf("Nothing was found in %s.", count(res.Looked, "interview")), Hint: "Try fewer or other words."}
	})
}

// tagHits tags what is chosen, with tags made where they are missing, and saves the rule if that is asked for.
func (c *command) tagHits(ctx context.Context, w *workspace.Workspace, o codeOptions, spec app.RuleSpec, chosen []rule.Hit, book []app.TagRow) (done rule.Applied, err error) {
	if len(chosen) > 0 {
		codes, rules := *w.Coding, *w.Rules
		codes.Log = app.InBatch(codes.Log) // undo takes new tags back with what they are on
		rules.Log = codes.Log
		if spec.Tags, err = o.makeTags(ctx, &codes, spec.Study, spec.Tags, book); err != nil {
			return done, err
		}
		if done, err = rules.Apply(ctx, spec, chosen, c.progress()); err != nil {
			return done, err
		}
	}
	if o.save != "" {
		_, err = w.Rules.Save(ctx, o.save, spec)
	}
	return done, err
}

// check refuses command lines that ask for nothing, or for two things.
func (o *codeOptions) check() error {
	asked := 0
	for _, on := range []bool{len(o.find) > 0, o.pattern != "", len(o.questions) > 0, len(o.headings) > 0} {
		if on {
			asked++
		}
	}
	places := 0
	for _, on := range []bool{len(o.inside) > 0, len(o.outside) > 0, len(o.overlapping) > 0, o.untagged} {
		if on {
			places++
		}
	}
	switch {
	case o.saved != "" && asked+places+len(o.speakers) > 0:
		return usageError{errors.New("--rule says what to find; leave the other ways to say it out")}
	case asked > 1:
		return usageError{errors.New("give one of --find, --regex, --question and --heading")}
	case asked == 0 && len(o.speakers) == 0 && o.saved == "":
		return usageError{errors.New("say what to find: --find TEXT, --regex RE, --question TEXT, --heading TEXT or --speaker NAME")}
	case places > 1:
		return usageError{errors.New("give one of --inside, --outside, --overlapping and --untagged")}
	case len(o.tags) == 0 && o.saved == "":
		return usageError{errors.New("name the tag with --tag NAME")}
	}
	return nil
}

// spec is the rule that the command line says. Its tags are those that exist already.
func (o *codeOptions) spec(ctx context.Context, w *workspace.Workspace, study app.StudyID, book []app.TagRow) (spec app.RuleSpec, err error) {
	if o.saved != "" {
		return o.savedRule(ctx, w, study)
	}
	spec = app.RuleSpec{Study: study, MatchCase: o.matchCase, WholeWords: o.wholeWords, Speakers: o.speakers, Scope: app.RuleScope(o.scope)}
	switch {
	case len(o.find) > 0:
		spec.Kind, spec.Texts = app.RuleWords, o.find
	case o.pattern != "":
		spec.Kind, spec.Texts = app.RulePattern, []string{o.pattern}
	case len(o.questions) > 0:
		spec.Kind, spec.Texts = app.RuleQuestion, o.questions
	case len(o.headings) > 0:
		spec.Kind, spec.Texts = app.RuleHeading, o.headings
	default:
		spec.Kind = app.RuleSpeaker
	}
	scopes := rule.Scopes(spec.Kind)
	if o.scope == "" {
		spec.Scope = scopes[0]
	} else if !slices.Contains(scopes, spec.Scope) {
		return spec, usageError{fmt.Errorf("--scope %s does not go with that; choose from %v", o.scope, scopes)}
	}
	if spec.Scope == app.ScopeAround {
		spec.Around = o.around
	}
	if o.moderators {
		spec.Roles = []app.Role{app.RoleParticipant, app.RoleModerator, app.RoleOther}
	}
	if o.interview != "" {
		ivs, err := interviewsNamed(ctx, w, study, o.interview)
		if err != nil {
			return spec, err
		}
		for _, iv := range ivs {
			spec.Interviews = append(spec.Interviews, iv.ID)
		}
	}
	for _, name := range o.tags {
		if t := tagNamed(book, name); t != nil {
			spec.Tags = append(spec.Tags, t.ID)
		}
	}
	return o.relate(spec, book)
}

// savedRule finds a saved rule by name, in any case.
func (o *codeOptions) savedRule(ctx context.Context, w *workspace.Workspace, study app.StudyID) (app.RuleSpec, error) {
	rules, err := w.Rules.List(ctx, study)
	if err != nil {
		return app.RuleSpec{}, err
	}
	var names []string
	for _, r := range rules {
		if strings.EqualFold(r.Name, o.saved) || string(r.ID) == o.saved {
			return r.RuleSpec, nil
		}
		names = append(names, r.Name)
	}
	e := app.NotFound("The rule " + o.saved)
	e.Hint = "There are no saved rules."
	if len(names) > 0 {
		e.Hint = "Saved rules: " + strings.Join(names, ", ") + "."
	}
	return app.RuleSpec{}, e
}

// relate adds how passages must stand to other tags. Returns ENotFound for a tag there is not.
func (o *codeOptions) relate(spec app.RuleSpec, book []app.TagRow) (app.RuleSpec, error) {
	if o.untagged {
		spec.Relation = app.Untagged
	}
	for _, r := range []struct {
		names []string
		how   app.RuleRelation
	}{{o.inside, app.Inside}, {o.outside, app.Outside}, {o.overlapping, app.Overlapping}} {
		for _, name := range r.names {
			t := tagNamed(book, name)
			if t == nil {
				e := app.NotFound("The tag " + name)
				e.Hint = "Give its name as it stands in the codebook."
				return spec, e
			}
			spec.Relation, spec.Others = r.how, append(spec.Others, t.ID)
		}
	}
	return spec, nil
}

func tagNamed(book []app.TagRow, name string) *app.TagRow {
	for i := range book {
		if strings.EqualFold(book[i].Name, strings.TrimSpace(name)) {
			return &book[i]
		}
	}
	return nil
}

// makeTags adds the tags of the command line that are not in the codebook yet.
func (o *codeOptions) makeTags(ctx context.Context, codes *coding.Service, study app.StudyID, tags []app.TagID, book []app.TagRow) ([]app.TagID, error) {
	for _, name := range o.tags {
		if tagNamed(book, name) != nil {
			continue
		}
		t, err := codes.CreateTag(ctx, study, name, "")
		if err != nil {
			return nil, err
		}
		tags = append(tags, t.ID)
	}
	return tags, nil
}

// coverHits puts a notice in the place of passages that the readers may not read. What is found and tagged does not depend on who reads it.
func (c *command) coverHits(ctx context.Context, w *workspace.Workspace, res *rule.Result) error {
	places := make([]app.Place, len(res.Hits))
	for _, g := range res.Interviews {
		for i := g.From; i < g.To; i++ {
			places[i] = app.Place{Interview: g.ID, Span: res.Hits[i].Span}
		}
	}
	kept, err := w.Covered(ctx, app.Audience(c.audience), places)
	if err != nil {
		return err
	}
	for i, s := range kept.States {
		if s != "" {
			notice := s.Notice()
			res.Hits[i].View.Text, res.Hits[i].View.Core = notice, app.Span{End: len(notice)}
		}
	}
	c.tellWithheld(kept.Withheld)
	return nil
}

type codeHit struct {
	Interview string `json:"interview"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Speaker   string `json:"speaker,omitempty"`
	At        string `json:"at,omitempty"`
	Text      string `json:"text"`
	Tagged    string `json:"tagged,omitempty"` // "yes", or "near" inside or over a finding with the tag
}

func (c *command) printCode(o codeOptions, res *rule.Result, chosen int, done rule.Applied) error {
	hits := make([]codeHit, 0, len(res.Hits))
	for _, g := range res.Interviews {
		for _, h := range res.Hits[g.From:g.To] {
			hits = append(hits, codeHit{g.Title, h.Start, h.End, h.Speaker, app.Clock(h.At), h.View.Text[h.View.Core.Start:h.View.Core.End],
				[]string{"", "near", "yes"}[h.State]})
		}
	}
	out := map[string]any{"hits": hits, "interviews": len(res.Interviews), "looked": res.Looked, "chosen": chosen, "made": done.Made,
		"added": done.Added, "more": res.More, "dry_run": o.dryRun}
	return c.print(out, func(w io.Writer) {
		if o.dryRun {
			for _, h := range hits {
				fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%s  %s", h.Interview, h.At), " ")+"  “"+h.Text+"”")
			}
		}
		fmt.Fprintf(w, "%s in %s", count(len(hits), "hit"), count(len(res.Interviews), "interview"))
		if n := len(hits) - chosen; n > 0 {
			fmt.Fprintf(w, ", %d tagged already", n)
		}
		fmt.Fprintln(w, ".")
		switch {
		case o.dryRun && chosen > 0:
			fmt.Fprintf(w, "%s would be tagged. Nothing was changed.\n", count(chosen, "passage"))
		case !o.dryRun && done.Made+done.Added > 0:
			fmt.Fprintf(w, "%s tagged.\n", count(done.Made+done.Added, "passage"))
		}
		if res.More {
			fmt.Fprintf(w, "The search ended at %d hits: say more about what you look for.\n", rule.MaxHits)
		}
	})
}
