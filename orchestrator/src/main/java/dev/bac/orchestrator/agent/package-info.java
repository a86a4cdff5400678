/** The agents of each tenant: those that ship, and its own, sent to the API or kept as files. */
@NullMarked
package dev.bac.orchestrator.agent;

import org.jspecify.annotations.NullMarked;
