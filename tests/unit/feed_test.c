/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feeds and agency documents, small ones of each kind, and documents that are damaged or want to do harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/reader.h"

static struct tc_arena arena;
static struct tc_article article;
static struct tc_err err;
static struct tc_reader *reader;

static void begin(const char *text)
{
	tc_reader_free(reader);
	reader = NULL;
	assert_int_equal(tc_reader_open_memory(tc_str_of(text), "f.xml", NULL, &reader, &err), TC_OK);
}

static enum tc_status next(void)
{
	tc_arena_reset(&arena);
	tc_article_init(&article, &arena);
	return tc_reader_next(reader, &article, &err);
}

static void is(struct tc_str s, const char *expected)
{
	if (!tc_str_eq(s, tc_str_of(expected)))
		fail_msg("'%.*s' is not '%s'", TC_STR_ARG(s), expected);
}

static void rss(void **state)
{
	(void)state;
	begin("<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
	      "<title>Báo Tân Giang</title><language>vi</language><item><title>Lúa &amp;amp; gạo</title>"
	      "<link>http://example.org/1</link><guid>g1</guid><pubDate>Sun, 08 Jan 2023 17:46:00 +0700</pubDate>"
	      "<description>Dẫn.</description><content:encoded><![CDATA[<p>Một.</p><p>Hai.</p>]]></content:encoded></item>"
	      "<item><title>Hai</title><description>Chỉ có dẫn.</description></item></channel></rss>");
	assert_int_equal(next(), TC_OK);
	is(article.title, "Lúa & gạo");
	is(article.publication, "Báo Tân Giang");
	is(article.language, "vi");
	is(article.id, "g1");
	is(article.url, "http://example.org/1");
	is(article.lead, "Dẫn.");
	assert_int_equal(article.body.n, 2);
	is(article.body.v[1], "Hai.");
	assert_int_equal(article.published.hour, 17);
	assert_int_equal(next(), TC_OK);
	is(article.body.v[0], "Chỉ có dẫn.");
	assert_int_equal(article.record, 2);
	assert_int_equal(next(), TC_END);
}

static void atom(void **state)
{
	(void)state;
	begin("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='vi'><title>Báo</title><entry><title>1 &lt; 2</title>"
	      "<link rel='self' href='http://example.org/s'/><link href='http://example.org/a?x=1&amp;y=2'/><id>urn:1</id>"
	      "<author><name>An Bình</name></author><updated>2023-01-08T17:46:00+07:00</updated>"
	      "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Một &amp; hai.</p><p>Ba.</p></div></content>"
	      "</entry></feed>");
	assert_int_equal(next(), TC_OK);
	is(article.title, "1 < 2");
	is(article.url, "http://example.org/a?x=1&y=2");
	is(article.authors.v[0], "An Bình");
	is(article.body.v[0], "Một & hai.");
	is(article.language, "vi");
	assert_int_equal(article.published.day, 8);
	assert_int_equal(next(), TC_END);
}

static void wordpress(void **state)
{
	(void)state;
	begin("<rss xmlns:wp='http://wordpress.org/export/1.2/' "
	      "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
	      "<item><title>Nháp</title><wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item>"
	      "<item><title>Ảnh</title><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status></item>"
	      "<item><title>Bài</title><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
	      "<category domain='category'>Kinh tế</category><category domain='post_tag'>lúa</category></item></channel></rss>");
	assert_int_equal(next(), TC_OK);
	is(article.title, "Bài");
	is(article.section.v[0], "Kinh tế");
	is(article.keywords.v[0], "lúa");
	assert_int_equal(article.record, 3);
	assert_int_equal(next(), TC_END);
}

static void nitf(void **state)
{
	(void)state;
	begin("<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf><head><docdata><doc-id id-string='x1'/>"
	      "<date.issue norm='20230108T174600+0700'/></docdata></head><body><body.head><hedline><hl1>Tựa</hl1>"
	      "<hl2>Phụ đề</hl2></hedline><byline>An Bình</byline><abstract><p>Dẫn.</p></abstract></body.head>"
	      "<body.content><p>Một.</p><media><media-caption>Ảnh.</media-caption></media><p>Hai.</p></body.content></body></"
	      "nitf>");
	assert_int_equal(next(), TC_OK);
	is(article.title, "Tựa");
	is(article.subtitle, "Phụ đề");
	is(article.lead, "Dẫn.");
	is(article.id, "x1");
	is(article.authors.v[0], "An Bình");
	is(article.captions.v[0], "Ảnh.");
	assert_int_equal(article.body.n, 2);
	assert_int_equal(article.published.year, 2023);
	assert_int_equal(next(), TC_END);
}

static void newsml(void **state)
{
	(void)state;
	begin("<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem guid='urn:1' xml:lang='vi'><itemMeta>"
	      "<provider literal='TTX'/><versionCreated>2023-01-08T17:46:00+07:00</versionCreated></itemMeta><contentMeta>"
	      "<headline>Tựa</headline><keyword>lúa</keyword></contentMeta><contentSet><inlineXML><html "
	      "xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><p>Một.</p></body></html></inlineXML>"
	      "</contentSet></newsItem><newsItem guid='urn:2'><contentMeta><headline>Hai</headline></contentMeta><contentSet>"
	      "<inlineData>Trơn.</inlineData></contentSet></newsItem></itemSet></newsMessage>");
	assert_int_equal(next(), TC_OK);
	is(article.id, "urn:1");
	is(article.source, "TTX");
	is(article.title, "Tựa");
	is(article.keywords.v[0], "lúa");
	assert_int_equal(article.body.n, 1);
	is(article.body.v[0], "Một.");
	assert_int_equal(next(), TC_OK);
	is(article.body.v[0], "Trơn.");
	assert_int_equal(next(), TC_END);
}

/* What is there is given, then the line of the damage. */
static void a_cut_feed(void **state)
{
	(void)state;
	begin("<rss><channel><item><title>Một</title></item>\n<item><title>Hai");
	assert_int_equal(next(), TC_OK);
	is(article.title, "Một");
	assert_int_equal(next(), TC_OK);
	is(article.title, "Hai");
	assert_int_equal(article.notes.n, 2);
	is(article.notes.v[1], "truncated: the document ends inside this record");
	assert_int_equal(next(), TC_SKIP);
	assert_non_null(strstr(err.text, "ends early, after line 2"));
	assert_int_equal(next(), TC_END);
}

static void what_can_be_repaired(void **state)
{
	(void)state;
	begin("<rss><channel><item><title>A & B &eacute; &nbsp;C</title><item><title>Hai</item></channel></rss>");
	assert_int_equal(next(), TC_OK);
	is(article.title, "A & B é C");
	assert_int_equal(next(), TC_OK);
	is(article.title, "Hai");
}

static void entities_stay_outside(void **state)
{
	(void)state;
	begin("<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
	      "<rss><channel><item><title>&a; &b; &x;</title></item></channel></rss>");
	assert_int_equal(next(), TC_OK);
	is(article.title, "aaaaaaaaaa &b; &x;");
	assert_int_equal(next(), TC_END);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rss),
		cmocka_unit_test(atom),
		cmocka_unit_test(wordpress),
		cmocka_unit_test(nitf),
		cmocka_unit_test(newsml),
		cmocka_unit_test(a_cut_feed),
		cmocka_unit_test(what_can_be_repaired),
		cmocka_unit_test(entities_stay_outside),
	};
	tc_arena_init(&arena, 64u << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	tc_reader_free(reader);
	tc_arena_release(&arena);
	return failed;
}
