package report

// dropDeadLinks turns links to sections that were not asked for into plain text.
func (d *Document) dropDeadLinks() {
	ids := d.anchors()
	live := func(link string) string {
		if ids[link] {
			return link
		}
		return ""
	}
	runs := func(rs []Run) {
		for i := range rs {
			rs[i].Link = live(rs[i].Link)
		}
	}
	for i, b := range d.Blocks {
		switch b := b.(type) {
		case Paragraph:
			runs(b.Runs)
		case Note:
			runs(b.Runs)
		case Quote:
			b.Link = live(b.Link)
			d.Blocks[i] = b
		case List:
			for j := range b.Items {
				runs(b.Items[j].Runs)
				b.Items[j].Link = live(b.Items[j].Link)
			}
		case Table:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					runs(c)
				}
			}
		}
	}
}

// anchors are the IDs that links may name.
func (d *Document) anchors() map[string]bool {
	ids := map[string]bool{}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Heading:
			ids[b.ID] = true
		case Quote:
			ids[b.ID] = true
		case Table:
			for _, r := range b.Rows {
				ids[r.ID] = true
			}
		}
	}
	delete(ids, "")
	return ids
}
