/** Finds what would let one tenant see another's rows, and what row-level security makes slow. */
@NullMarked
package dev.bac.store.isolation;

import org.jspecify.annotations.NullMarked;
