/** Provisioning as an MCP server: activating complete businesses from a profile. */
@NullMarked
package dev.bac.provisioning;

import org.jspecify.annotations.NullMarked;
