package archtest

import "strings"

// module is the path before every package of ours.
const module = "throughline"

// room is one row of the import table. A row holds for its folder and all below it that have no row of their own.
//
// In ours and tests, "app" is that package alone, "app/..." it and everything below, "app/*" only what is below.
// In doors, a module path stands for all its packages. What the standard library may do is in libraries.
type room struct {
	path  string
	ours  []string // our packages that the room may import
	doors []string // third-party modules that enter the house here
	tests []string // our packages that its tests may import besides; they use real SQLite, not fakes
}

// The libraries, named once.
const (
	fyne      = "fyne.io/fyne/v2"
	sqlite    = "github.com/mattn/go-sqlite3"
	prose     = "github.com/jdkato/prose/v2"
	sentences = "github.com/neurosnap/sentences"
	snowball  = "github.com/kljensen/snowball"
	gonum     = "gonum.org/v1/gonum"
	excelize  = "github.com/xuri/excelize/v2"
	gofpdf    = "github.com/jung-kurt/gofpdf"
	cobra     = "github.com/spf13/cobra"
	pflag     = "github.com/spf13/pflag"
	chardet   = "github.com/wlynxg/chardet"
	flock     = "github.com/gofrs/flock"
	graphemes = "github.com/rivo/uniseg"
	xtext     = "golang.org/x/text"
	xnet      = "golang.org/x/net"
	pdfium    = "github.com/klippa-app/go-pdfium"
	wazero    = "github.com/tetratelabs/wazero"
	xsys      = "golang.org/x/sys"
	gomlx     = "github.com/gomlx/gomlx"
	ximage    = "golang.org/x/image"
	oksvg     = "github.com/fyne-io/oksvg"
	rasterx   = "github.com/srwiley/rasterx"
	clipboard = "golang.design/x/clipboard"
	onnx      = "github.com/gomlx/onnx-gomlx"
	xcrypto   = "golang.org/x/crypto"
	keyring   = "github.com/zalando/go-keyring"
	shaping   = "github.com/go-text/typesetting" // what the toolkit shapes text with
)

// testDoors are libraries that every test may import.
var testDoors = []string{fyne, graphemes, excelize}

// Shorthands for the tests column: a test of a use case works on real SQLite.
var realStore = []string{"app/...", "storage/...", "assets/..."}

