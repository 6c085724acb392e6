/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every fold of any bytes gives UTF-8, and folding twice is folding once. */
#include <stdint.h>
#include <stdlib.h>

#include "analyzers/fold.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_fold(void (*fold)(struct tc_str text, struct tc_buf *out), struct tc_str text)
{
	struct tc_buf once, twice;
	tc_buf_init(&once, 64 << 20);
	tc_buf_init(&twice, 64 << 20);
	fold(text, &once);
	fold(tc_buf_str(&once), &twice);
	if (once.failed != TC_OK || !tc_utf8_valid(tc_buf_str(&once)) || !tc_str_eq(tc_buf_str(&once), tc_buf_str(&twice)))
		abort();
	tc_buf_release(&once);
	tc_buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str text = {(const char *)data, size};
	check_fold(tc_fold_canonical, text);
	check_fold(tc_fold_lower, text);
	check_fold(tc_fold_term, text);
	check_fold(tc_fold_toneless, text);
	check_fold(tc_fold_ascii, text);
	if (tc_fold_marks(text) > TC_MARKS_TONE)
		abort();
	return 0;
}
