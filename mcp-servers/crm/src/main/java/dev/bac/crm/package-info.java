/** The CRM as an MCP server: its tools and its part in a tenant's life. */
@NullMarked
package dev.bac.crm;

import org.jspecify.annotations.NullMarked;
