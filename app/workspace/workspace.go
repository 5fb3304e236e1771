// Package workspace holds one open workspace with all services at hand, so that the window and the commands do the same
// work through the same doors.
package workspace

import (
	"context"

	"throughline/app"
	"throughline/app/across"
	"throughline/app/analysis"
	"throughline/app/backup"
	"throughline/app/coding"
	"throughline/app/coding/rule"
	"throughline/app/consent"
	"throughline/app/dashboard"
	"throughline/app/erase"
	"throughline/app/exchange"
	"throughline/app/guide"
	"throughline/app/history"
	"throughline/app/insight"
	"throughline/app/job"
	"throughline/app/memo"
	"throughline/app/merge"
	"throughline/app/metric"
	"throughline/app/people"
	"throughline/app/playbook"
	"throughline/app/project"
	"throughline/app/recruit"
	"throughline/app/report"
	"throughline/app/report/board"
	"throughline/app/revise"
	"throughline/app/score"
	"throughline/app/search"
	"throughline/app/sentiment"
	"throughline/app/study"
	"throughline/app/tally"
	"throughline/app/vault"
	"throughline/app/view"
)

// Store is everything the services ask of a stored workspace.
type Store interface {
	history.Store
	study.Store
	exchange.Store
	coding.Store
	revise.Store
	rule.Store
	analysis.Store
	across.Store
	sentiment.Store
	insight.Store
	memo.Store
	playbook.Store
	people.Store
	search.Store
	view.Store
	recruit.Store
	consent.Store
	vault.Store
	erase.Store
	tally.Store
	report.Store
	board.Store
	dashboard.Store
	guide.Store
	score.Store
	metric.Store
	project.Store
	merge.Store
	backup.Store

	BackupFiles() app.BackupFiles
	Permissions(ctx context.Context) (*app.Permissions, error)
	Heard(ctx context.Context, places []app.Place) ([]app.Allowed, error)
	Counts(ctx context.Context, study app.StudyID) (app.Counts, error)
	Placements(ctx context.Context, study app.StudyID) ([]app.Placement, error)
	ReadingPlace(ctx context.Context, author string, id app.InterviewID) (int, error)
	SaveReadingPlace(ctx context.Context, author string, id app.InterviewID, at int) error
	ReadingDesk(ctx context.Context, author string) (app.ReadingDesk, error)
	SaveReadingDesk(ctx context.Context, author string, d app.ReadingDesk) error
	FindingFacets(ctx context.Context, q app.FindingQuery) (app.FindingFacets, error)
	CrossTab(ctx context.Context, q app.CrossQuery) (app.CrossTab, error)
	TagPairs(ctx context.Context, q app.FindingQuery) (app.TagPairs, error)
	Tracks(ctx context.Context, q app.FindingQuery) ([]app.Track, error)
	WarmFindings(ctx context.Context) error
	TagTotals(ctx context.Context, study app.StudyID) (map[app.TagID]app.TagUse, error)
	Check(ctx context.Context, p app.Progress) (app.CheckReport, error)
	Backup(ctx context.Context, path string, p app.Progress) error
	Look(ctx context.Context) app.FileState
	CatchUp(ctx context.Context) (sets []*app.ChangeSet, whole bool, err error)
	Path() string
	ReadOnly() bool
	Close() error
}

// Mode says how a workspace file is opened.
type Mode int

// The ways to open a workspace file.
const (
	Existing Mode = iota // must exist; this program becomes its writer
	New                  // must not exist
	ReadOnly             // must exist; nothing is written
	TakeOver             // as Existing, but an owner who is silent is watched for a while and then no obstacle
)

// Opener opens workspace files. main hands the one of package storage to the window and the commands.
type Opener func(ctx context.Context, path string, mode Mode) (Store, error)

// Salvager reads what can be read of a damaged workspace file and writes it as a new one to out, which must not exist. main hands the one of
// package storage to the window and the commands. Errors are those of storage.Salvage.
type Salvager func(ctx context.Context, path, out string, p app.Progress) (app.SalvageReport, error)

