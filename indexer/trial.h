/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_TRIAL_H
#define TC_INDEXER_TRIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct tc_trial_limits {
	unsigned long timeout_ms; /* 0: none */
	uint64_t memory_bytes;    /* address space; 0: no limit */
};

enum tc_trial { TC_TRIAL_PASSED, TC_TRIAL_CRASHED, TC_TRIAL_HUNG };

/* Does attempt(closure) come back, in a child process of these limits?  What it does there is lost with the child.  TC_EIO when
 * no child can be made. */
enum tc_status tc_trial_run(void (*attempt)(void *closure), void *closure, const struct tc_trial_limits *limits,
			    enum tc_trial *out, struct tc_err *err);

#endif
