/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_FOLD_STAGE_H
#define TC_ANALYZERS_FOLD_STAGE_H

#include "base/buf.h"
#include "base/str.h"

/* How far text is folded, code point by code point; each does what those before it do, except that toneless keeps what ASCII
 * takes away.  What needs the whole word (look-alikes of Đ, spelling) is fold.h's. */
enum tc_stage { TC_STAGE_CANONICAL, TC_STAGE_LOWER, TC_STAGE_TONELESS, TC_STAGE_ASCII };

/* Adds text, any bytes, to out as UTF-8 in NFC. */
void tc_fold_stage(struct tc_str text, enum tc_stage stage, struct tc_buf *out);

#endif
