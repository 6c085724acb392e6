/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The same work with SQLite FTS5, for bench/query and bench/peers: an index of a folder of three-part articles (unicode61,
 * remove_diacritics 2), then every query of a file as bm25-ranked AND of its words, ten rows with highlighted title and snippet
 * of the body.
 *
 * usage: fts5 FOLDER QUERIES [DATABASE]    prints milliseconds, a line a query; in memory when no DATABASE is named */
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void must(int ok, sqlite3 *db)
{
	if (ok)
		return;
	fprintf(stderr, "fts5: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static void add_file(sqlite3 *db, sqlite3_stmt *insert, const char *path)
{
	static char text[1 << 20];
	FILE *file = fopen(path, "r");
	if (file == NULL)
		return;
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	char *parts[3] = {text, text + strlen(text), text + strlen(text)};
	for (int i = 1; i < 3; i++) {
		char *end = strchr(parts[i - 1], '\n');
		if (end == NULL)
			break;
		*end = '\0';
		parts[i] = end + 1;
	}
	for (int i = 0; i < 3; i++)
		sqlite3_bind_text(insert, i + 1, parts[i], -1, SQLITE_TRANSIENT);
	must(sqlite3_step(insert) == SQLITE_DONE, db);
	sqlite3_reset(insert);
}

static void build(sqlite3 *db, const char *folder)
{
	sqlite3_stmt *insert;
	char path[4096];
	DIR *entries = opendir(folder);
	if (entries == NULL) {
		perror(folder);
		exit(1);
	}
	must(sqlite3_exec(db,
			  "CREATE VIRTUAL TABLE a USING fts5(title, lead, body, tokenize='unicode61 remove_diacritics 2'); BEGIN",
			  0, 0, 0) == SQLITE_OK,
	     db);
	must(sqlite3_prepare_v2(db, "INSERT INTO a VALUES(?,?,?)", -1, &insert, 0) == SQLITE_OK, db);
	for (struct dirent *e; (e = readdir(entries)) != NULL;) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		add_file(db, insert, path);
	}
	sqlite3_finalize(insert);
	closedir(entries);
	must(sqlite3_exec(db, "COMMIT", 0, 0, 0) == SQLITE_OK, db);
}

/* The words of a line, each quoted, so that none is an operator. */
static void quote(const char *line, char *out, size_t room)
{
	size_t n = 0;
	for (const char *p = line; *p != '\0' && n + 8 < room;) {
		size_t word = strcspn(p, " \t\n\"");
		if (word > 0)
			n += (size_t)snprintf(out + n, room - n, "\"%.*s\" ", (int)word, p);
		p += word;
		p += strspn(p, " \t\n\"");
	}
	out[n] = '\0';
}

int main(int argc, char **argv)
{
	sqlite3 *db;
	sqlite3_stmt *search;
	char line[4096], query[8192];
	FILE *queries = argc == 3 || argc == 4 ? fopen(argv[2], "r") : NULL;
	if (queries == NULL || sqlite3_open(argc == 4 ? argv[3] : ":memory:", &db) != SQLITE_OK) {
		fprintf(stderr, "usage: fts5 FOLDER QUERIES [DATABASE]\n");
		return 2;
	}
	build(db, argv[1]);
	must(sqlite3_prepare_v2(db,
				"SELECT rowid, highlight(a,0,'[',']'), snippet(a,2,'[',']','…',40) FROM a WHERE a MATCH ? ORDER "
				"BY bm25(a,4,2,1) "
				"LIMIT 10",
				-1, &search, 0) == SQLITE_OK,
	     db);
	while (fgets(line, sizeof line, queries) != NULL) {
		struct timespec begun, ended;
		quote(line, query, sizeof query);
		clock_gettime(CLOCK_MONOTONIC, &begun);
		sqlite3_bind_text(search, 1, query, -1, SQLITE_TRANSIENT);
		while (sqlite3_step(search) == SQLITE_ROW)
			;
		sqlite3_reset(search);
		clock_gettime(CLOCK_MONOTONIC, &ended);
		printf("%.3f\n", (double)(ended.tv_sec - begun.tv_sec) * 1e3 + (double)(ended.tv_nsec - begun.tv_nsec) / 1e6);
	}
	return 0;
}
