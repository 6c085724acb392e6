/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes a database of documents at the edges of what the format allows; the same at each run.
 *
 *	edge_db CORPUS DATABASE [seed=N] [segment=N]             a new database
 *	edge_db CORPUS DATABASE [seed=N] bulk=BYTES [jobs=N]     the same by the bulk writer with this budget
 *	edge_db copy DATABASE from=OTHER [bulk=BYTES] [jobs=N]   documents and metadata of another, under their docids
 *	edge_db change DATABASE [seed=N]                additions, replacements and deletions in one that is there
 *	edge_db data|wdf|position|value|metadata DATABASE    this alone, in its last document
 *
 * Without segment= one writer adds all documents in one commit; with it every N documents are a database of their own, compacted
 * into one with their docids kept, as a first build does.  With bulk= the bulk writer makes it, of as many runs as its budget
 *asks for.  What is made must not depend on it: tests/xapianc compares.
 *
 * The table CORPORA at the end names what there is.  random takes all of it from the seed: number of documents, gaps, terms of
 *any bytes, wdf apart from the number of positions, values, stored data and metadata.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "xapianc/bulk.h"
#include "xapianc/db.h"
#include "xapianc/iterate.h"

#define MAX_POSITIONS (1 << 20)

static struct {
	uint64_t random;
	struct tc_doc *doc;
	struct tc_db *db; /* what is written to: one of the two */
	struct tc_bulk *bulk;
	struct tc_buf bytes;
	uint32_t *positions; /* room for MAX_POSITIONS */
	struct tc_err err;
	enum tc_status status; /* sticky */
} all;

static uint32_t below(uint32_t n)
{
	uint64_t z = (all.random += 0x9e3779b97f4a7c15u);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return n == 0 ? 0 : (uint32_t)((z ^ (z >> 31)) % n);
}

static void term(struct tc_str bytes, uint32_t wdf)
{
	if (all.status == TC_OK)
		all.status = tc_doc_add_term(all.doc, bytes, wdf, &all.err);
}

static void numbered(const char *prefix, uint32_t i, uint32_t wdf)
{
	char text[64];
	int n = snprintf(text, sizeof text, "%s%" PRIu32, prefix, i);
	term((struct tc_str){text, (size_t)n}, wdf);
}

/* n positions from first, each up to step behind the one before. */
static void positions(struct tc_str bytes, uint32_t first, uint32_t n, uint32_t step, uint32_t wdf)
{
	for (uint32_t i = 0; i < n; i++)
		all.positions[i] = i == 0 ? first : all.positions[i - 1] + 1 + below(step);
	if (all.status == TC_OK)
		all.status = tc_doc_add_positions(all.doc, bytes, all.positions, n, wdf, &all.err);
}

static void value(uint32_t slot, struct tc_str bytes)
{
	if (all.status == TC_OK)
		all.status = tc_doc_set_value(all.doc, slot, bytes, &all.err);
}

/* n bytes: of one kind, or any. */
static struct tc_str bytes_of(size_t n, int kind)
{
	tc_buf_reset(&all.bytes);
	for (size_t i = 0; i < n; i++)
		tc_buf_add_char(&all.bytes, (char)(kind >= 0 ? kind : (int)below(256)));
	return tc_buf_str(&all.bytes);
}

/* At most 245 bytes when zero bytes count twice, at least one. */
static struct tc_str random_term(void)
{
	static const unsigned char few[] = {0, 0, 1, 'a', 'b', 0xfe, 0xff, 0xff};
	size_t n = below(8) == 0 ? 1 + below(245) : 1 + below(4), size = 0;
	tc_buf_reset(&all.bytes);
	while (all.bytes.n < n) {
		unsigned char c = below(4) == 0 ? (unsigned char)below(256) : few[below(sizeof few)];
		size += c == 0 ? 2 : 1;
		if (size > 245)
			break;
		tc_buf_add_char(&all.bytes, (char)c);
	}
	return tc_buf_str(&all.bytes);
}

static void data(size_t n, int kind)
{
	if (all.status == TC_OK)
		all.status = tc_doc_set_data(all.doc, bytes_of(n, kind), &all.err);
}

static void nothing(uint32_t i)
{
	(void)i;
}

static void common(uint32_t i)
{
	term(TC_STR("tin"), 1 + i % 7);
	if (i % 500 == 0)
		positions(TC_STR("báo"), i + 1, 3, 1, 3);
}

