/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_ADDRESS_H
#define TC_INDEXER_ADDRESS_H

#include "base/buf.h"

/* Addresses that are one page: http or https, with or without www. and a final slash.  What stands behind "#" counts, as the
 * articles of one page differ by it. */

/* The address without all that into out (reset first); another URL than of http as it is. */
void tc_address_plain(struct tc_str url, struct tc_buf *out);
/* The i-th way to write a plain address as a URL, into out (reset first); false after the last. */
bool tc_address_written(struct tc_str plain, unsigned i, struct tc_buf *out);

#endif
