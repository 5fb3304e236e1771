package main

import "testing"

func TestKeepHeapSmall_IsHeard(t *testing.T) {
	if !keepHeapSmall() {
		t.Error("the C library refuses what it is asked for")
	}
}
