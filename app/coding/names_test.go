package coding_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
)

func TestMergeTags_WhatNamesThemFollows(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	other := d.Tag(d.study, "Other", "")
	rule := &app.Rule{ID: app.NewID[app.RuleID](), Name: "Waiting", Stamp: d.Hand.Stamp(), RuleSpec: app.RuleSpec{Kind: app.RuleWords, Texts: []string{"waited"},
		Scope: app.ScopeTurn, Relation: app.Inside, Others: []app.TagID{other.ID, d.trust.ID}, Tags: []app.TagID{other.ID}}}
	view := &app.View{ID: app.NewID[app.ViewID](), Study: d.study.ID, Place: app.ViewFindings, Name: "Others", Stamp: d.Hand.Stamp(),
		Spec: app.ViewSpec(app.FindingView{Find: app.FindingQuery{Tags: []app.TagID{other.ID}}})}
	topic := &app.GuideTopic{ID: app.NewID[app.GuideTopicID](), Study: d.study.ID, Question: "Why?", Tags: []app.TagID{other.ID, d.trust.ID}, Stamp: d.Hand.Stamp()}
	apart := &app.GuideTopic{ID: app.NewID[app.GuideTopicID](), Study: d.study.ID, Question: "How?", Tags: []app.TagID{d.trust.ID}, Stamp: d.Hand.Stamp()}
	d.Put(rule, view, topic, apart)
	d.OneStep(t, "Merge Other into "+d.trust.Name, func() error { return d.coding.MergeTags(ctx, d.trust.ID, []app.TagID{other.ID}) })
	trust := []app.TagID{d.trust.ID}
	if r := apptest.Find(d.Bench, rule); !slices.Equal(r.Tags, trust) || !slices.Equal(r.Others, trust) {
		t.Errorf("the rule puts on %v inside %v, want %v", r.Tags, r.Others, trust)
	}
	var shown app.FindingView
	if err := apptest.Find(d.Bench, view).Read(&shown); err != nil || !slices.Equal(shown.Find.Tags, trust) {
		t.Errorf("the view shows %v, want %v; error %v", shown.Find.Tags, trust, err)
	}
	if g := apptest.Find(d.Bench, topic); !slices.Equal(g.Tags, trust) {
		t.Errorf("the question is about %v, want %v", g.Tags, trust)
	}
	if g := apptest.Find(d.Bench, apart); !g.Equal(apart) {
		t.Errorf("a topic that does not name the tag changed: %+v", g)
	}
}
