package rival

import (
	"context"

	"throughline/app/qda"
)

// attributes reads variables and what cases and files have for them.
func (d *rqdaDesk) attributes(ctx context.Context) error {
	numeric := map[int]bool{}
	err := d.live(ctx, "attributes", []string{"name", "memo", "class"}, func(r *row) error {
		if r.name(0) == "" {
			return nil
		}
		i := d.variable(r.name(0))
		d.p.Variables[i].Description = newPlain(r.text(1)).text
		numeric[i] = r.name(2) == "numeric"
		return nil
	})
	if err != nil {
		return err
	}
	for _, of := range []struct{ table, id, kind string }{{"caseAttr", "caseID", "case"}, {"fileAttr", "fileID", "file"}} {
		err := d.live(ctx, of.table, []string{"variable", "value", of.id}, func(r *row) error {
			v := oneLine(r.text(1))
			if v == "" || v == "NA" || r.name(0) == "" { // R's word for no value
				return nil
			}
			i := d.variable(r.name(0))
			d.values = append(d.values, value{variable: i, of: of.kind, id: r.id(2), text: v})
			d.texts[i] = append(d.texts[i], v)
			return nil
		})
		if err != nil {
			return err
		}
	}
	for i := range d.p.Variables {
		d.p.Variables[i].Type = d.variableType(d.p.Variables[i].Name, numeric[i], d.texts[i])
	}
	for _, v := range d.values {
		d.give(v)
	}
	return nil
}

// variable finds or makes the variable of a name.
func (d *rqdaDesk) variable(name string) int {
	i, known := d.at[name]
	if !known {
		i = len(d.p.Variables)
		d.at[name] = i
		d.p.Variables = append(d.p.Variables, qda.Variable{GUID: guid(d.identity, "variable", name), Name: name, Type: "Text"})
	}
	return i
}

// give puts a value where it belongs.
func (d *rqdaDesk) give(v value) {
	variable := d.p.Variables[v.variable]
	have := qda.Value{Variable: variable.GUID, Type: variable.Type, Text: numeral(variable.Type, v.text)}
	if i, ok := d.cases[v.id]; ok && v.of == "case" {
		d.p.Cases[i].Values = append(d.p.Cases[i].Values, have)
	} else if i, ok := d.sources[v.id]; ok && v.of == "file" {
		d.p.Sources[i].Values = append(d.p.Sources[i].Values, have)
	} else {
		d.lose(lostValues, variable.Name)
	}
}
