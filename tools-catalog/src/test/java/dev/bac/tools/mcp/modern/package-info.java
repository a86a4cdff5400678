@NullMarked
package dev.bac.tools.mcp.modern;

import org.jspecify.annotations.NullMarked;
