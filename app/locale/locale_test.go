package locale

import "testing"

func TestSettle(t *testing.T) {
	tests := []struct {
		name string
		env  map[string]string
		want string // LANGUAGE afterwards
	}{
		{"an encoding only", map[string]string{"LANG": "C.UTF-8"}, "en"},
		{"the first that is said counts", map[string]string{"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, "en"},
		{"a language before it", map[string]string{"LC_MESSAGES": "de_DE.UTF-8", "LANG": "C.UTF-8"}, ""},
		{"a language said besides", map[string]string{"LANG": "C.UTF-8", "LANGUAGE": "de:en"}, "de:en"},
		{"a language", map[string]string{"LANG": "es_ES.UTF-8"}, ""},
		{"neither language nor encoding", map[string]string{"LANG": "C"}, ""},
		{"nothing said", map[string]string{}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			settle(func(name string) (string, bool) { v, ok := tt.env[name]; return v, ok }, func(name, value string) error {
				tt.env[name] = value
				return nil
			})
			if got := tt.env["LANGUAGE"]; got != tt.want {
				t.Errorf("LANGUAGE = %q, want %q", got, tt.want)
			}
		})
	}
}
