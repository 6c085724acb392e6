/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_FILE_H
#define TC_BASE_FILE_H

#include "base/status.h"
#include "base/str.h"

/* Files as a program that must lose nothing handles them. */

/* Takes an exclusive lock on the file path (made when it is not there), waiting up to wait_ms.  TC_OK: *fd holds it until it is
 * closed or the process ends, and the file says the process's id.  TC_ELOCKED: *holder is the id that the file says, 0 when it
 * says none.  At least a second is waited, for a holder that was just killed,
 * and up to five for its children. */
enum tc_status tc_file_lock(const char *path, unsigned long wait_ms, int *fd, long *holder, struct tc_err *err);
/* Makes path hold text: written beside it, synced, renamed over it, the folder synced.  path holds the old or the new text
 * whatever happens. */
enum tc_status tc_file_write_atomically(const char *path, struct tc_str text, struct tc_err *err);
/* Waits until the file or folder path is on disk. */
enum tc_status tc_file_sync(const char *path, struct tc_err *err);
/* Removes path and all that is below it, without following links.  TC_OK when there is nothing. */
enum tc_status tc_file_remove_tree(const char *path, struct tc_err *err);

#endif
