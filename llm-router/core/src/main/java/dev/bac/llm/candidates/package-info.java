/** Who may answer a request, in the order in which they are asked: what routing decides and fallback goes through. */
@NullMarked
package dev.bac.llm.candidates;

import org.jspecify.annotations.NullMarked;
