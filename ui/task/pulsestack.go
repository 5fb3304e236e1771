package task

import (
	"regexp"
	"runtime"
	"strings"
	"sync/atomic"
)

// seen is where the UI goroutine stood when the present piece of work had taken long; nil before.
var seen atomic.Pointer[standing]

type standing struct {
	waits bool   // for its next turn, or for something posted
	where string // the program's functions, the innermost first: "ui/kit.f < ui/shell.g"
}

// look reads where the UI goroutine stands.
func look() {
	all := make([]byte, 1<<20)
	seen.Store(stand(string(all[:runtime.Stack(all, true)])))
}

// deep is how many functions are named at most.
const deep = 5

var ourCall = regexp.MustCompile(`(?m)^throughline/(\S+)\(`)

// stand finds the first goroutine, which is the one of the window, among the stacks of all.
func stand(stacks string) *standing {
	_, first, _ := strings.Cut("\n"+stacks, "\ngoroutine 1 [")
	first, _, _ = strings.Cut(first, "\n\n")
	s := &standing{waits: strings.HasPrefix(first, "select")}
	var names []string
	for _, m := range ourCall.FindAllStringSubmatch(first, deep) {
		names = append(names, m[1])
	}
	s.where = strings.Join(names, " < ")
	return s
}
