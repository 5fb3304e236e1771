package rival

import (
	"context"
	"strconv"

	"throughline/app/qda"
)

// caseList reads the cases.
func (d *qualCoderDesk) caseList(ctx context.Context) error {
	return d.db.each(ctx, query{table: "cases", columns: []string{"caseid", "name", "memo", "owner", "date"}, order: "caseid"}, func(r *row) error {
		id := r.id(0)
		d.cases[id] = len(d.p.Cases)
		d.user(r.text(3))
		d.p.Cases = append(d.p.Cases, qda.Case{GUID: d.guidOf("case", id, r.text(3), r.text(4)), Name: d.named(r.name(1), "Case", id),
			Description: newPlain(r.text(2)).text})
		return nil
	})
}

// caseTexts ties cases to whole sources and to passages of them.
func (d *qualCoderDesk) caseTexts(ctx context.Context) error {
	columns := []string{"caseid", "fid", "pos0", "pos1", "owner", "memo"}
	return d.db.each(ctx, query{table: "case_text", columns: columns, order: "id"}, func(r *row) error {
		d.step(1, "Read cases")
		i, ok := d.cases[r.id(0)]
		src := d.sources[r.id(1)]
		if !ok || src == nil {
			d.lose(lostOrphans, "a file of a case")
			return nil
		}
		c := &d.p.Cases[i]
		from, _ := r.whole(2)
		to, _ := r.whole(3)
		if wholeText(src.scale, from, to) {
			c.Sources = appendNew(c.Sources, src.GUID)
			return nil
		}
		p := src.passages.of(from, to, "")
		c.Selections = appendNew(c.Selections, passageID(src.textual().GUID, from, to))
		if p.selection.Made.By == "" {
			p.selection.Made.By = d.user(r.text(4))
		}
		return nil
	})
}

// wholeText reports whether places mean all of a text: both nought, or its whole length, as one way or another counts it. A source
// without text is only ever meant whole.
func wholeText(s *plain, from, to int64) bool {
	if s == nil || to == 0 {
		return true
	}
	if from > 1 {
		return false
	}
	for _, w := range s.ways() {
		if at := s.at(w, []int64{to + 2}); at[0] < 0 { // one short of the end, the end, or beyond it
			return true
		}
	}
	return false
}

// passageID is the name of what is said of a stretch of a text, by the numbers of the file.
func passageID(src qda.GUID, from, to int64) qda.GUID {
	return guid(string(src), "passage", strconv.FormatInt(from, 10), strconv.FormatInt(to, 10))
}

// appendNew adds a GUID unless it is there.
func appendNew(list []qda.GUID, id qda.GUID) []qda.GUID {
	for _, have := range list {
		if have == id {
			return list
		}
	}
	return append(list, id)
}

// value is what one thing has for a variable.
type value struct {
	variable int
	of       string // "case", "file"
	id       int64
	text     string
}

// attributes reads variables and their values. Empty values are none: QualCoder keeps one for each thing.
func (d *qualCoderDesk) attributes(ctx context.Context) error {
	at := map[string]int{}
	numeric := map[int]bool{}
	add := func(name, owner, date string) int {
		i, known := at[name]
		if !known {
			i = len(d.p.Variables)
			at[name] = i
			d.p.Variables = append(d.p.Variables, qda.Variable{GUID: guid(d.identity, "variable", name), Name: name, Type: "Text"})
		}
		return i
	}
	columns := []string{"name", "date", "owner", "memo", "valuetype"}
	err := d.db.each(ctx, query{table: "attribute_type", columns: columns, order: "rowid"}, func(r *row) error {
		if r.name(0) == "" {
			return nil
		}
		i := add(r.name(0), r.text(2), r.text(1))
		d.p.Variables[i].Description = newPlain(r.text(3)).text
		numeric[i] = r.name(4) == "numeric"
		return nil
	})
	if err != nil {
		return err
	}
	var all []value
	texts := map[int][]string{}
	err = d.db.each(ctx, query{table: "attribute", columns: []string{"name", "attr_type", "value", "id"}, order: "rowid"}, func(r *row) error {
		d.step(1, "Read attributes")
		v := oneLine(r.text(2))
		if v == "" || r.name(0) == "" {
			return nil
		}
		i := add(r.name(0), "", "")
		all = append(all, value{variable: i, of: r.name(1), id: r.id(3), text: v})
		texts[i] = append(texts[i], v)
		return nil
	})
	if err != nil {
		return err
	}
	for i := range d.p.Variables {
		d.p.Variables[i].Type = d.variableType(d.p.Variables[i].Name, numeric[i], texts[i])
	}
	for _, v := range all {
		d.give(v)
	}
	return nil
}

// give puts a value where it belongs.
func (d *qualCoderDesk) give(v value) {
	variable := d.p.Variables[v.variable]
	have := qda.Value{Variable: variable.GUID, Type: variable.Type, Text: numeral(variable.Type, v.text)}
	if v.of == "file" {
		if s := d.sources[v.id]; s != nil {
			s.Values = append(s.Values, have)
			return
		}
	} else if i, ok := d.cases[v.id]; ok && v.of == "case" {
		d.p.Cases[i].Values = append(d.p.Cases[i].Values, have)
		return
	}
	d.lose(lostValues, variable.Name)
}
