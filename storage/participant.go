package storage

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"throughline/app"
)

const participantColumns = "p.id, p.guid, p.code, p.segment, p.note, p.panel, p.author, p.created, p.modified"

// scanParticipant scans participantColumns, then what else the query gives.
func scanParticipant(row scanner, p *app.Participant, more ...any) (id int64, err error) {
	err = row.Scan(append([]any{&id, &p.ID, &p.Code, &p.Segment, &p.Note, jsonColumn[app.Panel]{&p.Panel}, &p.Author, moment{&p.Created}, moment{&p.Modified}}, more...)...)
	return id, err
}

func listParticipants(ctx context.Context, q querier, where string, args ...any) ([]*app.Participant, error) {
	var ids []int64
	all, err := collect(ctx, q, func(row scanner) (*app.Participant, error) {
		var p app.Participant
		id, err := scanParticipant(row, &p)
		ids = append(ids, id)
		return &p, err
	}, "SELECT "+participantColumns+" FROM participant p "+where, args...)
	if err != nil {
		return nil, err
	}
	return all, addAttributes(ctx, q, ids, func(i int) *app.Participant { return all[i] })
}

// addAttributes reads the attributes of the participants with the row ids; at returns the participant of ids[i].
func addAttributes(ctx context.Context, q querier, ids []int64, at func(i int) *app.Participant) error {
	if len(ids) == 0 {
		return nil
	}
	index := indexOf(ids)
	return each(ctx, q, func(row scanner) error {
		var id int64
		var a app.Attribute
		if err := row.Scan(&id, &a.Name, &a.Value); err != nil {
			return err
		}
		p := at(index[id])
		p.Attributes = append(p.Attributes, a)
		return nil
	}, `SELECT participant_id, name, value FROM participant_attribute WHERE participant_id IN (SELECT value FROM json_each(?))
		ORDER BY participant_id, ordinal`, list(ids))
}

// indexOf tells where each row id stands.
func indexOf(ids []int64) map[int64]int {
	index := make(map[int64]int, len(ids))
	for i, id := range ids {
		index[id] = i
	}
	return index
}

// naturalKey is a text that sorts codes as people count: P2 before P10, p2 beside P2. Runs of digits are padded to 12.
func naturalKey(code string) string {
	var b strings.Builder
	digits := ""
	flush := func() {
		if digits != "" {
			fmt.Fprintf(&b, "%012s", strings.TrimLeft(digits, "0"))
			digits = ""
		}
	}
	for _, r := range strings.TrimSpace(code) {
		if r >= '0' && r <= '9' {
			digits += string(r)
			continue
		}
		flush()
		b.WriteRune(unicode.ToLower(r))
	}
	flush()
	return b.String()
}

func participantValues(p *app.Participant) []any {
	author, created, modified := stamp(p.Stamp)
	return []any{p.Code, naturalKey(p.Code), p.Segment, p.Note, jsonOf(p.Panel), author, created, modified, string(p.ID)}
}

func insertParticipant(w *writer, p *app.Participant) error {
	id, err := w.insert(`INSERT INTO participant (code, code_key, segment, note, panel, author, created, modified, guid)
		VALUES (?,?,?,?,?,?,?,?,?)`, participantValues(p)...)
	if err != nil {
		return err
	}
	w.ids[p.Ref()] = id
	return writeAttributes(w, id, p.Attributes)
}

// writeAttributes writes all attributes of a participant by one statement: thousands of people with dozens of fields come in at once.
func writeAttributes(w *writer, id int64, attributes []app.Attribute) error {
	if len(attributes) == 0 {
		return nil
	}
	return w.exec(`INSERT INTO participant_attribute (participant_id, ordinal, name, value)
		SELECT ?, key, value ->> 'name', value ->> 'value' FROM json_each(?)`, id, jsonText(attributes))
}

func updateParticipant(w *writer, _, p *app.Participant) error {
	id, err := w.id(app.KindParticipant, string(p.ID))
	if err != nil {
		return err
	}
	if err := w.must(`UPDATE participant SET code=?, code_key=?, segment=?, note=?, panel=?, author=?, created=?, modified=? WHERE guid=?`,
		participantValues(p)...); err != nil {
		return err
	}
	if err := w.exec("DELETE FROM participant_attribute WHERE participant_id=?", id); err != nil {
		return err
	}
	return writeAttributes(w, id, p.Attributes)
}

func removeParticipant(w *writer, p *app.Participant) error {
	id, err := w.id(app.KindParticipant, string(p.ID))
	if err != nil {
		return err
	}
	if err := w.exec("DELETE FROM participant_attribute WHERE participant_id=?", id); err != nil {
		return err
	}
	return w.must("DELETE FROM participant WHERE id=?", id)
}
