/** Proofs of the answers kept in PostgreSQL. */
@NullMarked
package dev.bac.llm.store.cache;

import org.jspecify.annotations.NullMarked;
