/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A dangerous piece of work, tried in a child process first.
 *
 * Workers read files; a few small ones (sitemaps) concern all workers and are read before there are any, in the process that must
 * not die.  What a child got through, its parent gets through too: the bytes are the same and nothing else decides.  The child
 * holds the end of a pipe, so that its death is seen whatever it was.
 */
#include "indexer/trial.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits for the other end of the pipe to close; false when that takes too long. */
static bool wait_closed(int fd, unsigned long timeout_ms)
{
	const int64_t end = now_ms() + (int64_t)timeout_ms;
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	for (;;) {
		int64_t left = timeout_ms == 0 ? -1 : end - now_ms();
		if (timeout_ms != 0 && left <= 0)
			return false;
		if (poll(&wait, 1, left > 60000 ? 60000 : (int)left) > 0)
			return true;
	}
}

enum tc_status tc_trial_run(void (*attempt)(void *closure), void *closure, const struct tc_trial_limits *limits,
			    enum tc_trial *out, struct tc_err *err)
{
	int ends[2], result = 0;
	if (pipe(ends) != 0)
		return tc_err_errno(err, errno, "pipe");
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		if (limits->memory_bytes > 0)
			setrlimit(RLIMIT_AS, &(struct rlimit){limits->memory_bytes, limits->memory_bytes});
		setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
		attempt(closure);
		_exit(0);
	}
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return tc_err_errno(err, errno, "new process");
	}
	bool ended = wait_closed(ends[0], limits->timeout_ms);
	close(ends[0]);
	if (!ended)
		kill(child, SIGKILL);
	/* One that waits for a disk dies when the disk answers: not waited for. */
	while (waitpid(child, &result, ended ? 0 : WNOHANG) < 0 && errno == EINTR)
		;
	if (!ended)
		*out = TC_TRIAL_HUNG;
	else
		*out = WIFEXITED(result) && WEXITSTATUS(result) == 0 ? TC_TRIAL_PASSED : TC_TRIAL_CRASHED;
	return TC_OK;
}
