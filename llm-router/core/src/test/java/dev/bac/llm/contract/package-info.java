/** The same chat against each vendor's wire format, over real HTTP. */
@NullMarked
package dev.bac.llm.contract;

import org.jspecify.annotations.NullMarked;
