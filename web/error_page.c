/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Failures as pages, in Vietnamese and English at once: whoever meets one may have no language chosen yet. */
#include "web/error_page.h"

#include "base/escape.h"

static const struct {
	int status;
	const char *vi, *en;
} texts[] = {
	{400, "Yêu cầu không hợp lệ", "The request is not valid"},
	{401, "Cần đăng nhập", "A password is needed"},
	{403, "Không được phép", "Not allowed"},
	{404, "Không có trang này", "There is no such page"},
	{405, "Phương thức không được hỗ trợ", "This method is not supported"},
	{429, "Quá nhiều yêu cầu, hãy thử lại sau", "Too many requests, try again later"},
	{503, "Máy chủ đang bận, hãy thử lại sau", "The server is busy, try again later"},
};

void tc_error_page(const struct tc_site *site, const struct tc_request *request, int status, const char *reason,
		   struct tc_response *response)
{
	const char *vi = "Có lỗi ở máy chủ", *en = "The server has failed";
	struct tc_buf *out = &response->body;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (texts[i].status == status) {
			vi = texts[i].vi;
			en = texts[i].en;
		}
	}
	response->content_type = TC_TYPE_HTML;
	tc_buf_printf(out, "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n<title>%d · ", status);
	tc_escape_xml(tc_str_of(tc_site_config(site)->title), out);
	tc_buf_printf(out, "</title>\n</head>\n<body>\n<h1>%s</h1>\n<p lang=\"en\">%s</p>\n", vi, en);
	if (*reason != '\0') {
		tc_buf_add_cstr(out, "<p>");
		tc_escape_xml(tc_str_of(reason), out);
		tc_buf_add_cstr(out, "</p>\n");
	}
	tc_buf_add_cstr(out, "<p><a href=\"");
	tc_escape_xml(request->base, out);
	tc_buf_printf(out, "/\">Trang đầu</a></p>\n</body>\n</html>\n");
}
