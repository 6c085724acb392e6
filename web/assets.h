/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_ASSETS_H
#define TC_WEB_ASSETS_H

#include "web/route.h"

/* Files of web/static/, which are part of the program: /static/NAME. */

/* "/static/style.css?v=1f2e3d4c" with the request's base: an address that changes with the file, so that browsers may keep it for
 * good.  In the request's arena. */
struct tc_str tc_asset_path(const struct tc_request *request, const char *name);

#endif
