/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of the words in and around names.
 *
 * Family names are those of the Kinh and of the larger peoples of Vietnam, from common knowledge; that most of them are also
 * ordinary words or first syllables of places (Hà, Thái, Hoa) is for names.c to weigh.  The other lists were mended by looking at
 * the most frequent names of a newspaper archive.  All are terms in byte order, searched by halves.
 */
#include "analyzers/name_words.h"

#include <stdlib.h>
#include <string.h>

static const char *const surnames[] = {
	"bùi",    "bạch",  "cao",   "chu",   "châu",  "cung",  "cù",   "cầm",    "diệp",   "doãn",  "dương", "giang", "giàng",
	"hoa",    "hoàng", "huỳnh", "hà",    "hạ",    "hầu",   "hồ",   "hứa",    "khương", "khổng", "kim",   "kiều",  "la",
	"lâm",    "lê",    "lò",    "lý",    "lưu",   "lương", "lại",  "lục",    "mai",    "mã",    "mạc",   "mẫn",   "nghiêm",
	"nguyễn", "ngô",   "nhữ",   "ninh",  "nông",  "phan",  "phó",  "phùng",  "phạm",   "quách", "quản",  "sùng",  "sầm",
	"thào",   "thái",  "thân",  "thạch", "trang", "triệu", "trà",  "trương", "trần",   "trịnh", "tô",    "tôn",   "tăng",
	"tạ",     "tống",  "từ",    "uông",  "vi",    "viên",  "vàng", "võ",     "văn",    "vũ",    "vương", "âu",    "đinh",
	"đoàn",   "đàm",   "đào",   "đậu",   "đặng",  "đổng",  "đỗ"};
static const char *const openers[] = {
	"anh",   "bs",     "bà",   "bác",   "bé",   "bên",   "bạn",   "bị",   "bởi",   "ca",    "chiều", "cho",   "chàng",
	"cháu",  "chú",    "chưa", "chẳng", "chị",  "chồng", "clip",  "con",  "csgt",  "các",   "cách",  "còn",   "cô",
	"cùng",  "cũng",   "cả",   "cụ",    "của",  "cựu",   "diễn",  "do",   "dù",    "dưới",  "em",    "giả",   "giữa",
	"gs",    "gã",     "gần",  "hai",   "hay",  "hiện",  "hlv",   "hoặc", "hôm",   "hắn",   "khi",   "không", "kts",
	"ls",    "là",     "lúc",  "mà",    "một",  "mới",   "ngay",  "nghệ", "ngoài", "nguồn", "ngày",  "nhưng", "nhờ",
	"những", "nsnd",   "nsưt", "nàng",  "nên",  "năm",   "nơi",   "nếu",  "pgs",   "phía",  "qua",   "riêng", "rồi",
	"sau",   "song",   "sáng", "sẽ",    "theo", "ths",   "tháng", "thì",  "thầy",  "thế",   "thứ",   "trong", "trên",
	"trước", "trưởng", "ts",   "tuy",   "tác",  "tướng", "tại",   "tối",  "tới",   "từ",    "video", "và",    "vào",
	"vì",    "vậy",    "về",   "với",   "vợ",   "xem",   "ông",   "đang", "đây",   "đã",    "đêm",   "đó",    "được",
	"đầu",   "đặc",    "đến",  "đọc",   "đối",  "ảnh",   "ở"};
static const char *const heads[] = {
	"ban",     "báo",     "bệnh",      "bộ",         "chánh thanh", "chánh văn",  "chánh án",  "chính",    "chùa",
	"chúa",    "chương",  "chợ",       "chủ",        "cuộc",        "câu",        "cúp",       "cơ",       "cảnh",
	"cầu",     "cục",     "dự",        "festival",   "giám",        "giải",       "hiến",      "hiệp",     "huyện",
	"hãng",    "kho",     "khoa",      "khoa ngoại", "khoa nội",    "khoa điều",  "khoản",     "khu",      "kỳ",
	"luật",    "lễ",      "mặt",       "nghị",       "ngân",        "phân",       "phó ban",   "phó bí",   "phó chánh",
	"phó chủ", "phó cục", "phó giám",  "phó thống",  "phó thủ",     "phó trưởng", "phó tổng",  "phó viện", "phó vụ",
	"phó đô",  "phường",  "quy",       "quyết",      "quận",        "sân",        "sở",        "tháp",     "thị",
	"thủ",     "thứ",     "tin",       "trường",     "trại",        "tòa",        "tư",        "tạp",      "tập",
	"tết",     "tỉnh",    "tổng biên", "tổng bí",    "tổng công",   "tổng giám",  "tổng tham", "tổng thư", "tổng tư",
	"viện",    "vòng",    "vườn",      "vụ",         "xã",          "điều",       "đường",     "đền",      "ủy"};
