@NullMarked
package dev.bac.mcp.task;

import org.jspecify.annotations.NullMarked;
