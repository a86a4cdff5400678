/** A gateway over real HTTP, vendors that speak their formats, and the vendors' own schemas. */
@NullMarked
package dev.bac.llm.gateway.testing;

import org.jspecify.annotations.NullMarked;
