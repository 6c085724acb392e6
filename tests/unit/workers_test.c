/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The queue in front of the workers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <semaphore.h>

#include "web/workers.h"

static sem_t started, go;

static void wait_until_told(struct tc_job *job)
{
	(void)job;
	sem_post(&started);
	sem_wait(&go);
}

/* One thread and one place: the third is refused, and everybody who was not is answered. */
static void test_queue(void **state)
{
	static const struct tc_site_config config = {.synonyms = "", .title = "x"};
	struct tc_site *site = NULL;
	struct tc_workers *workers = NULL;
	struct tc_arena arenas[3];
	struct tc_request requests[3];
	struct tc_response responses[3];
	struct tc_job jobs[3];
	struct tc_err err;
	(void)state;
	sem_init(&started, 0, 0);
	sem_init(&go, 0, 0);
	assert_int_equal(tc_site_new(&config, &site, &err), TC_OK);
	assert_int_equal(tc_workers_new(site, 1, 1, &workers, &err), TC_OK);
	for (int i = 0; i < 3; i++) {
		tc_arena_init(&arenas[i], 1 << 20);
		tc_response_init(&responses[i]);
		requests[i] = (struct tc_request){.arena = &arenas[i], .path = TC_STR("/api/none")};
		jobs[i] = (struct tc_job){.request = &requests[i], .response = &responses[i], .done = wait_until_told};
	}
	assert_true(tc_workers_add(workers, &jobs[0]));
	sem_wait(&started);
	assert_true(tc_workers_add(workers, &jobs[1]));
	assert_false(tc_workers_add(workers, &jobs[2]));
	sem_post(&go);
	sem_post(&go);
	tc_workers_free(workers);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(responses[i].status, i < 2 ? 404 : 200);
		tc_response_release(&responses[i]);
		tc_arena_release(&arenas[i]);
	}
	tc_site_free(site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_queue),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
