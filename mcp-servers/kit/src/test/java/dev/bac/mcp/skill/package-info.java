/** Tests of skills. */
@NullMarked
package dev.bac.mcp.skill;

import org.jspecify.annotations.NullMarked;
