// Command build makes the Word files of the sample study from the plain text beside it.
//
// Run it from the root of the repository: go run ./assets/sample/build
// Equal text gives equal bytes: no clock, no random ids, a fixed order of parts.
package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	sourceDir = "assets/sample/build"
	targetDir = "assets/sample"
)

// stamp is the time written on every part: noon on the day the last interview was held.
var stamp = time.Date(2026, 10, 9, 12, 0, 0, 0, time.UTC)

// part is one file inside a Word file.
type part struct{ name, body string }

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const contentTypes = declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`</Types>`

const packageRels = declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
	`</Relationships>`

const documentRels = declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
	`</Relationships>`

const mainSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

const styles = declaration + `<w:styles ` + mainSpace + `>` +
	`<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>` +
	`<w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>` +
	`<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>` +
	`</w:styles>`

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// run turns every text file of sourceDir into a Word file of the same name in targetDir.
func run() error {
	sources, err := filepath.Glob(filepath.Join(sourceDir, "*.txt"))
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return fmt.Errorf("no text files in %s: run it from the root of the repository", sourceDir)
	}
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			return err
		}
		word, err := wordFile(string(text))
		if err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
		name := strings.TrimSuffix(filepath.Base(source), ".txt") + ".docx"
		if err := os.WriteFile(filepath.Join(targetDir, name), word, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// wordFile packs text as a Word file. The first line is the title, every other line that is not empty a paragraph.
func wordFile(text string) ([]byte, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, p := range []part{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"word/document.xml", document(text)},
		{"word/_rels/document.xml.rels", documentRels},
		{"word/styles.xml", styles},
	} {
		f, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: stamp})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte(p.body)); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// document writes the main part: a title and one paragraph a turn, the speaker's name in bold.
func document(text string) string {
	var b strings.Builder
	b.WriteString(declaration + `<w:document ` + mainSpace + `><w:body>`)
	title := true
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if title {
			b.WriteString(`<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>` + textRun(line, false) + `</w:p>`)
			title = false
			continue
		}
		speaker, said, _ := strings.Cut(line, ": ")
		b.WriteString(`<w:p>` + textRun(speaker+":", true) + textRun(" "+said, false) + `</w:p>`)
	}
	b.WriteString(`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr>`)
	b.WriteString(`</w:body></w:document>`)
	return b.String()
}

// textRun is one run of equally formatted text.
func textRun(text string, bold bool) string {
	var b strings.Builder
	b.WriteString(`<w:r>`)
	if bold {
		b.WriteString(`<w:rPr><w:b/></w:rPr>`)
	}
	b.WriteString(`<w:t xml:space="preserve">`)
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic("build: a strings.Builder refused text: " + err.Error())
	}
	b.WriteString(`</w:t></w:r>`)
	return b.String()
}
