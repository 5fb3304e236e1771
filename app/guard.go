package app

import (
	"fmt"
	"runtime/debug"
)

// Guard runs work and turns a panic of its goroutine into an EInternal error with this message, the stack as its cause. hear, which may be nil, is told what
// was panicked with and the stack.
func Guard(message string, hear func(said any, stack []byte), work func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			stack := debug.Stack()
			if hear != nil {
				hear(v, stack)
			}
			err = &Error{Code: EInternal, Message: message, Hint: "What was stored before is safe. Help, Reports of faults says where it happened.",
				Err: fmt.Errorf("panic: %v\n%s", v, stack)}
		}
	}()
	return work()
}
