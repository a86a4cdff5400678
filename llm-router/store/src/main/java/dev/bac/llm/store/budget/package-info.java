/** Budgets in PostgreSQL: what may be spent, what was, and what nodes hold of it. */
@NullMarked
package dev.bac.llm.store.budget;

import org.jspecify.annotations.NullMarked;
