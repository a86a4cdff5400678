/** Runs and their journal of tool calls. */
@NullMarked
package dev.bac.orchestrator.run;

import org.jspecify.annotations.NullMarked;
