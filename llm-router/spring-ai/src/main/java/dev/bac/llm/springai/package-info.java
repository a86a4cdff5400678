/** The router for programs that use Spring AI: they gain routing, budgets and caching by swapping one object. */
@NullMarked
package dev.bac.llm.springai;

import org.jspecify.annotations.NullMarked;
