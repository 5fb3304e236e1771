package storage

import "throughline/app"

// ready is what storing a record takes besides the file: the words of a transcript's turns, or the bytes of a source packed.
type ready struct {
	record app.Record
	words  string
	packed []byte
}

// readyMost is for how many records more than one things are made ready: a step may bring thousands of texts.
const readyMost = 4

// readier makes things ready for records in the order in which a step makes them, beside the goroutine that writes, which all else
// waits for: folding words and packing files took a tenth of an import's processor time.
type readier struct {
	next chan ready
	head ready // of next, taken out and not asked for yet
	ends chan struct{}
}

// makeReady begins with the first text or file of a step. Call stop at the end.
func makeReady(changes []app.Change) *readier {
	var records []app.Record
	for _, c := range changes {
		if c.Before != nil {
			continue
		}
		switch c.After.(type) {
		case *app.Transcript, *app.Source:
			records = append(records, c.After)
		}
	}
	if len(records) == 0 {
		return nil
	}
	r := &readier{next: make(chan ready, readyMost), ends: make(chan struct{})}
	go r.make(records)
	return r
}

func (r *readier) make(records []app.Record) {
	defer close(r.next)
	for _, record := range records {
		made := ready{record: record}
		switch record := record.(type) {
		case *app.Transcript:
			made.words = turnWords(record)
		case *app.Source:
			made.packed = pack(record.Data)
		}
		select {
		case r.next <- made:
		case <-r.ends:
			return
		}
	}
}

// take returns what was made for a record, or nothing where it is not the next one.
func (r *readier) take(record app.Record) (made ready) {
	if r == nil {
		return made
	}
	if r.head.record == nil {
		r.head = <-r.next
	}
	if r.head.record == record {
		made, r.head = r.head, ready{}
	}
	return made
}

func (r *readier) stop() {
	if r != nil {
		close(r.ends)
	}
}
