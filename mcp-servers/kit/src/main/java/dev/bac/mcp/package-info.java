/** TBD */
@NullMarked
package dev.bac.mcp;

import org.jspecify.annotations.NullMarked;