/* The longest terms, of one byte each and with their neighbours in order. */
static void long_terms(uint32_t i)
{
	static const unsigned char kinds[] = {1, 'x', 0x7f, 0x80, 0xfe, 0xff};
	for (size_t k = 0; k < sizeof kinds; k++)
		for (size_t n = 243; n <= 245; n++)
			positions(bytes_of(n, kinds[k]), i + 1, 1 + i % 3, 5, 2);
	for (size_t n = 1; n <= 122; n += n < 118 ? 13 : 1)
		positions(bytes_of(n, 0), 7, 2, 100, 2);
	term(TC_STR("\0\377"), 1);
	term(TC_STR("\0\1"), 1);
	term(TC_STR("a\0"), i);
	term(TC_STR("a\0\377\377"), 1);
	term(TC_STR("a"), 1);
}

static void many_positions(uint32_t i)
{
	if (i == 1)
		positions(TC_STR("dày"), 1, MAX_POSITIONS, 1, MAX_POSITIONS);
	if (i == 2)
		positions(TC_STR("dày"), 0, MAX_POSITIONS, 4000, MAX_POSITIONS);
	if (i == 3) {
		positions(TC_STR("thưa"), 0, 1, 1, 1);
		positions(TC_STR("thưa"), 4294967294u, 1, 1, 1);
	}
	if (i == 4)
		positions(TC_STR("cuối"), 4294967290u, 4, 1, 9);
	positions(TC_STR("dày"), 5, 1 + i % 3, 3, 1);
}

static void many_terms(uint32_t i)
{
	for (uint32_t k = 0; k < (i == 2 ? 1000000 : 3); k++)
		numbered("t", (uint32_t)((uint64_t)k * 7919 % 1000003), 1 + k % 3);
}

/* Every size around powers of two and what a block holds, in slots of every size. */
static void values(uint32_t i)
{
	static const uint32_t slots[] = {0, 1, 2, 7, 127, 128, 255, 256, 16383, 16384, 65535, 2097152, 268435456, 4294967294u};
	static const size_t sizes[] = {0, 1, 2, 63, 127, 128, 129, 255, 256, 257, 1999, 2000, 2001, 4096, 8191, 8192, 70000};
	for (size_t k = 0; k < sizeof slots / sizeof slots[0]; k++)
		if ((i + k) % 3 != 0)
			value(slots[k], bytes_of(sizes[(i + k) % (sizeof sizes / sizeof sizes[0])], k % 4 == 0 ? 0xff : -1));
	for (uint32_t slot = 1000; i == 5 && slot < 3000; slot++)
		value(slot, TC_STR("2024"));
	value(9, bytes_of(1 + i % 3, i % 2 == 0 ? 0 : 0xff));
	numbered("v", i % 10, 1);
}

static void counts(uint32_t i)
{
	static const uint32_t wdfs[] = {0, 1, 127, 128, 65535, 65536, 1 << 20};
	term(TC_STR("không"), 0);
	term(TC_STR("nhiều"), wdfs[i % 7]);
	positions(TC_STR("ít"), 3, 5, 2, wdfs[(i + 3) % 7]);
	positions(TC_STR("chỗ"), 3, 2, 2, 0);
	if (i % 4 == 0)
		numbered("riêng", i, i);
}

static void stored(uint32_t i)
{
	static const size_t sizes[] = {0, 1, 1500, 1990, 2000, 2100, 8100, 8192, 8300, 100000, 1 << 20, 5 << 20};
	data(sizes[i % 12], i < 12 ? -1 : 'a');
	numbered("d", i, 1);
}

static void small(uint32_t i)
{
	numbered("s", i % 1000, 1);
	numbered("lẻ", i, 1 + i % 2);
	positions(TC_STR("mọi"), i % 90, 1, 1, 1);
	value(0, bytes_of(4, (int)(i % 200)));
	data(10, 'x');
}

/* What has positions has a length too: xapian-check takes a document of length 0 for one without terms, and calls its positions
 * an error, by whichever writer they came. */
