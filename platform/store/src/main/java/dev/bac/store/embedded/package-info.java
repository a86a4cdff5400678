/** Runs a PostgreSQL server of our own out of a data folder: unpacks it, creates its cluster, starts and stops it. */
@NullMarked
package dev.bac.store.embedded;

import org.jspecify.annotations.NullMarked;
