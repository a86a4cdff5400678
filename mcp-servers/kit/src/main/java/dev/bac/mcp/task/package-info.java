/** Work that goes on after its request was answered, kept in the domain's own schema. */
@NullMarked
package dev.bac.mcp.task;

import org.jspecify.annotations.NullMarked;
