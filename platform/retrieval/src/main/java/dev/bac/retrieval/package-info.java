/** Ranks texts by wording and meaning, with scores that can say that nothing fits. */
@NullMarked
package dev.bac.retrieval;

import org.jspecify.annotations.NullMarked;