// house is the import table, from the ground up. It follows the design: main → ui, storage → app → synthesis → assets.
var house = []room{
	// Ground floor: data. Programs that make the data stand beside it and may use everything.
	{path: "assets"},
	{path: "docs", tests: []string{"app/markdown"}}, // the user guide as files, for the help in the window; pages cannot be embedded from elsewhere
	{path: "assets/vectors/build"},
	{path: "assets/sample/build", ours: []string{"app/...", "storage", "assets/..."}},

	// Language and numbers: no database, no screen, none of our nouns. A room imports only rooms below it.
	{path: "synthesis/stat", ours: []string{"assets/..."}, doors: []string{gonum}},
	{path: "synthesis/text", ours: []string{"assets/..."}, doors: []string{prose, sentences, snowball, graphemes, xtext}},
	{path: "synthesis/vector", ours: synthesisBelow("vector"), doors: []string{gonum, xsys}},
	{path: "synthesis/cluster", ours: synthesisBelow("cluster"), doors: []string{gonum}},
	{path: "synthesis/label", ours: synthesisBelow("label"), doors: []string{gonum}},
	{path: "synthesis/suggest", ours: synthesisBelow("suggest"), doors: []string{gonum}},
	{path: "synthesis/sentiment", ours: synthesisBelow("sentiment"), doors: []string{gonum}},
	{path: "synthesis/summary", ours: synthesisBelow("summary"), doors: []string{gonum}},
	{path: "synthesis/redact", ours: synthesisBelow("redact"), doors: []string{gonum}},
	{path: "synthesis/embed", ours: []string{"synthesis/embed/...", "synthesis/vector"}, doors: []string{gomlx, onnx}}, // a person's own model
	{path: "synthesis/embed/token", doors: []string{xtext}},
	{path: "synthesis/embed/embedtest"}, // serves tests only
	{path: "synthesis/synthesistest", ours: []string{"assets/..."}},
	{path: "synthesis", ours: []string{"synthesis/*", "assets/..."}, doors: []string{gonum}, tests: []string{"app/generate"}},

	// The nouns, and the rooms that know nothing else.
	{path: "app", tests: realStore},
	{path: "app/passage", ours: []string{"app"}, doors: []string{graphemes, xtext}, tests: []string{"app/generate"}}, // what coding, exchange and revise share
	{path: "app/history", ours: []string{"app"}, tests: realStore},
	{path: "app/job", ours: []string{"app"}},
	{path: "app/crash", doors: []string{flock}}, // notes of a run; a lock says whether it lives
	{path: "app/locale"}, // needs nothing, so that it is initialised first
	{path: "app/fold", ours: []string{"app"}, doors: []string{xtext}}, // one folding for the index, the search and the rules
	{path: "app/ask", ours: []string{"app", "app/fold"}},              // one reading of what people type, for the index, the search and the table
	{path: "app/markdown", ours: []string{"app"}},                     // one reading of the playbook's texts, for the use case and the window
	{path: "app/chart", ours: []string{"app"}, tests: realStore},
	{path: "app/chart/picture", ours: []string{"app/chart", "assets/fonts"}, doors: []string{ximage}, tests: []string{"app"}},
	{path: "app/qda", ours: []string{"app"}}, // what readers of projects make and writers take
	{path: "app/generate", ours: []string{"app", "app/passage"}, tests: append([]string{"app/format/..."}, realStore...)},
	{path: "app/settings", ours: []string{"app"}},                                   // a person's choices, read before any window stands
	{path: "app/scratch", doors: []string{flock}},                                   // folders and parts of files that are locked while their program lives
	{path: "app/archtest", ours: []string{"app"}, tests: []string{"assets/locale"}}, // plurals, and the catalogues
	{path: "app/apptest", ours: []string{"app", "app/history", "storage/..."}},      // serves tests only, on real SQLite

	// Bytes to nouns: one reader library a format.
	{path: "app/format/refi", ours: []string{"app", "app/format/...", "app/qda"}, tests: []string{"app/passage"}}, // REFI-QDA projects
	{path: "app/format", ours: []string{"app", "app/format/..."}, doors: []string{chardet, xtext, xnet, excelize}},
	{path: "app/format/pdf", ours: []string{"app", "app/format/..."}, doors: []string{pdfium, wazero}}, // takes PDF apart in a sandbox

	// Use cases: they do not import each other.
	{path: "app/exchange", ours: []string{"app", "app/history", "app/format/...", "app/passage"}, tests: realStore},
	{path: "app/analysis", ours: []string{"app", "app/history", "synthesis/..."}, tests: realStore},
	{path: "app/tally", ours: []string{"app", "app/history", "app/passage", "synthesis/..."}, tests: realStore}, // counts, and settles what coders differ about
	{path: "app/across", ours: []string{"app", "app/history", "synthesis/..."}, tests: realStore},               // studies side by side
	{path: "app/measure", ours: []string{"app", "synthesis/..."}},                                               // holds the engine against labels; no workspace
	{path: "app/sentiment", ours: []string{"app", "app/history", "synthesis/..."}, tests: realStore},
	{path: "app/ownmodel", ours: []string{"app", "synthesis/embed", "synthesis/vector"}, tests: []string{"synthesis/embed/embedtest"}}, // a folder of the person's
	{path: "app/dashboard", ours: []string{"app"}, tests: realStore},                                                                   // counts; it changes nothing
	{path: "app/playbook", ours: []string{"app", "app/history", "app/markdown", "app/passage", "assets/templates"}, tests: realStore},  // compares versions; the starters are data
	{path: "app/project", ours: []string{"app", "app/history", "app/format/...", "app/passage", "app/qda"}, tests: realStore},          // whole projects of other programs
	{path: "app/study", ours: useCase, tests: realStore},
	{path: "app/coding", ours: []string{"app", "app/history", "app/passage"}, tests: realStore},
	{path: "app/coding/rule", ours: []string{"app", "app/history", "app/fold", "app/passage", "synthesis/text"}, tests: realStore}, // sentences and stems
	{path: "app/revise", ours: []string{"app", "app/history", "app/passage"}, tests: realStore},
	{path: "app/evidence", ours: []string{"app"}}, // what insights, their screen and reports share
	{path: "app/insight", ours: []string{"app", "app/history", "app/evidence"}, tests: realStore},
	{path: "app/guide", ours: []string{"app", "app/history", "app/fold", "synthesis/..."}, tests: realStore}, // which turns ask what, by words and meaning
	{path: "app/memo", ours: useCase, tests: realStore},
	{path: "app/merge", ours: []string{"app", "app/fold", "app/history", "app/passage"}, tests: realStore},                        // two workspaces into one; passages go with their words, names of views are one as the store has them
	{path: "app/consent", ours: []string{"app", "app/history", "app/evidence"}, tests: realStore},                                 // what people allowed
	{path: "app/recruit", ours: []string{"app", "app/history", "synthesis/stat"}, tests: realStore},                               // coverage is made of formulas
	{path: "app/metric", ours: []string{"app", "app/chart", "app/history", "app/format/...", "synthesis/stat"}, tests: realStore}, // series of analytics, before and after; three screens draw the same line
	{path: "app/score", ours: []string{"app", "app/history", "app/format/...", "synthesis/stat"}, tests: realStore},               // reads tables of measures; scores are formulas
	{path: "app/view", ours: useCase, tests: realStore},
	{path: "app/vault", ours: useCase, doors: []string{xcrypto, xtext}, tests: realStore},                                // XChaCha20-Poly1305, argon2id; passphrases in one form of letters
	{path: "app/vault/desktop", ours: []string{"app/vault"}, doors: []string{keyring}, tests: nil},                       // the keyring, which only the window asks
	{path: "app/people", ours: []string{"app", "app/history", "app/fold", "app/format/..."}, tests: realStore},           // reads tables of people, compares words
	{path: "app/erase", ours: []string{"app"}, tests: realStore},                                                         // knows every noun, and no other use case
	{path: "app/backup", ours: []string{"app"}, tests: realStore},                                                        // files that lie beside a workspace, also of one that cannot be opened
	{path: "app/search", ours: []string{"app", "app/history", "app/ask", "app/fold", "synthesis/..."}, tests: realStore}, // places by meaning, stop words

	// What leaves the house on paper.
	{path: "app/report", ours: []string{"app", "app/chart", "app/evidence", "app/report/...", "app/scratch", "assets/..."}, tests: realStore},
	{path: "app/report/logo", ours: []string{"app"}, doors: []string{oksvg, rasterx, ximage}},                                                                  // one picture for all formats, of whatever a house has
	{path: "app/report/pdf", ours: []string{"app", "app/chart/...", "app/report", "assets/..."}, doors: []string{gofpdf, graphemes, ximage}, tests: realStore}, // also as pixels, for the preview
	{path: "app/report/sheet", ours: []string{"app", "app/chart/...", "app/report", "app/scratch", "assets/..."}, doors: []string{excelize}, tests: realStore},

	{path: "app/report/page", ours: []string{"app", "app/chart/...", "app/report"}, tests: realStore},                                              // web page and Markdown
	{path: "app/report/word", ours: []string{"app/chart/...", "app/report", "assets/fonts"}, tests: realStore},                                     // .docx, written by hand: no library needed
	{path: "app/report/board", ours: []string{"app", "app/chart/...", "app/report"}, tests: realStore},                                             // a board as picture and table
	{path: "app/report/coded", ours: []string{"app", "app/report", "app/format/tagpath"}, tests: append([]string{"app/format/..."}, realStore...)}, // coded data for other programs

	// One open workspace, and the commands.
	{path: "app/workspace", ours: []string{"app/...", "assets/..."}, tests: append([]string{"synthesis/text", "synthesis/synthesistest"}, realStore...)}, // its benchmarks tell processor time
	{path: "app/cli", ours: []string{"app/..."}, doors: []string{cobra, pflag}, tests: append([]string{"synthesis/embed/embedtest"}, realStore...)},

	{path: "app/torture", ours: []string{"storage/..."}}, // tests that kill the real program

	// The file on disk.
	{path: "storage", ours: []string{"app", "app/fold", "app/ask", "app/scratch", "storage/..."}, doors: []string{sqlite, flock}, tests: []string{"app/generate", "app/history", "app/apptest"}},

	{path: "storage/rival", ours: []string{"app", "app/qda", "app/scratch"}, doors: []string{sqlite, xnet}, tests: []string{"storage/rival/rivaltest"}}, // projects of other programs that are SQLite; the texts of one are HTML
	{path: "storage/rival/rivaltest", ours: []string{"app"}, doors: []string{sqlite}},                                                                   // serves tests only

	// The window. Screens never import each other: they meet by kit.Route.
	{path: "ui/say", ours: []string{"app", "app/settings", "assets/locale"}, doors: []string{fyne, xtext}}, // words in the language of the window; the settings say which, and Fyne the system's
	{path: "ui/task", ours: []string{"app/...", "ui/say"}, doors: []string{fyne}},
	{path: "ui/kit", ours: []string{"app", "app/chart/...", "app/markdown", "ui/say", "ui/task", "assets/..."}, doors: []string{fyne, graphemes, clipboard, xsys, shaping}},
	{path: "ui/shell", ours: []string{"app/...", "ui/...", "assets/..."}, doors: []string{fyne}, tests: realStore},
	{path: "ui/help", ours: []string{"app/...", "ui/kit", "ui/say", "ui/task", "assets/..."}, doors: []string{fyne}, tests: []string{"docs"}}, // shows whatever book it is given
	{path: "ui/e2e", ours: []string{"app/...", "storage/...", "assets/..."}},
	{path: "ui/reader/layout", ours: []string{"app"}, doors: []string{graphemes}, tests: realStore},
	{path: screen, ours: []string{"app/...", "ui/kit", "ui/say", "ui/task", "assets/..."}, doors: []string{fyne, graphemes}, tests: realStore},
	{path: "ui", ours: []string{"app/...", "ui/...", "assets/...", "docs"}, doors: []string{fyne}, tests: realStore},

	{path: ".", ours: []string{"ui", "app/cli", "app/crash", "app/locale", "app/project", "app/scratch", "app/settings", "app/workspace", "storage/..."}, tests: realStore},
}

