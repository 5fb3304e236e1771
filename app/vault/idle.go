package vault

import "time"

// Touch says that the vault is in use: it locks itself after Idle without.
func (s *Service) Touch() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open != nil && !s.late() {
		s.touch()
	}
}

// touch begins to wait anew. The lock is held.
func (s *Service) touch() {
	s.used = s.now()
	if s.timer != nil {
		s.timer.Stop()
	}
	if s.idle() == Never {
		s.timer = nil
		return
	}
	turn := s.opened
	s.timer = time.AfterFunc(s.idle(), func() {
		s.mu.RLock()
		same := turn == s.opened
		s.mu.RUnlock()
		if same {
			s.Lock()
		}
	})
}

// late reports whether the vault should have locked itself: timers stand still while a computer sleeps, clocks do not.
func (s *Service) late() bool {
	idle := s.idle()
	since := s.now().Round(0).Sub(s.used.Round(0))
	return idle != Never && (since > idle || since < -setBack)
}

// setBack is by how much a clock may run back before it was set: nobody knows then how long the vault was idle, and it counts as long.
const setBack = time.Minute

// SetIdle has the vault lock itself after so long without use, or Never. Setting it is a use; a vault that should have locked itself by now stays locked.
func (s *Service) SetIdle(d time.Duration) {
	s.mu.Lock()
	open := s.open != nil && !s.late()
	late := s.open != nil && !open
	if !late {
		s.Idle = d
	}
	if open {
		s.touch()
	}
	s.mu.Unlock()
	if late {
		s.Lock()
		s.mu.Lock()
		s.Idle = d
		s.mu.Unlock()
	}
	s.tell()
}

func (s *Service) idle() time.Duration {
	switch {
	case s.Idle == 0:
		return DefaultIdle
	case s.Idle < 0:
		return Never
	}
	return s.Idle
}
