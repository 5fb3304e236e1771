package coded

import (
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"throughline/app"
)

// link is two nodes of a graph, the smaller first.
type link struct{ a, b string }

// graph writes GEXF 1.3: tags and documents are nodes, sized by their findings; two tags are linked as often as they meet, on one passage or on
// passages that overlap, and a tag with a document as often as it is used there.
func (w *writer) graph(ctx context.Context, out io.Writer) error {
	uses, links := map[string]int{}, map[link]int{}
	titles := map[app.InterviewID]string{}
	var near []app.FindingRow // of the text at hand that reach to here
	err := w.each(ctx, func(f *app.FindingRow) error {
		near = slices.DeleteFunc(near, func(o app.FindingRow) bool { return o.Transcript != f.Transcript || o.End <= f.Start })
		ids := f.TagIDs()
		for i, a := range ids {
			uses[string(a)]++
			for _, b := range ids[i+1:] {
				links[pair(string(a), string(b))]++
			}
			for k := range near {
				for _, b := range near[k].TagIDs() {
					if a != b && f.Quote != "" {
						links[pair(string(a), string(b))]++
					}
				}
			}
			if f.Interview != "" {
				links[pair(string(a), string(f.Interview))]++
			}
		}
		if f.Interview != "" {
			uses[string(f.Interview)]++
			titles[f.Interview] = f.InterviewTitle
		}
		if f.Quote != "" && len(ids) > 0 {
			near = append(near, *f)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.putGraph(out, uses, links, titles)
}

func pair(a, b string) link { return link{min(a, b), max(a, b)} }

func (w *writer) putGraph(out io.Writer, uses map[string]int, links map[link]int, titles map[app.InterviewID]string) error {
	p := printer{out: out}
	p.put(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">` + "\n")
	p.put(fmt.Sprintf("  <meta lastmodifieddate=%q>\n    <creator>Throughline</creator>\n    <description>%s</description>\n  </meta>\n", string(w.spec.Date), escapedXML(w.spec.Title)))
	p.put(`  <graph mode="static" defaultedgetype="undirected">
    <attributes class="node"><attribute id="kind" title="kind" type="string"/><attribute id="findings" title="findings" type="integer"/><attribute id="path" title="path" type="string"/></attributes>
    <attributes class="edge"><attribute id="kind" title="kind" type="string"/></attributes>
    <nodes>
`)
	for _, id := range w.nodes(uses, titles) {
		kind, label, path, color := "document", titles[app.InterviewID(id)], "", "0x8A8580"
		if t := w.tags[app.TagID(id)]; t != nil {
			kind, label, path, color = "tag", t.Name, w.name(t.ID), app.HueCode(t.Color)
		}
		p.put(fmt.Sprintf("      <node id=%q label=\"%s\"><attvalues><attvalue for=\"kind\" value=%q/><attvalue for=\"findings\" value=\"%d\"/><attvalue for=\"path\" value=\"%s\"/></attvalues>%s<viz:size value=\"%d\"/></node>\n",
			id, escapedXML(label), kind, uses[id], escapedXML(path), paint(color), 4+min(uses[id], 96)))
	}
	p.put("    </nodes>\n    <edges>\n")
	all := make([]link, 0, len(links))
	for l := range links {
		if w.isNode(l.a, titles) && w.isNode(l.b, titles) {
			all = append(all, l)
		}
	}
	slices.SortFunc(all, func(x, y link) int {
		return cmp.Or(cmp.Compare(links[y], links[x]), strings.Compare(x.a, y.a), strings.Compare(x.b, y.b))
	})
	for i, l := range all {
		kind := "together"
		if w.tags[app.TagID(l.a)] == nil || w.tags[app.TagID(l.b)] == nil {
			kind = "in"
		}
		p.put(fmt.Sprintf("      <edge id=\"%d\" source=%q target=%q weight=\"%d\"><attvalues><attvalue for=\"kind\" value=%q/></attvalues></edge>\n", i, l.a, l.b, links[l], kind))
	}
	p.put("    </edges>\n  </graph>\n</gexf>\n")
	return p.err
}

// nodes are the ids of tags and documents, the most used first.
func (w *writer) nodes(uses map[string]int, titles map[app.InterviewID]string) []string {
	ids := make([]string, 0, len(uses))
	for id := range uses {
		if w.isNode(id, titles) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(cmp.Compare(uses[b], uses[a]), strings.Compare(a, b)) })
	return ids
}

// isNode reports whether an id is that of a tag or document of the graph.
func (w *writer) isNode(id string, titles map[app.InterviewID]string) bool {
	_, document := titles[app.InterviewID(id)]
	return document || w.tags[app.TagID(id)] != nil
}

// paint is a colour "#RRGGBB" for the pictures of graphs.
func paint(code string) string {
	var r, g, b int
	if _, err := fmt.Sscanf(strings.TrimLeft(code, "#0x"), "%02x%02x%02x", &r, &g, &b); err != nil {
		r, g, b = 138, 133, 128
	}
	return fmt.Sprintf(`<viz:color r="%d" g="%d" b="%d"/>`, r, g, b)
}

// escapedXML is text as it stands between tags and in attributes. Signs that XML cannot hold become U+FFFD.
func escapedXML(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}
