/** Local models, through Ollama. */
@NullMarked
package dev.bac.llm.ollama;

import org.jspecify.annotations.NullMarked;
