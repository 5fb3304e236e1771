package guide

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Line is a question of a guide that is being edited.
type Line struct {
	Text string
	Was  string // the question it was before, "" for a new one
}

// Uses is what hangs on a question.
type Uses struct {
	Interviews int // in which it was asked, or left out on purpose
	Links      int // to turns, and marks that it was left out
}

// Words says what goes with the question, "" for nothing.
func (u Uses) Words() string {
	if u.Links == 0 {
		return ""
	}
	return app.Count(u.Links, "link") + " in " + app.Count(u.Interviews, "interview")
}

// Uses counts what hangs on the questions of a study's guide, by question.
func (s *Service) Uses(ctx context.Context, study app.StudyID) (map[string]Uses, error) {
	links, err := s.Links(ctx, study, "")
	if err != nil {
		return nil, err
	}
	out := map[string]Uses{}
	in := map[string]map[app.InterviewID]bool{}
	for i := range links {
		g := &links[i]
		if g.Refused {
			continue
		}
		u := out[g.Question]
		u.Links++
		if in[g.Question] == nil {
			in[g.Question] = map[app.InterviewID]bool{}
		}
		in[g.Question][g.Interview] = true
		u.Interviews = len(in[g.Question])
		out[g.Question] = u
	}
	return out, nil
}

// Save stores a study with its guide as one step: links and topics follow questions that were worded anew, and go with those that are gone.
// Empty lines are left out. Returns EInvalid without a name, for the name of another study, or for two questions that are the same; ENotFound
// if the study is gone.
func (s *Service) Save(ctx context.Context, st app.Study, lines []Line) error {
	rec, err := s.Store.Find(ctx, st.Ref())
	if err != nil {
		return err
	}
	old := rec.(*app.Study)
	st.Name, st.Stamp = strings.TrimSpace(st.Name), old.Stamp
	if err := s.unused(ctx, &st); err != nil {
		return err
	}
	now, err := rewrite(&st, lines)
	if err != nil {
		return err
	}
	for _, q := range old.Guide {
		if _, ok := now[q]; !ok {
			now[q] = "" // gone
		}
	}
	cs := s.Hand.Begin("Edit study " + st.Name)
	if !old.Equal(&st) {
		st.Stamp = s.Hand.Touch(old.Stamp)
		cs.Update(old, &st)
	}
	if err := s.follow(ctx, cs, st.ID, now); err != nil {
		return err
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}

func (s *Service) unused(ctx context.Context, st *app.Study) error {
	all, err := s.Store.Studies(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.ID != st.ID && strings.EqualFold(o.Name, st.Name) {
			return app.Invalid(fmt.Sprintf("There is already a study named %s.", o.Name), "Give this one another name.")
		}
	}
	return st.Validate()
}

// rewrite puts the lines into the guide and tells what each old question is now.
func rewrite(st *app.Study, lines []Line) (map[string]string, error) {
	now, seen := map[string]string{}, map[string]bool{}
	st.Guide = nil
	for _, l := range lines {
		text := strings.Join(strings.Fields(l.Text), " ")
		if text == "" {
			continue
		}
		key := app.GuideKey(text)
		if seen[key] {
			return nil, app.Invalid("The guide asks “"+text+"” twice.", "Word one of them differently, or remove it.")
		}
		seen[key] = true
		st.Guide = append(st.Guide, text)
		if l.Was != "" {
			now[l.Was] = text
		}
	}
	return now, nil
}

// follow lets links and topics go where their questions go; now says what an old question is, "" for gone. Others stay as they are.
func (s *Service) follow(ctx context.Context, cs *app.ChangeSet, study app.StudyID, now map[string]string) error {
	links, err := s.Links(ctx, study, "")
	if err != nil {
		return err
	}
	for i := range links {
		was := &links[i]
		switch q, known := now[was.Question]; {
		case !known || q == was.Question:
		case q == "":
			cs.Delete(was)
		default:
			is := *was
			is.Question, is.Stamp = q, s.Hand.Touch(was.Stamp)
			cs.Update(was, &is)
		}
	}
	topics, err := s.Topics(ctx, study)
	if err != nil {
		return err
	}
	// A topic is kept under its question. Two questions may have swapped their wordings, so that all that move go before they come again.
	var moved []*app.GuideTopic
	for i := range topics {
		was := &topics[i]
		q, known := now[was.Question]
		if !known || q == was.Question {
			continue
		}
		cs.Delete(was)
		if q != "" {
			is := *was
			is.ID, is.Question, is.Stamp = app.NewID[app.GuideTopicID](), q, s.Hand.Touch(was.Stamp)
			moved = append(moved, &is)
		}
	}
	for _, t := range moved {
		cs.Create(t)
	}
	return nil
}

// Tie says by hand what a question of the guide is about. Nothing at all lets where findings lie decide again. Returns EInvalid for a question
// that the guide has not.
func (s *Service) Tie(ctx context.Context, study app.StudyID, text string, tags []app.TagID, themes []app.ThemeID) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
	if err != nil {
		return err
	}
	q, err := question(rec.(*app.Study), text)
	if err != nil {
		return err
	}
	topics, err := s.Topics(ctx, study)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Say what “" + shorten(q) + "” is about")
	at := slices.IndexFunc(topics, func(t app.GuideTopic) bool { return t.Question == q })
	switch none := len(tags) == 0 && len(themes) == 0; {
	case none && at < 0:
		return nil
	case none:
		cs.Delete(&topics[at])
	case at < 0:
		cs.Create(&app.GuideTopic{ID: app.NewID[app.GuideTopicID](), Study: study, Question: q, Tags: tags, Themes: themes, Stamp: s.Hand.Stamp()})
	default:
		was := &topics[at]
		if slices.Equal(was.Tags, tags) && slices.Equal(was.Themes, themes) {
			return nil
		}
		is := *was
		is.Tags, is.Themes, is.Stamp = tags, themes, s.Hand.Touch(was.Stamp)
		cs.Update(was, &is)
	}
	return s.Log.Commit(ctx, cs)
}

