/** Activates a business: seven steps over the servers' life-cycle tools, restart-safe. */
@NullMarked
package dev.bac.orchestrator.activation;

import org.jspecify.annotations.NullMarked;
