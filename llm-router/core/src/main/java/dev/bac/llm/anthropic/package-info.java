/** Anthropic's Messages API. */
@NullMarked
package dev.bac.llm.anthropic;

import org.jspecify.annotations.NullMarked;
