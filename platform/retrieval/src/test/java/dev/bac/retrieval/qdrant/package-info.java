/** Proofs of the vectors in Qdrant. */
@NullMarked
package dev.bac.retrieval.qdrant;

import org.jspecify.annotations.NullMarked;
