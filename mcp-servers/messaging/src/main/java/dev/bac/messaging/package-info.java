/** Messaging as an MCP server: its tools and its part in a tenant's life. */
@NullMarked
package dev.bac.messaging;

import org.jspecify.annotations.NullMarked;