// screen is the row of every folder of ui that has none of its own.
const screen = "ui/*"

var useCase = []string{"app", "app/history"}

// synthesisFloors is the order of the language rooms: each may import those before it.
var synthesisFloors = []string{"stat", "text", "vector", "cluster", "label", "suggest", "sentiment", "summary", "redact"}

func synthesisBelow(room string) []string {
	ours := []string{"assets/..."}
	for _, r := range synthesisFloors {
		if r == room {
			break
		}
		ours = append(ours, "synthesis/"+r)
	}
	return ours
}

// library is a rule for one package wherever it is imported.
type library struct {
	is   func(target string) bool
	at   func(file string) bool // files that may import it
	why  string
	todo string
}

// libraries are the rules that hold by file, not by room.
var libraries = []library{
	{is: oneOf("net", "net/http", "net/rpc", "net/smtp"), at: nowhere,
		why: "the program never uses the network", todo: "Do without it."},
	{is: oneOf("database/sql", "database/sql/driver"), at: under("storage/"),
		why: "SQL lives in storage", todo: "Ask storage for what you need by a method that says it."},
	{is: oneOf(fyne + "/app"), at: func(f string) bool { return f == "ui/run.go" },
		why: "only ui/run.go starts the desktop", todo: "Take what you need as a parameter; tests use fyne's test driver."},
	{is: below(fyne), at: func(f string) bool { return !withoutScreen(f) },
		why: "a model holds state and knows no widgets", todo: "Paint in view.go; keep the model free of Fyne, so that it is tested without a screen."},
}

// withoutScreen reports whether file keeps a screen's state, which knows no widgets: every model*.go of ui.
func withoutScreen(file string) bool {
	base := file[strings.LastIndexByte(file, '/')+1:]
	return strings.HasPrefix(file, "ui/") && strings.HasPrefix(base, "model") && !strings.HasSuffix(base, "_test.go")
}
