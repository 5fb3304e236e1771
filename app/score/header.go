package score

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"throughline/app"
)

// Role says what a column of a file means.
type Role string

// The roles. A file is wide, with a column for each measure (RoleScore), or long, with a row for each (RoleKind and RoleValue).
const (
	RoleSkip    Role = "skip"
	RoleCode    Role = "code"    // of the participant
	RoleSession Role = "session" // title of the interview
	RoleStudy   Role = "study"
	RoleTask    Role = "task" // or outcome
	RoleRelease Role = "release"
	RoleDate    Role = "date"
	RoleKind    Role = "measure" // name of what the row measures
	RoleValue   Role = "value"   // of the measure that RoleKind names
	RoleScore   Role = "score"   // values of Kind
)

// Roles lists the roles in the order in which they are offered.
func Roles() []Role {
	return []Role{RoleSkip, RoleCode, RoleSession, RoleStudy, RoleTask, RoleRelease, RoleDate, RoleKind, RoleValue, RoleScore}
}

// ColumnSpec says what one column of a file means.
type ColumnSpec struct {
	Column string          `json:"column"` // its name, whatever its case
	Role   Role            `json:"role"`
	Kind   app.MeasureKind `json:"measure,omitempty"` // of RoleScore
	Task   string          `json:"task,omitempty"`    // of RoleScore: "" for that of the row
	Answer int             `json:"answer,omitempty"`  // of RoleScore: which answer of the questionnaire, from 1; 0 for the score itself
}

// columnNames are words for roles in the heads of columns, folded.
var columnNames = map[string]Role{
	"participant": RoleCode, "participant code": RoleCode, "participant id": RoleCode, "code": RoleCode, "pid": RoleCode, "id": RoleCode, "person": RoleCode, "respondent": RoleCode,
	"respondent id": RoleCode, "tester": RoleCode, "user": RoleCode, "user id": RoleCode, "teilnehmer": RoleCode, "proband": RoleCode,
	"session": RoleSession, "interview": RoleSession, "title": RoleSession, "session name": RoleSession,
	"study": RoleStudy, "project": RoleStudy, "studie": RoleStudy,
	"task": RoleTask, "task name": RoleTask, "scenario": RoleTask, "outcome": RoleTask, "aufgabe": RoleTask, "job": RoleTask, "need": RoleTask,
	"release": RoleRelease, "version": RoleRelease, "build": RoleRelease, "variant": RoleRelease, "prototype": RoleRelease, "design": RoleRelease,
	"date": RoleDate, "day": RoleDate, "datum": RoleDate, "test date": RoleDate, "completed at": RoleDate, "submitted at": RoleDate, "timestamp": RoleDate,
	"measure": RoleKind, "metric": RoleKind, "question": RoleKind, "scale": RoleKind,
	"value": RoleValue, "score": RoleValue, "answer": RoleValue, "result": RoleValue, "rating": RoleValue, "wert": RoleValue,
}

// kindWords are phrases for kinds, longer ones first, each as words.
var kindWords = []struct {
	words string
	kind  app.MeasureKind
}{
	{"system usability scale", app.MeasureSUS}, {"single ease question", app.MeasureSEQ}, {"net promoter score", app.MeasureNPS}, {"customer effort score", app.MeasureCES},
	{"likelihood to recommend", app.MeasureNPS}, {"task completion time", app.MeasureTime}, {"completion time", app.MeasureTime}, {"time on task", app.MeasureTime}, {"task time", app.MeasureTime},
	{"task success", app.MeasureSuccess}, {"task completion", app.MeasureSuccess}, {"completion rate", app.MeasureSuccess}, {"umux lite", app.MeasureUMUXLite}, {"ux lite", app.MeasureUXLite},
	{"umuxlite", app.MeasureUMUXLite}, {"uxlite", app.MeasureUXLite}, {"umux", app.MeasureUMUXLite},
	{"sus", app.MeasureSUS}, {"seq", app.MeasureSEQ}, {"nps", app.MeasureNPS}, {"csat", app.MeasureCSAT}, {"ces", app.MeasureCES}, {"success", app.MeasureSuccess},
	{"completed", app.MeasureSuccess}, {"completion", app.MeasureSuccess}, {"passed", app.MeasureSuccess}, {"time", app.MeasureTime}, {"duration", app.MeasureTime},
	{"seconds", app.MeasureTime}, {"importance", app.MeasureImportance}, {"important", app.MeasureImportance}, {"satisfaction", app.MeasureSatisfaction}, {"satisfied", app.MeasureSatisfaction},
	{"recommend", app.MeasureNPS}, {"effort", app.MeasureCES}, {"ease", app.MeasureSEQ},
}

