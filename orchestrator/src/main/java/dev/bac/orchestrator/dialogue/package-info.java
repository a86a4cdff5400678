/** People who write to the company by message and are answered by an agent. */
@NullMarked
package dev.bac.orchestrator.dialogue;

import org.jspecify.annotations.NullMarked;
