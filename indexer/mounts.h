/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_MOUNTS_H
#define TC_INDEXER_MOUNTS_H

#include "base/arena.h"
#include "indexer/trial.h"

/* Does the folder or file at path (root.n bytes, a name of this machine) answer within the limits?  One that is missing does. */
enum tc_status tc_mounts_answer(struct tc_str path, const struct tc_trial_limits *limits, bool *answers, struct tc_err *err);
/* Adds to out the places below the folders of roots (absolute, one a line) where file systems are mounted that do not answer
 * within the limits. */
enum tc_status tc_mounts_silent(struct tc_str roots, const struct tc_trial_limits *limits, struct tc_arena *arena,
				struct tc_strs *out, struct tc_err *err);

#endif
