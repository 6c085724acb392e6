/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The vocabulary of news pages: what the names that web designers give to elements say about the text in them.
 *
 * An attribute is cut into words at everything that is no letter or digit and where a capital follows a small letter; each
 * word, and each two or three neighbours written together, is looked up in one table: "btg-lien-quan", "btgLienQuan" and
 * "lienquan" all mean related news.  The words are those of content management systems that many papers use (WordPress,
 * Drupal, Arc, VCCorp, FPT), of schema.org, and plain English, Vietnamese, German, French and Spanish nouns.  A word never
 * decides alone: html_prune.c looks at how much text is at stake. */
#include "corpus/html.h"

#include <string.h>

#define N_SLOTS 2048u /* a power of two, over three times the words */
#define MAX_WORDS 24  /* of one attribute; designers of atomic CSS write hundreds, which say nothing */
#define MAX_LETTERS 48

struct word {
	const char *name;
	uint32_t says;
};

static const struct word words[] = {
	/* The text and nothing else. */
	{"articlebody", TC_WORD_BODY},
	{"articlebodytext", TC_WORD_BODY},
	{"articletext", TC_WORD_BODY},
	{"articlebodycontent", TC_WORD_BODY},
	{"articlecopy", TC_WORD_BODY},
	{"bodycopy", TC_WORD_BODY},
	{"bodytext", TC_WORD_BODY},
	{"contentbody", TC_WORD_BODY},
	{"detailcontent", TC_WORD_BODY},
	{"detailcontentbody", TC_WORD_BODY},
	{"detailcmain", TC_WORD_BODY},
	{"contentdetail", TC_WORD_BODY},
	{"entrycontent", TC_WORD_BODY},
	{"fckdetail", TC_WORD_BODY},
	{"noidung", TC_WORD_BODY},
	{"newsbody", TC_WORD_BODY},
	{"newscontent", TC_WORD_BODY},
	{"pagecontentarticle", TC_WORD_BODY},
	{"postbody", TC_WORD_BODY},
	{"postcontent", TC_WORD_BODY},
	{"singularcontent", TC_WORD_BODY},
	{"storybody", TC_WORD_BODY},
	{"storybodytext", TC_WORD_BODY},
	{"storycontent", TC_WORD_BODY},
	{"storytext", TC_WORD_BODY},
	{"thearticlebody", TC_WORD_BODY},
	{"tdpostcontent", TC_WORD_BODY},
	{"bmaincontent", TC_WORD_BODY},
	{"zcecontentbody", TC_WORD_BODY},
	{"blogcontent", TC_WORD_BODY},
	{"cmsbody", TC_WORD_BODY},
	{"cmscontent", TC_WORD_BODY},
	{"richtextarticle", TC_WORD_BODY},
	{"textcontent", TC_WORD_BODY},
	{"artikeltext", TC_WORD_BODY},
	{"articlecontent", TC_WORD_BODY},
	{"articlemaincontent", TC_WORD_CONTENT},
	{"articledetail", TC_WORD_CONTENT},
	{"articlecontents", TC_WORD_BODY},
	{"maincontentarticle", TC_WORD_CONTENT},
	{"chitiet", TC_WORD_CONTENT},
	{"newsdetail", TC_WORD_CONTENT},
	{"detailnews", TC_WORD_CONTENT},
	{"contentnews", TC_WORD_CONTENT},
	{"contentarticle", TC_WORD_CONTENT},
	{"postarticle", TC_WORD_CONTENT},
	{"articlepost", TC_WORD_CONTENT},
	{"baiviet", TC_WORD_CONTENT},
	{"baichitiet", TC_WORD_CONTENT},
	{"chitietbai", TC_WORD_CONTENT},
	{"articlepage", TC_WORD_HINT},
	{"maincontent", TC_WORD_HINT},
	{"pagecontent", TC_WORD_HINT},
	{"content", TC_WORD_HINT},
	{"contents", TC_WORD_HINT},
	{"article", TC_WORD_HINT},
	{"articles", TC_WORD_WEAK_BOX},
	{"body", TC_WORD_HINT},
	{"entry", TC_WORD_HINT},
	{"main", TC_WORD_HINT},
	{"post", TC_WORD_HINT},
	{"story", TC_WORD_HINT},
	{"text", TC_WORD_HINT},
	{"blog", TC_WORD_HINT},
	{"paragraph", TC_WORD_HINT},
	{"artikel", TC_WORD_HINT},
	{"detail", TC_WORD_HINT},
	/* Lead. */
	{"sapo", TC_WORD_LEAD},
	{"chapeau", TC_WORD_LEAD},
	{"chappeau", TC_WORD_LEAD},
	{"standfirst", TC_WORD_LEAD},
	{"tomtat", TC_WORD_LEAD},
	{"shortintro", TC_WORD_LEAD},
	{"articlelead", TC_WORD_LEAD},
	{"detaillead", TC_WORD_LEAD},
	{"detailsapo", TC_WORD_LEAD},
	{"leadtext", TC_WORD_LEAD},
	{"articlesummary", TC_WORD_LEAD},
	{"articleintro", TC_WORD_LEAD},
	{"articleintroduction", TC_WORD_LEAD},
	{"newssapo", TC_WORD_LEAD},
	{"trichdan", TC_WORD_LEAD},
	{"lead", TC_WORD_LEAD},
	{"teasertext", TC_WORD_LEAD},
	{"pdescription", TC_WORD_LEAD},
	{"subhead", TC_WORD_SUBTITLE},
	{"subheadline", TC_WORD_SUBTITLE},
	{"subtitle", TC_WORD_SUBTITLE},
	{"dek", TC_WORD_SUBTITLE},
	{"deck", TC_WORD_SUBTITLE},
	{"tieudephu", TC_WORD_SUBTITLE},
	{"description", TC_WORD_SUBTITLE},
	{"summary", TC_WORD_SUBTITLE},
	{"excerpt", TC_WORD_SUBTITLE},
	{"phude", TC_WORD_SUBTITLE},
	{"kicker", TC_WORD_SUBTITLE},
	{"overline", TC_WORD_SUBTITLE},
	{"supertitle", TC_WORD_SUBTITLE},
	{"pullquote", TC_WORD_QUOTE},
	{"pullquotes", TC_WORD_QUOTE},
	{"quotebox", TC_WORD_QUOTE},
	{"boxquote", TC_WORD_QUOTE},
	{"boxtrichdan", TC_WORD_QUOTE},
	{"trichdannoibat", TC_WORD_QUOTE},
	/* Captions. */
	{"caption", TC_WORD_CAPTION},
	{"captions", TC_WORD_CAPTION},
	{"figcaption", TC_WORD_CAPTION},
	{"chuthich", TC_WORD_CAPTION},
	{"photocaption", TC_WORD_CAPTION},
	{"photocmscaption", TC_WORD_CAPTION},
	{"imagecaption", TC_WORD_CAPTION},
	{"imgcaption", TC_WORD_CAPTION},
	{"videocaption", TC_WORD_CAPTION},
	{"wpcaptiontext", TC_WORD_CAPTION},
	{"captiontext", TC_WORD_CAPTION},
	{"legend", TC_WORD_CAPTION},
	{"credit", TC_WORD_CAPTION},
	{"photocredit", TC_WORD_CAPTION},
	{"imagecredit", TC_WORD_CAPTION},
	{"pcaption", TC_WORD_CAPTION},
	{"bildunterschrift", TC_WORD_CAPTION},
	{"copyright", TC_WORD_CAPTION},
	{"tplcaption", TC_WORD_PHOTO},
	{"photo", TC_WORD_PHOTO},
	{"tblphoto", TC_WORD_PHOTO},
	{"itemslideshow", TC_WORD_PHOTO},
	{"anh", TC_WORD_PHOTO},
	/* Byline, time, title, source. */
	{"author", TC_WORD_AUTHOR},
	{"authors", TC_WORD_AUTHOR},
	{"authorname", TC_WORD_AUTHOR},
	{"authormail", TC_WORD_AUTHOR},
	{"authorinfo", TC_WORD_AUTHOR},
	{"byline", TC_WORD_AUTHOR},
	{"bylines", TC_WORD_AUTHOR},
	{"autor", TC_WORD_AUTHOR},
	{"auteur", TC_WORD_AUTHOR},
	{"butdanh", TC_WORD_AUTHOR},
	{"buttdanh", TC_WORD_AUTHOR},
	{"tacgia", TC_WORD_AUTHOR},
	{"detailauthor", TC_WORD_AUTHOR},
	{"nguoiviet", TC_WORD_AUTHOR},
	{"writer", TC_WORD_AUTHOR},
	{"contributor", TC_WORD_AUTHOR},
	{"date", TC_WORD_DATE},
	{"datetime", TC_WORD_DATE},
	{"dateline", TC_WORD_DATE},
	{"datepublished", TC_WORD_DATE},
	{"datemodified", TC_WORD_DATE},
	{"pubdate", TC_WORD_DATE},
	{"publishdate", TC_WORD_DATE},
	{"published", TC_WORD_DATE},
	{"time", TC_WORD_DATE},
	{"timestamp", TC_WORD_DATE},
	{"ngaydang", TC_WORD_DATE},
	{"thoigian", TC_WORD_DATE},
	{"ngay", TC_WORD_DATE},
	{"gio", TC_WORD_DATE},
	{"headline", TC_WORD_TITLE},
	{"tieude", TC_WORD_TITLE},
	{"entrytitle", TC_WORD_TITLE},
	{"posttitle", TC_WORD_TITLE},
	{"articletitle", TC_WORD_TITLE},
	{"detailtitle", TC_WORD_TITLE},
	{"titledetail", TC_WORD_TITLE},
	{"titlenews", TC_WORD_TITLE},
	{"newstitle", TC_WORD_TITLE},
	{"nguon", TC_WORD_SOURCE},
	{"nguontin", TC_WORD_SOURCE},
	{"sourcename", TC_WORD_SOURCE},
	/* Boxes. */
	{"related", TC_WORD_BOX},
	{"relatednews", TC_WORD_BOX},
	{"relatedone", TC_WORD_BOX},
	{"relatedonenews", TC_WORD_BOX},
	{"relatednewsbox", TC_WORD_BOX},
	{"relateds", TC_WORD_BOX},
	{"lienquan", TC_WORD_BOX},
	{"docthem", TC_WORD_BOX},
	{"xemthem", TC_WORD_BOX},
	{"tinkhac", TC_WORD_BOX},
	{"tincungchuyenmuc", TC_WORD_BOX},
	{"cungchuyenmuc", TC_WORD_BOX},
	{"docnhieu", TC_WORD_BOX},
	{"tinmoi", TC_WORD_BOX},
	{"tinnong", TC_WORD_BOX},
	{"quangcao", TC_WORD_BOX},
	{"chiase", TC_WORD_BOX},
	{"dangky", TC_WORD_BOX},
	{"share", TC_WORD_BOX},
	{"shares", TC_WORD_BOX},
	{"sharing", TC_WORD_BOX},
	{"sharebar", TC_WORD_BOX},
	{"sharetools", TC_WORD_BOX},
	{"sharedaddy", TC_WORD_BOX},
	{"social", TC_WORD_BOX},
	{"socials", TC_WORD_BOX},
	{"socialbar", TC_WORD_BOX},
	{"addthis", TC_WORD_BOX},
	{"addtoany", TC_WORD_BOX},
	{"newsletter", TC_WORD_BOX},
	{"subscribe", TC_WORD_BOX},
	{"subscription", TC_WORD_WEAK_BOX},
	{"signup", TC_WORD_BOX},
	{"promo", TC_WORD_BOX},
	{"promos", TC_WORD_BOX},
	{"promotion", TC_WORD_BOX},
	{"sponsor", TC_WORD_BOX},
	{"sponsored", TC_WORD_BOX},
	{"taboola", TC_WORD_BOX},
	{"outbrain", TC_WORD_BOX},
	{"recommended", TC_WORD_BOX},
	{"recommendation", TC_WORD_BOX},
	{"recommendations", TC_WORD_BOX},
	{"recirc", TC_WORD_BOX},
	{"recirculation", TC_WORD_BOX},
	{"readmore", TC_WORD_BOX},
	{"morestories", TC_WORD_BOX},
	{"morenews", TC_WORD_BOX},
	{"mostread", TC_WORD_BOX},
	{"mostpopular", TC_WORD_BOX},
	{"popular", TC_WORD_BOX},
	{"trending", TC_WORD_BOX},
	{"teaser", TC_WORD_BOX},
	{"teasers", TC_WORD_BOX},
	{"ads", TC_WORD_BOX},
	{"ad", TC_WORD_BOX},
	{"advert", TC_WORD_BOX},
	{"advertisement", TC_WORD_BOX},
	{"advertising", TC_WORD_BOX},
	{"adslot", TC_WORD_BOX},
	{"banner", TC_WORD_WEAK_BOX},
	{"widget", TC_WORD_WEAK_BOX},
	{"toolbar", TC_WORD_BOX},
	{"tools", TC_WORD_BOX},
	{"congcu", TC_WORD_BOX},
	{"paywall", TC_WORD_WEAK_BOX},
	{"cookie", TC_WORD_BOX},
	{"gdpr", TC_WORD_BOX},
	{"popup", TC_WORD_BOX},
	{"modal", TC_WORD_BOX},
	{"rating", TC_WORD_BOX},
	{"vote", TC_WORD_BOX},
	{"print", TC_WORD_WEAK_BOX},
	{"donate", TC_WORD_BOX},
	{"carousel", TC_WORD_WEAK_BOX},
	{"authorbio", TC_WORD_BOX},
	{"bio", TC_WORD_BOX},
	{"biography", TC_WORD_BOX},
	{"aboutauthor", TC_WORD_BOX},
	{"authorbox", TC_WORD_BOX},
	{"disclaimer", TC_WORD_WEAK_BOX},
	{"pagination", TC_WORD_BOX},
	{"pager", TC_WORD_BOX},
	{"screenreadertext", TC_WORD_BOX},
	{"visuallyhidden", TC_WORD_BOX},
	{"sronly", TC_WORD_BOX},
	{"comment", TC_WORD_COMMENT},
	{"comments", TC_WORD_COMMENT},
	{"commentlist", TC_WORD_COMMENT},
	{"disqus", TC_WORD_COMMENT},
	{"binhluan", TC_WORD_COMMENT},
	{"ykien", TC_WORD_COMMENT},
	{"ykienbandoc", TC_WORD_COMMENT},
	{"respond", TC_WORD_COMMENT},
	{"kommentare", TC_WORD_COMMENT},
	/* Around the article. */
	{"nav", TC_WORD_MENU},
	{"navbar", TC_WORD_MENU},
	{"navigation", TC_WORD_MENU},
	{"menu", TC_WORD_MENU},
	{"thucdon", TC_WORD_MENU},
	{"footer", TC_WORD_MENU},
	{"sidebar", TC_WORD_MENU},
	{"sidebars", TC_WORD_MENU},
	{"siteheader", TC_WORD_MENU},
	{"masthead", TC_WORD_MENU},
	{"topbar", TC_WORD_MENU},
	{"contentinfo", TC_WORD_MENU},
	{"complementary", TC_WORD_MENU},
	{"breadcrumb", TC_WORD_CRUMB},
	{"breadcrumbs", TC_WORD_CRUMB},
	{"breadcrumblist", TC_WORD_CRUMB},
	{"duongdan", TC_WORD_CRUMB},
	{"duong", TC_WORD_CRUMB},
	{"bread", TC_WORD_CRUMB},
	{"tags", TC_WORD_TAGS},
	{"tag", TC_WORD_TAGS},
	{"taglist", TC_WORD_TAGS},
	{"tagcloud", TC_WORD_TAGS},
	{"tukhoa", TC_WORD_TAGS},
	{"thebai", TC_WORD_TAGS},
	{"nhan", TC_WORD_TAGS},
	{"keywords", TC_WORD_TAGS},
	{"topics", TC_WORD_TAGS},
	{"boxcontentnote", TC_WORD_KEEP},
	{"twittertweet", TC_WORD_KEEP},
	{"instagrammedia", TC_WORD_KEEP},
	{"latestnews", TC_WORD_BOX},

};

