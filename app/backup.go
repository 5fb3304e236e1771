package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"time"
)

// BackupFolder is where the backups of a workspace's own lie, beside its file: those that are made before a migration, those that are made by the
// rhythm unless another place was chosen, and those a person puts there. Erasure reaches every workspace file in it.
func BackupFolder(path string) string { return path + ".backups" }

// BackupReason says why a backup was made.
type BackupReason string

// Why backups are made. BackupOther is of files that stand among the backups and were not made as one, or by an older version.
const (
	BackupOther         BackupReason = ""
	BackupByHand        BackupReason = "hand"
	BackupOnRhythm      BackupReason = "rhythm"
	BackupOnClose       BackupReason = "close"
	BackupBeforeMerge   BackupReason = "merge"
	BackupBeforeProject BackupReason = "project"
	BackupBeforeLarge   BackupReason = "large"
	BackupBeforeUpgrade BackupReason = "upgrade"
)

// Words says it in a line of a list.
func (r BackupReason) Words() string {
	switch r {
	case BackupByHand:
		return "Made by hand"
	case BackupOnRhythm:
		return "While working"
	case BackupOnClose:
		return "On closing"
	case BackupBeforeMerge:
		return "Before a merge"
	case BackupBeforeProject:
		return "Before a project came in"
	case BackupBeforeLarge:
		return "Before a large change"
	case BackupBeforeUpgrade:
		return "Before an upgrade"
	}
	return "Found in the folder"
}

// Holding counts what a workspace or a backup holds, and names the state it is in.
type Holding struct {
	Studies    int `json:"studies"`
	People     int `json:"people"`
	Interviews int `json:"interviews"`
	Findings   int `json:"findings"`
	Tags       int `json:"tags"`
	Themes     int `json:"themes"`
	Insights   int `json:"insights"`
	Memos      int `json:"memos"`
	Steps      int `json:"steps"` // in force

	State   string `json:"state"`           // equal for equal contents; see storage.Store.Holding
	First   string `json:"first,omitempty"` // id of the first step ever, which copies of one workspace share
	Last    int64  `json:"last"`            // number of the newest step in force
	Top     int64  `json:"top"`             // number of the newest step, taken back or not
	Version int    `json:"version"`         // of the file format
}

// Empty reports whether nothing was ever put in.
func (h Holding) Empty() bool {
	return h.Studies+h.People+h.Interviews+h.Findings+h.Tags+h.Themes+h.Insights+h.Memos == 0
}

// Weight is how much there is to lose: interviews, findings, insights and memos.
func (h Holding) Weight() int { return h.Interviews + h.Findings + h.Insights + h.Memos }

// Lacks reports whether h has lost most of what was in full: it holds less than half of it, and full holds enough for that to mean something.
func (h Holding) Lacks(full Holding) bool {
	const enough = 20 // of a handful, half is soon deleted on purpose
	return full.Weight() >= enough && 2*h.Weight() < full.Weight()
}

// Same reports whether two hold the same: counts and states are equal. Steps that were taken back, and the version of the file, do not matter.
func (h Holding) Same(o Holding) bool {
	h.Version, o.Version = 0, 0
	h.Top, o.Top = 0, 0
	return h == o
}

// BackupSeal stands beside a backup and says that a restore of it was tried and went well. It holds no words of anybody. A backup without one has
// not been checked, and does not count as good.
type BackupSeal struct {
	Made    time.Time     `json:"made"`
	Reason  BackupReason  `json:"reason,omitempty"`
	Checked time.Time     `json:"checked"` // when a restore of it was last tried
	Took    time.Duration `json:"took"`    // nanoseconds for copy and check
	Size    int64         `json:"size"`    // bytes
	Hash    string        `json:"sha256"`  // of the file, lower-case hex
	Keep    bool          `json:"keep,omitempty"`
	Of      string        `json:"of,omitempty"`    // whose it is, see BackupOwner; "" of an earlier version
	Fault   string        `json:"fault,omitempty"` // a sentence: what the last check found wrong; "" when it is good
	Holds   Holding       `json:"holds"`
}

