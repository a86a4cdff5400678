/** The router for programs that use LangChain4j: they gain routing, budgets and caching by swapping one object. */
@NullMarked
package dev.bac.llm.langchain4j;

import org.jspecify.annotations.NullMarked;
