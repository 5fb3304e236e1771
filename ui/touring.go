package ui

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
)

// tourStudy is a study with something to see at every stop of the tour, and an interview of it to read. The zero value is none.
type tourStudy struct {
	study     app.StudyID
	interview app.InterviewID
}

// mostTourStudies is how many studies are looked at for one that has something at every stop.
const mostTourStudies = 20

// studyToShow finds a study for the tour: the one in sight if it has interviews, findings, themes and insights, else the first that has.
func studyToShow(ctx context.Context, store workspace.Store, here app.StudyID) (tourStudy, error) {
	studies, err := store.Studies(ctx)
	if err != nil {
		return tourStudy{}, err
	}
	slices.SortStableFunc(studies, func(a, b app.Study) int {
		switch {
		case a.ID == here && b.ID != here:
			return -1
		case b.ID == here && a.ID != here:
			return 1
		}
		return 0
	})
	for _, st := range studies[:min(mostTourStudies, len(studies))] {
		c, err := store.Counts(ctx, st.ID)
		if err != nil {
			return tourStudy{}, err
		}
		if c.Interviews == 0 || c.Findings == 0 || c.Themes == 0 || c.Insights == 0 {
			continue
		}
		rows, err := store.Interviews(ctx, st.ID, app.Page{Limit: 1})
		if err != nil {
			return tourStudy{}, err
		}
		if len(rows) > 0 {
			return tourStudy{st.ID, rows[0].ID}, nil
		}
	}
	return tourStudy{}, nil
}

// tourSteps are the five stops: from what waits, through reading, findings and themes, to a claim and its report.
func tourSteps(at tourStudy) []shell.TourStep {
	to := func(screen kit.Screen) kit.Route { return kit.Route{Screen: screen, Study: at.study} }
	reader := to(kit.Reader)
	reader.ID = string(at.interview)
	return []shell.TourStep{
		{Title: say.T("Start here"), Text: say.T("Home says what waits for you and what was done last. The rail at the left leads everywhere; this card stays out of your way, so try things as you go."),
			Keys: []kit.KeyHelp{{Keys: "Ctrl K", Does: say.T("find anything, do anything")}}, To: to(kit.Home)},
		{Title: say.T("Read and tag"), Text: say.T("Select words, press T, type a few letters of a tag, Enter. Stripes in the margin are what was tagged; dotted ones are suggestions that wait for you."),
			Keys: []kit.KeyHelp{{Keys: "T", Does: say.T("tag the selection")}, {Keys: "J K", Does: say.T("the next passage, the one before")}, {Keys: "Ctrl Z", Does: say.T("take anything back")}}, To: reader},
		{Title: say.T("All passages in one table"), Text: say.T("Every tagged passage is a finding. Narrow them by tag, person, segment or how they sound; Enter opens one where it was said."), To: to(kit.Findings)},
		{Title: say.T("From findings to themes"), Text: say.T("Themes gather findings that belong together. Propose themes shows a draft beside what you have, and nothing changes until you accept it."), To: to(kit.Themes)},
		{Title: say.T("A claim with its evidence"), Text: say.T("An insight names the findings for and against it, and says how sure that makes it. Report, at the top, writes it up as PDF, Word or a sheet; only what people allowed is quoted."),
			Keys: []kit.KeyHelp{{Keys: "Ctrl P", Does: say.T("write a report")}, {Keys: "F1", Does: say.T("the guide about any screen")}}, To: to(kit.Insights)},
	}
}

// beginTour leads through the open workspace, or offers the sample study where there is not yet enough to see.
func (d *desktop) beginTour() {
	if d.shell == nil {
		return
	}
	sh, w, here := d.shell, d.work, d.shell.Study()
	d.showing.Load(func(ctx context.Context) (tourStudy, error) { return studyToShow(ctx, w.Store, here) }, func(at tourStudy, err error) {
		switch {
		case d.shell != sh:
		case err != nil:
			sh.Fail(err)
		case at.study == "":
			sh.Toast(kit.Toast{Text: say.T("The tour needs a study with insights. The sample study has some."), Icon: icons.Info, Action: say.T("Open the sample study"), Run: func() {
				d.tourDue = true
				d.openSample("")
			}})
		default:
			sh.BeginTour(tourSteps(at))
		}
	})
}

// tourIfDue begins the tour that somebody who opened the sample study for the first time is due.
func (d *desktop) tourIfDue() {
	if d.tourDue {
		d.tourDue = false
		d.beginTour()
	}
}

func (d *desktop) tourCommand() shell.Command {
	return shell.Command{ID: "take-the-tour", Group: say.T("Help"), Title: say.T("Take the tour"), Icon: icons.Play, Run: d.beginTour}
}
