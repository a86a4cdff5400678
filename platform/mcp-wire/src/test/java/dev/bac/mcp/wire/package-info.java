@NullMarked
package dev.bac.mcp.wire;

import org.jspecify.annotations.NullMarked;
