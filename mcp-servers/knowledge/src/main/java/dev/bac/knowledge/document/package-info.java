/** Collections of documents, who sees them, and the tools that keep them. */
@NullMarked
package dev.bac.knowledge.document;

import org.jspecify.annotations.NullMarked;
