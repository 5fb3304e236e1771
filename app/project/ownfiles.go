package project

import (
	"crypto/sha256"
	"encoding/hex"

	"throughline/app"
	"throughline/app/qda"
)

// ownFiles is the folder of the archive for files of records that the project does not hold, named by what is in them.
const ownFiles = "x-throughline/files/"

// content says which file is the content of a record: files stand in the archive once.
type content struct {
	Of  app.Ref `json:"of"`
	Sum string  `json:"sha256"`
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// emptied is a record without its content, which is returned; the record itself for one that has none.
func emptied(r app.Record) (app.Record, []byte) {
	switch r := r.(type) {
	case *app.Source:
		s := *r
		s.Data = nil
		return &s, r.Data
	case *app.OriginFile:
		f := *r
		f.Data = nil
		return &f, r.Data
	}
	return r, nil
}

// eachFile hands over the files of a project.
func eachFile(p *qda.Project, do func(data []byte)) {
	for _, list := range [][]qda.Source{p.Sources, p.Notes} {
		for i := range list {
			eachText(&list[i], func(t *qda.Source) {
				for _, data := range [][]byte{t.Data, t.Plain} {
					if data != nil {
						do(data)
					}
				}
				if t.Plain == nil && t.Text != "" {
					do([]byte(t.Text))
				}
			})
		}
	}
	for _, m := range p.Members {
		do(m.Data)
	}
}

// store moves the contents of records into the archive, unless they are there already.
func (b *beside) store(p *qda.Project) {
	there := map[string]bool{}
	eachFile(p, func(data []byte) { there[sumOf(data)] = true })
	for i := range b.Records {
		left, data := emptied(b.Records[i].After)
		if len(data) == 0 {
			continue
		}
		b.Records[i].After = left
		sum := sumOf(data)
		b.Contents = append(b.Contents, content{left.Ref(), sum})
		if !there[sum] {
			there[sum] = true
			p.Members = append(p.Members, qda.Member{Path: ownFiles + sum, Data: data})
		}
	}
}

// restore gives records their contents back; false when one is missing.
func (b *beside) restore(p *qda.Project) bool {
	if len(b.Contents) == 0 {
		return true
	}
	wanted, data := map[string]bool{}, map[string][]byte{}
	for _, c := range b.Contents {
		wanted[c.Sum] = true
	}
	eachFile(p, func(d []byte) {
		if sum := sumOf(d); wanted[sum] {
			data[sum] = d
		}
	})
	of := map[app.Ref][]byte{}
	for _, c := range b.Contents {
		d, ok := data[c.Sum]
		if !ok {
			return false
		}
		of[c.Of] = d
	}
	for _, c := range b.Records {
		switch r := c.After.(type) {
		case *app.Source:
			if d, ok := of[r.Ref()]; ok {
				r.Data = d
			}
		case *app.OriginFile:
			if d, ok := of[r.Ref()]; ok {
				r.Data = d
			}
		}
	}
	return true
}
