/* SPDX-License-Identifier: GPL-2.0-or-later */
/* VIQR (RFC 1456, appendix): Vietnamese in ASCII, as in mail and Usenet of the nineties.
 *
 * A vowel is followed by ^ ( or + for its shape (* for + too) and by ` ' ? ~ or . for its tone, dd is đ, and a backslash takes
 * the next sign for itself: Vie^.t Nam, ddu+o+`ng.  Full stops, question marks and apostrophes are tones by the letter of the RFC
 * and punctuation for whoever forgot the backslash: "ra xa. Ho.".  So a word is read as a whole.  A mark inside it is a tone when
 * the word is a Vietnamese syllable with it (it's, yahoo.com are none).  A mark behind it is a tone where the sentence goes on (a
 * small letter, a comma, a second full stop follow); where a sentence may end, it is one in the words that are frequent with it.
 * An apostrophe ends no sentence and is a tone, unless one stands before the word too; then the more frequent word decides. Tags,
 * addresses of pages and of mail stay as they are. */
#include "corpus/charset_vn.h"

#include <string.h>

#define MAX_WORD 24

/* Syllables that end with a vowel and are more frequent with the tone than half of what they are without it. */
static const char with_dot[] =
	" bị sự bộ vụ dự thị độ hệ họ vị nghị trị chị mẹ nghệ vợ vệ phụ trợ hộ cụ lộ hạ lệ nợ mộ sợ "
	"nhẹ trụ chợ lạ tệ ngụ ngự dụ thọ tụ ngộ huệ trọ tuệ nụ đệ tị nộ rộ kỵ nọ ngọ bọ trệ duệ rợ thệ sộ ";
static const char with_hook[] =
	" để ở ả thể chỉ thủ chủ cả sở tổ quả sử trở tỷ trẻ xử phủ tử bỏ kể sẻ khả nhỏ mở đủ cử kỷ tỏ thử bổ đỏ vẻ nghỉ tỉ nổ đổ "
	"ngủ kẻ chở phổ thổ khổ vỏ thẻ rẻ thở lẻ hổ thả lở sổ cỏ nở mỏ tủ củ nhở hở rỉ rể bỉ rủ dở mẻ kỉ vở xỉ nể ngỏ rổ gỉ bẻ "
	"hủ thuở trổ nỉ sỉ tẻ phở nhổ khử trả cổ giả xả đẻ ";

/* A word as it stands in the text. */
struct viqr_word {
	int letters[MAX_WORD]; /* tc_vn_letter, or the negative of an ASCII consonant */
	size_t ends[MAX_WORD]; /* byte offset behind each letter with its marks */
	bool weak[MAX_WORD];   /* its tone is a sign of punctuation */
	size_t n;
};

static bool is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_weak(char c)
{
	return c == '.' || c == '?' || c == '\'';
}

/* letter, a plain vowel, with the shape that c is; -1 when it is none of it. */
static int shaped(int letter, char c)
{
	int small = letter % TC_VN_LETTERS, tone = small % 6, vowel = small - tone;
	if (c == '(')
		return vowel == 0 ? letter + 6 : -1;
	if (c == '^')
		return vowel == 0 ? letter + 12 : vowel == 18 || vowel == 36 ? letter + 6 : -1;
	if (c == '+' || c == '*')
		return vowel == 36 ? letter + 12 : vowel == 54 ? letter + 6 : -1;
	return -1;
}

/* Reads the letter at s.p[*at] with its marks, moves *at behind them. */
static int read_letter(struct tc_str s, size_t *at, bool first, bool *weak)
{
	static const char tones[] = "`?~'.";
	char c = s.p[*at], next = *at + 1 < s.n ? s.p[*at + 1] : '\0';
	int letter = tc_vn_letter((unsigned char)c);
	bool has_shape = false;
	*weak = false;
	(*at)++;
	if ((c == 'D' && next == 'D') || (first && (c == 'd' || c == 'D') && (next == 'd' || next == 'D'))) {
		(*at)++;
		return TC_VN_DD + (c == 'D' ? TC_VN_LETTERS : 0);
	}
	if (letter < 0)
		return -c;
	for (; *at < s.n; (*at)++) {
		const char *tone = strchr(tones, s.p[*at]);
		int with_shape = has_shape ? -1 : shaped(letter, s.p[*at]);
		if (with_shape >= 0) {
			letter = with_shape;
			has_shape = true;
		} else if (tone != NULL && *tone != '\0' && letter % TC_VN_LETTERS % 6 == 0) {
			letter += (int)(tone - tones) + 1;
			*weak = is_weak(*tone);
		} else {
			break;
		}
	}
	return letter;
}