static void random_document(uint32_t i)
{
	/* One number a statement: the order in which arguments are evaluated is the compiler's. */
	uint32_t n_terms = below(20) == 0 ? below(3000) : below(30);
	if (n_terms > 0)
		term(TC_STR("có"), 1);
	for (uint32_t k = 0; k < n_terms; k++) {
		uint32_t wdf = below(4) == 0 ? 0 : below(300), first = below(1000);
		uint32_t n = 1 + below(below(10) == 0 ? 2000 : 6), step = below(5) == 0 ? 100000 : 1 + below(50);
		bool bare = below(3) == 0;
		struct tc_str bytes = random_term();
		if (bare)
			term(bytes, wdf);
		else
			positions(bytes, first, n, step, wdf % 12);
	}
	for (uint32_t k = below(6); k > 0; k--) {
		uint32_t slot = below(3) == 0 ? below(4294967295u) : below(12);
		value(slot, bytes_of(below(below(9) == 0 ? 9000 : 20), -1));
	}
	uint32_t n_bytes = below(below(15) == 0 ? 60000 : 300);
	if (below(2) == 0)
		data(n_bytes, -1);
	else
		data(n_bytes % 8000, 'y');
	if (i % 2 == 0)
		term(TC_STR("chẵn"), 1);
}

static const struct corpus {
	const char *name;
	uint32_t n;
	void (*fill)(uint32_t i);
	uint32_t gap; /* from a docid to the next, up to this */
} CORPORA[] = {
	{"none", 0, nothing, 1},
	{"blank", 7, nothing, 1},
	{"one", 1, common, 1},
	{"common", 5000, common, 1},
	{"long_terms", 20, long_terms, 1},
	{"many_positions", 12, many_positions, 1},
	{"many_terms", 4, many_terms, 1},
	{"values", 400, values, 1},
	{"gaps", 600, values, 70000},
	{"last", 2, common, 20000000},
	{"counts", 900, counts, 1},
	{"stored", 24, stored, 1},
	{"small", 100000, small, 1},
	{"random", UINT32_MAX, random_document, UINT32_MAX},
};

static void put_metadata(struct tc_str key, struct tc_str bytes)
{
	if (all.status == TC_OK)
		all.status = all.bulk != NULL ? tc_bulk_set_metadata(all.bulk, key, bytes, &all.err)
					      : tc_db_set_metadata(all.db, key, bytes, &all.err);
}

/* Keys and values of every size, some with zero bytes. */
static void metadata(void)
{
	for (size_t n = 1; n <= 245 && all.status == TC_OK; n += 61) {
		char key[245];
		memset(key, (int)('a' + n % 26), sizeof key);
		put_metadata((struct tc_str){key, n}, bytes_of(n * n, -1));
	}
	put_metadata(TC_STR("k\0\377"), TC_STR("\0"));
	put_metadata(TC_STR("lớn"), bytes_of(2000000, 'm'));
}

static void put_document(uint32_t docid)
{
	if (all.status == TC_OK)
		all.status = all.bulk != NULL ? tc_bulk_add(all.bulk, all.doc, &docid, &all.err)
					      : tc_db_replace(all.db, docid, all.doc, &all.err);
}

static struct tc_db *open_new(const char *path)
{
	struct tc_db *db = NULL;
	if (all.status == TC_OK)
		all.status = tc_db_open_writable(path, TC_DB_CREATE | TC_DB_NO_SYNC, &db, &all.err);
	return db;
}

static void close_written(struct tc_db *db)
{
	if (all.status == TC_OK)
		all.status = tc_db_close(db, &all.err);
	tc_db_free(db);
}

struct segments {
	char **paths;
	size_t n, capacity;
};

/* The database of the documents that come next. */
static void open_segment(struct segments *segments, const char *path, uint32_t per_segment)
{
	struct tc_buf name;
	tc_buf_init(&name, 4096);
	tc_buf_add_cstr(&name, path);
	if (per_segment > 0)
		tc_buf_printf(&name, ".%zu", segments->n);
	if (tc_grow(&segments->paths, &segments->capacity, segments->n, sizeof *segments->paths) != 0 ||
	    (segments->paths[segments->n] = tc_strdup(tc_buf_cstr(&name))) == NULL)
		all.status = TC_ENOMEM;
	else
		all.db = open_new(segments->paths[segments->n++]);
	tc_buf_release(&name);
}

