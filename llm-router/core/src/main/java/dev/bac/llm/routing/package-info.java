/** Which model answers: providers found, prices, retry, fallback, all put together. */
@NullMarked
package dev.bac.llm.routing;

import org.jspecify.annotations.NullMarked;
