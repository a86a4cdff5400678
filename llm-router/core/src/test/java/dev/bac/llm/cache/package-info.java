/** Proofs of the caches. */
@NullMarked
package dev.bac.llm.cache;

import org.jspecify.annotations.NullMarked;
