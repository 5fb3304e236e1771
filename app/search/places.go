package search

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"throughline/app"
	"throughline/synthesis"
	"throughline/synthesis/vector"
)

// basis says how places are coded. It changes whenever the engine would code a text in another way.
const basis = "words and letters, 2"

// meant are the kinds found by meaning.
var meant = []app.Kind{app.KindInsight, app.KindTheme, app.KindFinding, app.KindTranscript}

// places are the codes of a workspace in memory: 27 bytes a text, 39 MB for a million findings and 430,000 turns. What is
// wrong with a place, because a text changed and Prepare did not come to it yet, costs a hit at worst: likenesses are of the texts as they are.
type places struct {
	mu      sync.RWMutex
	loaded  bool
	of      map[app.Kind]*shelf
	waiting int

	preparing sync.Mutex // one Prepare at a time
}

// shelf is the codes of a kind, a chunk of rows after another.
type shelf struct {
	chunks []chunk // by first row
	texts  int     // that have a code
	other  int     // of these, placed by letters
}

// chunk is the codes of up to chunkRows rows. Rows that say nothing, such as every other turn, take no room.
type chunk struct {
	first int64
	rows  []uint8 // which row each code is of, counted from first; nil when every row has one
	codes synthesis.Lanes
}

// chunkRows is how many rows' codes stand together, as they are kept.
const chunkRows = 256

// newChunk takes up codes as they are kept, zeros for rows that say nothing.
func newChunk(first int64, kept []byte) chunk {
	c := chunk{first: first}
	var said []byte
	for r := 0; r < len(kept)/synthesis.CodeBytes; r++ {
		if code := kept[r*synthesis.CodeBytes : (r+1)*synthesis.CodeBytes]; synthesis.HasCode(code) {
			c.rows, said = append(c.rows, uint8(r)), append(said, code...)
		}
	}
	if c.codes = synthesis.NewLanes(said); len(said) == len(kept) {
		c.rows = nil
	} else {
		c.rows = slices.Clip(c.rows)
	}
	return c
}

// kept are the codes as they are kept.
func (c chunk) kept() []byte {
	all := make([]byte, chunkRows*synthesis.CodeBytes)
	if c.rows == nil && len(c.codes) > 0 {
		for r := range chunkRows {
			c.codes.Read(all[r*synthesis.CodeBytes:], r)
		}
	}
	for i, r := range c.rows {
		c.codes.Read(all[int(r)*synthesis.CodeBytes:], i)
	}
	return all
}

// at finds the chunk of a first row.
func (s *shelf) at(first int64) (i int, ok bool) {
	return slices.BinarySearchFunc(s.chunks, first, func(c chunk, first int64) int { return int(c.first - first) })
}

// put replaces the codes of the chunk from a row on.
func (s *shelf) put(c chunk) {
	i, ok := s.at(c.first)
	if !ok {
		s.chunks = slices.Insert(s.chunks, i, c)
	} else {
		s.count(s.chunks[i].codes, -1)
		s.chunks[i] = c
	}
	s.count(c.codes, 1)
}

func (s *shelf) count(codes synthesis.Lanes, by int) {
	texts, other := codes.Count()
	s.texts += by * texts
	s.other += by * other
}

// scanPart is how many chunks a goroutine scans: about half a millisecond's work.
const scanPart = 512

// nearest scans all codes for those most like a probe.
func (s *shelf) nearest(ctx context.Context, p *synthesis.Probe, n int) ([]synthesis.NearRow, error) {
	parts := make([]*synthesis.Nearest, (len(s.chunks)+scanPart-1)/scanPart)
	err := vector.EachChunk(ctx, len(s.chunks), scanPart, func(lo, hi int) {
		b := p.Nearest(n)
		for _, c := range s.chunks[lo:hi] {
			b.Scan(c.first, c.rows, c.codes)
		}
		parts[lo/scanPart] = b
	})
	if err != nil || len(parts) == 0 {
		return nil, err
	}
	for _, o := range parts[1:] {
		parts[0].Merge(o)
	}
	return parts[0].Rows(), nil
}

// Prepare makes what is missing of the places by which texts are found by meaning, keeps them beside the records and loads them: the first time,
// half a minute for a million findings; after a step, milliseconds. It is no step of the history. Until it was called nothing is found by
// meaning; what was made or changed since is not. In a workspace that may only be read the places are made in memory.
func (s *Service) Prepare(ctx context.Context, p app.Progress) error {
	s.places.preparing.Lock()
	defer s.places.preparing.Unlock()
	if err := s.loadPlaces(ctx); err != nil {
		return err
	}
	for _, k := range meant {
		if err := s.prepare(ctx, k, p); err != nil {
			return err
		}
	}
	s.places.mu.Lock()
	s.places.waiting = 0
	s.places.mu.Unlock()
	return nil
}

