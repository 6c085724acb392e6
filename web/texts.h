/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_TEXTS_H
#define TC_WEB_TEXTS_H

#include "web/request.h"

/* What pages say, in the languages there are. */
enum tc_language { TC_LANGUAGE_VI, TC_LANGUAGE_EN, TC_LANGUAGES };

/* TEXT(id, vi, en). */
#define TC_TEXTS(TEXT)                                                                                                                                                         \
	TEXT(SEARCH, "Tìm", "Search")                                                                                                                                          \
	TEXT(SEARCH_FIELD, "Từ cần tìm", "Search words")                                                                                                                       \
	TEXT(SEARCH_HINT, "Gõ có dấu hay không dấu đều được", "With or without diacritics")                                                                                    \
	TEXT(SKIP, "Đến nội dung", "Skip to content")                                                                                                                          \
	TEXT(HOME, "Trang đầu", "Home")                                                                                                                                        \
	TEXT(BROWSE, "Theo ngày tháng", "By date")                                                                                                                             \
	TEXT(HELP, "Cách tìm", "Help")                                                                                                                                         \
	TEXT(OTHER_LANGUAGE, "English", "Tiếng Việt")                                                                                                                          \
	TEXT(RESULTS, "Kết quả", "Results")                                                                                                                                    \
	TEXT(ABOUT, "khoảng", "about")                                                                                                                                         \
	TEXT(SORT, "Sắp xếp", "Order")                                                                                                                                         \
	TEXT(SORT_BEST, "đúng nhất", "best first")                                                                                                                             \
	TEXT(SORT_NEWEST, "mới nhất", "newest first")                                                                                                                          \
	TEXT(SORT_OLDEST, "cũ nhất", "oldest first")                                                                                                                           \
	TEXT(FROM, "Từ ngày", "From")                                                                                                                                          \
	TEXT(TO, "Đến ngày", "To")                                                                                                                                             \
	TEXT(APPLY, "Lọc", "Apply")                                                                                                                                            \
	TEXT(DATE_HINT, "2023, 01/2023 hoặc 8/1/2023", "2023, 01/2023 or 8/1/2023")                                                                                            \
	TEXT(NARROW, "Thu hẹp", "Narrow down")                                                                                                                                 \
	TEXT(CHOSEN, "Đang lọc", "Filters")                                                                                                                                    \
	TEXT(REMOVE, "Bỏ", "Remove")                                                                                                                                           \
	TEXT(OVER_TIME, "Theo thời gian", "Over time")                                                                                                                         \
	TEXT(MORE_VALUES, "Xem tất cả", "Show all")                                                                                                                            \
	TEXT(FEWER_VALUES, "Thu gọn", "Show fewer")                                                                                                                            \
	TEXT(BAD_QUOTE, "Thiếu dấu ngoặc kép đóng.", "A quotation mark is never closed.")                                                                                      \
	TEXT(BAD_BRACKET, "Dấu ngoặc đơn không có đôi.", "A bracket has no partner.")                                                                                          \
	TEXT(BAD_OPERATOR, "AND, OR, NOT và NEAR phải đứng giữa hai từ.", "AND, OR, NOT and NEAR stand between words.")                                                        \
	TEXT(BAD_EMPTY, "Sau dấu hai chấm hay trong ngoặc kép chưa có từ nào.",                                                                                                \
	     "There is nothing to look for behind a colon or between quotation marks.")                                                                                        \
	TEXT(BAD_FIELD, "Không có phần nào của bài tên như thế; xem trang Cách tìm.",                                                                                          \
	     "Articles have no field of that name; see Help.")                                                                                                                 \
	TEXT(BAD_RANGE_TYPED, "Khoảng ngày kết thúc trước khi bắt đầu.", "The range of dates ends before it begins.")                                                          \
	TEXT(BAD_LONG, "Câu tìm dài quá.", "The query is too long.")                                                                                                           \
	TEXT(REFUSED, "Câu tìm chưa đúng", "The search cannot be made")                                                                                                        \
	TEXT(BAD_DATE, "Không hiểu ngày này. Hãy gõ năm, tháng hay ngày: 2023, 01/2023 hoặc 8/1/2023.",                                                                        \
	     "This is no date. Type a year, a month or a day: 2023, 01/2023 or 8/1/2023.")                                                                                     \
	TEXT(BAD_RANGE, "Ngày sau nằm trước ngày đầu. Tìm như thế này chăng:", "The end is before the beginning. Did you mean:")                                               \
	TEXT(TOO_DEEP, "Không xem được xa đến thế. Hãy thêm từ, chọn ngày hoặc chuyên mục để thu hẹp.",                                                                        \
	     "Results cannot be paged so far. Add words, dates or a section to narrow them down.")                                                                             \
	TEXT(AS_WORDS, "Tìm như những từ thường:", "As plain words:")                                                                                                          \
	TEXT(MEANT, "Ý bạn là:", "Did you mean:")                                                                                                                              \
	TEXT(PARTIAL, "Các bài khớp một phần", "Partial matches")                                                                                                              \
	TEXT(NEXT, "Trang sau", "Next")                                                                                                                                        \
	TEXT(PREVIOUS, "Trang trước", "Previous")                                                                                                                              \
	TEXT(PAGES, "Các trang", "Pages")                                                                                                                                      \
	TEXT(PAGE, "Trang", "Page")                                                                                                                                            \
	TEXT(REPRINTS, "Bài đăng lại", "Reprints")                                                                                                                             \
	TEXT(UNTITLED, "(không có tiêu đề)", "(untitled)")                                                                                                                     \
	TEXT(NOTHING, "Không tìm thấy bài nào", "Nothing was found")                                                                                                           \
	TEXT(UNKNOWN, "Kho không có từ", "Not in the archive:")                                                                                                                \
	TEXT(NOT_TOGETHER, "Từ nào cũng có trong kho, nhưng không bài nào đáp ứng đủ cả câu.",                                                                                 \
	     "The archive has each of these words, but no article has all that was asked for.")                                                                                \
	TEXT(PERIOD_HAS, "Của thời gian này kho có", "Of that time the archive has")                                                                                           \
	TEXT(PERIOD_EMPTY, "Kho không có bài nào của thời gian này.", "The archive has no articles of that time.")                                                             \
	TEXT(COVERAGE, "Cả kho có", "The whole archive has")                                                                                                                   \
	TEXT(COVERAGE_DATED, "ghi ngày:", "with a date:")                                                                                                                      \
	TEXT(OTHER_YEARS, "Có trong các năm:", "Found in the years:")                                                                                                          \
	TEXT(TRY_FEWER, "Bớt từ:", "With fewer words:")                                                                                                                        \
	TEXT(TRY_ANY, "Có một trong các từ:", "With any of the words:")                                                                                                        \
	TEXT(TRY_BARE, "Không dấu, không ngoặc kép:", "Without diacritics and quotation marks:")                                                                               \
	TEXT(WITHOUT_FILTER, "Không lọc theo", "Without the filter")                                                                                                           \
	TEXT(THE_DATES, "ngày tháng", "dates")                                                                                                                                 \
	TEXT(BEYOND, "Trang này không có: kết quả chỉ có", "There is no such page; the results are")                                                                           \
	TEXT(BEYOND_BACK, "Về trang cuối", "To the last page")                                                                                                                 \
	TEXT(DEPTH, "Chỉ xem được chừng này bài đầu tiên; hãy thêm từ, chọn ngày hoặc chuyên mục để thu hẹp:",                                                                 \
	     "Only the first articles can be paged through; add words, dates or a section to see others:")                                                                     \
	TEXT(TRY_WIDER, "Không lọc gì:", "Without filters and dates:")                                                                                                         \
	TEXT(TRY_INEXACT, "Tìm cả cách viết khác", "Other spellings too")                                                                                                      \
	TEXT(ORIGINAL, "Bài gốc", "Original")                                                                                                                                  \
	TEXT(AUTHORS, "Tác giả", "By")                                                                                                                                         \
	TEXT(SECTION, "Chuyên mục", "Section")                                                                                                                                 \
	TEXT(KEYWORDS, "Từ khóa", "Keywords")                                                                                                                                  \
	TEXT(SOURCE, "Nguồn", "Source")                                                                                                                                        \
	TEXT(PUBLISHED, "Đăng lúc", "Published")                                                                                                                               \
	TEXT(UPDATED, "Sửa lúc", "Updated")                                                                                                                                    \
	TEXT(FILE_PLACE, "Tệp", "File")                                                                                                                                        \
	TEXT(CAPTIONS, "Chú thích ảnh", "Captions")                                                                                                                            \
	TEXT(VERSIONS, "Các bản đã lưu", "Captures")                                                                                                                           \
	TEXT(CHANGES, "Những gì đã sửa", "What was changed")                                                                                                                   \
	TEXT(VERSION, "Bản", "Version")                                                                                                                                        \
	TEXT(WHOLE_VERSION, "Xem cả bản này", "The whole of this version")                                                                                                     \
	TEXT(VERSION_FIRST, "Bản đầu tiên đã lưu", "The first version that was captured")                                                                                      \
	TEXT(VERSION_SAME, "Không đổi", "Nothing was changed")                                                                                                                 \
	TEXT(VERSION_ALIKE, "(như bản này)", "(the same text)")                                                                                                                \
	TEXT(VERSION_OTHER, "(khác bản này)", "(another text)")                                                                                                                \
	TEXT(DELETED, "bỏ", "deleted")                                                                                                                                         \
	TEXT(INSERTED, "thêm", "inserted")                                                                                                                                     \
	TEXT(PART_TITLE, "Tiêu đề", "Title")                                                                                                                                   \
	TEXT(PART_SUBTITLE, "Tiêu đề phụ", "Subtitle")                                                                                                                         \
	TEXT(PART_LEAD, "Sapo", "Lead")                                                                                                                                        \
	TEXT(CAPTION, "Ảnh", "Caption")                                                                                                                                        \
	TEXT(ALSO_PRINTED, "Cũng đăng ở", "Also printed")                                                                                                                      \
	TEXT(SIMILAR, "Bài tương tự", "Similar articles")                                                                                                                      \
	TEXT(ISSUE, "số", "no.")                                                                                                                                               \
	TEXT(PRINTED_PAGE, "trang", "p.")                                                                                                                                      \
	TEXT(CITE, "Trích dẫn", "Citation")                                                                                                                                    \
	TEXT(BACK, "Về kết quả tìm", "Back to the results")                                                                                                                    \
	TEXT(FEED, "Theo dõi bằng Atom", "Atom feed")                                                                                                                          \
	TEXT(ALL_RESULTS, "Xem tất cả kết quả", "All results")                                                                                                                 \
	TEXT(DOWNLOAD, "Tải trang này:", "Download this page:")                                                                                                                \
	TEXT(YEAR, "Năm", "Year")                                                                                                                                              \
	TEXT(MONTH, "Tháng", "Month")                                                                                                                                          \
	TEXT(DAY, "Ngày", "Day")                                                                                                                                               \
	TEXT(AUTHOR, "Tác giả", "Author")                                                                                                                                      \
	TEXT(KEYWORD, "Từ khóa", "Keyword")                                                                                                                                    \
	TEXT(NAME, "Tên riêng", "Name")                                                                                                                                        \
	TEXT(SECTIONS, "Theo chuyên mục", "By section")                                                                                                                        \
	TEXT(WEEKDAYS, "T2|T3|T4|T5|T6|T7|CN", "Mon|Tue|Wed|Thu|Fri|Sat|Sun")                                                                                                  \
	TEXT(WAY, "Đang xem", "You are here")                                                                                                                                  \
	TEXT(WHOLE_ARCHIVE, "Cả kho", "Whole archive")                                                                                                                         \
	TEXT(ALL_SECTIONS, "mọi chuyên mục", "all sections")                                                                                                                   \
	TEXT(ALL_OF_PERIOD, "Mọi bài của thời gian này", "All articles of this time")                                                                                          \
	TEXT(HELP_INTRO, "Gõ vài từ rồi bấm Tìm. Gõ không dấu cũng tìm được; gõ có dấu thì bài viết đúng dấu đứng trước.",                                                     \
	     "Type some words. Diacritics may be left out; where they are typed, articles spelt so come first.")                                                               \
	TEXT(HELP_BARE, "Gõ không dấu cũng được", "Diacritics may be left out")                                                                                                \
	TEXT(HELP_NEAR, "Hai từ đứng gần nhau: cách nhau không quá chừng ấy từ",                                                                                               \
	     "Two words near each other: no more than so many words apart")                                                                                                    \
	TEXT(HELP_SECTION, "Bài của chuyên mục", "Articles of a section")                                                                                                      \
	TEXT(HELP_DAY, "Bài đăng trong năm, tháng (ngay:01/2023) hay ngày (ngay:8/1/2023, ngay:30/4) ấy",                                                                      \
	     "Articles of that year, month (ngay:01/2023) or day (ngay:8/1/2023, ngay:30/4)")                                                                                  \
	TEXT(HELP_FIELDS, "Tìm trong một phần của bài", "Searching a part of articles")                                                                                        \
	TEXT(HELP_RESULTS, "Kết quả", "Results")                                                                                                                               \
	TEXT(HELP_RESULTS_TEXT,                                                                                                                                                \
	     "Bài đăng lại được xếp dưới bài đăng sớm nhất. Bấm vào một cột của biểu đồ để xem riêng năm hay tháng ấy, bấm vào " \
	     "chuyên mục, tác giả hay tên riêng bên cạnh để thu hẹp, bấm lại để bỏ.",                                                                                          \
	     "Reprints are folded under the earliest article. A bar of the timeline leads to its year or month; sections, "                                                    \
	     "authors and names beside the results narrow them down, and once more undo that.")                                                                                \
	TEXT(HELP_KEYS, "Bàn phím", "Keyboard")                                                                                                                                \
	TEXT(HELP_KEYS_TEXT, "Phím / đưa con trỏ vào ô tìm, j và k chuyển giữa các bài, Enter mở bài đang chọn.",                                                              \
	     "/ goes to the search box, j and k move between articles, Enter opens one.")                                                                                      \
	TEXT(HELP_PHRASE, "Các từ đứng liền nhau, đúng như đã gõ", "Words in a row, spelt as typed")                                                                           \
	TEXT(HELP_NOT, "Không có từ này", "Without this word")                                                                                                                 \
	TEXT(HELP_OR, "Một trong hai", "Either of them")                                                                                                                       \
	TEXT(HELP_PREFIX, "Từ bắt đầu như thế", "Words that begin so")                                                                                                         \
	TEXT(HELP_TITLE, "Chỉ tìm trong tiêu đề", "In titles only")                                                                                                            \
	TEXT(HELP_AUTHOR, "Bài của tác giả", "Articles by an author")                                                                                                          \
	TEXT(HELP_DATES, "Bài đăng trong những năm ấy", "Articles of these years")                                                                                             \
	TEXT(ERROR_REQUEST, "Yêu cầu không hợp lệ", "The request is not valid")                                                                                                \
	TEXT(ERROR_PASSWORD, "Cần đăng nhập", "A password is needed")                                                                                                          \
	TEXT(ERROR_FORBIDDEN, "Không được phép", "Not allowed")                                                                                                                \
	TEXT(ERROR_NO_PAGE, "Không có trang này", "There is no such page")                                                                                                     \
	TEXT(ERROR_METHOD, "Phương thức không được hỗ trợ", "This method is not supported")                                                                                    \
	TEXT(ERROR_TOO_MANY, "Quá nhiều yêu cầu, hãy thử lại sau", "Too many requests, try again later")                                                                       \
	TEXT(ERROR_BUSY, "Máy chủ đang bận, hãy thử lại sau", "The server is busy, try again later")                                                                           \
	TEXT(ERROR_SERVER, "Có lỗi ở máy chủ", "The server has failed")                                                                                                        \
	TEXT(ERROR_STOPPED, "Đã dừng tìm", "The search was stopped")                                                                                                           \
	TEXT(STOPPED, "Câu tìm này mất quá nhiều thời gian nên đã bị dừng. Hãy thêm từ hoặc bớt dấu *.",                                                                       \
	     "The query took too long and was stopped. Add words, or leave out a *.")

enum tc_text {
#define TEXT(id, vi, en) TC_TEXT_##id,
	TC_TEXTS(TEXT)
#undef TEXT
};

const char *tc_text(enum tc_language language, enum tc_text text);
/* "vi", "en", for lang attributes and the parameter. */
const char *tc_language_tag(enum tc_language language);
/* The parameter lang, else the language that Accept-Language likes best of these, else Vietnamese. */
enum tc_language tc_language_of(const struct tc_request *request);

/* "1 bài", "12 bài"; "1 article", "12 articles". */
void tc_text_articles(enum tc_language language, unsigned long n, struct tc_buf *out);
/* 35.440 or 35,440. */
void tc_text_number(enum tc_language language, unsigned long n, struct tc_buf *out);

#endif
