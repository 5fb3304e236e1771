package analysis

import "throughline/app"

// Learned is the study of whose tags it is known what was learned.
func (s *Service) Learned() app.StudyID {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.of
}
