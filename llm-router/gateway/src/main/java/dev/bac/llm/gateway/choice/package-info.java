/** Which model a name means. */
@NullMarked
package dev.bac.llm.gateway.choice;

import org.jspecify.annotations.NullMarked;