// Workspace is one open workspace.
type Workspace struct {
	Store     Store    // through the curtain
	Curtain   *Curtain // open unless the workspace is shown to somebody
	Log       *history.Log
	Jobs      *job.Runner
	Studies   *study.Service
	Exchange  *exchange.Service
	Coding    *coding.Service
	Revise    *revise.Service
	Rules     *rule.Service
	Analysis  *analysis.Service
	Across    *across.Service
	Sentiment *sentiment.Service
	Insights  *insight.Service
	Memos     *memo.Service
	Playbook  *playbook.Service
	Search    *search.Service
	Views     *view.Service
	People    *people.Service
	Recruit   *recruit.Service
	Tally     *tally.Service
	Consent   *consent.Service
	Vault     *vault.Service
	Guide     *guide.Service
	Erase     *erase.Service
	Scores    *score.Service
	Metrics   *metric.Service
	Projects  *project.Service
	Merge     *merge.Service
	Backups   *backup.Service // of the whole workspace, also while the curtain is drawn: they show nobody anything
	Hand      app.Hand

	ends []func() // what ends before the file is closed
}

// Over builds the services over an open store. Everything made is signed by hand. The workspace closes the store.
func Over(ctx context.Context, inner Store, hand app.Hand) (*Workspace, error) {
	store, ok := inner.(*Curtain)
	if !ok {
		store = NewCurtain(inner)
	}
	reads := machine{store.Aside()}
	log, err := history.Open(ctx, store)
	if err != nil {
		return nil, err
	}
	w := &Workspace{
		Store:     store,
		Curtain:   store,
		Log:       log,
		Jobs:      &job.Runner{},
		Studies:   &study.Service{Store: store, Log: log, Hand: hand},
		Exchange:  &exchange.Service{Store: store, Log: log, Hand: hand},
		Coding:    &coding.Service{Store: store, Log: log, Hand: hand},
		Revise:    &revise.Service{Store: store, Log: log, Hand: hand},
		Rules:     &rule.Service{Store: store, Log: log, Hand: hand},
		Analysis:  &analysis.Service{Store: reads, Log: log, Hand: hand},
		Across:    &across.Service{Store: reads, Log: log, Hand: hand},
		Sentiment: &sentiment.Service{Store: reads, Log: log, Hand: hand},
		Insights:  &insight.Service{Store: store, Log: log, Hand: hand},
		Memos:     &memo.Service{Store: store, Log: log, Hand: hand},
		Playbook:  &playbook.Service{Store: store, Log: log, Hand: hand},
		Views:     &view.Service{Store: store, Log: log, Hand: hand},
		People:    &people.Service{Store: store, Log: log, Hand: hand},
		Recruit:   &recruit.Service{Store: store, Log: log, Hand: hand},
		Tally:     &tally.Service{Store: reads, Log: log, Hand: hand},
		Consent:   &consent.Service{Store: store, Log: log, Hand: hand},
		Vault:     &vault.Service{Store: store, Log: log, Hand: hand},
		Guide:     &guide.Service{Store: store.Aside(), Log: log, Hand: hand},
		Erase:     &erase.Service{Store: store, Log: log, Hand: hand},
		Scores:    &score.Service{Store: store, Log: log, Hand: hand},
		Metrics:   &metric.Service{Store: store, Log: log, Hand: hand},
		Projects:  &project.Service{Store: store, Log: log, Hand: hand, Readers: []project.Reader{project.REFI()}},
		Merge:     &merge.Service{Store: store, Log: log, Hand: hand},
		Backups:   &backup.Service{Store: store.Store, Files: store.BackupFiles(), Path: store.Path(), Now: hand.Now},
		Search:    &search.Service{Store: store, Confidence: confidence(hand)},
		Hand:      hand,
	}
	w.People.Contacts = sealedContacts{w.Vault}
	w.Erase.Secrets = secrets{w}
	log.Subscribe(w.Analysis.Forget)
	agree := &agreed{measure: w.agreement}
	log.Subscribe(agree.changed)
	w.Insights.Agreement = agree.byTag
	log.Subscribe(w.Search.Changed)
	log.Subscribe(w.Guide.Forget)
	return w, w.resume(ctx)
}

// Close stops running jobs, locks the vault and closes the file.
func (w *Workspace) Close() error {
	w.Jobs.Close()
	w.Vault.Lock()
	for _, end := range w.ends {
		end()
	}
	return w.Store.Close()
}
