/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents of agencies of any kind: NewsML-G2, NewsML 1, NITF and those without a standard. */
#include "tests/fuzz/records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_reader_options options = {.format = "newsml", .max_record_bytes = 65536};
	read_records(data, size, &options);
	options.format = "news-xml";
	read_records(data, size, &options);
	return 0;
}