#define N_WORDS (sizeof(words) / sizeof(words[0]))

uint16_t *tc_html_words_new(struct tc_arena *arena)
{
	uint16_t *slots = tc_arena_alloc(arena, N_SLOTS * sizeof(*slots));

	for (size_t i = 0; slots != NULL && i < N_WORDS; i++) {
		size_t at = tc_str_hash(tc_str_of(words[i].name)) & (N_SLOTS - 1);

		while (slots[at] != 0)
			at = (at + 1) & (N_SLOTS - 1);
		slots[at] = (uint16_t)(i + 1);
	}
	return slots;
}

static uint32_t look_up(const uint16_t *slots, struct tc_str word)
{
	for (size_t at = tc_str_hash(word) & (N_SLOTS - 1); slots[at] != 0; at = (at + 1) & (N_SLOTS - 1))
		if (tc_str_eq(tc_str_of(words[slots[at] - 1].name), word))
			return words[slots[at] - 1].says;
	return 0;
}

/* The words of an attribute, in small letters, one after another in letters; ends[k] is where word k ends. */
struct cut {
	char letters[MAX_WORDS * MAX_LETTERS];
	size_t ends[MAX_WORDS];
	size_t n;
};

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static void cut(struct tc_str s, struct cut *out)
{
	size_t n = 0, begin = 0;

	out->n = 0;
	for (size_t i = 0; i <= s.n && out->n < MAX_WORDS; i++) {
		char c = i < s.n ? s.p[i] : ' ';
		bool is_letter = is_small(c) || is_capital(c) || (c & 0x80) != 0;

		if (n > begin && (!is_letter || (is_capital(c) && is_small(s.p[i - 1])))) {
			out->ends[out->n++] = n;
			begin = n;
		}
		if (is_letter && n - begin < MAX_LETTERS - 1 && n < sizeof(out->letters))
			out->letters[n++] = is_capital(c) ? (char)(c - 'A' + 'a') : c;
	}
}

uint32_t tc_html_words(const uint16_t *slots, struct tc_str attribute)
{
	struct cut words_cut;
	uint32_t says = 0;

	if (slots == NULL || attribute.n == 0 || attribute.n > 400)
		return 0;
	cut(attribute, &words_cut);
	for (size_t i = 0; i < words_cut.n; i++) {
		size_t begin = i == 0 ? 0 : words_cut.ends[i - 1];

		for (size_t j = i; j < words_cut.n && j < i + 3; j++)
			says |= look_up(slots, (struct tc_str){words_cut.letters + begin, words_cut.ends[j] - begin});
	}
	return says;
}
