package task

import (
	"bytes"
	"os"
	"strconv"
	"time"
)

// threadTimes returns what tells how long the calling thread has worked, and how long it could have and waited for a processor. Both are zero
// where the system does not say (schedstat of proc(5)).
func threadTimes() func() (busy, waited time.Duration) {
	f, err := os.Open("/proc/thread-self/schedstat")
	if err != nil {
		return func() (busy, waited time.Duration) { return 0, 0 }
	}
	line := make([]byte, 80)
	return func() (busy, waited time.Duration) {
		n, _ := f.ReadAt(line, 0) // it ends with an EOF
		words := bytes.Fields(line[:n])
		if len(words) < 2 {
			return 0, 0
		}
		return nanoseconds(words[0]), nanoseconds(words[1])
	}
}

func nanoseconds(word []byte) time.Duration {
	n, _ := strconv.ParseInt(string(word), 10, 64) // 0 for what is no number
	return time.Duration(n)
}
