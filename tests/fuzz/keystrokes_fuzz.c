/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as keystrokes: what is read is a term, small and with no end to itself. */
#include <assert.h>
#include <stdint.h>

#include "analyzers/fold.h"
#include "query/keystrokes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_buf term, again;
	tc_buf_init(&term, 1 << 10);
	tc_buf_init(&again, 1 << 10);
	if (tc_keystrokes_read((struct tc_str){(const char *)data, size}, &term)) {
		tc_fold_term(tc_buf_str(&term), &again);
		assert(term.n > 0 && tc_str_eq(tc_buf_str(&term), tc_buf_str(&again)));
	}
	tc_buf_reset(&term);
	if (tc_keystrokes_read_viqr((struct tc_str){(const char *)data, size}, &again, &term))
		assert(term.n > 0 && again.n > 0 && again.n <= size);
	tc_buf_release(&term);
	tc_buf_release(&again);
	return 0;
}