static const char *const levels[] = {"huyện", "phường", "quận", "thành", "thị", "tp", "tỉnh", "xã"};
static const char *const compounds[] = {
	"an ninh",    "biên phòng",  "bác sỹ",     "bách khoa",   "bí thư",      "bóng đá",     "bưu chính",    "bảo hiểm",
	"bất động",   "cao su",      "chi nhánh",  "chính trị",   "chăn nuôi",   "chấn thương", "chợ rẫy",      "chủ nghĩa",
	"chủ tịch",   "chứng khoán", "chữ thập",   "cà phê",      "công an",     "công nghiệp", "công nghệ",    "công thương",
	"cơ khí",     "cảnh sát",    "cổ phần",    "cộng hòa",    "cộng sản",    "cựu chiến",   "doanh nghiệp", "du lịch",
	"dân tộc",    "dầu khí",     "dệt may",    "dịch vụ",     "giao thông",  "giám đốc",    "giáo dục",     "hàng hải",
	"hàng không", "hành chính",  "hóa chất",   "hóa học",     "hải quan",    "hải quân",    "hội đồng",     "hợp tác",
	"hữu hạn",    "hữu nghị",    "khoa học",   "khoáng sản",  "không quân",  "kinh tế",     "kiến trúc",    "kiểm lâm",
	"kiểm sát",   "kế hoạch",    "kỹ thuật",   "lao động",    "liên bang",   "luật sư",     "lâm nghiệp",   "lương thực",
	"môi trường", "mặt trận",    "mỹ thuật",   "nghiên cứu",  "nghệ thuật",  "ngoại giao",  "ngoại ngữ",    "ngoại thương",
	"ngân hàng",  "nhi đồng",    "nhà nước",   "nhân dân",    "nhân văn",    "nông dân",    "nông nghiệp",  "nông thôn",
	"năng lượng", "nội tiết",    "nội vụ",     "phát triển",  "phòng không", "phụ nữ",      "phụ sản",      "quân đội",
	"quản lý",    "quốc dân",    "quốc gia",   "quốc phòng",  "quốc tế",     "răng hàm",    "sân khấu",     "sư phạm",
	"sản nhi",    "sản xuất",    "sức khỏe",   "than khoáng", "thanh niên",  "thành viên",  "thông tin",    "thương binh",
	"thương mại", "thế giới",    "thể chất",   "thể dục",     "thể thao",    "thị trường",  "thống kê",     "thủ tướng",
	"thủy lợi",   "thủy sản",    "thực phẩm",  "tim mạch",    "trung ương",  "truyền hình", "truyền thông", "trách nhiệm",
	"tài chính",  "tài nguyên",  "tư lệnh",    "tư pháp",     "tổ chức",     "tổ quốc",     "tổng hợp",     "tổng thống",
	"tự nhiên",   "ung bướu",    "viễn thông", "văn hóa",     "vận tải",     "vật lý",      "xuất nhập",    "xây dựng",
	"xã hội",     "y dược",      "y tế",       "âm nhạc",     "đa khoa",     "điều tra",    "điện lực",     "điện tử",
	"điện ảnh",   "đào tạo",     "đô thị",     "đăng kiểm",   "đường bộ",    "đường sắt",   "đại học",      "đầu khí",
	"đầu tư",     "ủy ban"};
static const char *const places[] = {"bản", "bến",  "chùa", "chợ",  "cầu",   "ga",     "giải", "hang",   "huyện", "hẻm",
				     "hồ",  "khu",  "làng", "lăng", "mộ",    "ngõ",    "núi",  "phường", "phố",   "quận",
				     "quỹ", "sông", "thcs", "thpt", "thôn",  "trường", "trấn", "tượng",  "tỉnh",  "viện",
				     "xã",  "đh",   "đèo",  "đình", "đường", "đảo",    "đền",  "ấp"};
static const char *const known[] = {
	"bà nà",     "bà rịa",   "bùi viện",    "bạch mai", "cao bằng",     "cao lãnh",     "châu mỹ",  "châu phi",  "châu á",
	"châu âu",   "châu đốc", "hai bà",      "hoa kỳ",   "hoa lư",       "hà giang",     "hà lan",   "hà nam",    "hà nội",
	"hà tĩnh",   "hà đông",  "hồ tây",      "la liga",  "lâm đồng",     "lý sơn",       "mai châu", "ninh bình", "ninh thuận",
	"thái bình", "thái lan", "thái nguyên", "trà vinh", "trường chinh", "trường giang", "trường sa"};
