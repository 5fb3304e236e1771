package main

/*
#include <malloc.h>

// By itself the C library raises the size from which on it gives memory straight back to the system, up to 32 MB, whenever something large was let go,
// and opens an arena for each few threads. Both leave holes between what SQLite keeps.
static int few_holes(void) {
#ifdef __GLIBC__
	return mallopt(M_MMAP_THRESHOLD, 256 << 10) && mallopt(M_ARENA_MAX, 2);
#else
	return 1;
#endif
}
*/
import "C"

// keepHeapSmall has the C library, of whose memory SQLite and the drawing live, give large pieces back when they are not needed any more, and share what it
// holds among threads: a window that has read a million findings takes some 50 MB less. It reports whether the library heard it. Call it before all else.
func keepHeapSmall() bool { return C.few_holes() == 1 }
