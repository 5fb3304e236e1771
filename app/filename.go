package app

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxFileName is how many bytes of a name are kept. Every file system takes 255, and writing beside a file needs some of them.
const maxFileName = 180

// deviceNames mean a device on Windows, whatever follows them behind a dot.
var deviceNames = []string{"con", "prn", "aux", "nul", "conin$", "conout$", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³"}

// IsDevice reports whether a file of that name would be a device on Windows, such as NUL or con.txt.
func IsDevice(name string) bool {
	first, _, _ := strings.Cut(strings.ToLower(name), ".")
	return slices.Contains(deviceNames, strings.TrimSpace(first))
}

// FileName makes words that a person or another program wrote fit to be the name of one file on every system: without what separates folders and drives, what
// file systems refuse, characters that are not seen or that turn the order of others round, dots and blanks at its ends, and without a name that is a
// device. A longer name loses its middle and keeps its ending. Returns otherwise when nothing is left.
func FileName(words, otherwise string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\|`, r):
			return '-'
		case strings.ContainsRune(`:*?"<>`, r):
			return -1
		case r < ' ', r >= 0x7f && r < 0xa0, r == utf8.RuneError, r >= 0x200b && r <= 0x200f && r != 0x200d, r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfeff:
			return -1
		}
		return r
	}, words)
	name = strings.Trim(name, " .-~")
	if name == "" {
		return otherwise
	}
	if IsDevice(name) {
		name = "_" + name
	}
	if len(name) <= maxFileName {
		return name
	}
	end := filepath.Ext(name)
	if len(end) > 20 {
		end = ""
	}
	cut := maxFileName - len(end)
	for !utf8.RuneStart(name[cut]) {
		cut--
	}
	return strings.TrimRight(name[:cut], " .") + end
}
