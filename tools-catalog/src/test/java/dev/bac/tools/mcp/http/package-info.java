@NullMarked
package dev.bac.tools.mcp.http;

import org.jspecify.annotations.NullMarked;