/* One database, or several beside it that are then compacted. */
static void build(const struct corpus *corpus, const char *path, uint32_t per_segment)
{
	uint32_t n = corpus->n == UINT32_MAX ? below(400) : corpus->n, docid = 0;
	uint32_t gap = corpus->gap != UINT32_MAX ? corpus->gap : below(2) == 0 ? 1 : 1 + below(5000);
	struct segments segments = {NULL, 0, 0};
	for (uint32_t i = 1; (i == 1 || i <= n) && all.status == TC_OK; i++) {
		if (all.bulk == NULL && all.db == NULL)
			open_segment(&segments, path, per_segment);
		if (i == 1)
			metadata();
		tc_doc_reset(all.doc);
		docid += 1 + below(gap);
		if (n > 0) {
			corpus->fill(i);
			put_document(docid);
		}
		if (per_segment > 0 && i % per_segment == 0) {
			close_written(all.db);
			all.db = NULL;
		}
	}
	if (all.bulk != NULL && all.status == TC_OK)
		all.status = tc_bulk_finish(all.bulk, &all.err);
	if (all.db != NULL)
		close_written(all.db);
	if (per_segment > 0 && all.status == TC_OK)
		all.status = tc_db_compact((const char *const *)segments.paths, segments.n, path, true, &all.err);
	for (size_t i = 0; i < segments.n; i++)
		tc_free(segments.paths[i]);
	tc_free(segments.paths);
}

static void copy_metadata(struct tc_db *from)
{
	struct tc_keys *keys = NULL;
	struct tc_str key;
	if (all.status == TC_OK)
		all.status = tc_keys_all(from, TC_STR_NONE, &keys, &all.err);
	while (all.status == TC_OK && (all.status = tc_keys_next(keys, &key, &all.err)) == TC_OK) {
		all.status = tc_db_metadata(from, key, &all.bytes, &all.err);
		put_metadata(key, tc_buf_str(&all.bytes));
	}
	tc_keys_free(keys);
	if (all.status == TC_END)
		all.status = TC_OK;
}

static void copy(const char *from_path, const char *path)
{
	struct tc_postings *postings = NULL;
	struct tc_db *from = NULL;
	uint32_t docid;
	all.status = tc_db_open(&from_path, 1, 0, &from, &all.err);
	if (all.bulk == NULL)
		all.db = open_new(path);
	copy_metadata(from);
	if (all.status == TC_OK)
		all.status = tc_postings_of(from, TC_STR_NONE, &postings, &all.err);
	while (all.status == TC_OK && (all.status = tc_postings_next(postings, &docid, &all.err)) == TC_OK) {
		tc_doc_free(all.doc);
		all.doc = NULL;
		all.status = tc_db_get(from, docid, &all.doc, &all.err);
		put_document(docid);
	}
	if (all.status == TC_END)
		all.status = all.bulk != NULL ? tc_bulk_finish(all.bulk, &all.err) : TC_OK;
	if (all.db != NULL)
		close_written(all.db);
	tc_postings_free(postings);
	tc_db_free(from);
}

/* For every third document a change: it goes, it is replaced, or another comes. */
static void change(const char *path)
{
	struct tc_db_stats stats = {0};
	struct tc_db *db = NULL;
	uint32_t docid;
	all.status = tc_db_open_writable(path, TC_DB_OPEN | TC_DB_NO_SYNC, &db, &all.err);
	if (all.status == TC_OK)
		all.status = tc_db_stats(db, &stats, &all.err);
	for (uint32_t i = 0, k = 1 + stats.n_documents / 3; i < k && all.status == TC_OK; i++) {
		tc_doc_reset(all.doc);
		random_document(i);
		docid = 1 + below(stats.last_docid);
		if (all.status == TC_OK && i % 2 == 0 && stats.n_documents > 0) {
			all.status = tc_db_delete(db, docid, &all.err);
			if (all.status == TC_ENOENT)
				all.status = TC_OK;
		} else if (all.status == TC_OK && i % 3 == 0)
			all.status = tc_db_replace(db, docid, all.doc, &all.err);
		else if (all.status == TC_OK && stats.last_docid < 4000000000u)
			all.status = tc_db_add(db, all.doc, NULL, &all.err);
	}
	if (all.status == TC_OK)
		all.status = tc_db_set_metadata(db, TC_STR("a"), TC_STR_NONE, &all.err);
	if (all.status == TC_OK)
		all.status = tc_db_set_metadata(db, TC_STR("changed"), TC_STR("yes"), &all.err);
	close_written(db);
}

