// faults.c is loaded before the C library by the torture tests (LD_PRELOAD). It lets what SQLite does to files go wrong at a chosen
// call, and knows which writes a disk has not been asked to keep yet, so that a loss of power loses them.
//
// FAULT_MODE  count   let all pass and say how many calls there were, in the file FAULT_OUT
//             eio     from call FAULT_AT on FAULT_FOR calls fail as a broken disk does (0: all)
//             enospc  likewise as a full one does
//             short   call FAULT_AT writes half and says so
//             kill    at call FAULT_AT the program is killed, before it, within it or after it by chance
//             log     let all pass, and write what is overwritten, synced and removed into FAULT_OUT: storagetest.LosePower takes it back
//             crash   at call FAULT_AT the power fails: half of that write is made, of the others since the last sync each is lost or kept by chance
// FAULT_LIE   1       syncs say that they are done and are not: a broken promise that the test has to notice
// FAULT_SEED          of chance
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct entry {
  struct entry *next;
  char path[512];
  off_t at;
  size_t n;
  char old[];
} entry;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static entry *unsynced;
static long calls, at = -1, last;
static int mode, lie;
static unsigned seed = 1;
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fsync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);

enum { PASS, COUNT, EIO_, ENOSPC_, SHORT, CRASH, KILL, LOG };

__attribute__((constructor)) static void begin(void) {
  const char *m = getenv("FAULT_MODE");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_write = dlsym(RTLD_NEXT, "write");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  if (!m) return;
  mode = !strcmp(m, "count") ? COUNT : !strcmp(m, "eio") ? EIO_ : !strcmp(m, "enospc") ? ENOSPC_ : !strcmp(m, "short") ? SHORT : !strcmp(m, "crash") ? CRASH : !strcmp(m, "kill") ? KILL : !strcmp(m, "log") ? LOG : PASS;
  if (getenv("FAULT_AT")) at = atol(getenv("FAULT_AT"));
  if (getenv("FAULT_FOR") && atol(getenv("FAULT_FOR")) > 0) last = at + atol(getenv("FAULT_FOR")) - 1;
  if (getenv("FAULT_LIE")) lie = atoi(getenv("FAULT_LIE"));
  if (getenv("FAULT_SEED")) seed = (unsigned)atol(getenv("FAULT_SEED"));
}

// tell writes the number of calls so far: the program ends without asking the C library.
static void tell(long n) {
  static int fd = -1;
  char b[32];
  if (fd < 0 && getenv("FAULT_OUT")) fd = open(getenv("FAULT_OUT"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd >= 0 && real_pwrite(fd, b, snprintf(b, sizeof b, "%ld\n", n), 0) < 0) {}
}

// ours says whether fd is a workspace, its log, or a copy of one, and which.
static int ours(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, 511);
  if (n <= 0) return 0;
  path[n] = 0;
  return strstr(path, ".throughline") != 0 && strstr(path, "-shm") == 0;
}