// BackupOwner names a workspace file on a computer without telling either: copies of one workspace are told apart by it where their backups lie in one place.
func BackupOwner(host, path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	sum := sha256.Sum256([]byte(host + "\x00" + filepath.Clean(path)))
	return hex.EncodeToString(sum[:12])
}

// BackupInside is what a look into a backup tells besides the counts.
type BackupInside struct {
	Studies []BackupStudy `json:"studies"` // by name
	Steps   []BackupStep  `json:"steps"`   // the last ones, newest first
}

// BackupStudy is a study in a backup.
type BackupStudy struct {
	Name       string `json:"name"`
	Interviews int    `json:"interviews"`
	Findings   int    `json:"findings"`
	Insights   int    `json:"insights"`
}

// BackupStep is a step in a backup.
type BackupStep struct {
	Label  string    `json:"label"`
	Author string    `json:"author"`
	At     time.Time `json:"at"`
}

// BackupEvery is how often a workspace is backed up by itself.
type BackupEvery string

// The rhythms.
const (
	BackupNever  BackupEvery = "off"
	BackupHourly BackupEvery = "hour"
	BackupDaily  BackupEvery = "day"
	BackupWeekly BackupEvery = "week"
)

// BackupEverys are all rhythms, the most frequent first.
var BackupEverys = []BackupEvery{BackupHourly, BackupDaily, BackupWeekly, BackupNever}

// Pause is the time between two backups, 0 for never.
func (e BackupEvery) Pause() time.Duration {
	switch e {
	case BackupHourly:
		return time.Hour
	case BackupDaily:
		return 24 * time.Hour
	case BackupWeekly:
		return 7 * 24 * time.Hour
	}
	return 0
}

// BackupRule is how a workspace is backed up from one computer.
type BackupRule struct {
	Every BackupEvery `json:"every"`           // while it is open, if something changed
	Close bool        `json:"close"`           // when it is closed, if something changed and it is quick
	Large bool        `json:"large"`           // before large changes
	Place string      `json:"place,omitempty"` // the folder for backups; "" for the one beside the workspace
	Limit int64       `json:"limit,omitempty"` // bytes that backups made by themselves may take; 0 for no limit
}

// UsualBackups is the rule until somebody chooses another.
func UsualBackups() BackupRule {
	return BackupRule{Every: BackupHourly, Close: true, Large: true, Limit: 10e9}
}

// BackupHome is what a workspace remembers of a computer it is backed up from.
type BackupHome struct {
	Host    string     `json:"host"` // the computer's name
	Rule    BackupRule `json:"rule"`
	Folders []string   `json:"folders,omitempty"` // places of its own choice, now or before, in which backups may lie; an erasure looks into each
}

// With is the home with another rule; the place it names is remembered.
func (h BackupHome) With(r BackupRule) BackupHome {
	h.Rule, h.Folders = r, slices.Clone(h.Folders)
	if r.Place != "" && !slices.Contains(h.Folders, r.Place) {
		h.Folders = append(h.Folders, r.Place)
	}
	return h
}

// Without is the home without a place: nothing is looked for there any more.
func (h BackupHome) Without(folder string) BackupHome {
	h.Folders = slices.DeleteFunc(slices.Clone(h.Folders), func(f string) bool { return f == folder })
	if h.Rule.Place == folder {
		h.Rule.Place = ""
	}
	return h
}

// BackupFiles does what is done with the files of backups, whether a workspace is open or not. storage.Backups does it.
type BackupFiles interface {
	Seal(path string) (seal BackupSeal, ok bool)
	SaveSeal(path string, seal BackupSeal) error
	Verify(ctx context.Context, path string, p Progress) (BackupSeal, error)
	Look(ctx context.Context, path string) (BackupInside, error)
	Restore(ctx context.Context, from, out string, p Progress) error
	Guard(folder string) (release func(), err error)
}
