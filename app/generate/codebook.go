package generate

import (
	"strings"

	"throughline/app"
)

const subTags = 4 // of each topic in the taxonomy

// codebook makes the taxonomy: a tag of each topic with sub-tags, and tags that go across topics. One in six has no definition.
func (d *desk) codebook() {
	const label = "Make the taxonomy"
	st := d.stamp(d.gen.lx.rows["researchers"][0], d.begin.Add(9*60*60e9))
	order := 0.0
	tag := func(name, definition string, color int, parent app.TagID) app.TagID {
		order++
		t := &app.Tag{ID: mint[app.TagID](d), Parent: parent, Name: name, Definition: definition, Color: color % 12, Status: app.TagActive, Order: order, Stamp: st}
		d.add(label, t, st)
		return t.ID
	}
	for i, t := range d.gen.lx.topics {
		topic := codedTopic{tag: tag(capital(t.phrase), "Anything people say about "+t.phrase+".", i, "")}
		for _, word := range t.lists["n"].words[:subTags] {
			definition := "Where the " + word + " is what it turns on."
			if d.chance(1. / 6) {
				definition = ""
			}
			topic.subs = append(topic.subs, codedWord{word, tag(capital(word), definition, i, topic.tag)})
		}
		d.taxonomy = append(d.taxonomy, topic)
	}
	for i, row := range d.gen.lx.rows["across"] {
		name, definition := cutRow(row)
		d.across = append(d.across, tag(name, definition, i+3, ""))
	}
	old := &app.Tag{ID: mint[app.TagID](d), Name: "Pain", Status: app.TagDeprecated, ReplacedBy: d.across[3], Order: order + 1, Stamp: st}
	d.add(label, old, st)
	d.flush()
}

// studyTags makes the codebook of a study: a tag of each topic in its focus, most of them mapped to the taxonomy, with sub-tags
// beneath some, and one that nobody uses. Topics outside the focus have none.
func (d *desk) studyTags(pl *studyPlan) []codedTopic {
	label := "Make the codebook of " + pl.study.Name
	out := make([]codedTopic, len(d.gen.lx.topics))
	st := pl.study.Stamp
	names := map[string]bool{}
	tag := func(topic int, name string, parent, maps app.TagID) app.TagID {
		if names[strings.ToLower(name)] {
			name += " again"
		}
		names[strings.ToLower(name)] = true
		t := &app.Tag{ID: mint[app.TagID](d), Study: pl.study.ID, Parent: parent, Name: name, Color: (topic + 5) % 12, Status: app.TagActive,
			Order: float64(len(names)), MapsTo: maps, Stamp: st}
		if d.chance(0.7) {
			t.Definition = d.sentence("definition", topic)
		}
		d.add(label, t, st)
		return t.ID
	}
	for _, t := range pl.asked {
		maps := d.taxonomy[t].tag
		if d.chance(0.15) {
			maps = ""
		}
		out[t].tag = tag(t, d.title("studytag", t), "", maps)
		for _, sub := range d.taxonomy[t].subs[:d.rng.IntN(3)] {
			maps := sub.tag
			if d.chance(0.3) {
				maps = ""
			}
			out[t].subs = append(out[t].subs, codedWord{sub.word, tag(t, capital(sub.word)+" here", out[t].tag, maps)})
		}
	}
	tag(pl.topic, d.title("studytag", pl.topic), "", "")
	return out
}

// capital raises the first letter.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
