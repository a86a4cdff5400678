/** Agents for agents of others: cards, tasks and messages of A2A 1.0. */
@NullMarked
package dev.bac.orchestrator.a2a;

import org.jspecify.annotations.NullMarked;
