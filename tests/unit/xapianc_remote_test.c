/* SPDX-License-Identifier: GPL-2.0-or-later */

/* A database served by xapian-tcpsrv on the loopback interface.  Skipped where that program is not installed. */

#include "xapianc_fixture.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "xapianc/enquire.h"
#include "xapianc/iterate.h"

static pid_t server;
static char address[32];

/* A port that nobody listens on at this moment. */
static unsigned free_port(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
	close(fd);
	return ntohs(a.sin_port);
}

/* Starts a server on the database; false when there is no such program. */
static bool serve(const char *path)
{
	char port[16];

	snprintf(port, sizeof(port), "%u", free_port());
	snprintf(address, sizeof(address), "tcp:127.0.0.1:%s", port);
	server = fork();
	assert_true(server >= 0);
	if (server == 0) {
		setpgid(0, 0);
		execlp("xapian-tcpsrv", "xapian-tcpsrv", "--quiet", "--interface", "127.0.0.1", "--port", port, path,
		       (char *)NULL);
		_exit(127);
	}
	setpgid(server, server);
	for (unsigned tries = 0; tries < 100; tries++) {
		const char *paths[] = {address};
		struct tc_db *db = NULL;
		int status;
		if (tc_db_open(paths, 1, 2000, &db, NULL) == TC_OK) {
			tc_db_free(db);
			return true;
		}
		if (waitpid(server, &status, WNOHANG) == server) {
			server = 0;
			assert_int_equal(WEXITSTATUS(status), 127);
			return false;
		}
		usleep(50000);
	}
	fail_msg("the server does not answer");
	return false;
}

/* The server forks for each connection; all are in one process group. */
static void kill_server(void)
{
	if (server <= 0)
		return;
	kill(-server, SIGKILL);
	waitpid(server, NULL, 0);
	server = 0;
}

static int teardown(void **state)
{
	kill_server();
	return fixture_teardown(state);
}

static void make(const char *name, unsigned n)
{
	struct tc_db *db = open_writer(in_dir(name), TC_DB_CREATE);

	add_bulk(db, 1, n);
	assert_ok(tc_db_set_metadata(db, TC_STR("schema"), TC_STR("1"), &fixture_err));
	assert_ok(tc_db_close(db, &fixture_err));
	tc_db_free(db);
}

static void served_and_killed(void **state)
{
	struct tc_db *db;
	struct tc_enquire *enquire = NULL;
	struct tc_matches *matches = NULL;
	struct tc_xquery *query = tc_xquery_term(TC_STR("all"), 1);
	struct tc_terms *terms = NULL;
	const uint32_t *positions = NULL;
	struct tc_str term;
	struct tc_buf out;
	bool changed = true;
	size_t n = 0;

	(void)state;
	tc_buf_init(&out, 1000);
	make("db", 20);
	if (!serve(in_dir("db"))) {
		tc_xquery_free(query);
		skip();
	}
	db = open_reader(address);
	assert_int_equal(count_documents(db), 20);
	assert_ok(tc_db_data(db, 3, &out, &fixture_err));
	assert_str("Q000003", tc_buf_str(&out));
	assert_ok(tc_db_metadata(db, TC_STR("schema"), &out, &fixture_err));
	assert_str("1", tc_buf_str(&out));
	assert_ok(tc_db_positions(db, 3, TC_STR("all"), &positions, &n, &fixture_err));
	assert_int_equal(n, 1);
	assert_ok(tc_terms_all(db, TC_STR("Q"), &terms, &fixture_err));
	assert_ok(tc_terms_next(terms, &term, &fixture_err));
	assert_str("Q000001", term);
	tc_terms_free(terms);
	assert_ok(tc_enquire_new(db, &enquire, &fixture_err));
	assert_ok(tc_enquire_set_query(enquire, query, &fixture_err));
	assert_ok(tc_enquire_matches(enquire, 0, 5, 100, &matches, &fixture_err));
	assert_int_equal(tc_matches_total(matches).upper, 20);
	assert_ok(tc_matches_data(matches, 0, &out, &fixture_err));
	assert_ok(tc_db_reopen(db, &changed, &fixture_err));
	kill_server();
	tc_matches_free(matches);
	assert_status(TC_ENET, tc_enquire_matches(enquire, 0, 5, 100, &matches, &fixture_err));
	assert_status(TC_ENET, tc_db_data(db, 4, &out, &fixture_err));
	tc_enquire_free(enquire);
	tc_db_free(db);
	tc_xquery_free(query);
	tc_buf_release(&out);
}

/* The writer commits behind the server's back, three times. */
static void changed_on_the_server(void **state)
{
	struct tc_db *db, *writer;
	struct tc_buf out;

	(void)state;
	tc_buf_init(&out, 1000);
	make("db", 400);
	if (!serve(in_dir("db")))
		skip();
	db = open_reader(address);
	writer = open_writer(in_dir("db"), TC_DB_OPEN);
	for (unsigned i = 0; i < 3; i++)
		add_bulk(writer, 401 + i * 400, 400);
	for (uint32_t i = 1; i <= 400; i += 7)
		assert_ok(tc_db_data(db, i, &out, &fixture_err));
	assert_int_equal(count_documents(db), 1600);
	tc_db_free(db);
	tc_db_free(writer);
	tc_buf_release(&out);
}

static void remote_beside_local(void **state)
{
	struct tc_db *db = NULL;

	(void)state;
	make("far", 3);
	make("near", 4);
	if (!serve(in_dir("far")))
		skip();
	assert_ok(tc_db_open((const char *[]){in_dir("near"), address}, 2, 1000, &db, &fixture_err));
	assert_int_equal(count_documents(db), 7);
	tc_db_free(db);
}

static void nobody_answers(void **state)
{
	static const char *const wrong[] = {
	    "tcp:", "tcp:host", "tcp::80", "tcp:host:", "tcp:host:0", "tcp:host:65536", "tcp:host:8x"};
	const char *paths[] = {address};
	struct tc_db *db = NULL;

	(void)state;
	snprintf(address, sizeof(address), "tcp:127.0.0.1:%u", free_port());
	assert_status(TC_ENET, tc_db_open(paths, 1, 1000, &db, &fixture_err));
	assert_null(db);
	assert_non_null(strstr(fixture_err.text, address));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_status(TC_EARG, tc_db_open(&wrong[i], 1, 1000, &db, &fixture_err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(served_and_killed, fixture_setup, teardown),
	    cmocka_unit_test_setup_teardown(changed_on_the_server, fixture_setup, teardown),
	    cmocka_unit_test_setup_teardown(remote_beside_local, fixture_setup, teardown),
	    cmocka_unit_test_setup_teardown(nobody_answers, fixture_setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
