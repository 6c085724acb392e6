/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A clock on the wall that jumps, for tests: preloaded into a program it sets each reading of the time of day off by another
 * amount, years backwards and forwards, before 1970 and after 2106.  The clock that only counts on is left alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static long jump(void)
{
	static const long day = 86400, days[] = {0, -1, 4000, -25000, 1, 60000, -3650, 0};
	static _Atomic unsigned count;
	return day * days[(atomic_fetch_add(&count, 1) + (unsigned)getpid()) % (sizeof days / sizeof days[0])];
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
	int status = REAL(clock_gettime)(clock, out);
	if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
		out->tv_sec += jump();
	return status;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
	int status = REAL(gettimeofday)(out, zone);
	if (status == 0)
		out->tv_sec += jump();
	return status;
}

time_t time(time_t *out)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	if (out != NULL)
		*out = now.tv_sec;
	return now.tv_sec;
}
