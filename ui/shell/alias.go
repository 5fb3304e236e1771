package shell

import "strings"

// aliases are the words by which people look for a command beside those of its title, by what its title begins with.
var aliases = map[string]string{
	"Home":                              "start overview dashboard",
	"Interviews":                        "transcripts sessions recordings files",
	"Codebook":                          "codes tags taxonomy labels",
	"Findings":                          "quotes highlights evidence passages observations table",
	"Themes":                            "clusters affinity board map",
	"Insights":                          "claims conclusions recommendations decisions RICE ICE",
	"Analysis":                          "charts crosstab frequency saturation agreement kappa",
	"Memos":                             "notes journal",
	"People":                            "participants users customers respondents panel contacts CRM",
	"Reports":                           "PDF Word DOCX HTML Markdown Excel XLSX export print share",
	"Playbook":                          "templates standards checklists guides",
	"Consent":                           "permission GDPR privacy withdraw",
	"Recruitment":                       "candidates pipeline kanban invite schedule",
	"Recruitment: screener":             "screening questionnaire qualify",
	"Recruitment: quotas":               "cells sample targets coverage",
	"Recruitment: sessions":             "calendar ics appointments schedule",
	"Recruitment: incentives":           "ledger payments rewards thank",
	"Vault":                             "contact names e-mail email phone address passphrase password",
	"Open vault":                        "unlock passphrase password",
	"Lock vault":                        "passphrase password",
	"Retention and erasure":             "delete GDPR forget keep",
	"Erase a participant":               "delete remove forget GDPR",
	"Import people":                     "participants customers CSV XLSX Excel panel",
	"Fields of people":                  "participants attributes columns custom",
	"Duplicates among people":           "participants merge dedupe",
	"Rules of the programme":            "contact limits participants standards",
	"Import files":                      "upload add transcripts documents CSV VTT DOCX",
	"Import a project":                  "REFI QDA QDPX NVivo ATLAS.ti ATLAS MAXQDA QualCoder Taguette RQDA requal Quirkos interchange switch migrate move",
	"Export the study as a project":     "REFI QDA QDPX project NVivo ATLAS.ti ATLAS MAXQDA QualCoder Quirkos interchange share hand over",
	"Import codebook":                   "codes tags REFI QDA QDC",
	"Write a report":                    "PDF Word DOCX HTML Markdown Excel XLSX export print share",
	"New study":                         "project create",
	"New workspace":                     "file project create",
	"Open workspace":                    "file load",
	"Backups":                           "restore recover recovery lost version snapshot undelete schedule",
	"Rhythm and place":                  "backup schedule automatic folder disk settings",
	"Back up":                           "backup copy save archive",
	"Give a colleague":                  "pack blind double coding second coder intercoder agreement send",
	"Watch a folder":                    "auto import hot automatic",
	"Merge another workspace":           "combine join team colleague sync copy bring together",
	"Close workspace":                   "file",
	"Quit":                              "exit close",
	"Undo":                              "back revert take",
	"Redo":                              "again repeat",
	"History":                           "undo log audit changes versions who",
	"Larger":                            "bigger zoom in text font size increase scale",
	"Smaller":                           "zoom out text font size decrease scale",
	"Light":                             "theme mode bright day appearance",
	"Dark":                              "theme mode night black appearance",
	"Show or hide rail words":           "sidebar navigation collapse menu",
	"Keyboard shortcuts":                "keys help hotkeys",
	"Take the tour":                     "help introduction guided first start learn tutorial",
	"Settings":                          "preferences options appearance theme language size motion name author export import configuration",
	"High contrast":                     "theme mode accessibility contrast black white appearance",
	"Search everything":                 "find",
	"Find and tag":                      "autocode auto code rules",
	"Redact personal data":              "anonymise anonymize pseudonymise names PII GDPR",
	"Find personal data":                "redact anonymise anonymize names PII GDPR",
	"Suggest tags":                      "AI machine autocode",
	"Edit the study and its guide":      "questions research plan discussion",
	"Guide: which questions were asked": "discussion interview coverage",
	"Moderation: how sessions were led": "moderator talk share leading",
	"UX measures":                       "SUS SEQ UMUX NPS CSAT usability scores tasks",
	"Product metrics":                   "analytics KPI numbers activation retention",
	"Tools":                             "register software costs renewal integrations connections",
	"Which studies use which templates": "playbook versions",
	"Have we asked this before?":        "memory repeat research questions",
	"Across studies":                    "compare contradictions meta",
	"Show it as outsiders may see it":   "present presentation share consent hide",
	"Codebook health":                   "unused duplicate tags codes",
	"Two interviews side by side":       "compare split transcripts",
	"Duplicate findings":                "same twice",
	"Save the edited transcript":        "text revision",
}

// also returns the aliases of a command, of the longest beginning of its title that has some.
func also(title string) string {
	best := ""
	for begins := range aliases {
		if len(begins) > len(best) && strings.HasPrefix(title, begins) {
			best = begins
		}
	}
	return aliases[best]
}
