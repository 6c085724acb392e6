/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_RESPELL_H
#define TC_QUERY_RESPELL_H

#include "base/buf.h"
#include "base/str.h"

/* Adds a term of the archive to out as the writer of typed would write it: its marks on the letters typed, i or y as typed,
 * capitals as typed.  `KY` with `kĩ` gives `KỸ`; `Trưc` with `trực` gives `Trực`.  Where the letters are not the same the term is
 * written, with the first letter or all letters capital as typed. */
void tc_respell(struct tc_str typed, struct tc_str term, struct tc_buf *out);

#endif
