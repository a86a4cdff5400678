/** How good routing between a weak and a strong model is, as a curve of quality over cost, on questions with known answers. */
@NullMarked
package dev.bac.llm.routing.curve;

import org.jspecify.annotations.NullMarked;
