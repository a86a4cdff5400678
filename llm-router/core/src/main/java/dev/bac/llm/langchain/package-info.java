/** What the three vendors reached through LangChain4j share: messages, one call, the answer. */
@NullMarked
package dev.bac.llm.langchain;

import org.jspecify.annotations.NullMarked;
