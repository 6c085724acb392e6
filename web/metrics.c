/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counters, and how Prometheus reads them (its text-based exposition format, version 0.0.4).
 *
 * Names follow its rules: a prefix for the program, base units (seconds, bytes), _total for what only grows.  Nothing that people
 * typed is counted by name, nor whose address asked.
 */
#include "web/metrics.h"

/* Upper bounds of the buckets in microseconds; the last bucket has none. */
static const unsigned long bounds_us[TC_METRICS_BUCKETS - 1] = {1000,   5000,   10000,   25000,  50000,
								100000, 250000, 1000000, 5000000};

void tc_metrics_answer(struct tc_metrics *m, int status, unsigned long took_us, unsigned long body_bytes)
{
	size_t bucket = 0;
	while (bucket < TC_METRICS_BUCKETS - 1 && took_us > bounds_us[bucket])
		bucket++;
	atomic_fetch_add(&m->took[bucket], 1);
	atomic_fetch_add(&m->took_us, took_us);
	atomic_fetch_add(&m->bytes_sent, body_bytes);
	atomic_fetch_add(&m->requests[status >= 100 && status < 600 ? status / 100 : 5], 1);
	if (status == 304)
		atomic_fetch_add(&m->not_modified, 1);
	if (status == 429)
		atomic_fetch_add(&m->limited, 1);
	if (status == 401)
		atomic_fetch_add(&m->denied, 1);
}

static void head(struct tc_buf *out, const char *name, const char *type, const char *help)
{
	tc_buf_printf(out, "# HELP tracuu_web_%s %s\n# TYPE tracuu_web_%s %s\n", name, help, name, type);
}

static void counter(struct tc_buf *out, const char *name, const char *help, atomic_ulong *value)
{
	head(out, name, "counter", help);
	tc_buf_printf(out, "tracuu_web_%s %lu\n", name, atomic_load(value));
}

static void gauge(struct tc_buf *out, const char *name, const char *help, atomic_long *value)
{
	head(out, name, "gauge", help);
	tc_buf_printf(out, "tracuu_web_%s %ld\n", name, atomic_load(value));
}

static void histogram(struct tc_buf *out, struct tc_metrics *m)
{
	unsigned long sum = 0;
	head(out, "request_seconds", "histogram", "Time from a request to its answer.");
	for (size_t i = 0; i < TC_METRICS_BUCKETS; i++) {
		sum += atomic_load(&m->took[i]);
		if (i < TC_METRICS_BUCKETS - 1)
			tc_buf_printf(out, "tracuu_web_request_seconds_bucket{le=\"%g\"} %lu\n", (double)bounds_us[i] / 1e6, sum);
		else
			tc_buf_printf(out, "tracuu_web_request_seconds_bucket{le=\"+Inf\"} %lu\n", sum);
	}
	tc_buf_printf(out, "tracuu_web_request_seconds_sum %.6f\ntracuu_web_request_seconds_count %lu\n",
		      (double)atomic_load(&m->took_us) / 1e6, sum);
}

void tc_metrics_print(struct tc_metrics *m, struct tc_buf *out)
{
	head(out, "requests_total", "counter", "Answers by class of status.");
	for (int i = 2; i < 6; i++)
		tc_buf_printf(out, "tracuu_web_requests_total{status=\"%dxx\"} %lu\n", i, atomic_load(&m->requests[i]));
	counter(out, "not_modified_total", "Answers that the browser had already.", &m->not_modified);
	counter(out, "limited_total", "Requests over the rate of their address.", &m->limited);
	counter(out, "denied_total", "Requests without a right password.", &m->denied);
	counter(out, "searches_total", "Queries asked of the index.", &m->searches);
	counter(out, "stopped_total", "Queries stopped because they took too long.", &m->stopped);
	counter(out, "sent_bytes_total", "Bytes of the bodies of answers.", &m->bytes_sent);
	counter(out, "connections_total", "Connections accepted.", &m->connections);
	counter(out, "connections_refused_total", "Connections refused by a limit.", &m->connections_refused);
	counter(out, "connections_slow_total", "Connections closed because a request or its answer took too long.",
		&m->connections_slow);
	gauge(out, "connections", "Connections open.", &m->connections_open);
	gauge(out, "requests_waiting", "Requests that wait for a thread.", &m->requests_waiting);
	counter(out, "reloads_total", "Reloads that went well.", &m->reloads);
	counter(out, "reloads_failed_total", "Reloads that failed.", &m->reloads_failed);
	histogram(out, m);
}
