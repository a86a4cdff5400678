/** What the router keeps in PostgreSQL, so that many nodes share it. */
@NullMarked
package dev.bac.llm.store;

import org.jspecify.annotations.NullMarked;
