package analysis

import "throughline/app"

// Learned is the study of whose tags it is known what was learned.
func (s *Service) Learned() app.StudyID {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.of
}

// Taught are the records behind what was learned last.
func (s *Service) Taught() []app.Ref {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.learned == nil {
		return nil
	}
	return s.learned.of
}
