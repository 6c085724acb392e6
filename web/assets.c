/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Style, script and icon, taken into the program by the assembler (.incbin), so that there is nothing to install, to find and to
 * have in another version than the program.
 *
 * An address with the hash of the file's bytes is kept by browsers for a year without asking (RFC 8246, immutable); one without
 * it, or with that of another version, for an hour.
 */
#include "web/assets.h"

#define ASSET(symbol, file)                                                                                                      \
	extern const char symbol[], symbol##_end[];                                                                              \
	__asm__(".pushsection .rodata\n"                                                                                         \
		".global " #symbol ", " #symbol "_end\n" #symbol ":\n"                                                           \
		".incbin \"" TC_STATIC "/" file "\"\n" #symbol "_end:\n"                                                         \
		".byte 0\n"                                                                                                      \
		".popsection\n")

ASSET(tc_asset_style, "style.css");
ASSET(tc_asset_script, "script.js");
ASSET(tc_asset_icon, "icon.svg");

static const struct asset {
	const char *name, *type, *begin, *end;
} assets[] = {
	{"style.css", TC_TYPE_CSS, tc_asset_style, tc_asset_style_end},
	{"script.js", TC_TYPE_JS, tc_asset_script, tc_asset_script_end},
	{"icon.svg", TC_TYPE_SVG, tc_asset_icon, tc_asset_icon_end},
};

static const struct asset *find(struct tc_str name)
{
	for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
		if (tc_str_eq(name, tc_str_of(assets[i].name)))
			return &assets[i];
	return NULL;
}

static struct tc_str content(const struct asset *asset)
{
	return (struct tc_str){asset->begin, (size_t)(asset->end - asset->begin)};
}

static struct tc_str version(struct tc_arena *arena, const struct asset *asset)
{
	return tc_arena_printf(arena, "%016llx", tc_str_hash(content(asset)));
}

struct tc_str tc_asset_path(const struct tc_request *request, const char *name)
{
	const struct asset *asset = find(tc_str_of(name));
	struct tc_str v = asset == NULL ? TC_STR_NONE : version(request->arena, asset);
	return tc_arena_printf(request->arena, "%.*s/static/%s?v=%.*s", TC_STR_ARG(request->base), name, TC_STR_ARG(v));
}

static enum tc_status asset(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			    struct tc_err *err)
{
	const struct asset *found = find(request->arguments[0]);
	(void)site;
	if (found == NULL)
		return tc_err_set(err, TC_ENOENT, "there is no such file");
	struct tc_str v = version(request->arena, found);
	response->content_type = found->type;
	response->etag = v;
	response->cache_control =
		tc_str_eq(tc_param(request, "v"), v) ? "public, max-age=31536000, immutable" : "public, max-age=3600";
	tc_buf_add_str(&response->body, content(found));
	return TC_OK;
}

static const struct tc_route routes[] = {
	{"/static/:name", asset, TC_ROUTE_CACHED | TC_ROUTE_OPEN},
};
const struct tc_route_table tc_asset_routes = {routes, sizeof routes / sizeof *routes};
