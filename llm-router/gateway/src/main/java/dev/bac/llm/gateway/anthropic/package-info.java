/** Anthropic's interface: messages. */
@NullMarked
package dev.bac.llm.gateway.anthropic;

import org.jspecify.annotations.NullMarked;
