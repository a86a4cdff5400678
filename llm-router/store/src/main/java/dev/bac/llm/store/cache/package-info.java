/** Answers kept in PostgreSQL, so that what one node was told, the others need not ask. */
@NullMarked
package dev.bac.llm.store.cache;

import org.jspecify.annotations.NullMarked;
