/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A process that reads bytes from outside gives up what it does not need, with seccomp(2) through libseccomp.
 *
 * The list says what is allowed, not what is forbidden: a system call that a new kernel brings is none of ours.  What is not on
 * it fails with EPERM instead of killing, because libraries try things that they can do without (a locale's socket, a CPU's
 * features). Which files are opened is not filtered, a filter sees no paths; that is for the file system's rights and the
 * service's settings.
 *
 * Calls that take a process id may name this one alone; prctl may only name a thread.
 */
#include "base/sandbox.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#if defined(HAVE_SECCOMP) && !defined(TC_SANITIZED)
#include <seccomp.h>
#include <sys/prctl.h>

static const char *const allowed[] = {
	/* files */
	"read", "pread64", "readv", "preadv", "preadv2", "write", "pwrite64", "writev", "pwritev", "open", "openat", "close",
	"close_range", "stat", "fstat", "lstat", "newfstatat", "statx", "lseek", "_llseek", "access", "faccessat", "faccessat2",
	"readlink", "readlinkat", "getdents", "getdents64", "getcwd", "fcntl", "fcntl64", "flock", "dup", "dup2", "dup3", "fsync",
	"fdatasync", "sync_file_range", "ftruncate", "ftruncate64", "fallocate", "fadvise64", "fadvise64_64", "rename",
	"renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "umask", "statfs", "fstatfs", "statfs64",
	"fstatfs64", "fstat64", "stat64", "lstat64", "fstatat64", "pipe", "pipe2", "poll", "ppoll", "select", "pselect6",
	"copy_file_range",
	/* memory */
	"mmap", "mmap2", "mprotect", "munmap", "mremap", "madvise", "brk", "membarrier",
	/* the process itself */
	"exit", "exit_group", "getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getrusage", "getrlimit",
	"ugetrlimit", "uname", "sysinfo", "times", "sched_yield", "sched_getaffinity", "getcpu", "rt_sigaction", "rt_sigprocmask",
	"rt_sigreturn", "sigreturn", "sigaltstack", "restart_syscall", "futex", "futex_time64", "set_robust_list",
	"get_robust_list", "rseq", "arch_prctl", "set_thread_area", "getrandom",
	/* time */
	"time", "gettimeofday", "clock_gettime", "clock_gettime64", "clock_getres", "clock_getres_time64", "nanosleep",
	"clock_nanosleep", "clock_nanosleep_time64"};

static bool allow_all(scmp_filter_ctx filter)
{
	bool ok = true;
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed && ok; i++) {
		int call = seccomp_syscall_resolve_name(allowed[i]);
		ok = call == __NR_SCMP_ERROR || seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
	}
	return ok;
}

/* What is allowed with some arguments only. */
static bool allow_some(scmp_filter_ctx filter)
{
	const scmp_datum_t self = (scmp_datum_t)getpid();
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, self)) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1, SCMP_A0(SCMP_CMP_EQ, self)) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME)) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0)) == 0 &&
	       /* is it a terminal? */
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, 0x5401)) == 0;
}

bool tc_sandbox_available(void)
{
	return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}

enum tc_status tc_sandbox_enter(struct tc_err *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (filter == NULL)
		return tc_err_set(err, TC_ENOMEM, "sandbox: no memory");
	int result = allow_all(filter) && allow_some(filter) ? seccomp_load(filter) : -EINVAL;
	seccomp_release(filter);
	return result == 0 ? TC_OK : tc_err_set(err, TC_EIO, "sandbox: %s", strerror(-result));
}

#else

bool tc_sandbox_available(void)
{
	return false;
}

enum tc_status tc_sandbox_enter(struct tc_err *err)
{
	return tc_err_set(err, TC_EIO, "sandbox: this program was built without one");
}

#endif
