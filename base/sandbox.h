/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_SANDBOX_H
#define TC_BASE_SANDBOX_H

#include <stdbool.h>

#include "base/status.h"

/* Can this program confine itself here: was it built with libseccomp (and without sanitizers), and does the kernel filter? */
bool tc_sandbox_available(void);
/* From now on this process and its threads read and write files, and nothing else: no network, no new processes or programs, no look
 * at other processes, no change of the system.  What is not allowed fails with EPERM.  There is no way back.  TC_EIO when the kernel
 * refuses the filter. */
enum tc_status tc_sandbox_enter(struct tc_err *err);

#endif
