/** Finds passages by wording and by meaning. */
@NullMarked
package dev.bac.knowledge.search;

import org.jspecify.annotations.NullMarked;
