package autocode

import (
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/coding/rule"
)

// choice is one value of a part of the rule, in words.
type choice struct{ id, words string }

// kinds are what can be looked for, as the sentence begins: "Find …".
var kinds = []choice{{string(app.RuleWords), "Words"}, {string(app.RulePattern), "Pattern"}, {string(app.RuleSpeaker), "Speaker"},
	{string(app.RuleQuestion), "Answers"}, {string(app.RuleHeading), "Heading"}}

// scopeWords go on from "Tag".
var scopeWords = map[app.RuleScope]string{app.ScopeMatch: "just the words found", app.ScopeSentence: "the sentence", app.ScopeTurn: "the turn",
	app.ScopeAround: "the turn and those around it", app.ScopeWhole: "all of it as one passage"}

// scopeChoices are the scopes that go with a kind.
func scopeChoices(k app.RuleKind) []choice {
	var out []choice
	for _, s := range rule.Scopes(k) {
		words := scopeWords[s]
		switch {
		case s == app.ScopeTurn && (k == app.RuleQuestion || k == app.RuleHeading):
			words = "each turn by itself"
		case s == app.ScopeTurn && k == app.RuleSpeaker:
			words = "each turn"
		}
		out = append(out, choice{string(s), words})
	}
	return out
}

// relations go on from "Look".
var relations = []choice{{string(app.AnyPlace), "everywhere"}, {string(app.Untagged), "only where no tag is"}, {string(app.Inside), "only inside"},
	{string(app.Outside), "only outside"}, {string(app.Overlapping), "only where it overlaps"}}

// The ids of who is listened to. Names of speakers are their own ids.
const (
	everyoneBut = ""
	everyone    = "everyone"
)

// voices go on from "said by".
var voices = []choice{{everyoneBut, "everyone but moderators"}, {string(app.RoleParticipant), "participants"},
	{string(app.RoleModerator), "moderators"}, {everyone, "everyone"}}

// Voice is which of voices the rule listens to.
func (m *Model) Voice() string {
	switch r := m.Spec.Roles; {
	case len(r) == 0:
		return everyoneBut
	case len(r) == 1:
		return string(r[0])
	}
	return everyone
}

// SetVoice has the rule listen to one of voices.
func (m *Model) SetVoice(id string) {
	m.Edit(func(s *app.RuleSpec) {
		switch id {
		case everyoneBut:
			s.Roles = nil
		case everyone:
			s.Roles = []app.Role{app.RoleParticipant, app.RoleModerator, app.RoleOther}
		default:
			s.Roles = []app.Role{app.Role(id)}
		}
	})
}

// Guide is the questions of the study's guide, or of all studies', each once.
func (m *Model) Guide() []string {
	var all []string
	for _, st := range m.Studies {
		if m.Spec.Study != "" && st.ID != m.Spec.Study {
			continue
		}
		for _, q := range st.Guide {
			if !slices.Contains(all, q) {
				all = append(all, q)
			}
		}
	}
	return all
}

// Title is the title of an interview, as far as known.
func (m *Model) Title(id app.InterviewID) string {
	if t := m.titles[id]; t != "" {
		return t
	}
	return "One interview"
}

// Summary says what was found: "412 hits in 37 interviews".
func (m *Model) Summary() string {
	switch {
	case m.Searching && m.Of > 0:
		return fmt.Sprintf("Reading %s of %s…", app.Number(int(m.Done)), app.Count(int(m.Of), "interview"))
	case m.Searching:
		return "Reading…"
	case m.Result == nil:
		return ""
	}
	words := app.Count(len(m.Result.Hits), "hit") + " in " + app.Count(len(m.Result.Interviews), "interview")
	if m.Result.More {
		words = "The first " + words
	}
	return words
}

// Already says how much carries the tags: "12 already tagged", or "".
func (m *Model) Already() string {
	if m.Result == nil || m.already == 0 {
		return ""
	}
	return app.Number(m.already) + " already tagged"
}

// Act is what the button does: "Tag 400 passages with Pricing".
func (m *Model) Act() string {
	chosen, _ := m.Count()
	words := "Tag " + app.Count(chosen, "passage")
	if chosen == 0 {
		words = "Tag passages"
	}
	var names []string
	for _, id := range m.Spec.Tags {
		if t := m.TagNamed(id); t != nil {
			names = append(names, t.Name)
		}
	}
	names = append(names, m.NewTags...)
	switch {
	case len(names) == 1:
		return words + " with " + names[0]
	case len(names) > 1:
		return fmt.Sprintf("%s with %d tags", words, len(names))
	}
	return words
}

// Missing says what the rule still needs before it finds or tags something, or "".
func (m *Model) Missing() string {
	chosen, _ := m.Count()
	switch {
	case m.RuleErr != nil:
		return ""
	case m.needsOther():
		return "Choose the other tag to look at."
	case !m.Ready():
		return map[app.RuleKind]string{app.RuleWords: "Type the words to look for.", app.RulePattern: "Type a regular expression.",
			app.RuleSpeaker: "Choose who is speaking.", app.RuleQuestion: "Type a question, or take one from the guide.",
			app.RuleHeading: "Type the heading."}[m.Spec.Kind]
	case m.ReadOnly:
		return "This workspace is open for reading only: passages can be found, not tagged."
	case chosen > 0 && len(m.Spec.Tags)+len(m.NewTags) == 0:
		return "Choose a tag to put on."
	}
	return ""
}

// TextsOf are the phrases that stand in a field, one a line.
func TextsOf(field string) []string {
	var out []string
	for line := range strings.Lines(field) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