static const char *const organisation_words[] = {"báo", "bệnh", "bộ",   "clb",  "câu", "công", "cục", "hiệp",   "hđnd",
						 "học", "hội",  "liên", "ngân", "nhà", "nxb",  "sở",  "trường", "tòa",
						 "tập", "tổng", "ubnd", "viện", "đài", "đại",  "ủy"};
static const char *const qualifiers[] = {"cp",          "cổ phần",    "gd",     "huyện",      "hữu hạn", "mtv",
					 "một",         "nghiên cứu", "nn",     "phát triển", "phường",  "quản lý",
					 "quận",        "thành viên", "thị xã", "tmcp",       "tnhh",    "tp",
					 "trách nhiệm", "tỉnh",       "xã",     "đa khoa",    "đh"};
static const char *const countries[] = {"anh", "argentina", "brazil", "bỉ",  "hàn",  "indonesia",   "iran", "iraq",      "israel",
					"lào", "malaysia",  "mỹ",     "nga", "nhật", "philippines", "pháp", "singapore", "syria",
					"séc", "tbn",       "trung",  "áo",  "úc",   "ý",           "đức",  "ấn"};
static const char *const country_pairs[] = {"ai cập",   "ba lan",   "bồ đào",    "hoa kỳ",    "hy lạp",     "hà lan",
					    "hàn quốc", "na uy",    "nhà trắng", "nhật bản",  "phần lan",   "saudi arabia",
					    "thái lan", "thổ nhĩ",  "thụy sỹ",   "thụy điển", "triều tiên", "trung quốc",
					    "tây ban",  "đan mạch", "ấn độ"};
static const struct {
	const char *words;
	bool capital;
} organisations[] = {{"ủy ban nhân dân", false},
		     {"ubnd", false},
		     {"hội đồng nhân dân", false},
		     {"hđnd", false},
		     {"tổng công ty", false},
		     {"công ty", false},
		     {"tập đoàn", false},
		     {"ngân hàng", false},
		     {"trường đại học", false},
		     {"trường đh", false},
		     {"đại học", false},
		     {"học viện", false},
		     {"bệnh viện", false},
		     {"câu lạc bộ", false},
		     {"clb", false},
		     {"liên đoàn", true},
		     {"hiệp hội", true},
		     {"đài truyền hình", false},
		     {"tổng cục", true},
		     {"bộ", true},
		     {"sở", true},
		     {"cục", true},
		     {"công an", true},
		     {"tòa án nhân dân", false},
		     {"viện kiểm sát nhân dân", false},
		     {"báo", true},
		     {"nhà xuất bản", false},
		     {"nxb", false}};

#define N(list) (sizeof(list) / sizeof *(list))

/* Most steps are settled by the first byte, without a look at how long the word is. */
static int compare(const void *key, const void *item)
{
	struct tc_str term = *(const struct tc_str *)key;
	const char *word = *(const char *const *)item;
	if (term.n > 0 && term.p[0] != word[0])
		return (unsigned char)term.p[0] < (unsigned char)word[0] ? -1 : 1;
	return tc_str_cmp(term, tc_str_of(word));
}

bool tc_name_word_in(enum tc_name_word_list list, struct tc_str term)
{
	static const struct {
		const char *const *words;
		size_t n;
	} lists[TC_NAME_LISTS] = {
		[TC_NAME_SURNAMES] = {surnames, N(surnames)},
		[TC_NAME_OPENERS] = {openers, N(openers)},
		[TC_NAME_PLACES] = {places, N(places)},
		[TC_NAME_HEADS] = {heads, N(heads)},
		[TC_NAME_LEVELS] = {levels, N(levels)},
		[TC_NAME_COUNTRIES] = {countries, N(countries)},
		[TC_NAME_LARGE_COUNTRIES] = {country_pairs, N(country_pairs)},
		[TC_NAME_QUALIFIERS] = {qualifiers, N(qualifiers)},
		[TC_NAME_COMPOUNDS] = {compounds, N(compounds)},
		[TC_NAME_KNOWN] = {known, N(known)},
		[TC_NAME_ORGANISATION_WORDS] = {organisation_words, N(organisation_words)},
	};
	return bsearch(&term, lists[list].words, lists[list].n, sizeof *lists[list].words, compare) != NULL;
}

bool tc_name_pair_in(enum tc_name_word_list list, struct tc_str first, struct tc_str second)
{
	char both[64];
	if (first.n + second.n + 1 > sizeof both)
		return false;
	memcpy(both, first.p, first.n);
	both[first.n] = ' ';
	memcpy(both + first.n + 1, second.p, second.n);
	return tc_name_word_in(list, (struct tc_str){both, first.n + 1 + second.n});
}

const char *tc_name_organisation(size_t i, bool *capital)
{
	if (i >= N(organisations))
		return NULL;
	*capital = organisations[i].capital;
	return organisations[i].words;
}
