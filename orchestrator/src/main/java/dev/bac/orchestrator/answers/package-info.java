/** Gives an agent's answer again, as long as nothing has changed that its tools read. */
@NullMarked
package dev.bac.orchestrator.answers;

import org.jspecify.annotations.NullMarked;
