/** Agents: what one may do, and the loop that runs it. */
@NullMarked
package dev.bac.agents;

import org.jspecify.annotations.NullMarked;
