package shell

import (
	"strings"

	"throughline/ui/say"
)

// aliases are the words by which people look for a command beside those of its title, by what its title begins with.
var aliases = map[string]string{
	say.T("Home"):                              say.T("start overview dashboard"),
	say.T("Interviews"):                        say.T("transcripts sessions recordings files"),
	say.T("Codebook"):                          say.T("codes tags taxonomy labels"),
	say.T("Findings"):                          say.T("quotes highlights evidence passages observations table"),
	say.T("Themes"):                            say.T("clusters affinity board map"),
	say.T("Insights"):                          say.T("claims conclusions recommendations decisions RICE ICE"),
	say.T("Analysis"):                          say.T("charts crosstab frequency saturation agreement kappa"),
	say.T("Memos"):                             say.T("notes journal"),
	say.T("People"):                            say.T("participants users customers respondents panel contacts CRM"),
	say.T("Reports"):                           say.T("PDF Word DOCX HTML Markdown Excel XLSX export print share"),
	say.T("Playbook"):                          say.T("templates standards checklists guides"),
	say.T("Consent"):                           say.T("permission GDPR privacy withdraw"),
	say.T("Recruitment"):                       say.T("candidates pipeline kanban invite schedule"),
	say.T("Recruitment: screener"):             say.T("screening questionnaire qualify"),
	say.T("Recruitment: quotas"):               say.T("cells sample targets coverage"),
	say.T("Recruitment: sessions"):             say.T("calendar ics appointments schedule"),
	say.T("Recruitment: incentives"):           say.T("ledger payments rewards thank"),
	say.T("Vault"):                             say.T("contact names e-mail email phone address passphrase password"),
	say.T("Open vault"):                        say.T("unlock passphrase password"),
	say.T("Lock vault"):                        say.T("passphrase password"),
	say.T("Retention and erasure"):             say.T("delete GDPR forget keep"),
	say.T("Erase a participant"):               say.T("delete remove forget GDPR"),
	say.T("Import people"):                     say.T("participants customers CSV XLSX Excel panel"),
	say.T("Fields of people"):                  say.T("participants attributes columns custom"),
	say.T("Duplicates among people"):           say.T("participants merge dedupe"),
	say.T("Rules of the programme"):            say.T("contact limits participants standards"),
	say.T("Import files"):                      say.T("upload add transcripts documents CSV VTT DOCX"),
	say.T("Import a project"):                  say.T("REFI QDA QDPX NVivo ATLAS.ti ATLAS MAXQDA QualCoder Taguette RQDA requal Quirkos interchange switch migrate move"),
	say.T("Export the study as a project"):     say.T("REFI QDA QDPX project NVivo ATLAS.ti ATLAS MAXQDA QualCoder Quirkos interchange share hand over"),
	say.T("Import codebook"):                   say.T("codes tags REFI QDA QDC"),
	say.T("Write a report"):                    say.T("PDF Word DOCX HTML Markdown Excel XLSX export print share"),
	say.T("New study"):                         say.T("project create"),
	say.T("New workspace"):                     say.T("file project create"),
	say.T("Open workspace"):                    say.T("file load"),
	say.T("Backups"):                           say.T("restore recover recovery lost version snapshot undelete schedule"),
	say.T("Rhythm and place"):                  say.T("backup schedule automatic folder disk settings"),
	say.T("Back up"):                           say.T("backup copy save archive"),
	say.T("Give a colleague"):                  say.T("pack blind double coding second coder intercoder agreement send"),
	say.T("Watch a folder"):                    say.T("auto import hot automatic"),
	say.T("Merge another workspace"):           say.T("combine join team colleague sync copy bring together"),
	say.T("Close workspace"):                   "file",
	say.T("Quit"):                              say.T("exit close"),
	say.T("Undo"):                              say.T("back revert take"),
	say.T("Redo"):                              say.T("again repeat"),
	say.T("History"):                           say.T("undo log audit changes versions who"),
	say.T("Larger"):                            say.T("bigger zoom in text font size increase scale"),
	say.T("Smaller"):                           say.T("zoom out text font size decrease scale"),
	say.T("Light"):                             say.T("theme mode bright day appearance"),
	say.T("Dark"):                              say.T("theme mode night black appearance"),
	say.T("Show or hide rail words"):           say.T("sidebar navigation collapse menu"),
	say.T("Keyboard shortcuts"):                say.T("keys help hotkeys"),
	say.T("Take the tour"):                     say.T("help introduction guided first start learn tutorial"),
	say.T("Settings"):                          say.T("preferences options appearance theme language size motion name author export import configuration"),
	say.T("High contrast"):                     say.T("theme mode accessibility contrast black white appearance"),
	say.T("Search everything"):                 "find",
	say.T("Find and tag"):                      say.T("autocode auto code rules"),
	say.T("Redact personal data"):              say.T("anonymise anonymize pseudonymise names PII GDPR"),
	say.T("Find personal data"):                say.T("redact anonymise anonymize names PII GDPR"),
	say.T("Suggest tags"):                      say.T("AI machine autocode"),
	say.T("Edit the study and its guide"):      say.T("questions research plan discussion"),
	say.T("Guide: which questions were asked"): say.T("discussion interview coverage"),
	say.T("Moderation: how sessions were led"): say.T("moderator talk share leading"),
	say.T("UX measures"):                       say.T("SUS SEQ UMUX NPS CSAT usability scores tasks"),
	say.T("Product metrics"):                   say.T("analytics KPI numbers activation retention"),
	say.T("Tools"):                             say.T("register software costs renewal integrations connections"),
	say.T("Which studies use which templates"): say.T("playbook versions"),
	say.T("Have we asked this before?"):        say.T("memory repeat research questions"),
	say.T("Across studies"):                    say.T("compare contradictions meta"),
	say.T("Show it as outsiders may see it"):   say.T("present presentation share consent hide"),
	say.T("Codebook health"):                   say.T("unused duplicate tags codes"),
	say.T("Two interviews side by side"):       say.T("compare split transcripts"),
	say.T("Duplicate findings"):                say.T("same twice"),
	say.T("Save the edited transcript"):        say.T("text revision"),
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