// filler are words that say nothing about the task.
var filler = []string{"score", "rating", "q", "item", "question", "of", "for", "s", "sec", "secs", "in", "the", "answer", "sek", "sekunden", "and"}

// Named is what the head of a column, or the name of a measure, says: the kind, the task that is named with it, and which answer of a
// questionnaire it is, 0 for the score. ok is false when it names no measure.
func Named(head string) (kind app.MeasureKind, task string, answer int, ok bool) {
	words := wordsOf(head)
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = strings.ToLower(w)
	}
	for _, k := range kindWords {
		phrase := strings.Fields(k.words)
		at := find(folded, phrase)
		if at < 0 {
			continue
		}
		rest := slices.Concat(words[:at], words[at+len(phrase):])
		rest = slices.DeleteFunc(rest, func(w string) bool { return slices.Contains(filler, strings.ToLower(w)) })
		if n, _ := k.kind.Answers(); n > 0 {
			return k.kind, "", answerOf(rest, n), true
		}
		return k.kind, strings.Join(rest, " "), 0, true
	}
	return "", "", 0, false
}

// answerOf is which of n answers the words beside a questionnaire's name say: "SUS 3", "UMUX-Lite easy".
func answerOf(rest []string, n int) int {
	for _, w := range rest {
		if k, err := strconv.Atoi(w); err == nil && k >= 1 && k <= n {
			return k
		}
		if n != 2 {
			continue
		}
		switch strings.ToLower(w) {
		case "useful", "usefulness", "capabilities", "requirements", "needs":
			return 1
		case "easy", "usability", "use":
			return 2
		}
	}
	return 0
}

func find(words, phrase []string) int {
	for i := 0; i+len(phrase) <= len(words); i++ {
		if slices.Equal(words[i:i+len(phrase)], phrase) {
			return i
		}
	}
	return -1
}

// wordsOf cuts a head into words and numbers: "SUS_q10" is SUS, q, 10. Points inside of numbers stay.
func wordsOf(s string) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, string(word))
			word = nil
		}
	}
	for _, r := range s {
		digit := unicode.IsDigit(r)
		switch {
		case !digit && !unicode.IsLetter(r) && !unicode.IsMark(r):
			flush()
			continue
		case len(word) > 0 && digit != unicode.IsDigit(word[len(word)-1]):
			flush()
		}
		word = append(word, r)
	}
	flush()
	return out
}

// Guess is what the columns of a file seem to mean, by their names.
func Guess(columns []string) []ColumnSpec {
	out := make([]ColumnSpec, len(columns))
	taken := map[Role]bool{}
	long := false
	for _, c := range columns {
		long = long || columnNames[app.FoldName(strings.Join(wordsOf(c), " "))] == RoleKind
	}
	for i, c := range columns {
		out[i] = ColumnSpec{Column: c, Role: RoleSkip}
		role := columnNames[app.FoldName(strings.Join(wordsOf(c), " "))]
		if role == RoleValue && !long {
			role = ""
		}
		if role != "" && !taken[role] {
			taken[role] = true
			out[i].Role = role
			continue
		}
		if kind, task, answer, ok := Named(c); ok && !long {
			out[i] = ColumnSpec{Column: c, Role: RoleScore, Kind: kind, Task: task, Answer: answer}
		}
	}
	return out
}
