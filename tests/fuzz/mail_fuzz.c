/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages and mailboxes. */
#include "tests/fuzz/records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct tc_reader_options options = {.format = "mail", .max_record_bytes = 4096};
	read_records(data, size, &options);
	return 0;
}