static void read_word(struct tc_str s, size_t at, struct viqr_word *w)
{
	for (w->n = 0; w->n < MAX_WORD && at < s.n && is_ascii_letter(s.p[at]); w->n++) {
		w->letters[w->n] = read_letter(s, &at, w->n == 0, &w->weak[w->n]);
		w->ends[w->n] = at;
	}
}

static void write_word(const struct viqr_word *w, size_t n, struct tc_buf *out)
{
	for (size_t i = 0; i < n; i++) {
		int letter = w->letters[i];
		tc_buf_add_utf8(out, letter < 0 ? (unsigned)-letter : tc_vn_code_points[letter]);
	}
}

/* How frequent the first n letters are as a word. */
static int weight(const struct viqr_word *w, size_t n)
{
	struct tc_buf word;
	tc_buf_init(&word, 4 * MAX_WORD);
	write_word(w, n, &word);
	int found = tc_vn_word(tc_buf_str(&word));
	tc_buf_release(&word);
	return found;
}

/* The word without the tone of its letter i. */
static struct viqr_word without_tone(const struct viqr_word *w, size_t i)
{
	struct viqr_word plain = *w;
	plain.letters[i] -= plain.letters[i] % TC_VN_LETTERS % 6;
	plain.weak[i] = false;
	plain.ends[i]--;
	return plain;
}

/* Is the word with its last tone one of the list, in small letters? */
static bool is_listed(const struct viqr_word *w, const char *list)
{
	struct tc_buf word;
	tc_buf_init(&word, 8 * MAX_WORD);
	tc_buf_add_char(&word, ' ');
	for (size_t i = 0; i < w->n; i++) {
		int letter = w->letters[i];
		tc_buf_add_utf8(&word, letter < 0 ? (unsigned)-letter | 0x20 : tc_vn_code_points[letter % TC_VN_LETTERS]);
	}
	tc_buf_add_char(&word, ' ');
	bool found = tc_str_find(tc_str_of(list), tc_buf_str(&word), 0) < strlen(list);
	tc_buf_release(&word);
	return found;
}

/* What the sign behind a word, which stands at byte offset at - 1, can be by what follows. */
enum viqr_sign { A_TONE, A_STOP, EITHER, ALONE };

static enum viqr_sign sign_before(struct tc_str s, size_t from, size_t at)
{
	size_t blank = at, n_dots = 0;
	char sign = s.p[at - 1];
	if (sign == '\'' && (from == 0 || s.p[from - 1] != '\''))
		return A_TONE; /* no sentence ends with it, and none is quoted so */
	while (sign == '.' && at + n_dots < s.n && s.p[at + n_dots] == '.')
		n_dots++;
	if (n_dots > 0)
		return n_dots == 2 ? A_STOP : A_TONE; /* an ellipsis, or a tone and what follows */
	while (blank < s.n && (s.p[blank] == ' ' || s.p[blank] == '"' || s.p[blank] == '\r'))
		blank++;
	if (blank == s.n || s.p[blank] == '\n' || s.p[blank] == '<')
		return from == 0 || s.p[from - 1] == '\n' || s.p[from - 1] == '>' ? ALONE : EITHER;
	if (blank == at)
		return s.p[at] == '/' ? EITHER : A_TONE;
	bool opens = (s.p[blank] >= 'A' && s.p[blank] <= 'Z') || (s.p[blank] >= '0' && s.p[blank] <= '9') || s.p[blank] == '(' ||
		     s.p[blank] == '-';
	return opens || s.p[at] == '"' ? EITHER : A_TONE;
}