// note appends one happening to FAULT_OUT: a line, and after it for a write the n bytes that were there before.
static void note(char what, const char *path, off_t where, const void *old, size_t n) {
  static int fd = -1;
  char line[600];
  if (fd < 0 && getenv("FAULT_OUT")) fd = open(getenv("FAULT_OUT"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd < 0) return;
  if (real_write(fd, line, snprintf(line, sizeof line, "%c %ld %zu %s\n", what, (long)where, n, path)) < 0) {}
  if (n && real_write(fd, old, n) < 0) {}
}

static void remember(const char *path, int fd, off_t where, size_t n) {
  if (mode == LOG) {
    char *old = calloc(1, n);
    if (pread(fd, old, n, where) < 0) {} // what lies behind the end comes back as zeros
    note('w', path, where, old, n);
    free(old);
  }
  if (mode != CRASH) return;
  entry *e = calloc(1, sizeof *e + n);
  strncpy(e->path, path, sizeof e->path - 1);
  e->at = where;
  e->n = n;
  if (pread(fd, e->old, n, where) < 0) {} // what lies behind the end comes back as zeros
  e->next = unsynced;
  unsynced = e;
}

static void synced(const char *path) {
  if (mode == LOG) note('s', path, 0, 0, 0);
  for (entry **p = &unsynced; *p;) {
    entry *e = *p;
    if (!strcmp(e->path, path)) {
      *p = e->next;
      free(e);
    } else {
      p = &e->next;
    }
  }
}

// powerloss takes back, by chance, what was not synced, the newest first, and ends the program.
static void powerloss(void) {
  char shm[600];
  for (entry *e = unsynced; e; e = e->next) {
    if (rand_r(&seed) % 3 == 0) continue; // it had reached the disk
    int fd = open(e->path, O_WRONLY);
    if (fd < 0) continue;
    if (real_pwrite(fd, e->old, e->n, e->at) < 0) {}
    close(fd);
    snprintf(shm, sizeof shm, "%s", e->path);
    char *w = strstr(shm, "-wal");
    if (w) {
      strcpy(w, "-shm");
      unlink(shm);
    }
  }
  _exit(137);
}

// strike ends the program where its power fails or where it is killed.
static void strike(void) {
  if (mode == CRASH) powerloss();
  if (mode == KILL) kill(getpid(), SIGKILL);
}

// fails counts a call and says what becomes of it: 0 passes, else an errno, or -1 for half of it.
static int fails(void) {
  long n = ++calls;
  if (mode == COUNT) tell(n);
  if (mode <= COUNT || mode == LOG || at < 0 || n < at) return 0;
  if (mode == CRASH || mode == SHORT || mode == KILL) return n == at ? -1 : 0;
  if (last && n > last) return 0;
  return mode == EIO_ ? EIO : ENOSPC;
}

static ssize_t put(int fd, const void *b, size_t n, off_t where, const char *path) {
  pthread_mutex_lock(&lock);
  int f = fails();
  if (f > 0) {
    pthread_mutex_unlock(&lock);
    errno = f;
    return -1;
  }
  remember(path, fd, where, n);
  size_t part = f == 0 ? n : mode == KILL ? n * (seed % 3) / 2 : n / 2;
  ssize_t done = part ? real_pwrite(fd, b, part, where) : 0;
  if (f < 0) strike();
  pthread_mutex_unlock(&lock);
  if (f < 0) {
    errno = EIO;
    return -1;
  }
  return done;
}

ssize_t pwrite64(int fd, const void *b, size_t n, off_t where) {
  char path[512];
  return mode && ours(fd, path) ? put(fd, b, n, where, path) : real_pwrite(fd, b, n, where);
}

ssize_t pwrite(int fd, const void *b, size_t n, off_t where) { return pwrite64(fd, b, n, where); }

ssize_t write(int fd, const void *b, size_t n) {
  char path[512];
  if (!mode || !ours(fd, path)) return real_write(fd, b, n);
  off_t where = lseek(fd, 0, SEEK_CUR);
  ssize_t done = put(fd, b, n, where, path);
  if (done > 0) lseek(fd, where + done, SEEK_SET);
  return done;
}

static int sync_(int fd) {
  char path[512];
  if (!mode || !ours(fd, path)) return real_fsync(fd);
  pthread_mutex_lock(&lock);
  int f = fails();
  if (f < 0) strike();
  if (!f && !lie) synced(path);
  pthread_mutex_unlock(&lock);
  if (f > 0 || f < 0) {
    errno = f > 0 ? f : EIO;
    return -1;
  }
  return 0; // nothing of this test has to outlive the machine
}

int fsync(int fd) { return sync_(fd); }
int fdatasync(int fd) { return sync_(fd); }

static int cut(int fd, off_t n) {
  char path[512];
  if (!mode || !ours(fd, path)) return real_ftruncate(fd, n);
  pthread_mutex_lock(&lock);
  int f = fails();
  if (f < 0) strike();
  pthread_mutex_unlock(&lock);
  if (f) {
    errno = f > 0 ? f : EIO;
    return -1;
  }
  return real_ftruncate(fd, n);
}

int unlink(const char *path) {
  if (mode == LOG && strstr(path, ".throughline")) {
    pthread_mutex_lock(&lock);
    note('u', path, 0, 0, 0);
    pthread_mutex_unlock(&lock);
  }
  return real_unlink(path);
}

int ftruncate(int fd, off_t n) { return cut(fd, n); }
int ftruncate64(int fd, off_t n) { return cut(fd, n); }
