package autocode

import (
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/coding/rule"
	"throughline/ui/say"
)

// choice is one value of a part of the rule, in words.
type choice struct{ id, words string }

// kinds are what can be looked for, as the sentence begins: "Find …".
var kinds = []choice{{string(app.RuleWords), say.T("Words")}, {string(app.RulePattern), say.T("Pattern")}, {string(app.RuleSpeaker), say.T("Speaker")},
	{string(app.RuleQuestion), say.T("Answers")}, {string(app.RuleHeading), say.T("Heading")}}

// scopeWords go on from "Tag".
var scopeWords = map[app.RuleScope]string{app.ScopeMatch: say.T("just the words found"), app.ScopeSentence: say.T("the sentence"), app.ScopeTurn: say.T("the turn"),
	app.ScopeAround: say.T("the turn and those around it"), app.ScopeWhole: say.T("all of it as one passage")}

// scopeChoices are the scopes that go with a kind.
func scopeChoices(k app.RuleKind) []choice {
	var out []choice
	for _, s := range rule.Scopes(k) {
		words := scopeWords[s]
		switch {
		case s == app.ScopeTurn && (k == app.RuleQuestion || k == app.RuleHeading):
			words = say.T("each turn by itself")
		case s == app.ScopeTurn && k == app.RuleSpeaker:
			words = say.T("each turn")
		}
		out = append(out, choice{string(s), words})
	}
	return out
}

// relations go on from "Look".
var relations = []choice{{string(app.AnyPlace), say.T("everywhere")}, {string(app.Untagged), say.T("only where no tag is")}, {string(app.Inside), say.T("only inside")},
	{string(app.Outside), say.T("only outside")}, {string(app.Overlapping), say.T("only where it overlaps")}}

// The ids of who is listened to. Names of speakers are their own ids.
const (
	everyoneBut = ""
	everyone    = "everyone"
)

// voices go on from "said by".
var voices = []choice{{everyoneBut, say.T("everyone but moderators")}, {string(app.RoleParticipant), say.T("participants")},
	{string(app.RoleModerator), say.T("moderators")}, {everyone, say.T("everyone")}}

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
	return say.T("One interview")
}

// Summary says what was found: "412 hits in 37 interviews".
func (m *Model) Summary() string {
	switch {
	case m.Searching && m.Of > 0:
		return say.T("Reading %s of %s…", say.Number(int(m.Done)), say.Count(int(m.Of), "interview"))
	case m.Searching:
		return say.T("Reading…")
	case m.Result == nil:
		return ""
	}
	words := say.T("%s in %s", say.Count(len(m.Result.Hits), "hit"), say.Count(len(m.Result.Interviews), "interview"))
	if m.Result.More {
		words = say.T("The first %s", words)
	}
	return words
}

// Already says how much carries the tags: "12 already tagged", or "".
func (m *Model) Already() string {
	if m.Result == nil || m.already == 0 {
		return ""
	}
	return say.T("%s already tagged", say.Number(m.already))
}

// Act is what the button does: "Tag 400 passages with Pricing".
func (m *Model) Act() string {
	chosen, _ := m.Count()
	words := say.T("Tag %s", say.Count(chosen, "passage"))
	if chosen == 0 {
		words = say.T("Tag passages")
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
		return say.T("%s with %s", words, names[0])
	case len(names) > 1:
		return say.T("%s with %d tags", words, len(names))
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
		return say.T("Choose the other tag to look at.")
	case !m.Ready():
		return map[app.RuleKind]string{app.RuleWords: say.T("Type the words to look for."), app.RulePattern: say.T("Type a regular expression."),
			app.RuleSpeaker: say.T("Choose who is speaking."), app.RuleQuestion: say.T("Type a question, or take one from the guide."),
			app.RuleHeading: say.T("Type the heading.")}[m.Spec.Kind]
	case m.ReadOnly:
		return say.T("This workspace is open for reading only: passages can be found, not tagged.")
	case chosen > 0 && len(m.Spec.Tags)+len(m.NewTags) == 0:
		return say.T("Choose a tag to put on.")
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
