/** What a transaction read, and whether it still stands. */
@NullMarked
package dev.bac.store.changes;

import org.jspecify.annotations.NullMarked;
