package analysis

import (
	"context"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/tally"
	"throughline/ui/say"
)

// Page is one analysis, ready to be painted.
type Page struct {
	Kind   Kind
	Says   string // what it says, in one sentence
	Warn   string // what makes it doubtful, "" for nothing
	Chart  *chart.Chart
	Of     string // what the chart shows, above it
	Table  Table
	Note   []string // how it is computed, and its limits
	Parts  []Part   // what can be chosen to look at
	Part   string
	Empty  string // when there is nothing to show: what is missing
	Remedy string // and what is needed
	Where  Where  // and where that is done

	marks func(series, category int) (Open, bool)
	links []app.GuideLink // of the guide, when it is its page
}

// Where is a place at which what an analysis lacks can be had; "" for none of its own.
type Where string

// The places.
const (
	AtInterviews Where = "interviews"
	AtFindings   Where = "findings"
	AtThemes     Where = "themes"
	AtPeople     Where = "people"
	AtStudy      Where = "study" // its page, with the guide
	AtGuide      Where = "guide" // the analysis that looks for its questions
	AtSwitcher   Where = "switcher"
)

// Open is the findings behind a number.
type Open struct {
	Title string
	Find  app.FindingQuery
	Word  string // look at this word in context instead

	Interview app.InterviewID // open this interview instead, at Span
	Span      app.Span
}

// Part is one choice of what to look at.
type Part struct {
	ID, Text string
}

// Table is the page in words and numbers.
type Table struct {
	Header []string
	Left   int // columns at the start that hold words; the rest are numbers
	Rows   [][]string
	Open   []Open   // one a row; the zero Open opens nothing
	Cells  [][]Open // one a cell, by row and column; nil where cells open nothing of their own
	More   int      // rows that are not shown
}

// At is what a mark of the chart opens; ok is false for none.
func (p *Page) At(series, category int) (Open, bool) {
	if p.marks == nil {
		return Open{}, false
	}
	return p.marks(series, category)
}

// counting is what one counting needs, taken down on the UI goroutine.
type counting struct {
	kind  Kind
	ask   tally.Ask
	rule  tally.SaturationRule
	look  Look
	part  string
	first app.InterviewID
	list  []app.InterviewRow
	tally Analyst
	guide GuideDesk
}

func (m *Model) counting() counting {
	j := counting{kind: m.Kind, ask: m.ask(), rule: m.Rule, look: m.Look(), part: m.Part, tally: m.Tally, guide: m.Guide, list: m.Choices.Interviews}
	if len(j.list) > 0 {
		j.first = j.list[0].ID
	}
	return j
}

func (j counting) page(ctx context.Context) (*Page, error) {
	switch j.kind {
	case Segments:
		x, err := j.tally.BySegment(ctx, j.ask)
		if err != nil {
			return nil, err
		}
		return segmentsPage(x), nil
	case Together:
		x, err := j.tally.Together(ctx, j.ask)
		if err != nil {
			return nil, err
		}
		return togetherPage(x, j.look), nil
	case Timeline:
		return j.timeline(ctx)
	case Saturation:
		x, err := j.tally.Saturation(ctx, j.ask, j.rule, nil)
		if err != nil {
			return nil, err
		}
		return saturationPage(x, j.part), nil
	case Words:
		x, err := j.tally.Wording(ctx, j.ask, nil)
		if err != nil {
			return nil, err
		}
		return wordsPage(x, j.ask, j.part), nil
	case Asked:
		x, err := j.tally.Asked(ctx, j.ask)
		if err != nil {
			return nil, err
		}
		return askedPage(x), nil
	case Guide:
		return j.coverage(ctx)
	case Moderation:
		return j.moderation(ctx)
	}
	x, err := j.tally.Frequency(ctx, j.ask)
	if err != nil {
		return nil, err
	}
	return frequencyPage(x), nil
}

func (j counting) timeline(ctx context.Context) (*Page, error) {
	id := app.InterviewID(j.part)
	if id == "" {
		id = j.first
	}
	if id == "" {
		return &Page{Kind: Timeline, Empty: say.T("No interview yet"), Remedy: say.T("Timelines need an interview with tagged passages."), Where: AtInterviews}, nil
	}
	t, err := j.tally.Timeline(ctx, j.ask, id)
	if app.CodeOf(err) == app.ENotFound {
		t, err = &tally.Timeline{Interview: id}, nil
	}
	if err != nil {
		return nil, err
	}
	return timelinePage(t, j), nil
}
