package main

import "runtime/debug"

// version is the released version and commit what the program was built from, with "+changes" behind it where files differed from that. Packages
// set both; without, the compiler's notes say the commit.
var version, commit = "0.1.0", ""

// builtFrom is the commit, "" where nobody knows.
func builtFrom() string {
	if commit != "" {
		return commit
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return noted(info.Settings)
}

// noted reads the commit from the notes that the compiler leaves in a program built inside a repository.
func noted(settings []debug.BuildSetting) string {
	id, changes := "", ""
	for _, s := range settings {
		switch {
		case s.Key == "vcs.revision":
			id = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changes = "+changes"
		}
	}
	if id == "" {
		return ""
	}
	return id + changes
}
