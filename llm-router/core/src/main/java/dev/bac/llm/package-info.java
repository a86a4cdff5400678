/** One message model and one port for every language model. */
@NullMarked
package dev.bac.llm;

import org.jspecify.annotations.NullMarked;
