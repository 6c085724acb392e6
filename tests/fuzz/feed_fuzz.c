/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RSS, Atom, channels and WordPress exports of any kind. */
#include "tests/fuzz/records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct tc_reader_options options = {.format = "feed", .max_record_bytes = 65536};
	read_records(data, size, &options);
	return 0;
}
