/** The in-process sentence embedder; the only place that knows LangChain4j. */
@NullMarked
package dev.bac.retrieval.onnx;

import org.jspecify.annotations.NullMarked;
