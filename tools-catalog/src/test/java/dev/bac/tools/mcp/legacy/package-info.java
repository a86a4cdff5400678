@NullMarked
package dev.bac.tools.mcp.legacy;

import org.jspecify.annotations.NullMarked;
