package crash

import (
	"path"
	"regexp"
	"strings"
)

// maxTrace is how many lines of a trace are kept: who met the fault comes first.
const maxTrace = 150

// What of a trace is kept. A panic may say anything, also somebody's words: only what the runtime itself says is kept, and of others the room they name
// first. Of a call its name is kept and not its arguments; of a file its name and folder.
var (
	ofRuntime = regexp.MustCompile(`^(panic: runtime error: |panic: interface conversion: |panic: assignment to entry in nil map$|fatal error: |\[signal |SIG[A-Z]+: |signal arrived |runtime: goroutine stack exceeds )`)
	saidBy    = regexp.MustCompile(`^panic: (?:[\w/.*]+\()?"?(\w+): `)
	header    = regexp.MustCompile(`^goroutine \d+ (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[([a-zA-Z ()/]+)`)
	called    = regexp.MustCompile(`^(created by )?([\w./\-]+(?:%2e[\w./\-]+)*\.[\w.()*\[\]·\-…,]+?)(?:\(.*\)| in goroutine \d+)?$`)
	stands    = regexp.MustCompile(`^\t(.*):(\d+)(?: \+0x[0-9a-f]+)?(?: fp=.*)?$`)
)

// Clean is a trace of the runtime without anything that could be somebody's words: messages of panics, arguments, and folders of this computer.
func Clean(trace string) string {
	var out []string
	inside := false // after the header of a goroutine
	for line := range strings.Lines(trace) {
		line = strings.TrimRight(line, "\r\n")
		kept := ""
		switch {
		case header.MatchString(line):
			inside = true
			kept = "goroutine [" + header.FindStringSubmatch(line)[1] + "]"
		case inside && stands.MatchString(line):
			m := stands.FindStringSubmatch(line)
			kept = "    " + place(m[1]) + ":" + m[2]
		case inside && called.MatchString(line):
			m := called.FindStringSubmatch(line)
			kept = "  " + m[1] + m[2]
		case !inside:
			kept = message(line) // what begins with a tab goes on with what a panic says
		}
		if kept != "" {
			out = append(out, kept)
		}
		if len(out) == maxTrace {
			break
		}
	}
	return strings.Join(out, "\n")
}

// message is what of a line before the first goroutine is kept.
func message(line string) string {
	switch {
	case ofRuntime.MatchString(line):
		return line
	case !strings.HasPrefix(line, "panic: "):
		return ""
	}
	if m := saidBy.FindStringSubmatch(line); m != nil {
		return "panic: " + m[1] + ": … (the words are left out)"
	}
	return "panic: … (the words are left out)"
}

// place is the last folder and the name of a file of source.
func place(file string) string {
	file = strings.ReplaceAll(file, `\`, "/")
	return path.Join(path.Base(path.Dir(file)), path.Base(file))
}
