@NullMarked
package dev.bac.tools.mcp.foreign;

import org.jspecify.annotations.NullMarked;
