@NullMarked
package dev.bac.tools.mcp.oauth;

import org.jspecify.annotations.NullMarked;
