/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_ADDRESSES_H
#define TC_QUERY_ADDRESSES_H

#include "base/arena.h"

/* The ways to write a URL that name one page (indexer/address.h), in arena: as it is first, then the others with its fragment,
 * then those without.  What is no address of http has one. */
#define TC_ADDRESSES 17 /* there are no more */
void tc_addresses_of(struct tc_str url, struct tc_arena *arena, struct tc_strs *out);

#endif
