package report

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/xml"
	"io"
)

// sheetProperties is the part of a workbook that holds the properties people give it; SheetProperty is the one that says what it was made from.
const (
	sheetProperties = "docProps/custom.xml"
	SheetProperty   = "throughline-report"
)

// InProperty is the manifest as the value of a property: short, and without a sign of markup.
func (m *Manifest) InProperty() (string, error) {
	data, err := m.Encoded()
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(data); err != nil {
		return "", err
	}
	err = z.Close()
	return base64.StdEncoding.EncodeToString(out.Bytes()), err
}

// inProperties finds the manifest among the properties of a workbook; nil for none.
func inProperties(file []byte) []byte {
	var all struct {
		Property []struct {
			Name string `xml:"name,attr"`
			Text string `xml:"lpwstr"`
		} `xml:"property"`
	}
	if xml.Unmarshal(file, &all) != nil {
		return nil
	}
	for _, p := range all.Property {
		if p.Name != SheetProperty {
			continue
		}
		packed, err := base64.StdEncoding.DecodeString(p.Text)
		if err != nil {
			return nil
		}
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return nil
		}
		data, err := io.ReadAll(io.LimitReader(z, mostManifest))
		if err != nil {
			return nil
		}
		return data
	}
	return nil
}
