/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_WORDPRESS_H
#define TC_CORPUS_WORDPRESS_H

#include "base/buf.h"

/* The content of a WordPress post as its database and exports keep it, to HTML: shortcodes are resolved, empty lines begin
 * paragraphs.  Appends to out, at most four times the content's bytes and some. */
void tc_wordpress_html(struct tc_str content, struct tc_buf *out);

#endif