func (s *Service) loadPlaces(ctx context.Context) error {
	if s.places.loaded {
		return nil
	}
	old, err := s.Store.MeaningBasis(ctx)
	if err != nil {
		return err
	}
	of := map[app.Kind]*shelf{}
	for _, k := range meant {
		of[k] = &shelf{}
	}
	if old != basis && !s.Store.ReadOnly() {
		if err := s.Store.ResetMeaning(ctx, basis); err != nil {
			return err
		}
	}
	if old == basis {
		for _, k := range meant {
			if err := s.Store.EachMeaning(ctx, k, func(first int64, codes []byte) { of[k].put(newChunk(first, codes)) }); err != nil {
				return err
			}
		}
	}
	s.places.mu.Lock()
	defer s.places.mu.Unlock()
	s.places.loaded, s.places.of = true, of
	return nil
}

// prepare makes the missing places of a kind.
func (s *Service) prepare(ctx context.Context, k app.Kind, p app.Progress) error {
	done, after := 0, int64(0)
	for {
		r, left, ok, err := s.Store.MeaningDue(ctx, k, after)
		if err != nil || !ok {
			return err
		}
		if s.Store.ReadOnly() { // what is due stays so: go on behind what was made
			after = r.Last + 1
		}
		total := done + left
		p.Report(int64(done), int64(total), "Placing "+placing[k]+" by meaning")
		all, err := s.Store.MeaningTexts(ctx, r)
		if err != nil {
			return err
		}
		if err := code(ctx, all); err != nil {
			return err
		}
		if !s.Store.ReadOnly() {
			if err := s.Store.SaveMeaning(ctx, r, all, synthesis.CodeBytes); err != nil {
				return err
			}
		}
		s.update(k, r, all)
		done += int(r.Last - r.First + 1)
	}
}

var placing = map[app.Kind]string{app.KindInsight: "insights", app.KindTheme: "themes", app.KindFinding: "findings", app.KindTranscript: "passages"}

// code fills in the codes of texts.
func code(ctx context.Context, all []app.PlaceOf) error {
	placer := synthesis.Meaning()
	codes := make([]byte, len(all)*synthesis.CodeBytes)
	return vector.EachChunk(ctx, len(all), 128, func(lo, hi int) {
		place := make([]float32, synthesis.MeaningDims)
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			all[i].Code = codes[i*synthesis.CodeBytes : (i+1)*synthesis.CodeBytes]
			how := placer.Place(place, all[i].Text)
			synthesis.WriteCode(all[i].Code, place, how)
			all[i].Text = ""
		}
	})
}

// update takes codes into memory.
func (s *Service) update(k app.Kind, r app.PlaceRange, all []app.PlaceOf) {
	s.places.mu.Lock()
	defer s.places.mu.Unlock()
	sh := s.places.of[k]
	for first := r.First / chunkRows * chunkRows; first <= r.Last; first += chunkRows {
		var c chunk
		if i, ok := sh.at(first); ok {
			c = sh.chunks[i]
		}
		codes := c.kept()
		from, to := max(r.First, first), min(r.Last, first+chunkRows-1)
		clear(codes[int(from-first)*synthesis.CodeBytes : int(to-first+1)*synthesis.CodeBytes])
		for ; len(all) > 0 && all[0].Row <= to; all = all[1:] {
			copy(codes[int(all[0].Row-first)*synthesis.CodeBytes:], all[0].Code)
		}
		sh.put(newChunk(first, codes))
	}
}

// Changed notes a step: what it changed is found by its new meaning after the next Prepare.
func (s *Service) Changed(cs *app.ChangeSet) {
	n := 0
	for _, c := range cs.Changes {
		if c.Ref().Kind == app.KindTranscript {
			s.vocabulary.forget()
		}
		if c.Ref().Kind == app.KindTemplate {
			s.playbook.forget()
		}
		if slices.Contains(meant, c.Ref().Kind) {
			n++
		}
	}
	s.places.mu.Lock()
	defer s.places.mu.Unlock()
	s.places.waiting += n
}

// Due returns how many texts Prepare has to place: rows of the workspace, among which some may say nothing.
func (s *Service) Due(ctx context.Context) (int, error) {
	n := 0
	if basisKept, err := s.Store.MeaningBasis(ctx); err != nil {
		return 0, err
	} else if basisKept != basis && !s.Store.ReadOnly() {
		if err := s.Store.ResetMeaning(ctx, basis); err != nil {
			return 0, err
		}
	}
	for _, k := range meant {
		_, left, _, err := s.Store.MeaningDue(ctx, k, 0)
		if err != nil {
			return 0, err
		}
		n += left
	}
	return n, nil
}

// String says how much can be found by meaning: "1,204 texts, 3 waiting".
func (p Placed) String() string {
	if p.Waiting > 0 {
		return fmt.Sprintf("%d texts, %d waiting", p.Texts, p.Waiting)
	}
	return fmt.Sprintf("%d texts", p.Texts)
}