// TieTheme says by hand which questions of the guide a theme belongs to; a tag the same way when theme is "". None lets where the findings lie
// decide again. One step.
func (s *Service) TieTheme(ctx context.Context, study app.StudyID, theme app.ThemeID, tag app.TagID, questions []string) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(study)})
	if err != nil {
		return err
	}
	topics, err := s.Topics(ctx, study)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Choose the questions of a theme")
	if theme == "" {
		cs = s.Hand.Begin("Choose the questions of a tag")
	}
	for _, q := range rec.(*app.Study).Guide {
		s.tieOne(cs, study, q, slices.Contains(questions, q), topics, theme, tag)
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}

// tieOne puts a theme or tag among what a question is about, or takes it out.
func (s *Service) tieOne(cs *app.ChangeSet, study app.StudyID, q string, on bool, topics []app.GuideTopic, theme app.ThemeID, tag app.TagID) {
	was := &app.GuideTopic{}
	if at := slices.IndexFunc(topics, func(t app.GuideTopic) bool { return t.Question == q }); at >= 0 {
		was = &topics[at]
	}
	is := *was
	is.Tags, is.Themes = with(was.Tags, tag, on), with(was.Themes, theme, on)
	switch {
	case slices.Equal(is.Tags, was.Tags) && slices.Equal(is.Themes, was.Themes):
	case len(is.Tags) == 0 && len(is.Themes) == 0:
		cs.Delete(was)
	case was.ID == "":
		is.ID, is.Study, is.Question, is.Stamp = app.NewID[app.GuideTopicID](), study, q, s.Hand.Stamp()
		cs.Create(&is)
	default:
		is.Stamp = s.Hand.Touch(was.Stamp)
		cs.Update(was, &is)
	}
}

// with is a list that holds id or does not; "" changes nothing.
func with[T ~string](all []T, id T, on bool) []T {
	if id == "" || slices.Contains(all, id) == on {
		return all
	}
	if on {
		return append(slices.Clone(all), id)
	}
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool { return x == id })
}
