package library

import (
	"slices"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// What can be imported, by what people call it.
var (
	transcriptFiles = kit.FileType{Title: say.T("Transcripts and captions"), Endings: []string{".vtt", ".srt", ".docx", ".txt", ".md", ".markdown", ".rtf", ".odt", ".html", ".htm"}}
	documentFiles   = kit.FileType{Title: say.T("Documents and books"), Endings: []string{".pdf", ".docx", ".odt", ".rtf", ".epub", ".html", ".htm", ".txt", ".md", ".markdown"}}
	surveyFiles     = kit.FileType{Title: say.T("Tables of answers and highlights"), Endings: []string{".csv", ".tsv", ".tab", ".xlsx", ".xlsm"}}
	wholeProjects   = []string{".qdpx", ".qda", ".sqlite3", ".sqlite", ".rqda", ".requal"}
)

// interviewFiles are the kinds of files that the dialog of the import shows. Projects are among all: the import leads to theirs.
var interviewFiles = []kit.FileType{
	{Title: say.T("All that can be read"), Endings: slices.Concat(transcriptFiles.Endings, documentFiles.Endings, surveyFiles.Endings, wholeProjects)},
	transcriptFiles, documentFiles, surveyFiles,
}