/* Is the sign behind the word no tone of it?  full and bare are the weights with and without. */
static bool is_stop(struct tc_str s, size_t from, const struct viqr_word *w, int full, int bare)
{
	char sign = s.p[w->ends[w->n - 1] - 1], before = s.p[w->ends[w->n - 1] - 2];
	enum viqr_sign may_be = sign_before(s, from, w->ends[w->n - 1]);
	if (may_be == ALONE)
		return false;
	if (full == 0)
		return bare > 0 || strchr("^(+*", before) == NULL;
	if (may_be != EITHER || bare == 0)
		return may_be == A_STOP && bare > 0;
	return sign == '\'' ? full < bare - 1 : !is_listed(w, sign == '.' ? with_dot : with_hook);
}

/* Was a blank left out between words, so that the sign in the middle is a tone all the same?  Such a word has other marks, and
 * no capital follows the sign. */
static bool is_joined(struct tc_str s, const struct viqr_word *w, size_t i)
{
	bool marked = false;
	char next = s.p[w->ends[i]];
	for (size_t k = 0; k < w->n; k++)
		marked |= w->letters[k] >= 0 && tc_vn_code_points[w->letters[k]] >= 0x80 &&
			  (!w->weak[k] || strchr("^(+*", s.p[w->ends[k] - 2]) != NULL);
	return marked && next >= 'a' && next <= 'z';
}

/* Decodes the word at byte offset at and returns where it ends. */
static size_t decode_word(struct tc_str s, size_t at, struct tc_buf *out)
{
	struct viqr_word w;
	size_t first_weak = 0;
	read_word(s, at, &w);
	int full = weight(&w, w.n);
	size_t last = w.n - 1;
	while (first_weak < last && !w.weak[first_weak])
		first_weak++;
	if (w.weak[last]) {
		struct viqr_word plain = without_tone(&w, last);
		int bare = weight(&plain, plain.n);
		if (is_stop(s, at, &w, full, bare)) {
			w = plain;
			full = bare;
		}
	}
	if (full == 0 && first_weak < last && w.weak[first_weak] && !is_joined(s, &w, first_weak)) {
		/* No syllable with it: what stands before the sign is a word of its own. */
		w = without_tone(&w, first_weak);
		w.n = first_weak + 1;
		last = first_weak;
	}
	write_word(&w, w.n, out);
	return w.ends[last];
}

/* Where what is no prose at byte offset at ends: a tag, an address; at when it is prose. */
static size_t skip(struct tc_str s, size_t at)
{
	size_t end = at;
	if (s.p[at] == '<' && at + 1 < s.n && (is_ascii_letter(s.p[at + 1]) || s.p[at + 1] == '/' || s.p[at + 1] == '!')) {
		end = tc_str_find_char(s, '>', at);
		return end == s.n ? at : end;
	}
	if (at > 0 && strchr(" \n\t(<>\"", s.p[at - 1]) == NULL)
		return at;
	while (end < s.n && end - at < 256 && strchr(" \n\t<>\"", s.p[end]) == NULL)
		end++;
	struct tc_str token = tc_str_sub(s, at, end);
	bool address = tc_str_starts(token, TC_STR("www.")) || tc_str_find(token, TC_STR("://"), 0) < token.n ||
		       tc_str_find_char(token, '@', 0) < token.n;
	return address ? end : at;
}

void tc_vn_decode_viqr(struct tc_str s, struct tc_buf *out)
{
	for (size_t at = 0; at < s.n;) {
		size_t end = skip(s, at);
		if (end > at) {
			tc_buf_add_str(out, tc_str_sub(s, at, end));
			at = end;
		} else if (s.p[at] == '\\' && at + 1 < s.n && strchr("`?~'.^(+*dD\\", s.p[at + 1]) != NULL) {
			tc_buf_add_char(out, s.p[at + 1]);
			at += 2;
		} else if (is_ascii_letter(s.p[at])) {
			at = decode_word(s, at, out);
		} else {
			tc_buf_add_char(out, s.p[at++]);
		}
	}
}
