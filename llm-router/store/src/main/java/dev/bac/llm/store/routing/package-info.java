/** Keeps the router's decisions, what came of them and how good the answers were, for all nodes. */
@NullMarked
package dev.bac.llm.store.routing;

import org.jspecify.annotations.NullMarked;
