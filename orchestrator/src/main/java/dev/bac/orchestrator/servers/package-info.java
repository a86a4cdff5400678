/** MCP servers of others: reached under names of ours, accepted and connected by a company's admin. */
@NullMarked
package dev.bac.orchestrator.servers;

import org.jspecify.annotations.NullMarked;
