@NullMarked
package dev.bac.mcp.modern;

import org.jspecify.annotations.NullMarked;
