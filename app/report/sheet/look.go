package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"throughline/app/report"
)

// titles are the titles of columns as they may stand at the head of a table: one line each, none empty, none twice whatever the case.
func (x *writer) titles(s report.Sheet) []string {
	out := make([]string, len(s.Columns))
	had := map[string]bool{}
	for i, c := range s.Columns {
		title := strings.Join(strings.Fields(clean(c.Title)), " ")
		if s.Plain {
			out[i] = title
			continue
		}
		if title == "" {
			title = fmt.Sprint(x.language.Say("Column "), i+1)
		}
		title, _ = headUnits(title, mostTitle)
		out[i] = title
		for n := 2; had[strings.ToLower(out[i])]; n++ {
			out[i] = fmt.Sprintf("%s (%d)", title, n)
		}
		had[strings.ToLower(out[i])] = true
	}
	return out
}

// mostTitle is how long a title may be: tables refuse more than 255 units, and a number may follow.
const mostTitle = 240

// table makes the rows a table of the spreadsheet, which brings the filter, and grows when somebody adds a row. One without rows has a filter only:
// a table needs one.
func (t *tab) table() error {
	if t.s.Plain || len(t.s.Columns) == 0 {
		return nil
	}
	reach := "A1:" + cellName(len(t.s.Columns)-1, t.n)
	if t.n == 0 {
		return t.x.f.AutoFilter(t.name, reach, nil)
	}
	stripes := false
	return t.sw.AddTable(&excelize.Table{Range: reach, Name: tableName(t.name), StyleName: "TableStyleLight1", ShowRowStripes: &stripes})
}

// tableName is the name of a sheet's table, by which formulas may call it: "Tags_x_participants".
func tableName(sheet string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, plain.Replace(sheet)), "_") + "_table"
}

// plain writes the letters of our languages that are not of the alphabet, which names of tables are made of.
var plain = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss", "á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n", "Á", "A", "É", "E")

// looks are the conditional formats of the columns.
func (t *tab) looks() error {
	if t.n == 0 {
		return nil
	}
	for i := 0; i < len(t.s.Columns); i++ {
		look, last := t.s.Columns[i].Look, i
		for look == report.LookHeat && last+1 < len(t.s.Columns) && t.s.Columns[last+1].Look == look {
			last++ // one scale over all of them
		}
		formats, err := t.x.formats(look, cellName(i, 1))
		if err != nil {
			return err
		}
		if len(formats) > 0 {
			if err := t.x.f.SetConditionalFormat(t.name, cellName(i, 1)+":"+cellName(last, t.n), formats); err != nil {
				return err
			}
		}
		i = last
	}
	return nil
}

// formats are the rules of a look over cells of which first is the upper left one.
func (x *writer) formats(look report.Look, first string) ([]excelize.ConditionalFormatOptions, error) {
	switch look {
	case report.LookBar:
		return []excelize.ConditionalFormatOptions{{Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "max", BarColor: "#" + tint}}, nil
	case report.LookHeat:
		return []excelize.ConditionalFormatOptions{{Type: "2_color_scale", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "max", MinColor: "#FFFFFF", MaxColor: "#" + deep}}, nil
	case report.LookResidual:
		return x.words([]rule{{"AND(ISNUMBER(" + first + ")," + first + ">=2)", goodFill, good}, {"AND(ISNUMBER(" + first + ")," + first + "<=-2)", badFill, bad}})
	case report.LookLevel:
		is := func(level string) string { return first + `="` + x.language.Say(level) + `"` }
		return x.words([]rule{{is("High"), goodFill, good}, {is("Moderate"), accentFill, accent}, {is("Low"), warnFill, warn}, {is("Very low"), badFill, bad}})
	}
	return nil, nil
}

// rule colours a cell of which a formula is true.
type rule struct{ formula, fill, ink string }

func (x *writer) words(rules []rule) (out []excelize.ConditionalFormatOptions, err error) {
	for _, r := range rules {
		id, ok := x.colours[r.fill+r.ink]
		if !ok {
			id, err = x.f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: r.ink, Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{r.fill}}})
			if err != nil {
				return nil, err
			}
			x.colours[r.fill+r.ink] = id
		}
		out = append(out, excelize.ConditionalFormatOptions{Type: "formula", Criteria: r.formula, Format: &id})
	}
	return out, nil
}
