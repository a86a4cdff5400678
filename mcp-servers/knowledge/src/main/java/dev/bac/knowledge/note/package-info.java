/** What agents were asked to remember, for whom and until when. */
@NullMarked
package dev.bac.knowledge.note;

import org.jspecify.annotations.NullMarked;
