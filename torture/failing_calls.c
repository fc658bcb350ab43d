/* Stands between a process and the C library (LD_PRELOAD), counts calls of one kind that concern one
   folder, and lets the n-th fail, or every one from the n-th on.

   Only for campaigns; `torture/failing.py` builds and loads it. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITE, SYNC, NAME, OPEN, UNLINK, LENGTH, KINDS };

static char watched[PATH_MAX];
static int armed, failing_kind, error_number, is_lasting;
static long failing_call, calls[KINDS];

/* `error` 0 lets a write come through in part. */
void failing_calls_arm(const char *folder, int kind, long number, int error, int lasting)
{
    snprintf(watched, sizeof watched, "%s", folder);
    memset(calls, 0, sizeof calls);
    failing_kind = kind;
    failing_call = number;
    error_number = error;
    is_lasting = lasting;
    armed = 1;
}

void failing_calls_disarm(void)
{
    armed = 0;
}

long failing_calls_counted(int kind)
{
    return calls[kind];
}

static int fails(int kind, const char *path)
{
    if (!armed || path == NULL || strncmp(path, watched, strlen(watched)) != 0)
        return 0;
    long number = ++calls[kind];
    return kind == failing_kind && (number == failing_call || (is_lasting && number > failing_call));
}

static int fails_for(int kind, int descriptor)
{
    char link[64], path[PATH_MAX];
    int saved = errno;
    if (!armed)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = saved;
    if (length < 0)
        return 0;
    path[length] = '\0';
    return fails(kind, path);
}

static int refused(void)
{
    errno = error_number;
    return -1;
}

#define REAL(type, name, ...) ((type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

ssize_t write(int descriptor, const void *data, size_t size)
{
    if (fails_for(WRITE, descriptor)) {
        if (error_number)
            return refused();
        size = size > 1 ? size / 2 : size;
    }
    return REAL(ssize_t, "write", int, const void *, size_t)(descriptor, data, size);
}

ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t at)
{
    if (fails_for(WRITE, descriptor)) {
        if (error_number)
            return refused();
        size = size > 1 ? size / 2 : size;
    }
    return REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)(descriptor, data, size, at);
}

ssize_t pwrite(int descriptor, const void *data, size_t size, off_t at)
{
    return pwrite64(descriptor, data, size, at);
}

int fsync(int descriptor)
{
    if (fails_for(SYNC, descriptor))
        return refused();
    return REAL(int, "fsync", int)(descriptor);
}

int fdatasync(int descriptor)
{
    if (fails_for(SYNC, descriptor))
        return refused();
    return REAL(int, "fdatasync", int)(descriptor);
}

int rename(const char *old, const char *new)
{
    if (fails(NAME, new))
        return refused();
    return REAL(int, "rename", const char *, const char *)(old, new);
}

int renameat(int from, const char *old, int to, const char *new)
{
    if (fails(NAME, new))
        return refused();
    return REAL(int, "renameat", int, const char *, int, const char *)(from, old, to, new);
}

int link(const char *old, const char *new)
{
    if (fails(NAME, new))
        return refused();
    return REAL(int, "link", const char *, const char *)(old, new);
}

int linkat(int from, const char *old, int to, const char *new, int flags)
{
    if (fails(NAME, new))
        return refused();
    return REAL(int, "linkat", int, const char *, int, const char *, int)(from, old, to, new, flags);
}

int unlink(const char *path)
{
    if (fails(UNLINK, path))
        return refused();
    return REAL(int, "unlink", const char *)(path);
}

int unlinkat(int folder, const char *path, int flags)
{
    if (fails(UNLINK, path))
        return refused();
    return REAL(int, "unlinkat", int, const char *, int)(folder, path, flags);
}

int ftruncate64(int descriptor, off64_t length)
{
    if (fails_for(LENGTH, descriptor))
        return refused();
    return REAL(int, "ftruncate64", int, off64_t)(descriptor, length);
}

int ftruncate(int descriptor, off_t length)
{
    return ftruncate64(descriptor, length);
}

#define OPENING(name)                                                                                          \
    int name(const char *path, int flags, ...)                                                                 \
    {                                                                                                          \
        va_list rest;                                                                                          \
        va_start(rest, flags);                                                                                 \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                \
        va_end(rest);                                                                                          \
        if (fails(OPEN, path))                                                                                 \
            return refused();                                                                                  \
        return REAL(int, #name, const char *, int, mode_t)(path, flags, mode);                                 \
    }

#define OPENING_AT(name)                                                                                       \
    int name(int folder, const char *path, int flags, ...)                                                     \
    {                                                                                                          \
        va_list rest;                                                                                          \
        va_start(rest, flags);                                                                                 \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                \
        va_end(rest);                                                                                          \
        if (fails(OPEN, path))                                                                                 \
            return refused();                                                                                  \
        return REAL(int, #name, int, const char *, int, mode_t)(folder, path, flags, mode);                    \
    }

OPENING(open)
OPENING(open64)
OPENING_AT(openat)
OPENING_AT(openat64)
