package analysis

// Learned is of how many studies it is known what was learned of their tags.
func (s *Service) Learned() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.models)
}
