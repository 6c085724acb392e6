/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_METRICS_H
#define TC_WEB_METRICS_H

#include <stdatomic.h>

#include "base/buf.h"

/* What the server counts, told at /metrics.  Any thread may add to it; all begins at nought. */
#define TC_METRICS_BUCKETS 10

struct tc_metrics {
	atomic_ulong requests[6];                       /* answers by the first digit of their status */
	atomic_ulong not_modified;                      /* 304 among them */
	atomic_ulong limited;                           /* 429 among them */
	atomic_ulong denied;                            /* 401 among them */
	atomic_ulong stopped;                           /* queries over their time */
	atomic_ulong searches;                          /* queries asked of the index */
	atomic_ulong bytes_sent;                        /* of bodies */
	atomic_ulong took[TC_METRICS_BUCKETS];          /* answers by the time they took, the last of them any longer */
	atomic_ulong took_us;                           /* time of all of them */
	atomic_ulong connections, connections_refused;  /* accepted; over a limit */
	atomic_ulong connections_slow;                  /* closed: a request or an answer took too long */
	atomic_long connections_open, requests_waiting; /* now */
	atomic_ulong reloads, reloads_failed;
};

void tc_metrics_answer(struct tc_metrics *metrics, int status, unsigned long took_us, unsigned long body_bytes);
/* Prometheus' text format, version 0.0.4. */
void tc_metrics_print(struct tc_metrics *metrics, struct tc_buf *out);

#endif
