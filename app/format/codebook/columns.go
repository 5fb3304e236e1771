package codebook

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// column is what a column of a table means to a codebook.
type column int

const (
	colNone column = iota
	colName
	colParent
	colPath
	colLevel
	colColor
	colDefinition
	colInclude
	colExclude
	colExample
	colShortcut
	colStatus
	colReplaced
	colGUID
)

// aliases are the names of columns in lower case, letters and digits only, the best first. Columns of use (counts of findings and the
// like) have none and are left out.
var aliases = map[column][]string{
	colName:       {"tag", "code", "name", "tagname", "codename", "label", "codelabel", "node", "nodename", "title"},
	colPath:       {"path", "fullpath", "tagpath", "codepath", "hierarchy", "hierarchicalname", "fullname"},
	colParent:     {"parent", "parenttag", "parentcode", "parentname", "parentpath", "under", "category", "group", "codegroup", "taggroup", "folder", "supercode"},
	colColor:      {"colour", "color", "hue", "tagcolor", "codecolor"},
	colDefinition: {"definition", "description", "meaning", "memo", "comment", "codedescription", "tagdescription", "notes", "note"},
	colInclude:    {"include", "includes", "inclusion", "inclusioncriteria", "whentouse", "use", "usewhen"},
	colExclude:    {"exclude", "excludes", "exclusion", "exclusioncriteria", "whennottouse", "donotuse", "notwhen"},
	colExample:    {"example", "examples", "quote", "samplequote", "typicalexample", "anchorexample"},
	colShortcut:   {"shortcut", "key", "hotkey"},
	colStatus:     {"status", "state"},
	colReplaced:   {"replacedby", "replacement", "successor", "supersededby"},
	colGUID:       {"guid", "id", "uuid", "codeid", "tagid"},
}

// order is in which the meanings of columns are sought, so that a reading does not depend on a map.
var order = []column{colName, colPath, colParent, colColor, colDefinition, colInclude, colExclude, colExample, colShortcut, colStatus, colReplaced, colGUID}

// levelName matches the names of columns that hold one level of the tree each: "Level 1", "L2", "Tier 3", "Code level 2".
var levelName = regexp.MustCompile(`^(?:code|tag)?(?:level|l|tier|ebene|niveau|nivel)([1-9][0-9]?)(?:code|tag)?$`)

// bare is a column's name cut to lower-case letters and digits.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// layout says which column of a table holds what.
type layout struct {
	at     map[column]int
	levels []int    // columns of the levels, from the top
	unused []string // names of the columns that mean nothing here
	exact  bool     // the columns are those that WriteCSV writes
}

func (l *layout) has(c column) bool { _, ok := l.at[c]; return ok }

// cell is what a row has in a column, "" for none.
func (l *layout) cell(row []string, c column) string {
	if i, ok := l.at[c]; ok && i < len(row) {
		return unguardCell(row[i])
	}
	return ""
}

// readLayout reads a row as the header of a codebook. It is one if a column holds names, paths or levels.
func readLayout(row []string) (l layout, ok bool) {
	l.at = map[column]int{}
	names := make([]string, len(row))
	for i, c := range row {
		names[i] = bare(c)
	}
	taken := map[int]bool{}
	for _, c := range order {
		for _, alias := range aliases[c] {
			if i := slices.Index(names, alias); i >= 0 && !taken[i] {
				l.at[c], taken[i] = i, true
				break
			}
		}
	}
	numbers := map[int]string{}
	for i, n := range names {
		if m := levelName.FindStringSubmatch(n); m != nil && !taken[i] {
			numbers[i], taken[i] = m[1], true
			l.levels = append(l.levels, i)
		}
	}
	slices.SortStableFunc(l.levels, func(a, b int) int {
		if len(numbers[a]) != len(numbers[b]) {
			return len(numbers[a]) - len(numbers[b])
		}
		return strings.Compare(numbers[a], numbers[b])
	})
	for i, c := range row {
		if !taken[i] && strings.TrimSpace(c) != "" {
			l.unused = append(l.unused, c)
		}
	}
	l.exact = slices.Equal(row, header)
	return l, l.has(colName) || l.has(colPath) || len(l.levels) > 0
}
