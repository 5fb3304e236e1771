package storage

// SkipInErasure leaves out a step of every erasure, by its name.
func (s *Store) SkipInErasure(step string) { s.opt.eraseSkip = step }
