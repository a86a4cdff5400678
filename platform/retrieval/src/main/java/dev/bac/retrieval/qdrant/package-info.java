/** Vectors in a Qdrant server; the only place that knows its client. */
@NullMarked
package dev.bac.retrieval.qdrant;

import org.jspecify.annotations.NullMarked;