static const char *const TOUCHED[] = {"data", "wdf", "position", "value", "metadata"};

static void touch(size_t what, const char *path)
{
	struct tc_db_stats stats = {0};
	struct tc_db *db = NULL;
	tc_doc_free(all.doc);
	all.doc = NULL;
	all.status = tc_db_open_writable(path, TC_DB_OPEN | TC_DB_NO_SYNC, &db, &all.err);
	if (all.status == TC_OK)
		all.status = tc_db_stats(db, &stats, &all.err);
	if (all.status == TC_OK)
		all.status = tc_db_get(db, stats.last_docid, &all.doc, &all.err);
	if (what == 0)
		data(1, 'z');
	else if (what == 1)
		term(TC_STR("tin"), 1);
	else if (what == 2)
		positions(TC_STR("tin"), 12, 1, 1, 0);
	else if (what == 3)
		value(1, TC_STR("z"));
	else if (all.status == TC_OK)
		all.status = tc_db_set_metadata(db, TC_STR("a"), TC_STR("z"), &all.err);
	if (all.status == TC_OK)
		all.status = tc_db_replace(db, stats.last_docid, all.doc, &all.err);
	close_written(db);
}

int main(int argc, char **argv)
{
	unsigned long long seed = 1, per_segment = 0, budget = 0, jobs = 1;
	const size_t n_touched = sizeof TOUCHED / sizeof TOUCHED[0];
	const struct corpus *corpus = NULL;
	const char *from = NULL;
	size_t touched = n_touched;
	for (int i = 3; i < argc; i++) {
		struct tc_str word = tc_str_of(argv[i]);
		if (tc_str_starts(word, TC_STR("seed=")))
			(void)tc_str_to_u64(tc_str_sub(word, 5, word.n), UINT64_MAX, &seed);
		else if (tc_str_starts(word, TC_STR("segment=")))
			(void)tc_str_to_u64(tc_str_sub(word, 8, word.n), UINT32_MAX, &per_segment);
		else if (tc_str_starts(word, TC_STR("from=")))
			from = argv[i] + 5;
		else if (tc_str_starts(word, TC_STR("bulk=")))
			(void)tc_str_to_u64(tc_str_sub(word, 5, word.n), SIZE_MAX, &budget);
		else if (tc_str_starts(word, TC_STR("jobs=")))
			(void)tc_str_to_u64(tc_str_sub(word, 5, word.n), 64, &jobs);
	}
	for (size_t i = 0; i < sizeof CORPORA / sizeof CORPORA[0] && argc > 2; i++)
		if (strcmp(CORPORA[i].name, argv[1]) == 0)
			corpus = &CORPORA[i];
	for (size_t i = 0; i < n_touched && argc > 2; i++)
		if (strcmp(TOUCHED[i], argv[1]) == 0)
			touched = i;
	if (corpus == NULL && from == NULL && touched == n_touched && (argc < 3 || strcmp(argv[1], "change") != 0)) {
		fprintf(stderr, "usage: edge_db CORPUS|change|PART DATABASE [seed=N] [segment=N]\n");
		return 2;
	}
	all.random = seed;
	all.positions = tc_alloc(MAX_POSITIONS * sizeof *all.positions);
	tc_buf_init(&all.bytes, SIZE_MAX);
	all.status = all.positions == NULL ? TC_ENOMEM : tc_doc_new(&all.doc, &all.err);
	if (all.status == TC_OK && (corpus != NULL || from != NULL) && budget > 0)
		all.status = tc_bulk_open(argv[2], budget, (unsigned)jobs, &all.bulk, &all.err);
	if (all.status == TC_OK && corpus != NULL)
		build(corpus, argv[2], (uint32_t)per_segment);
	else if (all.status == TC_OK && from != NULL)
		copy(from, argv[2]);
	else if (all.status == TC_OK && touched < n_touched)
		touch(touched, argv[2]);
	else if (all.status == TC_OK)
		change(argv[2]);
	if (all.status != TC_OK)
		fprintf(stderr, "edge_db: %s\n", all.err.text);
	tc_bulk_free(all.bulk);
	tc_doc_free(all.doc);
	tc_free(all.positions);
	tc_buf_release(&all.bytes);
	return tc_status_exit(all.status);
}
