/** What models cost: budgets and who is told of them, what was used and what was saved. */
@NullMarked
package dev.bac.orchestrator.usage;

import org.jspecify.annotations.NullMarked;
